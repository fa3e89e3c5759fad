//! The indexes of the search, one for each language: the text of every section, taken from the tree.
//!
//! An index is a script, not JSON, because a page that was opened from a disk may run scripts but not fetch files. It holds the text itself,
//! in which the search looks for words: Chinese needs no word boundaries, and a hit can be shown in its sentence. A page loads the indexes of
//! its own languages when its search is opened, another one when nothing is found in them.
//!
//! The index of a course like the shipped one is a single file. That of a long one is cut: its first file holds the names of all pages, the
//! others the text, which the search reads one after the other, showing what it has found so far.

use std::collections::BTreeSet;

use serde::Serialize;

use super::address::{self, Place};
use super::{Options, assets};
use crate::course::{Course, Lang, Localized, Target, Text};
use crate::theme;
use crate::tree::{self, Block, BlockKind, Body, Inline, Resolved};

/// So many bytes of sections stand in a file at most, unless a single section is longer: a browser reads as many within a frame or two.
const FILE: usize = 192 * 1024;

/// The indexes, none for a language that no reading shows.
pub struct Indexes(Localized<Option<Index>>);

/// An index, ready to be put.
pub struct Index {
    /// The first one names the others.
    pub files: Vec<File>,
}

pub struct File {
    pub path: String,
    pub script: String,
}

/// What one language says.
#[derive(Serialize)]
struct Part {
    /// The reading that shows it, for pages whose own reading does not.
    reading: String,
    /// The kinds of pages, in the order in which their hits are shown.
    groups: Vec<String>,
    pages: Vec<Found>,
    sections: Vec<Section>,
    /// The files with the sections, when they are too long for this one.
    more: Vec<String>,
}

/// A page: its group, its address within a reading, its name.
#[derive(Serialize)]
struct Found(usize, String, String);

/// A section: its page, its id there, its heading, its text.
#[derive(Serialize)]
struct Section(usize, String, String, String);

impl Indexes {
    pub fn new(course: &Course, options: &Options<'_>) -> Indexes {
        let index = |lang: Lang| {
            let reading = options.readings.iter().find(|reading| reading.langs().contains(&lang))?;
            Some(Index::new(course, lang, part(course, lang, reading.key(course))))
        };
        Indexes(Localized::new(course.langs().map(index).collect()))
    }

    /// The addresses of indexes that are made later. They do not depend on the texts, so no page changes with another one's text.
    pub fn to_come(course: &Course, options: &Options<'_>) -> Indexes {
        let index = |lang: Lang| {
            options.readings.iter().find(|reading| reading.langs().contains(&lang))?;
            let path = format!("assets/search.{}.js", course.language(lang).key);
            Some(Index { files: vec![File { path, script: String::new() }] })
        };
        Indexes(Localized::new(course.langs().map(index).collect()))
    }

    pub fn of(&self, lang: Lang) -> Option<&Index> {
        self.0[lang].as_ref()
    }

    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.0.iter().filter_map(|(_, index)| index.as_ref()).flat_map(|index| &index.files)
    }
}

impl Index {
    fn new(course: &Course, lang: Lang, mut part: Part) -> Index {
        let language = course.language(lang);
        let sizes: Vec<usize> = part.sections.iter().map(|section| json(section).len()).collect();
        let mut others = Vec::new();
        if sizes.iter().sum::<usize>() > FILE {
            let mut sections = std::mem::take(&mut part.sections);
            for length in cuts(&sizes) {
                let rest = sections.split_off(length);
                let name = format!("search.{}.{}", language.key, others.len() + 1);
                let key = format!("{}/{}", language.tag, others.len() + 1);
                others.push(File::new(&name, &key, &sections));
                sections = rest;
            }
        }
        part.more = others.iter().map(|file| file.path.clone()).collect();
        let first = File::new(&format!("search.{}", language.key), &language.tag, &part);
        Index { files: std::iter::once(first).chain(others).collect() }
    }
}

impl File {
    fn new(name: &str, key: &str, content: &impl Serialize) -> File {
        let script = format!("(window.diglotIndex = window.diglotIndex || {{}})[\"{key}\"] = {};\n", json(content));
        File { path: assets::hashed(name, "js", script.as_bytes()), script }
    }
}

fn json(content: &impl Serialize) -> String {
    serde_json::to_string(content).expect("lists of texts become JSON")
}

/// How many sections of these sizes stand in each file.
fn cuts(sizes: &[usize]) -> Vec<usize> {
    let mut lengths = vec![0];
    let mut filled = 0;
    for &size in sizes {
        if filled > 0 && filled + size > FILE {
            lengths.push(0);
            filled = 0;
        }
        filled += size;
        *lengths.last_mut().expect("there is one from the start") += 1;
    }
    lengths
}

fn part(course: &Course, lang: Lang, reading: String) -> Part {
    let strings = theme::strings(course)[lang];
    let mut groups: Vec<String> = course.kind_ixs().map(|kind| course.kind(kind).plural[lang].clone()).collect();
    let (front_group, glossary_group) = (groups.len() + 1, groups.len());
    groups.push(strings.common.glossary.clone());
    groups.push(strings.common.front.clone());
    let mut part = Part { reading, groups, pages: Vec::new(), sections: Vec::new(), more: Vec::new() };
    if let Some(front) = &course.front {
        let page = Found(front_group, address::path(course, Place::Front), course.title[lang].clone());
        part.text(course, lang, &front.texts[lang], page);
    }
    for ix in course.item_ixs() {
        let name = strings.common.reference(&course.label(ix, lang), course.title(ix, lang));
        let page = Found(course.item(ix).kind.index(), address::path(course, Place::Item(ix)), name);
        part.text(course, lang, &course.item(ix).page.texts[lang], page);
    }
    if !course.terms.is_empty() {
        let glossary = part.pages.len();
        part.pages.push(Found(glossary_group, address::path(course, Place::Glossary), strings.common.glossary.clone()));
        part.sections.extend(course.terms.iter().map(|term| {
            let entry = &term.entries[lang];
            Section(glossary, term.key.clone(), entry.term.clone(), entry.definition.clone())
        }));
    }
    part
}

impl Part {
    /// Adds a page. A text that is not translated is found in its own language only.
    fn text(&mut self, course: &Course, lang: Lang, text: &Text, page: Found) {
        if text.language != lang {
            return;
        }
        let ix = self.pages.len();
        self.pages.push(page);
        self.sections.push(Section(ix, String::new(), String::new(), text.summary.clone().unwrap_or_default()));
        let notes = text.footnotes.iter().flatten();
        for block in text.body.iter().chain(notes) {
            if let BlockKind::Heading { id, content, .. } = &block.kind {
                let mut heading = String::new();
                words(course, lang, content, &mut heading);
                self.sections.push(Section(ix, id.clone(), heading, String::new()));
            } else if let Some(Section(.., out)) = self.sections.last_mut() {
                tree::blocks(std::slice::from_ref(block), &mut |block| own_words(course, lang, block, out));
            }
        }
    }
}

/// The words of a block without those of the blocks inside it.
fn own_words(course: &Course, lang: Lang, block: &Block<Resolved>, out: &mut String) {
    let mut run = |content: &[Inline<Resolved>]| {
        // A hit is shown in its sentence, and no sentence goes on in the next block.
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
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
        // Who speaks, once each.
        let mut speakers = BTreeSet::new();
        for turn in turns {
            let mut speaker = String::new();
            words(course, lang, &turn.speaker, &mut speaker);
            if !speakers.contains(&speaker) {
                out.push('\n');
                out.push_str(&speaker);
                speakers.insert(speaker);
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_filled_and_a_long_section_has_one_of_its_own() {
        assert_eq!(cuts(&[FILE / 2, FILE / 2, 1]), [2, 1]);
        assert_eq!(cuts(&[1, FILE + 1, 1]), [1, 1, 1]);
        assert_eq!(cuts(&[FILE * 2]), [1]);
    }
}
