// A platform that speaks SCORM, for one session of a learner: it holds what a package puts there, and says no where the standard does.
(() => {
  // `cmi.interactions.3.id` as `cmi.interactions.n.id`.
  const general = (name) => name.replace(/\.\d+(?=\.|$)/g, ".n");

  // A session in a version of `diglot.bench.versions`, over what was `kept` from earlier ones, values by their names. `heard` hears of each call,
  // `{call, name, value, answer, error, refused}`, and `keep` of what is to be kept from now on. In a session to look back nothing is.
  diglot.bench.scorm = (version, kept, review, heard, keep) => {
    const { calls, errors, early, twice, late, wrong, names, values } = version;
    const held = new Map(Object.entries(kept));
    let stage = "before";
    let error = 0;

    const fail = (number, answer) => {
      error = number;
      return answer;
    };

    // How many of a list there are: `cmi.interactions`.
    const count = (list) => {
      const numbers = Array.from(held.keys())
        .filter((name) => name.startsWith(`${list}.`))
        .map((name) => Number.parseInt(name.slice(list.length + 1), 10));
      return Math.max(-1, ...numbers) + 1;
    };

    // What a name or each of a list consists of.
    const children = (parent) => {
      const above = `${general(parent)}.`;
      const below = Object.keys(values).filter((name) => name.startsWith(above));
      const parts = below.map((name) => name.slice(above.length).replace(/^n\./, ""));
      return Array.from(new Set(parts.map((part) => part.split(".")[0])));
    };

    const first = (name) => {
      if (name === names.entry) return held.size > 0 ? "resume" : "ab-initio";
      if (name === names.mode && review) return "review";
      if (name === names.credit && review) return "no-credit";
      return values[name].first;
    };

    const keyword = (name) => {
      const found = /^(.+)\.(_count|_children)$/.exec(name);
      if (!found || children(found[1]).length === 0) return null;
      return found[2] === "_count" ? String(count(found[1])) : children(found[1]).join(",");
    };

    const get = (name) => {
      const said = keyword(name);
      if (said !== null) return said;
      const value = values[general(name)];
      if (!value) return fail(wrong.unknown, "");
      if (value.hidden) return fail(wrong.hidden, "");
      if (held.has(name)) return held.get(name);
      const there = name in values ? first(name) : undefined;
      // What was never set is empty in one version and an error in the other.
      if (there === undefined && wrong.unset) return fail(wrong.unset, "");
      return there === undefined ? "" : there;
    };

    const set = (name, text) => {
      if (keyword(name) !== null) return fail(wrong.keyword, "false");
      const value = values[general(name)];
      if (!value) return fail(wrong.unknown, "false");
      if (!value.takes) return fail(wrong.given, "false");
      const list = /^(.+?)\.(\d+)\./.exec(name);
      if (list && Number(list[2]) > count(list[1])) return fail(wrong.order || wrong.argument, "false");
      if (!value.takes.test(text)) return fail(wrong.type, "false");
      held.set(name, text);
      return "true";
    };

    const commit = () => {
      if (!review) keep(Object.fromEntries(held));
      return "true";
    };

    // Whoever does not suspend an attempt begins a new one the next time.
    const end = () => {
      stage = "after";
      if (!review) keep(held.get(names.exit) === "suspend" ? Object.fromEntries(held) : {});
      return "true";
    };

    const begin = () => {
      stage = "within";
      // These are of one session.
      held.delete(names.exit);
      return "true";
    };

    const acts = { begin, get, set, commit, end };
    const act = (what, values) => {
      if (what === "number") return String(error);
      if (what === "words") return errors[values[0]] || "";
      error = 0;
      const nothing = what === "get" ? "" : "false";
      if (stage === "before" && what in early) return fail(early[what], nothing);
      if (stage === "after") return fail(late[what], nothing);
      if (stage === "within" && what === "begin") return fail(twice, nothing);
      if (what !== "get" && what !== "set" && values[0] !== "") return fail(wrong.argument, nothing);
      return acts[what](...values);
    };

    const api = {};
    for (const [call, what] of Object.entries(calls)) {
      api[call] = (...given) => {
        const [name = "", value = ""] = given.map(String);
        const answer = act(what, [name, value]);
        const asks = what === "number" || what === "words";
        heard({ call, name, value, answer, error: asks ? "" : String(error), refused: !asks && answer === "false" });
        return answer;
      };
    }
    return { api, held };
  };
})();
