// A platform that speaks cmi5, with its record store: it gives out one token a launch, keeps documents and statements, and says no to what the standard
// forbids.
(() => {
  const HOME = "https://platform.example";
  const ACTIVITY = `${HOME}/course`;
  const REGISTRATION = "2f4d0d42-5f0b-4d5e-9d5a-0d8f0a3d6b11";
  const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
  const TOKEN = "diglot";
  const verbOf = ({ verb }) => verb.id.replace(/.*\//, "");

  const words = { 200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found" };

  // The launch parameters of a session that asks for `https://platform.example/…`; nothing leaves the window.
  diglot.bench.launchQuery = () =>
    new URLSearchParams({
      endpoint: `${HOME}/xapi/`,
      fetch: `${HOME}/fetch`,
      actor: JSON.stringify({ objectType: "Agent", account: { homePage: HOME, name: "7" } }),
      registration: REGISTRATION,
      activityId: ACTIVITY,
    }).toString();

  // A session, over what was `kept` from earlier ones: `{state, verbs}`, the document of the package and the verbs that were said in this registration.
  // `heard` and `keep` as in `diglot.bench.scorm`. Gives back what answers a request: a status and what is said.
  diglot.bench.store = ({ review, mastery, session }, kept, heard, keep) => {
    const all = { state: kept.state || null, verbs: kept.verbs || [] };
    const said = [];
    let tokens = 0;

    const launchData = {
      launchMode: review ? "Review" : "Normal",
      moveOn: mastery === null ? "Completed" : "CompletedAndPassed",
      ...(mastery === null ? {} : { masteryScore: mastery }),
      contextTemplate: { extensions: { [SESSION]: session } },
    };

    const statement = (made) => {
      const verb = verbOf(made);
      const first = said.length === 0;
      if (first !== (verb === "initialized")) return [403, "the first statement is `initialized`, and it alone"];
      if (said.includes("terminated")) return [403, "nothing comes behind `terminated`"];
      if (["completed", "passed"].includes(verb) && all.verbs.includes(verb)) return [403, `\`${verb}\` comes once in a registration`];
      if (verb === "failed" && all.verbs.includes("passed")) return [403, "`failed` does not come behind `passed`"];
      if (review && ["completed", "passed", "failed"].includes(verb)) return [403, `there is no \`${verb}\` in a review`];
      if (made.context.registration !== REGISTRATION) return [400, "another registration"];
      said.push(verb);
      all.verbs.push(verb);
      keep(all);
      return [204, ""];
    };

    const answer = (method, url, body, token) => {
      if (url.pathname === "/fetch") {
        tokens += 1;
        return tokens === 1 ? [200, { "auth-token": TOKEN }] : [200, { "error-code": "1", "error-text": "the token was given out" }];
      }
      if (token !== `Basic ${TOKEN}`) return [401, ""];
      if (url.pathname === "/xapi/statements") return method === "PUT" ? statement(body) : [400, ""];
      const id = url.searchParams.get("stateId");
      if (method === "GET" && id === "LMS.LaunchData") return [200, launchData];
      if (id !== "diglot") return [404, ""];
      if (method === "GET") return all.state ? [200, all.state] : [404, ""];
      if (review) return [403, ""];
      all.state = body;
      keep(all);
      return [204, ""];
    };

    // What was asked for, as it is called in the specification.
    const asked = (url, body) => {
      if (url.pathname === "/fetch") return "fetch";
      if (url.pathname === "/xapi/statements") return body ? verbOf(body) : "statements";
      return url.searchParams.get("stateId") || url.searchParams.get("profileId") || url.pathname;
    };

    return (address, { method = "GET", headers = {}, body: text } = {}) => {
      const url = new URL(address);
      const body = text === undefined ? null : JSON.parse(text);
      const [status, back] = answer(method, url, body, headers.Authorization);
      // Of a refusal the reason is shown, as some stores say it.
      const refused = status >= 400 && typeof back === "string" ? back : "";
      const shown = body && body.verb ? { object: body.object.id, result: body.result } : body;
      heard({
        call: method,
        name: asked(url, body),
        value: shown ? JSON.stringify(shown) : "",
        answer: refused || (back ? JSON.stringify(back) : words[status]),
        error: String(status),
        // What is asked for the first time is not there.
        refused: status >= 400 && method !== "GET",
      });
      return { status, words: refused || words[status], body: back && !refused ? JSON.stringify(back) : null };
    };
  };
})();
