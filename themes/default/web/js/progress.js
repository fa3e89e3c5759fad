// What the reader has read: marked at the end of a page, shown in the lists and as a bar, kept in this browser under the course's name.
(function () {
  "use strict";
  var diglot = window.diglot;
  var root = document.documentElement;
  var KEY = "diglot-read-" + root.dataset.course;
  var total = Number(root.dataset.total);
  var read = load();

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
    var count = Math.min(Object.keys(read).length, total);
    document.querySelectorAll(".progress").forEach(function (bar) {
      bar.querySelector("progress").value = count;
      bar.querySelector(".progress-words").textContent = diglot.fill(diglot.say(bar).readOf, { n: count, all: total });
    });
    document.querySelectorAll("[data-mark-read]").forEach(function (box) {
      box.checked = box.dataset.markRead in read;
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

  // For the page that saves and loads it.
  diglot.progress = {
    total: total,
    read: load,
    replace: function (items) {
      read = items;
      diglot.remember(KEY, JSON.stringify(read));
      show();
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
