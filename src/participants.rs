//! The table of those who take part in a course: a CSV file with a column `name`, or a name on each line.

use std::ops::Range;

use csv_core::ReadFieldResult;

use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// Somebody who takes part, and where the table says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The name as the table writes it, without the blanks around it.
    pub name: String,
    /// The cell of the name.
    pub span: Span,
}

/// What the column of names may be called.
const HEADS: [&str; 8] = ["name", "names", "full name", "participant", "姓名", "名字", "学员", "学员姓名"];

/// Those whom a table names, in its order. Rows without a name are left out.
pub fn read(sources: &Sources, file: FileId) -> (Vec<Participant>, Vec<Diagnostic>) {
    let source = sources.get(file);
    let mut records = records(&source.text).into_iter();
    let head = records.next().unwrap_or_default();
    let titles: Vec<&str> = head.iter().map(|cell| cell.text.trim_matches('\u{feff}').trim()).collect();
    let known = titles.iter().position(|title| HEADS.contains(&title.to_lowercase().as_str()));
    // A list without a head has its first name there.
    let headless = known.is_none() && titles.len() == 1 && !titles[0].is_empty();
    let Some(column) = known.or(headless.then_some(0)) else {
        let end = head.last().map_or(0, |cell| cell.range.end);
        let message = both!("`{}` has no column `name`", "`{}` 里没有 `name` 这一列", source.path);
        let found: Vec<&str> = titles.into_iter().filter(|title| !title.is_empty()).collect();
        let list = message::list(&found);
        let hint = if found.is_empty() {
            both!(
                "write `name` into the first line, and one person on each line below it",
                "第一行写 `name`，下面每行写一个人"
            )
        } else {
            both!(
                "the first line names the columns; it has {list}",
                "第一行写各列的名称，现在有 {list}";
                list
            )
        };
        return (Vec::new(), vec![Diagnostic::new(Code::MissingKey, Span::new(file, 0..end), message).hint(hint)]);
    };
    let first = if headless { vec![head] } else { Vec::new() };
    let names = first.into_iter().chain(records).filter_map(|mut record| {
        let cell = (column < record.len()).then(|| record.swap_remove(column))?;
        let name = cell.text.trim_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then(|| Participant { name, span: Span::new(file, cell.range) })
    });
    (names.collect(), Vec::new())
}

#[derive(Debug, Default)]
struct Cell {
    text: String,
    /// In the file, quotes included.
    range: Range<usize>,
}

/// The cells of each line that has any.
fn records(text: &str) -> Vec<Vec<Cell>> {
    let head = text.lines().next().unwrap_or_default();
    // Spreadsheets put `;` between cells where a comma is for decimals.
    let delimiter = [b',', b';', b'\t'].into_iter().find(|&delimiter| head.contains(char::from(delimiter)));
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).build();
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let (mut bytes, mut cell) = (vec![0; text.len()], 0..0);
    let mut written = 0;
    loop {
        let (result, read, wrote) = reader.read_field(&text.as_bytes()[cell.end..], &mut bytes[written..]);
        (cell.end, written) = (cell.end + read, written + wrote);
        match result {
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::OutputFull => unreachable!("no cell is longer than its file"),
            ReadFieldResult::Field { record_end } => {
                let content = text[cell.clone()].trim_matches(['\u{feff}', ',', ';', '\t', '\r', '\n']);
                let start = content.as_ptr().addr() - text.as_ptr().addr();
                let range = start..start + content.len();
                record.push(Cell { text: String::from_utf8_lossy(&bytes[..written]).into_owned(), range });
                (cell.start, written) = (cell.end, 0);
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
            }
            ReadFieldResult::End => return records,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Vec<String>, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("names.csv", text);
        let (names, diagnostics) = read(&sources, file);
        for name in &names {
            assert!(!text[name.span.range()].contains('\n') || name.name.contains(' '), "{name:?}");
        }
        (names.into_iter().map(|n| n.name).collect(), diagnostics.into_iter().map(|d| d.message.en).collect())
    }

    #[test]
    fn names_stand_in_their_column() {
        let (names, wrong) = read_text("\u{feff}no,name,room\r\n1,王小明,A\r\n2,\"O\"\"Neil, Pat\",B\r\n3,,C\r\n4\r\n");
        assert_eq!(names, ["王小明", "O\"Neil, Pat"]);
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn tables_as_people_have_them() {
        for (text, expected) in [
            ("姓名,部门\n张三,前厅\n", ["张三"].as_slice()),
            ("Name,Dept\r\nAnn,Desk\r\nBob,Bar\r\n", &["Ann", "Bob"]),
            ("\u{feff}Ann\nBob\n", &["Ann", "Bob"]),
            ("Room;Name\n1;Pat\n", &["Pat"]),
            ("Name\tRoom\n\"O, Pat\"\t1\n", &["O, Pat"]),
        ] {
            assert_eq!(read_text(text), (expected.iter().map(|name| name.to_string()).collect(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn a_table_without_the_column_is_reported() {
        for text in ["", "no,Room\n1,Pat\n", "\n"] {
            let (names, wrong) = read_text(text);
            if text == "\"name" {
                assert_eq!(wrong, Vec::<String>::new());
            } else {
                assert_eq!(wrong, ["`names.csv` has no column `name`"]);
            }
            assert_eq!(names, Vec::<String>::new());
        }
    }
}
