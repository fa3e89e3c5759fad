// The search itself: loaded when it is first opened, together with the indexes of the page's languages.
//
// Words of an alphabet are found by their beginnings and, when little is found, with one letter wrong; Chinese is found anywhere. A query in
// both finds what has either, best what has both. When nothing is found in the page's languages, the other ones are asked.
(function () {
  "use strict";
  var diglot = window.diglot;
  var root = document.documentElement;
  var dialog = document.querySelector("dialog.search");
  var input = dialog.querySelector("input");
  var status = dialog.querySelector(".search-status");
  var list = dialog.querySelector(".search-results");
  var words = diglot.words[root.lang];
  var langs = root.dataset.langs.split(" ");

  var IN_A_GROUP = 5;
  // With fewer hits than this a word may have a wrong letter.
  var FEW = 3;
  var LONG_WORD = 5;
  var SENTENCE = 150;

  var HAN = /[\u2e80-\u9fff\uf900-\ufaff]|[\ud840-\ud88f][\udc00-\udfff]/;
  var TOKENS = /[\u2e80-\u9fff\uf900-\ufaff\ud840-\ud88f\udc00-\udfff]+|[a-z0-9\u00c0-\u024f]+/g;
  var LETTER = /[a-z0-9\u00c0-\u024f]/;

  // Full-width letters become narrow and capitals small. Every character keeps its length, so what is found here stands at the same place there.
  function fold(text) {
    return text.replace(/[^ -@[-~\u3400-\u9fff]/g, function (c) {
      var folded = c.normalize("NFKC").toLowerCase();
      return folded.length === c.length ? folded : c;
    });
  }

  // Indexes

  // By language tag: the address of the script, and what came of it.
  var indexes = {};
  var order = document
    .querySelector("[data-indexes]")
    .dataset.indexes.split(" ")
    .map(function (pair) {
      var at = pair.indexOf("=");
      indexes[pair.slice(0, at)] = { href: pair.slice(at + 1), sections: null, vocabulary: null, loading: false };
      return pair.slice(0, at);
    });
  var here = order.slice(0, langs.length);

  function load(tag) {
    var index = indexes[tag];
    if (index.loading) return;
    index.loading = true;
    var script = document.createElement("script");
    script.src = index.href;
    script.onload = function () {
      read(tag);
      search();
    };
    document.head.append(script);
  }

  function read(tag) {
    var part = window.diglotIndex[tag];
    var shown = here.indexOf(tag) >= 0;
    var folder = root.dataset.root + (shown ? root.dataset.reading : part.reading) + "/";
    // On a page with two languages, the ids of the second one carry its name.
    var prefix = shown && here.indexOf(tag) > 0 ? langs[here.indexOf(tag)] + "-" : "";
    indexes[tag].groups = part.groups;
    indexes[tag].sections = part.sections.map(function (section, order) {
      var page = part.pages[section[0]];
      var glossary = page[0] === part.groups.length - 2;
      return {
        tag: tag,
        group: page[0],
        href: folder + page[1] + (section[1] ? "#" + encodeURIComponent((glossary ? "" : prefix) + section[1]) : ""),
        page: page[2],
        heading: section[2],
        text: section[3],
        order: order,
        title: fold(section[2] || page[2]),
        name: fold(page[2]),
        // A page's name is found with its first section; elsewhere it only adds to what is found.
        all: fold((section[1] ? "" : page[2] + "\n") + section[2] + "\n" + section[3]),
      };
    });
  }

  // Every word of an index that is long enough to be mistaken for.
  function vocabulary(index) {
    if (!index.vocabulary) {
      var seen = new Set();
      index.sections.forEach(function (section) {
        (section.all.match(/[a-z\u00c0-\u024f]{4,}/g) || []).forEach(function (word) {
          seen.add(word);
        });
      });
      index.vocabulary = Array.from(seen);
    }
    return index.vocabulary;
  }

  // Whether one letter more, less or other, or two exchanged, make `a` into the beginning of `b` that is as long, or into `b`.
  function near(a, b) {
    var i = 0;
    while (i < a.length && a.charAt(i) === b.charAt(i)) i += 1;
    if (i === 0) return false;
    var rest = a.slice(i);
    return (
      b.slice(i + 1).startsWith(rest.slice(1)) ||
      b.slice(i).startsWith(rest.slice(1)) ||
      b.slice(i + 1).startsWith(rest) ||
      (rest.length > 1 && b.slice(i).startsWith(rest.charAt(1) + rest.charAt(0) + rest.slice(2)))
    );
  }

  // Finding

  // What is looked for: each word with its alternatives.
  function parse(query) {
    return (fold(query).match(TOKENS) || []).map(function (word) {
      return { han: HAN.test(word), forms: [word] };
    });
  }

  // Where a form of a word stands in a text, or -1: words of an alphabet only where a word begins.
  function find(text, form, han, from) {
    var at = text.indexOf(form, from || 0);
    while (!han && at > 0 && LETTER.test(text.charAt(at - 1))) at = text.indexOf(form, at + 1);
    return at;
  }

  function has(text, term) {
    return term.forms.some(function (form) {
      return find(text, form, term.han) >= 0;
    });
  }

  // All words of one script must be there. Words in a title count most.
  function score(section, terms) {
    var missing = { true: 0, false: 0 };
    var there = { true: 0, false: 0 };
    var points = 0;
    terms.forEach(function (term) {
      if (has(section.all, term)) {
        there[term.han] += 1;
        points += has(section.title, term) ? 20 : 2;
      } else if (!has(section.name, term)) {
        missing[term.han] += 1;
      }
    });
    var whole = (there.true > 0 && missing.true === 0) || (there.false > 0 && missing.false === 0);
    return whole ? points : 0;
  }

  function hits(tag, terms) {
    var found = [];
    (indexes[tag].sections || []).forEach(function (section) {
      var points = score(section, terms);
      if (points > 0) found.push({ section: section, points: points, terms: terms });
    });
    return found;
  }

  // Exactly; then, if that is little, with one letter wrong in longer words.
  function findIn(tag, terms) {
    var found = hits(tag, terms);
    var long = terms.some(function (term) {
      return !term.han && term.forms[0].length >= LONG_WORD;
    });
    if (found.length >= FEW || !long || !indexes[tag].sections) return found;
    var wider = terms.map(function (term) {
      var word = term.forms[0];
      if (term.han || word.length < LONG_WORD) return term;
      var forms = vocabulary(indexes[tag]).filter(function (other) {
        return Math.abs(other.length - word.length) < 4 && near(word, other);
      });
      return { han: false, forms: [word].concat(forms) };
    });
    var seen = found.map(function (hit) {
      return hit.section;
    });
    return found.concat(
      hits(tag, wider).filter(function (hit) {
        hit.points /= 4;
        return seen.indexOf(hit.section) < 0;
      }),
    );
  }

  // Showing

  // The ranges of a text that the words cover.
  function ranges(text, terms) {
    var low = fold(text);
    var found = [];
    terms.forEach(function (term) {
      term.forms.forEach(function (form) {
        for (var at = find(low, form, term.han); at >= 0; at = find(low, form, term.han, at + form.length)) {
          found.push([at, at + form.length]);
        }
      });
    });
    return found.sort(function (a, b) {
      return a[0] - b[0] || b[1] - a[1];
    });
  }

  function marked(className, text, terms) {
    var element = diglot.make("span", className);
    var from = 0;
    ranges(text, terms).forEach(function (range) {
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
      var low = fold(candidate);
      var count = terms.filter(function (term) {
        return has(low, term);
      }).length;
      if (count > most) {
        most = count;
        best = candidate;
      }
    });
    best = best.trim();
    if (best.length <= SENTENCE) return best;
    var first = ranges(best, terms)[0];
    var from = Math.max(0, (first ? first[0] : 0) - 50);
    // Not within a word.
    while (from > 0 && LETTER.test(fold(best.charAt(from - 1)))) from -= 1;
    var to = Math.min(best.length, from + SENTENCE);
    while (to < best.length && LETTER.test(fold(best.charAt(to)))) to += 1;
    return (from > 0 ? "…" : "") + best.slice(from, to).trim() + (to < best.length ? "…" : "");
  }

  function result(hit) {
    var section = hit.section;
    var item = diglot.make("li");
    var link = diglot.make("a");
    link.href = section.href;
    link.lang = section.tag;
    link.append(marked("result-page", section.page, hit.terms));
    if (section.heading) link.append(marked("result-heading", section.heading, hit.terms));
    link.append(marked("result-text", sentence(section.text, hit.terms), hit.terms));
    item.append(link);
    return item;
  }

  // One list for each kind of page; the kind with the best hit comes first.
  function show(found, tag) {
    var groups = [];
    found.sort(function (a, b) {
      return b.points - a.points || a.section.order - b.section.order;
    });
    found.forEach(function (hit) {
      var group = groups.find(function (group) {
        return group.number === hit.section.group;
      });
      if (!group) groups.push((group = { number: hit.section.group, hits: [] }));
      group.hits.push(hit);
    });
    groups.forEach(function (group) {
      var head = diglot.make("p", "result-group", indexes[tag].groups[group.number]);
      head.lang = tag;
      head.id = "results-" + tag + "-" + group.number;
      head.append(" ", diglot.make("span", "result-count", String(group.hits.length)));
      var results = diglot.make("ol");
      results.setAttribute("aria-labelledby", head.id);
      list.append(head, results);
      add(group.hits.slice(0, IN_A_GROUP));
      var rest = group.hits.slice(IN_A_GROUP);
      if (rest.length === 0) return;
      var more = diglot.button("result-more", diglot.fill(words.searchAll, { n: group.hits.length }), function () {
        more.remove();
        add(rest).querySelector("a").focus();
      });
      list.append(more);

      // Gives back the first of them.
      function add(hits) {
        var items = hits.map(result);
        results.append.apply(results, items);
        return items[0];
      }
    });
  }

  function search() {
    var terms = parse(input.value);
    list.textContent = "";
    status.textContent = "";
    if (terms.length === 0) return;
    var waiting = here.some(function (tag) {
      return !indexes[tag].sections;
    });
    if (waiting) return;
    var count = 0;
    here.forEach(function (tag) {
      var found = findIn(tag, terms);
      count += found.length;
      show(found, tag);
    });
    // A query in two scripts speaks to two languages; one without an answer is asked everywhere.
    var mixed =
      terms.some(function (term) {
        return term.han;
      }) &&
      terms.some(function (term) {
        return !term.han;
      });
    if (count === 0 || mixed) {
      order.slice(here.length).forEach(function (tag) {
        if (!indexes[tag].sections) {
          load(tag);
          waiting = true;
          return;
        }
        var found = findIn(tag, terms);
        if (found.length === 0) return;
        var language = (diglot.words[tag] || words).language;
        list.append(diglot.make("p", "result-other", diglot.fill(words.searchOther, { language: language })));
        count += found.length;
        show(found, tag);
      });
    }
    if (waiting) return;
    status.textContent = count ? diglot.fill(words.searchResults, { n: count }) : words.searchNothing;
  }

  // Keys: down and up go through the results, Enter opens the first one.

  dialog.addEventListener("keydown", function (event) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
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
  here.forEach(load);
})();
