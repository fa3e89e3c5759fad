// The preview: shows each edit on the open page, and what is wrong with the course. Only `diglot serve` adds this script to a page.
(() => {
  const { differ, make } = diglot;
  const { lang } = document.documentElement;
  const PLACE = "diglot-preview-place";
  // Of the page as it is shown.
  let { version } = document.currentScript.dataset;

  const blocks = () =>
    Array.from(document.querySelectorAll("main [id]"), (block) => ({
      id: block.id,
      words: block.textContent.slice(0, 300),
      top: block.getBoundingClientRect().top,
    }));

  const here = () => diglot.place.of(blocks(), scrollY);
  const goTo = (place) => scrollTo({ top: diglot.place.find(blocks(), place, scrollY), behavior: "instant" });

  // The page is loaded again and goes to the same place.

  const reload = () => {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, here()]));
      // The browser's own place is a number of lines from the top.
      history.scrollRestoration = "manual";
    } catch {
      // The browser remembers the place by itself, too.
    }
    location.reload();
  };

  try {
    const [path, place] = JSON.parse(sessionStorage.getItem(PLACE)) || [];
    sessionStorage.removeItem(PLACE);
    if (path === location.pathname) {
      goTo(place);
      addEventListener("load", () => {
        goTo(place);
        // Said at once, the browser would still go to its own.
        setTimeout(() => {
          history.scrollRestoration = "auto";
        }, 1000);
      });
    }
  } catch {
    // Nothing was kept.
  }

  // A new version of the page. Blocks of text take the places of those that they replace; any other change loads the page again.

  const get = async (mode) => {
    const response = await fetch(location.pathname, { cache: mode });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    page.querySelector("script[data-version]").remove();
    return { version: response.headers.get("etag").replace(/"/g, ""), page };
  };

  // The page as it came, without what its scripts have made of it.
  let shown = get("force-cache");

  const update = async (wanted) => {
    if (wanted === version) return;
    try {
      const next = get("no-cache");
      const [before, after] = await Promise.all([shown, next]);
      const found = before.version === version ? differ(before.page.documentElement, after.page.documentElement) : null;
      const old = found ? found.map(({ id }) => document.getElementById(id)) : [null];
      if (old.includes(null)) return reload();
      const place = here();
      old.forEach((block, i) => {
        block.replaceWith(document.importNode(found[i], true));
      });
      goTo(place);
      version = after.version;
      shown = next;
    } catch {
      reload();
    }
  };

  // The line to the server. A page that is not seen lets it go: browsers open only a few to one server.

  const ended = make("p", "diglot-ended", diglot.preview.ended);
  ended.lang = lang;
  ended.setAttribute("role", "status");
  let line = null;

  const hangUp = () => {
    if (line) line.close();
    line = null;
  };

  const listen = () => {
    if (document.hidden) {
      hangUp();
    } else if (!line) {
      line = new EventSource(`/__diglot/events?page=${location.pathname}`);
      line.addEventListener("open", () => ended.remove());
      line.addEventListener("version", (event) => update(event.data));
      line.addEventListener("report", (event) => diglot.showReport(JSON.parse(event.data)));
      line.addEventListener("error", () => document.body.append(ended));
    }
  };

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", listen);
  listen();
})();
