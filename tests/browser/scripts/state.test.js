// What was read and typed, the files of it, the countdown, the way through the matrix, the choice of a language.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const pure = ["fill", "marks", "progress-file", "countdown", "step", "choice", "typed"].map((name) => `web/js/pure/${name}.js`);
const { fill, marks, progressFile, countdown, clock, step, choose, preferred, typed } = load(...pure);

test("words are filled once", () => {
  assert.equal(fill("{n} of {all} pages", { n: 1, all: 35 }), "1 of 35 pages");
  assert.equal(fill("已读{n}页，共{all}页", { n: 0, all: 35 }), "已读0页，共35页");
  assert.equal(fill("“{title}”", { title: "{title} <b> $& {n}", n: 1 }), "“{title} <b> $& {n}”");
  assert.equal(fill("{unknown}", {}), "{unknown}");
});

test("what a browser kept is taken for marks only if it is an object", () => {
  assert.deepEqual(marks.parse('{"step/listen":"2026-01-31"}'), { "step/listen": "2026-01-31" });
  for (const text of [null, "", "null", "[]", "1", '"x"', "{"]) assert.deepEqual(marks.parse(text), {}, String(text));
});

test("marks are set and taken away, and count while their pages are there", () => {
  const read = {};
  marks.set(read, "step/listen", true, new Date("2026-01-31T23:59:59Z"));
  marks.set(read, "action/smile", true, new Date("2026-02-01T00:00:00Z"));
  assert.deepEqual(read, { "step/listen": "2026-01-31", "action/smile": "2026-02-01" });
  assert.equal(marks.count(read, new Set(["step/listen", "step/other"])), 1);
  marks.set(read, "step/listen", false, new Date(0));
  assert.deepEqual(Object.keys(read), ["action/smile"]);
});

test("a report comes back as it was written", () => {
  const read = { "step/listen": "2026-01-31" };
  for (const title of ["Handling Complaints", "从容应对投诉", "<script>“𠮷”</script>"]) {
    assert.deepEqual(progressFile.parse(progressFile.write("c0ffee", title, 35, read)), { course: "c0ffee", title, of: 35, read });
  }
  const typed = { "step/nod": { "try w": "点头" } };
  assert.deepEqual(progressFile.parse(progressFile.write("c", "t", 1, read, typed)).typed, typed);
});

test("what is no report is refused", () => {
  const right = { course: "a", title: "b", of: 1, read: {} };
  const wrong = [
    { ...right, course: 1 },
    { ...right, title: null },
    { ...right, read: [] },
    { ...right, read: null },
    { ...right, read: { step: "2026-01-31" } },
    { ...right, read: { "a/b/c": "2026-01-31" } },
    { ...right, read: { "a/b": "today" } },
    { ...right, read: { "a/b": 1 } },
    { ...right, typed: [] },
    { ...right, typed: "a" },
    { ...right, typed: { "a/b": "c" } },
    { ...right, typed: { "a/b": { notes: 7 } } },
  ];
  for (const text of ["", "null", "[]", "{}", ...wrong.map((value) => JSON.stringify(value))])
    assert.equal(progressFile.parse(text), null, text);
});

test("a countdown is told the time, pauses and ends", () => {
  const time = countdown(120);
  assert.ok(time.fresh() && !time.running());
  time.start(1000);
  assert.equal(time.look(2000), false);
  assert.equal(time.left, 119);
  // A part of a second is still a second that is left.
  time.look(2001);
  assert.equal(time.left, 119);
  time.pause();
  assert.equal(time.look(90000), false, "no time passes");
  assert.ok(!time.fresh() && !time.running());
  time.start(100000);
  // The window slept far beyond the end.
  assert.equal(time.look(900000), true);
  assert.equal(time.left, 0);
  assert.equal(time.look(900001), false, "it ends once");
  time.start(0);
  assert.equal(time.left, 120, "begun again, it is whole");
  time.look(5000);
  time.reset();
  assert.ok(time.fresh());
});

test("a clock shows minutes and seconds", () => {
  assert.deepEqual([0, 9, 60, 605, 3600].map(clock), ["0:00", "0:09", "1:00", "10:05", "60:00"]);
});

test("arrow keys go from mark to mark", () => {
  const rows = [[1, 4], [], [2, 3, 9], [5]];
  assert.deepEqual(step(rows, 0, 0, "ArrowRight"), [0, 1]);
  assert.deepEqual(step(rows, 0, 1, "ArrowRight"), [0, 1]);
  assert.deepEqual(step(rows, 0, 0, "ArrowLeft"), [0, 0]);
  assert.deepEqual(step(rows, 2, 1, "Home"), [2, 0]);
  assert.deepEqual(step(rows, 2, 1, "End"), [2, 2]);
  assert.deepEqual(step(rows, 0, 1, "ArrowDown"), [2, 1], "past a row without marks, to the nearest");
  assert.deepEqual(step(rows, 3, 0, "ArrowUp"), [2, 1]);
  assert.deepEqual(step(rows, 2, 0, "ArrowUp"), [0, 0]);
  assert.deepEqual(step(rows, 0, 0, "ArrowUp"), [0, 0], "at the edge it stays");
  assert.deepEqual(step(rows, 3, 0, "ArrowDown"), [3, 0]);
  assert.equal(step(rows, 0, 0, "Enter"), null);
});

test("a reader is led to what was chosen, or to a language of the browser", () => {
  const offers = [
    { key: "en-zh", tags: "en zh-Hans" },
    { key: "en", tags: "en" },
    { key: "zh", tags: "zh-Hans" },
  ];
  const key = (remembered, ...languages) => choose(offers, remembered, languages)?.key;
  assert.equal(key(null, "en-GB"), "en");
  assert.equal(key(null, "zh-TW", "en"), "zh");
  assert.equal(key(null, "de", "ZH-cn", "en"), "zh", "the first that there is");
  assert.equal(key("en-zh", "zh-CN"), "en-zh");
  assert.equal(key("fr", "zh-CN"), "zh", "a reading that is gone does not hold");
  assert.equal(key(null, "de", ""), undefined);
  assert.equal(key(null), undefined);
});

test("the languages of the reader come first, the others as the book has them", () => {
  const offers = ["en", "zh-Hans", "de", "en zh-Hans"].map((tags) => ({ key: tags, tags }));
  const order = (...languages) =>
    preferred(offers, languages)
      .map(({ key }) => key)
      .join(", ");
  assert.equal(order("zh-CN", "en"), "zh-Hans, en, de, en zh-Hans");
  assert.equal(order("de-AT"), "de, en, zh-Hans, en zh-Hans");
  assert.equal(order(), "en, zh-Hans, de, en zh-Hans");
});

test("what was typed is kept by page and field, and an empty text leaves no trace", () => {
  const all = typed.parse('{"step/listen": {"try w": "later"}}');
  typed.set(all, "step/nod", "notes", "每天\n练");
  typed.set(all, "step/listen", "try w", "  ");
  assert.deepEqual(all, { "step/nod": { notes: "每天\n练" } });
  for (const other of ["[]", "null", "7", "{", null]) assert.deepEqual(typed.parse(other), {}, other);
});

test("the file of it names what is filled in alone", () => {
  const log = {
    title: "The log",
    fields: [
      { label: "1, Who", text: " Ms Li " },
      { label: "1, When", text: " " },
    ],
  };
  const notes = { title: "Your notes", fields: [{ label: "", text: "Ring.\n" }] };
  const empty = { title: "Nothing", fields: [{ label: "a", text: "" }] };
  assert.equal(typed.file("Follow-up", [log, empty, notes]), "\ufeffFollow-up\n\nThe log\n1, Who: Ms Li\n\nYour notes\nRing.\n");
});
