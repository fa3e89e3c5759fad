// Quizzes and timers: their script is loaded as soon as one of them is less than a window away. Until then they can be read as they are.
(function () {
  "use strict";
  var diglot = window.diglot;
  var watcher = new IntersectionObserver(
    function (entries) {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      diglot.load(diglot.files.activities);
    },
    { rootMargin: "100%" },
  );
  document.querySelectorAll(".box:is(.quiz, .exercise, .role-play)").forEach((box) => watcher.observe(box));
})();
