//! A sheet that comes back. Columns are found by their names, rows by what stands in them, so both may have been moved, sorted and deleted.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::read::{Read, Row, Said, damaged, too_large};
use crate::archive::{self, Bounds, Trouble};
use crate::failure::Failure;
use crate::i18n::export::DONE;
use crate::i18n::xml;
use crate::message::both;

const BOUNDS: Bounds = Bounds { entries: 10_000, entry_bytes: 64 << 20, total_bytes: 64 << 20, ratio: 400 };

/// Cells of a sheet.
const CELLS: usize = 1_000_000;

/// The columns that are read, by their places below.
const NAMES: [&str; 4] = ["context", "status", "source", "target"];

struct Workbook {
    files: BTreeMap<String, Vec<u8>>,
}

/// A cell with its text.
#[derive(Clone, Debug, Default)]
struct Cell {
    text: String,
    formula: bool,
    /// Parts of it are set in another type.
    rich: bool,
}

pub fn read(bytes: &[u8]) -> Result<Read, Failure> {
    let files = archive::unpack(bytes, &BOUNDS).map_err(|trouble| match trouble {
        Trouble::Damaged => damaged(both!("it is no whole archive", "压缩包不完整")),
        Trouble::Encrypted => Failure::new(both!("this file is protected with a password", "这个文件设有密码"))
            .hint(both!("open it, take the password away, and save it again", "请打开它，取消密码，再保存一次")),
        Trouble::TooLarge => too_large(),
    })?;
    let workbook = Workbook { files };
    let (name, path) = workbook.first_sheet()?;
    let shared = match workbook.text("xl/sharedStrings.xml")? {
        Some(text) => {
            let document = parse(&text)?;
            document.root_element().children().filter(|node| is(*node, "si")).map(text_of).collect()
        }
        None => Vec::new(),
    };
    let text = workbook.text(&path)?.ok_or_else(|| damaged(both!("its first sheet is missing", "缺少第一张工作表")))?;
    let document = parse(&text)?;
    let mut read = Read::default();
    if let Some((source, target)) = name.split_once('-') {
        (read.source, read.target) = (Some(source.to_owned()), Some(target.to_owned()));
    }
    rows(&document, &shared, &name, &mut read)?;
    Ok(read)
}

impl Workbook {
    fn text(&self, path: &str) -> Result<Option<String>, Failure> {
        let Some(bytes) = self.files.get(path) else { return Ok(None) };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8(bytes.to_vec());
        text.map(Some).map_err(|_| damaged(both!("`{path}` is no UTF-8 text", "`{path}` 不是 UTF-8 文本")))
    }

    /// The name of the first sheet and its path.
    fn first_sheet(&self) -> Result<(String, String), Failure> {
        let Some(text) = self.text("xl/workbook.xml")? else {
            return Err(Failure::new(both!("this is no Excel file", "这不是 Excel 文件")).hint(both!(
                "open it in Excel, WPS or LibreOffice and save it as `.xlsx`",
                "请用 Excel、WPS 或 LibreOffice 打开，另存为 `.xlsx`"
            )));
        };
        let none = || damaged(both!("it has no sheet", "里面没有工作表"));
        let document = parse(&text)?;
        let sheet = document.descendants().find(|node| is(*node, "sheet")).ok_or_else(none)?;
        let name = sheet.attribute("name").unwrap_or_default().to_owned();
        let id = sheet.attributes().find(|attribute| attribute.name() == "id").map(|attribute| attribute.value());
        let links = self.text("xl/_rels/workbook.xml.rels")?.ok_or_else(none)?;
        let links = parse(&links)?;
        let link = links.descendants().find(|node| node.attribute("Id") == id && id.is_some());
        let link = link.filter(|link| link.attribute("TargetMode") != Some("External")).ok_or_else(none)?;
        let target = link.attribute("Target").unwrap_or_default();
        let path = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{}", target.trim_start_matches("./")),
        };
        Ok((name, path))
    }
}

fn parse(text: &str) -> Result<Document<'_>, Failure> {
    xml::parse(text).map_err(damaged)
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn rows(document: &Document<'_>, shared: &[(String, bool)], sheet: &str, read: &mut Read) -> Result<(), Failure> {
    let mut columns: Option<[Option<usize>; 4]> = None;
    let mut count = 0;
    for (at, row) in document.descendants().filter(|node| is(*node, "row")).enumerate() {
        let number = row.attribute("r").and_then(|number| number.parse().ok()).unwrap_or(at + 1);
        let mut cells: BTreeMap<usize, Cell> = BTreeMap::new();
        for (at, cell) in row.children().filter(|node| is(*node, "c")).enumerate() {
            count += 1;
            if count > CELLS {
                return Err(too_large());
            }
            cells.insert(cell.attribute("r").and_then(column).unwrap_or(at), content(cell, shared));
        }
        let Some(known) = columns else {
            let place = |name: &str| {
                cells.iter().find(|(_, cell)| cell.text.trim().eq_ignore_ascii_case(name)).map(|(column, _)| *column)
            };
            let found = NAMES.map(place);
            columns = Some(found).filter(|found| found[2].is_some() && found[3].is_some());
            continue;
        };
        let cell = |which: usize| known[which].and_then(|column| cells.get(&column)).cloned().unwrap_or_default();
        let place = format!("{sheet}!{}{number}", letters(known[3].unwrap_or_default()));
        let (context, status, source, target) = (cell(0), cell(1), cell(2), cell(3));
        if target.formula {
            read.wrong.push((place, both!("this is a formula, not a text", "这里是公式，不是文字")));
            continue;
        }
        if target.rich {
            let message = both!(
                "what is bold or coloured in this cell is taken as plain text: write `**bold**`",
                "这个单元格里的加粗和颜色没有保留：加粗请写 `**文字**`"
            );
            read.notes.push((place.clone(), message));
        }
        let status = status.text.trim().to_lowercase();
        read.rows.push(Row {
            place,
            context: Some(context.text).filter(|context| !context.is_empty()),
            source: Said::written(&source.text),
            target: Said::written(&target.text),
            done: status == DONE,
            exported: Some(status).filter(|status| status != DONE && !status.is_empty()),
            ..Row::default()
        });
    }
    if columns.is_some() {
        return Ok(());
    }
    Err(Failure::new(both!(
        "the first sheet has no row with the names of the columns",
        "第一张工作表里没有写着各列名称的那一行"
    ))
    .hint(both!(
        "the first row names them: `context`, `status`, `source`, `target`; export the file again to see it",
        "第一行是各列的名称：`context`、`status`、`source`、`target`；可以重新导出一份对照"
    )))
}

/// The column of a cell from 0, by a name such as `AB12`.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

fn letters(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, (b'A' + (column % 26) as u8) as char);
        if column < 26 {
            return name;
        }
        column = column / 26 - 1;
    }
}

fn content(cell: Node<'_, '_>, shared: &[(String, bool)]) -> Cell {
    let value = || cell.children().find(|node| is(*node, "v")).and_then(|node| node.text()).unwrap_or_default();
    let formula = cell.children().any(|node| is(node, "f"));
    let (text, rich) = match cell.attribute("t") {
        Some("s") => {
            value().trim().parse().ok().and_then(|index: usize| shared.get(index)).cloned().unwrap_or_default()
        }
        Some("inlineStr") => cell.children().find(|node| is(*node, "is")).map(text_of).unwrap_or_default(),
        _ => (unescaped(value()), false),
    };
    Cell { text, formula, rich }
}

/// The words of a string, and whether parts of it are set in another type. How characters are read is none of them.
fn text_of(node: Node<'_, '_>) -> (String, bool) {
    let (mut text, mut rich) = (String::new(), false);
    for child in node.children() {
        if is(child, "t") {
            text.push_str(child.text().unwrap_or_default());
        } else if is(child, "r") {
            let marks = ["b", "i", "u", "strike", "color", "vertAlign"];
            let properties = child.children().find(|node| is(*node, "rPr"));
            rich |= properties.is_some_and(|properties| {
                properties
                    .children()
                    .any(|mark| marks.iter().any(|name| is(mark, name)) && mark.attribute("theme").is_none())
            });
            child
                .children()
                .filter(|node| is(*node, "t"))
                .for_each(|node| text.push_str(node.text().unwrap_or_default()));
        }
    }
    (unescaped(&text), rich)
}

/// Control characters are written as `_x000D_`, and a `_` before what looks so as `_x005F_`. Some programs forget the latter, so all else stays.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let sign = sign.filter(|sign| *sign == '_' || sign.is_control());
        out.push_str(&rest[..at]);
        match sign {
            Some(sign) => {
                out.push(sign);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (number, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(number), name);
            assert_eq!(column(&format!("{name}12")), Some(number));
        }
        assert_eq!(column("12"), None);
    }

    #[test]
    fn escaped_characters_are_read() {
        assert_eq!(unescaped("a_x000D_b _x005F_x0041_ _x0041_ _x _xyz"), "a\rb _x0041_ _x0041_ _x _xyz");
    }
}
