// What the reader has read: marked at the end of a page, shown in the lists and as a bar, kept in this browser under the course's name.
(function () {
  "use strict";
  var diglot = window.diglot;
  var root = document.documentElement;
  var KEY = "diglot-read-" + root.dataset.course;
  var total = Number(root.dataset.total);
  var read = load();
  var list = null;

  // The items that were read, each with the day.
  function load() {
    try {
      var kept = JSON.parse(diglot.recall(KEY) || "{}");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch (error) {
      return {};
    }
  }

  function show() {
    document.querySelectorAll("[data-item]").forEach(function (link) {
      var done = link.dataset.item in read;
      if (done === link.classList.contains("read")) return;
      link.classList.toggle("read", done);
      if (done) link.append(diglot.make("span", "unseen read-word", " (" + diglot.say(link).read + ")"));
      else link.querySelector(".read-word").remove();
    });
    document.querySelectorAll("[data-mark-read]").forEach(function (box) {
      box.checked = box.dataset.markRead in read;
    });
    tell(Math.min(Object.keys(read).length, total));
    return count().then(tell);
  }

  // Resolves to the number.
  function tell(count) {
    document.querySelectorAll(".progress").forEach(function (bar) {
      var words = bar.querySelector(".progress-words");
      var said = diglot.fill(diglot.say(bar).readOf, { n: count, all: total });
      bar.querySelector("progress").value = count;
      // What is said again would be read aloud again.
      if (words.textContent !== said) words.textContent = said;
    });
    return count;
  }

  // How many pages of the course were read. One that is gone keeps its mark, in case it comes back, and does not count.
  async function count() {
    var marks = Object.keys(read);
    var here = new Set(Array.from(document.querySelectorAll("[data-item]"), (link) => link.dataset.item));
    // The list of all pages grows with the course, so only a page that does not name every one that was read asks for it.
    var there = marks.every((id) => here.has(id)) ? here : await (list = list || all(marks));
    return Object.keys(read).filter((id) => there.has(id)).length;
  }

  // The pages that there are; those that are marked, when nobody can tell.
  function all(marks) {
    return new Promise(function (resolve) {
      var script = diglot.load(diglot.files.items);
      script.onload = script.onerror = function () {
        resolve(new Set(window.diglotItems || marks));
      };
    });
  }

  document.querySelectorAll("[data-mark-read]").forEach(function (box) {
    box.addEventListener("change", function () {
      // Another window may have marked something meanwhile.
      read = load();
      if (box.checked) read[box.dataset.markRead] = new Date().toISOString().slice(0, 10);
      else delete read[box.dataset.markRead];
      diglot.progress.replace(read);
    });
  });

  // For the page that saves and loads it. `replace` resolves to the number of pages that were read.
  diglot.progress = {
    total: total,
    read: load,
    replace: function (items) {
      read = items;
      diglot.remember(KEY, JSON.stringify(read));
      return show();
    },
  };

  show();
  // Marked in another window, or shown again from the browser's memory.
  addEventListener("storage", function (event) {
    if (event.key !== KEY) return;
    read = load();
    show();
  });
  addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    read = load();
    show();
  });
})();
