// How well a section of a page answers a query.
(() => {
  const { fold, query } = diglot;

  // A section with what the search looks at. Only the first section of a page has no id: with it the page is found by its name, which in others
  // only adds to what is found.
  diglot.section = (id, page, heading, text) => ({
    page,
    heading,
    text,
    title: fold(heading || page),
    name: fold(page),
    all: fold(`${id ? "" : `${page}\n`}${heading}\n${text}`),
  });

  // All words of one script must be there; those of `elsewhere` may stand in other sections of the page. Words in a title count most, and so do all
  // of them as they were typed, `phrase`.
  diglot.score = (section, terms, phrase = "", elsewhere = []) => {
    const missing = { true: 0, false: 0 };
    const there = { true: 0, false: 0 };
    let points = 0;
    for (const term of terms) {
      const strength = query.strength(section.all, term);
      if (strength > 0) {
        there[term.han] += 1;
        points += Math.max(query.strength(section.title, term) * 20, strength * 2);
      } else if (query.strength(section.name, term) === 0 && !elsewhere.includes(term)) {
        missing[term.han] += 1;
      }
    }
    if (terms.length > 1 && section.all.includes(phrase)) points += 20 * terms.length;
    return [true, false].some((han) => there[han] > 0 && missing[han] === 0) ? points : 0;
  };
})();
