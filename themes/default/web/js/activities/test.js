// The final test: a button starts an attempt, whose questions are drawn and shuffled; at the end there is the score, and for who has passed a
// certificate. The attempt and the best result are kept by the page and by keys of questions, which are the same in every language.
(() => {
  const { button, make, typed } = diglot;
  const KEY = `diglot-test-${document.documentElement.dataset.course}`;
  const mark = document.querySelector("[data-mark-read]");
  const page = mark ? mark.dataset.markRead : "";

  const shuffled = (things) => {
    const all = [...things];
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [all[i], all[j]] = [all[j], all[i]];
    }
    return all;
  };

  // A copy of a question, with its options in an order.
  const arranged = (question, order) => {
    const copy = question.cloneNode(true);
    if (copy.dataset.form === "choice") {
      const list = copy.querySelector(".options");
      const items = Array.from(list.children);
      for (const [i, item] of items.entries()) item.dataset.option = i;
      list.append(...order(items));
    }
    return copy;
  };

  const orderOf = (question) => Array.from(question.querySelectorAll(".options > [data-option]"), (item) => Number(item.dataset.option));

  // The questions of an attempt: the test's own, and of each page as many as it draws.
  const drawn = (all, draw) => {
    const pages = new Map();
    for (const question of all) {
      const pool = question.dataset.pool || "";
      pages.set(pool, [...(pages.get(pool) || []), question]);
    }
    const picked = [...pages].flatMap(([pool, questions]) => (pool === "" ? questions : shuffled(questions).slice(0, draw)));
    return shuffled(picked).map((question) => arranged(question, shuffled));
  };

  // Those of an attempt that was kept, or null when the course has other questions now.
  const again = (all, asked) => {
    if (!Array.isArray(asked)) return null;
    const questions = asked.map(({ key }) => all.find((question) => question.dataset.question === key));
    if (!questions.every(Boolean)) return null;
    return questions.map((question, i) => arranged(question, (items) => asked[i].order.map((at) => items[at]).filter(Boolean)));
  };

  const upgrade = (quiz, number) => {
    const voice = diglot.voice(quiz);
    const said = (element, key, values) => {
      voice.put(element, key, values);
      return element;
    };
    const name = `${page} ${number}`;
    const recall = () => typed.parse(diglot.recall(KEY))[name] || {};
    const keep = (changes) => {
      const kept = typed.parse(diglot.recall(KEY));
      kept[name] = { ...kept[name], ...changes };
      diglot.remember(KEY, JSON.stringify(kept));
    };

    // Before an attempt the test can be printed as it stands.
    const paper = quiz.querySelector(".questions");
    paper.classList.add("on-paper");
    const pool = quiz.querySelector("template.pool");
    const all = [...paper.children, ...(pool ? pool.content.querySelectorAll(".question") : [])];
    const pass = Number(quiz.dataset.pass);
    const draw = Number(quiz.dataset.draw);

    const list = make("ol", "questions");
    const about = make("p", "quiz-hint");
    const start = said(
      button("button", "", () => begin()),
      "testStart",
    );
    const submit = said(
      button("button", "", () => finish()),
      "testSubmit",
    );
    const verdict = make("p", "quiz-score");
    verdict.setAttribute("role", "status");
    verdict.tabIndex = -1;
    const foot = make("div", "quiz-foot test-foot");
    foot.append(submit, start, verdict);
    paper.before(about);
    paper.after(list);
    quiz.append(foot);
    quiz.classList.add("ready");
    submit.hidden = true;
    said(about, "testAbout", { all: drawn(all, draw).length, percent: pass });

    let asked = [];
    let done = false;
    // In percent.
    let best = null;

    const certify = () => {
      const before = quiz.querySelector(".certificate-form");
      if (before) before.remove();
      if (best !== null && best >= pass) quiz.append(diglot.certificate(voice, best));
    };

    const ask = (elements) => {
      paper.remove();
      list.replaceChildren(...elements);
      asked = elements.map((element) => {
        const told = make("p", "quiz-verdict");
        told.setAttribute("role", "status");
        const order = orderOf(element);
        const question = diglot.question(element, voice, diglot.nextName(), (text) => {
          told.textContent = text;
        });
        element.append(told);
        return { ...question, told, order };
      });
      done = false;
      verdict.textContent = "";
      start.hidden = true;
      submit.hidden = false;
    };

    const keepAttempt = () => keep({ asked: asked.map(({ key, order, entry }) => ({ key, order, entry: entry() })), done });

    const begin = () => {
      ask(drawn(all, draw));
      const form = quiz.querySelector(".certificate-form");
      if (form) form.remove();
      keepAttempt();
      if (asked.length > 0) asked[0].focus();
    };

    // Shows how it went. Gives back the answers that are judged; what is answered in words is compared, not judged.
    const settle = () => {
      done = true;
      const answers = asked
        .filter(({ form }) => form !== "open")
        .map((question) => ({
          key: question.key,
          chosen: question.chosen(),
          right: question.right(question.chosen()),
          told: question.told,
        }));
      for (const question of asked) {
        question.lock(true);
        question.mark(true, true);
      }
      for (const { right, told } of answers) {
        said(told, right ? "quizRight" : "quizMissed");
        told.className = `quiz-verdict ${right ? "good" : "bad"}`;
      }
      const result = { right: answers.filter(({ right }) => right).length, all: answers.length };
      const percent = result.all ? Math.floor((result.right * 100) / result.all) : 100;
      const passed = percent >= pass;
      said(verdict, passed ? "testPassed" : "testFailed", { ...result, percent: pass });
      submit.hidden = true;
      said(start, "testAgain").hidden = false;
      best = Math.max(percent, best === null ? 0 : best);
      certify();
      return { answers, result: { ...result, percent, passed } };
    };

    const finish = () => {
      const open = asked.filter((question) => !question.answered());
      if (open.length > 0) {
        said(verdict, "testOpen", { n: open.length });
        open[0].focus();
        return;
      }
      done = true;
      keepAttempt();
      const { answers, result } = settle();
      keep({ best });
      for (const { key, chosen, right } of answers) diglot.answered(key, chosen, right);
      document.dispatchEvent(new CustomEvent("diglot:test", { detail: result }));
      verdict.focus();
    };

    // Goes on where the reader was; a learning platform knows the best result of earlier sessions.
    const resume = (known) => {
      if (asked.length > 0) return;
      const kept = recall();
      const results = [kept.best, known].filter(Number.isFinite);
      best = results.length > 0 ? Math.max(...results) : null;
      const elements = again(all, kept.asked);
      if (elements) {
        ask(elements);
        for (const [i, question] of asked.entries()) question.enter(kept.asked[i].entry);
      }
      if (elements && kept.done) settle();
      else if (!elements && best !== null) {
        said(verdict, "testResult", { n: best });
        said(start, "testAgain");
        certify();
      }
    };

    for (const event of ["input", "click"]) {
      list.addEventListener(event, () => {
        if (!done) keepAttempt();
      });
    }
    resume(diglot.restored && diglot.restored.best);
    document.addEventListener("diglot:restore", ({ detail }) => resume(detail.best));
  };

  for (const [number, quiz] of document.querySelectorAll(".box.quiz[data-pass]").entries()) upgrade(quiz, number);
})();
