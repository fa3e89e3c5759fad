// In a package for learning platforms nothing stays in the browser: the next learner at this computer would see it. What this page is told it forgets,
// but for the colours; who listens may keep it until the window is closed.
(() => {
  const COLOURS = "diglot-theme";
  const kept = new Map();

  diglot.recall = (key) => (kept.has(key) ? kept.get(key) : null);

  // Who listens to `diglot.remembered` hears of it. Never says that it is kept.
  diglot.remember = (key, value) => {
    kept.set(key, value);
    if (key === COLOURS) {
      try {
        sessionStorage.setItem(key, value);
      } catch {
        // They hold for this page.
      }
    }
    if (diglot.remembered) diglot.remembered(key, value);
    return false;
  };
})();
