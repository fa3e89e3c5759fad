// Chinese that was typed as it is read: `tousu`, `tóu sù`, `tou2su4` for 投诉.
(() => {
  const HAN = /[\u3400-\u9fff]/;
  const { fold } = diglot;

  // What a query is read as, or nothing when it is none: letters without tones, and `v` as keyboards have it for ü.
  const typed = (query) => {
    const letters = fold(query.normalize("NFC"))
      .replace(/[\s'1-5]/g, "")
      .replace(/v/g, "u");
    return /^[a-z]{3,}$/.test(letters) ? letters : "";
  };

  // What each character is read as, of a line `su诉素 tou头投`.
  const table = (line) => {
    const readings = new Map();
    for (const entry of fold(line).split(" ")) {
      const letters = entry.match(/^[a-z]*/)[0];
      for (const c of entry.slice(letters.length)) readings.set(c, [...(readings.get(c) || []), letters]);
    }
    return readings;
  };

  // Where a run that is read as these letters ends, if it begins at a place of the text; of the last character they may be the beginning.
  const end = (text, at, letters, readings) => {
    if (letters === "") return at;
    for (const reading of readings.get(text[at]) || []) {
      if (reading.startsWith(letters)) return at + 1;
      const further = letters.startsWith(reading) ? end(text, at + 1, letters.slice(reading.length), readings) : -1;
      if (further >= 0) return further;
    }
    return -1;
  };

  // The terms that a query may mean by what the names and headings of a part of the index are read as. A single character is read as too many
  // others are.
  const terms = (query, part, index) => {
    const letters = index.pinyin ? typed(query) : "";
    if (letters === "") return [];
    index.readings = index.readings || table(index.pinyin);
    const found = new Set();
    for (const { title, others } of part.sections) {
      for (const name of [title, ...others]) {
        for (let at = 0; at < name.length; at++) {
          const to = HAN.test(name[at]) ? end(name, at, letters, index.readings) : -1;
          if (to > at + 1) found.add(name.slice(at, to));
        }
      }
    }
    return found.size > 0 ? [{ han: true, forms: Array.from(found), whole: [], parts: [] }] : [];
  };

  diglot.pinyin = { terms };
})();
