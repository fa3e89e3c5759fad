// How well a section of a page answers a query.
(() => {
  const { fold, query } = diglot;

  // What is there by the way, such as the lines of a dialogue, begins with a tab.
  const BY_THE_WAY = /^\t/gm;

  // A section with what the search looks at; `called` are the words by which others call a term. Only the first section of a page has no id: with it
  // the page is found by its name, which in others only adds to what is found.
  diglot.section = (id, page, heading, text, called = []) => ({
    page,
    heading,
    called,
    text: text.replace(BY_THE_WAY, ""),
    title: fold(heading || page),
    name: fold(page),
    others: called.map(fold),
    first: !id,
    all: fold([...(id ? [] : [page]), heading, text.replace(BY_THE_WAY, ""), ...called].join("\n")),
    // Without what is there by the way.
    told: fold(text.replace(/^\t.*\n?/gm, "")),
  });

  // What `n` places in so many characters count for: more of them more, but ever less, and more in a short text. One in a section of this length is 1.
  const LENGTH = 800;
  const density = (n, length) => (n * 2.2) / (n + 0.6 + (0.6 * length) / LENGTH);

  // Words in a title count most, all the more where it is nothing else, then those of the first section, which says what a page is about; what is said by the way counts least.
  const pointsOf = (section, term, strength) => {
    const title = Math.max(query.strength(section.title, term), ...section.others.map((word) => query.strength(word, term)));
    const told = query.strength(section.told, term) > 0;
    const body = density(Math.max(1, query.count(told ? section.told : section.all, term)), section.all.length);
    const alone = section.title === term.forms[0] ? 5 : 0;
    return alone + title * 20 + strength * 2 * body * (told ? 1 : 0.5) * (section.first ? 1.5 : 1);
  };

  // All words of one script must be there; those of `elsewhere` may stand in other sections of the page. What counts besides is all of them as they were
  // typed, `phrase`.
  diglot.score = (section, terms, phrase = "", elsewhere = []) => {
    const missing = { true: 0, false: 0 };
    const there = { true: 0, false: 0 };
    let points = 0;
    for (const term of terms) {
      const strength = query.strength(section.all, term);
      if (strength > 0) {
        there[term.han] += 1;
        points += pointsOf(section, term, strength);
      } else if (query.strength(section.name, term) === 0 && !elsewhere.includes(term)) {
        missing[term.han] += 1;
      }
    }
    if (terms.length > 1 && section.all.includes(phrase)) points += 20 * terms.length;
    return [true, false].some((han) => there[han] > 0 && missing[han] === 0) ? points : 0;
  };
})();
