// The colours that the reader chooses.
(() => {
  const root = document.documentElement;
  const choices = document.querySelectorAll("input[name=colours]");

  for (const choice of choices) {
    choice.addEventListener("change", () => {
      if (choice.value === "system") delete root.dataset.theme;
      else root.dataset.theme = choice.value;
      diglot.remember("diglot-theme", choice.value);
    });
  }
  // Last of all: browsers fill in what was chosen when the page was shown before.
  addEventListener("pageshow", () => {
    for (const choice of choices) choice.checked = choice.value === (root.dataset.theme || "system");
  });
})();
