// What a page can do better with a script: remember the language and the colours, mark the section being read, search.
// Everything can be read without it.
(function () {
  "use strict";
  var root = document.documentElement;

  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch (error) {
      // Storage may be forbidden on pages from a disk: then the choice holds for this page.
    }
  }

  remember("diglot-reading", root.dataset.reading);

  // Colours

  var toggle = document.querySelector("[data-toggle-theme]");
  toggle.hidden = false;
  toggle.addEventListener("click", function () {
    var dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("diglot-theme", root.dataset.theme);
  });

  // The switch keeps the place on the page.

  document.querySelectorAll(".readings a").forEach(function (link) {
    link.addEventListener("click", function () {
      if (location.hash) link.hash = location.hash;
    });
  });

  // The section being read

  var marks = {};
  document.querySelectorAll(".here a").forEach(function (link) {
    marks[decodeURIComponent(link.hash.slice(1))] = link;
  });
  var heads = Object.keys(marks)
    .map(function (id) {
      return document.getElementById(id);
    })
    .filter(Boolean);

  function markSection() {
    var current = heads[0];
    heads.forEach(function (head) {
      if (head.getBoundingClientRect().top < 140) current = head;
    });
    heads.forEach(function (head) {
      if (head === current) marks[head.id].setAttribute("aria-current", "true");
      else marks[head.id].removeAttribute("aria-current");
    });
  }

  if (heads.length > 1) {
    var waiting = false;
    addEventListener(
      "scroll",
      function () {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(function () {
          waiting = false;
          markSection();
        });
      },
      { passive: true },
    );
    markSection();
  }

  // The current item stands in view in a long list of contents.

  var here = document.querySelector(".around [aria-current]");
  var side = document.querySelector(".around");
  if (here && side && here.offsetTop > side.clientHeight) {
    side.scrollTop = here.offsetTop - side.clientHeight / 2;
  }

  // Search

  var open = document.querySelector("[data-open-search]");
  var dialog = document.querySelector("dialog.search");
  if (!open || !dialog || !dialog.showModal) return;
  var input = dialog.querySelector("input");
  var status = dialog.querySelector(".search-status");
  var list = dialog.querySelector(".search-results");
  var langs = root.dataset.langs.split(" ");
  var sections = null;
  var SHOWN = 30;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  // Loaded when it is first needed, as a script because a page from a disk may not fetch.
  function load() {
    if (sections) return;
    sections = [];
    var script = document.createElement("script");
    script.src = open.dataset.index;
    script.onload = function () {
      Object.keys(window.diglotIndex).forEach(function (lang) {
        var part = window.diglotIndex[lang];
        var shown = langs.indexOf(lang) >= 0;
        var folder = root.dataset.root + (shown ? root.dataset.reading : part.reading) + "/";
        part.records.forEach(function (record) {
          sections.push({
            href: folder + record[0],
            lang: lang,
            shown: shown,
            page: record[1],
            heading: record[2],
            text: record[3],
            title: plain(record[2] || record[1]),
            all: plain(record[1] + " " + record[2] + " " + record[3]),
          });
        });
      });
      search();
    };
    document.head.appendChild(script);
  }

  // Every word must occur; words in a title count most, then those at the beginning of a word.
  function score(section, words) {
    var points = section.shown ? 1 : 0;
    for (var i = 0; i < words.length; i++) {
      var at = section.all.indexOf(words[i]);
      if (at < 0) return 0;
      points += 2;
      if (section.title.indexOf(words[i]) >= 0) points += 20;
      if (at === 0 || /[^a-z0-9]/.test(section.all.charAt(at - 1))) points += 3;
    }
    return points;
  }

  // Adds `text` with the words marked.
  function mark(parent, text, words) {
    var low = text.toLowerCase();
    var from = 0;
    while (from < text.length) {
      var next = -1;
      var length = 0;
      words.forEach(function (word) {
        var at = low.indexOf(word, from);
        if (at >= 0 && (next < 0 || at < next)) {
          next = at;
          length = word.length;
        }
      });
      if (next < 0) break;
      parent.append(text.slice(from, next));
      var hit = document.createElement("mark");
      hit.textContent = text.slice(next, next + length);
      parent.append(hit);
      from = next + length;
    }
    parent.append(text.slice(from));
  }

  function excerpt(text, words) {
    var at = text.toLowerCase().indexOf(words[0]);
    var from = Math.max(0, at - 40);
    return (from > 0 ? "… " : "") + text.slice(from, from + 130) + (from + 130 < text.length ? " …" : "");
  }

  function span(name, text, words) {
    var element = document.createElement("span");
    element.className = name;
    mark(element, text, words);
    return element;
  }

  function search() {
    var words = plain(input.value).split(/\s+/).filter(Boolean);
    list.textContent = "";
    status.textContent = "";
    if (words.length === 0) return;
    var found = [];
    sections.forEach(function (section, order) {
      var points = score(section, words);
      if (points > 0) found.push({ section: section, points: points, order: order });
    });
    found.sort(function (a, b) {
      return b.points - a.points || a.order - b.order;
    });
    status.textContent = found.length ? dialog.dataset.results.replace("{n}", found.length) : dialog.dataset.nothing;
    found.slice(0, SHOWN).forEach(function (hit) {
      var section = hit.section;
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = section.href;
      link.lang = section.lang;
      link.append(span("result-page", section.page, words));
      if (section.heading) link.append(span("result-heading", section.heading, words));
      link.append(span("result-text", excerpt(section.text, words), words));
      item.append(link);
      list.append(item);
    });
  }

  open.hidden = false;
  open.addEventListener("click", function () {
    load();
    dialog.showModal();
    input.focus();
    input.select();
  });
  dialog.querySelector("[data-close]").addEventListener("click", function () {
    dialog.close();
  });
  dialog.addEventListener("click", function (event) {
    // The dialog itself is hit only outside its contents. A result on this very page closes it.
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  input.addEventListener("input", search);
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open.click();
    }
  });
})();
