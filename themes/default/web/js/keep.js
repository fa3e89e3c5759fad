// On the front page: what was read goes into a file, comes back from one, and is forgotten on request.
(function () {
  "use strict";
  var diglot = window.diglot;
  var course = document.documentElement.dataset.course;
  var said = document.querySelector(".progress-said");
  var LARGEST = 1000000;

  function on(name, act) {
    document.querySelector("[data-" + name + "-progress]").addEventListener("click", act);
  }

  on("save", function () {
    var report = { course: course, title: document.title, of: diglot.progress.total, read: diglot.progress.read() };
    var link = diglot.make("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2) + "\n"], { type: "application/json" }));
    link.download = "progress.json";
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  });

  var chosen = diglot.make("input");
  chosen.type = "file";
  chosen.accept = ".json,application/json";
  on("load", function () {
    chosen.click();
  });
  chosen.addEventListener("change", async function () {
    var file = chosen.files[0];
    // So that the same file can be chosen again.
    chosen.value = "";
    if (!file) return;
    var report = file.size > LARGEST ? null : parse(await file.text());
    if (!report) {
      said.textContent = said.dataset.wrong;
    } else if (report.course !== course) {
      said.textContent = diglot.fill(said.dataset.foreign, { title: report.title });
    } else {
      // What is marked in this browser stays.
      var read = Object.assign(report.read, diglot.progress.read());
      var count = await diglot.progress.replace(read);
      said.textContent = diglot.fill(said.dataset.loaded, { n: count, all: diglot.progress.total });
    }
  });

  // What a file says, or null when it is none that was saved here: `{course, title, read: {"step/listen": "2026-01-31"}}`.
  function parse(text) {
    try {
      var report = JSON.parse(text);
      var right =
        typeof report.course === "string" &&
        typeof report.title === "string" &&
        !Array.isArray(report.read) &&
        Object.entries(report.read).every((entry) => /^[^/]+\/[^/]+$/.test(entry[0]) && /^\d{4}-\d\d-\d\d$/.test(entry[1]));
      return right ? report : null;
    } catch (error) {
      return null;
    }
  }

  on("reset", function () {
    if (!confirm(said.dataset.sure)) return;
    said.textContent = "";
    diglot.progress.replace({});
  });
})();
