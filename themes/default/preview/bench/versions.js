// What the versions of SCORM know: calls, errors, and each value with what it takes. The bench is stricter than most platforms, so that what works here
// works there.
(() => {
  const chars = (room) => new RegExp(`^[\\s\\S]{0,${room}}$`);
  const words = (...all) => new RegExp(`^(${all.join("|")})$`);
  const percent = /^(\d{1,2}(\.\d+)?|100(\.0+)?)?$/;
  const real = /^-?\d+(\.\d+)?$/;
  const share = /^(-?0(\.\d+)?|-?1(\.0+)?)$/;
  const language = /^([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?$/;

  // A value: what may be put there, and what is there at first. What is given cannot be put, and what is put cannot be asked for.
  const both = (takes, first) => ({ takes, first });
  const given = (first) => ({ first });
  const put = (takes) => ({ takes, hidden: true });

  const listed = (list, values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`${list}.n.${name}`, value]));

  const kinds = ["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"];
  const span = /^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/;
  const duration = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
  const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/;

  diglot.bench = diglot.bench || {};
  diglot.bench = {};
  diglot.bench.versions = {
    "scorm-1.2": {
      api: "API",
      calls: {
        LMSInitialize: "begin",
        LMSGetValue: "get",
        LMSSetValue: "set",
        LMSCommit: "commit",
        LMSFinish: "end",
        LMSGetLastError: "number",
        LMSGetErrorString: "words",
        LMSGetDiagnostic: "words",
      },
      errors: {
        0: "No error",
        101: "General exception",
        201: "Invalid argument",
        301: "Not initialized",
        401: "Not implemented",
        402: "Invalid set value, element is a keyword",
        403: "Element is read only",
        404: "Element is write only",
        405: "Incorrect data type",
      },
      // What is wrong before the session, in it when it begins again, and after it.
      early: { get: 301, set: 301, commit: 301, end: 301 },
      twice: 101,
      late: { begin: 101, get: 301, set: 301, commit: 301, end: 301 },
      wrong: { argument: 201, unknown: 401, keyword: 402, given: 403, hidden: 404, type: 405 },
      names: {
        state: "cmi.suspend_data",
        exit: "cmi.core.exit",
        entry: "cmi.core.entry",
        mode: "cmi.core.lesson_mode",
        credit: "cmi.core.credit",
      },
      room: 4096,
      values: {
        "cmi.core.student_id": given("7"),
        "cmi.core.student_name": given("Lee, Sam"),
        "cmi.core.lesson_location": both(chars(255)),
        "cmi.core.credit": given("credit"),
        "cmi.core.lesson_status": both(words("passed", "completed", "failed", "incomplete", "browsed"), "not attempted"),
        "cmi.core.entry": given("ab-initio"),
        "cmi.core.lesson_mode": given("normal"),
        "cmi.core.score.raw": both(percent),
        "cmi.core.score.min": both(percent),
        "cmi.core.score.max": both(percent),
        "cmi.core.total_time": given("0000:00:00.00"),
        "cmi.core.exit": put(words("time-out", "suspend", "logout", "")),
        "cmi.core.session_time": put(span),
        "cmi.suspend_data": both(chars(4096)),
        "cmi.launch_data": given(""),
        "cmi.comments": both(chars(4096)),
        "cmi.student_data.mastery_score": given(""),
        "cmi.student_preference.language": both(chars(255)),
        ...listed("cmi.interactions", {
          id: put(/^[\w.:-]{1,255}$/),
          type: put(words(...kinds)),
          time: put(/^\d\d:\d\d:\d\d(\.\d{1,2})?$/),
          "correct_responses.n.pattern": put(chars(255)),
          weighting: put(real),
          student_response: put(chars(255)),
          result: put(/^(correct|wrong|unanticipated|neutral|-?\d+(\.\d+)?)$/),
          latency: put(span),
        }),
      },
    },

    "scorm-2004": {
      api: "API_1484_11",
      calls: {
        Initialize: "begin",
        GetValue: "get",
        SetValue: "set",
        Commit: "commit",
        Terminate: "end",
        GetLastError: "number",
        GetErrorString: "words",
        GetDiagnostic: "words",
      },
      errors: {
        0: "No error",
        103: "Already initialized",
        104: "Content instance terminated",
        112: "Termination before initialization",
        113: "Termination after termination",
        122: "Retrieve data before initialization",
        123: "Retrieve data after termination",
        132: "Store data before initialization",
        133: "Store data after termination",
        142: "Commit before initialization",
        143: "Commit after termination",
        201: "General argument error",
        351: "General set failure",
        401: "Undefined data model element",
        403: "Data model element value not initialized",
        404: "Data model element is read only",
        405: "Data model element is write only",
        406: "Data model element type mismatch",
      },
      early: { get: 122, set: 132, commit: 142, end: 112 },
      twice: 103,
      late: { begin: 104, get: 123, set: 133, commit: 143, end: 113 },
      wrong: { argument: 201, order: 351, unknown: 401, keyword: 404, unset: 403, given: 404, hidden: 405, type: 406 },
      names: { state: "cmi.suspend_data", exit: "cmi.exit", entry: "cmi.entry", mode: "cmi.mode", credit: "cmi.credit" },
      room: 64000,
      values: {
        "cmi.learner_id": given("7"),
        "cmi.learner_name": given("Lee, Sam"),
        "cmi.location": both(chars(1000)),
        "cmi.credit": given("credit"),
        "cmi.completion_status": both(words("completed", "incomplete", "not attempted", "unknown"), "unknown"),
        "cmi.success_status": both(words("passed", "failed", "unknown"), "unknown"),
        "cmi.entry": given("ab-initio"),
        "cmi.mode": given("normal"),
        "cmi.score.scaled": both(share),
        "cmi.score.raw": both(real),
        "cmi.score.min": both(real),
        "cmi.score.max": both(real),
        "cmi.progress_measure": both(/^(0(\.\d+)?|1(\.0+)?)$/),
        "cmi.total_time": given("PT0S"),
        "cmi.exit": put(words("time-out", "suspend", "logout", "normal", "")),
        "cmi.session_time": put(duration),
        "cmi.suspend_data": both(chars(64000)),
        "cmi.launch_data": given(),
        "cmi.scaled_passing_score": given(),
        "cmi.completion_threshold": given(),
        "cmi.max_time_allowed": given(),
        "cmi.time_limit_action": given("continue,no message"),
        "cmi.learner_preference.language": both(language),
        ...listed("cmi.interactions", {
          id: both(/^\S{1,4000}$/),
          type: both(words(...kinds, "long-fill-in", "other")),
          timestamp: both(stamp),
          "correct_responses.n.pattern": both(chars(4000)),
          weighting: both(real),
          learner_response: both(chars(4000)),
          result: both(/^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d+)?)$/),
          latency: both(duration),
          description: both(chars(250)),
        }),
      },
    },
  };
})();
