// Quizzes: choose, check, read why, try again, and the score.
//
// Without a script every option opens to its verdict. Here the options become radio buttons, or boxes where several are right, and what
// opened becomes the explanation of the options that were chosen and of those that are right.
(() => {
  const { button, fill, make, say } = diglot;
  let questions = 0;

  const upgrade = (quiz) => {
    const words = say(quiz);

    // When every question has been checked. One that is tried again is open again.
    const score = () => {
      const done = all.every((question) => question.right !== null);
      const right = all.filter((question) => question.right).length;
      result.textContent = done ? fill(words.quizScore, { right, all: all.length }) : "";
      restart.hidden = !done;
    };

    const all = Array.from(quiz.querySelectorAll(".question"), (question) => upgradeQuestion(question, words, score));
    const result = make("div", "quiz-score");
    result.setAttribute("role", "status");
    const restart = button("button quiet", words.quizRestart, () => {
      for (const question of all) question.reset();
      all[0].focus();
    });
    restart.hidden = true;
    const foot = make("div", "quiz-foot");
    foot.append(result, restart);
    quiz.append(foot);
    quiz.classList.add("ready");
  };

  const upgradeQuestion = (question, words, changed) => {
    questions += 1;
    const name = `question-${questions}`;
    const list = question.querySelector(".options");
    const several = list.querySelectorAll(".right").length > 1;
    const type = several ? "checkbox" : "radio";
    const options = Array.from(list.children, (item, i) => upgradeOption(item, type, name, `${name}-${i + 1}`));
    // The question names the group of its options.
    const asked = question.firstElementChild;
    asked.id = asked.id || name;
    list.setAttribute("role", several ? "group" : "radiogroup");
    list.setAttribute("aria-labelledby", asked.id);
    if (several) list.before(make("p", "quiz-hint", words.quizSeveral));

    const verdict = make("p", "quiz-verdict");
    verdict.setAttribute("role", "status");
    const tell = (text, tone) => {
      verdict.textContent = text;
      verdict.className = `quiz-verdict ${tone}`;
    };

    const self = {
      // Whether the answer that was checked is right.
      right: null,
      reset: () => {
        for (const { input } of options) input.checked = false;
        open();
      },
      focus: () => options[0].input.focus(),
    };

    const check = () => {
      if (!options.some(({ input }) => input.checked)) {
        tell(words.quizChoose, "");
        return;
      }
      self.right = options.every(({ input, right }) => input.checked === right);
      for (const { input, right, show } of options) show(input.checked || right);
      tell(self.right ? words.quizRight : words.quizWrong, self.right ? "good" : "bad");
      act.textContent = words.quizAgain;
      act.classList.add("quiet");
      // The options are closed now, so the focus cannot stay there.
      act.focus();
      changed();
    };

    const open = () => {
      self.right = null;
      for (const { hide } of options) hide();
      tell("", "");
      act.textContent = words.quizCheck;
      act.classList.remove("quiet");
      changed();
    };

    const act = button("button", words.quizCheck, () => {
      if (self.right === null) {
        check();
      } else {
        open();
        (options.find(({ input }) => input.checked) || options[0]).input.focus();
      }
    });
    const row = make("div", "quiz-row");
    row.append(act, verdict);
    question.append(row);
    list.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && self.right === null) {
        event.preventDefault();
        check();
      }
    });
    return self;
  };

  // `<details><summary>words</summary>explanation</details>` becomes a labelled input and a hidden explanation.
  const upgradeOption = (item, type, name, id) => {
    const details = item.querySelector("details");
    const box = make("div", details.className);
    const label = make("label", "option-label");
    const input = Object.assign(make("input"), { type, name, id });
    const text = make("span");
    text.append(...details.querySelector("summary").childNodes);
    label.append(input, text);
    const explanation = details.querySelector(".explanation");
    explanation.id = `${id}-why`;
    explanation.hidden = true;
    box.append(label, explanation);
    const focused = details.contains(document.activeElement);
    details.replaceWith(box);
    if (focused) input.focus();
    item.setAttribute("role", "none");
    return {
      input,
      right: box.classList.contains("right"),
      show: (shown) => {
        input.disabled = true;
        box.classList.toggle("open", shown);
        explanation.hidden = !shown;
      },
      hide: () => {
        input.disabled = false;
        box.classList.remove("open");
        explanation.hidden = true;
      },
    };
  };

  for (const quiz of document.querySelectorAll(".box.quiz")) upgrade(quiz);
})();
