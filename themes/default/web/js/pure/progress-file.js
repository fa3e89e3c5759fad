// The file that carries what was read to another browser: `{course, title, of, read}`.
diglot.progressFile = {
  write: (course, title, of, read) => `${JSON.stringify({ course, title, of, read }, null, 2)}\n`,

  // What a file says, or null when it is none that was saved by a course.
  parse: (text) => {
    try {
      const report = JSON.parse(text);
      const right =
        typeof report.course === "string" &&
        typeof report.title === "string" &&
        !Array.isArray(report.read) &&
        Object.entries(report.read).every(([id, day]) => /^[^/]+\/[^/]+$/.test(id) && /^\d{4}-\d\d-\d\d$/.test(day));
      return right ? report : null;
    } catch {
      return null;
    }
  },
};
