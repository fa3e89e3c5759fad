// What a package for learning platforms keeps, what it reports, and where it looks for a platform.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const { state, judge, place, reading, time, findApi } = load(...["time", "state", "report", "api"].map((name) => `lms/${name}.js`));

const key = (number) => `k${String(number).padStart(5, "0")}`;
// Keys that differ in the first three characters.
const short = (number) => `${String(number).padStart(3, "0")}xyz`;
const question = (name, options = 3, right = [1]) => ({ key: name, id: `q.${name}`, form: "choice", right, options });

function course(pages, questions, more = {}) {
  return {
    folder: "course/",
    folders: { module: "modules" },
    readings: [
      { key: "en", tag: "en", single: true },
      { key: "zh", tag: "zh-Hans", single: true },
      { key: "en-zh", tag: "en", single: false },
    ],
    pages: Array.from({ length: pages }, (_, i) => [`module/m${i}`, short(i), true]),
    questions: Array.from({ length: questions }, (_, i) => question(short(500 + i))),
    aliases: { "module/old": "module/m1" },
    state: { form: 1, key: 3, mask: 1, digest: "0badca" },
    complete: { pages: true, quizzes: true },
    mastery: 80,
    fails: false,
    ...more,
  };
}

function everything({ pages, questions }) {
  const all = state.empty();
  all.reading = "en-zh";
  for (const [id] of pages) all.read.add(id);
  for (const { key: name } of questions) all.answers.set(name, { chosen: [1], right: true });
  all.best = 100;
  all.completed = true;
  all.passed = true;
  return all;
}

test("a state comes back as it was written, in both forms", () => {
  for (const form of [1, 2]) {
    const some = course(13, 20, { state: { form, key: 3, mask: 1, digest: "0badca" } });
    const all = everything(some);
    all.answers.set(short(501), { chosen: [0, 2], right: false });
    all.answers.delete(short(502));
    all.read.delete("module/m4");
    const text = state.write(some, all);
    assert.match(text, /^[\x21-\x7e]+$/);
    assert.deepEqual(state.read(some, text), all, text);
    assert.deepEqual(state.read(some, state.write(some, state.empty())), state.empty());
  }
});

test("a large course fits into 4,096 characters", () => {
  assert.ok(state.write(course(35, 60), everything(course(35, 60))).length <= 370);
  const large = course(100, 300);
  assert.ok(state.write(large, everything(large)).length <= 1530);
  const huge = course(2000, 3700, { state: { form: 2, key: 6, mask: 1, digest: "0badca" } });
  huge.questions = Array.from({ length: 3700 }, (_, i) => question(key(i)));
  const text = state.write(huge, everything(huge));
  assert.ok(text.length <= 4096, String(text.length));
  assert.deepEqual(state.read(huge, text), everything(huge));
});

test("a new version of the course keeps what it still has", () => {
  const before = course(4, 5);
  const text = state.write(before, everything(before));
  const after = course(4, 5);
  after.pages.splice(1, 0, ["module/new", "new000", true]);
  after.questions.splice(2, 0, question("fresh0"));
  // A question that says something else than before.
  after.questions[5] = question("other0");
  after.state = { form: 1, key: 4, mask: 2, digest: "another" };
  const kept = state.read(after, text);
  assert.deepEqual(Array.from(kept.read), ["module/m0", "module/m1", "module/m2", "module/m3"]);
  assert.deepEqual(Array.from(kept.answers.keys()), [500, 501, 502, 503].map(short));
  assert.equal(kept.best, 100);
  assert.ok(kept.passed);
  const report = judge({ ...after }, kept);
  assert.deepEqual([report.passed, report.score, report.questions], [true, 100, { n: 4, all: 6 }]);
});

test("of another list of pages the long form keeps the reading and what was reached", () => {
  const before = course(4, 5, { state: { form: 2, key: 3, mask: 1, digest: "one" } });
  const kept = state.read(course(5, 5, { state: { form: 2, key: 3, mask: 1, digest: "two" } }), state.write(before, everything(before)));
  assert.deepEqual([kept.reading, kept.read.size, kept.answers.size, kept.passed, kept.best], ["en-zh", 0, 0, true, 100]);
});

test("what is no state is none", () => {
  for (const text of [
    null,
    "",
    "1",
    ";;;;;",
    "3;en;k3m1;;;",
    "1;en;;;;",
    "1;en;k3m1;000;500;x",
    "undefined",
    "2;en;0badca;!!!;;",
    "中文",
  ]) {
    const read = state.read(course(2, 2), text);
    assert.ok(read.answers.size <= 2 && read.read.size <= 2 && !read.passed, String(text));
  }
});

test("what was put in order is kept as right or wrong", () => {
  const some = course(1, 0);
  some.questions = [
    { key: "aaa000", id: "q.1", form: "order", right: [0, 1, 2], options: 3 },
    { key: "bbb000", id: "q.2", form: "match", right: [0, 1, 1], options: 3 },
    { key: "ccc000", id: "q.3", form: "open", right: [], options: 0 },
  ];
  const all = state.empty();
  all.answers.set("aaa000", { chosen: [2, 0, 1], right: false });
  all.answers.set("bbb000", { chosen: [0, 1, 1], right: true });
  all.answers.set("ccc000", { chosen: [1], right: true });
  const read = state.read(some, state.write(some, all));
  assert.deepEqual(Array.from(read.answers), [
    ["aaa000", { chosen: null, right: false }],
    ["bbb000", { chosen: [0, 1, 1], right: true }],
    ["ccc000", { chosen: [1], right: true }],
  ]);
});

test("the score is known when every question was answered, and never falls", () => {
  const some = course(2, 4);
  const now = state.empty();
  const answer = (number, right) => now.answers.set(short(500 + number), { chosen: [right ? 1 : 0], right });
  for (const number of [0, 1, 2]) answer(number, true);
  assert.equal(judge(some, now).score, null);
  answer(3, false);
  assert.deepEqual([judge(some, now).score, judge(some, now).completed], [75, false]);
  now.read.add("module/m0");
  assert.equal(judge(some, now).completed, false);
  now.read.add("module/m1");
  const short_of_it = judge(some, now);
  assert.deepEqual([short_of_it.completed, short_of_it.passed, short_of_it.failed], [true, false, false]);
  assert.equal(judge({ ...some, fails: true }, now).failed, true);
  answer(3, true);
  assert.deepEqual([judge(some, now).score, judge(some, now).passed], [100, true]);
  for (const number of [0, 1, 2, 3]) answer(number, false);
  const again = judge({ ...some, fails: true }, now);
  assert.deepEqual([again.score, again.passed, again.failed, again.progress], [100, true, false, 1]);
});

test("without questions or a score to pass a course is completed", () => {
  const read = (all) => {
    const now = state.empty();
    now.read = new Set(all.pages.map(([id]) => id));
    return judge(all, now);
  };
  const plain = read(course(3, 0));
  assert.deepEqual([plain.completed, plain.judged, plain.passed, plain.score], [true, false, false, null]);
  const pagesOnly = read(course(3, 2, { complete: { pages: true, quizzes: false }, mastery: null }));
  assert.deepEqual([pagesOnly.completed, pagesOnly.judged, pagesOnly.progress], [true, false, 1]);
  assert.equal(read(course(3, 2)).progress, 0.6);
});

test("places are found in any reading, under earlier names, and are the beginning when they are gone", () => {
  const some = course(2, 0);
  assert.equal(place.write("module/m0", "听", 255), "module/m0#%E5%90%AC");
  assert.equal(place.write("module/m0", "听".repeat(40), 255), "module/m0");
  assert.equal(place.address(some, "module/m0#%E5%90%AC", "zh"), "course/zh/modules/m0.html#%E5%90%AC");
  assert.equal(place.address(some, "module/old#x", "en"), "course/en/modules/m1.html#x");
  for (const gone of ["", null, "module/gone#x", "#x", "module", "javascript:alert(1)"]) {
    assert.equal(place.address(some, gone, "en"), "course/en/index.html", String(gone));
  }
});

test("the reading is the last one, or that of a language of the learner's", () => {
  const some = course(0, 0);
  assert.equal(reading(some, "en-zh", ["zh"]), "en-zh");
  assert.equal(reading(some, "fr", ["fr", "zh-CN", "en"]), "zh");
  assert.equal(reading(some, "", ["zh_TW"]), "zh");
  assert.equal(reading(some, "", ["fr"]), "en");
});

test("times are written as the standards have them", () => {
  assert.equal(time.span(3723.9), "0001:02:03.00");
  assert.equal(time.span(1e12), "9999:59:59.00");
  assert.equal(time.duration(3723.9), "PT1H2M3S");
  assert.equal(time.stamp(new Date("2026-11-28T15:04:05.678Z")), "2026-11-28T15:04:05.00Z");
});

test("a platform is found around foreign windows, in the opener, and not for ever", () => {
  const foreign = (above) => ({
    get API() {
      throw new Error("another origin");
    },
    parent: above,
  });
  const top = { API: "api" };
  top.parent = top;
  assert.equal(findApi("API", { parent: foreign({ parent: foreign(top) }) }), "api");
  const alone = { opener: { parent: top } };
  alone.parent = alone;
  assert.equal(findApi("API", { parent: alone }), "api");
  const nothing = { opener: null };
  nothing.parent = nothing;
  assert.equal(findApi("API", nothing), null);
  const first = {};
  const second = { parent: first };
  first.parent = second;
  assert.equal(findApi("API", first), null);
});
