// Menus that open below a button: Escape closes them and gives the focus back, and so does a press elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  const button = menu.querySelector("summary");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    button.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.open || menu.contains(event.target)) return;
    menu.open = false;
    // Unless something else was pressed that takes the focus.
    if (document.activeElement === document.body) button.focus({ preventScroll: true });
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
