//! Looks up every reference and picture: a tree of names becomes a tree of things that exist.

use std::collections::BTreeMap;

use super::assets::Pictures;
use super::names::Names;
use super::{Draft, DraftText, page};
use crate::book::Book;
use crate::course::{Anchor, Asset, Lang, Page, Target, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::trainer_only;
use crate::sources::{Sources, Span};
use crate::tree::{
    self, Block, BlockKind, Body, Choice, Directive, Inline, List, ListItem, Parsed, Question, Resolved, Table, Turn,
    plain_text,
};

/// The pages in the order of the drafts, and the pictures that they show.
pub fn resolve(
    book: &Book,
    sources: &Sources,
    drafts: &[Draft],
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Page>, Vec<Asset>) {
    let mut pictures = Pictures::new(book, sources);
    let mut pages = Vec::new();
    for draft in drafts {
        let texts = draft.texts.iter().enumerate().map(|(index, text)| {
            let text = text.as_ref()?;
            let path = sources.get(text.document.file).path.as_str();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = folder.strip_prefix(&book.folder).unwrap_or(folder).trim_start_matches('/');
            let mut resolver = Resolver { names, pictures: &mut pictures, draft, folder, trainer: false, diagnostics };
            Some(resolver.text(text, Lang::new(index)))
        });
        let texts: Vec<Option<Text>> = texts.collect();
        pages.push(page(texts).expect("a draft has its source text"));
    }
    (pages, pictures.into_assets())
}

struct Resolver<'a, 'd> {
    names: &'a Names<'a>,
    pictures: &'a mut Pictures<'d>,
    draft: &'a Draft,
    /// The folder of the text, relative to the course.
    folder: &'a str,
    /// Inside of what trainers alone see.
    trainer: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_, '_> {
    fn text(&mut self, draft: &DraftText, language: Lang) -> Text {
        let body = self.blocks(&draft.document.body);
        let footnotes = draft.document.footnotes.iter().map(|note| self.blocks(note)).collect();
        let mut anchors = BTreeMap::new();
        tree::blocks(&body, &mut |block| {
            let (id, anchor) = match &block.kind {
                BlockKind::Heading { id, content, .. } => (Some(id), Anchor::Heading(plain_text(content))),
                BlockKind::Directive(d) => {
                    (d.id.as_ref(), Anchor::Directive { name: d.body.name(), number: d.number, title: d.title.clone() })
                }
                _ => return,
            };
            if let Some(id) = id {
                anchors.insert(id.clone(), anchor);
            }
        });
        let (title, summary, materials) = (draft.title.clone(), draft.summary.clone(), draft.materials.clone());
        Text { language, title, summary, materials, body, footnotes, anchors }
    }

    fn blocks(&mut self, blocks: &[Block<Parsed>]) -> Vec<Block<Resolved>> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block<Parsed>) -> Block<Resolved> {
        let outside = self.trainer;
        self.trainer |= trainer_only(block);
        let kind = match &block.kind {
            BlockKind::Heading { level, id, content } => BlockKind::Heading {
                level: *level,
                // Only a translation with a heading too many has none, and that is an error already.
                id: id.clone().unwrap_or_default(),
                content: self.inlines(content),
            },
            BlockKind::Paragraph(content) => BlockKind::Paragraph(self.inlines(content)),
            BlockKind::Figure { picture, alt, caption } => match self.picture(picture, alt, block.span) {
                Some(picture) => BlockKind::Figure { picture, alt: alt.clone(), caption: caption.clone() },
                None => BlockKind::Paragraph(Vec::new()),
            },
            BlockKind::List(list) => BlockKind::List(List {
                start: list.start,
                tight: list.tight,
                items: list
                    .items
                    .iter()
                    .map(|item| ListItem { checked: item.checked, content: self.blocks(&item.content) })
                    .collect(),
            }),
            BlockKind::Quote(content) => BlockKind::Quote(self.blocks(content)),
            BlockKind::Alert { kind, content } => BlockKind::Alert { kind: *kind, content: self.blocks(content) },
            BlockKind::Code { language, text } => BlockKind::Code { language: language.clone(), text: text.clone() },
            BlockKind::Table(table) => BlockKind::Table(Table {
                alignments: table.alignments.clone(),
                head: self.cells(&table.head),
                rows: table.rows.iter().map(|row| self.cells(row)).collect(),
            }),
            BlockKind::Rule => BlockKind::Rule,
            BlockKind::Html(html) => BlockKind::Html(html.clone()),
            BlockKind::Directive(directive) => BlockKind::Directive(self.directive(directive)),
        };
        self.trainer = outside;
        Block { span: block.span, kind }
    }

    fn cells(&mut self, cells: &[Vec<Inline<Parsed>>]) -> Vec<Vec<Inline<Resolved>>> {
        cells.iter().map(|cell| self.inlines(cell)).collect()
    }

    fn directive(&mut self, directive: &Directive<Parsed>) -> Directive<Resolved> {
        let body = match &directive.body {
            Body::Box(kind, content) => Body::Box(*kind, self.blocks(content)),
            Body::Dialogue(turns) => Body::Dialogue(
                turns
                    .iter()
                    .map(|turn| Turn { speaker: self.inlines(&turn.speaker), speech: self.blocks(&turn.speech) })
                    .collect(),
            ),
            Body::Quiz(questions) => Body::Quiz(questions.iter().map(|question| self.question(question)).collect()),
        };
        Directive {
            title: directive.title.clone(),
            id: directive.id.clone(),
            number: directive.number,
            minutes: directive.minutes,
            group: directive.group,
            workspace: directive.workspace,
            body,
        }
    }

    fn question(&mut self, question: &Question<Parsed>) -> Question<Resolved> {
        let options = question.options.iter().map(|option| Choice {
            right: option.right,
            answer: self.blocks(&option.answer),
            explanation: self.blocks(&option.explanation),
        });
        let options = options.collect();
        Question { question: self.blocks(&question.question), options }
    }

    fn inlines(&mut self, inlines: &[Inline<Parsed>]) -> Vec<Inline<Resolved>> {
        inlines.iter().filter_map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline<Parsed>) -> Option<Inline<Resolved>> {
        Some(match inline {
            Inline::Text(text, span) => Inline::Text(text.clone(), *span),
            Inline::Emphasis(content) => Inline::Emphasis(self.inlines(content)),
            Inline::Strong(content) => Inline::Strong(self.inlines(content)),
            Inline::Strike(content) => Inline::Strike(self.inlines(content)),
            Inline::Code(text, span) => Inline::Code(text.clone(), *span),
            Inline::Math { text, display } => Inline::Math { text: text.clone(), display: *display },
            Inline::SoftBreak => Inline::SoftBreak,
            Inline::HardBreak => Inline::HardBreak,
            Inline::Link { url, content } => Inline::Link { url: url.clone(), content: self.inlines(content) },
            Inline::Image { picture, alt, span } => {
                Inline::Image { picture: self.picture(picture, alt, *span)?, alt: alt.clone(), span: *span }
            }
            Inline::Reference { target, content, span } => Inline::Reference {
                target: self.target(target, *span)?,
                content: content.as_ref().map(|content| self.inlines(content)),
                span: *span,
            },
            Inline::Footnote(index) => Inline::Footnote(*index),
            Inline::Html(html) => Inline::Html(html.clone()),
        })
    }

    fn picture(&mut self, name: &str, alt: &str, span: Span) -> Option<crate::course::AssetIx> {
        if alt.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::MissingAlt, span, "this picture has no alternative text")
                    .hint(format!("say between the brackets what it shows: `![A clerk who listens]({name})`")),
            );
        }
        let found = self.pictures.find(self.folder, name, span);
        found.unwrap_or_else(|diagnostic| {
            self.diagnostics.push(diagnostic);
            None
        })
    }

    fn target(&mut self, name: &str, span: Span) -> Option<Target> {
        let found = self.names.target(name, &self.draft.id, self.trainer, span);
        found.unwrap_or_else(|diagnostic| {
            self.diagnostics.push(*diagnostic);
            None
        })
    }
}
