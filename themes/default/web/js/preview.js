// Previews of references: what a step or an action is about, what a term means. All of it is in the page already.
//
// The card comes by mouse or keyboard, never by touch; the pointer may go onto it; Escape takes it away.
(function () {
  "use strict";
  var diglot = window.diglot;
  var DELAY = 250;
  var card = diglot.make("div", "preview");
  card.id = "preview";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  var owner = null;
  var timer = 0;

  // The title would show a second, slower card: it is taken off.
  document.querySelectorAll("a.reference[title], a.term[title]").forEach(function (link) {
    var title = link.title;
    link.removeAttribute("title");
    var name = link.dataset.about ? title : link.dataset.name || link.textContent;
    var about = link.dataset.about || title;

    link.addEventListener("pointerenter", function (event) {
      if (event.pointerType !== "touch") later(show, DELAY);
    });
    link.addEventListener("pointerleave", function () {
      later(hide, DELAY);
    });
    link.addEventListener("focus", function () {
      if (link.matches(":focus-visible")) show();
    });
    link.addEventListener("blur", hide);

    function show() {
      hide();
      owner = link;
      var holder = link.closest("[lang]");
      card.lang = holder ? holder.lang : "";
      card.textContent = "";
      card.append(diglot.make("strong", "preview-name", name), diglot.make("span", "preview-about", about));
      document.body.append(card);
      card.hidden = false;
      link.setAttribute("aria-describedby", card.id);
      place(link);
    }
  });

  function later(act, delay) {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  function hide() {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  }

  // Below the first line of the link, or above it where there is no room below; never out of the window.
  function place(link) {
    var line = link.getClientRects()[0];
    var width = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(line.left, width - card.offsetWidth - 8));
    var below = line.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = left + scrollX + "px";
    card.style.top = (below ? line.bottom + 4 : line.top - card.offsetHeight - 4) + scrollY + "px";
  }

  card.addEventListener("pointerenter", function () {
    clearTimeout(timer);
  });
  card.addEventListener("pointerleave", function () {
    later(hide, DELAY);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
})();
