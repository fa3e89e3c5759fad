// Where a key leads from a mark of the matrix, as row and place in the row, or null for a key that leads nowhere. `rows` holds the columns of
// the marks of each row.
diglot.step = (rows, row, at, key) => {
  const last = rows[row].length - 1;
  // The next row with a mark, and in it the mark that is nearest to this column.
  const vertical = (way) => {
    let next = row + way;
    while (rows[next] && rows[next].length === 0) next += way;
    if (!rows[next]) return [row, at];
    const far = rows[next].map((column) => Math.abs(column - rows[row][at]));
    return [next, far.indexOf(Math.min(...far))];
  };
  switch (key) {
    case "ArrowRight":
      return [row, Math.min(at + 1, last)];
    case "ArrowLeft":
      return [row, Math.max(at - 1, 0)];
    case "Home":
      return [row, 0];
    case "End":
      return [row, last];
    case "ArrowDown":
      return vertical(1);
    case "ArrowUp":
      return vertical(-1);
    default:
      return null;
  }
};
