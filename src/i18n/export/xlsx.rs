//! A sheet for people without tools: what is to be done in rows, and one column to write in. Weblate finds `source`, `target`, `context` by their
//! names in the first sheet.
//!
//! Every cell is text, so nothing is taken for a formula or a date. The sheet is protected without a password, but for what is to be written.

use std::collections::BTreeMap;

use crate::archive;
use crate::course::Lang;
use crate::i18n::exchange::{Exchange, Notes, Passage};
use crate::i18n::xml::{HEAD, escaped};
use crate::translation::{Marked, changes};

/// The names of the columns in the first row.
pub const COLUMNS: [&str; 7] = ["context", "location", "status", "former", "source", "target", "developer_comments"];

/// What a translator writes into `status` for a translation that is right as it stands.
pub const DONE: &str = "done";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The styles of cells, by their places in `styles.xml`.
const HEADING: usize = 1;
const LOCKED: usize = 2;
const OPEN: usize = 3;

/// How many characters fit into a line of the columns with texts.
const LINE: usize = 46;

pub fn write(exchange: &Exchange<'_>) -> Vec<u8> {
    let sheets = [
        (exchange.pair(), passages(exchange)),
        ("Terms 术语".to_owned(), terms(exchange)),
        ("How 说明".to_owned(), guide()),
    ];
    let (mut names, mut parts, mut types) = (String::new(), String::new(), String::new());
    for (at, (name, _)) in sheets.iter().enumerate() {
        let n = at + 1;
        names += &format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escaped(name));
        parts += &relationship(n, &format!("{OFFICE}/worksheet"), &format!("worksheets/sheet{n}.xml"));
        types += &format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>");
    }
    parts += &relationship(9, &format!("{OFFICE}/styles"), "styles.xml");
    let types = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
    );
    let relationships =
        |inner: &str| format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let mut files: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    files.insert("[Content_Types].xml", types.into_bytes());
    let main = relationship(1, &format!("{OFFICE}/officeDocument"), "xl/workbook.xml");
    files.insert("_rels/.rels", relationships(&main).into_bytes());
    let book = format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>");
    files.insert("xl/workbook.xml", book.into_bytes());
    files.insert("xl/_rels/workbook.xml.rels", relationships(&parts).into_bytes());
    files.insert("xl/styles.xml", styles().into_bytes());
    let paths = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
    for (path, (_, sheet)) in paths.into_iter().zip(sheets) {
        files.insert(path, sheet.into_bytes());
    }
    archive::pack(&files)
}

fn relationship(id: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn styles() -> String {
    let align = "<alignment vertical=\"top\" wrapText=\"1\"/>";
    let cell = |font: usize, fill: usize, inner: &str| {
        format!(
            "<xf numFmtId=\"49\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" \
             applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\">{align}{inner}</xf>"
        )
    };
    let fill = |colour: &str| {
        format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"{colour}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
        )
    };
    let side = |name: &str| format!("<{name} style=\"thin\"><color rgb=\"FFC8C8C8\"/></{name}>");
    let sides = ["left", "right", "top", "bottom"].map(side).concat();
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
         <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
         <fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>{}{}</fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>{sides}<diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>{}{}{}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        fill("FFE7E6E6"),
        fill("FFFFFBE6"),
        cell(1, 2, ""),
        cell(0, 0, ""),
        cell(0, 3, "<protection locked=\"0\"/>"),
    )
}

fn passages(exchange: &Exchange<'_>) -> String {
    let notes = Notes::new(exchange);
    let mut rows = row(1, 20, &COLUMNS.map(|name| (HEADING, plain(name))));
    for (at, passage) in exchange.passages.iter().enumerate() {
        let (path, line) = exchange.place(passage);
        let (former, source) = versions(passage);
        let target = passage.translated().unwrap_or_default();
        let told = notes.of(passage);
        let lines = [passage.source.text.as_str(), passage.former().unwrap_or_default(), target].map(lines);
        let lines = lines.into_iter().max().unwrap_or(1).max(told.len()).max(2);
        let cells = [
            (LOCKED, plain(&passage.context)),
            (LOCKED, plain(&format!("{path}:{line}"))),
            (OPEN, plain(passage.state.name())),
            (LOCKED, former),
            (LOCKED, source),
            (OPEN, plain(target)),
            (LOCKED, plain(&told.join("\n"))),
        ];
        rows += &row(at + 2, 15 * lines.min(25), &cells);
    }
    let last = exchange.passages.len() + 1;
    let states = format!("current,stale,missing,unreviewed,{DONE}");
    sheet(
        &[(10, true), (22, false), (13, false), (36, false), (48, false), (48, false), (40, false)],
        &rows,
        &format!(
            "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatCells=\"0\" formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/>\
             <autoFilter ref=\"A1:G{last}\"/>\
             <dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"C2:C{}\">\
             <formula1>\"{states}\"</formula1></dataValidation></dataValidations>",
            last.max(2)
        ),
    )
}

/// How many lines a text needs in its column; a Chinese character is two letters wide.
fn lines(text: &str) -> usize {
    let width: usize = text.chars().map(|c| if crate::typography::is_wide(c) { 2 } else { 1 }).sum();
    width.div_ceil(LINE)
}

fn terms(exchange: &Exchange<'_>) -> String {
    let head = ["term", "translation", "also", "avoid", "definition"];
    let mut rows = row(1, 20, &head.map(|name| (HEADING, plain(name))));
    for (at, term) in exchange.work.survey.terms.iter().enumerate() {
        let (source, target) = (&term.entries[Lang::SOURCE], &term.entries[exchange.lang]);
        let words = [&source.term, &target.term, &target.also.join("\n"), &target.avoid.join("\n"), &source.definition];
        let height = 15 * words.into_iter().map(|text| lines(text)).max().unwrap_or(1).clamp(1, 25);
        rows += &row(at + 2, height, &words.map(|text| (LOCKED, plain(text))));
    }
    sheet(&[(24, false), (24, false), (24, false), (24, false), (60, false)], &rows, "")
}

/// What is to be done, in both languages.
fn guide() -> String {
    let said = [
        "Write the translation into the column “target”. The rows may be sorted and filtered, and those that are not needed deleted.",
        "请把译文写在 target 一列。行可以排序、筛选，用不到的行可以删去。",
        "“status” says how the translation stands. If one is right as it is, choose “done”; whatever is written into “target” counts as done.",
        "status 一列是译文现在的状态。译文不用改的，请选 done；写进 target 的译文都算完成。",
        "missing: not translated yet · stale: the source has changed since it was translated · unreviewed: nobody has said yet that it is right",
        "missing：还没有译 · stale：译出之后原文又改过 · unreviewed：还没有人确认过",
        "In “former” words that are gone are red; in “source” words that are new are green.",
        "former 里红色的字已经删去，source 里绿色的字是新加的。",
        "Leave what stands between [[ ]], ` ` or $ $, the addresses of links and [^1] as they are. ** ** makes words bold, * * sets them in italics.",
        "[[ ]]、` `、$ $ 之间的内容、链接的地址和 [^1] 请保持原样。** ** 是加粗，* * 是强调。",
        "Send the file back as .xlsx.",
        "译好后请把文件存为 .xlsx 寄回。",
    ];
    let rows: String = said.iter().enumerate().map(|(at, text)| row(at + 1, 32, &[(LOCKED, plain(text))])).collect();
    sheet(&[(110, false)], &rows, "")
}

/// Columns with their widths, and whether they are hidden; rows; what stands behind them.
fn sheet(columns: &[(usize, bool)], rows: &str, behind: &str) -> String {
    let column = |(at, (width, hidden)): (usize, &(usize, bool))| {
        let (n, hidden) = (at + 1, if *hidden { " hidden=\"1\"" } else { "" });
        format!("<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"{hidden}/>")
    };
    let columns: String = columns.iter().enumerate().map(column).collect();
    let pane = if behind.is_empty() {
        ""
    } else {
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    };
    format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">{pane}</sheetView></sheetViews><cols>{columns}</cols>\
         <sheetData>{rows}</sheetData>{behind}<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}

fn row(number: usize, height: usize, cells: &[(usize, String)]) -> String {
    let cell = |(at, (style, text)): (usize, &(usize, String))| {
        let name = (b'A' + at as u8) as char;
        if text.is_empty() {
            return format!("<c r=\"{name}{number}\" s=\"{style}\"/>");
        }
        format!("<c r=\"{name}{number}\" s=\"{style}\" t=\"inlineStr\"><is>{text}</is></c>")
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!("<row r=\"{number}\" ht=\"{height}\" customHeight=\"1\">{cells}</row>")
}

fn plain(text: &str) -> String {
    if text.is_empty() { String::new() } else { words(text) }
}

fn words(text: &str) -> String {
    // `_x0041_` is a letter to a spreadsheet.
    format!("<t xml:space=\"preserve\">{}</t>", escaped(&text.replace("_x", "_x005F_x")))
}

/// The former source, and that of today, with what differs in colour.
fn versions(passage: &Passage<'_>) -> (String, String) {
    let is = &passage.source.text;
    let Some(was) = passage.former() else { return (String::new(), plain(is)) };
    let (gone, new) = changes(was, is);
    (
        coloured(&gone, "<rPr><strike/><color rgb=\"FFC00000\"/></rPr>"),
        coloured(&new, "<rPr><color rgb=\"FF00803C\"/></rPr>"),
    )
}

fn coloured(marked: &Marked<'_>, properties: &str) -> String {
    let mut runs: Vec<(String, bool)> = Vec::new();
    for (word, alone) in marked {
        match runs.last_mut() {
            Some((text, before)) if before == alone => text.push_str(word),
            _ => runs.push(((*word).to_owned(), *alone)),
        }
    }
    runs.iter().map(|(text, alone)| format!("<r>{}{}</r>", if *alone { properties } else { "" }, words(text))).collect()
}
