// What the reader has read: marked at the end of a page, shown in the lists and as a bar, kept in this browser under the course's name.
(() => {
  const { fill, make, marks, say } = diglot;
  const { course, total } = document.documentElement.dataset;
  const KEY = `diglot-read-${course}`;
  const load = () => marks.parse(diglot.recall(KEY));
  let read = load();
  let items = null;

  // Resolves to the number of pages that were read.
  const show = () => {
    for (const link of document.querySelectorAll("[data-item]")) {
      const done = link.dataset.item in read;
      if (done === link.classList.contains("read")) continue;
      link.classList.toggle("read", done);
      if (done) link.append(make("span", "unseen read-word", ` (${say(link).read})`));
      else link.querySelector(".read-word").remove();
    }
    for (const box of document.querySelectorAll("[data-mark-read]")) box.checked = box.dataset.markRead in read;
    tell(Math.min(Object.keys(read).length, total));
    return count().then(tell);
  };

  const tell = (count) => {
    for (const bar of document.querySelectorAll(".progress")) {
      const words = bar.querySelector(".progress-words");
      const said = fill(say(bar).readOf, { n: count, all: total });
      bar.querySelector("progress").value = count;
      // What is said again would be read aloud again.
      if (words.textContent !== said) words.textContent = said;
    }
    return count;
  };

  // How many pages of the course were read. The list of all pages grows with the course, so only a page that does not name every one that was
  // read asks for it. When nobody can tell which pages there are, those that are marked count.
  const count = async () => {
    const ids = Object.keys(read);
    let there = new Set(Array.from(document.querySelectorAll("[data-item]"), (link) => link.dataset.item));
    if (!ids.every((id) => there.has(id))) {
      items = items || diglot.data(diglot.files.items, "items");
      there = new Set((await items) || ids);
    }
    return marks.count(read, there);
  };

  const reload = () => {
    read = load();
    show();
  };

  // For the page that saves and loads it.
  diglot.progress = {
    total: Number(total),
    read: load,
    // Resolves to the number of pages that were read.
    replace: (items) => {
      read = items;
      diglot.remember(KEY, JSON.stringify(read));
      return show();
    },
  };

  for (const box of document.querySelectorAll("[data-mark-read]")) {
    box.addEventListener("change", () => {
      // Another window may have marked something meanwhile.
      read = load();
      marks.set(read, box.dataset.markRead, box.checked, new Date());
      diglot.progress.replace(read);
    });
  }

  show();
  // Marked in another window, or shown again from the browser's memory.
  addEventListener("storage", (event) => {
    if (event.key === KEY) reload();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) reload();
  });
})();
