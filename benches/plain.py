"""The English handbook of a course of the benchmark as plain Typst markup: what somebody would write who needs this one book.

    python benches/plain.py COURSE [contents,pages,heads]

It writes `theme/print/handbook.typ` into the course, so `diglot build handbook --lang en` typesets it with the same fonts and the same exporter
(PDF/UA, with tags), and measures what the templates add. The second argument leaves parts out: the contents, the page numbers of references,
running heads. The text is as large and as wide as in the handbook, justified and hyphenated.
"""

import pathlib
import re
import sys

HEAD = """#import "/look.typ": fonts
#set document(title: "A large course")
#set page(paper: "a4", margin: (top: 25mm, bottom: 24mm, left: 46mm, right: 28mm)HEADS)
#set text(font: fonts(none, "serif"), lang: "en", size: 10.3pt, hyphenate: true)
#set par(justify: true, leading: .66em, spacing: .98em)
#let page-of(target) = PAGES
#title[A large course]
"""
HEADS = """, header: context [A large course #h(1fr) #query(selector(heading.where(level: 1)).before(here())).at(-1, default: [])], numbering: "1\""""


def escaped(text):
    return re.sub(r"([\\#*_@<>$\[\]`~=+/-])", r"\\\1", text)


def name(path):
    return re.sub(r"^\d+-(.*)\.en\.md$", r"\1", path.name)


def inline(text, titles):
    out = []
    for piece in re.split(r"(\*\*\[\[.*?\]\]\*\*|\[\[.*?\]\]|\*\*.*?\*\*|\*.*?\*)", text):
        target = re.match(r"(\**)\[\[\w+/([\w-]+)\]\]", piece)
        if target:
            bold = "*" if target[1] else ""
            out.append(f"{bold}#link(<{target[2]}>)[{escaped(titles[target[2]])}#page-of(<{target[2]}>)]{bold}")
        elif piece.startswith("**"):
            out.append(f"*{escaped(piece[2:-2])}*")
        elif piece.startswith("*"):
            out.append(f"_{escaped(piece[1:-1])}_")
        else:
            out.append(escaped(piece))
    return "".join(out)


def blocks(text, titles):
    out, rows = [], []
    for line in text.split("\n") + [""]:
        cells = re.match(r"\|(.*)\|$", line)
        if cells:
            if "---" not in line:
                rows.append([inline(cell, titles) for cell in cells[1].split("|")])
            continue
        if rows:
            head, *body = ["".join(f"[{cell}], " for cell in row) for row in rows]
            out.append(f"#table(columns: {len(rows[0])}, table.header({head}), {''.join(body)})\n")
            rows = []
        heading = re.match(r"(##+) (.*?)(?: \{#[\w-]+\})?$", line)
        option = re.match(r"( *)(- \[.\] |- |> |\d+\. )(.*)$", line)
        picture = re.match(r"!\[(.*)\]\((.*)\)", line)
        if heading:
            out.append(f"{'=' * len(heading[1])} {inline(heading[2], titles)}\n")
        elif picture:
            out.append("#rect(width: 100%, height: 40mm)\n")
        elif line.startswith(":::"):
            title = re.match(r":::\w+\[(.*)\]", line)
            out.append(f"*{escaped(title[1])}*\n" if title else "")
        elif option:
            # What is quoted below an option goes on in its item.
            mark = {"-": "- ", ">": ""}.get(option[2][0], "+ ")
            out.append(f"{option[1]}{mark}{inline(option[3], titles)}")
        else:
            out.append(inline(line, titles))
    return "\n".join(out)


def main():
    course = pathlib.Path(sys.argv[1])
    without = sys.argv[2].split(",") if len(sys.argv) > 2 else []
    texts = sorted(course.glob("course/modules/*.en.md")) + sorted(course.glob("course/steps/*.en.md"))
    read = {name(path): re.match(r"---\ntitle: (.*?)\n(?:steps: \[(.*?)\]\n)?---\n(.*)", path.read_text(), re.S) for path in texts}
    titles = {slug: found[1] for slug, found in read.items()}
    head = HEAD.replace("HEADS", "" if "heads" in without else HEADS)
    head = head.replace("PAGES", "none" if "pages" in without else "context [ (page #counter(page).at(locate(target)).first())]")
    parts = [head, "" if "contents" in without else "#outline(depth: 1)\n"]
    for slug, found in read.items():
        parts.append(f"#pagebreak(weak: true)\n= {escaped(found[1])} <{slug}>\n{blocks(found[3], titles)}")
        steps = [step for step in (found[2] or "").split(", ") if step]
        parts += [f"- #link(<{step}>)[{escaped(titles[step])}#page-of(<{step}>)]\n" for step in steps]
    out = course / "theme/print/handbook.typ"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(parts))


main()
