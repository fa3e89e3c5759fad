// The way into the search: a button, the key `/`, and the loading of what the search needs when it is first opened.
(function () {
  "use strict";
  var diglot = window.diglot;
  var open = document.querySelector("[data-open-search]");
  var dialog = document.querySelector("dialog.search");
  if (!open || !dialog) return;
  if (!dialog.showModal) {
    open.hidden = true;
    return;
  }
  var input = dialog.querySelector("input");
  var loaded = false;

  open.addEventListener("click", function () {
    if (!loaded) {
      loaded = true;
      diglot.load(diglot.files.results);
      diglot.load(diglot.files.find);
    }
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
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open.click();
    }
  });
})();
