// The page of the bench: a package in a frame, what it says to the platform, and what the platform keeps of it. The platform is a stand-in that lives in
// this page; what it keeps lasts as long as the window, so that a session can be resumed.
(() => {
  const { bench, button, fill, make } = diglot;
  const root = document.documentElement;
  const words = diglot.speak(diglot.benchWords);
  document.title = words.title;

  const PACKAGES = { "scorm-1.2": "SCORM 1.2", "scorm-2004": "SCORM 2004", cmi5: "cmi5" };
  const chosen = () => (location.hash.slice(1) in PACKAGES ? location.hash.slice(1) : Object.keys(PACKAGES)[0]);

  const recall = (name) => {
    try {
      return JSON.parse(sessionStorage.getItem(`diglot-bench-${name}`)) || {};
    } catch {
      return {};
    }
  };
  const remember = (name, kept) => {
    try {
      sessionStorage.setItem(`diglot-bench-${name}`, JSON.stringify(kept));
    } catch {
      // Then nothing can be resumed after a reload of this page.
    }
  };

  // The parts of the page.

  const links = make("nav", "bench-packages");
  links.setAttribute("aria-label", words.packages);
  for (const [name, title] of Object.entries(PACKAGES)) {
    const link = make("a", "", title);
    link.href = `#${name}`;
    links.append(link);
  }
  const tools = make("div", "bench-tools");
  tools.append(
    button("", words.again, () => launch({ kept: {} })),
    button("", words.resume, () => launch({})),
    button("", words.review, () => launch({ review: true })),
  );
  const head = make("header", "bench-head");
  head.append(make("h1", "", words.title), links, tools, make("p", "", words.about));

  const stage = make("div", "bench-stage");

  const state = make("p", "bench-state");
  const length = make("p");
  const meter = make("meter");
  meter.setAttribute("aria-label", words.state);
  const values = make("tbody");
  const calls = make("tbody");

  const table = (heads, rows) => {
    const made = make("table");
    const row = make("tr");
    for (const title of heads) {
      const cell = make("th", "", title);
      cell.scope = "col";
      row.append(cell);
    }
    const top = made.createTHead();
    top.append(row);
    made.append(rows);
    return made;
  };
  const part = (title, ...content) => {
    const section = make("section");
    section.append(make("h2", "", title), ...content);
    return section;
  };
  // What is wider or longer than its place scrolls, by keyboard too.
  const scrolling = (title, content) => {
    const place = make("div", "bench-scroll");
    Object.assign(place, { tabIndex: 0 });
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", title);
    place.append(content);
    return place;
  };
  const panel = make("aside", "bench-panel");
  panel.append(
    part(words.state, length, meter, scrolling(words.state, state)),
    part(words.values, scrolling(words.values, table([words.name, words.value], values))),
    part(words.calls, scrolling(words.calls, table([words.time, words.call, words.value, words.answer, words.error], calls))),
  );

  const cells = (...texts) => {
    const row = make("tr");
    for (const text of texts) row.append(make("td", "", text));
    return row;
  };

  // What the platform holds now. A room of 0 has no bounds.
  const show = (text, room, all) => {
    state.textContent = text;
    meter.hidden = room === 0;
    Object.assign(meter, { max: room || 1, high: room * 0.9, value: text.length });
    const said = (number) => number.toLocaleString(root.lang);
    length.textContent = fill(room ? words.length : words.unbounded, { n: said(text.length), all: said(room) });
    values.replaceChildren(...all.map(([name, value]) => cells(name, value)));
  };

  // The newest is at the top.
  const heard = (said) => {
    const row = cells(
      new Date().toLocaleTimeString(root.lang, { hourCycle: "h23" }),
      said.name ? `${said.call} ${said.name}` : said.call,
      said.value,
      said.answer,
      said.error,
    );
    row.classList.toggle("refused", said.refused);
    calls.prepend(row);
  };

  // Sessions. Each gives back the address of the package for it.

  const scorm = (name, kept, review) => {
    const version = bench.versions[name];
    const told = (said) => {
      heard(said);
      const all = Array.from(session.held).filter(([key]) => key !== version.names.state);
      show(session.held.get(version.names.state) || "", version.room, all);
    };
    const session = bench.scorm(version, kept, review, told, (values) => remember(name, values));
    window[version.api] = session.api;
    show(kept[version.names.state] || "", version.room, Object.entries(kept));
    return `${name}/index.html`;
  };

  const cmi5 = async (name, kept, review) => {
    // What the platform was told when the package was uploaded.
    const manifest = await fetch(`${name}/cmi5.xml`).then((answer) => answer.text());
    const unit = new DOMParser().parseFromString(manifest, "text/xml").querySelector("au");
    const mastery = unit && unit.hasAttribute("masteryScore") ? Number(unit.getAttribute("masteryScore")) : null;
    const shown = ({ state, verbs }) => {
      const { state: text, ...others } = state || { state: "" };
      const all = Object.entries(others).map(([key, value]) => [key, String(value)]);
      show(text, 0, all.concat([["statements", (verbs || []).join(", ")]]));
    };
    const session = `session-${Date.now()}`;
    const store = bench.store({ review, mastery, session }, kept, heard, (all) => {
      remember(name, all);
      shown(all);
    });
    bench.fetch = async (address, request) => {
      const { status, words: statusText, body } = store(address, request);
      return new Response(body, { status, statusText });
    };
    shown(kept);
    return `${name}/index.html?${bench.launchQuery()}`;
  };

  // The package leaves as it does when its window is closed, before it comes again.
  const leave = () =>
    new Promise((resolve) => {
      const frame = stage.querySelector("iframe");
      if (!frame) {
        resolve();
        return;
      }
      frame.addEventListener("load", () => {
        frame.remove();
        resolve();
      });
      frame.contentWindow.location.replace("about:blank");
    });

  let turn = 0;
  const launch = async ({ kept, review = false }) => {
    turn += 1;
    const mine = turn;
    await leave();
    const name = chosen();
    for (const { api } of Object.values(bench.versions)) delete window[api];
    calls.replaceChildren();
    if (kept) remember(name, kept);
    const address = await (name === "cmi5" ? cmi5 : scorm)(name, recall(name), review);
    // Who chooses quickly gets the last choice.
    if (mine !== turn) return;
    for (const link of links.children) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const frame = make("iframe");
    frame.title = words.title;
    frame.src = address;
    stage.append(frame);
  };

  const main = document.querySelector("main");
  main.append(head, stage, panel);
  addEventListener("hashchange", () => launch({}));
  launch({});
})();
