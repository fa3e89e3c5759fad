// What the search has found: a list for each kind of page, with the sentence that has the words.
(() => {
  const { button, fill, make, pieces, query, sentence } = diglot;
  const list = document.querySelector(".search-results");
  const words = diglot.words[document.documentElement.lang];

  // So many hits of a kind are shown, and so many more each time that more are wanted.
  const FIRST = 5;
  const MORE = 50;

  // How many hits are shown of each group that was asked for more.
  let shown = {};

  const marked = (className, text, terms) => {
    const element = make("span", className);
    element.append(...pieces(text, terms).map(([words, found]) => (found ? make("mark", "", words) : words)));
    return element;
  };

  // Of a term that was found by a word that the glossary does not use, that word with the one to use; else the sentence that has the words.
  const about = ({ section, terms }, tag) => {
    const has = (text) => terms.some((term) => query.strength(text, term) > 0);
    const n = has(section.title) ? -1 : section.others.findIndex(has);
    if (n < 0) return sentence(section.text, terms);
    const { searchSee } = diglot.words[tag] || words;
    return `${section.called[n]} · ${fill(searchSee, { title: section.heading })}`;
  };

  const result = ({ section, terms }, tag) => {
    const item = make("li");
    const link = make("a");
    link.href = section.href;
    link.lang = tag;
    link.append(marked("result-page", section.page, terms));
    if (section.heading) link.append(marked("result-heading", section.heading, terms));
    link.append(marked("result-text", about({ section, terms }, tag), terms));
    item.append(link);
    return item;
  };

  const showGroup = (index, number, hits) => {
    const head = make("p", "result-group", index.groups[number]);
    head.lang = index.tag;
    head.id = `results-${index.tag}-${number}`;
    head.append(" ", make("span", "result-count", String(hits.length)));
    const results = make("ol");
    results.setAttribute("aria-labelledby", head.id);
    list.append(head, results);

    // Shows up to `most` hits, and a button for more. Gives back the first that is new.
    const add = (most) => {
      const from = results.childElementCount;
      results.append(...hits.slice(from, most).map((hit) => result(hit, index.tag)));
      const rest = Math.min(hits.length - most, MORE);
      if (rest > 0) {
        const more = button("result-more", fill(words.searchMore, { n: rest }), () => {
          more.remove();
          shown[head.id] = most + rest;
          add(most + rest)
            .querySelector("a")
            .focus();
        });
        results.after(more);
      }
      return results.children[from];
    };
    add(shown[head.id] || FIRST);
  };

  // One list for each kind of page; the kind with the best hit comes first.
  const showIndex = (index, hits) => {
    const groups = new Map();
    for (const hit of hits.sort((a, b) => b.points - a.points || a.section.order - b.section.order)) {
      const { group } = hit.section;
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(hit);
    }
    for (const [number, hits] of groups) showGroup(index, number, hits);
  };

  diglot.results = {
    forget: () => {
      shown = {};
    },
    clear: () => {
      list.textContent = "";
    },
    links: () => Array.from(list.querySelectorAll("a")),

    // Shows all of it anew; `done` says whether that is all. The focus stays on what it was on.
    show: (found, done) => {
      const focused = list.contains(document.activeElement) && document.activeElement.href;
      list.textContent = "";
      list.setAttribute("aria-busy", String(!done));
      for (const { index, hits } of found.filter(({ hits }) => hits.size > 0)) {
        if (!index.own) {
          const { language } = diglot.words[index.tag] || words;
          list.append(make("p", "result-other", fill(words.searchOther, { language })));
        }
        showIndex(index, Array.from(hits.values()));
      }
      const link = focused && diglot.results.links().find(({ href }) => href === focused);
      if (link) link.focus();
    },
  };
})();
