//! Looks up every reference and picture: a tree of names becomes a tree of things that exist.

use std::collections::{BTreeMap, BTreeSet};

use super::assets::Pictures;
use super::{Draft, DraftText, page};
use crate::book::Book;
use crate::course::{Anchor, Asset, ItemIx, Lang, Page, Target, Term, TermIx, Text};
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
    terms: &[Term],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Page>, Vec<Asset>) {
    let names = Names::new(drafts, terms);
    let mut pictures = Pictures::new(book, sources);
    let mut pages = Vec::new();
    for draft in drafts {
        let texts = draft.texts.iter().enumerate().map(|(index, text)| {
            let text = text.as_ref()?;
            let path = sources.get(text.document.file).path.as_str();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = folder.strip_prefix(&book.folder).unwrap_or(folder).trim_start_matches('/');
            let mut resolver =
                Resolver { names: &names, pictures: &mut pictures, draft, folder, trainer: false, diagnostics };
            Some(resolver.text(text, Lang::new(index)))
        });
        let texts: Vec<Option<Text>> = texts.collect();
        pages.push(page(texts).expect("a draft has its source text"));
    }
    (pages, pictures.into_assets())
}

/// Everything that a reference can name.
struct Names<'a> {
    items: BTreeMap<String, ItemIx>,
    /// The anchors of each item, and whether trainers alone see them.
    anchors: Vec<BTreeMap<String, bool>>,
    terms: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn new(drafts: &[Draft], terms: &'a [Term]) -> Names<'a> {
        let mut items = BTreeMap::new();
        let mut anchors = Vec::new();
        for draft in drafts.iter().filter(|d| d.kind.is_some()) {
            let ix = ItemIx::new(anchors.len());
            let mut own = BTreeMap::new();
            if let Some(source) = &draft.texts[Lang::SOURCE.index()] {
                collect_anchors(&source.document.body, false, &mut own);
            }
            anchors.push(own);
            let kind = draft.id.split('/').next().unwrap_or_default();
            for alias in &draft.meta.aliases {
                items.entry(format!("{kind}/{alias}")).or_insert(ix);
            }
            items.insert(draft.id.clone(), ix);
        }
        Names { items, anchors, terms: terms.iter().map(|t| t.key.as_str()).collect() }
    }
}

fn collect_anchors(blocks: &[Block<Parsed>], hidden: bool, anchors: &mut BTreeMap<String, bool>) {
    for block in blocks {
        let hidden = hidden || trainer_only(block);
        let id = match &block.kind {
            BlockKind::Heading { id, .. } => id.as_ref(),
            BlockKind::Directive(directive) => directive.id.as_ref(),
            _ => None,
        };
        if let Some(id) = id {
            anchors.insert(id.clone(), hidden);
        }
        for children in block.kind.children() {
            collect_anchors(children, hidden, anchors);
        }
    }
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
        Text { language, title: draft.title.clone(), summary: draft.summary.clone(), body, footnotes, anchors }
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
                Diagnostic::new(Code::MissingAlt, span, "this picture has no alternative text").hint(
                    "say between the brackets what it shows: `![Two rows of people, palms together](picture.svg)`",
                ),
            );
        }
        match self.pictures.find(self.folder, name, span) {
            Ok(ix) => Some(ix),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn target(&mut self, name: &str, span: Span) -> Option<Target> {
        let found = self.look_up(name, span);
        match found {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    fn look_up(&self, name: &str, span: Span) -> Result<Target, Box<Diagnostic>> {
        let dangling = |message: String| Diagnostic::new(Code::DanglingReference, span, message);
        if let Some(term) = name.strip_prefix("term:") {
            let found = self.names.terms.iter().position(|key| *key == term);
            return found.map(|i| Target::Term(TermIx::new(i))).ok_or_else(|| {
                let known = self.names.terms.iter().copied();
                Box::new(dangling(format!("the glossary has no term `{term}`")).nearest(term, known))
            });
        }
        let (page, anchor) = match name.split_once('#') {
            Some((page, anchor)) => (page, Some(anchor)),
            None => (name, None),
        };
        let item = if page.is_empty() {
            let own = self.names.items.get(&self.draft.id).copied();
            own.ok_or_else(|| {
                Box::new(
                    dangling("the front page's own places cannot be referred to".to_owned())
                        .hint("refer to an item: `[[kind/slug]]`"),
                )
            })?
        } else {
            self.item(page, span)?
        };
        let Some(anchor) = anchor else { return Ok(Target::Item(item)) };
        let anchors = &self.names.anchors[item.index()];
        match anchors.get(anchor) {
            None => {
                let page = if page.is_empty() { &self.draft.id } else { page };
                let known = anchors.keys().map(String::as_str);
                let diagnostic = dangling(format!("`{page}` has no heading or fence `#{anchor}`"));
                Err(Box::new(diagnostic.nearest(anchor, known)))
            }
            Some(true) if !self.trainer => Err(Box::new(
                Diagnostic::new(
                    Code::HiddenTarget,
                    span,
                    format!("learners would be sent to `#{anchor}`, which only trainers see"),
                )
                .hint("move the reference into a `:::trainer` note, or its target out of one"),
            )),
            Some(_) => Ok(Target::Anchor(item, anchor.to_owned())),
        }
    }

    /// An item by `kind/slug`, or by its slug alone where that is clear.
    fn item(&self, name: &str, span: Span) -> Result<ItemIx, Box<Diagnostic>> {
        let items = &self.names.items;
        if let Some(&ix) = items.get(name) {
            return Ok(ix);
        }
        let ids: Vec<&str> = items.keys().map(String::as_str).collect();
        let same_slug: Vec<&str> =
            ids.iter().copied().filter(|id| id.rsplit_once('/').is_some_and(|(_, slug)| slug == name)).collect();
        let meant: BTreeSet<ItemIx> = same_slug.iter().map(|id| items[*id]).collect();
        let mut meant = meant.into_iter();
        match (meant.next(), meant.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => {
                let list: Vec<String> = same_slug.iter().map(|id| format!("`[[{id}]]`")).collect();
                Err(Box::new(
                    Diagnostic::new(Code::AmbiguousReference, span, format!("`{name}` could mean several items"))
                        .hint(format!("write {}", list.join(" or "))),
                ))
            }
            (None, _) => {
                let diagnostic = Diagnostic::new(Code::DanglingReference, span, format!("there is no item `{name}`"));
                let near = diagnostic.clone().nearest(name, ids.iter().copied());
                if !near.hints.is_empty() {
                    return Err(Box::new(near));
                }
                // A right slug under a wrong kind, or a slug alone with a slip in it.
                let slug = name.rsplit('/').next().unwrap_or(name);
                let by_slug = ids.iter().copied().filter(|id| {
                    id.rsplit_once('/').is_some_and(|(_, s)| crate::diagnostic::nearest(slug, [s]).is_some())
                });
                let near: Vec<String> = by_slug.map(|id| format!("`[[{id}]]`")).collect();
                Err(Box::new(if near.is_empty() {
                    diagnostic.hint("references are written `[[kind/slug]]`, such as `[[step/listen]]`")
                } else {
                    diagnostic.hint(format!("did you mean {}?", near.join(" or ")))
                }))
            }
        }
    }
}
