// What the search looks in: for each language the sections of its pages, in one file or, for a long course, in several.
//
// The files are scripts, because a page from a disk may not fetch. They are loaded one after the other, a few ahead of the one at hand.
(function () {
  "use strict";
  var diglot = window.diglot;
  var root = document.documentElement;
  var langs = root.dataset.langs.split(" ");
  var AHEAD = 3;

  // Full-width letters become narrow and capitals small. Every character keeps its length, so what is found here stands at the same place there.
  diglot.fold = function (text) {
    return text.replace(/[^ -@[-~\u3400-\u9fff]/g, function (c) {
      var folded = c.normalize("NFKC").toLowerCase();
      return folded.length === c.length ? folded : c;
    });
  };

  // A file that cannot be loaded holds nothing.
  function load(path, key) {
    return new Promise(function (resolve) {
      var script = diglot.load(path);
      script.onload = script.onerror = function () {
        resolve(window.diglotIndex && window.diglotIndex[key]);
      };
    });
  }

  // `place` is where the page names this language: the first ones are its own.
  function Index(tag, path, place) {
    var index = this;
    var files = [];
    var opened = null;
    var order = 0;
    index.tag = tag;
    index.own = place < langs.length;
    index.groups = [];

    // The sections of file `n` with what was made of them, or null behind the last one.
    index.part = async function (n) {
      opened = opened || open();
      var table = await opened;
      index.groups = table.groups;
      for (var next = n; next <= Math.min(n + AHEAD, table.files.length - 1); next++) files[next] = files[next] || read(table, next);
      return files[n] || null;
    };

    // The directory with what the first of its files holds. It has the same name for ever, so the browser must not take it from its cache.
    async function open() {
      var table = (await load(path + "?" + Date.now(), tag)) || { groups: [], files: [] };
      var content = (table.files.length > 0 && (await load(table.files[0], tag + "/0"))) || { pages: [], sections: [] };
      return Object.assign(table, content);
    }

    async function read(table, n) {
      var sections = table.sections;
      var long = table.files.length > 1;
      if (n > 0) sections = (await load(table.files[n], tag + "/" + n)) || [];
      // Until the text of a page is there, its name can be found.
      else if (long) sections = table.pages.map((page, number) => [number, "", "", ""]);
      var bare = n === 0 && long;
      return { sections: sections.map((section) => sectionOf(table, section, bare)), words: null };
    }

    function sectionOf(table, section, bare) {
      var page = table.pages[section[0]];
      var glossary = page[0] === table.groups.length - 2;
      // On a page with two languages, the ids of the second one carry its name.
      var prefix = index.own && place > 0 && !glossary ? langs[place] + "-" : "";
      order += 1;
      return {
        group: page[0],
        href: root.dataset.root + (index.own ? root.dataset.reading : table.reading) + "/" + page[1] + (section[1] ? "#" + encodeURIComponent(prefix + section[1]) : ""),
        page: page[2],
        heading: section[2],
        text: section[3],
        order: order,
        // Whether this is but the name of a page.
        bare: bare,
        title: diglot.fold(section[2] || page[2]),
        name: diglot.fold(page[2]),
        // A page's name is found with its first section; elsewhere it only adds to what is found.
        all: diglot.fold((section[1] ? "" : page[2] + "\n") + section[2] + "\n" + section[3]),
      };
    }
  }

  // Those of the page's own languages come first.
  diglot.indexes = document
    .querySelector("[data-indexes]")
    .dataset.indexes.split(" ")
    .map(function (pair, place) {
      var at = pair.indexOf("=");
      return new Index(pair.slice(0, at), pair.slice(at + 1), place);
    });
})();
