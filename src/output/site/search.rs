//! The index of the search: the text of every section in every language, taken from the tree.
//!
//! It is a script, not JSON, because a page that was opened from a disk may run scripts but not fetch files. The search looks for
//! substrings, so Chinese needs no word boundaries. All languages are in one index: whoever reads English finds 倾听, too.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::{self, Place};
use super::{Options, assets};
use crate::course::{Course, Lang, Target, Text};
use crate::theme;
use crate::tree::{self, Block, BlockKind, Body, Inline, Resolved};

/// The index, ready to be put.
pub struct Index {
    pub path: String,
    pub script: String,
}

/// What one language says.
#[derive(Serialize)]
struct Part {
    /// The reading that shows it, for pages whose own reading does not.
    reading: String,
    records: Vec<Record>,
}

/// A section: its address within a reading, the page's name, the heading, the text.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Record(String, String, String, String);

impl Index {
    pub fn new(course: &Course, options: &Options<'_>) -> Index {
        let mut parts = BTreeMap::new();
        for lang in course.langs() {
            if let Some(reading) = options.readings.iter().find(|reading| reading.langs().contains(&lang)) {
                let part = Part { reading: reading.key(course), records: records(course, lang) };
                parts.insert(course.language(lang).key.as_str(), part);
            }
        }
        let json = serde_json::to_string(&parts).expect("maps with text keys become JSON");
        let script = format!("window.diglotIndex = {json};\n");
        Index { path: assets::hashed("search", "js", script.as_bytes()), script }
    }
}

fn records(course: &Course, lang: Lang) -> Vec<Record> {
    let strings = theme::strings(course)[lang];
    let mut records = Vec::new();
    if let Some(front) = &course.front {
        let path = address::path(course, Place::Front);
        sections(course, lang, &front.texts[lang], &path, &course.title[lang], &mut records);
    }
    for ix in course.item_ixs() {
        let path = address::path(course, Place::Item(ix));
        let name = strings.common.reference(&course.label(ix, lang), course.title(ix, lang));
        sections(course, lang, &course.item(ix).page.texts[lang], &path, &name, &mut records);
    }
    let glossary = address::path(course, Place::Glossary);
    for term in &course.terms {
        let entry = &term.entries[lang];
        let page = strings.common.glossary.clone();
        let address = format!("{glossary}#{}", term.key);
        records.push(Record(address, page, entry.term.clone(), entry.definition.clone()));
    }
    records
}

/// A text that is not translated is found in its own language only.
fn sections(course: &Course, lang: Lang, text: &Text, path: &str, name: &str, records: &mut Vec<Record>) {
    if text.language != lang {
        return;
    }
    let summary = text.summary.clone().unwrap_or_default();
    records.push(Record(path.to_owned(), name.to_owned(), String::new(), summary));
    let notes = text.footnotes.iter().flatten();
    for block in text.body.iter().chain(notes) {
        if let BlockKind::Heading { id, content, .. } = &block.kind {
            let mut heading = String::new();
            words(course, lang, content, &mut heading);
            records.push(Record(format!("{path}#{id}"), name.to_owned(), heading, String::new()));
        } else if let Some(Record(.., out)) = records.last_mut() {
            tree::blocks(std::slice::from_ref(block), &mut |block| own_words(course, lang, block, out));
        }
    }
}

/// The words of a block without those of the blocks inside it.
fn own_words(course: &Course, lang: Lang, block: &Block<Resolved>, out: &mut String) {
    let mut run = |content: &[Inline<Resolved>]| {
        // Behind a Chinese character or mark there is no space.
        if out.ends_with(|c: char| c != ' ' && c < '\u{2e80}') {
            out.push(' ');
        }
        words(course, lang, content, out);
    };
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => run(content),
        BlockKind::Table(table) => {
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                run(cell);
            }
        }
        BlockKind::Directive(directive) => {
            if let Some(title) = &directive.title {
                run(&[]);
                out.push_str(title);
            }
        }
        BlockKind::Figure { caption: Some(caption), .. } => {
            run(&[]);
            out.push_str(caption);
        }
        BlockKind::Code { text, .. } => {
            run(&[]);
            out.push_str(text);
        }
        _ => {}
    }
    if let BlockKind::Directive(directive) = &block.kind
        && let Body::Dialogue(turns) = &directive.body
    {
        for turn in turns {
            out.push(' ');
            words(course, lang, &turn.speaker, out);
        }
    }
}

fn words(course: &Course, lang: Lang, inlines: &[Inline<Resolved>], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text, _) => out.push_str(text),
            Inline::Math { text, .. } => out.push_str(text),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => {
                words(course, lang, content, out);
            }
            Inline::Link { content, .. } | Inline::Reference { content: Some(content), .. } => {
                words(course, lang, content, out);
            }
            Inline::Reference { target, content: None, .. } => match target {
                Target::Item(item) | Target::Anchor(item, _) => out.push_str(course.title(*item, lang)),
                Target::Term(term) => out.push_str(&course.term(*term).entries[lang].term),
            },
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Footnote(_) | Inline::Html(_) => {}
        }
    }
}
