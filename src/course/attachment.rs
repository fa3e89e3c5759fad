//! Files that a text hands to its readers: forms, tables, recordings.

use crate::sources::Content;

/// A file that is handed to readers as it is.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Relative to the course folder: `modules/form.xlsx`.
    pub path: String,
    /// Its bytes, or where they are.
    pub content: Content,
    /// Whether no text for learners leads to it.
    pub trainer_only: bool,
}

/// What a file is, told by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileType {
    /// A picture.
    Picture,
    /// What is heard.
    Audio,
    /// A film.
    Video,
    /// Plain text.
    Text,
    /// What has the same name in every language: `Excel`, `PDF`.
    Named(String),
}

/// The endings of names of files that a course may hand on, unless its `book.yaml` says otherwise: none that a browser would run.
pub const TYPES: &[&str] = &[
    "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "pdf", "epub", "txt", "csv", "png", "jpg",
    "jpeg", "gif", "webp", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "mov", "zip",
];

impl Attachment {
    /// `form.xlsx`.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What it is, told by the ending of its name.
    pub fn file_type(&self) -> FileType {
        let extension = extension(&self.path);
        match extension.as_str() {
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" => FileType::Picture,
            "mp3" | "m4a" | "ogg" | "wav" | "flac" => FileType::Audio,
            "mp4" | "m4v" | "webm" | "mov" => FileType::Video,
            "txt" | "md" => FileType::Text,
            "doc" | "docx" => FileType::Named("Word".to_owned()),
            "xls" | "xlsx" => FileType::Named("Excel".to_owned()),
            "ppt" | "pptx" => FileType::Named("PowerPoint".to_owned()),
            _ => FileType::Named(extension.to_uppercase()),
        }
    }

    /// `14 KB`, `2.5 MB`: what no space parts, as a file manager counts.
    pub fn size(&self) -> String {
        let kilobytes = self.content.size().div_ceil(1 << 10);
        match kilobytes {
            0..1024 => format!("{kilobytes}\u{a0}KB"),
            1024..10_240 => format!("{:.1}\u{a0}MB", kilobytes as f64 / 1024.0),
            _ => format!("{}\u{a0}MB", kilobytes.div_ceil(1 << 10)),
        }
    }

    /// Where it lies within a website.
    pub fn site_path(&self) -> String {
        format!("files/{}", self.path)
    }
}

/// The ending of a file's name in lower case, without the dot.
pub fn extension(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_and_size() {
        for (path, bytes, file_type, size) in [
            ("modules/form.xlsx", 14_000, "Excel", "14\u{a0}KB"),
            ("表格.DOCX", 1, "Word", "1\u{a0}KB"),
            ("a.b/film.ods", (2 << 20) + (1 << 19), "ODS", "2.5\u{a0}MB"),
            ("film.pdf", 60 << 20, "PDF", "60\u{a0}MB"),
        ] {
            let content = Content::Here(vec![0; bytes].into());
            let attachment = Attachment { path: path.to_owned(), content, trainer_only: false };
            assert_eq!(
                (attachment.file_type(), attachment.size()),
                (FileType::Named(file_type.to_owned()), size.to_owned())
            );
        }
    }
}
