// Quizzes: choose, check, read why, try again, and the score.
//
// Without a script every option opens to its verdict. Here the options become radio buttons, or boxes where several are right, and what
// opened becomes the explanation of the options that were chosen and of those that are right.
(function () {
  "use strict";
  var diglot = window.diglot;
  var questions = 0;

  function upgrade(quiz) {
    var words = diglot.say(quiz);
    var all = Array.prototype.map.call(quiz.querySelectorAll(".question"), function (question) {
      return upgradeQuestion(question, words, score);
    });
    var result = diglot.make("div", "quiz-score");
    result.setAttribute("role", "status");
    var restart = diglot.button("button quiet", words.quizRestart, function () {
      all.forEach(function (question) {
        question.reset();
      });
      all[0].focus();
    });
    restart.hidden = true;
    var foot = diglot.make("div", "quiz-foot");
    foot.append(result, restart);
    quiz.append(foot);
    quiz.classList.add("ready");

    // When every question has been checked. One that is tried again is open again.
    function score() {
      var done = all.every(function (question) {
        return question.right !== null;
      });
      var right = all.filter(function (question) {
        return question.right;
      });
      result.textContent = done ? diglot.fill(words.quizScore, { right: right.length, all: all.length }) : "";
      restart.hidden = !done;
    }
  }

  function upgradeQuestion(question, words, changed) {
    questions += 1;
    var name = "question-" + questions;
    var list = question.querySelector(".options");
    var several = list.querySelectorAll(".right").length > 1;
    var options = Array.prototype.map.call(list.children, function (item, i) {
      return upgradeOption(item, several ? "checkbox" : "radio", name, name + "-" + (i + 1));
    });
    // The question names the group of its options.
    var asked = question.firstElementChild;
    asked.id = asked.id || name;
    list.setAttribute("role", several ? "group" : "radiogroup");
    list.setAttribute("aria-labelledby", asked.id);
    options.forEach(function (option) {
      option.item.setAttribute("role", "none");
    });
    if (several) list.before(diglot.make("p", "quiz-hint", words.quizSeveral));

    var verdict = diglot.make("p", "quiz-verdict");
    verdict.setAttribute("role", "status");
    var button = diglot.button("button", words.quizCheck, function () {
      if (self.right === null) check();
      else again();
    });
    var row = diglot.make("div", "quiz-row");
    row.append(button, verdict);
    question.append(row);
    list.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && self.right === null) {
        event.preventDefault();
        check();
      }
    });

    var self = {
      // Whether the answer that was checked is right.
      right: null,
      reset: function () {
        options.forEach(function (option) {
          option.input.checked = false;
        });
        open();
      },
      focus: function () {
        options[0].input.focus();
      },
    };

    function check() {
      var chosen = options.some(function (option) {
        return option.input.checked;
      });
      if (!chosen) {
        say(words.quizChoose, "");
        return;
      }
      self.right = options.every(function (option) {
        return option.input.checked === option.right;
      });
      options.forEach(function (option) {
        option.show(option.input.checked || option.right);
      });
      say(self.right ? words.quizRight : words.quizWrong, self.right ? "good" : "bad");
      button.textContent = words.quizAgain;
      button.classList.add("quiet");
      // The options are closed now, so the focus cannot stay there.
      button.focus();
      changed();
    }

    function open() {
      self.right = null;
      options.forEach(function (option) {
        option.hide();
      });
      say("", "");
      button.textContent = words.quizCheck;
      button.classList.remove("quiet");
      changed();
    }

    function again() {
      open();
      var chosen = options.find(function (option) {
        return option.input.checked;
      });
      (chosen || options[0]).input.focus();
    }

    function say(text, tone) {
      verdict.textContent = text;
      verdict.className = "quiz-verdict " + tone;
    }

    return self;
  }

  // `<details><summary>words</summary>explanation</details>` becomes a labelled input and a hidden explanation.
  function upgradeOption(item, type, name, id) {
    var details = item.querySelector("details");
    var box = diglot.make("div", details.className);
    var label = diglot.make("label", "option-label");
    var input = diglot.make("input");
    input.type = type;
    input.name = name;
    input.id = id;
    var text = diglot.make("span");
    text.append.apply(text, Array.prototype.slice.call(details.querySelector("summary").childNodes));
    label.append(input, text);
    var explanation = details.querySelector(".explanation");
    explanation.id = id + "-why";
    explanation.hidden = true;
    box.append(label, explanation);
    var focused = details.contains(document.activeElement);
    details.replaceWith(box);
    if (focused) input.focus();
    return {
      item: item,
      input: input,
      right: box.classList.contains("right"),
      show: function (shown) {
        input.disabled = true;
        box.classList.toggle("open", shown);
        explanation.hidden = !shown;
      },
      hide: function () {
        input.disabled = false;
        box.classList.remove("open");
        explanation.hidden = true;
      },
    };
  }

  document.querySelectorAll(".box.quiz").forEach(upgrade);
})();
