// The file that carries what was read and typed to another browser: `{course, title, of, read, typed}`.
(() => {
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  // Whether these are fields with texts, by pages.
  const areTexts = (pages) =>
    isObject(pages) &&
    Object.values(pages).every((fields) => isObject(fields) && Object.values(fields).every((text) => typeof text === "string"));

  diglot.progressFile = {
    write: (course, title, of, read, typed) => `${JSON.stringify({ course, title, of, read, typed }, null, 2)}\n`,

    // What a file says, or null when it is none that was saved by a course.
    parse: (text) => {
      try {
        const report = JSON.parse(text);
        const right =
          typeof report.course === "string" &&
          typeof report.title === "string" &&
          !Array.isArray(report.read) &&
          areTexts(report.typed || {}) &&
          Object.entries(report.read).every(([id, day]) => /^[^/]+\/[^/]+$/.test(id) && /^\d{4}-\d\d-\d\d$/.test(day));
        return right ? report : null;
      } catch {
        return null;
      }
    },
  };
})();
