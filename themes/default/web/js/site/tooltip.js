// What a step or an action is about, what a term means: a card beside a reference. All of it is in the page already.
//
// The card comes by mouse or keyboard, never by touch; the pointer may go onto it; Escape takes it away.
(() => {
  const DELAY = 250;
  const { make } = diglot;
  const card = make("div", "tooltip");
  card.id = "tooltip";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  let owner = null;
  let timer = 0;

  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, DELAY);
  };

  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  };

  // Below the first line of the link, or above it where there is no room below; never out of the window.
  const place = (link) => {
    const [line] = link.getClientRects();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(line.left, width - card.offsetWidth - 8));
    const below = line.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? line.bottom + 4 : line.top - card.offsetHeight - 4) + scrollY}px`;
  };

  for (const link of document.querySelectorAll("a.reference[title], a.term[title]")) {
    const { title } = link;
    // It would show a second, slower card.
    link.removeAttribute("title");
    const name = link.dataset.about ? title : link.dataset.name || link.textContent;
    const about = link.dataset.about || title;

    const show = () => {
      hide();
      owner = link;
      const holder = link.closest("[lang]");
      card.lang = holder ? holder.lang : "";
      card.textContent = "";
      card.append(make("strong", "tooltip-name", name), make("span", "tooltip-about", about));
      document.body.append(card);
      card.hidden = false;
      link.setAttribute("aria-describedby", card.id);
      place(link);
    };

    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(show);
    });
    link.addEventListener("pointerleave", () => later(hide));
    link.addEventListener("focus", () => {
      if (link.matches(":focus-visible")) show();
    });
    link.addEventListener("blur", hide);
  }

  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => later(hide));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
