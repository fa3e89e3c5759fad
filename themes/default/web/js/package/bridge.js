// In a package a page tells the frame around it what the learner does, and hears from it what was done before.
(() => {
  const root = document.documentElement;
  const KEY = `diglot-read-${root.dataset.course}`;
  const WORDS = 250;
  const tell = (kind, content) => parent.postMessage({ diglot: 1, kind, ...content }, "*");

  // What is read is kept by the platform; there is nothing to save or to load.
  for (const menu of document.querySelectorAll(".progress-menu")) menu.remove();
  if (parent === window) return;

  // The front page is the item without a name; lists and tables are none.
  const box = document.querySelector("[data-mark-read]");
  let item = document.body.classList.contains("front") ? "" : null;
  if (box) item = box.dataset.markRead;

  // The section that is being read: the last one that begins above that line.
  const TOP = 160;
  const heads = Array.from(document.querySelectorAll(".text :is(h2, h3)[id], section.related[id]"));
  const section = () => {
    const passed = scrollY < 40 ? [] : heads.filter((head) => head.getBoundingClientRect().top < TOP);
    return passed.length > 0 ? passed.pop().id : "";
  };
  let known = false;
  let at = decodeURIComponent(location.hash.slice(1));

  const open = () =>
    tell("page", { item, reading: root.dataset.reading, at, title: document.title, lang: root.lang, colours: root.dataset.theme || "" });

  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        if (section() === at) return;
        at = section();
        tell("at", { at });
      });
    },
    { passive: true },
  );

  // What was read, as the platform knows it.
  let read = new Set();
  const show = (id, whole) => {
    if (whole) read.add(id);
    else read.delete(id);
  };
  const showAll = () => {
    const marks = {};
    for (const id of read) diglot.marks.set(marks, id, true, new Date());
    diglot.remember(KEY, JSON.stringify(marks));
    dispatchEvent(new StorageEvent("storage", { key: KEY }));
  };
  diglot.remembered = (key, value) => {
    if (key === "diglot-theme") open();
    // Before the frame has told what it knows, there is nothing that it does not.
    if (key !== KEY && known) tell("keep", { key, value });
    if (key !== KEY) return;
    const marks = diglot.marks.parse(value);
    for (const id of Object.keys(marks)) if (!read.has(id)) tell("read", { item: id, done: true });
    for (const id of read) if (!(id in marks)) tell("read", { item: id, done: false });
    read = new Set(Object.keys(marks));
  };

  // A page counts as read when its end was on screen.
  const watchEnd = () => {
    if (!box || read.has(item)) return;
    const watcher = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      show(item, true);
      tell("read", { item, done: true });
      showAll();
    });
    watcher.observe(box.closest(".read-mark") || box);
  };

  // Quizzes show the answers of earlier sessions: at once, or when their script has come.
  const restore = (detail) => {
    diglot.restored = detail;
    document.dispatchEvent(new CustomEvent("diglot:restore", { detail }));
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || !event.data || event.data.diglot !== 1) return;
    if (event.data.kind === "print") print();
    if (event.data.kind === "ask") tell("here", {});
    if (event.data.kind !== "state") return;
    read = new Set(event.data.read);
    showAll();
    if (known) return;
    for (const [key, value] of event.data.memory) {
      diglot.remember(key, value);
      dispatchEvent(new StorageEvent("storage", { key }));
    }
    known = true;
    restore({ answers: event.data.answers, best: event.data.best, review: event.data.review });
    watchEnd();
  });

  let since = Date.now();
  document.addEventListener("diglot:answer", ({ detail: { question, chosen, right } }) => {
    const element = document.querySelector(`[data-question="${CSS.escape(question)}"]`);
    const words = element ? element.firstElementChild.textContent.trim().replace(/\s+/g, " ") : "";
    const seconds = Math.round((Date.now() - since) / 1000);
    since = Date.now();
    tell("answer", { question, chosen, right, seconds, words: words.slice(0, WORDS) });
  });

  document.addEventListener("diglot:test", ({ detail: { percent } }) => tell("test", { percent }));

  // What lies outside of the course opens beside it: in the frame there would be no way back.
  const inside = new URL(root.dataset.root || "./", location.href).href;
  for (const link of document.querySelectorAll("a[href]")) {
    if (/^(https?|file):/.test(link.href) && !link.href.startsWith(inside)) {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }

  open();
})();
