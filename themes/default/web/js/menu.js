// Menus that open below a button: Escape closes them and gives the focus back, and so does a press elsewhere.
(function () {
  "use strict";
  document.querySelectorAll("details.menu").forEach(function (menu) {
    var button = menu.querySelector("summary");

    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      button.focus();
    });
    document.addEventListener("click", function (event) {
      if (!menu.open || menu.contains(event.target)) return;
      menu.open = false;
      // Unless something else was pressed that takes the focus.
      if (document.activeElement === document.body) button.focus({ preventScroll: true });
    });
    menu.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  });
})();
