// The programming interface of a platform: an object that lies in a window around the package, or around the window that opened it.
(() => {
  // So many windows may lie around each other.
  const MOST = 500;

  // The object of that name in a window or one around it. A window of another origin throws when it is looked into; the one around it may not.
  const around = (from, name) => {
    let place = from;
    for (let i = 0; place && i < MOST; i++) {
      try {
        if (place[name]) return place[name];
      } catch {
        // The next one, then.
      }
      const parent = place.parent;
      if (parent === place) return null;
      place = parent;
    }
    return null;
  };

  diglot.findApi = (name, from) => {
    const found = around(from, name);
    if (found) return found;
    try {
      let top = from;
      for (let i = 0; top.parent && top.parent !== top && i < MOST; i++) top = top.parent;
      return around(from.opener, name) || around(top.opener, name);
    } catch {
      return null;
    }
  };
})();
