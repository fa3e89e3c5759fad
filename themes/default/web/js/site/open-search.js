// The way into the search: a button, the key `/`, and the loading of what the search needs when it is first opened.
(() => {
  const open = document.querySelector("[data-open-search]");
  const dialog = document.querySelector("dialog.search");
  if (!open || !dialog) return;
  if (!dialog.showModal) {
    open.hidden = true;
    return;
  }
  const input = dialog.querySelector("input");
  let loaded = false;

  open.addEventListener("click", () => {
    if (!loaded) {
      loaded = true;
      diglot.load(diglot.files.results);
      diglot.load(diglot.files.find);
    }
    dialog.showModal();
    input.focus();
    input.select();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    // The dialog itself is hit only outside its contents. A result on this very page closes it.
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open.click();
    }
  });
})();
