//! Looks up every reference and picture: a tree of names becomes a tree of things that exist.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::assets::{Measured, Pictures};
use super::attachments::{Files, look_up};
use super::names::{Names, Origin};
use super::remote;
use super::untranslated::{self, Untranslated};
use super::{Draft, DraftText, Head, drafts, page};
use crate::book::Book;
use crate::course::pairing::{self, Mismatch};
use crate::course::tree::audience::trainer_only;
use crate::course::tree::{
    self, Alone, Block, BlockKind, Body, Choice, Definition, Destination, Directive, Inline, List, ListItem, Parsed,
    Question, Quiz, Resolved, Table, Turn, Words, plain_text,
};
use crate::course::{Anchor, Asset, AssetIx, Attachment, Lang, Page, Target, Text};
use crate::diagnostic::Diagnostic;
use crate::sources::Sources;
use crate::span::Span;
use crate::syntax::ParsedFile;

/// The pages in the order of the drafts, and the pictures that they show.
pub fn resolve(
    book: &Book,
    sources: &Sources,
    drafts: Vec<Draft>,
    names: &Names<'_>,
    memo: &mut drafts::Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Paired>, Vec<Asset>, Vec<Attachment>) {
    let keeps = memo.keeps();
    let memo = &mut memo.pages;
    let mut pictures = Pictures::new(book, sources, std::mem::take(&mut memo.pictures));
    let mut files = Files::new(book, sources);
    let mut earlier = std::mem::take(&mut memo.pages);
    let unknown = drafts.iter().filter(|draft| !earlier.contains_key(&draft.head.id));
    let texts: Vec<&DraftText> = unknown.flat_map(|draft| draft.texts.iter().flatten()).collect();
    let shown = texts.iter().flat_map(|text| {
        let folder = folder_of(book, sources, text);
        pictures_in(&text.document).into_iter().map(move |name| (folder, name))
    });
    pictures.read_ahead(shown);
    let mut made = Vec::new();
    for draft in drafts {
        let known = earlier.remove(&draft.head.id);
        if let Some(known) = known.filter(|known| known.holds(&draft, names, &mut pictures, &mut files)) {
            made.push(Made::Earlier(known));
            continue;
        }
        let (mut lookups, mut found) = (keeps.then(Vec::new), Vec::new());
        let Draft { head, texts } = draft;
        let texts = Arc::unwrap_or_clone(texts).into_iter().enumerate().map(|(index, text)| {
            let text = text?;
            let (folder, derived) = (folder_of(book, sources, &text), text.derived);
            let before = found.len();
            let mut resolver = Resolver {
                names,
                pictures: &mut pictures,
                files: &mut files,
                head: &head,
                folder,
                trainer: false,
                in_link: false,
                remote: Vec::new(),
                lookups: &mut lookups,
                diagnostics: &mut found,
            };
            let resolved = resolver.text(text, Lang::new(index));
            let remote = remote::report(&resolver.remote);
            found.extend(remote);
            // What is wrong with it was said of the text that it is made from.
            if derived {
                found.truncate(before);
            }
            Some(resolved)
        });
        let texts = texts.collect();
        made.push(Made::Now { head, texts, lookups, found });
    }
    // What is left to do asks for no names.
    let made: Vec<KnownPage> = made.into_par_iter().map(Made::page).collect();
    let mut pages = Vec::new();
    for known in made {
        diagnostics.extend_from_slice(&known.diagnostics);
        pages.push(known.page.clone());
        if known.lookups.is_some() {
            memo.pages.insert(known.head.id.clone(), known);
        }
    }
    let (assets, measured) = pictures.into_assets();
    memo.pictures = measured;
    files.report_unread(sources, diagnostics);
    (pages, assets, files.into_attachments())
}

/// A page whose names are looked up.
enum Made {
    Earlier(KnownPage),
    Now { head: Arc<Head>, texts: Vec<Option<Text>>, lookups: Option<Vec<Lookup>>, found: Vec<Diagnostic> },
}

impl Made {
    fn page(self) -> KnownPage {
        match self {
            Made::Earlier(known) => known,
            Made::Now { head, mut texts, lookups, found: diagnostics } => {
                let untranslated = untranslated::complete(&mut texts);
                let page = Paired::new(page(texts).expect("a draft has its source text"), untranslated);
                KnownPage { head, lookups, page, diagnostics }
            }
        }
    }
}

/// The folder of a text, relative to the course.
fn folder_of<'a>(book: &Book, sources: &'a Sources, text: &DraftText) -> &'a str {
    let path = sources.get(text.document.file).path.as_str();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.strip_prefix(&book.folder).unwrap_or(folder).trim_start_matches('/')
}

/// The names of the pictures that a text shows.
fn pictures_in(document: &ParsedFile) -> Vec<&str> {
    let mut names = Vec::new();
    for blocks in std::iter::once(&document.body).chain(&document.footnotes) {
        tree::blocks(blocks, &mut |block| {
            if let BlockKind::Figure { picture, .. } = &block.kind {
                names.push(picture.as_str());
            }
        });
        tree::inlines(blocks, &mut |inline| {
            if let Inline::Image { picture, .. } = inline {
                names.push(picture.as_str());
            }
        });
    }
    names
}

/// A page, and where its languages cannot be paired.
#[derive(Clone)]
pub struct Paired {
    pub page: Arc<Page>,
    pub mismatches: Arc<[(Lang, Mismatch)]>,
    pub untranslated: Arc<[(Lang, Untranslated)]>,
}

impl Paired {
    fn new(page: Page, untranslated: Vec<(Lang, Untranslated)>) -> Paired {
        let source = &page.texts[Lang::SOURCE].body;
        let translations = page.texts.iter().skip(1).filter(|(lang, text)| text.language == *lang);
        let mismatches = translations
            .flat_map(|(lang, text)| pairing::pair(source, &text.body).1.into_iter().map(move |found| (lang, found)))
            .collect();
        Paired { page: Arc::new(page), mismatches, untranslated: untranslated.into() }
    }
}

/// The pages of an earlier run that had no mistakes, by the ids of their items, and the pictures that it measured.
#[derive(Default)]
pub struct Memo {
    pages: BTreeMap<String, KnownPage>,
    pictures: Measured,
}

/// A page, and all that it was made from.
struct KnownPage {
    /// Of its draft.
    head: Arc<Head>,
    /// None when it is not to be kept.
    lookups: Option<Vec<Lookup>>,
    page: Paired,
    diagnostics: Vec<Diagnostic>,
}

/// A name in a text, and what it was found to be.
enum Lookup {
    Target { folder: String, destination: Destination, trainer: bool, span: Span, found: Option<Target> },
    Picture { folder: String, name: String, span: Span, found: Option<AssetIx> },
}

impl KnownPage {
    /// Whether the page would be the same today: its text is, and every name in it still means the same.
    fn holds(&self, draft: &Draft, names: &Names<'_>, pictures: &mut Pictures<'_>, files: &mut Files<'_>) -> bool {
        Arc::ptr_eq(&self.head, &draft.head)
            && self.lookups.iter().flatten().all(|lookup| match lookup {
                Lookup::Target { folder, destination, trainer, span, found } => {
                    let from = Origin { own: &draft.head.id, folder, trainer: *trainer, span: *span };
                    look_up(names, files, destination, from).is_ok_and(|now| now == *found)
                }
                Lookup::Picture { folder, name, span, found } => {
                    pictures.find(folder, name, *span).is_ok_and(|now| now == *found)
                }
            })
    }
}

struct Resolver<'a, 'd> {
    names: &'a Names<'a>,
    pictures: &'a mut Pictures<'d>,
    files: &'a mut Files<'d>,
    /// Of the page.
    head: &'a Head,
    /// The folder of the text, relative to the course.
    folder: &'a str,
    /// Inside of what trainers alone see.
    trainer: bool,
    /// Inside of a link.
    in_link: bool,
    /// The pictures of the internet that the text shows.
    remote: Vec<(Span, String)>,
    /// None when the page is not kept, because a name was not found or no run will follow.
    lookups: &'a mut Option<Vec<Lookup>>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Resolver<'_, '_> {
    fn text(&mut self, draft: DraftText, language: Lang) -> Text {
        let body = self.blocks(draft.document.body);
        let footnotes = draft.document.footnotes.into_iter().map(|note| self.blocks(note)).collect();
        let mut anchors = BTreeMap::new();
        tree::blocks(&body, &mut |block| {
            tree::places(block, &mut |id, _| _ = anchors.entry(id.to_owned()).or_insert(Anchor::Place));
            let (id, anchor) = match &block.kind {
                BlockKind::Heading { id, content, .. } => (Some(id), Anchor::Heading(plain_text(content))),
                BlockKind::Directive(d) => (
                    d.id.as_ref(),
                    Anchor::Directive {
                        name: d.body.label(),
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
            body,
            footnotes,
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
                let told = self.diagnostics.len();
                let content = self.blocks(content);
                self.diagnostics.truncate(told);
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
        let found = self.pictures.find(self.folder, name, span).map_err(Box::new);
        self.found(found, |found| Lookup::Picture {
            folder: self.folder.to_owned(),
            name: name.to_owned(),
            span,
            found: *found,
        })
    }

    fn target(&mut self, destination: &Destination, span: Span) -> Option<Target> {
        let (folder, trainer) = (self.folder, self.trainer);
        let from = Origin { own: &self.head.id, folder, trainer, span };
        let found = look_up(self.names, self.files, destination, from);
        self.found(found, |found| Lookup::Target {
            folder: folder.to_owned(),
            destination: destination.clone(),
            trainer,
            span,
            found: found.clone(),
        })
    }

    fn found<T>(
        &mut self,
        found: Result<Option<T>, Box<Diagnostic>>,
        lookup: impl FnOnce(&Option<T>) -> Lookup,
    ) -> Option<T> {
        match found {
            Ok(found) => {
                if let Some(lookups) = self.lookups {
                    lookups.push(lookup(&found));
                }
                found
            }
            Err(diagnostic) => {
                *self.lookups = None;
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }
}
