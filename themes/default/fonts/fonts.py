"""The embedded fonts: `fonts.py make` makes them, `fonts.py check` checks them.

Run by make.sh, which says what is needed. `check` needs fontTools and the
Unihan table only; it reads nothing but the fonts of this folder.
"""

import bz2
import gzip
import io
import os
import sys
import unicodedata

from fontTools.otlLib import builder
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

OUT = os.environ.get("OUT") or os.path.dirname(os.path.abspath(__file__))
NOTO_DIR = os.environ.get("NOTO_DIR", "/usr/share/fonts/opentype/noto")
UNIHAN = os.environ.get("UNIHAN", "/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

STYLES = {  # name: weight, fsSelection bits that must be set, macStyle
    "Regular": (400, 1 << 6, 0),
    "Bold": (700, 1 << 5, 1),
    "Italic": (400, 1 << 0, 2),
    "Bold Italic": (700, 1 << 5 | 1 << 0, 3),
}

# Our family: its styles, its source. The names differ from the sources' because
# a subset must not hide an installed whole font, and because `Source` is a
# Reserved Font Name.
CHINESE = {
    "Diglot Sans SC": ("NotoSansCJK-{}.ttc", "Noto Sans CJK SC", "Version 2.004"),
    "Diglot Serif SC": ("NotoSerifCJK-{}.ttc", "Noto Serif CJK SC", "Version 2.001"),
}
CHINESE_STYLES = ("Regular", "Bold")
LATIN = {
    "Diglot Serif": ("source-serif-4", "SourceSerif4", "Source Serif 4", "Version 4.004"),
    "Diglot Sans": ("source-sans-3", "SourceSans3", "Source Sans 3", "Version 3.052"),
    "Diglot Mono": ("source-code-pro", "SourceCodePro", "Source Code Pro", "Version 1.026"),
}
MATH = ("Diglot Math", "stix-two-math", "STIX Two Math", "Version 2.12 b168a")
EMOJI = ("Diglot Emoji", "noto-color-emoji", "Noto Color Emoji", "Version 2.051")
EMOJI_WIDTH = 1275  # what every emoji of the source takes, of 1,024 units an em
LATIN_STYLES = {
    "Diglot Serif": ("Regular", "Italic", "Bold", "Bold Italic"),
    "Diglot Sans": ("Regular", "Italic", "Bold", "Bold Italic"),
    "Diglot Mono": ("Regular",),
}


def ranges(text):
    """'41-43 61' → {0x41, 0x42, 0x43, 0x61}"""
    out = set()
    for part in text.split():
        first, _, last = part.partition("-")
        out.update(range(int(first, 16), int(last or first, 16) + 1))
    return out


def chars(text):
    return {ord(c) for c in text if not c.isspace()}


def gb2312():
    """Every character of GB 2312: 6,763 hanzi and 682 others."""
    out = set()
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            try:
                out.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    assert len(out) == 7445, len(out)
    return out


def standard():
    """The Table of General Standard Chinese Characters (2013): 8,105 of them."""
    opener = bz2.open if UNIHAN.endswith(".bz2") else open
    out = set()
    with opener(UNIHAN, "rt", encoding="utf-8") as lines:
        for line in lines:
            field = line.split("\t")
            if len(field) == 3 and field[1] == "kTGH":
                out.add(int(field[0][2:], 16))
    assert len(out) == 8105, len(out)
    return out


PINYIN = chars("āáǎà ōóǒò ēéěè īíǐì ūúǔù ǖǘǚǜü ńňǹ ḿ ê ɑɡ")
PINYIN |= {ord(chr(c).upper()) for c in PINYIN - chars("ɑɡ")}
SYMBOLS = chars("←↑→↓ ✓✗✔✘ ☐☑☒ •●○■□▲△★☆ ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
QUOTES = chars("‘’“”–—…·‰′″※‥⸺「」『』【】《》〈〉、。！？；：，（）％＋－＝～￥")
SOURCE_LACKS = chars("✗✔✘☐☑☒")  # in no face of Noto CJK; Diglot Sans has all but ☒

# What every Chinese font must have.
def must_have():
    return (gb2312() | standard() | ranges("20-7E A0-FF 2500-257F 3000-303F FF01-FF5E")
            | PINYIN | QUOTES | SYMBOLS) - SOURCE_LACKS


# What a Chinese font takes besides, as far as its source has it.
CHINESE_MORE = ranges(
    "100-17F 300-36F"  # Latin Extended-A, combining marks
    " 2000-206F 2070-209F 20A0-20CF 2100-218F"  # punctuation, indices, currencies, letter-like
    " 2190-23FF 2460-24FF 2500-27BF"  # arrows, operators, technical, enclosed, boxes, shapes, dingbats
    " 2E3A 2E3B 3041-3096 3099-30FF 3105-312F 31A0-31BF"  # long dashes, kana, bopomofo
    " 3220-3229 3280-3289 338E-338F 339C-339E 33A1 33C4 33CE 33D1-33D2 33D5"  # ㈠ ㊀ ㎎㎏㎜㎝㎞㎡㏄…
    " FFE0-FFE6"
)
CHINESE_FEATURES = ["ccmp", "locl", "liga", "kern", "mark", "mkmk", "halt", "palt", "chws"]
# The face is Simplified Chinese by itself; `locl` of ZHS makes its dashes full width.
# The other languages' `locl` would bring thousands of foreign variants.
CHINESE_SCRIPTS = ["DFLT"] + [
    f"{script}.{language}" for script in ("hani", "kana", "latn", "grek", "cyrl") for language in ("dflt", "ZHS")
]

LATIN_TEXT = ranges(
    "20-7E A0-2AF 2B0-36F 370-3FF 1E00-1EFF"  # Latin, phonetic alphabet, marks, Greek
    " 2000-206F 2070-209F 20A0-20CF 2100-218F 2190-23FF"
    " 25CA 2610 2611 2713 2714 2717 2718 2E3A 2E3B FB00-FB04"
)  # ①●■★ and the like are left to the Chinese fonts: one drawing in both languages
LATIN_MONO = LATIN_TEXT | ranges("400-45F 2500-27BF")
# What every Latin font must have, but for what its source lacks.
ENGLISH = ranges("20-7E A0-17F") | (PINYIN - chars("ɑɡ")) | chars("‘’“”–—…•←↑→↓☐☑✓")
LATIN_LACKS = {"Diglot Serif": chars("ĬĭĲĳŦŧ")}
LATIN_FEATURES = [
    "ccmp", "locl", "liga", "kern", "mark", "mkmk", "case", "zero",
    "lnum", "onum", "pnum", "tnum", "frac", "numr", "dnom", "sups", "subs", "sinf", "ordn",
]
LATIN_SCRIPTS = ["DFLT", "latn", "grek", "cyrl"]
# Pairs that are moved by less are not moved at all, and none beside a space: nobody sees it, and a line can be cut where
# no pair is moved, without being shaped anew. In thousandths of the em.
KERNING_LEAST = 15


# Formulas: what src/syntax/formula/names.rs names, and what Unicode's neighbours of it are. What Typst and browsers make of
# letters is beyond the basic plane. The table MATH brings the larger forms of delimiters, roots and sums by itself.
MATH_TEXT = ranges(
    "20-7E A2-A5 A7 A8 AC AF B0 B1 B4 B5 B7 D7 F7 131 237 2C6 2C7 2D8-2DC"  # text, signs, accents alone
    " 300-304 306-308 30A 30C 332 338 20D6 20D7 20E1"  # accents
    " 391-3A1 3A3-3A9 3B1-3C9 3D1 3D5 3D6 3F0 3F1 3F5"  # Greek
    " 2013 2014 2016 2018-201D 2020-2022 2026 2032-2034 203E 2044 2057 20AC"
    " 2102 210B 210E 210F 2110-2113 2115 2118-211D 2124 212C 2130 2131 2133 2135"  # letters that stand alone
    " 2190-2199 21A6 21A9 21AA 21BC 21C0 21CC 21D0-21D5"  # arrows
    " 2200-22FF 2308-230B 23B4 23B5 23DC-23E1 25CB 25CF 2713 27E8-27EB 27F5-27FA"  # operators, delimiters
    " 1D400-1D454 1D456-1D49C 1D49E 1D49F 1D4A2 1D4A5 1D4A6 1D4A9-1D4AC 1D4AE-1D4B5"  # bold, italic, script
    " 1D538 1D539 1D53B-1D53E 1D540-1D544 1D546 1D54A-1D550 1D552-1D56B"  # double-struck
    " 1D6A4 1D6A5 1D6A8-1D755 1D7CE-1D7E1"  # Greek, digits
)

EMOJI_SINGLE = "😀🙂😊😡🙏👍👂💡🎉🚀📞📝💬✅❌❗❓⭐⏰⌛☕☎☀⚠✔❤ℹ↗▶🆗㊗🫩"
EMOJI_JOINED = "1⃣ #⃣ 🇨🇳 🇬🇧 🇲🇽 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏽 ✍🏿 👩‍💻 🙋🏽‍♀️ 👨‍👩‍👧‍👦 🧑🏻‍🤝‍🧑🏿 ❤️‍🔥".split()


def postscript(family, style):
    return f"{family.replace(' ', '')}-{style.replace(' ', '')}"


def out_path(family, style, ext):
    return os.path.join(OUT, postscript(family, style) + ext)


def subset(font, wanted, features, scripts):
    options = Options()
    options.desubroutinize = True
    options.hinting = False
    options.recalc_timestamp = False
    options.notdef_outline = True  # a missing glyph shows as a box, never as nothing
    options.layout_features = features
    options.layout_scripts = scripts
    options.name_IDs = ["*"]  # the copyright and licence entries stay
    options.name_languages = ["*"]
    options.drop_tables += ["STAT", "vhea", "vmtx", "VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def kerning(font):
    """The lookups that move pairs by themselves, with {(first, second): units} of each."""
    if "GPOS" not in font or font["GPOS"].table.FeatureList is None:
        return []
    table = font["GPOS"].table
    features = [record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern"]
    lookups = [table.LookupList.Lookup[i] for i in sorted({i for feature in features for i in feature.LookupListIndex})]
    found = []
    for lookup in lookups:
        parts = [part.ExtSubTable if part.LookupType == 9 else part for part in lookup.SubTable]
        if all(part.LookupType == 2 for part in parts):
            found.append((lookup, pairs_of(parts, font.getGlyphOrder())))
    return found


def pairs_of(parts, glyphs):
    """Of a pair the first part decides that knows it, also when it does not move it."""
    pairs = {}

    def put(first, second, value):
        pairs.setdefault((first, second), getattr(value, "XAdvance", 0))

    for part in parts:
        if part.Format == 1:
            for first, seconds in zip(part.Coverage.glyphs, part.PairSet):
                for record in seconds.PairValueRecord:
                    put(first, record.SecondGlyph, record.Value1)
        else:
            firsts, seconds = part.ClassDef1.classDefs, part.ClassDef2.classDefs
            for first in part.Coverage.glyphs:
                row = part.Class1Record[firsts.get(first, 0)].Class2Record
                for second in glyphs:
                    put(first, second, row[seconds.get(second, 0)].Value1)
    return {pair: units for pair, units in pairs.items() if units}


def thin_kerning(font):
    """Leaves the pairs that can be seen, in one table of classes for each lookup."""
    spaces = {name for code, name in font.getBestCmap().items() if unicodedata.category(chr(code)) == "Zs"}
    for lookup, pairs in kerning(font):
        seen = {pair: units for pair, units in pairs.items() if abs(units) >= KERNING_LEAST and not spaces & set(pair)}
        firsts, seconds = alike(seen, 0), alike(seen, 1)
        classes = {
            (first, second): (builder.buildValue({"XAdvance": seen[first[0], second[0]]}), None)
            for first in firsts for second in seconds if (first[0], second[0]) in seen
        }
        lookup.SubTable = [builder.buildPairPosClassesSubtable(classes, font.getReverseGlyphMap())]
        lookup.SubTableCount, lookup.LookupType = 1, 2


def alike(pairs, side):
    """The glyphs on one side of pairs, in groups of those that are moved alike beside all others."""
    rows = {}
    for pair, units in pairs.items():
        rows.setdefault(pair[side], set()).add((pair[1 - side], units))
    groups = {}
    for glyph, row in rows.items():
        groups.setdefault(frozenset(row), []).append(glyph)
    return sorted(tuple(sorted(group)) for group in groups.values())


def rename(font, family, style):
    ps = postscript(family, style)
    full = family if style == "Regular" else f"{family} {style}"
    table = font["name"]
    version = table.getDebugName(5).removeprefix("Version ").split(";")[0]
    new = {1: family, 2: style, 3: f"{version};{ps}", 4: full, 6: ps, 16: family, 17: style}
    table.names = [n for n in table.names if n.nameID <= 22]
    for record in table.names:
        if record.nameID in new:
            record.string = new[record.nameID]
    font["OS/2"].achVendID = "NONE"
    if "CFF " in font:
        cff = font["CFF "].cff
        old, cff.fontNames = cff.fontNames[0], [ps]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = full, family
        for part in top.FDArray:
            part.FontName = part.FontName.replace(old, ps)


def make_font(font, family, style, wanted, features, scripts, ext):
    have = set(font.getBestCmap())
    subset(font, wanted & have, features, scripts)
    if family in LATIN:
        thin_kerning(font)
    rename(font, family, style)
    path = out_path(family, style, ext)
    font.save(path)
    made = set(TTFont(path).getBestCmap())
    assert made == wanted & have, (path, sorted(map(hex, made ^ (wanted & have))))
    print(f"{os.path.basename(path):34} {len(made):6} characters {os.path.getsize(path):9} bytes")


def noto_face(path, family):
    """Opens the face of the collection that has this family name."""
    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getDebugName(1) for font in collection.fonts]
    return TTFont(path, fontNumber=names.index(family), recalcTimestamp=False, lazy=True)


def pinned(font, path, version):
    found = font["name"].getDebugName(5)
    if found.split(";")[0] != version:
        print(f"note: {os.path.basename(path)} is {found}, these fonts were made of {version}")


def make():
    wanted = must_have() | CHINESE_MORE | SOURCE_LACKS
    for family, (file, name, version) in CHINESE.items():
        for style in CHINESE_STYLES:
            path = os.path.join(NOTO_DIR, file.format(style))
            font = noto_face(path, name)
            pinned(font, path, version)
            make_font(font, family, style, wanted, CHINESE_FEATURES, CHINESE_SCRIPTS, ".otf")
    for family, (folder, file, name, version) in LATIN.items():
        for style in LATIN_STYLES[family]:
            weight = STYLES[style][0]
            part = f"{weight}{'Bold' if weight == 700 else 'Regular'}{'_Italic' if 'Italic' in style else ''}"
            path = os.path.join(os.environ["LATIN_DIR"], folder, part, f"{file}_{part}.ttf")
            font = TTFont(path, recalcTimestamp=False)
            assert font["name"].getDebugName(1) == name and font["name"].getDebugName(2) == style, path
            pinned(font, path, version)
            wanted_here = LATIN_MONO if family == "Diglot Mono" else LATIN_TEXT
            make_font(font, family, style, wanted_here, LATIN_FEATURES, LATIN_SCRIPTS, ".ttf")
    make_math()
    make_emoji()


def sit_primes(font):
    """Primes stand on the line, as in TeX: they are set as superscripts, which makes them smaller and lifts them.

    The source has them so as alternates for superscripts, which the package has lost.
    """
    larger = 1.5
    glyphs = font.getGlyphSet()
    shapes = {}
    for name in (font.getBestCmap()[ord(character)] for character in "′″‴⁗"):
        bounds, shape, drawn = ControlBoundsPen(glyphs), TTGlyphPen(None), DecomposingRecordingPen(glyphs)
        glyphs[name].draw(bounds)
        glyphs[name].draw(drawn)
        drawn.replay(TransformPen(shape, (larger, 0, 0, larger, 0, -larger * bounds.bounds[1])))
        shapes[name] = shape.glyph()
    for name, shape in shapes.items():
        shape.recalcBounds(font["glyf"])
        font["glyf"][name] = shape
        font["hmtx"][name] = (round(larger * font["hmtx"][name][0]), shape.xMin)


def make_math():
    family, folder, name, version = MATH
    path = os.path.join(os.environ["LATIN_DIR"], folder, "files", f"{folder}-latin-400-normal.woff")
    font = TTFont(path, recalcTimestamp=False)
    assert font["name"].getDebugName(1) == name, path
    pinned(font, path, version)
    font.flavor = None
    sit_primes(font)
    make_font(font, family, "Regular", MATH_TEXT, ["ccmp"], LATIN_SCRIPTS, ".ttf")


def make_emoji():
    """All of the source but its drawings as SVG, which say the same once more and are four fifths of it.

    An emoji of the source is a quarter wider than high type. Here it is as wide as a Chinese character: the em is what grows, so that no outline
    is touched. The file is compressed, since few courses need it: it lies in the program as it is here.
    """
    family, folder, name, version = EMOJI
    path = os.path.join(os.environ["LATIN_DIR"], folder, "400Regular", "NotoColorEmoji_400Regular.ttf")
    font = TTFont(path, recalcTimestamp=False)
    assert font["name"].getDebugName(1) == name, path
    pinned(font, path, version)
    del font["SVG "]
    options = Options()
    options.hinting = False
    options.recalc_timestamp = False
    options.notdef_outline = True
    options.glyph_names = False
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) - {0x20})
    subsetter.subset(font)
    rename(font, family, "Regular")
    assert {width for width, _ in font["hmtx"].metrics.values()} == {0, EMOJI_WIDTH}, path
    font["head"].unitsPerEm = EMOJI_WIDTH
    out, data = out_path(family, "Regular", ".ttf.gz"), io.BytesIO()
    font.save(data)
    with open(out, "wb") as file:
        file.write(gzip.compress(data.getvalue(), 9, mtime=0))
    print(f"{os.path.basename(out):34} {len(font.getBestCmap()):6} characters {os.path.getsize(out):9} bytes")


def check_emoji():
    """Names, and that what people write has a drawing in colour: signs, keys, flags, hues of the skin, families."""
    path = out_path(EMOJI[0], "Regular", ".ttf.gz")
    with gzip.open(path) as file:
        font = TTFont(io.BytesIO(file.read()))
    table = font["name"]
    assert table.getDebugName(1) == EMOJI[0] and table.getDebugName(6) == postscript(EMOJI[0], "Regular"), path
    assert table.getDebugName(0) and table.getDebugName(13), (path, "copyright, licence")
    for record in table.names:
        if record.nameID in (1, 3, 4, 6, 16, 17):
            assert "Noto" not in str(record), (path, str(record))
    assert font["head"].unitsPerEm == EMOJI_WIDTH and font["OS/2"].fsType == 0, path
    names = font.getBestCmap()
    drawn = {record.BaseGlyph for record in font["COLR"].table.BaseGlyphList.BaseGlyphPaintRecord}
    joined = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for sub in lookup.SubTable:
            for first, ligatures in getattr(sub, "ligatures", {}).items():
                joined.update({(first, *ligature.Component): ligature.LigGlyph for ligature in ligatures})
    lacking = [c for c in EMOJI_SINGLE if names.get(ord(c)) not in drawn]
    lacking += [s for s in EMOJI_JOINED if joined.get(tuple(names[ord(c)] for c in s if c != "\ufe0f")) not in drawn]
    print(f"{os.path.basename(path):34} ok" if not lacking else f"{path} lacks {' '.join(lacking)}")
    return bool(lacking)


def check_math():
    """Every character is there, and what has to grow can: by larger forms, and by parts that are put together."""
    path = out_path(MATH[0], "Regular", ".ttf")
    font = check_style(path, MATH[0], "Regular")
    check_drawn(path, font)
    names = font.getBestCmap()
    lacking = MATH_TEXT - set(names)
    variants = font["MATH"].table.MathVariants
    upright = dict(zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction))
    for character in "()[]{}|‖⌊⌋⌈⌉√∫":
        assert upright[names[ord(character)]].GlyphAssembly, (path, character)
    for character in "∑∏⟨⟩":
        assert upright[names[ord(character)]].MathGlyphVariantRecord, (path, character)
    print(f"{os.path.basename(path):34} ok" if not lacking else f"{path} lacks {''.join(map(chr, sorted(lacking)))}")
    return bool(lacking)


def check_style(path, family, style):
    """Names, weight and style bits, so that a font matcher finds one family."""
    font = TTFont(path)
    table, os2, head = font["name"], font["OS/2"], font["head"]
    weight, set_bits, mac = STYLES[style]
    names = {i: table.getDebugName(i) for i in (1, 2, 6, 16, 17)}
    assert names[1] == family and names[2] == style and names[6] == postscript(family, style), (path, names)
    assert names[16] in (None, family) and names[17] in (None, style), (path, names)
    assert table.getDebugName(0) and (table.getDebugName(13) or table.getDebugName(14)), (path, "copyright, licence")
    for record in table.names:
        if record.nameID in (1, 3, 4, 6, 16, 17):
            assert not any(name in str(record) for name in ("Noto", "Source", "STIX")), (path, str(record))
    assert os2.usWeightClass == weight and os2.usWidthClass == 5 and os2.fsType == 0, path
    assert os2.fsSelection & 0b1100001 == set_bits, (path, bin(os2.fsSelection))
    assert head.macStyle == mac, (path, head.macStyle)
    assert (font["post"].italicAngle != 0) == ("Italic" in style), path
    assert bool(font["post"].isFixedPitch) == (family == "Diglot Mono"), path
    if "CFF " in font:
        cff = font["CFF "].cff
        assert cff.fontNames == [postscript(family, style)] and cff[0].FamilyName == family, path
        assert all(part.FontName.startswith(postscript(family, style)) for part in cff[0].FDArray), path
    return font


def check_drawn(path, font):
    """No character that should be seen has an empty glyph."""
    glyphs = font.getGlyphSet()
    for code, glyph in font.getBestCmap().items():
        if unicodedata.category(chr(code)) in ("Zs", "Cf", "Zl", "Zp", "Cc") or code in (0x034F, 0x3164, 0xFFA0):
            continue
        pen = ControlBoundsPen(glyphs)
        glyphs[glyph].draw(pen)
        assert pen.bounds, (path, hex(code))


def check_kerning(path, font):
    """Words that a printer would kern are, in one table, and no pair is moved that nobody sees."""
    names = font.getBestCmap()
    ((lookup, pairs),) = kerning(font)
    assert len(lookup.SubTable) == 1, path
    assert min(map(abs, pairs.values())) >= KERNING_LEAST, path
    assert not any(names[0x20] in pair for pair in pairs), path
    for first, second in ("To", "y.", "r,"):
        assert pairs[names[ord(first)], names[ord(second)]] < 0, (path, first, second)


def features(font):
    found = {}
    for tag in ("GSUB", "GPOS"):
        if tag in font:
            found[tag] = {r.FeatureTag for r in font[tag].table.FeatureList.FeatureRecord}
    return set().union(*found.values())


def check():
    must = must_have()
    print(f"standard characters: {len(standard())}, GB 2312: {len(gb2312())}, wanted in the Chinese fonts: {len(must)}")
    bad = False
    for family in CHINESE:
        for style in CHINESE_STYLES:
            path = out_path(family, style, ".otf")
            font = check_style(path, family, style)
            check_drawn(path, font)
            lacking = must - set(font.getBestCmap())
            bad |= bool(lacking)
            print(f"{os.path.basename(path):34} ok" if not lacking else f"{path} lacks {''.join(map(chr, sorted(lacking)))}")
            assert {"ccmp", "locl", "liga", "kern", "halt", "palt"} <= features(font), (path, features(font))
    for family, styles in LATIN_STYLES.items():
        for style in styles:
            path = out_path(family, style, ".ttf")
            font = check_style(path, family, style)
            check_drawn(path, font)
            english = ENGLISH - LATIN_LACKS.get(family, set())
            lacking = english - set(font.getBestCmap())
            bad |= bool(lacking)
            print(f"{os.path.basename(path):34} ok" if not lacking else f"{path} lacks {''.join(map(chr, sorted(lacking)))}")
            if family != "Diglot Mono":
                assert {"kern", "liga", "locl", "mark"} <= features(font), (path, features(font))
                check_kerning(path, font)
    bad |= check_math()
    bad |= check_emoji()
    print(f"in no Chinese source, so in none of these: {''.join(map(chr, sorted(SOURCE_LACKS)))}")
    assert not bad, "characters are lacking"


if __name__ == "__main__":
    commands = {"make": make, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("usage: fonts.py make | check")
    commands[sys.argv[1]]()
