#!/usr/bin/env python3
"""Counts what a book designer would mend in PDFs, to compare two builds: `tests/layout.py dist/print`.

Of each PDF: its pages; those that are more than half empty, but for the last one; boxes that go on on the next page; last lines of
paragraphs that fill less than a third of their measure; last words of which a part alone is a line. It needs PyMuPDF, which the
checkers of `tests/run` bring along: `target/checkers/bin/python tests/layout.py dist/print`.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import pymupdf

CONTINUED = re.compile(r"\(continued\)|（续）|（續）")
COLUMNS = ["pages", "half empty", "parted", "short", "cut words"]


def filled(page):
    """The share of a page, between its head and its foot, that has something on it from the top on."""
    top, bottom = page.rect.height * 0.09, page.rect.height * 0.92
    boxes = [pymupdf.Rect(block[:4]) for block in page.get_text("blocks")]
    boxes += [drawing["rect"] for drawing in page.get_drawings() if drawing["rect"].height < page.rect.height * 0.9]
    boxes += [pymupdf.Rect(image["bbox"]) for image in page.get_image_info()]
    low = [box.y1 for box in boxes if box.y0 > top - 2 and box.y1 < bottom]
    return (max(low, default=top) - top) / (bottom - top)


def lines_of(page):
    """The lines of each paragraph: their left and right edges, and their words."""
    for block in page.get_text("dict")["blocks"]:
        rows = {}
        for line in block.get("lines", []):
            words = "".join(span["text"] for span in line["spans"])
            if words.strip():
                left, top, right, _ = line["bbox"]
                old = rows.get(round(top))
                rows[round(top)] = (min(left, old[0]), max(right, old[1]), old[2] + words) if old else (left, right, words)
        yield [rows[top] for top in sorted(rows)]


def count(path):
    """The figures of one PDF."""
    found = Counter()
    with pymupdf.open(path) as document:
        last = len(document) - 1
        for number, page in enumerate(document):
            found["pages"] += 1
            share = filled(page)
            found["half empty"] += 0 < share < 0.5 and number < last
            found["parted"] += len(CONTINUED.findall(page.get_text()))
            for lines in lines_of(page):
                if len(lines) < 2:
                    continue
                (_, _, before), (left, right, words) = lines[-2:]
                measure = max(line[1] for line in lines) - min(line[0] for line in lines)
                found["short"] += right - left < measure / 3
                found["cut words"] += before.rstrip().endswith(("-", "‐", "\u00ad")) and " " not in words.strip()
    return found


def main():
    paths = [path for name in sys.argv[1:] for path in ([Path(name)] if name.endswith(".pdf") else sorted(Path(name).rglob("*.pdf")))]
    total = Counter()
    print(f"{'':44}" + "".join(f"{name:>12}" for name in COLUMNS))
    for path in paths:
        found = count(path)
        total.update(found)
        print(f"{path.name:44}" + "".join(f"{found[name]:12}" for name in COLUMNS))
    print(f"{'all':44}" + "".join(f"{total[name]:12}" for name in COLUMNS))


if __name__ == "__main__":
    main()
