// What somebody typed: by the id of an item the fields of its page, `{"module/gifts": {"log t0": "Flat 12"}}`.
diglot.typed = {
  // Under what a browser keeps it.
  key: (course) => `diglot-typed-${course}`,

  // What a browser kept as a text; nothing when it kept something else.
  parse: (text) => {
    try {
      const kept = JSON.parse(text);
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  },

  // Of a field; an empty text is none, and a page without any leaves no trace.
  set: (all, page, field, text) => {
    const fields = all[page] || {};
    if (text.trim() === "") delete fields[field];
    else fields[field] = text;
    if (Object.keys(fields).length > 0) all[page] = fields;
    else delete all[page];
  },

  // A file of plain text, of `{title, fields}` for each exercise and `{label, text}` for each field. The mark at its beginning tells old editors
  // which letters these are.
  file: (title, parts) => {
    const lines = ({ label, text }) => (label ? `${label}: ${text.trim()}` : text.trim());
    const filled = parts.map((part) => ({ title: part.title, fields: part.fields.filter(({ text }) => text.trim() !== "") }));
    const blocks = filled.filter(({ fields }) => fields.length > 0).map((part) => [part.title, ...part.fields.map(lines)].join("\n"));
    return `\ufeff${[title, ...blocks].join("\n\n")}\n`;
  },
};
