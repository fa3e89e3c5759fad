// The languages: which one the reader chose, and the way to the same paragraph in another one.
//
// Blocks carry the same ids in every reading (`b12`, or the id of a heading or an exercise), so the address of the place that stands at the
// top of the window holds in all of them.
(() => {
  const root = document.documentElement;
  diglot.remember("diglot-reading", root.dataset.reading);

  // Where a jump to a fragment puts its block, and a little more.
  const TOP = parseFloat(getComputedStyle(root).scrollPaddingTop) + 20 || 100;
  const BLOCKS = ".text > [id], .text .box > [id], .pair > div:first-child > [id], main > section[id]";

  // The last place that begins above that line: the one being read.
  const current = () => {
    if (scrollY < 40) return "";
    const shown = Array.from(document.querySelectorAll(BLOCKS)).filter((block) => !block.closest("details:not([open])"));
    const passed = shown.filter((block) => block.getBoundingClientRect().top <= TOP);
    return passed.length > 0 ? passed.pop().id : "";
  };

  for (const link of document.querySelectorAll(".readings a")) {
    link.addEventListener("click", () => {
      link.hash = current();
    });
  }

  // A block that stands alone in one language may be part of a longer row in another one: then the row holds.
  const wanted = /^#b(\d+)$/.exec(location.hash);
  if (wanted && !document.getElementById(location.hash.slice(1))) {
    for (let n = Number(wanted[1]) - 1; n > 0; n--) {
      const block = document.getElementById(`b${n}`);
      if (block) {
        block.scrollIntoView();
        break;
      }
    }
  }
})();
