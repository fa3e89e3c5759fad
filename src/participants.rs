//! The table of those who take part in a course: a CSV file with a column `name` and perhaps one of departments, or a name on each line.

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
    /// The department and its cell, where the table has one.
    pub department: Option<(String, Span)>,
}

/// What the column of names may be called, without blanks and hyphens.
const NAMES: [&str; 9] =
    ["name", "names", "fullname", "participant", "participants", "名字", "学员", "参加人", "参训人员"];

/// What the column of departments may be called.
const DEPARTMENTS: [&str; 8] = ["department", "departments", "dept", "dept.", "division", "unit", "单位", "科室"];

/// The names of the columns stand in one of so many rows; above them may be the title of the table.
const HEAD: usize = 5;

/// Those whom a table names, in its order. Rows without a name are left out.
pub fn read(sources: &Sources, file: FileId) -> (Vec<Participant>, Vec<Diagnostic>) {
    let source = sources.get(file);
    let mut rows = records(&source.text);
    rows.retain(|row| row.iter().any(|cell| !cell.words().is_empty()));
    let column = |row: &[Cell], is: fn(&str) -> bool| row.iter().position(|cell| is(&cell.title()));
    let head = rows.iter().take(HEAD).position(|row| column(row, is_name).is_some());
    let (name, department) = match head {
        Some(at) => {
            let found = (column(&rows[at], is_name), column(&rows[at], is_department));
            rows.drain(..=at);
            found
        }
        // A list without a head has its first name there.
        None => (rows.first().is_some_and(|row| row.len() == 1).then_some(0), None),
    };
    let Some(name) = name else { return (Vec::new(), vec![no_column(file, &source.path, rows.first())]) };
    let cell = |row: &[Cell], column: usize| {
        let cell = row.get(column)?;
        let words = cell.words();
        (!words.is_empty()).then(|| (words, Span::new(file, cell.range.clone())))
    };
    let participants = rows.iter().filter_map(|row| {
        let (name, span) = cell(row, name)?;
        Some(Participant { name, span, department: department.and_then(|column| cell(row, column)) })
    });
    (participants.collect(), Vec::new())
}

fn is_name(title: &str) -> bool {
    NAMES.contains(&title) || title.contains("姓名")
}

fn is_department(title: &str) -> bool {
    DEPARTMENTS.contains(&title) || title.contains("部门")
}

/// A table that does not say where the names are.
fn no_column(file: FileId, path: &str, head: Option<&Vec<Cell>>) -> Diagnostic {
    let head = head.map_or(&[][..], Vec::as_slice);
    let range = head.first().map_or(0, |cell| cell.range.start)..head.last().map_or(0, |cell| cell.range.end);
    let message = both!("`{path}` has no column `name`", "`{path}` 里没有“姓名”（`name`）这一列");
    let diagnostic = Diagnostic::new(Code::MissingKey, Span::new(file, range), message);
    let found: Vec<String> = head.iter().map(Cell::words).filter(|title| !title.is_empty()).collect();
    if found.is_empty() {
        return diagnostic.hint(both!(
            "write `name` into the first line, and one person on each line below it",
            "请在第一行写“姓名”，下面每行写一个人"
        ));
    }
    let list = message::list(&found);
    diagnostic.hint(both!(
        "the first line names the columns, one of them `name`; it has {list}",
        "第一行要写各列的名称，其中一列叫“姓名”；现在有 {list}";
        list
    ))
}

#[derive(Debug, Default)]
struct Cell {
    text: String,
    /// In the file, quotes included.
    range: Range<usize>,
}

impl Cell {
    /// What it says, with single blanks.
    fn words(&self) -> String {
        self.text.trim_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it says as the name of a column: in small letters, without blanks and hyphens.
    fn title(&self) -> String {
        let letters = self.text.chars().filter(|c| !c.is_whitespace() && !['\u{feff}', '_', '-'].contains(c));
        letters.collect::<String>().to_lowercase()
    }
}

/// The cells of each line that has any.
fn records(text: &str) -> Vec<Vec<Cell>> {
    let (begin, delimiter) = delimiter(text);
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let (mut bytes, mut cell) = (vec![0; text.len()], begin..begin);
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

/// Where a table begins, and what stands between its cells. Spreadsheets put `;` there where a comma is for decimals; some say so in a line of
/// its own, `sep=;`.
fn delimiter(text: &str) -> (usize, u8) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(said) = first.trim_start_matches('\u{feff}').trim_end().to_ascii_lowercase().strip_prefix("sep=")
        && let &[delimiter] = said.as_bytes()
    {
        return (first.len(), delimiter);
    }
    let line = text.lines().find(|line| !line.trim_matches(['\u{feff}', ' ', ',', ';', '\t']).is_empty());
    let count = |delimiter: u8| line.unwrap_or_default().matches(char::from(delimiter)).count();
    // Of those that stand there equally often, the last one is taken.
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| count(delimiter));
    (0, delimiter.unwrap_or(b','))
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
            ("sep=;\r\nName;Room\r\nPat;1\r\n", &["Pat"]),
            ("\u{feff}sep=\t\nFULL NAME\tRoom\nPat\t1\n", &["Pat"]),
            (",,\n员工培训名单,,\n序号,姓　名,部门\n\n1,张三,前厅\n,,\n2,李四,客房\n", &["张三", "李四"]),
        ] {
            assert_eq!(read_text(text), (expected.iter().map(|name| name.to_string()).collect(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn departments_are_kept_with_their_names() {
        let mut sources = Sources::default();
        let file = sources.add("names.csv", "姓名;所属部门\n张三;前厅部\n李四;\n王五\n");
        let departments = read(&sources, file).0.into_iter().map(|p| p.department.map(|(text, _)| text));
        assert_eq!(departments.collect::<Vec<_>>(), [Some("前厅部".to_owned()), None, None]);
    }

    #[test]
    fn a_table_without_the_column_is_reported() {
        for text in ["", "no,Room\n1,Pat\n", "\n", "张三,前厅\n李四,客房\n"] {
            assert_eq!(read_text(text), (Vec::new(), vec!["`names.csv` has no column `name`".to_owned()]), "{text}");
        }
    }
}
