// The matrix: the row and the column of the mark at hand stand out, and the arrow keys go from mark to mark.
(() => {
  const table = document.querySelector("table.matrix");
  if (!table) return;
  const [body] = table.tBodies;
  const rows = Array.from(body.rows, (row) => Array.from(row.cells));
  const heads = table.tHead.rows[0].cells;
  let lit = [];

  const light = (cell) => {
    for (const other of lit) other.classList.remove("lit");
    lit = [];
    if (!cell) return;
    const column = cell.cellIndex;
    if (column > 0) lit = [...rows.map((row) => row[column]), heads[column]];
    if (cell.parentNode.parentNode === body) lit.push(...cell.parentNode.cells);
    for (const other of lit) other.classList.add("lit");
  };

  const lightUnder = (event) => {
    const cell = event.target.closest("td, th");
    light(cell && !cell.classList.contains("corner") ? cell : null);
  };

  table.addEventListener("pointerover", lightUnder);
  table.addEventListener("pointerleave", () => {
    light(table.contains(document.activeElement) ? document.activeElement.closest("td, th") : null);
  });
  table.addEventListener("focusin", lightUnder);
  table.addEventListener("focusout", () => light(null));

  // One mark at a time is on the way of the Tab key.

  const marks = rows.map((row) => row.map((cell) => cell.querySelector("a.mark")).filter(Boolean));
  const columns = marks.map((row) => row.map((mark) => mark.closest("td").cellIndex));
  let [current] = marks.flat();
  if (!current) return;

  const choose = (mark) => {
    current.tabIndex = -1;
    current = mark;
    current.tabIndex = 0;
  };

  for (const row of marks) for (const mark of row) mark.tabIndex = -1;
  choose(current);

  table.addEventListener("focusin", (event) => {
    if (event.target.matches("a.mark")) choose(event.target);
  });
  table.addEventListener("keydown", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = marks.findIndex((row) => row.includes(mark));
    const step = diglot.step(columns, row, marks[row].indexOf(mark), event.key);
    if (!step) return;
    const next = marks[step[0]][step[1]];
    event.preventDefault();
    next.focus({ preventScroll: true });
    // On a phone the heads of the rows cover what is at the edge.
    next.scrollIntoView({ block: "nearest", inline: "center" });
  });
})();
