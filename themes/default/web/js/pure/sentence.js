// How a hit is shown: in its sentence, with its words marked.
(() => {
  const LONGEST = 150;
  const BEFORE = 50;
  const { fold, query } = diglot;

  const isHalf = (c) => /[\udc00-\udfff]/.test(c);

  // A sentence with a part of a word says more than one with none.
  const some = (sentence, term) => (query.ranges(sentence, [term]).length > 0 ? 0.1 : 0);

  // The sentence with the most of the words; of a long one, the part around the first of them, cut neither within a word nor within a character
  // of two halves.
  diglot.sentence = (text, terms) => {
    let best = "";
    let most = -1;
    for (const sentence of text.match(/[^.!?。！？\n]+[.!?。！？]*[”’」』）)]*\s*/g) || [text]) {
      const low = fold(sentence);
      const count = terms.reduce((sum, term) => sum + (query.strength(low, term) || some(sentence, term)), 0);
      if (count > most) {
        most = count;
        best = sentence.trim();
      }
    }
    if (best.length <= LONGEST) return best;
    const [first] = query.ranges(best, terms);
    let from = Math.max(0, (first ? first[0] : 0) - BEFORE);
    while (from > 0 && (query.isLetter(best[from - 1]) || isHalf(best[from]))) from -= 1;
    let to = Math.min(best.length, from + LONGEST);
    while (to < best.length && (query.isLetter(best[to]) || isHalf(best[to]))) to += 1;
    return (from > 0 ? "…" : "") + best.slice(from, to).trim() + (to < best.length ? "…" : "");
  };

  // A text in pieces: `[words, whether they were looked for]`.
  diglot.pieces = (text, terms) => {
    const pieces = [];
    let at = 0;
    for (const [from, to] of query.ranges(text, terms)) {
      if (from < at) continue;
      pieces.push([text.slice(at, from), false], [text.slice(from, to), true]);
      at = to;
    }
    return [...pieces, [text.slice(at), false]].filter(([words]) => words);
  };
})();
