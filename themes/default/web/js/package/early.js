// Before the page is drawn: the colours that the learner chose since the package was opened.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const theme = sessionStorage.getItem("diglot-theme");
    if (/^(light|dark|contrast)$/.test(theme)) root.dataset.theme = theme;
  } catch {
    // Without storage the system's colours hold.
  }
})();
