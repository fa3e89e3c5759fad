// The lists beside the text: the section that is being read, and the current item in a long list of contents.
(() => {
  const marks = new Map();
  for (const link of document.querySelectorAll(".here a")) {
    const head = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (head) marks.set(head, link);
  }
  const heads = Array.from(marks.keys());

  const markSection = () => {
    const passed = heads.filter((head) => head.getBoundingClientRect().top < 140);
    const current = passed.pop() || heads[0];
    for (const [head, link] of marks) {
      if (head === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  if (heads.length > 1) {
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        markSection();
      });
    };
    addEventListener("scroll", later, { passive: true });
    markSection();
  }

  const side = document.querySelector(".around");
  const item = document.querySelector(".around [aria-current]");
  if (item && item.offsetTop > side.clientHeight) side.scrollTop = item.offsetTop - side.clientHeight / 2;
})();
