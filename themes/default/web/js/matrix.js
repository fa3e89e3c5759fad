// The matrix: the row and the column of the mark at hand stand out, and the arrow keys go from mark to mark.
(function () {
  "use strict";
  var table = document.querySelector("table.matrix");
  if (!table) return;
  var rows = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
    return Array.prototype.slice.call(row.cells);
  });
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var lit = [];

  function light(cell) {
    lit.forEach(function (other) {
      other.classList.remove("lit");
    });
    lit = [];
    if (!cell) return;
    var column = cell.cellIndex;
    if (column > 0) {
      lit = rows.map(function (row) {
        return row[column];
      });
      lit.push(heads[column]);
    }
    if (cell.parentNode.parentNode === table.tBodies[0]) lit = lit.concat(Array.prototype.slice.call(cell.parentNode.cells));
    lit.forEach(function (other) {
      other.classList.add("lit");
    });
  }

  function cellOf(event) {
    var cell = event.target.closest("td, th");
    return cell && !cell.classList.contains("corner") ? cell : null;
  }

  table.addEventListener("pointerover", function (event) {
    light(cellOf(event));
  });
  table.addEventListener("pointerleave", function () {
    light(table.contains(document.activeElement) ? document.activeElement.closest("td, th") : null);
  });
  table.addEventListener("focusin", function (event) {
    light(cellOf(event));
  });
  table.addEventListener("focusout", function () {
    light(null);
  });

  // One mark at a time is on the way of the Tab key.

  var marks = rows.map(function (row) {
    return row
      .map(function (cell) {
        return cell.querySelector("a.mark");
      })
      .filter(Boolean);
  });
  var current = null;

  function choose(mark) {
    if (current) current.tabIndex = -1;
    current = mark;
    current.tabIndex = 0;
  }

  marks.forEach(function (row) {
    row.forEach(function (mark) {
      mark.tabIndex = -1;
    });
  });
  var first = marks.find(function (row) {
    return row.length > 0;
  });
  if (!first) return;
  choose(first[0]);

  function columnOf(mark) {
    return mark.closest("td").cellIndex;
  }

  // The next row with a mark, and in it the mark that is nearest to this column.
  function vertical(mark, way) {
    var column = columnOf(mark);
    for (var r = rows.indexOf(rowOf(mark)) + way; r >= 0 && r < rows.length; r += way) {
      if (marks[r].length === 0) continue;
      return marks[r].reduce(function (best, other) {
        return Math.abs(columnOf(other) - column) < Math.abs(columnOf(best) - column) ? other : best;
      });
    }
    return mark;
  }

  function rowOf(mark) {
    return rows.find(function (row) {
      return row.indexOf(mark.closest("td")) >= 0;
    });
  }

  table.addEventListener("focusin", function (event) {
    if (event.target.matches("a.mark")) choose(event.target);
  });
  table.addEventListener("keydown", function (event) {
    var mark = event.target.closest("a.mark");
    if (!mark || event.ctrlKey || event.metaKey || event.altKey) return;
    var row = marks[rows.indexOf(rowOf(mark))];
    var at = row.indexOf(mark);
    var next = {
      ArrowRight: row[at + 1] || mark,
      ArrowLeft: row[at - 1] || mark,
      ArrowDown: vertical(mark, 1),
      ArrowUp: vertical(mark, -1),
      Home: row[0],
      End: row[row.length - 1],
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    // On a phone the heads of the rows cover what is at the edge.
    next.scrollIntoView({ block: "nearest", inline: "center" });
  });
})();
