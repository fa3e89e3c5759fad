// Other ways to write a word that is looked for, none of which is another word: of one instead of many, with a hyphen or without, Chinese in the
// words that it consists of.
(() => {
  // What somebody types around the words that matter.
  const PARTICLES = new Set(
    "怎么 怎样 怎么样 如何 什么 为什么 哪些 哪个 是否 可以 应该 的 地 得 了 吗 呢 吧 与 和 或 及 着 一下 在 是 要 会 该 有 被 把 对 我 你 您 他".split(
      " ",
    ),
  );
  const segmenter = typeof Intl === "object" && Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

  const pairs = (word) => {
    const letters = Array.from(word);
    const found = [];
    // Of an odd number the last three stay together.
    while (letters.length > 3) found.push(letters.splice(0, 2).join(""));
    return [...found, letters.join("")];
  };

  // The words of a run of Chinese; none when it is a single one.
  const han = (word) => {
    const segments = segmenter ? Array.from(segmenter.segment(word), ({ segment }) => segment) : [word];
    const all = segments.flatMap((segment) => (segment.length > 3 ? pairs(segment) : [segment]));
    const found = all.filter((part) => !PARTICLES.has(part));
    return found.length > 0 && found[0] !== word ? found : [];
  };

  // One of many. What is too short to be told, or ends as no plural does, has no such form.
  const singular = (word) => {
    if (word.length < 5 || /(?:ss|us|is)$/.test(word)) return [];
    if (word.endsWith("'s")) return [word.slice(0, -2)];
    if (word.endsWith("ies")) return [`${word.slice(0, -3)}y`];
    if (/(?:ch|sh|ss|x|z)es$/.test(word)) return [word.slice(0, -2)];
    return word.endsWith("s") ? [word.slice(0, -1)] : [];
  };

  const forms = (word) => {
    const apart = word.includes("-") ? [word.replace(/-/g, ""), word.replace(/-/g, " ")] : [];
    return [...apart, ...singular(word)];
  };

  // The words between hyphens, unless one is a mere letter or two (e-mail).
  const joined = (word) => (word.includes("-") && word.split("-").every((part) => part.length > 2) ? word.split("-") : []);

  const DIGITS = "一二三四五六七八九";

  // As an index writes it: 第3步 for 第三步.
  const ordinals = (word) => {
    const written = word.replace(/第([一二三四五六七八九])?(十)?([一二三四五六七八九])?/g, (whole, tens, ten, ones) => {
      const digit = (c) => DIGITS.indexOf(c || "-") + 1;
      const number = ten ? 10 * (digit(tens) || 1) + digit(ones) : digit(tens);
      return number ? `第${number}` : whole;
    });
    return written === word ? [] : [written];
  };

  // What a word begins with, whatever its ending: negotiat- of negotiate and negotiation, nod of nodded.
  const stems = (word) => {
    const stem = word.replace(/(?:ing|ed|ions?|es?|ers?)$/, "");
    if (stem === word || stem.length < 3) return [];
    const single = stem.replace(/([bdgklmnprt])\1$/, "$1");
    return stem.length > 3 ? [stem, single] : [single];
  };

  // A word in two, at each of its letters: role play for roleplay.
  const apart = (word) =>
    word.length < 6 ? [] : Array.from({ length: word.length - 3 }, (_, n) => `${word.slice(0, n + 2)} ${word.slice(n + 2)}`);

  // The terms with what may be meant where nobody wrote them so.
  const freely = (terms) =>
    terms.map((term) => {
      if (term.han) return term;
      const [word] = term.forms;
      const parts = word.split("-").filter((part) => part.length > 3);
      return Object.assign({}, term, { forms: [...term.forms, ...parts, ...[word, ...parts].flatMap(stems), ...apart(word)] });
    });

  // The terms with the words of a part of the index that are written with a hyphen, where the query has none.
  const hyphened = (terms, part) => {
    part.compounds = part.compounds || compounds(part.sections);
    return terms.map((term) => {
      const [word] = term.forms;
      if (term.han || word.length < 4) return term;
      const written = part.compounds.filter(([joined]) => joined.startsWith(word)).map(([, written]) => written);
      return written.length > 0 ? Object.assign({}, term, { forms: [...term.forms, ...written] }) : term;
    });
  };

  // Each word with a hyphen as it would be without: `[email, e-mail]`.
  const compounds = (sections) => {
    const found = new Set(sections.flatMap(({ all }) => all.match(/[a-z0-9\u00c0-\u024f]+(?:-[a-z0-9\u00c0-\u024f]+)+/g) || []));
    return Array.from(found, (written) => [written.replace(/-/g, ""), written]);
  };

  diglot.variants = { han, forms, joined, hyphened, ordinals, freely };
})();
