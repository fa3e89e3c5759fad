// Full-width letters become narrow, capitals small, and accents fall away. Every character keeps its length, so what is found in the folded text
// stands at the same place in the text itself.
(() => {
  // What a keyboard writes for these, that Unicode does not fold.
  const TYPED = { "’": "'", "‘": "'", "‐": "-", "‑": "-" };

  diglot.fold = (text) =>
    text.replace(/[^ -@[-~\u3041-\u30ff\u3400-\u9fff]/g, (c) => {
      const folded = TYPED[c] || c.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      return folded.length === c.length ? folded : c;
    });
})();
