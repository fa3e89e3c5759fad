// A learning platform, and a learner's session in it.
//
// The platform is scorm-again. It takes more than the standards do, so what they bound is written down here.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { check } = require("../checks.js");

const AGAIN = path.dirname(require.resolve("scorm-again"));
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const VERSIONS = {
  "scorm-1.2": {
    api: "API",
    player: "Scorm12API",
    script: "scorm12.js",
    calls: ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish", "LMSGetLastError", "LMSGetErrorString"],
    status: "cmi.core.lesson_status",
    score: "cmi.core.score.raw",
    place: "cmi.core.lesson_location",
    mode: "cmi.core.lesson_mode",
    // What each value may be.
    takes: {
      "cmi.core.lesson_status": /^(passed|completed|failed|incomplete)$/,
      "cmi.core.exit": /^suspend$/,
      "cmi.suspend_data": /^[\x20-\x7e]{0,4096}$/,
      "cmi.core.lesson_location": /^[\x20-\x7e]{0,255}$/,
      "cmi.core.score.raw": /^(\d\d?|100)$/,
      "cmi.core.score.min": /^0$/,
      "cmi.core.score.max": /^100$/,
      "cmi.core.session_time": /^\d{4}:\d\d:\d\d\.\d\d$/,
      "cmi.student_preference.language": /^[A-Za-z-]{2,35}$/,
      "cmi.interactions.n.id": /^[\w.-]{1,255}$/,
      "cmi.interactions.n.type": /^(choice|sequencing|matching|fill-in)$/,
      "cmi.interactions.n.time": /^\d\d:\d\d:\d\d$/,
      "cmi.interactions.n.latency": /^\d{4}:\d\d:\d\d\.\d\d$/,
      "cmi.interactions.n.result": /^(correct|wrong)$/,
      "cmi.interactions.n.student_response": /^[a-z](,[a-z])*$/,
      "cmi.interactions.n.correct_responses.0.pattern": /^[a-z](,[a-z])*$/,
    },
    opened: "incomplete",
    passed: "passed",
    below: "incomplete",
  },
  "scorm-2004": {
    api: "API_1484_11",
    player: "Scorm2004API",
    script: "scorm2004.js",
    calls: ["Initialize", "GetValue", "SetValue", "Commit", "Terminate", "GetLastError", "GetErrorString"],
    status: "cmi.success_status",
    score: "cmi.score.raw",
    place: "cmi.location",
    mode: "cmi.mode",
    takes: {
      "cmi.completion_status": /^(completed|incomplete)$/,
      "cmi.success_status": /^(passed|failed|unknown)$/,
      "cmi.exit": /^suspend$/,
      "cmi.suspend_data": /^[\x20-\x7e]{0,4096}$/,
      "cmi.location": /^[\x20-\x7e]{0,1000}$/,
      "cmi.progress_measure": /^(0(\.\d+)?|1)$/,
      "cmi.score.raw": /^(\d\d?|100)$/,
      "cmi.score.min": /^0$/,
      "cmi.score.max": /^100$/,
      "cmi.score.scaled": /^(0(\.\d+)?|1)$/,
      "cmi.session_time": /^PT\d+H\d+M\d+S$/,
      "cmi.learner_preference.language": /^[A-Za-z-]{2,35}$/,
      "cmi.interactions.n.id": /^[\w.-]{1,255}$/,
      "cmi.interactions.n.type": /^(choice|sequencing|matching|other)$/,
      "cmi.interactions.n.timestamp": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ$/,
      "cmi.interactions.n.latency": /^PT\d+H\d+M\d+S$/,
      "cmi.interactions.n.result": /^(correct|incorrect)$/,
      "cmi.interactions.n.learner_response": /^[a-z](\[,\][a-z])*$/,
      "cmi.interactions.n.correct_responses.0.pattern": /^[a-z](\[,\][a-z])*$/,
      "cmi.interactions.n.description": /^.{1,250}$/,
    },
    opened: "unknown",
    passed: "passed",
    below: "unknown",
  },
};

// The page of the platform: its interface, which writes down every call, and the package in a frame. `how` says where that lies.
const platform = ({ api, player, script }, start, how) => `<!DOCTYPE html><meta charset="utf-8"><title>Platform</title>
<script src="/again/${script}"></script>
<script>
window.calls = [];
const query = new URLSearchParams(location.search);
const real = new window.${player}({ autocommit: false, logLevel: 5 });
const kept = sessionStorage.getItem("kept");
if (kept) real.loadFromJSON(JSON.parse(kept).cmi || JSON.parse(kept), "");
const set = JSON.parse(query.get("set") || "{}");
if (Object.keys(set).length > 0) real.loadFromJSON(set, "");
const no = query.get("no");
// As Moodle has it: at a commit goes what is not as it was at the last one, whether that has arrived or not.
const values = {};
const counted = {};
window.arrived = {};
const carry = (lost) => {
  for (const [name, value] of Object.entries(values)) {
    if (counted[name] !== value && !lost) window.arrived[name] = value;
    counted[name] = value;
  }
};
window.${how === "none" ? "nothing" : api} = new Proxy({}, { get: (_, name) => {
  if (typeof name !== "string" || !/^(LMS)?[A-Z]/.test(name)) return undefined;
  return (...given) => {
    const refused = window.no && window.no.test(name);
    const answer = refused ? "false" : real[name](...given);
    window.calls.push([name, ...given.map(String), String(answer)]);
    if (/Set/.test(name) && answer === "true") values[given[0]] = given[1];
    if (/Commit|Finish|Terminate/.test(name)) carry(refused);
    if (/Finish|Terminate/.test(name)) sessionStorage.setItem("kept", JSON.stringify(real.renderCMIToJSONObject()));
    return answer;
  };
} });
if (no) window.no = new RegExp(no);
</script>
${how === "opener" ? `<button onclick="window.open('${start}')">Open</button>` : `<iframe id="package" src="${start}" width="1200" height="700"></iframe>`}`;

function serve(folder, others) {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, "http://localhost");
    const [, first, ...rest] = decodeURIComponent(url.pathname).split("/");
    const send = (type, text) => response.writeHead(200, { "content-type": type }).end(text);
    if (first === "store") {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const [status, said] = others.store.hear(request.method, rest.join("/"), url.searchParams, request.headers, body);
        response.writeHead(status, { "content-type": "application/json" }).end(said === "" ? "" : JSON.stringify(said));
      });
      return undefined;
    }
    if (first === "platform") {
      const version = VERSIONS[rest[0]];
      const how = url.searchParams.get("how");
      const inner = `/${url.searchParams.get("in") || "packages"}/${rest[0]}/index.html`;
      const wrapped = {
        deep: `/wrap/2?to=${inner}`,
        foreign: `${others.foreign}/wrap/0?to=${encodeURIComponent(`${others.own}${inner}`)}`,
      };
      return send(TYPES[".html"], platform(version, wrapped[how] || inner, how));
    }
    if (first === "wrap") {
      const to = url.searchParams.get("to");
      const next = Number(rest[0]) > 0 ? `/wrap/${Number(rest[0]) - 1}?to=${encodeURIComponent(to)}` : to;
      return send(TYPES[".html"], `<!DOCTYPE html><title>Frame</title><iframe src="${next}" width="1100" height="650"></iframe>`);
    }
    const root = { again: AGAIN, packages: folder, newer: others.newer }[first];
    const file = root && path.join(root, ...rest);
    if (!file?.startsWith(root) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    return send(TYPES[path.extname(file)] || "application/octet-stream", fs.readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const port = (server) => `http://127.0.0.1:${server.address().port}`;

// Waits until something holds, or says what it was at last.
async function until(what, holds, find) {
  const end = Date.now() + 10000;
  let found = await find().catch((error) => error.message);
  while (!holds(found) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    found = await find().catch((error) => error.message);
  }
  check(holds(found), `${what}: found ${JSON.stringify(found)}`);
  return found;
}

// A session of a learner at the platform.
class Session {
  constructor(page, name) {
    Object.assign(this, { page, name, version: VERSIONS[name] });
  }

  // The frame with the website.
  async course() {
    const shown = () =>
      this.window()
        .frames()
        .filter((frame) => /\/course\//.test(frame.url()));
    await until(
      `${this.name}: the website is shown`,
      (count) => count === 1,
      async () => shown().length,
    );
    return shown()[0];
  }

  window() {
    return this.opened || this.page;
  }

  shell() {
    return this.window()
      .frames()
      .find((frame) => /\/(scorm-[\d.]+|cmi5)\/index\.html/.test(frame.url()));
  }

  calls() {
    return this.page.evaluate(() => window.calls);
  }

  // The last value that was set.
  async value(name) {
    const all = (await this.calls()).filter(([call, which, , answer]) => /Set/.test(call) && which === name && answer === "true");
    return all.length > 0 ? all[all.length - 1][2] : null;
  }

  // Opens a page of the website and reads it to its end.
  async read(item, reading) {
    const course = await this.course();
    const [kind, name] = item.split("/");
    const address = course.url().replace(/\/course\/.*/, `/course/${reading}/${kind}s/${name}.html`);
    // On a busy machine Firefox tells of a navigation twice.
    await course.goto(address).catch((error) => {
      if (!error.message.includes(`interrupted by another navigation to "${address}"`)) throw error;
    });
    await course.waitForFunction(() => window.diglot?.restored);
    await course.locator(".read-mark").scrollIntoViewIfNeeded();
    await course.waitForFunction(() => document.querySelector("[data-mark-read]").checked);
    return course;
  }

  // Answers the questions of the page that is open.
  async answer(right) {
    const course = await this.course();
    const quiz = course.locator(".box.quiz").first();
    await quiz.scrollIntoViewIfNeeded();
    await course.locator(".quiz.ready").first().waitFor();
    const restart = quiz.locator(".quiz-foot button:visible");
    if ((await restart.count()) > 0) await restart.click();
    const questions = quiz.locator(".question");
    for (let i = 0; i < (await questions.count()); i++) {
      const question = questions.nth(i);
      await question
        .locator(`.option.${right ? "right" : "wrong"} input`)
        .first()
        .check();
      await question.locator(".quiz-row button:visible").first().click();
    }
  }

  done() {
    return this.shell().locator("#done").innerText();
  }
}

module.exports = { Session, VERSIONS, port, serve, until };
