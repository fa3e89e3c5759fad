// The languages: which one the reader chose, and the way to the same paragraph in another one.
//
// Blocks carry the same ids in every reading (`b12`, or the id of a heading or an exercise), so the address of the place that stands at the
// top of the window holds in all of them.
(function () {
  "use strict";
  var root = document.documentElement;
  window.diglot.remember("diglot-reading", root.dataset.reading);

  // Where a jump to a fragment puts its block, and a little more.
  var TOP = parseFloat(getComputedStyle(root).scrollPaddingTop) + 20 || 100;
  var candidates = ".text > [id], .text .box > [id], .pair > div:first-child > [id], main > section[id]";

  // The last place that begins above that line: the one being read.
  function current() {
    if (scrollY < 40) return "";
    var found = "";
    document.querySelectorAll(candidates).forEach(function (block) {
      if (block.getBoundingClientRect().top <= TOP) found = block.id;
    });
    return found;
  }

  document.querySelectorAll(".readings a").forEach(function (link) {
    link.addEventListener("click", function () {
      link.hash = current();
    });
  });

  // A block that stands alone in one language may be part of a longer row in another one: then the row holds.
  var wanted = /^#b(\d+)$/.exec(location.hash);
  if (wanted && !document.getElementById(location.hash.slice(1))) {
    for (var n = Number(wanted[1]) - 1; n > 0; n--) {
      var block = document.getElementById("b" + n);
      if (block) {
        block.scrollIntoView();
        break;
      }
    }
  }
})();
