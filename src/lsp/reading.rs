//! The course as it was read last, and a place in it that an editor asks about.

use std::cell::OnceCell;
use std::ops::Range;

use super::names;
use crate::book::Book;
use crate::course::tree::{self, Inline};
use crate::course::{Course, ItemIx, Lang, Page, Target, Text};
use crate::diagnostic::Diagnostic;
use crate::edit::{Form, Mention, mentions};
use crate::project::Project;
use crate::resolve::{self, Survey, file_name};
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// The course as it was read last.
pub struct Reading {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
    pub project: Project,
    survey: OnceCell<Survey>,
}

impl Reading {
    pub fn new(sources: Sources, diagnostics: Vec<Diagnostic>, project: Project) -> Reading {
        Reading { sources, diagnostics, project, survey: OnceCell::new() }
    }

    /// How the texts of the languages stand to each other.
    pub fn survey(&self, book: &Book) -> &Survey {
        self.survey.get_or_init(|| resolve::survey(book, &self.sources))
    }
}

/// A byte of a file of a course that can be understood.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub reading: &'a Reading,
    pub book: &'a Book,
    pub course: &'a Course,
    pub file: FileId,
    pub at: usize,
}

impl<'a> Place<'a> {
    /// None where the course cannot be understood.
    pub fn new(reading: &'a Reading, file: FileId, at: usize) -> Option<Place<'a>> {
        Some(Place { reading, book: reading.project.book()?, course: reading.project.course()?, file, at })
    }

    /// The text of the whole file.
    pub fn source(&self) -> &'a str {
        &self.reading.sources.get(self.file).text
    }

    /// Of a text of the course, the item that it is about, none for the front page, and its language.
    pub fn own(&self) -> Option<(Option<ItemIx>, Lang)> {
        let path = self.reading.sources.get(self.file).path.strip_prefix(&self.book.folder)?.strip_prefix('/')?;
        let name = file_name::read(self.book, path).ok()?;
        let Some(place) = name.place else { return Some((None, name.lang)) };
        let (kind, path) = (place.kind, place.path());
        let item = self.course.items_of(kind).find(|&ix| self.course.item(ix).path == path)?;
        Some((Some(item), name.lang))
    }

    /// The language of the file; that of the source where it has none.
    pub fn lang(&self) -> Lang {
        self.own().map_or(Lang::SOURCE, |(_, lang)| lang)
    }

    /// What the file says, as the course has it.
    pub fn text(&self) -> Option<&'a Text> {
        let (item, lang) = self.own()?;
        let text = &page(self.course, item)?.texts[lang];
        (text.places.title.file == self.file).then_some(text)
    }

    /// Every name in the file, as it is written.
    pub fn mentions(&self) -> Vec<Mention> {
        let text = mentions::text(self.book, &self.reading.sources, self.file);
        text.map_or_else(Vec::new, |(text, _)| mentions::of(self.book, &text))
    }

    /// What is named at the place, and the bytes of the name: by the tree of the text, or while that is unfinished by the signs around the place.
    pub fn named(&self) -> Option<(Target, Range<usize>)> {
        let source = self.source();
        let bracketed = names::name_at(source, self.at);
        if let Some((target, span)) = self.referred() {
            return Some((target, bracketed.unwrap_or_else(|| span.range())));
        }
        if let Some(name) = bracketed {
            return Some((names::meaning(self.course, self.own()?.0, &source[name.clone()])?, name));
        }
        self.related()
    }

    /// What the very word at the place calls: of `step/listen#geyser` the item, or behind the `#` the place on its page; and what has its name there:
    /// a heading, a fence, a title, a term.
    pub fn called(&self) -> Option<(Target, Range<usize>)> {
        if let Some((target, range)) = self.named() {
            let is_item = !self.source()[range.start..self.at.max(range.start)].contains('#');
            return Some(match target {
                Target::Anchor(item, _) if is_item => (Target::Item(item), range),
                target => (target, range),
            });
        }
        self.of_term().or_else(|| self.of_anchor()).or_else(|| {
            let title = self.text()?.places.title.range();
            let item = self.own()?.0?;
            (title.start <= self.at && self.at <= title.end).then_some((Target::Item(item), title))
        })
    }

    /// The smallest reference around the place.
    fn referred(&self) -> Option<(Target, Span)> {
        let mut found: Option<(Target, Span)> = None;
        for blocks in self.text()?.flows() {
            tree::inlines(blocks, &mut |inline| {
                let Inline::Reference { target, span, .. } = inline else { return };
                let smaller = found.as_ref().is_none_or(|(_, known)| span.end - span.start < known.end - known.start);
                if span.file == self.file && span.range().contains(&self.at) && smaller {
                    found = Some((target.clone(), *span));
                }
            });
        }
        found
    }

    /// The item that a relation names.
    fn related(&self) -> Option<(Target, Range<usize>)> {
        let (_, front) = names::front_matter(self.source()).filter(|(all, _)| all.contains(&self.at))?;
        let covers = |mention: &Mention| {
            let range = mention.span.range();
            front.contains(&range.start) && range.start <= self.at && self.at <= range.end
        };
        let mention = self.mentions().into_iter().find(covers)?;
        let Form::Relation(kind) = mention.form else { return None };
        let item = names::item(self.course, kind, &mention.written)?;
        Some((Target::Item(item), mention.span.range()))
    }

    fn of_term(&self) -> Option<(Target, Range<usize>)> {
        let mut terms = self.course.term_ixs().map(|ix| (ix, self.course.term(ix).span));
        let covers =
            |span: &Span| span.file == self.file && span.range().start <= self.at && self.at <= span.range().end;
        terms.find(|(_, span)| covers(span)).map(|(ix, span)| (Target::Term(ix), span.range()))
    }

    /// The heading or fence whose first line is at the place.
    fn of_anchor(&self) -> Option<(Target, Range<usize>)> {
        let (item, _) = self.own()?;
        let line = names::line_at(self.source(), self.at);
        let (id, span) = places(self.text()?).into_iter().find(|(_, span)| {
            let start = span.range().start;
            span.file == self.file && line.contains(&start) && start <= self.at
        })?;
        let target = match item {
            Some(item) => Target::Anchor(item, id.to_owned()),
            None => Target::Front(Some(id.to_owned())),
        };
        Some((target, span.range().start..span.range().end.min(line.end)))
    }
}

/// The page of an item, or the front page.
pub fn page(course: &Course, item: Option<ItemIx>) -> Option<&Page> {
    match item {
        Some(item) => Some(&course.item(item).page),
        None => course.front.as_deref(),
    }
}

/// The headings, fences and words of a text that can be referred to, with their ids.
pub fn places(text: &Text) -> Vec<(&str, Span)> {
    let mut places = Vec::new();
    for blocks in text.flows() {
        tree::blocks(blocks, &mut |block| match &block.kind {
            tree::BlockKind::Heading { id, .. } => places.push((id.as_str(), block.span)),
            tree::BlockKind::Directive(directive) => {
                places.extend(directive.id.as_deref().map(|id| (id, block.span)));
            }
            _ => {}
        });
        tree::inlines(blocks, &mut |inline| {
            if let Inline::Place(id, span) = inline {
                places.push((id.as_str(), *span));
            }
        });
    }
    places
}

/// Where a thing is written in a language, or in the source language where it is not translated. Files to hand on are no texts.
pub fn written(course: &Course, target: &Target, lang: Lang) -> Option<Span> {
    let (item, id) = match target {
        Target::Term(term) => return Some(course.term(*term).span),
        Target::File(_) => return None,
        Target::Item(item) => (Some(*item), None),
        Target::Anchor(item, id) => (Some(*item), Some(id)),
        Target::Front(id) => (None, id.as_ref()),
    };
    let page = page(course, item)?;
    let title = page.texts[lang].places.title;
    let Some(id) = id else { return Some(title) };
    let found = |lang: Lang| places(&page.texts[lang]).into_iter().find(|(known, _)| known == id).map(|(_, span)| span);
    found(lang).or_else(|| found(Lang::SOURCE)).or(Some(title))
}
