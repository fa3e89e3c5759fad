// Before the page is drawn: the colours that the reader chose, and the manifest, which browsers refuse to pages from a disk. Storage may be
// forbidden on pages from a disk.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const theme = localStorage.getItem("diglot-theme");
    if (/^(light|dark|contrast)$/.test(theme)) root.dataset.theme = theme;
  } catch {
    // Without storage the system's colours hold.
  }
  if (/^http/.test(location.protocol)) {
    const manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = `${root.dataset.root || ""}manifest.webmanifest`;
    document.head.append(manifest);
  }
})();
