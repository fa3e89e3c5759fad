// What is wrong with the course, on a panel over the page.
(() => {
  const { fill, make } = diglot;
  const { lang } = document.documentElement;
  const words = diglot.preview;
  // Messages are in English or Chinese, whatever else the page speaks.
  const tongue = /^zh\b/.test(lang) ? "zh" : "en";
  const panel = make("div", "diglot-report");
  panel.lang = lang;
  panel.setAttribute("role", "status");

  const entry = ({ severity, message, place, excerpt }) => {
    const item = make("li");
    item.dataset.severity = severity;
    item.lang = tongue;
    item.append(make("strong", "", message[tongue]), make("span", "diglot-place", place));
    if (excerpt[tongue]) item.append(make("pre", "", excerpt[tongue]));
    return item;
  };

  // `found` is what the server says: how many `errors` and `warnings` there are, and the first of them as `items`.
  diglot.showReport = ({ errors, warnings, items }) => {
    panel.remove();
    panel.textContent = "";
    panel.dataset.level = errors ? "error" : "warning";
    if (items.length === 0) return;
    const details = make("details");
    details.open = errors > 0;
    const counts = [];
    if (errors) counts.push(fill(words.errors, { n: errors }));
    if (warnings) counts.push(fill(words.warnings, { n: warnings }));
    details.append(make("summary", "", counts.join(" · ")));
    if (errors && !document.body.classList.contains("diglot-own")) details.append(make("p", "", words.stale));
    const list = make("ol");
    list.append(...items.map(entry));
    details.append(list);
    const rest = errors + warnings - items.length;
    if (rest > 0) details.append(make("p", "", fill(words.more, { n: rest })));
    const close = diglot.button("", "×", () => panel.remove());
    close.setAttribute("aria-label", words.close);
    panel.append(details, close);
    document.body.append(panel);
  };
})();
