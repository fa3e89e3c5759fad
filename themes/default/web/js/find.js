// How the search finds.
//
// Words of an alphabet are found by their beginnings and, when little is found, with one letter wrong; Chinese is found anywhere. A query in
// both finds what has either, best what has both. When nothing is found in the page's languages, the other ones are asked.
(function () {
  "use strict";
  var diglot = window.diglot;

  // With fewer hits than this a word may have a wrong letter.
  var FEW = 3;
  var LONG_WORD = 5;
  // So many milliseconds may pass before the browser gets its turn.
  var TURN = 12;

  var HAN = /[\u2e80-\u9fff\uf900-\ufaff]|[\ud840-\ud88f][\udc00-\udfff]/;
  var TOKENS = /[\u2e80-\u9fff\uf900-\ufaff\ud840-\ud88f\udc00-\udfff]+|[a-z0-9\u00c0-\u024f]+/g;
  var LETTER = /[a-z0-9\u00c0-\u024f]/;

  // What is looked for: each word with its alternatives.
  function parse(query) {
    return (diglot.fold(query).match(TOKENS) || []).map(function (word) {
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

  function long(term) {
    return !term.han && term.forms[0].length >= LONG_WORD;
  }

  // The terms with the words of a part that may be meant.
  function widened(terms, part) {
    if (!part.words) {
      part.words = new Set();
      part.sections.forEach(function (section) {
        (section.all.match(/[a-z\u00c0-\u024f]{4,}/g) || []).forEach((word) => part.words.add(word));
      });
    }
    return terms.map(function (term) {
      if (!long(term)) return term;
      var word = term.forms[0];
      var forms = Array.from(part.words).filter((other) => Math.abs(other.length - word.length) < 4 && near(word, other));
      return { han: false, forms: [word].concat(forms) };
    });
  }

  // Looks for what was typed. `report` gets what has been found so far, a list for each language that was asked, and whether that is all; as
  // soon as `wanted` says no, it hears nothing more.
  async function search(query, wanted, report) {
    var terms = parse(query);
    var found = [];
    var since = performance.now();

    async function ask(index) {
      // By address: a page is found by its name before its text is there.
      var hits = new Map();
      var list = { index: index, hits: hits };
      found.push(list);
      await pass(function (part) {
        look(part, terms, 1);
      });
      if (hits.size >= FEW || !terms.some(long)) return;
      await pass(function (part) {
        look(part, widened(terms, part), 1 / 4);
      });

      async function pass(act) {
        for (var n = 0, part; wanted() && (part = await index.part(n)); n++) {
          act(part);
          if (performance.now() - since < TURN) continue;
          if (wanted()) report(found, false);
          await new Promise((resolve) => setTimeout(resolve));
          since = performance.now();
        }
      }

      function look(part, terms, weight) {
        part.sections.forEach(function (section) {
          var points = score(section, terms) * weight;
          var earlier = hits.get(section.href);
          if (points > 0 && (!earlier || earlier.section.bare)) {
            hits.set(section.href, { section: section, points: points, terms: terms });
          }
        });
      }
    }

    if (terms.length > 0) {
      var own = diglot.indexes.filter((index) => index.own);
      var others = diglot.indexes.filter((index) => !index.own);
      for (var index of own) await ask(index);
      // A query in two scripts speaks to two languages; one without an answer is asked everywhere.
      var mixed = terms.some((term) => term.han) && terms.some((term) => !term.han);
      var nothing = found.every((list) => list.hits.size === 0);
      if (mixed || nothing) for (var other of others) await ask(other);
    }
    if (wanted()) report(found, true);
  }

  // The ranges of a text that the words cover.
  function ranges(text, terms) {
    var low = diglot.fold(text);
    var found = [];
    terms.forEach(function (term) {
      term.forms.forEach(function (form) {
        for (var at = find(low, form, term.han); at >= 0; at = find(low, form, term.han, at + form.length)) {
          found.push([at, at + form.length]);
        }
      });
    });
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  diglot.find = { search: search, has: has, ranges: ranges, letter: LETTER };
})();
