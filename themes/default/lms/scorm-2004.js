// SCORM 2004, third and fourth edition: what it calls things, and what it takes.
(() => {
  const letters = (chosen) => chosen.map((index) => String.fromCharCode(97 + index)).join("[,]");
  const pairs = (partners) => partners.map((to, from) => `${letters([from])}[.]${to + 1}`).join("[,]");
  // The characters of a description.
  const WORDS = 250;

  const mastery = (text) => {
    const share = Number.parseFloat(text);
    return share >= -1 && share <= 1 ? Math.max(0, share) * 100 : null;
  };

  diglot.version = {
    api: "API_1484_11",
    calls: {
      initialize: "Initialize",
      finish: "Terminate",
      get: "GetValue",
      set: "SetValue",
      commit: "Commit",
      number: "GetLastError",
      words: "GetErrorString",
    },
    names: {
      place: "cmi.location",
      state: "cmi.suspend_data",
      mode: "cmi.mode",
      language: "cmi.learner_preference.language",
      exit: "cmi.exit",
      time: "cmi.session_time",
      interactions: "cmi.interactions",
    },
    optional: ["cmi.learner_preference.language", "cmi.progress_measure"],
    begun: ["103"],
    room: 1000,
    length: (seconds) => diglot.time.duration(seconds),

    before: (get) => {
      const passed = get("cmi.success_status") === "passed";
      return {
        mastery: mastery(get("cmi.scaled_passing_score")),
        completed: passed || get("cmi.completion_status") === "completed",
        passed,
      };
    },

    // A visit that says nothing of itself is of unknown completion.
    browsed: () => [],

    values: ({ completed, passed, failed, score, progress, state, place }) => {
      const values = [
        ["cmi.completion_status", completed ? "completed" : "incomplete"],
        ["cmi.success_status", passed ? "passed" : failed ? "failed" : "unknown"],
        ["cmi.exit", "suspend"],
        ["cmi.suspend_data", state],
        ["cmi.progress_measure", String(Math.floor(progress * 100) / 100)],
      ];
      if (place) values.push(["cmi.location", place]);
      if (score !== null) {
        values.push(
          ["cmi.score.min", "0"],
          ["cmi.score.max", "100"],
          ["cmi.score.raw", String(score)],
          ["cmi.score.scaled", String(score / 100)],
        );
      }
      return values;
    },

    interaction: ({ id, form, pattern, chosen, right, seconds, when, words }) => {
      const kinds = { choice: "choice", order: "sequencing", match: "matching", open: "other" };
      const response = { open: right ? "right" : "wrong", match: pairs(chosen) };
      const expected = { open: "right", match: pairs(pattern) };
      return [
        ["id", id],
        ["type", kinds[form]],
        ["timestamp", diglot.time.stamp(when)],
        ["correct_responses.0.pattern", expected[form] || letters(pattern)],
        ["learner_response", response[form] || letters(chosen)],
        ["result", right ? "correct" : "incorrect"],
        ["latency", diglot.time.duration(seconds)],
        ...(words ? [["description", words.slice(0, WORDS)]] : []),
      ];
    },
  };
})();
