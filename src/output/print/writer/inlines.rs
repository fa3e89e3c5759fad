//! The inlines of a text: emphasis as the script of the text has it, references with their words, footnotes at their first call.

use super::addresses::shown_address;
use super::text::{NotePlacement, TextWriter};
use super::words::{dotted, plain, push_text};
use crate::course::foreign;
use crate::course::tree::{self, Inline, Resolved};
use crate::course::{Anchor, AttachmentIx, Lang, Language, Target};
use crate::output::code;
use crate::output::html::escape;
use crate::output::print::data::text::{Equation, InlineSpan, Numbered, TextRun};
use crate::output::print::data::volume::Form;
use crate::theme::{FileName, PatternPart};

/// How deep footnotes may call further ones. Deeper ones are numbers alone.
const NOTES_IN_NOTES: usize = 4;

/// The most bytes of an address that Typst takes.
const LONGEST_URL: usize = 8000;

/// How the words of a text whose characters fill squares are emphasised.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stress {
    Plain,
    /// Dots with the characters, which have no italics, and italics for the words between them.
    Dotted,
}

impl TextWriter<'_> {
    pub fn runs(&mut self, inlines: &[Inline<Resolved>]) -> Vec<TextRun> {
        self.stressed_runs(inlines, Stress::Plain)
    }

    fn stressed_runs(&mut self, inlines: &[Inline<Resolved>], stress: Stress) -> Vec<TextRun> {
        let mut out = Vec::new();
        for inline in inlines {
            self.run(inline, stress, &mut out);
        }
        out
    }

    fn run(&mut self, inline: &Inline<Resolved>, stress: Stress, out: &mut Vec<TextRun>) {
        let span = match inline {
            Inline::Text(text, _) => return self.words(text, stress, out),
            Inline::SoftBreak => return push_text(out, " "),
            Inline::HardBreak => InlineSpan::Break,
            Inline::Stale(_) if self.scope.form() != Form::Book => return,
            Inline::Stale(_) => InlineSpan::Stale,
            Inline::Html(_) => return,
            Inline::Emphasis(content) if self.scope.course.language(self.lang()).han.is_some() => {
                let content = self.stressed_runs(content, Stress::Dotted);
                return out.extend(content);
            }
            Inline::Emphasis(content) => InlineSpan::Emphasis { content: self.stressed_runs(content, stress) },
            Inline::Strong(content) => InlineSpan::Strong { content: self.stressed_runs(content, stress) },
            Inline::Strike(content) => InlineSpan::Strike { content: self.stressed_runs(content, stress) },
            Inline::Styled { style, content } => {
                InlineSpan::Styled { style: style.tag(), content: self.stressed_runs(content, stress) }
            }
            Inline::Abbreviation { meaning, content } => {
                let content = self.stressed_runs(content, stress);
                out.extend(content);
                // A pointer cannot rest on paper.
                if self.explained.insert(meaning.text.clone()) {
                    let meaning = &meaning.text;
                    let unspaced = self.scope.is_unspaced(self.lang());
                    push_text(out, &if unspaced { format!("（{meaning}）") } else { format!(" ({meaning})") });
                }
                return;
            }
            Inline::Ruby { reading, content } => {
                InlineSpan::Ruby { reading: reading.text.clone(), content: self.stressed_runs(content, stress) }
            }
            Inline::Blank(width, _) => return push_text(out, &"_".repeat(*width)),
            Inline::Place(id, _) => InlineSpan::Place { id: self.label(Some(id)) },
            Inline::Code(text, _) => InlineSpan::Code { parts: code::parts(text) },
            Inline::Formula(formula) => InlineSpan::Formula(Equation::of(formula)),
            Inline::Link { url, content, .. } if url.len() > LONGEST_URL => {
                let content = self.stressed_runs(content, stress);
                return out.extend(content);
            }
            Inline::Link { url, content, .. } => {
                let shown = shown_address(url, &tree::plain_text(content));
                InlineSpan::Link { url: Some(url.clone()), shown, content: self.stressed_runs(content, stress) }
            }
            Inline::Image { picture, alt, width, .. } => {
                InlineSpan::Image { picture: self.picture(*picture, alt, *width) }
            }
            Inline::Reference { target: Target::File(file), content, .. } => {
                let name = || vec![TextRun::Text(self.scope.course.attachment(*file).name().to_owned())];
                let content = match content {
                    Some(content) => self.stressed_runs(content, stress),
                    None => name(),
                };
                self.attachment(*file, content)
            }
            Inline::Reference { target, content, .. } => self.reference(target, content.as_deref(), stress),
            Inline::Indexed { entry, content } => {
                let entry = entry.clone().unwrap_or_else(|| tree::plain_text(content));
                out.push(TextRun::Span(InlineSpan::IndexMark { entry: index_key(self.lang(), &entry) }));
                let content = self.stressed_runs(content, stress);
                return out.extend(content);
            }
            Inline::Foreign { language, content } => {
                let outer = std::mem::replace(&mut self.foreign, true);
                let content = self.stressed_runs(content, stress);
                self.foreign = outer;
                passage(language, content)
            }
            Inline::Footnote(_) if self.notes == NotePlacement::Omitted => return,
            Inline::Footnote(index) => self.note(*index),
        };
        out.push(TextRun::Span(span));
    }

    /// Writes words. Those that are in another language of the book are marked with it.
    fn words(&self, text: &str, stress: Stress, out: &mut Vec<TextRun>) {
        let stressed = |words: &str, out: &mut Vec<TextRun>| match stress {
            Stress::Plain => push_text(out, words),
            Stress::Dotted => dotted(words, out),
        };
        if self.foreign {
            return stressed(text, out);
        }
        let course = self.scope.course;
        foreign::each(course, self.lang(), text, |other, words| match other {
            Some(other) => {
                let mut content = Vec::new();
                stressed(words, &mut content);
                out.push(TextRun::Span(passage(course.language(other), content)));
            }
            None => stressed(words, out),
        });
    }

    /// A link to a file, and where paper says that it is: at an address of the website, or on the website.
    fn attachment(&self, file: AttachmentIx, content: Vec<TextRun>) -> InlineSpan {
        let (course, print) = (self.scope.course, &self.scope.strings[self.lang()].print);
        let attachment = course.attachment(file);
        let words = plain(&content);
        // The address in `book.yaml` is the learners' site, which has no file of trainers.
        match course.about.site_url.as_ref().filter(|_| !attachment.trainer_only) {
            Some(site) => {
                let path = attachment.site_path();
                let url = format!("{site}{}", escape::path(&path));
                // Paper shows the name as it is written; `%E6%94%B6` is nothing to type.
                let shown = shown_address(&format!("{site}{}", path.replace(' ', "%20")), &words);
                InlineSpan::Link { shown, url: Some(url), content }
            }
            None => {
                let shown = Some(print.file_online.fill(FileName { name: &attachment.name() }));
                InlineSpan::Link { url: None, shown, content }
            }
        }
    }

    fn reference(&mut self, target: &Target, content: Option<&[Inline<Resolved>]>, stress: Stress) -> InlineSpan {
        let to = self.scope.target_label(target);
        let page = match target {
            Target::Term(_) | Target::File(_) => Numbered::Plain,
            Target::Front(_) | Target::Item(_) | Target::Anchor(..) => Numbered::Page,
        };
        let content = match content {
            Some(content) => self.stressed_runs(content, stress),
            None => self.target_words(target),
        };
        InlineSpan::Reference { to, page, content }
    }

    /// The words of a reference for which the author gave none.
    fn target_words(&self, target: &Target) -> Vec<TextRun> {
        let (course, lang) = (self.scope.course, self.lang());
        let words = self.scope.words(lang);
        match target {
            Target::Term(term) => vec![TextRun::Text(course.term(*term).entries[lang].term.clone())],
            Target::File(file) => vec![TextRun::Text(course.attachment(*file).name().to_owned())],
            Target::Front(_) => vec![TextRun::Text(course.front_title(lang).to_owned())],
            Target::Item(item) => {
                let text = &course.item(*item).page.texts[lang];
                let title = || {
                    let title = TextRun::Text(text.title.clone());
                    if text.language == lang {
                        return title;
                    }
                    TextRun::Span(InlineSpan::Foreign { lang: text.language.index(), content: vec![title] })
                };
                let Some(label) = course.label(*item, lang) else { return vec![title()] };
                let mut out = Vec::new();
                for part in words.reference.parts() {
                    match part {
                        PatternPart::Words(words) => push_text(&mut out, words),
                        PatternPart::Value("label") => push_text(&mut out, &label),
                        PatternPart::Value(_) => out.push(title()),
                    }
                }
                out
            }
            Target::Anchor(item, id) => {
                let anchor = course.item(*item).page.texts[lang].anchors.get(id);
                match anchor.and_then(|anchor| self.anchor_words(anchor)) {
                    Some(words) => vec![TextRun::Text(words)],
                    None => self.target_words(&Target::Item(*item)),
                }
            }
        }
    }

    /// The name of a place. None when it has none of its own.
    fn anchor_words(&self, anchor: &Anchor) -> Option<String> {
        let words = self.scope.words(self.lang());
        match anchor {
            Anchor::Place => None,
            Anchor::Heading(text) => Some(text.clone()),
            Anchor::Directive { name, number, title } => {
                let label = words.directive(name, *number);
                Some(match title {
                    Some(title) => words.labelled_title(&label, title),
                    None => label,
                })
            }
        }
    }

    fn note(&mut self, index: usize) -> InlineSpan {
        let id = self.scope.note_label(self.place, index, self.lang());
        let first = self.note_depth < NOTES_IN_NOTES && self.noted.insert(index);
        if first && self.notes == NotePlacement::InLine {
            self.in_line.insert(index);
        }
        let text = self.text;
        let content = first.then(|| {
            self.note_depth += 1;
            let content = self.blocks(&text.footnotes()[index]);
            self.note_depth -= 1;
            content
        });
        // A note that was too deep to be set has nothing to lead to.
        let id = if content.is_some() || self.noted.contains(&index) { id } else { String::new() };
        InlineSpan::Note {
            foot: self.notes == NotePlacement::AtFoot && !self.in_line.contains(&index),
            number: index + 1,
            id,
            content,
        }
    }
}

/// What tells an entry of the index from all others: the same words in other letters are the same entry.
pub fn index_key(lang: Lang, entry: &str) -> String {
    let words = entry.to_lowercase().replace(['-', '‐', '‑'], " ");
    format!("index:{}:{}", lang.index(), words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A passage in another language. The typesetter takes codes of two or three letters; CLDR has no longer one.
fn passage(language: &Language, content: Vec<TextRun>) -> InlineSpan {
    InlineSpan::Passage { lang: language.language.clone(), region: language.region.clone(), content }
}
