//! The indexes of the search, one for each language: the text of every section, taken from the tree.
//!
//! An index is scripts, not JSON, because a page that was opened from a disk may run scripts but not fetch files. It holds the text itself,
//! in which the search looks for words: Chinese needs no word boundaries, and a hit can be shown in its sentence. A page loads the indexes of
//! its own languages when its search is opened, another one when nothing is found in them.
//!
//! Its files have a hash of their content in their names, so browsers may keep them for ever; only the [`directory`], which names them, has a
//! name that never changes and is always asked for. So no page is another one because the text of another page has changed.
//!
//! The first file holds the names of all pages and, in a course like the shipped one, all of the text. That of a long course is cut: the
//! search reads its files one after the other, showing what it has found so far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::address::{self, Place};
use super::inputs::Inputs;
use super::{Options, assets};
use crate::course::collation::Collation;
use crate::course::reading::Reading;
use crate::course::tree::{self, Block, BlockKind, Body, Resolved, Segment};
use crate::course::{Course, Lang, Page, Text};
use crate::digest::Digest;
use crate::theme;

/// So many bytes of sections stand in a file at most, unless a single section is longer: a browser reads as many within a frame or two.
const FILE: usize = 192 * 1024;

pub struct File {
    pub path: String,
    pub script: String,
}

/// What the search loads first of a language.
#[derive(Serialize)]
struct Directory<'a> {
    /// The reading that shows it, for pages whose own reading does not.
    reading: String,
    /// The kinds of pages, in the order in which their hits are shown.
    groups: &'a [String],
    files: Vec<&'a str>,
}

/// What the indexes say of each text, by a digest of all that this is made of: of a text that has not changed, nobody has to look at a word.
#[derive(Default)]
pub struct Words {
    earlier: KeptWords,
    now: Mutex<KeptWords>,
}

/// [`Words`] as data.
pub type KeptWords = BTreeMap<Digest, Arc<[Section]>>;

impl Words {
    /// With those of an earlier website.
    pub fn of(earlier: KeptWords) -> Words {
        Words { earlier, now: Mutex::default() }
    }

    /// Those that were asked for.
    pub fn into_kept(self) -> KeptWords {
        self.now.into_inner().expect("nobody panicked with the lock")
    }

    /// The sections of a text that is made of `inputs`.
    fn of_text(&self, inputs: Digest, sections: impl FnOnce() -> Vec<Section>) -> Arc<[Section]> {
        let found = self.earlier.get(&inputs).cloned().unwrap_or_else(|| sections().into());
        self.now.lock().expect("nobody panicked with the lock").insert(inputs, found.clone());
        found
    }
}

/// What one language says.
struct IndexContent {
    pages: Vec<Found>,
    /// As JSON.
    sections: Vec<String>,
    /// How the Chinese characters of names and headings are read: `su诉素 tou头投`.
    pinyin: String,
}

/// A page: its group, its address within a reading, its name.
#[derive(Serialize)]
struct Found(usize, String, String);

/// A section of a page.
#[derive(Serialize, Deserialize)]
pub struct Section {
    heading: String,
    /// A list in JSON, from its second element: its id on the page, its heading, its text, and, of a term, the words by which others call it. The
    /// first one is the number of the page.
    json: String,
}

/// A section as it is written, without its page. Lines that are there by the way begin with a tab.
#[derive(Serialize)]
struct FoundSection<'a>(String, String, String, #[serde(skip_serializing_if = "Vec::is_empty")] Vec<&'a str>);

impl From<FoundSection<'_>> for Section {
    fn from(section: FoundSection<'_>) -> Section {
        let json = json(&section)[1..].to_owned();
        Section { heading: section.1, json }
    }
}

/// The path of a language's directory; none when no reading shows the language.
pub fn directory(course: &Course, options: &Options<'_>, lang: Lang) -> Option<String> {
    reading(options, lang).map(|_| format!("assets/{}.js", name(course, lang)))
}

/// The files of a language's index, its directory first; none when no reading shows the language.
pub fn index(course: &Course, options: &Options<'_>, lang: Lang, earlier: Option<(&Inputs<'_>, &Words)>) -> Vec<File> {
    let Some(reading) = reading(options, lang) else { return Vec::new() };
    let (name, tag) = (name(course, lang), &course.language(lang).tag);
    let groups = groups(course, lang);
    let IndexContent { pages, sections, pinyin } = content(course, lang, earlier);
    let mut rest = Vec::new();
    let mut first = sections.as_slice();
    if sections.iter().map(String::len).sum::<usize>() > FILE {
        for length in cuts(&sections) {
            let (file, others) = first.split_at(length);
            let sections = ["[", &file.join(","), "]"].concat();
            rest.push(assets::loaded(&format!("{tag}/{}", rest.len() + 1), &sections));
            first = others;
        }
    }
    let (pages, pinyin) = (json(&pages), json(&pinyin));
    let content = ["{\"pages\":", &pages, ",\"pinyin\":", &pinyin, ",\"sections\":[", &first.join(","), "]}"].concat();
    let scripts = std::iter::once(assets::loaded(&format!("{tag}/0"), &content)).chain(rest);
    let hashed = |script: String| File { path: assets::hashed(&name, "js", script.as_bytes()), script };
    let mut files: Vec<File> = scripts.map(hashed).collect();
    let paths = files.iter().map(|file| file.path.as_str()).collect();
    let directory = Directory { reading: reading.key(course), groups: &groups, files: paths };
    files.insert(0, File { path: format!("assets/{name}.js"), script: assets::loaded(tag, &json(&directory)) });
    files
}

/// The reading that shows a language.
fn reading(options: &Options<'_>, lang: Lang) -> Option<Reading> {
    options.readings.iter().copied().find(|reading| reading.langs().contains(&lang))
}

/// With this the names of a language's files begin.
fn name(course: &Course, lang: Lang) -> String {
    format!("search.{}", course.language(lang).key)
}

fn json(content: &impl Serialize) -> String {
    serde_json::to_string(content).expect("lists of texts become JSON")
}

/// How many of these sections stand in each file.
fn cuts(sections: &[String]) -> Vec<usize> {
    let mut lengths = vec![0];
    let mut filled = 0;
    for size in sections.iter().map(String::len) {
        if filled > 0 && filled + size > FILE {
            lengths.push(0);
            filled = 0;
        }
        filled += size;
        *lengths.last_mut().expect("there is one from the start") += 1;
    }
    lengths
}

/// The kinds of pages: those of the items, the glossary, the front page.
fn groups(course: &Course, lang: Lang) -> Vec<String> {
    let common = &theme::strings(course)[lang].common;
    let kinds = course.kind_ixs().map(|kind| course.kind(kind).plural[lang].clone());
    kinds.chain([common.glossary.clone(), common.front.clone()]).collect()
}

fn content(course: &Course, lang: Lang, earlier: Option<(&Inputs<'_>, &Words)>) -> IndexContent {
    let strings = theme::strings(course)[lang];
    let (glossary_group, front_group) = (course.kinds.len(), course.kinds.len() + 1);
    let mut pages = Vec::new();
    let mut shown: Vec<&Page> = Vec::new();
    // A text that is not translated is found in its own language only.
    if let Some(front) = course.front.as_ref().filter(|front| front.texts[lang].language == lang) {
        pages.push(Found(front_group, address::path(course, Place::Front), course.about.title[lang].clone()));
        shown.push(front);
    }
    for ix in course.item_ixs().filter(|&ix| course.item(ix).page.texts[lang].language == lang) {
        let name = strings.common.reference(course.label(ix, lang).as_deref(), course.title(ix, lang));
        pages.push(Found(course.item(ix).kind.index(), address::path(course, Place::Item(ix)), name));
        shown.push(&course.item(ix).page);
    }
    let of_page = |page: &&Page| {
        let read = || sections(course, lang, &page.texts[lang]);
        let known = earlier.and_then(|(inputs, words)| Some((inputs.of_words(page, lang)?, words)));
        known.map_or_else(|| read().into(), |(inputs, words)| words.of_text(inputs, read))
    };
    let mut sections: Vec<Arc<[Section]>> = shown.par_iter().map(of_page).collect();
    if !course.terms.is_empty() {
        pages.push(Found(glossary_group, address::path(course, Place::Glossary), strings.common.glossary.clone()));
        let first = FoundSection(String::new(), String::new(), String::new(), Vec::new());
        let terms = course.terms.iter().map(|term| {
            let entry = &term.entries[lang];
            // Who looks for a word that is avoided is led to the one that is used.
            let others = entry.also.iter().chain(&entry.avoid).map(String::as_str).collect();
            FoundSection(term.key.clone(), entry.term.clone(), entry.definition.clone(), others)
        });
        sections.push(std::iter::once(first).chain(terms).map(Section::from).collect());
    }
    let headings = sections.iter().flat_map(|page| page.iter().map(|section| section.heading.as_str()));
    let others =
        course.terms.iter().map(|term| &term.entries[lang]).flat_map(|entry| entry.also.iter().chain(&entry.avoid));
    let names = pages.iter().map(|Found(_, _, name)| name.as_str()).chain(headings).chain(others.map(String::as_str));
    let pinyin = pinyin(&Collation::of(course.language(lang)), names);
    let numbered = |(page, sections): (usize, &Arc<[Section]>)| {
        sections.iter().map(|section| format!("[{page},{}", section.json)).collect::<Vec<_>>()
    };
    IndexContent { pages, sections: sections.iter().enumerate().flat_map(numbered).collect(), pinyin }
}

/// The characters of some names by what they are read as.
fn pinyin<'a>(collation: &Collation, names: impl Iterator<Item = &'a str>) -> String {
    let lines = collation.by_reading(names).into_iter().map(|(letters, all)| letters.chars().chain(all).collect());
    lines.collect::<Vec<String>>().join(" ")
}

fn sections(course: &Course, lang: Lang, text: &Text) -> Vec<Section> {
    let summary = text.summary.clone().unwrap_or_default();
    let mut sections = vec![FoundSection(String::new(), String::new(), summary, Vec::new())];
    let notes = text.footnotes().iter().flatten();
    for block in text.body().iter().chain(notes) {
        let words = words(course, lang, block);
        if let BlockKind::Heading { id, .. } = &block.kind {
            sections.push(FoundSection(id.clone(), words, String::new(), Vec::new()));
        } else if let Some(FoundSection(_, _, out, _)) = sections.last_mut() {
            // A hit is shown in its sentence, and no sentence goes on in the next block.
            if !out.is_empty() && !words.is_empty() {
                out.push('\n');
            }
            out.push_str(&words);
        }
    }
    sections.into_iter().map(Section::from).collect()
}

/// Whether what a block says is there by the way: who looks for a word wants what the course says of it before who happens to say it.
fn is_by_the_way(block: &Block<Resolved>) -> bool {
    matches!(&block.kind, BlockKind::Directive(directive) if matches!(directive.body, Body::Dialogue(_) | Body::Quiz(_)))
}

/// The words of a block: a line for each paragraph, cell and title, but one for all that are alike, such as who speaks.
fn words(course: &Course, lang: Lang, block: &Block<Resolved>) -> String {
    let (mut out, mut seen, mut line) = (String::new(), BTreeSet::new(), String::new());
    let mark = if is_by_the_way(block) { "\t" } else { "" };
    tree::segments(std::slice::from_ref(block), &mut |segment| match segment {
        Segment::Text(text, _) | Segment::Code(text, _) | Segment::CodeBlock(text, _) => line.push_str(text),
        Segment::Title(words) => line.push_str(words),
        Segment::Formula(formula) => line.push_str(&formula.source),
        Segment::Name(target, _) => line.push_str(course.name_of(target, lang)),
        Segment::Break => line.push(' '),
        Segment::End => {
            let line = std::mem::take(&mut line);
            if line.is_empty() || seen.contains(&line) {
                return;
            }
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(mark);
            out.push_str(&line);
            seen.insert(line);
        }
        // A page shows neither of the two.
        Segment::Alt(_) | Segment::Gloss(_) | Segment::Address(..) => {}
        Segment::Reference(..) => {}
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_filled_and_a_long_section_has_one_of_its_own() {
        let cuts = |sizes: &[usize]| super::cuts(&sizes.iter().map(|&size| "x".repeat(size)).collect::<Vec<_>>());
        assert_eq!(cuts(&[FILE / 2, FILE / 2, 1]), [2, 1]);
        assert_eq!(cuts(&[1, FILE + 1, 1]), [1, 1, 1]);
        assert_eq!(cuts(&[FILE * 2]), [1]);
    }
}
