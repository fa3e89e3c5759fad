// A page that asks for a language, for the course or for one of its pages, asks only once: a reader who has chosen before, or whose browser says
// what it prefers, is led on. With `#choose` in the address it always asks, and the languages of the reader come first.
(() => {
  const languages = navigator.languages || [navigator.language || ""];
  const links = Array.from(document.querySelectorAll("a[data-reading]"));
  const offers = links.map((link) => ({ key: link.dataset.reading, tags: link.dataset.tags, href: link.href, line: link.closest("li") }));
  if (location.hash === "#choose") {
    document.querySelector("#choose").append(...diglot.preferred(offers, languages).map(({ line }) => line));
    return;
  }
  let remembered = null;
  try {
    remembered = localStorage.getItem("diglot-reading");
  } catch {
    // Storage may be forbidden on pages from a disk.
  }
  const offer = diglot.choose(offers, remembered, languages);
  // A place on the page is named behind the address, as for the page itself.
  if (offer) location.replace(offer.href + location.hash);
})();
