// The page of a package: it opens the website where the learner left it, hears from its pages what the learner does, and tells the platform.
//
// Pages and this one talk by messages, `{diglot: 1, kind, …}`, since a browser takes two files of a disk for strangers. From a page come `page`
// (one was opened), `at` (its section that is being read), `read`, `answer`, `test`, `keep` (what a browser would remember), `here`; to it go
// `state`, `print` and `ask`, which it answers by `here`.
(() => {
  const PATIENCE = 2000;
  const course = window.diglotCourse;
  const frame = document.getElementById("pages");
  const [done, line, unopened, finish, ended] = ["done", "line", "unopened", "finish", "ended"].map((id) => document.getElementById(id));
  const root = document.documentElement;
  let session = null;
  let state = diglot.state.empty();
  let place = "";
  // What pages remember, such as what was typed. No platform has room for it: it lasts as long as this page.
  const memory = new Map();
  let here = { item: null, at: "" };
  // What the platform refuses, as it says it.
  let trouble = null;
  let reached = false;
  // Whether the frame shows something else than a page: the browser's own words, or the platform's.
  let astray = false;
  let silence = 0;

  const words = () => course.words[root.lang] || Object.values(course.words)[0];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const tell = (message) => frame.contentWindow && frame.contentWindow.postMessage({ diglot: 1, ...message }, "*");
  // A platform's own score to pass goes before the course's.
  const mastery = () => (session && typeof session.mastery === "number" ? session.mastery : course.mastery);
  const report = () => diglot.judge({ ...course, mastery: mastery() }, state);

  // The platform may say that all is well. What is on this machine needs no network.
  const offline = () => session && session.recorded && !navigator.onLine && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname);

  const show = () => {
    const said = words();
    const { pages, questions, score, judged, passed, completed } = report();
    const parts = [
      course.complete.pages && pages.all > 0 && fill(said.pages, pages),
      questions.all > 0 && fill(said.questions, questions),
      score !== null && fill(said.score, { n: score }),
      passed ? said.passed : completed && !judged && said.completed,
    ];
    done.textContent = parts.filter(Boolean).join(" · ");
    finish.textContent = said.finish;
    let sentence = "";
    if (offline()) sentence = said.offline;
    else if (trouble) sentence = fill(said.refused, trouble);
    else if (!session) sentence = said.alone;
    else if (!session.recorded) sentence = said.review;
    if (line.textContent !== sentence) line.textContent = sentence;
    line.hidden = sentence === "";
    unopened.hidden = !astray;
    unopened.replaceChildren(...(astray ? [said.unopened, back(said)] : []));
  };

  const back = (said) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = said.back;
    button.addEventListener("click", () => {
      frame.src = diglot.place.address(course, place, state.reading || course.readings[0].key);
    });
    return button;
  };

  const told = (what) => {
    trouble = what;
    show();
  };

  // Puts down all that there is to say; the platform keeps it at the next commit.
  const put = () => {
    const all = report();
    if (session) session.report({ ...all, mastery: mastery(), state: diglot.state.write(course, state), place });
    // What has been reached is worth a commit of its own.
    const now = all.passed || (all.completed && !all.judged);
    if (session && now && !reached) session.commit();
    reached = now;
    show();
  };

  const commit = () => {
    put();
    if (session) session.commit();
  };

  const again = () => {
    put();
    if (session) session.again();
  };

  // A test tells of all of its answers at once, and some platforms take a second for each commit.
  let soon = 0;
  const commitSoon = () => {
    put();
    clearTimeout(soon);
    soon = setTimeout(() => session && session.commit(), 300);
  };

  const move = (item, at) => {
    here = { item, at };
    // The beginning is no place to come back to, and some platforms take no empty one.
    if (item) place = diglot.place.write(item, at, session ? session.room || 255 : 255);
  };

  const heard = {
    page: ({ item, reading, at, title, lang, colours }) => {
      document.title = title;
      root.lang = lang;
      if (colours) root.dataset.theme = colours;
      else delete root.dataset.theme;
      const turned = reading !== state.reading;
      state.reading = reading;
      move(item, at);
      if (turned && session) session.speak(lang);
      if (astray) {
        astray = false;
        again();
      } else commit();
      const answers = {};
      for (const [key, answer] of state.answers) if (answer.chosen) answers[key] = answer;
      tell({
        kind: "state",
        read: Array.from(state.read),
        answers,
        best: course.test ? state.best : null,
        memory: Array.from(memory),
        review: Boolean(session && session.review),
      });
    },

    here: () => {
      clearTimeout(silence);
    },

    at: ({ at }) => {
      move(here.item, at);
      put();
    },

    read: ({ item, done: whole }) => {
      if (!course.pages.some(([id]) => id === item) || state.read.has(item) === whole) return;
      if (whole) state.read.add(item);
      else state.read.delete(item);
      put();
    },

    answer: ({ question, chosen, right, seconds, words: asked }) => {
      const known = course.questions.find(({ key }) => key === question);
      if (!known) return;
      state.answers.set(question, { chosen, right });
      if (session) {
        const { id, form, right: pattern } = known;
        session.answered({ id, form, pattern, chosen, right, seconds, words: asked, when: new Date() });
      }
      commitSoon();
    },

    keep: ({ key, value }) => {
      memory.set(key, value);
    },

    test: ({ percent }) => {
      if (!course.test) return;
      state.best = Math.max(percent, state.best === null ? 0 : state.best);
      commit();
    },
  };

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || !event.data || event.data.diglot !== 1 || ended.hidden === false) return;
    const hear = Object.keys(heard).includes(event.data.kind) && heard[event.data.kind];
    if (hear) hear(event.data);
  });

  frame.addEventListener("load", () => {
    // A page answers.
    clearTimeout(silence);
    if (frame.getAttribute("src")) {
      silence = setTimeout(() => {
        astray = true;
        show();
      }, PATIENCE);
      tell({ kind: "ask" });
    }
    // Whoever goes on with the keyboard is in the page.
    if (document.activeElement === document.body || document.activeElement === frame) frame.contentWindow.focus();
  });

  // Printing prints the page.
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "p") {
      event.preventDefault();
      tell({ kind: "print" });
    }
  });

  finish.addEventListener("click", async () => {
    put();
    // What cannot be saved now may still be.
    if (offline()) return;
    const whole = session ? await session.end() : false;
    frame.remove();
    finish.remove();
    const said = words();
    const head = document.createElement("h1");
    head.textContent = whole && session.recorded ? said.finished : said.closed;
    ended.append(head);
    ended.hidden = false;
    ended.focus();
  });

  // A window may be closed without a word, and a phone ends one that it does not show.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && session && ended.hidden) commit();
  });
  for (const change of ["online", "offline"]) addEventListener(change, show);
  addEventListener("online", () => {
    if (ended.hidden) again();
  });
  addEventListener("pagehide", () => {
    if (session && ended.hidden) session.end(true);
  });
  addEventListener("pageshow", (event) => {
    // The session has ended when the page was left.
    if (event.persisted) location.reload();
  });

  diglot.connect(told).then((opened) => {
    session = opened;
    state = diglot.state.read(course, session ? session.state : "");
    if (session) {
      state.passed = state.passed || Boolean(session.passed);
      state.completed = state.completed || Boolean(session.completed);
      place = session.place;
    }
    const spoken = [session && session.language].concat(navigator.languages || [navigator.language]).filter(Boolean);
    const reading = diglot.reading(course, state.reading, spoken);
    root.lang = course.readings.find(({ key }) => key === reading).tag;
    frame.src = diglot.place.address(course, place, reading);
    reached = state.passed || state.completed;
    // Some platforms take a course for complete of which they hear nothing.
    put();
    if (session) session.commit();
  });
})();
