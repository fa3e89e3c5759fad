// What the bench's learning platforms take and refuse.
"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { load } = require("./load.js");

const { bench } = load(...["versions", "scorm", "store"].map((name) => `preview/bench/${name}.js`));

// A session, with what was called and what was kept.
function session(name, kept = {}, review = false) {
  const log = [];
  const saved = [];
  const made = bench.scorm(
    bench.versions[name],
    kept,
    review,
    (said) => log.push(said),
    (values) => saved.push(values),
  );
  return { ...made, log, saved, error: () => log[log.length - 1].error };
}

test("a session of SCORM 1.2 from its beginning to its end, and the next one", () => {
  const { api, log, saved } = session("scorm-1.2");
  assert.equal(api.LMSGetValue("cmi.core.lesson_mode"), "");
  assert.equal(log[0].error, "301");
  assert.equal(api.LMSInitialize(""), "true");
  assert.equal(api.LMSInitialize(""), "false");
  assert.equal(api.LMSGetLastError(), "101");
  assert.equal(api.LMSGetErrorString("101"), "General exception");
  assert.equal(api.LMSGetValue("cmi.core.entry"), "ab-initio");
  assert.equal(api.LMSGetValue("cmi.suspend_data"), "");
  assert.equal(api.LMSSetValue("cmi.suspend_data", "x".repeat(4096)), "true");
  assert.equal(api.LMSSetValue("cmi.core.exit", "suspend"), "true");
  assert.deepEqual(saved, []);
  assert.equal(api.LMSCommit(""), "true");
  assert.equal(saved.length, 1);
  assert.equal(api.LMSFinish(""), "true");
  assert.equal(api.LMSCommit(""), "false");

  const next = session("scorm-1.2", saved.pop());
  next.api.LMSInitialize("");
  assert.equal(next.api.LMSGetValue("cmi.core.entry"), "resume");
  assert.equal(next.api.LMSGetValue("cmi.suspend_data").length, 4096);
  // Who does not say again that the attempt is suspended has ended it.
  next.api.LMSFinish("");
  assert.deepEqual(next.saved.pop(), {});
});

test("what a value may not be is refused with its number", () => {
  for (const [name, set, refusals] of [
    [
      "scorm-1.2",
      "LMSSetValue",
      [
        ["cmi.suspend_data", "x".repeat(4097), "405"],
        ["cmi.core.lesson_location", "x".repeat(256), "405"],
        ["cmi.core.lesson_status", "done", "405"],
        ["cmi.core.score.raw", "101", "405"],
        ["cmi.core.session_time", "PT1S", "405"],
        ["cmi.core.student_id", "8", "403"],
        ["cmi.completion_status", "completed", "401"],
        ["cmi.interactions._count", "1", "402"],
        ["cmi.interactions.1.id", "a", "201"],
        ["cmi.interactions.0.result", "incorrect", "405"],
      ],
    ],
    [
      "scorm-2004",
      "SetValue",
      [
        ["cmi.suspend_data", "x".repeat(64001), "406"],
        ["cmi.success_status", "incomplete", "406"],
        ["cmi.score.scaled", "80", "406"],
        ["cmi.session_time", "00:00:01", "406"],
        ["cmi.interactions.0.timestamp", "2026-11-28T15:04:05Z", "406"],
        ["cmi.mode", "review", "404"],
        ["cmi.core.lesson_status", "passed", "401"],
        ["cmi.interactions.1.id", "a", "351"],
      ],
    ],
  ]) {
    const { api, log } = session(name);
    api[Object.keys(api)[0]]("");
    for (const [value, text, error] of refusals) {
      assert.equal(api[set](value, text), "false", value);
      assert.deepEqual([log[log.length - 1].error, log[log.length - 1].refused], [error, true], value);
    }
  }
});

test("interactions are counted, and values of 2004 that were never set are an error", () => {
  const { api, error } = session("scorm-2004");
  api.Initialize("");
  assert.equal(api.GetValue("cmi.suspend_data"), "");
  assert.equal(error(), "403");
  assert.equal(api.GetValue("cmi.scaled_passing_score"), "");
  assert.equal(error(), "403");
  assert.equal(api.GetValue("cmi.interactions._count"), "0");
  for (const number of [0, 1]) assert.equal(api.SetValue(`cmi.interactions.${number}.id`, "mindset.check.1"), "true");
  assert.equal(api.SetValue("cmi.interactions.1.correct_responses.0.pattern", "a[,]c"), "true");
  assert.equal(api.GetValue("cmi.interactions._count"), "2");
  assert.match(api.GetValue("cmi.interactions._children"), /^id,type,.*latency/);
  assert.equal(api.Commit("now"), "false");
});

test("who looks back changes nothing", () => {
  const { api, saved } = session("scorm-2004", { "cmi.suspend_data": "1;en;;;;" }, true);
  api.Initialize("");
  assert.equal(api.GetValue("cmi.mode"), "review");
  assert.equal(api.GetValue("cmi.suspend_data"), "1;en;;;;");
  api.SetValue("cmi.suspend_data", "");
  api.Commit("");
  api.Terminate("");
  assert.deepEqual(saved, []);
});

test("a record store takes statements in their order, and each judgement once", () => {
  let kept = {};
  const query = new URLSearchParams(bench.launchQuery());
  const [endpoint, registration] = [query.get("endpoint"), query.get("registration")];
  const open = (review = false) => {
    const log = [];
    const store = bench.store(
      { review, mastery: 0.8, session: "s" },
      kept,
      (said) => log.push(said),
      (all) => {
        kept = JSON.parse(JSON.stringify(all));
      },
    );
    const token = JSON.parse(store(query.get("fetch"), { method: "POST" }).body)["auth-token"];
    const headers = { Authorization: `Basic ${token}` };
    const say = (verb) => {
      const body = JSON.stringify({ verb: { id: `verbs/${verb}` }, object: { id: "o" }, context: { registration } });
      return store(`${endpoint}statements?statementId=1`, { method: "PUT", headers, body }).status;
    };
    const state = (method, body) => store(`${endpoint}activities/state?stateId=diglot`, { method, headers, body });
    return { log, say, state, store, headers };
  };
  const first = open();
  assert.equal(JSON.parse(first.store(query.get("fetch"), { method: "POST" }).body)["error-code"], "1");
  assert.equal(first.store(`${endpoint}statements`, {}).status, 401);
  assert.equal(first.state("GET").status, 404);
  assert.equal(first.log[first.log.length - 1].refused, false);
  assert.deepEqual(
    ["passed", "initialized", "initialized", "passed", "passed", "failed", "terminated", "answered"].map(first.say),
    [403, 204, 403, 204, 403, 403, 204, 403],
  );
  assert.equal(first.state("PUT", '{"state":"1;en;;;;"}').status, 204);

  const second = open();
  assert.equal(JSON.parse(second.state("GET").body).state, "1;en;;;;");
  assert.deepEqual(["initialized", "passed", "completed"].map(second.say), [204, 403, 204]);

  const third = open(true);
  const data = third.store(`${endpoint}activities/state?stateId=LMS.LaunchData`, { headers: third.headers });
  assert.deepEqual([JSON.parse(data.body).launchMode, JSON.parse(data.body).masteryScore], ["Review", 0.8]);
  assert.equal(third.state("PUT", "{}").status, 403);
});
