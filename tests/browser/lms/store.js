// A record store for packages of cmi5, with the platform's side of a launch: it gives out one token, keeps documents and statements, and says no to what
// the standard forbids.
"use strict";

const { default: validate } = require("xapi-validation");

const ACTOR = { objectType: "Agent", account: { homePage: "https://hr.example", name: "7" } };
const ACTIVITY = "https://hr.example/tea";
const REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7";
const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";

class Store {
  constructor() {
    Object.assign(this, { documents: new Map(), statements: [], trouble: [], fetched: 0, refuses: null });
    this.launchData = { launchMode: "Normal", moveOn: "CompletedAndPassed", masteryScore: 0.8 };
  }

  // What the platform does before each launch, and the address of it.
  launch(base, file) {
    this.fetched = 0;
    this.documents.set("LMS.LaunchData", {
      ...this.launchData,
      contextTemplate: {
        contextActivities: { grouping: [{ objectType: "Activity", id: `${ACTIVITY}/publisher` }] },
        extensions: { [SESSION]: `session-${this.statements.length}` },
      },
    });
    const query = new URLSearchParams({
      endpoint: `${base}/store/xapi/`,
      fetch: `${base}/store/fetch`,
      actor: JSON.stringify(ACTOR),
      registration: REGISTRATION,
      activityId: ACTIVITY,
    });
    return `${base}${file}?${query}`;
  }

  verbs() {
    return this.statements.map(({ verb }) => verb.id.replace(/.*\//, ""));
  }

  // Answers a request; gives back a status and what is said.
  hear(method, path, query, headers, body) {
    if (path === "fetch") {
      this.fetched += 1;
      return this.fetched === 1 && method === "POST" ? [200, { "auth-token": "dGVh" }] : [200, { "error-code": "1", "error-text": "used" }];
    }
    if (headers.authorization !== "Basic dGVh" || headers["x-experience-api-version"] !== "1.0.3") {
      this.trouble.push(`${path}: headers ${JSON.stringify(headers)}`);
      return [401, {}];
    }
    if (path === "xapi/statements") return this.take(method, query, JSON.parse(body));
    const key = query.get("stateId") || query.get("profileId");
    if (method === "GET") return this.documents.has(key) ? [200, this.documents.get(key)] : [404, {}];
    if (this.refuses) return [this.refuses, {}];
    this.documents.set(key, JSON.parse(body));
    return [204, ""];
  }

  take(method, query, made) {
    if (this.refuses) return [this.refuses, {}];
    const verb = made.verb.id.replace(/.*\//, "");
    const trouble = (what) => this.trouble.push(`${verb}: ${what}`);
    for (const { path, name } of validate(made)) trouble(`${path.join(".")}: ${name}`);
    if (method !== "PUT" || query.get("statementId") !== made.id) trouble("put under another id");
    const session = this.statements.filter(({ context }) => context.extensions[SESSION] === made.context.extensions[SESSION]);
    const before = session.map((one) => one.verb.id.replace(/.*\//, ""));
    if ((before.length === 0) !== (verb === "initialized")) trouble("the first is `initialized`, and it alone");
    if (before.includes("terminated")) trouble("behind `terminated`");
    if (["completed", "passed"].includes(verb) && this.verbs().includes(verb)) trouble("twice in a registration");
    if (verb === "failed" && this.verbs().includes("passed")) trouble("behind `passed`");
    if (made.context.registration !== REGISTRATION) trouble("another registration");
    const categories = (made.context.contextActivities?.category || []).map(({ id }) => id.replace(/.*\//, ""));
    const wanted = { answered: "", initialized: "cmi5", terminated: "cmi5" }[verb] ?? "cmi5 moveon";
    if (categories.join(" ") !== wanted) trouble(`categories ${categories}`);
    if (made.result?.score && !["passed", "failed"].includes(verb)) trouble("a score");
    if (["completed", "passed", "failed", "terminated"].includes(verb) && !made.result?.duration) trouble("no duration");
    this.statements.push(made);
    return [204, ""];
  }
}

module.exports = { Store };
