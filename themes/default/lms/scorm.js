// A session with a platform that speaks SCORM. What its version calls things is in `diglot.version`.
(() => {
  const TRIES = 5;
  const PAUSE = 2000;

  // Resolves to the session, or to null when there is no platform. `told` hears what the platform refuses, `{call, number, words}`, and null when
  // it takes it after all.
  diglot.connect = async (told, from = window, later = setTimeout) => {
    const { version } = diglot;
    const api = diglot.findApi(version.api, from);
    if (!api) return null;
    const { calls } = version;
    const begun = Date.now();
    const sent = new Map();
    // What was refused, by the call, until it is taken after all.
    const troubles = new Map();
    let interactions = null;
    let ended = false;
    let tries = 0;
    // What was reported last, and whether some of it may not have arrived.
    let last = null;
    let unsure = false;

    // What a call has given back as text, with what there is to say of it when it was refused.
    const call = (name, ...values) => {
      try {
        const answer = api[name](...values);
        return { answer: answer === undefined || answer === null ? "" : String(answer), call: name + (values[0] ? ` ${values[0]}` : "") };
      } catch (error) {
        return { answer: "", call: name, thrown: String(error.message || error) };
      }
    };
    const refused = ({ call: name, thrown }) => {
      if (thrown) return { call: name, number: "–", words: thrown };
      const number = call(calls.number).answer;
      return { call: name, number: number || "0", words: call(calls.words, number).answer || "–" };
    };
    const good = ({ answer }) => answer === "true" || answer === "1";
    // Says what is refused now; whether this call was taken.
    const taken = (result) => {
      if (good(result)) troubles.delete(result.call);
      else troubles.set(result.call, refused(result));
      told(Array.from(troubles.values())[0] || null);
      return good(result);
    };
    // What was never set may be an error to ask for.
    const get = (name) => call(calls.get, name).answer;

    const set = (name, value) => {
      if (sent.get(name) === value) return true;
      const result = call(calls.set, name, value);
      const whole = version.optional.includes(name) ? good(result) : taken(result);
      if (whole) sent.set(name, value);
      return whole;
    };

    const opened = call(calls.initialize, "");
    if (!good(opened)) {
      const why = refused(opened);
      // Some platforms have begun by themselves, or were never told the end.
      if (!version.begun.includes(why.number)) {
        told(why);
        return { recorded: false, state: "", place: "", review: false, language: "", ...nothing };
      }
    }
    const mode = get(version.names.mode);
    const silent = mode === "browse" || mode === "review";
    const before = version.before(get);
    if (mode === "browse") for (const [name, value] of version.browsed(get)) set(name, value);

    const put = (report) => {
      for (const [name, value] of version.values(report)) set(name, value);
    };
    // Nearly the same, and nothing that counts is equal.
    const otherwise = ({ score, state, ...more }) => ({
      ...more,
      completed: false,
      passed: false,
      failed: false,
      score: score === null ? null : Math.abs(score - 1),
      state: state.replace(/^(\d;)[^;]*/, "$1"),
    });

    const send = () => {
      unsure = !taken(call(calls.commit, ""));
      if (!unsure) tries = 0;
      else if (tries < TRIES) {
        tries += 1;
        later(commit, PAUSE);
      }
      return !unsure;
    };
    // Moodle takes for kept whatever it has tried to send, and sends it no more until it changes. So it is changed there and back.
    const commit = () => {
      if (silent || ended) return true;
      if (unsure && last) {
        put(otherwise(last));
        const whole = send();
        put(last);
        if (!whole) return false;
      }
      return send();
    };

    return {
      recorded: !silent,
      state: get(version.names.state),
      place: get(version.names.place),
      room: version.room,
      language: get(version.names.language),
      // Who looks ahead is to find the answers by themselves.
      review: mode === "review",
      ...before,

      report: (report) => {
        if (silent || ended) return;
        last = report;
        put(report);
      },

      speak: (tag) => {
        if (!silent && !ended) set(version.names.language, tag);
      },

      answered: (answer) => {
        if (silent || ended) return;
        if (interactions === null) {
          const count = Number.parseInt(get(`${version.names.interactions}._count`), 10);
          interactions = Number.isNaN(count) ? -1 : count;
        }
        if (interactions < 0) return;
        const number = interactions;
        const all = version
          .interaction(answer)
          .map(([name, value]) => call(calls.set, `${version.names.interactions}.${number}.${name}`, value));
        // A platform that keeps none need not be asked again.
        if (good(all[0])) interactions += 1;
        else interactions = -1;
      },

      commit,

      // Sends once more what may have been lost without a word.
      again: () => {
        unsure = true;
        return commit();
      },

      // Whether the platform has everything now.
      end: () => {
        if (ended) return true;
        let whole = true;
        if (!silent) {
          whole = set(version.names.exit, "suspend");
          whole = set(version.names.time, version.length((Date.now() - begun) / 1000)) && whole;
          whole = commit() && whole;
        }
        ended = true;
        return taken(call(calls.finish, "")) && whole;
      },
    };
  };

  const nothing = {
    report: () => {},
    speak: () => {},
    answered: () => {},
    commit: () => false,
    again: () => false,
    end: () => false,
  };
})();
