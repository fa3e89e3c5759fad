// What can be filled in on a page: the room below an exercise, empty cells of its tables, blanks, boxes to tick, and the reader's own notes; outside of
// exercises rows without words, and on a page that is a sheet all of this. It is kept in the browser by the ids of the page and of the exercise, which
// are the same in every language.
(() => {
  const { button, make, say, typed } = diglot;
  const { course, langs } = document.documentElement.dataset;
  const KEY = typed.key(course);
  const LONGEST = 60;
  const notes = document.querySelector("[data-notes]");
  if (!notes) return;
  const page = notes.dataset.notes;
  const load = () => typed.parse(diglot.recall(KEY));
  const kept = diglot.remember(KEY, JSON.stringify(load()));
  // `{box, key, label, input}`, in the order of the page.
  const fields = [];
  // Of each table that goes on what adds rows to it, with what was typed in them.
  const logs = [];
  const EXERCISES = ".exercise, .role-play";
  const sheet = document.querySelector(".to-fill-in .text");

  // On a page with two languages the ids of the second one carry its name.
  const own = (id) => langs.split(" ").reduce((id, lang) => (id.startsWith(`${lang}-`) ? id.slice(lang.length + 1) : id), id);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

  const value = ({ input }) => {
    if (input.type !== "checkbox") return input.value;
    return input.checked ? "✓" : "";
  };

  const fill = ({ input }, text) => {
    if (input.type === "checkbox") input.checked = text !== "";
    else input.value = text;
    grow(input);
  };

  // What is longer than its field makes it higher, so that paper shows all of it, too.
  const grow = (input) => {
    while (input.rows && input.rows < LONGEST && input.scrollHeight > input.clientHeight + 1) input.rows += 1;
  };

  const store = (field) => {
    // Another window may have written something meanwhile.
    const all = load();
    typed.set(all, page, field.key, value(field));
    diglot.remember(KEY, JSON.stringify(all));
    for (const other of fields) if (other !== field && other.key === field.key) fill(other, value(field));
    for (const lengthen of logs) lengthen(all[page] || {});
    mark();
  };

  const mark = () =>
    notes.classList.toggle(
      "filled",
      fields.some((field) => field.box === notes && value(field) !== ""),
    );

  const add = (box, key, label, input) => {
    const field = { box, key, label, input };
    fields.push(field);
    input.addEventListener("input", () => {
      grow(input);
      store(field);
    });
    input.addEventListener("change", () => store(field));
    return input;
  };

  const area = (rows, label) => {
    const input = make("textarea", "typed");
    input.rows = rows;
    if (label) input.setAttribute("aria-label", label);
    return input;
  };

  // What a box is called in the file.
  const title = (box) => {
    if (box === notes) return say(box).notes;
    if (box === sheet) return words(document.querySelector("h1"));
    return box.getAttribute("aria-label") || words(box.querySelector(".box-title") || box.querySelector(".box-label"));
  };

  const save = () => {
    const boxes = Array.from(new Set(fields.map(({ box }) => box)));
    const of = (box) => fields.filter((field) => field.box === box).map((field) => ({ label: field.label, text: value(field) }));
    const text = typed.file(
      document.title,
      boxes.map((box) => ({ title: title(box), fields: of(box) })),
    );
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = `${page.replace(/\//g, "-")}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const clear = (said) => {
    if (!confirm(said.typedSure)) return;
    const all = load();
    delete all[page];
    diglot.remember(KEY, JSON.stringify(all));
    show();
  };

  const tools = (box) => {
    const said = say(box);
    const line = make("p", "typed-tools");
    line.append(make("span", "", kept ? said.typedKept : said.typedLost));
    line.append(button("typed-tool", said.typedPrint, () => print()));
    line.append(button("typed-tool", said.typedSave, save));
    line.append(button("typed-tool", said.typedClear, () => clear(said)));
    return line;
  };

  // The words of a cell, of two languages those of the first.
  const name = (cell) => words(cell.querySelector(":scope > div[lang]") || cell);

  // The empty cells of a table, each called by its column and by what begins its row. `each` says that they need not fill their row. A table that ends in
  // rows without words goes on as long as there is something to write.
  const cells = (box, table, key, each) => {
    const heads = table.tHead ? Array.from(table.tHead.rows[0].cells, name) : [];
    const [body] = table.tBodies;
    const isOpen = (cell) => !cell.hasChildNodes();
    let count = 0;
    const open = (row, n) => {
      const [first] = row.cells;
      const start = isOpen(first) ? String(n + 1) : name(first);
      const empty = Array.from(row.cells).filter(isOpen);
      if (!each && empty.length < row.cells.length) return [];
      return empty.map((cell) => {
        const label = [start, heads[cell.cellIndex]].filter(Boolean).join(", ");
        cell.append(add(box, `${key} t${count++}`, label, area(2, label)));
        return fields[fields.length - 1];
      });
    };
    const blank = Array.from(body.rows).map((row) => Array.from(row.cells).every(isOpen));
    let [last] = Array.from(body.rows, open).slice(-1);
    if (blank.length < 2 || blank.slice(-2).includes(false)) return;
    logs.push((there) => {
      while (body.rows.length < LONGEST && last.some((field) => value(field) !== "")) {
        const row = body.rows[body.rows.length - 1].cloneNode(true);
        for (const cell of row.cells) cell.textContent = "";
        body.append(row);
        last = open(row, body.rows.length - 1);
        for (const field of last) fill(field, there[field.key] || "");
      }
    });
  };

  // What a blank is called: the words before it.
  const lead = (blank) => {
    const earlier = blank.parentElement.querySelectorAll(".typed");
    const range = document.createRange();
    if (earlier.length > 0) range.setStartAfter(earlier[earlier.length - 1]);
    else range.setStart(blank.parentElement, 0);
    range.setEndBefore(blank);
    return range
      .toString()
      .replace(/\s+/g, " ")
      .replace(/[:：\s]+$/, "")
      .trim();
  };

  const blanks = (box, key, found) =>
    found.forEach((blank, n) => {
      const input = make("input", "typed");
      const label = lead(blank);
      input.size = Math.max(6, blank.textContent.length);
      input.setAttribute("aria-label", label || blank.getAttribute("aria-label"));
      blank.replaceWith(add(box, `${key} b${n}`, label, input));
    });

  const ticks = (box, key, found) =>
    found.forEach((tick, n) => {
      const input = make("input", "tick-box");
      const label = words(tick.parentElement);
      input.type = "checkbox";
      input.setAttribute("aria-label", label);
      tick.replaceWith(add(box, `${key} c${n}`, label, input));
    });

  const upgrade = (box) => {
    const key = own(box.id);
    const before = fields.length;
    const all = (selector) => Array.from(box.querySelectorAll(selector));
    for (const [n, table] of all("table").entries()) cells(box, table, n > 0 ? `${key} ${n}` : key, true);
    blanks(box, key, all(".blank"));
    ticks(box, key, all(".tick:not(.done)"));
    if (box.dataset.workspace) {
      const said = say(box);
      const label = make("label", "typed-label", said.answer);
      label.append(add(box, `${key} w`, said.answer, area(5)));
      box.insertBefore(label, box.querySelector(":scope > :is(.model-answer, .solution)"));
    }
    if (fields.length > before) box.insertBefore(tools(box), box.querySelector(":scope > :is(.model-answer, .solution)"));
    box.classList.add("ready");
  };

  // Those of each language are counted by themselves, so that they are the same in every reading.
  const upgradeSheet = () => {
    const languages = new Map();
    const outside = (selector) => Array.from(sheet.querySelectorAll(selector)).filter((it) => !it.closest(`${EXERCISES}, .quiz`));
    for (const it of outside(".blank, .tick:not(.done)")) {
      const { lang } = it.closest("[lang]");
      languages.set(lang, [...(languages.get(lang) || []), it]);
    }
    for (const found of languages.values()) {
      blanks(
        sheet,
        "sheet",
        found.filter((it) => it.matches(".blank")),
      );
      ticks(
        sheet,
        "sheet",
        found.filter((it) => !it.matches(".blank")),
      );
    }
    if (fields.some(({ box }) => !box.closest(EXERCISES))) sheet.append(tools(sheet));
    sheet.classList.add("ready");
  };

  const show = () => {
    const there = load()[page] || {};
    for (const field of fields) if (field.input !== document.activeElement) fill(field, there[field.key] || "");
    for (const lengthen of logs) lengthen(there);
    mark();
  };

  for (const box of document.querySelectorAll(`.text .box:is(${EXERCISES})`)) upgrade(box);
  for (const frame of document.querySelectorAll(".text .table")) {
    if (!frame.closest(EXERCISES)) cells(frame, frame.querySelector("table"), own(frame.id), sheet !== null);
  }
  if (sheet) upgradeSheet();

  const said = say(notes);
  const more = make("details");
  more.append(make("summary", "", said.notes), add(notes, "notes", "", area(5, said.notes)), tools(notes));
  notes.append(more);
  show();
  more.open = notes.classList.contains("filled");
  more.addEventListener("toggle", () => {
    for (const { input } of fields) grow(input);
  });

  // Written in another window, or shown again from the browser's memory.
  addEventListener("storage", (event) => {
    if (event.key === KEY) show();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) show();
  });
})();
