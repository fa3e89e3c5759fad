// A page that asks for a language, for the course or for one of its pages, asks only once: a reader who has chosen before, or whose browser says
// what it prefers, is led on. With `#choose` in the address it always asks.
(() => {
  if (location.hash === "#choose") return;
  let remembered = null;
  try {
    remembered = localStorage.getItem("diglot-reading");
  } catch {
    // Storage may be forbidden on pages from a disk.
  }
  const links = Array.from(document.querySelectorAll("a[data-reading]"));
  const offers = links.map((link) => ({ key: link.dataset.reading, tags: link.dataset.tags, href: link.href }));
  const offer = diglot.choose(offers, remembered, navigator.languages || [navigator.language || ""]);
  // A place on the page is named behind the address, as for the page itself.
  if (offer) location.replace(offer.href + location.hash);
})();
