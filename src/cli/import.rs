//! `diglot import`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::common::{Voice, to_stderr};
use crate::diagnostic::render;
use crate::failure::Failure;
use crate::import::disk::{self, Found};
use crate::import::{self, Given, Imported, folder, report};
use crate::message::{self, both};
use crate::{book, edit};

/// Make a course of a Word document, an mdBook, a Docusaurus site or a folder of Markdown.
///
/// Two Word documents in two languages become the two languages of one course; one that says everything in English and Chinese is parted. With
/// `--lang` and a course in `--out`, the document is added to it as a translation. What could not be carried is told, and stands in the text
/// as a comment.
#[derive(Args)]
pub struct Import {
    /// Word documents (`.docx`), or a folder.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder of the course: new or empty, or that of a course to which a translation is added.
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// What it is that is imported [default: told by the files].
    #[arg(long, value_enum)]
    from: Option<From>,
    /// The languages of the documents, such as `"en,zh"`, in their order; of a folder, those that are taken [default: told by their scripts].
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    lang: Vec<String>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Word documents.
    Docx,
    /// An mdBook, with its `book.toml`.
    Mdbook,
    /// The `docs/` of a Docusaurus site and their translations.
    Docusaurus,
    /// Markdown files, also of Hugo, MkDocs, GitBook and others; translations are `name.zh.md`, or lie in `zh/` or `translations/zh/`.
    Folder,
}

/// So many mistakes are shown; `diglot check` tells all of them.
const SHOWN: usize = 20;

impl Import {
    pub fn run(&self) -> Result<Outcome, Failure> {
        if let Some(language) = self.lang.iter().find(|language| book::language(language).is_none()) {
            return Err(Failure::new(both!("`{language}` is not a language tag", "`{language}` 不是语言代码"))
                .hint(both!("write a tag such as `en` or `zh`", "请写语言代码，例如 `en` 或 `zh`")));
        }
        let imported = match self.material()? {
            Material::Documents(given) if !self.lang.is_empty() && disk::has_course(&self.out) => {
                let (imported, changed) = import::standing::add(&self.out, &given, &self.lang)?;
                edit::add(&self.out, imported.added.clone(), changed)?;
                imported
            }
            Material::Documents(given) => self.created(import::documents(&given, &self.lang)?)?,
            Material::Folder(path, files) => {
                let kind = self.from.and_then(From::folder);
                let imported = folder::course(&path, files, kind, &self.lang).map_err(|failure| failure.at(&path))?;
                self.created(import::mend::mended(imported))?
            }
        };
        Ok(self.tell(&imported))
    }

    fn created(&self, imported: Imported) -> Result<Imported, Failure> {
        edit::create(&self.out, imported.files.clone())?;
        Ok(imported)
    }

    fn material(&self) -> Result<Material, Failure> {
        let mut given = Vec::new();
        for path in &self.paths {
            match disk::read(path)? {
                Found::File(bytes) => given.push(Given { path: path.clone(), bytes }),
                Found::Folder(files) if self.paths.len() == 1 && self.from != Some(From::Docx) => {
                    return Ok(Material::Folder(path.clone(), files));
                }
                Found::Folder(_) => {
                    return Err(Failure::new(both!("this is a folder", "这是一个文件夹")).at(path).hint(both!(
                        "name either Word documents or one folder",
                        "请写 Word 文档，或者只写一个文件夹"
                    )));
                }
            }
        }
        if let Some(from) = self.from.filter(|from| *from != From::Docx) {
            return Err(Failure::new(both!("this is a file", "这是一个文件")).at(&self.paths[0]).hint(both!(
                "with `--from {}` name the folder of the book",
                "写了 `--from {}`，请指明书所在的文件夹",
                from.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
            )));
        }
        Ok(Material::Documents(given))
    }

    /// Says what could not be carried, what is wrong with the course, and what to do next.
    fn tell(&self, imported: &Imported) -> Outcome {
        let tongue = self.voice.tongue();
        for line in report::lines(&imported.reports, tongue) {
            self.voice.say(&both!("note: {line}", "提示：{line}"));
        }
        let (sources, errors, warnings) = import::checked(&imported.files);
        let first = &errors[..errors.len().min(SHOWN)];
        to_stderr(&render::render(&sources, first, render::Format::Human, tongue));
        let out = shown(&self.out);
        if !errors.is_empty() {
            let count = errors.len();
            self.voice.say(&both!(
                "the course is written, and has errors ({count}): mend them at their places in `{out}`, then `diglot check --book {out}`",
                "课程已写好，但还有 {count} 个错误：请在 `{out}` 里逐一改正，然后运行 `diglot check --book {out}`"
            ));
            return Outcome::Mistakes;
        }
        if !self.voice.quiet {
            let (pages, pictures) = (imported.pages, imported.pictures());
            let (page, picture) = (several(pages, "page"), several(pictures, "picture"));
            let counted = both!("{page} and {picture}", "{pages} 页、{pictures} 张图片");
            let languages = message::joined(&imported.languages);
            let look = if warnings == 0 {
                both!("", "")
            } else {
                both!(
                    " (worth a look, {warnings}: `diglot check --book {out}`)",
                    "（有 {warnings} 处值得一看：`diglot check --book {out}`）"
                )
            };
            self.voice.say(&both!(
                "imported {counted} in {languages}{look}; next: `diglot serve --book {out} --open`",
                "已导入 {counted}，语言 {languages}{look}；下一步：`diglot serve --book {out} --open`";
                counted, languages, look
            ));
        }
        Outcome::Done
    }
}

enum Material {
    Documents(Vec<Given>),
    Folder(PathBuf, std::collections::BTreeMap<String, Vec<u8>>),
}

impl From {
    fn folder(self) -> Option<folder::Kind> {
        match self {
            From::Docx => None,
            From::Mdbook => Some(folder::Kind::MdBook),
            From::Docusaurus => Some(folder::Kind::Docusaurus),
            From::Folder => Some(folder::Kind::Plain),
        }
    }
}

/// So many of something, in English.
fn several(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A path as it is typed, in quotation marks where it needs some.
fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}
