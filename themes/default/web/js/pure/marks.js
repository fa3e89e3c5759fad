// What was read: the ids of items, each with the day, `{"step/listen": "2026-01-31"}`.
diglot.marks = {
  // What a browser kept as a text; nothing when it kept something else.
  parse: (text) => {
    try {
      const kept = JSON.parse(text);
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  },

  // An item that is gone keeps its mark, in case it comes back, and does not count. `there` is a set of ids.
  count: (marks, there) => Object.keys(marks).filter((id) => there.has(id)).length,

  // Adds or takes away the mark of an item.
  set: (marks, id, read, now) => {
    if (read) marks[id] = now.toISOString().slice(0, 10);
    else delete marks[id];
  },
};
