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
    // Characters alone are in every text.
    return found[0] !== word && found.some((part) => part.length > 1) ? found : [];
  };

  // One of many. What is too short to be told, or ends as no plural does, has no such form.
  const singular = (word) => {
    if (word.length < 5 || /(?:ss|us|is)$/.test(word)) return [];
    if (word.endsWith("'s")) return [word.slice(0, -2)];
    if (word.endsWith("ies")) return [`${word.slice(0, -3)}y`];
    if (/(?:ch|sh|ss|x|z)es$/.test(word)) return [word.slice(0, -2)];
    return word.endsWith("s") ? [word.slice(0, -1)] : [];
  };

  // What French joins to the word behind it: l'accueil, jusqu'au.
  const ELIDED = /^(?:[cdjlmnst]|(?:jus|lors|puis)?qu)'(?=.{3})/;

  // As keyboards without these letters write them: strasse, coeur.
  const ligatures = (word) => {
    const written = [word.replace(/ss/g, "ß"), word.replace(/oe/g, "œ"), word.replace(/ae/g, "æ")];
    return written.filter((other) => other !== word);
  };

  const forms = (word) => {
    const apart = word.includes("-") ? [word.replace(/-/g, ""), word.replace(/-/g, " ")] : [];
    const whole = ELIDED.test(word) ? [word.replace(ELIDED, "")] : [];
    return [...apart, ...whole, ...ligatures(word), ...singular(word)];
  };

  // Another word for all that looks like an ending.
  const WHOLE = new Set(["evening", "news"]);

  const bases = (word) => {
    const found = [word];
    const stem = word.replace(/(?:ing|ed|es|s)$/, "");
    if (stem !== word && stem.length > 2 && /[aeiouy]/.test(stem) && !/ss$/.test(word) && !WHOLE.has(word)) {
      found.push(stem, `${stem}e`);
      if (/([bdgklmnprt])\1$/.test(stem)) found.push(stem.slice(0, -1));
      if (/i(?:ed|es)$/.test(word)) found.push(`${stem.slice(0, -1)}y`);
    }
    return found;
  };

  const endings = (base) => {
    if (base.endsWith("e")) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
    if (/[^aeiou]y$/.test(base)) return [base, `${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`, `${base}ing`];
    const double = /[aeiou][bdgklmnprt]$/.test(base) ? base + base.slice(-1) : base;
    return [base, `${base}s`, `${base}es`, `${base}ed`, `${base}ing`, `${double}ed`, `${double}ing`];
  };

  // As the other side of the Atlantic writes it.
  const spelt = (word) => {
    const other = word.replace(/is(?=(?:e|es|ed|ing|ation|ations)$)/, "iz");
    return other === word ? word.replace(/iz(?=(?:e|es|ed|ing|ation|ations)$)/, "is") : other;
  };

  // A word of English with other endings, each to be found as a whole: shout, shouts and shouted for shouting, apologise for apologize.
  const inflected = (word) => {
    if (!/^[a-z]{4,}$/.test(word)) return [];
    const words = new Set([word, spelt(word)].flatMap(bases).flatMap(endings));
    words.delete(word);
    return Array.from(words);
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

  diglot.variants = { han, forms, inflected, joined, hyphened, ordinals, freely };
})();
