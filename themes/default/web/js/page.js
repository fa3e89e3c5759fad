// The page around the text: the colours, the section being read, the current item in a long list of contents.
(function () {
  "use strict";
  var root = document.documentElement;

  // Colours

  var colours = document.querySelectorAll("input[name=colours]");
  colours.forEach(function (choice) {
    choice.addEventListener("change", function () {
      if (choice.value === "system") delete root.dataset.theme;
      else root.dataset.theme = choice.value;
      window.diglot.remember("diglot-theme", choice.value);
    });
  });
  // Last of all: browsers fill in what was chosen when the page was shown before.
  addEventListener("pageshow", function () {
    colours.forEach(function (choice) {
      choice.checked = choice.value === (root.dataset.theme || "system");
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
})();
