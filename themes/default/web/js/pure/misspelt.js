// Words with a wrong letter.
(() => {
  const SHORTEST = 5;
  // A shorter word with another letter is most often another word: threat and treat, trail and train.
  const SAFE = 7;

  // Whether one letter more, less or other, or two exchanged, make `a` into the beginning of `b` that is as long, or into `b`. The first two letters are
  // right. In a short word only a letter may be doubled, or not be.
  const near = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i += 1;
    if (i < 2) return false;
    const rest = a.slice(i);
    if (a.length < SAFE) {
      return (a[i] === a[i - 1] && b.slice(i).startsWith(rest.slice(1))) || (b[i] === b[i - 1] && b.slice(i + 1).startsWith(rest));
    }
    return (
      b.slice(i + 1).startsWith(rest.slice(1)) ||
      b.slice(i).startsWith(rest.slice(1)) ||
      b.slice(i + 1).startsWith(rest) ||
      (rest.length > 1 && b.slice(i).startsWith(rest[1] + rest[0] + rest.slice(2)))
    );
  };

  // Whether a term is long enough to be told with a wrong letter.
  const long = (term) => !term.han && term.forms[0].length >= SHORTEST;

  // The terms with the words of a part of the index that may be meant. What words it has, it keeps.
  const widen = (terms, part) => {
    part.words = part.words || new Set(part.sections.flatMap(({ all }) => all.match(/[a-z\u00c0-\u024f]{4,}/g) || []));
    return terms.map((term) => {
      if (!long(term)) return term;
      const [word] = term.forms;
      const meant = (other) => Math.abs(other.length - word.length) < 4 && near(word, other);
      return Object.assign({}, term, {
        forms: [...term.forms, ...Array.from(part.words).filter((other) => meant(other) && !term.forms.includes(other))],
      });
    });
  };

  diglot.misspelt = { near, long, widen };
})();
