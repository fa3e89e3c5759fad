//! The characters of a table that a spreadsheet has written, whatever it calls a CSV file.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::message::{Message, both};

/// What the bytes of a file are.
#[derive(Debug, PartialEq, Eq)]
pub enum Table {
    /// Text in UTF-8 or, by its byte order mark, UTF-16.
    Sure(String),
    /// Text in GBK, which can only be guessed.
    Gbk(String),
    /// No text that is known, and why.
    Unknown(Message),
}

/// Reads the bytes of a table.
pub fn table(bytes: Vec<u8>) -> Table {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Table::Unknown(both!(
            "this is a workbook of Excel, not a CSV file",
            "这是 Excel 工作簿，不是 CSV 文件"
        ));
    }
    let unknown = || Table::Unknown(both!("this file is neither UTF-8 nor GBK", "这个文件既不是 UTF-8，也不是 GBK"));
    let utf16 = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding).filter(|&e| e == UTF_16LE || e == UTF_16BE);
    if let Some(encoding) = utf16 {
        let (text, wrong) = encoding.decode_with_bom_removal(&bytes);
        return if wrong { unknown() } else { Table::Sure(text.into_owned()) };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Table::Sure(text),
        Err(error) => match gbk(error.as_bytes()) {
            Some(text) => Table::Gbk(text),
            None => unknown(),
        },
    }
}

/// Text in GBK. Bytes of the Latin alphabets of Windows can look like it, but stand alone between plain letters, where most characters of a
/// Chinese name have two high bytes.
fn gbk(bytes: &[u8]) -> Option<String> {
    let (text, wrong) = GB18030.decode_without_bom_handling(bytes);
    let (mut pairs, mut others, mut rest) = (0, 0, bytes);
    while let [first, tail @ ..] = rest {
        rest = tail;
        if !first.is_ascii() {
            match tail {
                [second, tail @ ..] if !second.is_ascii() => (pairs, rest) = (pairs + 1, tail),
                _ => others += 1,
            }
        }
    }
    (!wrong && pairs > others).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_spreadsheets_are_read() {
        let text = "姓名,部门\n朱镕基,前厅\n";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        assert_eq!(table(text.into()), Table::Sure(text.to_owned()));
        assert_eq!(table(utf16(u16::to_le_bytes)), Table::Sure(text.to_owned()));
        assert_eq!(table(utf16(u16::to_be_bytes)), Table::Sure(text.to_owned()));
        assert_eq!(table(GB18030.encode(text).0.into_owned()), Table::Gbk(text.to_owned()));
    }

    #[test]
    fn other_bytes_are_not_guessed() {
        let western = encoding_rs::WINDOWS_1252.encode("name\nMüller\nZoë\n").0.into_owned();
        for bytes in [western, b"PK\x03\x04 and more".to_vec(), b"\xff\xfe\x00\xd8".to_vec()] {
            assert!(matches!(table(bytes), Table::Unknown(_)));
        }
    }
}
