// The way into the search: a button, the key `/`, and the loading of what the search needs when it is first opened.
(function () {
  "use strict";
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
    // As a script, because a page from a disk may not fetch.
    if (!loaded) {
      loaded = true;
      var script = document.createElement("script");
      script.src = open.dataset.find;
      document.head.append(script);
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
