// A session with a platform that speaks cmi5: statements to a record store, one after the other, since the first must come first and the last last.
// What the store keeps of a learner is a document of the State API.
(() => {
  const ADL = "http://adlnet.gov/expapi/verbs/";
  const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
  const TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction";
  const VERBS = {
    initialized: `${ADL}initialized`,
    completed: `${ADL}completed`,
    passed: `${ADL}passed`,
    failed: `${ADL}failed`,
    answered: `${ADL}answered`,
    terminated: `${ADL}terminated`,
  };
  const STATE = "diglot";
  const TRIES = 5;
  const PAUSE = 2000;

  const letters = (chosen) => chosen.map((index) => String.fromCharCode(97 + index)).join("[,]");
  const pairs = (partners) => partners.map((to, from) => `${letters([from])}[.]${to + 1}`).join("[,]");

  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    // Version 4, variant 1.
    bytes[6] = (bytes[6] % 16) + 64;
    bytes[8] = (bytes[8] % 64) + 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // The launch parameters of section 8.1; null when somebody opens the package by itself.
  diglot.launch = (query) => {
    const values = new URLSearchParams(query);
    const [endpoint, fetchUrl, actor, registration, activity] = ["endpoint", "fetch", "actor", "registration", "activityId"].map((name) =>
      values.get(name),
    );
    if (!endpoint || !fetchUrl || !actor || !registration || !activity) return null;
    try {
      return { endpoint: endpoint.replace(/\/*$/, "/"), fetchUrl, actor: JSON.parse(actor), registration, activity };
    } catch {
      return null;
    }
  };

  // A statement, from what it says. `known` is what the platform gives along: actor, activity, registration, its context.
  diglot.statement = ({ actor, activity, registration, template, session }, verb, said) => {
    const context = { ...(template || {}), registration };
    const activities = { ...(context.contextActivities || {}) };
    // What is only allowed carries no category of cmi5.
    if (verb !== "answered") {
      const own = [{ objectType: "Activity", id: `${CATEGORY}cmi5` }];
      if (said.result && (said.result.success !== undefined || said.result.completion !== undefined)) {
        own.push({ objectType: "Activity", id: `${CATEGORY}moveon` });
      }
      activities.category = [].concat(activities.category || [], own);
    }
    if (said.parent) activities.parent = [{ objectType: "Activity", id: activity }];
    context.contextActivities = activities;
    context.extensions = { ...(context.extensions || {}), "https://w3id.org/xapi/cmi5/context/extensions/sessionid": session };
    if (said.mastery !== undefined && said.mastery !== null) {
      context.extensions["https://w3id.org/xapi/cmi5/context/extensions/masteryscore"] = said.mastery / 100;
    }
    const statement = {
      id: uuid(),
      timestamp: new Date().toISOString(),
      actor,
      verb: { id: VERBS[verb], display: { en: verb } },
      object: said.object || { objectType: "Activity", id: activity },
      context,
    };
    if (said.result) statement.result = said.result;
    return statement;
  };

  // What an answer says.
  diglot.answered = (activity, lang, { id, form, pattern, chosen, right, seconds, words }) => {
    const kinds = { choice: "choice", order: "sequencing", match: "matching", open: "other" };
    const definition = { type: TYPE, interactionType: kinds[form], description: { [lang]: words } };
    if (form !== "open") definition.correctResponsesPattern = [form === "match" ? pairs(pattern) : letters(pattern)];
    if (form === "choice" || form === "order") {
      const last = Math.max(...pattern, ...chosen);
      definition.choices = Array.from({ length: last + 1 }, (_, i) => ({ id: letters([i]) }));
    }
    const result = { success: right, duration: diglot.time.duration(seconds) };
    if (form !== "open") result.response = form === "match" ? pairs(chosen) : letters(chosen);
    return { parent: true, object: { objectType: "Activity", id: `${activity}/${id}`, definition }, result };
  };

  diglot.connect = async (told, from = window, later = setTimeout) => {
    const launch = diglot.launch(from.location.search);
    if (!launch) return null;
    const { endpoint, fetchUrl, actor, registration, activity } = launch;
    const begun = Date.now();
    const kept = `diglot-cmi5-${registration}-${activity}`;
    // What a reload of the page must know: the token is given out once, and no verb may come twice.
    const memory = (() => {
      try {
        return JSON.parse(from.sessionStorage.getItem(kept)) || {};
      } catch {
        return {};
      }
    })();
    const keep = () => {
      try {
        from.sessionStorage.setItem(kept, JSON.stringify(memory));
      } catch {
        // A reload will be a new session.
      }
    };

    const trouble = (call, number, words) => told({ call, number: String(number), words: words || "–" });

    if (!memory.token || memory.fetchUrl !== fetchUrl) {
      try {
        const answer = await from.fetch(fetchUrl, { method: "POST" });
        const token = await answer.json();
        if (!token["auth-token"]) {
          trouble("fetch", token["error-code"] || answer.status, token["error-text"]);
          return closed();
        }
        Object.assign(memory, { token: token["auth-token"], fetchUrl, initialized: false });
        keep();
      } catch (error) {
        trouble("fetch", 0, error.message);
        return closed();
      }
    }

    const query = (values) => new URLSearchParams(values).toString();
    const agent = JSON.stringify(actor);
    const stateAt = (stateId) => `activities/state?${query({ activityId: activity, agent, registration, stateId })}`;
    const ask = (method, address, body, more = {}) =>
      from.fetch(endpoint + address, {
        method,
        headers: {
          Authorization: `Basic ${memory.token}`,
          "X-Experience-API-Version": "1.0.3",
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...more,
      });
    const document = async (address) => {
      try {
        const answer = await ask("GET", address);
        return answer.ok ? await answer.json() : null;
      } catch {
        return null;
      }
    };

    const [data, own, preferences] = [
      await document(stateAt("LMS.LaunchData")),
      await document(stateAt(STATE)),
      await document(`agents/profile?${query({ agent, profileId: "cmi5LearnerPreferences" })}`),
    ];
    const { launchMode = "Normal", masteryScore, returnURL, contextTemplate } = data || {};
    const known = {
      actor,
      activity,
      registration,
      template: contextTemplate,
      session: ((contextTemplate || {}).extensions || {})["https://w3id.org/xapi/cmi5/context/extensions/sessionid"],
    };
    const normal = launchMode === "Normal";
    // Of the registration, as this package knows it.
    const sent = new Set((own || {}).sent || []);
    let next = null;
    let lastState = null;
    let lang = "en";
    let ended = false;
    // What has not arrived after all tries.
    let missing = [];

    // One after the other; what fails is tried again before the next one goes.
    let queue = Promise.resolve(true);
    const put = (call, send, lost) => {
      const attempt = async (tries) => {
        let number = 0;
        let words = "";
        try {
          const answer = await send();
          // What was there already has arrived before.
          if (answer.ok || answer.status === 409) {
            told(null);
            return true;
          }
          number = answer.status;
          words = answer.statusText;
        } catch (error) {
          words = error.message;
        }
        trouble(call, number, words);
        if (tries >= TRIES || ended) {
          // What a store has judged it would not take later either.
          if (number === 0 || number >= 500) lost();
          return false;
        }
        await new Promise((resolve) => later(resolve, PAUSE));
        return attempt(tries + 1);
      };
      queue = queue.then(() => attempt(1));
      return queue;
    };
    const say = (verb, said = {}, more = {}) => {
      const statement = diglot.statement(known, verb, said);
      const send = () => ask("PUT", `statements?${query({ statementId: statement.id })}`, statement, more);
      const deliver = () => put(verb, send, () => missing.push(deliver));
      return deliver();
    };
    const since = () => diglot.time.duration((Date.now() - begun) / 1000);
    const save = (more = {}) => {
      if (!next || next === lastState) return;
      lastState = next;
      const content = JSON.parse(next);
      const lost = () => {
        lastState = null;
      };
      put("state", () => ask("PUT", stateAt(STATE), content, more), lost);
    };
    const catchUp = () => {
      const late = missing;
      missing = [];
      for (const deliver of late) deliver();
    };
    const commit = () => {
      if (!normal || ended) return true;
      catchUp();
      save();
      return true;
    };

    if (!memory.initialized) {
      memory.initialized = true;
      keep();
      say("initialized");
    }

    return {
      recorded: normal,
      review: launchMode === "Review",
      state: (own || {}).state || "",
      place: (own || {}).place || "",
      room: 1000,
      language: (preferences || {}).languagePreference ? preferences.languagePreference.split(",")[0] : "",
      mastery: typeof masteryScore === "number" ? masteryScore * 100 : undefined,
      completed: sent.has("completed"),
      passed: sent.has("passed"),

      report: ({ completed, passed, failed, score, mastery, state, place }) => {
        if (!normal || ended) return;
        const once = (verb, said) => {
          if (sent.has(verb)) return;
          sent.add(verb);
          say(verb, said);
        };
        const scored = { score: { scaled: score / 100, raw: score, min: 0, max: 100 } };
        if (completed) once("completed", { result: { completion: true, duration: since() } });
        if (passed) once("passed", { mastery, result: { success: true, ...scored, duration: since() } });
        else if (failed && !sent.has("passed")) once("failed", { mastery, result: { success: false, ...scored, duration: since() } });
        next = JSON.stringify({ state, place, sent: Array.from(sent) });
      },

      speak: (tag) => {
        lang = tag;
      },

      answered: (answer) => {
        if (normal && !ended) say("answered", diglot.answered(activity, lang, answer));
      },

      commit,
      again: commit,

      // When the window goes there is no time for one thing after the other.
      end: async (leaving) => {
        if (ended) return true;
        const last = { keepalive: true };
        if (leaving) queue = Promise.resolve(true);
        if (!leaving) catchUp();
        if (normal) save(last);
        if (leaving) queue = Promise.resolve(true);
        const whole = say("terminated", { result: { duration: since() } }, last);
        ended = true;
        const arrived = await whole;
        if (leaving) return arrived;
        try {
          from.sessionStorage.removeItem(kept);
        } catch {
          // It goes with the window.
        }
        if (arrived && returnURL && /^https?:/.test(returnURL)) from.location.assign(returnURL);
        return arrived;
      },
    };
  };

  const closed = () => ({
    recorded: false,
    review: false,
    state: "",
    place: "",
    language: "",
    report: () => {},
    speak: () => {},
    answered: () => {},
    commit: () => false,
    again: () => false,
    end: () => false,
  });
})();
