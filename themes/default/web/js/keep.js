// On the front page: what was read and typed goes into a file, comes back from one, and is forgotten on request.
(() => {
  const { fill, make, progress, progressFile, typed } = diglot;
  const { course } = document.documentElement.dataset;
  const said = document.querySelector(".progress-said");
  const LARGEST = 1000000;

  const on = (name, act) => document.querySelector(`[data-${name}-progress]`).addEventListener("click", act);

  const written = () => typed.parse(diglot.recall(typed.key(course)));

  on("save", () => {
    const text = progressFile.write(course, document.title, progress.total, progress.read(), written());
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });

  const chosen = make("input");
  chosen.type = "file";
  chosen.accept = ".json,application/json";
  on("load", () => chosen.click());
  chosen.addEventListener("change", async () => {
    const [file] = chosen.files;
    // So that the same file can be chosen again.
    chosen.value = "";
    if (!file) return;
    const loaded = file.size > LARGEST ? null : progressFile.parse(await file.text());
    if (!loaded) {
      said.textContent = said.dataset.wrong;
    } else if (loaded.course !== course) {
      said.textContent = fill(said.dataset.foreign, { title: loaded.title });
    } else {
      // What is marked and written in this browser stays.
      const there = written();
      const both = Object.assign({}, loaded.typed, there);
      for (const [page, fields] of Object.entries(loaded.typed || {})) both[page] = Object.assign({}, fields, there[page]);
      diglot.remember(typed.key(course), JSON.stringify(both));
      const count = await progress.replace(Object.assign(loaded.read, progress.read()));
      said.textContent = fill(said.dataset.loaded, { n: count, all: progress.total });
    }
  });

  on("reset", () => {
    if (!confirm(said.dataset.sure)) return;
    said.textContent = "";
    progress.replace({});
  });
})();
