// SCORM 1.2: what it calls things, and what it takes.
(() => {
  const letters = (chosen) => chosen.map((index) => String.fromCharCode(97 + index)).join(",");

  const mastery = (text) => {
    const score = Number.parseFloat(text);
    return score >= 0 && score <= 100 ? score : null;
  };

  diglot.version = {
    api: "API",
    calls: {
      initialize: "LMSInitialize",
      finish: "LMSFinish",
      get: "LMSGetValue",
      set: "LMSSetValue",
      commit: "LMSCommit",
      number: "LMSGetLastError",
      words: "LMSGetErrorString",
    },
    names: {
      place: "cmi.core.lesson_location",
      state: "cmi.suspend_data",
      mode: "cmi.core.lesson_mode",
      language: "cmi.student_preference.language",
      exit: "cmi.core.exit",
      time: "cmi.core.session_time",
      interactions: "cmi.interactions",
    },
    // What a platform need not keep.
    optional: ["cmi.student_preference.language", "cmi.core.score.min", "cmi.core.score.max"],
    // The errors that say that the session has begun already.
    begun: ["101"],
    // The characters of a place.
    room: 255,
    length: (seconds) => diglot.time.span(seconds),

    // What the platform knows from earlier sessions.
    before: (get) => {
      const status = get("cmi.core.lesson_status");
      return {
        mastery: mastery(get("cmi.student_data.mastery_score")),
        completed: status === "completed" || status === "passed",
        passed: status === "passed",
      };
    },

    // A visit that says nothing of itself is a complete one.
    browsed: (get) => (get("cmi.core.lesson_status") === "not attempted" ? [["cmi.core.lesson_status", "browsed"]] : []),

    values: ({ judged, completed, passed, failed, score, state, place }) => {
      let status = "incomplete";
      if (passed) status = "passed";
      else if (failed) status = "failed";
      else if (completed && !judged) status = "completed";
      const values = [
        ["cmi.core.lesson_status", status],
        ["cmi.core.exit", "suspend"],
        ["cmi.suspend_data", state],
      ];
      if (place) values.push(["cmi.core.lesson_location", place]);
      if (score !== null) {
        values.push(["cmi.core.score.min", "0"], ["cmi.core.score.max", "100"], ["cmi.core.score.raw", String(score)]);
      }
      return values;
    },

    interaction: ({ id, form, pattern, chosen, right, seconds, when }) => {
      const kinds = { choice: "choice", order: "sequencing", match: "matching", open: "fill-in" };
      const response = { open: right ? "a" : "b", match: chosen.map((to, from) => `${letters([from])}.${to + 1}`).join(",") };
      const expected = { open: "a", match: pattern.map((to, from) => `${letters([from])}.${to + 1}`).join(",") };
      return [
        ["id", id],
        ["type", kinds[form]],
        ["time", diglot.time.ofDay(when)],
        ["correct_responses.0.pattern", expected[form] || letters(pattern)],
        ["student_response", response[form] || letters(chosen)],
        ["result", right ? "correct" : "wrong"],
        ["latency", diglot.time.span(seconds)],
      ];
    },
  };
})();
