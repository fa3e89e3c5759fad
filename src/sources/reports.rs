//! What is said about files that cannot be read as they are.

use super::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Message, both};

/// There is no folder of the course.
pub fn no_folder(at: Span, folder: &str) -> Diagnostic {
    let message = both!("there is no folder `{folder}` beside `book.yaml`", "`book.yaml` 旁边没有文件夹 `{folder}`");
    Diagnostic::new(Code::MissingSource, at, message).hint(both!(
        "put the Markdown files there, or name their folder in `book.yaml`: `course: folder`",
        "请把 Markdown 文件放进去，或者在 `book.yaml` 里写明它们的文件夹：`course: folder`"
    ))
}

/// There is no Markdown in the folder of the course.
pub fn no_text(at: Span, folder: &str) -> Diagnostic {
    let message = both!("there is no text in `{folder}`", "`{folder}` 里没有正文");
    Diagnostic::new(Code::MissingSource, at, message).hint(both!(
        "write the front page, `{folder}/index.en.md`, or an item",
        "请写首页 `{folder}/index.en.md`，或任何一个条目"
    ))
}

/// The folder of the course holds more than anybody's course does.
pub fn too_much(at: Span, message: Message) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, at, message).hint(both!(
        "`course:` should name the folder of the Markdown files and nothing else",
        "`course:` 应当只指向存放 Markdown 文件的文件夹"
    ))
}

/// A folder at the depth at which the walk ends.
pub fn too_deep(file: FileId, depth: usize) -> Diagnostic {
    let message = both!("folders lie more than {} deep", "文件夹嵌套超过 {} 层", depth);
    Diagnostic::new(Code::TooLarge, Span::start_of(file), message)
        .hint(both!("move this folder up, or out of the course", "请把这个文件夹往上移，或移出课程"))
}

pub fn too_large(file: FileId, limit: u64) -> Diagnostic {
    let message = both!("this file is larger than {} MiB", "这个文件超过 {} MiB", limit >> 20);
    Diagnostic::new(Code::TooLarge, Span::start_of(file), message)
        .hint(both!("split it, or make the picture smaller", "请拆分文件，或缩小图片"))
}

pub fn name_not_utf8(file: FileId) -> Diagnostic {
    let message = both!("the name of this file is not UTF-8", "这个文件的名称不是 UTF-8");
    Diagnostic::new(Code::FileName, Span::start_of(file), message)
        .hint(both!("rename it with letters, digits and hyphens", "请改名，只用字母、数字和连字符"))
}

/// A file that its author may take for a text of the course.
pub fn nearly_text(file: FileId, folder: &str) -> Diagnostic {
    let message = both!("Diglot does not read this file", "Diglot 不读这个文件");
    Diagnostic::new(Code::FileName, Span::start_of(file), message).hint(both!(
        "a text is called `….md` and the glossary `{folder}/glossary.yaml`: rename it, or move it out of the course",
        "正文叫 `….md`，术语表叫 `{folder}/glossary.yaml`：请改名，或者移出课程"
    ))
}

pub fn symbolic_link(file: FileId, message: Message) -> Diagnostic {
    Diagnostic::new(Code::SymbolicLink, Span::start_of(file), message)
        .hint(both!("put a copy of the file there instead", "请改放一份文件的副本"))
}

pub fn nul_byte(span: Span) -> Diagnostic {
    Diagnostic::new(Code::NotText, span, both!("a NUL byte in a text file", "文本文件里有 NUL 字节")).hint(both!(
        "remove it: this is not a text file, or a program has damaged it",
        "请删去它：这不是文本文件，或者被某个程序弄坏了"
    ))
}

pub fn not_utf8(span: Span, message: Message) -> Diagnostic {
    Diagnostic::new(Code::NotText, span, message)
        .hint(both!("open it in the editor and choose “Save as…”, encoding “UTF-8”; Windows calls GBK files “ANSI” and UTF-16 “Unicode”", "请在编辑器里打开，选“另存为…”，编码选“UTF-8”；Windows 把 GBK 称作“ANSI”，把 UTF-16 称作“Unicode”"))
}

/// A table whose encoding was guessed.
pub fn read_as_gbk(file: FileId) -> Diagnostic {
    let message =
        both!("this file is read as GBK: see whether the names are right", "这个文件按 GBK 读取，请核对姓名是否正确");
    Diagnostic { severity: Severity::Note, ..odd_table(file, message) }
}

/// A table in an encoding that is not sure.
pub fn odd_table(file: FileId, message: Message) -> Diagnostic {
    Diagnostic::new(Code::NotText, Span::start_of(file), message).hint(both!(
        "in Excel or WPS choose “Save as…” and the type “CSV UTF-8”",
        "请在 Excel 或 WPS 里选“另存为”，文件类型选“CSV UTF-8（逗号分隔）”"
    ))
}
