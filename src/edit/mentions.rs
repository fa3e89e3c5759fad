//! Where the texts of a course name items and files: in references, links, pictures and relations.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::book::Book;
use crate::course::tree::{self, BlockKind, Destination, Inline, Parsed};
use crate::course::{KindIx, Lang};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::both;
use crate::resolve::file_name;
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::syntax::{self, Dialect, ParsedFile};

/// A text of the course, read alone.
pub struct Text {
    /// Relative to the course.
    pub path: String,
    pub lang: Lang,
    pub file: FileId,
    pub parsed: ParsedFile,
}

/// Reads every text of the course whose name says what it is.
///
/// # Errors
///
/// What hides a part of a text, in which names might stand.
pub fn texts(book: &Book, sources: &Sources) -> Result<Vec<Text>, Vec<Diagnostic>> {
    let (mut texts, mut hidden) = (Vec::new(), Vec::new());
    for (file, _) in sources.iter() {
        let Some((text, found)) = text(book, sources, file) else { continue };
        if text.parsed.body_broken || text.parsed.front_matter_broken {
            hidden.extend(found.into_iter().filter(|d| d.severity == Severity::Error));
        }
        texts.push(text);
    }
    if hidden.is_empty() { Ok(texts) } else { Err(hidden) }
}

/// Reads one text of the course, with what is wrong with it; None where the name of the file does not say what it is.
pub fn text(book: &Book, sources: &Sources, file: FileId) -> Option<(Text, Vec<Diagnostic>)> {
    let source = sources.get(file);
    let path = source.path.strip_prefix(&format!("{}/", book.folder))?;
    let lang = file_name::read(book, path).ok()?.lang;
    let chinese = book.languages[lang.index()].is_unspaced();
    let dialect = Dialect { raw_html: book.raw_html, math: book.math, chinese };
    let (parsed, found) = syntax::parse(file, &source.text, dialect);
    Some((Text { path: path.to_owned(), lang, file, parsed }, found))
}

/// What a name in a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[[step/listen#x]]`.
    Name,
    /// `[…](../steps/02-listen.en.md)`, and the file of a picture.
    Path,
    /// An entry of a relation to items of a kind.
    Relation(KindIx),
}

/// A name of an item or a file.
#[derive(Clone, Debug)]
pub struct Mention {
    pub form: Form,
    /// As its author wrote it, with the place on the page behind `#`.
    pub written: String,
    /// All of the reference.
    pub span: Span,
}

/// Every name in a text.
pub fn of(book: &Book, text: &Text) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let kind = file_name::read(book, &text.path).ok().and_then(|name| name.place).map(|place| place.kind);
    for (key, node) in text.parsed.front_matter.entries() {
        let relation = book.relations.iter().find(|relation| relation.key == key.name);
        let Some(relation) = relation.filter(|relation| kind.is_some_and(|kind| kind.index() == relation.from)) else {
            continue;
        };
        let form = Form::Relation(KindIx::new(relation.to));
        node.texts(&mut |written, span| mentions.push(Mention { form, written: written.to_owned(), span }));
    }
    for blocks in std::iter::once(&text.parsed.body).chain(&text.parsed.footnotes) {
        tree::blocks(blocks, &mut |block| {
            if let BlockKind::Figure { picture, .. } = &block.kind {
                mentions.push(Mention { form: Form::Path, written: picture.clone(), span: block.span });
            }
        });
        tree::inlines(blocks, &mut |inline: &Inline<Parsed>| match inline {
            Inline::Image { picture, span, .. } => {
                mentions.push(Mention { form: Form::Path, written: picture.clone(), span: *span });
            }
            Inline::Reference { target, span, .. } => {
                let form = if matches!(target, Destination::Name(_)) { Form::Name } else { Form::Path };
                mentions.push(Mention { form, written: target.written().to_owned(), span: *span });
            }
            _ => {}
        });
    }
    mentions
}

/// Where the written name stands in the file, without what surrounds it.
///
/// # Errors
///
/// When it is written in a way in which it cannot be found: with escapes, or as the target of a label that several files share.
pub fn place(source: &str, mention: &Mention) -> Result<Range<usize>, Box<Diagnostic>> {
    let Mention { form, written, span } = mention;
    let range = span.range();
    let within = &source[range.clone()];
    let at = |found: usize| range.start + found..range.start + found + written.len();
    let found = match form {
        Form::Name | Form::Relation(_) => within.find(written.as_str()).map(at),
        Form::Path => last_delimited(within, written).map(at).or_else(|| definition(source, written)),
    };
    found.ok_or_else(|| {
        let message = both!(
            "this name would have to change, and is written in an unusual way",
            "这里的名称需要改，但写法比较特殊"
        );
        Box::new(Diagnostic::new(Code::DanglingReference, *span, message).hint(both!(
            "write it plainly, such as `[[step/listen]]`, and try again",
            "请改成普通的写法，例如 `[[step/listen]]`，再试一次"
        )))
    })
}

/// The last place where `written` stands between the signs that surround an address.
fn last_delimited(within: &str, written: &str) -> Option<usize> {
    let before = |at: usize| within[..at].ends_with(['(', '<', '"', '\'', ' ', '=', '\t', '\n']);
    let behind = |at: usize| within[at + written.len()..].starts_with([')', '>', '"', '\'', ' ', '\t', '\n', '\r']);
    within.rmatch_indices(written).map(|(at, _)| at).find(|&at| before(at) && behind(at))
}

/// The line of a label, `[label]: address`, that has the address.
fn definition(source: &str, written: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(label) = line.find("]:").filter(|_| line.trim_start_matches([' ', '>', '\t']).starts_with('[')) else {
            continue;
        };
        let rest = &line[label + 2..];
        let address = rest.trim_start().trim_start_matches('<');
        let found = label + 2 + (rest.len() - address.len());
        let behind = address.strip_prefix(written);
        if behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['>', ' ', '\t', '\r', '\n'])) {
            return Some(start + found..start + found + written.len());
        }
    }
    None
}

/// What is written in the place of some bytes of a text, by where they begin and end.
pub type Edits = BTreeMap<(usize, usize), String>;

/// A text with other words in the place of some.
pub fn edited(source: &str, edits: &Edits) -> String {
    let (mut text, mut at) = (String::with_capacity(source.len()), 0);
    for (&(start, end), words) in edits {
        text += &source[at..start];
        text += words;
        at = end;
    }
    text + &source[at..]
}
