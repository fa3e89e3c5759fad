// What the search looks in: for each language the sections of its pages, in one file or, for a long course, in several.
//
// The files are scripts, because a page from a disk may not fetch. They are loaded one after the other, a few ahead of the one at hand.
(() => {
  const { indexes } = document.querySelector("[data-indexes]").dataset;
  const { root, reading, langs } = document.documentElement.dataset;
  const tags = langs.split(" ");
  const AHEAD = 3;

  // `place` is where the page names this language: the first ones are its own.
  const indexOf = (tag, path, place) => {
    const index = { tag, own: place < tags.length, groups: [] };
    const files = [];
    let opened = null;
    let order = 0;

    // The sections of file `n` with what was made of them, or null behind the last one.
    index.part = async (n) => {
      opened = opened || open();
      const table = await opened;
      index.groups = table.groups;
      index.pinyin = table.pinyin;
      for (let next = n; next <= Math.min(n + AHEAD, table.files.length - 1); next++) files[next] = files[next] || read(table, next);
      return files[n] || null;
    };

    // The directory with what the first of its files holds; a file that cannot be loaded holds nothing. The directory has the same name for ever,
    // so the browser must not take it from its cache.
    const open = async () => {
      const table = (await diglot.data(`${path}?${Date.now()}`, tag)) || { groups: [], files: [] };
      const content = table.files.length > 0 && (await diglot.data(table.files[0], `${tag}/0`));
      return Object.assign(table, content || { pages: [], sections: [] });
    };

    const read = async (table, n) => {
      const long = table.files.length > 1;
      const bare = n === 0 && long;
      let { sections } = table;
      if (n > 0) sections = (await diglot.data(table.files[n], `${tag}/${n}`)) || [];
      // Until the text of a page is there, its name can be found.
      else if (long) sections = table.pages.map((_, number) => [number, "", "", ""]);
      return { sections: sections.map((section) => sectionOf(table, section, bare)) };
    };

    // `bare` is the name of a page without its text.
    const sectionOf = (table, [number, id, heading, text, called], bare) => {
      const [group, path, page] = table.pages[number];
      const glossary = group === table.groups.length - 2;
      // On a page with two languages, the ids of the second one carry its name.
      const prefix = index.own && place > 0 && !glossary ? `${tags[place]}-` : "";
      const href = `${root}${index.own ? reading : table.reading}/${path}${id && `#${encodeURIComponent(prefix + id)}`}`;
      order += 1;
      const section = Object.assign(diglot.section(id, page, heading, text, called), { group, href, order, bare });
      // The name of the front page is that of the course, which says nothing of what is there.
      return group === table.groups.length - 1 && !heading ? Object.assign(section, { title: "" }) : section;
    };

    return index;
  };

  // Those of the page's own languages come first.
  diglot.indexes = indexes.split(" ").map((pair, place) => {
    const at = pair.indexOf("=");
    return indexOf(pair.slice(0, at), pair.slice(at + 1), place);
  });
})();
