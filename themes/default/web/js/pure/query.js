// What is looked for, and where a text has it: words of an alphabet where a word begins, Chinese anywhere.
//
// A term is a word of the query, `{han, forms, whole, parts}`: whether it is Chinese, what may stand for it, as it was typed first, what may stand for it
// as a whole word alone, and the words that it consists of, which together may stand for it, too. Texts are folded, but for those of `ranges`.
(() => {
  const CHARACTER = "[\\u2e80-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{33fff}]";
  // Of any alphabet, with the signs that some letters have above or below.
  const OTHER = `(?:(?!${CHARACTER})[\\p{L}\\p{N}\\p{M}])`;
  const HAN = new RegExp(CHARACTER, "u");
  const LETTER = new RegExp(OTHER, "u");
  const WORDS = new RegExp(`${CHARACTER}+|${OTHER}+(?:['-]${OTHER}+)*`, "gu");
  // How much a text has of a term: as it was typed, in another form, or its parts alone, near each other or apart.
  const TYPED = 1;
  const FORM = 0.8;
  const PARTS = 0.4;
  const APART = 0.2;
  // So many characters away from each other parts are near.
  const NEAR = 16;
  const { fold, variants } = diglot;

  const term = (word) => {
    const han = HAN.test(word);
    if (han) return { han, forms: [word, ...variants.ordinals(word)], whole: [], parts: variants.han(word) };
    return { han, forms: [word, ...variants.forms(word)], whole: variants.inflected(word), parts: variants.joined(word) };
  };

  const parse = (query) => (fold(query.normalize("NFC")).match(WORDS) || []).map(term);

  // Where a form of a word stands in a text, or -1.
  const find = (text, form, han, from) => {
    let at = text.indexOf(form, from);
    while (!han && at > 0 && LETTER.test(text[at - 1])) at = text.indexOf(form, at + 1);
    return at;
  };

  // As `find`, where a word ends with the form, too.
  const findWhole = (text, form, from) => {
    let at = find(text, form, false, from);
    while (at >= 0 && LETTER.test(text[at + form.length] || "")) at = find(text, form, false, at + 1);
    return at;
  };

  // How often a text has a term, other than by its parts.
  const count = (text, { han, forms, whole }) => {
    let found = 0;
    for (const form of forms) for (let at = find(text, form, han, 0); at >= 0; at = find(text, form, han, at + form.length)) found += 1;
    for (const form of whole) for (let at = findWhole(text, form, 0); at >= 0; at = findWhole(text, form, at + form.length)) found += 1;
    return found;
  };

  // Whether the parts of a word stand near the first of them.
  const together = (text, [first, ...others], han) => {
    for (let at = find(text, first, han, 0); at >= 0; at = find(text, first, han, at + 1)) {
      const around = text.slice(Math.max(0, at - NEAR), at + first.length + NEAR);
      if (others.every((other) => around.includes(other))) return true;
    }
    return false;
  };

  const strength = (text, { forms, whole, han, parts }) => {
    const there = (form) => find(text, form, han, 0) >= 0;
    if (there(forms[0])) return TYPED;
    if (forms.slice(1).some(there) || whole.some((form) => findWhole(text, form, 0) >= 0)) return FORM;
    if (parts.length === 0 || !parts.every(there)) return 0;
    return together(text, parts, han) ? PARTS : APART;
  };

  // The ranges of a text that the words cover, from left to right, the longer of two that begin together first.
  const ranges = (text, terms) => {
    const low = fold(text);
    const found = [];
    for (const { forms, whole, han, parts } of terms) {
      for (const form of whole) {
        for (let at = findWhole(low, form, 0); at >= 0; at = findWhole(low, form, at + form.length)) found.push([at, at + form.length]);
      }
      for (const form of forms.concat(parts)) {
        for (let at = find(low, form, han, 0); at >= 0; at = find(low, form, han, at + form.length)) found.push([at, at + form.length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };

  diglot.query = { parse, strength, count, ranges, isLetter: (c) => LETTER.test(fold(c)) };
})();
