//! What a file says that comes back from a translator, whatever its form: rows of a source text and a translation.

use super::{po, xliff, xlsx};
use crate::failure::Failure;
use crate::message::{Message, both};

/// A text in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// As words without markup.
    pub plain: String,
    /// As Markdown.
    pub markdown: String,
}

impl Said {
    /// A text of which the file does not say which of both it is.
    pub fn written(text: &str) -> Said {
        Said { plain: text.to_owned(), markdown: text.to_owned() }
    }

    pub fn is_empty(&self) -> bool {
        self.markdown.trim().is_empty()
    }
}

/// A passage with its translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the file, as people call it: `en-zh!F12`, `line 40`.
    pub place: String,
    pub context: Option<String>,
    pub id: Option<String>,
    /// The text that the translator saw.
    pub source: Said,
    pub target: Said,
    /// The file says that the translation is right.
    pub done: bool,
    /// The file says that it is not: a fuzzy message of gettext.
    pub fuzzy: bool,
    /// How the passage stood when it went out, where the file tells.
    pub exported: Option<String>,
}

/// What was read of a file.
#[derive(Debug, Default)]
pub struct Read {
    /// The tag of the language of the translation, where the file tells; so below.
    pub target: Option<String>,
    pub source: Option<String>,
    pub rows: Vec<Row>,
    /// What cannot be read, with its place.
    pub wrong: Vec<(String, Message)>,
    /// What was left out that a translator may miss, with its place.
    pub notes: Vec<(String, Message)>,
}

/// A longer text is none of a translator.
pub const LONGEST: usize = 64 << 20;

/// Reads a file, whose form is told by what is in it.
///
/// # Errors
///
/// When it is in no form that comes back, damaged, or larger than anything that does.
pub fn read(bytes: &[u8]) -> Result<Read, Failure> {
    if bytes.starts_with(b"PK") {
        return xlsx::read(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let message = both!(
            "this is a file of an old Excel (`.xls`), or one that is protected with a password",
            "这是旧版 Excel 的文件（`.xls`），或者设有密码"
        );
        return Err(Failure::new(message).hint(both!(
            "open it in Excel, WPS or LibreOffice and save it as `.xlsx`, without a password",
            "请用 Excel、WPS 或 LibreOffice 打开，另存为不带密码的 `.xlsx`"
        )));
    }
    if bytes.len() > LONGEST {
        return Err(too_large());
    }
    let text = decoded(bytes).ok_or_else(|| {
        Failure::new(both!("this file is no UTF-8 text", "这个文件不是 UTF-8 编码的文本"))
            .hint(both!("save it as UTF-8, and import it again", "请另存为 UTF-8 编码，再导入一次"))
    })?;
    if text.trim_start().starts_with('<') {
        return xliff::read(&text);
    }
    if text.lines().any(|line| line.trim_start().starts_with("msgid")) {
        return Ok(po::read(&text));
    }
    Err(Failure::new(both!("nothing tells what kind of file this is", "看不出这是什么文件")).hint(both!(
        "what comes back is a file that `diglot i18n export` made: `.xlsx`, `.xlf` or `.po`",
        "可以导入的是 `diglot i18n export` 导出的文件：`.xlsx`、`.xlf` 或 `.po`"
    )))
}

/// UTF-8, or UTF-16 with its mark, as some tools write XML.
fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).to_vec()).ok(),
    }
}

pub fn too_large() -> Failure {
    Failure::new(both!(
        "this file holds more than any translation has, so it is not read",
        "这个文件大得不像译文，所以没有读取"
    ))
    .hint(both!("export it again, in parts: `--item`", "请用 `--item` 分几次重新导出"))
}

pub fn damaged(what: Message) -> Failure {
    Failure::new(both!("this file is damaged: {what}", "这个文件已损坏：{what}"; what)).hint(both!(
        "open it in the program that wrote it, save it anew, and import it again",
        "请用原来的程序打开，重新保存，再导入一次"
    ))
}
