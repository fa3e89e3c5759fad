// What is looked for, and where a text has it: words of an alphabet where a word begins, Chinese anywhere.
//
// A term is a word of the query, `{han, forms}`: whether it is Chinese, and what may stand for it. Texts are folded, but for those of `ranges`.
(() => {
  const HAN = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{33fff}]/u;
  const WORDS = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{33fff}]+|[a-z0-9\u00c0-\u024f]+/gu;
  const LETTER = /[a-z0-9\u00c0-\u024f]/;
  const { fold } = diglot;

  const parse = (query) => (fold(query).match(WORDS) || []).map((word) => ({ han: HAN.test(word), forms: [word] }));

  // Where a form of a word stands in a text, or -1.
  const find = (text, form, han, from) => {
    let at = text.indexOf(form, from);
    while (!han && at > 0 && LETTER.test(text[at - 1])) at = text.indexOf(form, at + 1);
    return at;
  };

  const has = (text, term) => term.forms.some((form) => find(text, form, term.han, 0) >= 0);

  // The ranges of a text that the words cover, from left to right, the longer of two that begin together first.
  const ranges = (text, terms) => {
    const low = fold(text);
    const found = [];
    for (const { forms, han } of terms) {
      for (const form of forms) {
        for (let at = find(low, form, han, 0); at >= 0; at = find(low, form, han, at + form.length)) found.push([at, at + form.length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };

  diglot.query = { parse, has, ranges, isLetter: (c) => LETTER.test(fold(c)) };
})();
