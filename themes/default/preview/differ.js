// Which blocks of a page must be replaced to make it into another version of it: those of the new one, or null when blocks alone do not do.
(() => {
  // What only the page's own scripts can set up.
  const SCRIPTED = "button, input, details, script, link, table, figure, .quiz, .exercise, .tick, .blank";
  const ELEMENT = 1;

  const isPlain = (block) => !block.matches(SCRIPTED) && !block.querySelector(SCRIPTED);

  // The same for what two equal elements hold.
  const differInside = (before, after) => {
    const [old, young] = [before.childNodes, after.childNodes];
    if (!before.cloneNode().isEqualNode(after.cloneNode()) || old.length !== young.length) return null;
    const blocks = [];
    for (let i = 0; i < old.length; i++) {
      const found = diglot.differ(old[i], young[i]);
      if (!found) return null;
      blocks.push(...found);
    }
    return blocks;
  };

  diglot.differ = (before, after) => {
    if (before.isEqualNode(after)) return [];
    if (before.nodeType !== ELEMENT || after.nodeType !== ELEMENT) return null;
    const inside = differInside(before, after);
    if (inside) return inside;
    return before.id && before.id === after.id && isPlain(before) && isPlain(after) ? [after] : null;
  };
})();
