"""Makes the Word documents of this folder: `python make.py` in an environment with python-docx 1.2 and Pillow.

What python-docx has no word for (changes, comments of an older kind, notes, text boxes, equations, fields) is put in as XML.
"""

import io
import sys
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ALL = (
    W
    + ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    + ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    + ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def xml(text):
    """An element, with all prefixes declared."""
    head, rest = text.split(" ", 1) if " " in text.split(">", 1)[0] else (text.split(">", 1)[0], None)
    if rest is None:
        end = "/>" if head.endswith("/") else ">"
        return parse_xml(text.replace(head + ">", f"{head.rstrip('/')} {ALL}{end}", 1))
    return parse_xml(f"{head} {ALL} {rest}")


def picture(words, colour):
    """A picture with a few shapes, as PNG."""
    image = Image.new("RGB", (600, 300), "#f5f1e8")
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 60, 240, 240), fill=colour)
    draw.rectangle((330, 90, 540, 210), outline=colour, width=12)
    draw.text((350, 140), words, fill="#222222")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    out.seek(0)
    return out


def add_part(document, name, kind, root, content):
    """A part beside the document, such as the footnotes."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {ALL}>{content}</w:{root}>'.encode()
    part = Part(PackURI(f"/word/{name}.xml"), media, blob, document.part.package)
    document.part.relate_to(part, base + kind)


def note(number, text):
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
    )


def call(paragraph, number, kind="footnote"):
    paragraph._p.append(xml(f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'))


def text_box(paragraph, words):
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        xml(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:extent cx=\"2000000\" cy=\"900000\"/>"
            '<wp:docPr id="77" name="Text Box 1"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def field(paragraph, instruction, shown):
    for part in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r><w:t>{shown}</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(xml(part))


def bookmark(paragraph, number, name):
    paragraph._p.insert(1, xml(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'))
    paragraph._p.append(xml(f'<w:bookmarkEnd w:id="{number}"/>'))


def hyperlink(document, paragraph, url, words):
    rid = document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(xml(f'<w:hyperlink r:id="{rid}"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>{words}</w:t></w:r></w:hyperlink>'))


def numbering(document, format, text):
    """A list with numbers of another kind; the number of the list."""
    root = document.part.numbering_part.element
    ids = [int(n.get(qn("w:abstractNumId"))) for n in root.findall(qn("w:abstractNum"))]
    abstract = max(ids) + 1
    root.insert(
        0,
        xml(
            f'<w:abstractNum w:abstractNumId="{abstract}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        ),
    )
    number = max(int(n.get(qn("w:numId"))) for n in root.findall(qn("w:num"))) + 1
    root.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return number


def listed(document, words, number, level=0):
    paragraph = document.add_paragraph(words, style="List Paragraph" if "List Paragraph" in document.styles else None)
    properties = paragraph._p.get_or_add_pPr()
    properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return paragraph


# What the two documents say: the same, once in each language.
TEXTS = {
    "en": {
        "file": "handout.docx",
        "title": "Meeting an Angry Guest",
        "subtitle": "A handout for the front desk",
        "intro": "This handout belongs to a half-day workshop. It says what happens in the room, and why.",
        "toc": "Contents",
        "chapters": ["Why guests get angry", "Listen first", "What to say", "Repair", "After the shift"],
        "sections": ["What stands behind it", "What it looks like", "Try it"],
        "body": "A guest who shouts has most often asked twice before. The anger is aimed at the problem, and you are the one who stands in front of it. ",
        "more": "Take a step to the side, keep your hands where they can be seen, and let the first wave pass before you answer. ",
        "bold": "Never argue.",
        "italic": "Breathe out first.",
        "bullets": ["A broken promise", "A long wait", "A rude word"],
        "deeper": ["at the door", "on the telephone"],
        "steps": ["Stop what you are doing.", "Look at the guest.", "Write down what is said."],
        "letters": ["Take the paper.", "Fill in ____ and sign."],
        "table": [["Sign", "Meaning", "What helps"], ["Loud voice", "Not heard", "Repeat"], ["Silence", "Gave up", "Ask"]],
        "merged": "Signs and what they mean",
        "row": "Both",
        "note": "See the study of 2019; the figures are from three hotels.",
        "alt": "A circle and a frame: the guest and the desk",
        "caption": "Figure 1: the guest and the desk",
        "comment": "Is that figure still right?",
        "author": "Ms Berg",
        "inserted": " Write it in the book.",
        "deleted": " Call the manager.",
        "box": "Remember: the guest is not your enemy.",
        "link": "the website of the academy",
        "see": "what to say",
        "header": "Grand Hotel Academy",
        "quote": "I only wanted somebody to say that it happened.",
        "special": "Rates: 5*3 = 15, a_b and *stars*, [brackets], 1. no list, # no heading, <b>no tag</b>, 50% | 60%.",
        "hidden": "For trainers: ten minutes.",
    },
    "zh": {
        "file": "讲义.docx",
        "title": "面对生气的客人",
        "subtitle": "前台讲义",
        "intro": "这份讲义用于半天的培训，说明课堂上做什么，以及为什么。",
        "toc": "目录",
        "chapters": ["客人为什么生气", "先听", "说什么", "补救", "下班以后"],
        "sections": ["背后是什么", "看起来怎样", "试一试"],
        "body": "大声说话的客人，往往之前已经问过两次。他的火气冲着问题，而您正好站在问题前面。",
        "more": "请往旁边让一步，双手放在看得见的地方，等第一阵情绪过去再回答。",
        "bold": "千万不要争辩。",
        "italic": "先呼一口气。",
        "bullets": ["没有兑现的承诺", "漫长的等待", "一句难听的话"],
        "deeper": ["在门口", "在电话里"],
        "steps": ["放下手里的事。", "看着客人。", "把他说的记下来。"],
        "letters": ["拿一张纸。", "填写____并签名。"],
        "table": [["表现", "含义", "怎么办"], ["声音大", "没人听他说", "复述"], ["沉默", "放弃了", "询问"]],
        "merged": "表现和含义",
        "row": "两者",
        "note": "参见二〇一九年的研究，数字来自三家酒店。",
        "alt": "一个圆和一个方框：客人和前台",
        "caption": "图1：客人和前台",
        "comment": "这个数字还对吗？",
        "author": "王老师",
        "inserted": "写进记录本。",
        "deleted": "去叫经理。",
        "box": "记住：客人不是您的敌人。",
        "link": "学院的网站",
        "see": "说什么",
        "header": "大酒店学院",
        "quote": "我只是想有人承认，这件事发生过。",
        "special": "比率：5*3 = 15，a_b 和*星号*，[方括号]，# 不是标题，<b>不是标签</b>，50% | 60%。",
        "hidden": "给讲师：十分钟。",
    },
}


def changed(paragraph, inserted, deleted):
    paragraph._p.append(xml(f'<w:ins w:id="90" w:author="A"><w:r><w:t xml:space="preserve">{inserted}</w:t></w:r></w:ins>'))
    paragraph._p.append(xml(f'<w:del w:id="91" w:author="A"><w:r><w:delText xml:space="preserve">{deleted}</w:delText></w:r></w:del>'))


def comment(document, paragraph, text, author):
    document.add_comment(paragraph.runs, text=text, author=author, initials="X")


def merged_table(document, texts):
    rows = texts["table"]
    table = document.add_table(rows=len(rows) + 2, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = texts["merged"]
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at + 1, column).text = words
    last = len(rows) + 1
    table.cell(last, 1).merge(table.cell(last, 2)).text = texts["row"]
    table.cell(last, 0).text = ""
    table.cell(last - 1, 0).merge(table.cell(last, 0))
    return table


def handout(texts):
    """About twenty pages."""
    document = Document()
    document.core_properties.author = ""
    document.sections[0].header.paragraphs[0].text = texts["header"]
    document.add_paragraph(texts["title"], style="Title")
    document.add_paragraph(texts["subtitle"], style="Subtitle")
    document.add_paragraph(texts["intro"])
    document.add_paragraph(texts["toc"], style="TOC Heading")
    contents = document.add_paragraph()
    field(contents, 'TOC \\o "1-3" \\h', " … ".join(texts["chapters"]))
    letters = numbering(document, "lowerLetter", "%1)")
    numbers = numbering(document, "decimal", "%1.")
    add_part(document, "footnotes", "footnotes", "footnotes", note(1, texts["note"]) + note(2, texts["note"]))
    for at, chapter in enumerate(texts["chapters"]):
        heading = document.add_heading(chapter, 1)
        bookmark(heading, at, f"_Ref{1000 + at}")
        first = document.add_paragraph(texts["body"] * 2)
        first.add_run(texts["bold"]).bold = True
        first.add_run(texts["more"])
        first.add_run(texts["italic"]).italic = True
        if at < 2:
            call(first, at + 1)
        for section in texts["sections"]:
            document.add_heading(section, 2)
            for _ in range(5):
                document.add_paragraph((texts["body"] + texts["more"]) * 3)
        if at == 0:
            for item in texts["bullets"]:
                document.add_paragraph(item, style="List Bullet")
            for item in texts["deeper"]:
                document.add_paragraph(item, style="List Bullet 2")
            listed(document, texts["steps"][0], numbers)
            listed(document, texts["steps"][1], numbers)
            listed(document, texts["deeper"][0], numbers, 1)
            listed(document, texts["steps"][2], numbers)
            document.add_paragraph(texts["special"])
        if at == 1:
            merged_table(document, texts)
            paragraph = document.add_paragraph()
            paragraph.add_run().add_picture(picture(texts["file"][:2] if texts["file"].isascii() else "zh", "#b4532a"), width=Cm(9))
            paragraph._p.find(".//" + qn("wp:docPr")).set("descr", texts["alt"])
            document.add_paragraph(texts["caption"], style="Caption")
            document.add_paragraph(texts["quote"], style="Quote")
        if at == 2:
            paragraph = document.add_paragraph(texts["more"])
            changed(paragraph, texts["inserted"], texts["deleted"])
            comment(document, paragraph, texts["comment"], texts["author"])
            paragraph = document.add_paragraph(texts["body"])
            text_box(paragraph, texts["box"])
            for item in texts["letters"]:
                listed(document, item, letters)
        if at == 3:
            paragraph = document.add_paragraph(texts["body"])
            field(paragraph, "REF _Ref1002 \\h", texts["see"])
            paragraph.add_run(" ")
            hyperlink(document, paragraph, "https://academy.example/a_b?c=d", texts["link"])
            paragraph.add_run(" ")
            hyperlink(document, paragraph, "file:///C:/Users/form.xlsx", "form.xlsx")
            paragraph = document.add_paragraph()
            paragraph._p.append(
                xml(
                    "<m:oMath><m:r><m:t>r=</m:t></m:r><m:f><m:num><m:r><m:t>31</m:t></m:r></m:num>"
                    "<m:den><m:r><m:t>12400</m:t></m:r></m:den></m:f></m:oMath>"
                )
            )
            run = document.add_paragraph().add_run(texts["hidden"])
            run.font.hidden = True
            table = document.add_table(rows=1, cols=1, style="Table Grid")
            table.cell(0, 0).text = texts["quote"]
        if at == 4:
            table = document.add_table(rows=2, cols=2, style="Table Grid")
            for row in range(2):
                for column in range(2):
                    table.cell(row, column).text = texts["table"][row][column]
            inner = table.cell(1, 1).add_table(rows=1, cols=2)
            inner.cell(0, 0).text, inner.cell(0, 1).text = texts["deeper"]
            metafile(document)
    document.save(HERE / texts["file"])


def metafile(document):
    """A picture of a kind that browsers do not show."""
    paragraph = document.add_paragraph()
    paragraph.add_run().add_picture(picture("x", "#333333"), width=Cm(2))
    rid = paragraph._p.find(".//" + qn("a:blip")).get(qn("r:embed"))
    part = document.part.related_parts[rid]
    part._blob = b"\x01\x00\x00\x00" + bytes(100)
    part.partname = PackURI("/word/media/drawing.emf")
    part._content_type = "image/x-emf"


def wps():
    """As WPS writes: Chinese names of styles, numbers for ids, headings by outline level."""
    document = Document()
    styles = document.styles
    for at, name in enumerate(["标题 1", "标题 2"]):
        style = styles.add_style(f"wps{at}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), str(at + 2))
        style.element.find(qn("w:name")).set(qn("w:val"), name)
    for chapter in ("开场", "收尾"):
        for style, words in (("2", chapter), ("3", "准备")):
            paragraph = document.add_paragraph(words)
            paragraph._p.get_or_add_pPr().insert(0, xml(f'<w:pStyle w:val="{style}"/>'))
        document.add_paragraph("　　请先把椅子摆成一圈。").add_run("注意：").bold = True
        paragraph = document.add_paragraph("按大纲级别标的标题")
        paragraph._p.get_or_add_pPr().append(xml('<w:outlineLvl w:val="1"/>'))
        document.add_paragraph("每人两分钟。")
    chinese = numbering(document, "chineseCounting", "%1、")
    listed(document, "坐下", chinese)
    listed(document, "开始", chinese)
    document.save(HERE / "wps.docx")


def bilingual():
    """Both languages in one document: headings with a slash, paragraphs by turns, a table with a column for each."""
    document = Document()
    document.add_paragraph("The Calm Desk 从容的前台", style="Title")
    pairs = [
        ("Give the guest your eyes and your silence.", "把目光和安静留给客人。"),
        ("Say back what you have heard, in your own words.", "用自己的话复述听到的内容。"),
        ("Ask VIP guests the same questions.", "对 VIP 客人也问同样的问题。"),
    ]
    for english, chinese in (("Listening", "倾听"), ("Repair", "补救")):
        document.add_heading(f"{english} / {chinese}", 1)
        for left, right in pairs:
            document.add_paragraph(left)
            document.add_paragraph(right)
        document.add_heading(f"In the lobby 在大堂", 2)
        table = document.add_table(rows=1, cols=2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "English", "中文"
        for left, right in pairs:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = left, right
        for left, right in pairs[:2]:
            document.add_paragraph(left, style="List Bullet")
            document.add_paragraph(right, style="List Bullet")
    document.save(HERE / "bilingual.docx")


def plain():
    """No style says what a heading is."""
    document = Document()
    document.add_paragraph().add_run("Opening").bold = True
    document.add_paragraph("Everybody sits down.")
    document.save(HERE / "plain.docx")


def still(folder):
    """The archives are the same on every day."""
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as archive:
            files = [(info.filename, archive.read(info)) for info in archive.infolist()]
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in files:
                # Nobody looks at the small picture of the first page.
                if "thumbnail" not in name:
                    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def long(pages):
    """So many pages, to see what time and memory they take: `make.py 500 FILE`."""
    document = Document()
    texts = TEXTS["en"]
    for page in range(pages):
        if page % 10 == 0:
            document.add_heading(f"Chapter {page // 10 + 1}", 1)
        document.add_heading(f"Page {page + 1}", 2)
        for _ in range(6):
            paragraph = document.add_paragraph((texts["body"] + texts["more"]) * 2)
            paragraph.add_run(texts["bold"]).bold = True
        merged_table(document, texts)
    return document


if len(sys.argv) == 3:
    long(int(sys.argv[1])).save(sys.argv[2])
else:
    for texts in TEXTS.values():
        handout(texts)
    wps()
    bilingual()
    plain()
    still(HERE)
