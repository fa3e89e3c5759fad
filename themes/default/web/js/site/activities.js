// Quizzes, timers and what can be filled in: their script is loaded as soon as one of them is less than a window away. Until then they can be read as they are.
(() => {
  // What a learning platform knows of earlier answers may come before the script does.
  document.addEventListener("diglot:restore", ({ detail }) => {
    diglot.restored = detail;
  });
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      diglot.load(diglot.files.activities);
    },
    { rootMargin: "100%" },
  );
  for (const box of document.querySelectorAll(".box:is(.quiz, .exercise, .role-play), .to-fill-in .text, [data-notes]"))
    watcher.observe(box);
})();
