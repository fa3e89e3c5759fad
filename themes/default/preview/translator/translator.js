// The page for translators: the parts of the course, and the passages of the one that was chosen. What is shown follows the files; what somebody is
// writing stays.
(() => {
  const { button, make } = diglot;
  const words = diglot.speak(diglot.translatorWords);
  const { lang } = document.documentElement;
  const { key } = document.currentScript.dataset;
  const OPEN = ["missing", "stale", "unreviewed"];
  const OVERVIEW = "overview.json";
  document.title = words.title;

  let overview = null;
  // What is shown: the key of a language, the id of a part, and whether passages that are right are, too.
  let shown = { language: "", item: "", all: false };
  let rows = new Map();

  const load = async (path) => {
    const answer = await fetch(path, { cache: "no-cache" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // The parts of the page.

  const choice = make("select");
  const label = make("label", "translator-language", `${words.language} `);
  label.append(choice);
  const filters = [false, true].map((all) => {
    const filter = button("", all ? words.all : words.toDo, () => show(Object.assign({}, shown, { all })));
    return [all, filter];
  });
  const tools = make("div", "translator-tools");
  tools.append(label, ...filters.map(([, filter]) => filter));
  const head = make("header", "translator-head");
  head.append(make("h1", "", words.title), tools, make("p", "", key ? words.about : words.readOnly));

  const items = make("nav", "translator-items");
  items.setAttribute("aria-label", words.items);
  const title = make("h2");
  const page = make("a", "", words.page);
  const passages = make("ol", "passages");
  const note = make("p", "translator-note");
  const part = make("section", "translator-part");
  part.append(title, page, note, passages);
  document.querySelector("main").append(head, items, part);

  const open = (states) => OPEN.reduce((sum, state) => sum + ((states && states[state]) || 0), 0);
  const wanted = ({ state }) => shown.all || OPEN.includes(state);
  const address = (language, item) => `#${language}/${item}`;

  const list = () => {
    const { language, item } = shown;
    const focused = items.contains(document.activeElement) ? document.activeElement.hash : "";
    const links = overview.items.map(({ id, title: name, states }) => {
      const link = make("a", "", name);
      link.lang = overview.source.tag;
      link.href = address(language, id);
      const count = open(states[language]);
      if (id === item) link.setAttribute("aria-current", "true");
      if (count > 0) link.append(make("span", "translator-count", String(count)));
      link.classList.toggle("done", count === 0);
      return link;
    });
    items.replaceChildren(...links.filter((link) => shown.all || !link.classList.contains("done") || link.hasAttribute("aria-current")));
    for (const link of links) if (focused && link.hash === focused) link.focus();
    for (const [all, filter] of filters) filter.setAttribute("aria-pressed", String(all === shown.all));
    label.hidden = overview.languages.length < 2;
    choice.replaceChildren(...overview.languages.map(({ key: value, name }) => new Option(name, value, false, value === language)));
    const { title: name = "", pages = {} } = overview.items.find(({ id }) => id === item) || {};
    title.textContent = name;
    title.lang = overview.source.tag;
    page.hidden = !pages[language];
    if (pages[language]) page.href = `/${pages[language]}`;
  };

  // Writes a translation. Gives back why it was not done.
  const write = async (asked) => {
    try {
      const answer = await fetch(".", {
        method: "POST",
        headers: { "content-type": "application/json", "x-diglot-key": key },
        body: JSON.stringify(Object.assign({ language: shown.language }, asked)),
      });
      const said = await answer.text();
      if (!said.startsWith("{")) return said;
      const { words: refused } = JSON.parse(said);
      return refused && (lang.startsWith("zh") ? refused.zh : refused.en);
    } catch {
      return words.unreachable;
    }
  };

  // Passages that are there stay in their places, also when nothing is left to do with them; those that came since get theirs.
  const fill = (found) => {
    const source = overview.source;
    const language = overview.languages.find(({ key: known }) => known === shown.language);
    const next = new Map();
    for (const passage of found) {
      let row = rows.get(passage.context);
      if (!row && !wanted(passage)) continue;
      if (!row) row = diglot.passage(words, source, language, key && write);
      row.update(passage);
      next.set(passage.context, row);
    }
    // What is being written is not thrown away with its passage.
    for (const [context, row] of rows) if (!next.has(context) && row.isWritten()) next.set(context, row);
    const elements = Array.from(next.values(), ({ element }) => element);
    const before = Array.from(passages.children);
    if (elements.length !== before.length || elements.some((element, i) => element !== before[i])) {
      const { activeElement } = document;
      passages.replaceChildren(...elements);
      if (passages.contains(activeElement)) activeElement.focus();
    }
    rows = next;
    note.textContent = rows.size === 0 ? words.nothing : "";
  };

  // The answer that was asked for last counts.
  let turn = 0;
  const refresh = async () => {
    turn += 1;
    const mine = turn;
    try {
      const now = await load(OVERVIEW);
      const { language, item } = shown;
      const found = now.items.some(({ id }) => id === item) ? await load(`${language}/${item}.json`) : [];
      if (mine !== turn) return;
      overview = now;
      list();
      fill(found);
    } catch {
      // The course is half saved: the next event asks again.
    }
  };

  const show = (next) => {
    const other = next.language !== shown.language || next.item !== shown.item || next.all !== shown.all;
    shown = next;
    if (other) {
      rows = new Map();
      passages.replaceChildren();
    }
    list();
    return refresh();
  };

  // An address names a language and a part: `#zh/module/listening`.
  const follow = () => {
    const [language, ...rest] = decodeURIComponent(location.hash.slice(1)).split("/");
    const known = overview.languages.find(({ key: own }) => own === language) || overview.languages[0];
    if (!known) return;
    const work = overview.items.find(({ states }) => open(states[known.key]) > 0) || overview.items[0];
    const item = overview.items.some(({ id }) => id === rest.join("/")) ? rest.join("/") : work.id;
    // Where nothing is left to do, everything is shown.
    const all = shown.all || !overview.items.some(({ states }) => open(states[known.key]) > 0);
    show({ language: known.key, item, all });
  };

  choice.addEventListener("change", () => {
    location.hash = address(choice.value, shown.item);
  });
  addEventListener("hashchange", follow);

  const begin = async () => {
    overview = await load(OVERVIEW);
    follow();
    new EventSource(`/__diglot/events?page=/__diglot/i18n/${OVERVIEW}`).addEventListener("version", refresh);
  };
  begin();
})();
