// How the search goes through the indexes: those of the page's own languages first, the other ones when these have nothing.
(() => {
  // So many milliseconds may pass before the browser gets its turn.
  const TURN = 12;
  const { fold, misspelt, pinyin, query, score, variants } = diglot;

  // Looks for what was typed. An index is `{own, part}`, where `part(n)` resolves to its n-th part, `{sections}`, or to null behind the last one.
  // `report` gets what has been found so far, `{index, hits, similar}` for each index that was asked, and whether that is all; as soon as `wanted` says
  // no, it hears nothing more.
  diglot.search = async (indexes, words, wanted, report) => {
    const terms = query.parse(words);
    const phrase = fold(words.normalize("NFC").trim());
    const found = [];
    let since = performance.now();

    const ask = async (index) => {
      // By address: a page is found by its name before its text is there.
      const hits = new Map();
      const answer = { index, hits };
      found.push(answer);

      const look = (part, terms, weight) => {
        for (const section of part.sections) {
          const points = score(section, terms, phrase) * weight;
          const earlier = hits.get(section.href);
          if (points > 0 && (!earlier || earlier.section.bare)) hits.set(section.href, { section, points, terms });
        }
      };

      // The best section of each page that has all words, if not in one section.
      const lookInPages = (part, terms) => {
        const pages = new Map();
        for (const section of part.sections) {
          const page = section.href.replace(/#.*/, "");
          if (!pages.has(page)) pages.set(page, []);
          pages.get(page).push(section);
        }
        for (const sections of pages.values()) {
          const there = terms.filter((term) => sections.some(({ all }) => query.strength(all, term) > 0));
          if (there.length < 2) continue;
          const scored = sections.map((section) => ({ section, points: score(section, terms, phrase, there) / 2, terms }));
          const best = scored.reduce((best, hit) => (hit.points > best.points ? hit : best));
          if (best.points > 0) hits.set(best.section.href, best);
        }
      };

      const pass = async (act) => {
        for (let n = 0; wanted(); n++) {
          const part = await index.part(n);
          if (!part) return;
          act(part);
          if (performance.now() - since < TURN) continue;
          if (wanted()) report(found, false);
          await new Promise((resolve) => setTimeout(resolve));
          since = performance.now();
        }
      };

      await pass((part) => look(part, variants.hyphened(terms, part), 1));
      if (hits.size === 0 && index.pinyin) await pass((part) => look(part, pinyin.terms(words, part, index), 1));
      if (hits.size === 0 && terms.length > 1) await pass((part) => lookInPages(part, variants.hyphened(terms, part)));
      if (hits.size === 0) await pass((part) => look(part, variants.freely(terms), 1 / 2));
      // Only what nobody wrote may have a wrong letter: *threat* is not *treat* where there are threats.
      if (hits.size === 0 && terms.some(misspelt.long)) {
        await pass((part) => look(part, misspelt.widen(terms, part), 1 / 4));
        answer.similar = hits.size > 0;
      }
    };

    if (terms.length > 0) {
      for (const index of indexes) if (index.own) await ask(index);
      // A query in two scripts speaks to two languages; one without an answer is asked everywhere.
      const mixed = terms.some((term) => term.han) && terms.some((term) => !term.han);
      const nothing = found.every(({ hits }) => hits.size === 0);
      if (mixed || nothing) for (const index of indexes) if (!index.own) await ask(index);
    }
    if (wanted()) report(found, true);
  };
})();
