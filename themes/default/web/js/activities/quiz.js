// Quizzes by the way: answer, check, read why, try again, and the score.
//
// Without a script every option opens to its verdict. Here a wrong answer is told to be wrong, with what is said of it; what is right is shown
// on demand, or when it was found.
(() => {
  const { button, make } = diglot;
  let questions = 0;
  const known = new Map();

  diglot.nextName = () => {
    questions += 1;
    return `question-${questions}`;
  };

  const upgrade = (quiz) => {
    const voice = diglot.voice(quiz);

    // When every question has been checked. One that is tried again is open again.
    const score = () => {
      const done = all.every((question) => question.right !== null);
      const right = all.filter((question) => question.right).length;
      if (done) voice.put(result, "quizScore", { right, all: all.length });
      else result.textContent = "";
      restart.hidden = !done;
    };

    const all = Array.from(quiz.querySelectorAll(".question"), (question) => upgradeQuestion(question, voice, score));
    const result = make("div", "quiz-score");
    result.setAttribute("role", "status");
    const restart = button("button quiet", "", () => {
      for (const question of all) question.reset();
      all[0].focus();
    });
    voice.put(restart, "quizRestart");
    restart.hidden = true;
    const foot = make("div", "quiz-foot");
    foot.append(result, restart);
    quiz.append(foot);
    quiz.classList.add("ready");
  };

  const upgradeQuestion = (element, voice, changed) => {
    const verdict = make("p", "quiz-verdict");
    verdict.setAttribute("role", "status");
    const tell = (key, tone) => {
      if (key) voice.put(verdict, key);
      else verdict.textContent = "";
      verdict.className = `quiz-verdict ${tone}`;
    };
    const question = diglot.question(element, voice, diglot.nextName(), (text) => {
      verdict.textContent = text;
    });
    const open = question.form === "open";

    const act = (key, does) => {
      const made = button("button", "", does);
      voice.put(made, key);
      return made;
    };
    const check = act(open ? "quizCompare" : "quizCheck", () => tryIt());
    const again = act("quizAgain", () => {
      document.dispatchEvent(new CustomEvent("diglot:again", { detail: { question: question.key } }));
      reopen();
      question.focus();
    });
    const showAnswer = act("quizShow", () => {
      disclose();
      element.focus();
    });
    const good = act("quizMineRight", () => judge(true));
    const bad = act("quizMineWrong", () => judge(false));
    for (const quiet of [again, showAnswer, good, bad]) quiet.classList.add("quiet");
    verdict.tabIndex = -1;
    element.tabIndex = -1;
    const row = make("div", "quiz-row");
    row.append(check, good, bad, again, showAnswer, verdict);
    element.append(row);

    const only = (...shown) => {
      for (const one of [check, good, bad, again, showAnswer]) one.hidden = !shown.includes(one);
    };

    const self = {
      // Whether the answer that was checked is right.
      right: null,
      reset: () => {
        question.choose([]);
        reopen();
      },
      focus: question.focus,
      restore: (answer, review) => {
        if (answer) {
          question.choose(answer.chosen);
          settle(answer.right);
        }
        if (review) {
          question.lock(true);
          disclose();
        }
      },
    };
    known.set(question.key, self);

    const tryIt = () => {
      if (!question.answered()) {
        tell("quizChoose", "");
        return;
      }
      if (open) {
        question.lock(true);
        question.mark(true, true);
        tell("", "");
        only(good, bad);
        good.focus();
        return;
      }
      const chosen = question.chosen();
      settle(question.right(chosen));
      diglot.answered(question.key, chosen, self.right);
      // What was answered is closed now, so the focus cannot stay there.
      if (self.right) verdict.focus();
      else again.focus();
    };

    const judge = (right) => {
      settle(right);
      diglot.answered(question.key, [right ? 1 : 0], right);
      verdict.focus();
    };

    const settle = (right) => {
      self.right = right;
      question.lock(true);
      question.mark(true, right || open);
      if (open) tell(right ? "quizMineRight" : "quizMineWrong", "");
      else tell(right ? "quizRight" : "quizWrong", right ? "good" : "bad");
      if (right || open) only();
      else only(again, showAnswer);
      changed();
    };

    const disclose = () => {
      question.mark(true, true);
      if (!self.right) tell("", "");
      only();
    };

    const reopen = () => {
      self.right = null;
      question.lock(false);
      question.mark(false, false);
      tell("", "");
      only(check);
      changed();
    };

    only(check);
    if (question.list.tagName !== "TEXTAREA") {
      question.list.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.tagName === "INPUT" && self.right === null) {
          event.preventDefault();
          tryIt();
        }
      });
    }
    return self;
  };

  const restore = ({ answers, review }) => {
    for (const [key, question] of known) question.restore(answers[key], review);
  };

  for (const quiz of document.querySelectorAll(".box.quiz:not([data-pass])")) upgrade(quiz);
  document.addEventListener("diglot:restore", ({ detail }) => restore(detail));
  if (diglot.restored) restore(diglot.restored);
})();
