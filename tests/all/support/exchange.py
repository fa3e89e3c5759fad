"""What translators' programs do with the files that they get."""

import io
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import polib
from lxml import etree
from translate.storage import factory

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"


def prefix(source, out):
    """Every translation that is not the source text gets a sign in front."""
    if source.endswith(".po"):
        catalogue = polib.pofile(source)
        for entry in catalogue:
            if entry.msgstr != entry.msgid and entry.msgstr:
                entry.msgstr = "新" + entry.msgstr
        catalogue.save(out)
    elif source.endswith(".xlf"):
        tree = etree.parse(source)
        for unit in tree.iter(XLIFF + "trans-unit"):
            source_node, target = unit.find(XLIFF + "source"), unit.find(XLIFF + "target")
            if etree.tostring(source_node)[8:] != etree.tostring(target)[8:] and "".join(source_node.itertext()) != "".join(target.itertext()):
                target.text = "新" + (target.text or "")
        tree.write(out, encoding="utf-8", xml_declaration=True)
    else:
        book = openpyxl.load_workbook(source)
        for row in book.worksheets[0].iter_rows(min_row=2):
            if row[5].value and row[5].value != row[4].value:
                row[5].value = "新" + row[5].value
        book.save(out)


def fill(source, out, text, words):
    """Writes a translation beside a source text."""
    book = openpyxl.load_workbook(source)
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[4].value == text:
            row[5].value = words
            row[5].data_type = "s"
    book.save(out)


def harm(kind, source, out):
    """A sheet that means harm."""
    files = {name: data for name, data in ((n, zipfile.ZipFile(source).read(n)) for n in zipfile.ZipFile(source).namelist())}
    sheet = "xl/worksheets/sheet1.xml"
    if kind == "bomb":
        files[sheet] = b"<worksheet>" + b" " * (80 << 20) + b"</worksheet>"
    elif kind == "entries":
        files.update({f"x/{n}": b"" for n in range(10_001)})
    elif kind == "deep":
        files[sheet] = b"<a>" * 500_000
    elif kind == "dtd":
        files[sheet] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + files[sheet].split(b"?>", 1)[1]
    elif kind == "external":
        rels = "xl/_rels/workbook.xml.rels"
        files[rels] = files[rels].replace(b'Target="worksheets/sheet1.xml"', b'Target="http://example.org/" TargetMode="External"')
    elif kind == "no-columns":
        files[sheet] = files[sheet].replace(b">target<", b">other<")
    elif kind == "cells":
        row = b"<row>" + b"<c/>" * 1000 + b"</row>"
        files[sheet] = re.sub(rb"</sheetData>", row * 1001 + b"</sheetData>", files[sheet])
    elif kind == "formula":
        files[sheet] = re.sub(rb'(<c r="F3"[^>]*)t="inlineStr"><is>.*?</is></c>', rb'\1t="str"><f>1+1</f><v>2</v></c>', files[sheet], count=1)
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    data = memory.getvalue()
    Path(out).write_bytes(data[: len(data) // 2] if kind == "truncated" else data)


def tools(folder):
    """What translate-toolkit, polib and openpyxl find."""
    for ending in ("po", "xlf", "tmx", "tbx"):
        store = factory.getobject(f"{folder}/all.{ending}")
        units = [unit for unit in store.units if not unit.isheader()]
        clerk = next(unit for unit in units if str(unit.source) == "Clerk")
        notes = next((line for line in clerk.getnotes().splitlines() if "=" in line), "")
        print(*[word for word in (ending, len(units), clerk.source, clerk.target, notes if ending in ("po", "xlf") else "") if word])
    print("polib", polib.pofile(f"{folder}/all.po").percent_translated())
    sheet = openpyxl.load_workbook(f"{folder}/all.xlsx").worksheets[0]
    cell, open_cell = sheet["E2"], sheet["F2"]
    names = ",".join(cell.value for cell in sheet[1])
    print("openpyxl", names, cell.number_format, cell.data_type, sheet.protection.sheet, open_cell.protection.locked, sheet.column_dimensions["A"].hidden)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
