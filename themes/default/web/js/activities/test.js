// The final test: a button starts an attempt, whose questions are drawn and shuffled; at the end there is the score, and for who has passed a
// certificate, whose name never leaves the page.
(() => {
  const { button, make } = diglot;

  const shuffled = (things) => {
    const all = [...things];
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [all[i], all[j]] = [all[j], all[i]];
    }
    return all;
  };

  const removeAll = (root, selector) => {
    for (const element of root.querySelectorAll(selector)) element.remove();
  };

  // The questions of an attempt: the test's own, and of each page as many as it draws.
  const drawn = (all, draw) => {
    const pages = new Map();
    for (const question of all) {
      const page = question.dataset.pool || "";
      pages.set(page, [...(pages.get(page) || []), question]);
    }
    const picked = [...pages].flatMap(([page, questions]) => (page === "" ? questions : shuffled(questions).slice(0, draw)));
    return shuffled(picked).map((question) => {
      const copy = question.cloneNode(true);
      if (copy.dataset.form === "choice") {
        const list = copy.querySelector(".options");
        const items = Array.from(list.children);
        for (const [i, item] of items.entries()) item.dataset.option = i;
        list.append(...shuffled(items));
      }
      return copy;
    });
  };

  const upgrade = (quiz) => {
    const voice = diglot.voice(quiz);
    const list = quiz.querySelector(".questions");
    const pool = quiz.querySelector("template.pool");
    const all = [...list.children, ...(pool ? pool.content.querySelectorAll(".question") : [])].map((q) => q.cloneNode(true));
    const pass = Number(quiz.dataset.pass);
    const draw = Number(quiz.dataset.draw);
    const said = (element, key, values) => {
      voice.put(element, key, values);
      return element;
    };

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
    list.before(about);
    quiz.append(foot);
    quiz.classList.add("ready");
    list.replaceChildren();
    submit.hidden = true;
    said(about, "testAbout", { all: drawn(all, draw).length, percent: pass });

    let asked = [];

    const begin = () => {
      const elements = drawn(all, draw);
      list.replaceChildren(...elements);
      asked = elements.map((element) => {
        const told = make("p", "quiz-verdict");
        told.setAttribute("role", "status");
        const question = diglot.question(element, voice, diglot.nextName(), (text) => {
          told.textContent = text;
        });
        element.append(told);
        return { ...question, told };
      });
      removeAll(quiz, ".certificate-form");
      verdict.textContent = "";
      start.hidden = true;
      submit.hidden = false;
      if (asked.length > 0) asked[0].focus();
    };

    const finish = () => {
      const open = asked.filter((question) => !question.answered());
      if (open.length > 0) {
        said(verdict, "testOpen", { n: open.length });
        open[0].focus();
        return;
      }
      // What is answered in words is compared, not judged.
      const judged = asked.filter((question) => question.form !== "open");
      let right = 0;
      for (const question of asked) {
        const chosen = question.chosen();
        const good = question.right(chosen);
        question.lock(true);
        question.mark(true, true);
        if (question.form === "open") continue;
        right += good ? 1 : 0;
        said(question.told, good ? "quizRight" : "quizMissed");
        question.told.className = `quiz-verdict ${good ? "good" : "bad"}`;
        diglot.answered(question.key, chosen, good);
      }
      const count = judged.length;
      const passed = right * 100 >= pass * count;
      const percent = count ? Math.floor((right * 100) / count) : 100;
      document.dispatchEvent(new CustomEvent("diglot:test", { detail: { right, all: count, percent, passed } }));
      said(verdict, passed ? "testPassed" : "testFailed", { right, all: count, percent: pass });
      submit.hidden = true;
      said(start, "testAgain").hidden = false;
      if (passed) quiz.append(certificate({ right, all: count }));
      verdict.focus();
    };

    // What is printed is a page of its own, behind all others.
    const certificate = (score) => {
      const form = make("div", "certificate-form quiz-row");
      const label = make("label");
      const field = Object.assign(make("input", "certificate-name"), { type: "text", autocomplete: "name", maxLength: 80 });
      label.append(said(make("span"), "certificateName"), field);
      const print = () => {
        removeAll(document, ".certificate");
        const page = make("section", "certificate");
        const title = document.querySelector(".brand-name").textContent.trim();
        const date = new Date();
        const dates = [...new Set(voice.dates.map((tag) => date.toLocaleDateString(tag, { dateStyle: "long" })))];
        page.append(
          said(make("h2"), "certificate"),
          make("p", "certificate-who", field.value.trim()),
          said(make("p"), "certificateText", { title }),
          said(make("p"), "quizScore", score),
          make("p", "", dates.join(" · ")),
        );
        document.body.append(page);
        document.documentElement.classList.add("certifying");
        window.print();
      };
      const act = said(button("button", "", print), "certificatePrint");
      act.disabled = true;
      field.addEventListener("input", () => {
        act.disabled = field.value.trim() === "";
      });
      form.append(label, act);
      return form;
    };
  };

  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("certifying");
    removeAll(document, ".certificate");
  });
  for (const quiz of document.querySelectorAll(".box.quiz[data-pass]")) upgrade(quiz);
})();
