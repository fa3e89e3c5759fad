// What a package keeps of a learner between two sessions, as one line of ASCII. The two forms are described in `src/output/lms/state.rs`.
//
// Here it is `{reading, read, answers, best, completed, passed}`: the key of a reading, a set of ids of pages, a map from the keys of questions to
// `{chosen, right}`, the best score in per cent or null, and what has been reached for good.
(() => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BITS = 6;

  const empty = () => ({ reading: "", read: new Set(), answers: new Map(), best: null, completed: false, passed: false });

  // A list of bits as so many digits; the first bit is the lowest one of the first digit.
  const pack = (bits, length) => {
    const digits = new Array(length).fill(0);
    for (const bit of bits) digits[Math.floor(bit / BITS)] += 2 ** (bit % BITS);
    return digits.map((digit) => DIGITS[digit]).join("");
  };

  const unpack = (text) => {
    const bits = [];
    for (let i = 0; i < text.length * BITS; i++) {
      const digit = DIGITS.indexOf(text[Math.floor(i / BITS)]);
      if (digit >= 0 && Math.floor(digit / 2 ** (i % BITS)) % 2 === 1) bits.push(i);
    }
    return bits;
  };

  // Of a question that is not answered by choosing, whether the answer was right is all that is kept: the first bit for a right one, the second for
  // a wrong one.
  const bitsOf = (question, { chosen, right }) => (question.form === "choice" ? chosen : [right ? 0 : 1]);

  const answerOf = (question, bits) => {
    const right = bits[0] === 0;
    if (question.form === "open") return { chosen: [right ? 1 : 0], right };
    // How a wrong order was is not known any more.
    if (question.form !== "choice") return { chosen: right ? question.right : null, right };
    const chosen = bits.filter((bit) => bit < question.options);
    return { chosen, right: chosen.length === question.right.length && chosen.every((bit) => question.right.includes(bit)) };
  };

  const chunks = (text, length) => {
    const found = [];
    for (let at = 0; at + length <= text.length; at += length) found.push(text.slice(at, at + length));
    return found;
  };

  // What has a key that begins so, if it is one alone.
  const finder = (all, keyOf, length) => {
    const found = new Map();
    for (const one of all) {
      const key = keyOf(one).slice(0, length);
      found.set(key, found.has(key) ? null : one);
    }
    return (key) => found.get(key) || null;
  };

  diglot.state = {
    empty,

    write: ({ pages, questions, state: { form, key, mask, digest } }, { reading, read, answers, best, completed, passed }) => {
      const end = `${best === null ? "" : best}${passed ? "p" : completed ? "c" : ""}`;
      if (form === 2) {
        const bits = pages.map(([id], i) => (read.has(id) ? i : -1)).filter((i) => i >= 0);
        const masks = questions.map((question) =>
          answers.has(question.key) ? pack(bitsOf(question, answers.get(question.key)), mask) : DIGITS[0].repeat(mask),
        );
        return `2;${reading};${digest};${pack(bits, Math.ceil(pages.length / BITS))};${masks.join("")};${end}`;
      }
      const ids = pages.filter(([id]) => read.has(id)).map(([, page]) => page.slice(0, key));
      const given = questions
        .filter((question) => answers.has(question.key))
        .map((question) => question.key.slice(0, key) + pack(bitsOf(question, answers.get(question.key)), mask));
      return `1;${reading};k${key}m${mask};${ids.join("")};${given.join("")};${end}`;
    },

    // What a version of the course, perhaps an earlier one, has written. What it knows nothing of is as if it had never been done.
    read: ({ pages, questions, state: plan }, text) => {
      const state = empty();
      const [form, reading, head, done, given, end] = String(text || "").split(";");
      if (end === undefined || (form !== "1" && form !== "2")) return state;
      state.reading = reading;
      const reached = /^(\d{0,3})([cp]?)$/.exec(end);
      if (reached) {
        state.best = reached[1] === "" ? null : Math.min(100, Number(reached[1]));
        state.passed = reached[2] === "p";
        state.completed = reached[2] !== "";
      }
      const answer = (question, digits) => {
        const bits = unpack(digits);
        if (question && bits.length > 0) state.answers.set(question.key, answerOf(question, bits));
      };
      if (form === "2") {
        if (head !== plan.digest) return state;
        for (const bit of unpack(done)) if (bit < pages.length) state.read.add(pages[bit][0]);
        chunks(given, plan.mask).forEach((digits, i) => {
          answer(questions[i], digits);
        });
        return state;
      }
      const lengths = /^k(\d)m(\d+)$/.exec(head);
      if (!lengths) return state;
      const [key, mask] = [Number(lengths[1]), Number(lengths[2])];
      const page = finder(pages, ([, own]) => own, key);
      const question = finder(questions, (one) => one.key, key);
      for (const one of chunks(done, key)) if (page(one)) state.read.add(page(one)[0]);
      for (const one of chunks(given, key + mask)) answer(question(one.slice(0, key)), one.slice(key));
      return state;
    },
  };
})();
