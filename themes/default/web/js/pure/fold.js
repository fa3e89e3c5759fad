// Full-width letters become narrow and capitals small. Every character keeps its length, so what is found in the folded text stands at the same
// place in the text itself.
diglot.fold = (text) =>
  text.replace(/[^ -@[-~\u3400-\u9fff]/g, (c) => {
    const folded = c.normalize("NFKC").toLowerCase();
    return folded.length === c.length ? folded : c;
  });
