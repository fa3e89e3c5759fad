// The window of the search: each change of the words asks anew, and the arrow keys go through what was found.
(() => {
  const { fill, indexes, results } = diglot;
  const dialog = document.querySelector("dialog.search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector(".search-status");
  const words = diglot.words[document.documentElement.lang];
  // While a long course is being read, the list changes so often at most.
  const PAUSE = 250;

  let asked = "";
  let number = 0;

  const search = () => {
    if (input.value === asked) return;
    asked = input.value;
    number += 1;
    const mine = number;
    const empty = asked.trim() === "";
    let drawn = 0;
    status.textContent = "";
    results.forget();
    if (empty) results.clear();
    const report = (found, done) => {
      const n = found.reduce((sum, { hits }) => sum + hits.size, 0);
      // What was found for an earlier query stays until there is something new.
      if (!done && (n === 0 || performance.now() - drawn < PAUSE)) return;
      results.show(found, done);
      drawn = performance.now();
      if (!done || empty) return;
      const count = n ? fill(words.searchResults, { n }) : words.searchNothing;
      // What is similar is not what was asked for.
      status.textContent = found.some(({ similar }) => similar) ? `“${asked.trim()}”: ${words.searchNothing} · ≈ ${count}` : count;
    };
    diglot.search(indexes, asked, () => mine === number, report);
  };

  // Down and up go through the results, Enter opens the first one.
  dialog.addEventListener("keydown", (event) => {
    const links = results.links();
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (links.length === 0 || (at < 0 && event.target !== input)) return;
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) input.focus();
      else if (next < links.length) links[next].focus();
    } else if (event.key === "Escape" && !event.isComposing) {
      // Some browsers would only empty the field.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "Enter" && event.target === input && !event.isComposing && links[0]) {
      event.preventDefault();
      links[0].click();
    }
  });

  // While Chinese is being composed, the letters of its sounds are not what is looked for.
  input.addEventListener("input", (event) => {
    if (!event.isComposing) search();
  });
  input.addEventListener("compositionend", search);
  // What the first words will need.
  for (const index of indexes) if (index.own) index.part(0);
  search();
})();
