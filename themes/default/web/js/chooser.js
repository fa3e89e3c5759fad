// A page that asks for a language, for the course or for one of its pages, asks only once: a reader who has chosen before, or whose browser says what it prefers, is led on.
// With `#choose` in the address it always asks.
(function () {
  "use strict";
  var links = Array.prototype.slice.call(document.querySelectorAll("a[data-reading]"));

  function remembered() {
    try {
      return localStorage.getItem("diglot-reading");
    } catch (error) {
      return null;
    }
  }

  function byKey(key) {
    return links.find(function (link) {
      return link.dataset.reading === key;
    });
  }

  // The first of the browser's languages that a reading in one language speaks.
  function preferred() {
    var wanted = navigator.languages || [navigator.language || ""];
    var single = links.filter(function (link) {
      return link.dataset.tags.indexOf(" ") < 0;
    });
    for (var i = 0; i < wanted.length; i++) {
      var language = wanted[i].toLowerCase().split("-")[0];
      var found = single.find(function (link) {
        return link.dataset.tags.toLowerCase().split("-")[0] === language;
      });
      if (found) return found;
    }
    return undefined;
  }

  if (location.hash === "#choose") return;
  var link = byKey(remembered()) || preferred();
  // A place on the page is named behind the address, as for the page itself.
  if (link) location.replace(link.href + location.hash);
})();
