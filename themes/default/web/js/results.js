// What the search has found: a list for each kind of page, with the sentence that has the words; and the keys to go through it.
(function () {
  "use strict";
  var diglot = window.diglot;
  var dialog = document.querySelector("dialog.search");
  var input = dialog.querySelector("input");
  var status = dialog.querySelector(".search-status");
  var list = dialog.querySelector(".search-results");
  var words = diglot.words[document.documentElement.lang];

  // So many hits of a kind are shown, and so many more each time that more are wanted.
  var FIRST = 5;
  var MORE = 50;
  var SENTENCE = 150;
  // While a long course is being read, the list changes so often at most.
  var PAUSE = 250;

  function marked(className, text, terms) {
    var element = diglot.make("span", className);
    var from = 0;
    diglot.find.ranges(text, terms).forEach(function (range) {
      if (range[0] < from) return;
      element.append(text.slice(from, range[0]), diglot.make("mark", "", text.slice(range[0], range[1])));
      from = range[1];
    });
    element.append(text.slice(from));
    return element;
  }

  // The sentence with the most of the words; of a long one, the part around the first of them.
  function sentence(text, terms) {
    var sentences = text.match(/[^.!?。！？\n]+[.!?。！？]*[”’」』）)]*\s*/g) || [text];
    var best = sentences[0] || "";
    var most = 0;
    sentences.forEach(function (candidate) {
      var low = diglot.fold(candidate);
      var count = terms.filter((term) => diglot.find.has(low, term)).length;
      if (count > most) {
        most = count;
        best = candidate;
      }
    });
    best = best.trim();
    if (best.length <= SENTENCE) return best;
    var first = diglot.find.ranges(best, terms)[0];
    var from = Math.max(0, (first ? first[0] : 0) - 50);
    // Not within a word.
    while (from > 0 && isLetter(best, from - 1)) from -= 1;
    var to = Math.min(best.length, from + SENTENCE);
    while (to < best.length && isLetter(best, to)) to += 1;
    return (from > 0 ? "…" : "") + best.slice(from, to).trim() + (to < best.length ? "…" : "");
  }

  function isLetter(text, at) {
    return diglot.find.letter.test(diglot.fold(text.charAt(at)));
  }

  function result(hit, tag) {
    var section = hit.section;
    var item = diglot.make("li");
    var link = diglot.make("a");
    link.href = section.href;
    link.lang = tag;
    link.append(marked("result-page", section.page, hit.terms));
    if (section.heading) link.append(marked("result-heading", section.heading, hit.terms));
    link.append(marked("result-text", sentence(section.text, hit.terms), hit.terms));
    item.append(link);
    return item;
  }

  // How many hits are shown of each group that was asked for more.
  var shown = {};

  // One list for each kind of page; the kind with the best hit comes first.
  function show(index, hits) {
    var groups = new Map();
    hits.sort((a, b) => b.points - a.points || a.section.order - b.section.order);
    hits.forEach(function (hit) {
      var number = hit.section.group;
      if (!groups.has(number)) groups.set(number, []);
      groups.get(number).push(hit);
    });
    groups.forEach(function (hits, number) {
      var head = diglot.make("p", "result-group", index.groups[number]);
      head.lang = index.tag;
      head.id = "results-" + index.tag + "-" + number;
      head.append(" ", diglot.make("span", "result-count", String(hits.length)));
      var results = diglot.make("ol");
      results.setAttribute("aria-labelledby", head.id);
      list.append(head, results);
      add(shown[head.id] || FIRST);

      // Shows up to `most` hits, and a button for more. Gives back the first that is new.
      function add(most) {
        var from = results.childElementCount;
        results.append(...hits.slice(from, most).map((hit) => result(hit, index.tag)));
        if (hits.length <= most) return results.children[from];
        var rest = Math.min(hits.length - most, MORE);
        var more = diglot.button("result-more", diglot.fill(words.searchMore, { n: rest }), function () {
          more.remove();
          shown[head.id] = most + rest;
          add(most + rest).querySelector("a").focus();
        });
        results.after(more);
        return results.children[from];
      }
    });
  }

  // Shows all of it anew. The focus stays on what it was on.
  function render(found) {
    var focused = list.contains(document.activeElement) && document.activeElement.href;
    list.textContent = "";
    found.forEach(function (part) {
      if (part.hits.size === 0) return;
      if (!part.index.own) {
        var language = (diglot.words[part.index.tag] || words).language;
        list.append(diglot.make("p", "result-other", diglot.fill(words.searchOther, { language: language })));
      }
      show(part.index, Array.from(part.hits.values()));
    });
    if (focused) Array.from(list.querySelectorAll("a")).forEach((link) => link.href === focused && link.focus());
  }

  var query = "";
  var number = 0;

  function search() {
    if (input.value === query) return;
    query = input.value;
    number += 1;
    shown = {};
    var mine = number;
    var drawn = 0;
    status.textContent = "";
    if (query.trim() === "") list.textContent = "";
    diglot.find.search(
      query,
      () => mine === number,
      function (found, done) {
        var count = found.reduce((sum, part) => sum + part.hits.size, 0);
        // What was found for an earlier query stays until there is something new.
        if (!done && (count === 0 || performance.now() - drawn < PAUSE)) return;
        render(found);
        drawn = performance.now();
        list.setAttribute("aria-busy", String(!done));
        if (!done || query.trim() === "") return;
        status.textContent = count ? diglot.fill(words.searchResults, { n: count }) : words.searchNothing;
      },
    );
  }

  // Keys: down and up go through the results, Enter opens the first one.
  dialog.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (links.length === 0 || (at < 0 && event.target !== input)) return;
      event.preventDefault();
      var next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) input.focus();
      else if (next < links.length) links[next].focus();
    } else if (event.key === "Enter" && event.target === input && !event.isComposing && links[0]) {
      event.preventDefault();
      links[0].click();
    }
  });

  // While Chinese is being composed, the letters of its sounds are not what is looked for.
  input.addEventListener("input", function (event) {
    if (!event.isComposing) search();
  });
  input.addEventListener("compositionend", search);
  // What the first words will need.
  diglot.indexes.forEach((index) => index.own && index.part(0));
  search();
})();
