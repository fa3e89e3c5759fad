"""Diglot beside the typst compiler itself, on the same document: the handbook of the shipped course.

    pip install typst==0.15.2        # wheels with the compiler of the version in Cargo.lock, 0.15.1
    WORLD=/tmp/world cargo test --release --lib -- --ignored the_files_of_a_handbook
    python benches/typst.py target/release/diglot /tmp/world

Both are whole processes: Python's start is on one side, reading and checking the course on the other. The least of five rounds, in turn.
"""

import os
import subprocess
import sys
import tempfile
import time

COMPILE = """
import sys, typst
root = sys.argv[1]
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[2]])
typst.compile(root + "/handbook.typ", output=root + "/out.pdf", root=root, font_paths=fonts, pdf_standards=["ua-1"])
"""


# The wheels have no switch for the features that the matrix's table uses; there it is a table without row heads.
MISSING = ["pdf.table-summary(", "pdf.header-cell("]


def without_features(folder):
    for template in ["matrix.typ", "chart.typ"]:
        path = f"{folder}/{template}"
        text = open(path, encoding="utf-8").read()
        for name in MISSING:
            text = text.replace(name, "plain(")
        if "#let plain" not in text:
            text = "#let plain(body, ..rest) = body\n" + text
        open(path, "w", encoding="utf-8").write(text)


def cost(command):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(diglot, world):
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    print("| handbook | program | wall s | CPU s | peak MB | KB |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for reading in ["en", "en-zh"]:
        runs = {"diglot": [], "typst": []}
        without_features(f"{world}/{reading}")
        for _ in range(5):
            with tempfile.TemporaryDirectory() as out:
                build = [diglot, "build", "handbook", "--quiet", "--lang", reading, "--edition", "learner"]
                runs["diglot"].append(cost(build + ["--book", root, "--out", out]))
                sizes = {"diglot": os.path.getsize(f"{out}/print/handbook.{reading}.pdf")}
            folder = f"{world}/{reading}"
            fonts = f"{root}/themes/default/fonts"
            runs["typst"].append(cost([sys.executable, "-c", COMPILE, folder, fonts]))
            sizes["typst"] = os.path.getsize(f"{folder}/out.pdf")
        for program, costs in runs.items():
            wall, cpu, peak = (min(column) for column in zip(*costs))
            print(f"| {reading} | {program} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {sizes[program] // 1024} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
