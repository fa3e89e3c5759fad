//! What is imported is read here, and nowhere else: it lies outside of any course.
#![expect(clippy::disallowed_methods, reason = "what is imported is no course that `sources` could read")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use walkdir::WalkDir;

use crate::failure::Failure;
use crate::message::{Message, both};

/// A larger Word document is not read.
const FILE_BYTES: u64 = 256 << 20;

/// Files of a folder, and all of their bytes together.
const FILES: usize = 20_000;
const FOLDER_BYTES: u64 = 1 << 30;

/// Folders inside of each other.
const DEPTH: usize = 20;

/// Folders in which no text of an author lies.
const PASSED_OVER: [&str; 5] = ["node_modules", "target", "dist", "build", "__pycache__"];

/// The endings of files that a text may need.
const ENDINGS: [&str; 31] = [
    "md", "mdx", "markdown", "qmd", "rmd", "toml", "yml", "yaml", "json", "js", "ts", "mjs", "mts", "cjs", "po", "png",
    "jpg", "jpeg", "gif", "webp", "svg", "txt", "rs", "py", "csv", "pdf", "docx", "xlsx", "pptx", "odt", "zip",
];

/// Folders with a dot before their names are those of programs; these say in which order pages stand.
const DOTTED: [&str; 2] = [".vitepress", ".vuepress"];

/// What an argument names.
pub enum Found {
    /// A file.
    File(Vec<u8>),
    /// The files of a folder by their paths in it.
    Folder(BTreeMap<String, Vec<u8>>),
}

/// Whether a course lies in a folder.
pub fn has_course(folder: &Path) -> bool {
    folder.join("book.yaml").is_file()
}

/// Reads what lies at a path.
///
/// # Errors
///
/// When there is nothing, or more than is read.
pub fn read(path: &Path) -> Result<Found, Failure> {
    let facts = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::new(both!("there is no such file or folder", "没有这个文件或文件夹")).at(path).hint(both!(
                "look at its name, and in which folder you are; a name with spaces stands between quotation marks: `\"Our handbook.docx\"`",
                "请核对文件名和您所在的文件夹；名称里有空格，就要放在半角引号里：`\"员工 手册.docx\"`"
            ))
        }
        _ => Failure::io(path, error),
    })?;
    if facts.is_dir() {
        return folder(path).map(Found::Folder);
    }
    let bytes = bounded(path, FILE_BYTES)?.ok_or_else(|| {
        Failure::new(both!("this file is larger than {} MiB", "这个文件超过 {} MiB", FILE_BYTES >> 20)).at(path).hint(
            both!(
                "make its pictures smaller in Word (Compress Pictures), or split the document",
                "请在 Word 里压缩图片，或者把文档拆开"
            ),
        )
    })?;
    Ok(Found::File(bytes))
}

fn bounded(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(|error| Failure::io(path, error))?;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| Failure::io(path, error))?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn folder(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let mut left = FOLDER_BYTES;
    let walk = WalkDir::new(root).sort_by_file_name().max_depth(DEPTH).follow_links(false).into_iter();
    let wanted = |name: &str| {
        (!name.starts_with('.') || DOTTED.contains(&name)) && !name.starts_with("~$") && !PASSED_OVER.contains(&name)
    };
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name().to_str().is_some_and(wanted)) {
        let entry = entry.map_err(|error| Failure::new(Message::as_is(error)).at(root))?;
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if !entry.file_type().is_file() || !ENDINGS.contains(&ending.as_str()) {
            continue;
        }
        let Ok(inside) = entry.path().strip_prefix(root) else { continue };
        let path: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        let bytes = bounded(entry.path(), left)?;
        let Some(bytes) = bytes.filter(|_| files.len() < FILES) else {
            let message = both!(
                "this folder holds more than {FILES} files, or than {} MiB",
                "这个文件夹里的文件超过 {FILES} 个，或者超过 {} MiB",
                FOLDER_BYTES >> 20
            );
            return Err(Failure::new(message)
                .at(root)
                .hint(both!("name the folder of the texts alone", "请只写存放正文的文件夹")));
        };
        left -= bytes.len() as u64;
        files.insert(path.join("/"), bytes);
    }
    Ok(files)
}
