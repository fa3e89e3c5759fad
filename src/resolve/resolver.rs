//! A tree of names becomes a tree of things that exist.

use std::collections::BTreeMap;

use super::lookups::{Finder, Found, Lookup, Name};
use super::names::Origin;
use super::{DraftText, Head, remote};
use crate::course::tree::audience::trainer_only;
use crate::course::tree::{
    self, Alone, Block, BlockKind, Body, Choice, Definition, Destination, Directive, Inline, List, ListItem, Parsed,
    Question, Quiz, Resolved, Table, Turn, Words, plain_text,
};
use crate::course::{Anchor, AssetIx, Content, Lang, Target, Text};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Resolves the texts of one page.
pub struct Resolver<'r, 'a, 'd> {
    /// Says what names mean.
    pub finder: Finder<'r, 'a, 'd>,
    /// Of the page.
    pub head: &'r Head,
    /// The folder of the text, relative to the course.
    pub folder: &'r str,
    /// Inside of what trainers alone see.
    pub trainer: bool,
    /// Inside of a link.
    in_link: bool,
    /// The pictures of the internet that the text shows.
    remote: Vec<(Span, String)>,
    /// The names; None when one was not found.
    pub lookups: Option<Vec<Lookup>>,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'r, 'a, 'd> Resolver<'r, 'a, 'd> {
    pub fn new(finder: Finder<'r, 'a, 'd>, head: &'r Head, folder: &'r str) -> Resolver<'r, 'a, 'd> {
        Resolver {
            finder,
            head,
            folder,
            trainer: false,
            in_link: false,
            remote: Vec::new(),
            lookups: Some(Vec::new()),
            diagnostics: Vec::new(),
        }
    }

    /// A whole text in a language.
    pub fn text(&mut self, draft: DraftText, language: Lang) -> Text {
        let body = self.blocks(draft.document.body);
        let footnotes = draft.document.footnotes.into_iter().map(|note| self.blocks(note)).collect();
        self.diagnostics.extend(remote::report(&self.remote));
        let mut anchors = BTreeMap::new();
        tree::blocks(&body, &mut |block| {
            tree::places(block, &mut |id, _| _ = anchors.entry(id.to_owned()).or_insert(Anchor::Place));
            let (id, anchor) = match &block.kind {
                BlockKind::Heading { id, content, .. } => (Some(id), Anchor::Heading(plain_text(content))),
                BlockKind::Directive(d) => (
                    d.id.as_ref(),
                    Anchor::Directive {
                        name: d.body.label().into(),
                        number: d.number,
                        title: d.title.as_deref().map(str::to_owned),
                    },
                ),
                _ => return,
            };
            if let Some(id) = id {
                anchors.insert(id.clone(), anchor);
            }
        });
        let earlier = self.head.earlier.clone();
        Text {
            language,
            derived: draft.derived,
            title: draft.title,
            summary: draft.summary,
            materials: draft.materials,
            places: draft.places,
            content: Content::of(body, footnotes),
            anchors,
            earlier,
        }
    }

    fn blocks(&mut self, blocks: Vec<Block<Parsed>>) -> Vec<Block<Resolved>> {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: Block<Parsed>) -> Block<Resolved> {
        let outside = self.trainer;
        self.trainer |= trainer_only(&block);
        let kind = match block.kind {
            BlockKind::Heading { level, id, content } => BlockKind::Heading {
                level,
                // Only one in a place where none may stand has none, and that is an error already.
                id: id.unwrap_or_default(),
                content: self.inlines(content),
            },
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.inlines(content)),
            BlockKind::Figure { picture, alt, caption, .. } if remote::is_remote(&picture) => {
                let link = self.remote(&picture, &alt, block.span);
                let caption =
                    caption.into_iter().flat_map(|words| [Inline::HardBreak, Inline::Text(words.text, words.span)]);
                BlockKind::Paragraph(std::iter::once(link).chain(caption).collect())
            }
            BlockKind::Figure { picture, alt, caption, width } => match self.picture(&picture, block.span) {
                Some(picture) => BlockKind::Figure { picture, alt, caption, width },
                None => BlockKind::Paragraph(Vec::new()),
            },
            BlockKind::List(list) => BlockKind::List(List {
                start: list.start,
                tight: list.tight,
                items: list
                    .items
                    .into_iter()
                    .map(|item| ListItem { checked: item.checked, content: self.blocks(item.content) })
                    .collect(),
            }),
            BlockKind::Quote(content) => BlockKind::Quote(self.blocks(content)),
            BlockKind::Alert { kind, title, content } => {
                BlockKind::Alert { kind, title, content: self.blocks(content) }
            }
            BlockKind::Aside(content) => BlockKind::Aside(self.blocks(content)),
            BlockKind::Details { summary, content } => {
                BlockKind::Details { summary: self.inlines(summary), content: self.blocks(content) }
            }
            BlockKind::Aligned { alignment, content } => {
                BlockKind::Aligned { alignment, content: self.blocks(content) }
            }
            BlockKind::Alone { reason: reason @ Alone::Untranslated, content } => {
                // The source language's own text has told what is wrong with it.
                let told = (self.diagnostics.len(), self.remote.len());
                let content = self.blocks(content);
                self.diagnostics.truncate(told.0);
                self.remote.truncate(told.1);
                BlockKind::Alone { reason, content }
            }
            BlockKind::Alone { reason, content } => BlockKind::Alone { reason, content: self.blocks(content) },
            BlockKind::Definitions(definitions) => {
                BlockKind::Definitions(definitions.into_iter().map(|definition| self.definition(definition)).collect())
            }
            BlockKind::Code { language, text } => BlockKind::Code { language, text },
            BlockKind::Table(table) => BlockKind::Table(Table {
                alignments: table.alignments,
                head: self.cells(table.head),
                rows: table.rows.into_iter().map(|row| self.cells(row)).collect(),
            }),
            BlockKind::Formula(formula) => BlockKind::Formula(formula),
            BlockKind::Rule => BlockKind::Rule,
            BlockKind::Html(html) => BlockKind::Html(html),
            BlockKind::Directive(directive) => BlockKind::Directive(self.directive(directive)),
        };
        self.trainer = outside;
        Block { span: block.span, kind }
    }

    fn cells(&mut self, cells: Vec<Vec<Inline<Parsed>>>) -> Vec<Vec<Inline<Resolved>>> {
        cells.into_iter().map(|cell| self.inlines(cell)).collect()
    }

    fn directive(&mut self, directive: Directive<Parsed>) -> Directive<Resolved> {
        let body = match directive.body {
            Body::Box(kind, content) => Body::Box(kind, self.blocks(content)),
            Body::Dialogue(turns) => Body::Dialogue(
                turns
                    .into_iter()
                    .map(|turn| Turn { speaker: self.inlines(turn.speaker), speech: self.blocks(turn.speech) })
                    .collect(),
            ),
            Body::Quiz(quiz) => Body::Quiz(Quiz {
                questions: quiz.questions.into_iter().map(|question| self.question(question)).collect(),
                test: quiz.test,
            }),
        };
        Directive {
            title: directive.title,
            id: directive.id,
            number: directive.number,
            minutes: directive.minutes,
            group: directive.group,
            workspace: directive.workspace,
            body,
        }
    }

    fn definition(&mut self, definition: Definition<Parsed>) -> Definition<Resolved> {
        Definition {
            terms: self.cells(definition.terms),
            meanings: definition.meanings.into_iter().map(|meaning| self.blocks(meaning)).collect(),
        }
    }

    fn question(&mut self, question: Question<Parsed>) -> Question<Resolved> {
        let options = question.options.into_iter().map(|option| Choice {
            right: option.right,
            answer: self.blocks(option.answer),
            explanation: self.blocks(option.explanation),
            partner: option.partner,
        });
        let options = options.collect();
        Question {
            key: question.key,
            form: question.form,
            question: self.blocks(question.question),
            options,
            explanation: self.blocks(question.explanation),
        }
    }

    fn inlines(&mut self, inlines: Vec<Inline<Parsed>>) -> Vec<Inline<Resolved>> {
        let mut resolved = Vec::with_capacity(inlines.len());
        resolved.extend(inlines.into_iter().filter_map(|inline| self.inline(inline)));
        resolved
    }

    fn inline(&mut self, inline: Inline<Parsed>) -> Option<Inline<Resolved>> {
        Some(match inline {
            Inline::Text(text, span) => Inline::Text(text, span),
            Inline::Emphasis(content) => Inline::Emphasis(self.inlines(content)),
            Inline::Strong(content) => Inline::Strong(self.inlines(content)),
            Inline::Strike(content) => Inline::Strike(self.inlines(content)),
            Inline::Styled { style, content } => Inline::Styled { style, content: self.inlines(content) },
            Inline::Abbreviation { meaning, content } => {
                Inline::Abbreviation { meaning, content: self.inlines(content) }
            }
            Inline::Ruby { reading, content } => Inline::Ruby { reading, content: self.inlines(content) },
            Inline::Blank(width, span) => Inline::Blank(width, span),
            Inline::Place(id, span) => Inline::Place(id, span),
            Inline::Code(text, span) => Inline::Code(text, span),
            Inline::Formula(formula) => Inline::Formula(formula),
            Inline::SoftBreak => Inline::SoftBreak,
            Inline::HardBreak => Inline::HardBreak,
            Inline::Link { url, title, content } => {
                let content = self.words_of_link(content, &url);
                Inline::Link { url, title, content }
            }
            Inline::Image { picture, alt, span, .. } if remote::is_remote(&picture) => {
                self.remote(&picture, &alt, span)
            }
            Inline::Image { picture, alt, width, span } => {
                Inline::Image { picture: self.picture(&picture, span)?, alt, width, span }
            }
            Inline::Reference { target, content, span } => Inline::Reference {
                target: self.target(&target, span)?,
                content: content.map(|content| self.words_of_link(content, target.written())),
                span,
            },
            Inline::Indexed { entry, content } => Inline::Indexed { entry, content: self.inlines(content) },
            Inline::Foreign { language, content } => Inline::Foreign { language, content: self.inlines(content) },
            Inline::Footnote(index) => Inline::Footnote(index),
            Inline::Stale(change) => Inline::Stale(change),
            Inline::Html(html) => Inline::Html(html),
        })
    }

    /// A picture that leads somewhere is no decoration: without a text of its own it is called by where it leads.
    fn words_of_link(&mut self, content: Vec<Inline<Parsed>>, leads_to: &str) -> Vec<Inline<Resolved>> {
        let outside = std::mem::replace(&mut self.in_link, true);
        let mut content = self.inlines(content);
        self.in_link = outside;
        tree::each_inline_mut(&mut content, &mut |inline| {
            if let Inline::Image { alt, .. } = inline
                && alt.is_empty()
            {
                leads_to.clone_into(&mut alt.text);
            }
        });
        content
    }

    fn remote(&mut self, address: &str, words: &Words, span: Span) -> Inline<Resolved> {
        self.remote.push((span, address.to_owned()));
        remote::link(address, words, span, self.in_link)
    }

    fn picture(&mut self, name: &str, span: Span) -> Option<AssetIx> {
        match self.find(Name::Picture(name.to_owned()), span)? {
            Found::Picture(picture) => picture,
            Found::Target(_) => None,
        }
    }

    fn target(&mut self, destination: &Destination, span: Span) -> Option<Target> {
        match self.find(Name::Target(destination.clone()), span)? {
            Found::Target(target) => target,
            Found::Picture(_) => None,
        }
    }

    fn find(&mut self, name: Name, span: Span) -> Option<Found> {
        let from = Origin { own: &self.head.id, folder: self.folder, trainer: self.trainer, span };
        match self.finder.find(&name, from) {
            Ok(found) => {
                if let Some(lookups) = &mut self.lookups {
                    lookups.push(Lookup { name, span, trainer: self.trainer, found: found.clone() });
                }
                Some(found)
            }
            Err(diagnostic) => {
                self.lookups = None;
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }
}
