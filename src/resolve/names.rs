//! Everything that a reference can name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Head;
use super::glossary::Glossary;
use crate::book::Book;
use crate::course::tree::audience::trainer_only;
use crate::course::tree::{Block, BlockKind, Parsed};
use crate::course::{ItemIx, Location, Target, TermIx};
use crate::diagnostic::{Code, Diagnostic, Guesses};
use crate::message::{self, Message, both};
use crate::span::Span;

pub struct Names<'a> {
    /// By `kind/slug`; aliases too.
    items: BTreeMap<String, ItemIx>,
    /// The ids with each slug.
    by_slug: BTreeMap<String, Vec<String>>,
    pages: Vec<Anchors<'a>>,
    terms: BTreeMap<&'a str, TermIx>,
    /// Items that are not in the course for a reason that was reported.
    broken: &'a BTreeSet<String>,
    glossary: &'a Glossary,
    pub guesses: Guesses,
}

/// The places on a page that have an id, and whether trainers alone see them.
struct Anchors<'a> {
    known: &'a BTreeMap<String, bool>,
    /// The ids that some of them had earlier, each with the one that it has now.
    earlier: &'a BTreeMap<String, String>,
    /// A mistake, which was reported, may hide some of them.
    broken: bool,
}

impl<'a> Names<'a> {
    /// `aliases` are those of each item.
    pub fn new(
        book: &Book,
        heads: &'a [Arc<Head>],
        aliases: &[Vec<Location>],
        broken: &'a BTreeSet<String>,
        glossary: &'a Glossary,
    ) -> Names<'a> {
        let mut names = Names {
            items: BTreeMap::new(),
            by_slug: BTreeMap::new(),
            pages: Vec::new(),
            terms: glossary.terms.iter().enumerate().map(|(i, term)| (term.key.as_str(), TermIx::new(i))).collect(),
            broken,
            glossary,
            guesses: Guesses::default(),
        };
        for (head, aliases) in heads.iter().filter(|head| head.kind.is_some()).zip(aliases) {
            let ix = ItemIx::new(names.pages.len());
            names.pages.push(Anchors { known: &head.anchors, earlier: &head.earlier, broken: head.broken });
            for Location { kind, path } in aliases {
                names.items.insert(format!("{}/{path}", book.kinds[kind.index()].key), ix);
            }
            names.items.insert(head.id.clone(), ix);
        }
        for id in names.items.keys().chain(broken) {
            if let Some((_, slug)) = id.rsplit_once('/') {
                names.by_slug.entry(slug.to_owned()).or_default().push(id.clone());
            }
        }
        names
    }

    /// The item of that kind and slug.
    pub fn item_of(&self, kind: &str, slug: &str) -> Option<ItemIx> {
        self.items.get(&format!("{kind}/{slug}")).copied()
    }

    /// Whether an item is not in the course for a reason that was reported.
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id)
    }

    /// Where a reference on the page `own` leads; nowhere when the reason for that was reported.
    ///
    /// # Errors
    ///
    /// When there is no such place, or `trainer` does not say that a trainer alone reads the reference but its target is hidden.
    pub fn target(&self, name: &str, own: &str, trainer: bool, span: Span) -> Result<Option<Target>, Box<Diagnostic>> {
        if let Some(term) = name.strip_prefix("term:") {
            return self.term(term, span);
        }
        let (page, anchor) = match name.split_once('#') {
            Some((page, anchor)) => (page, Some(anchor)),
            None => (name, None),
        };
        let item = if page.is_empty() { self.own(own, span)? } else { self.item(page, span)? };
        let Some(item) = item else { return Ok(None) };
        let Some(anchor) = anchor else { return Ok(Some(Target::Item(item))) };
        let anchors = &self.pages[item.index()];
        let anchor = anchors.earlier.get(anchor).map_or(anchor, String::as_str);
        match anchors.known.get(anchor) {
            None if anchors.broken => Ok(None),
            None => {
                let page = if page.is_empty() { own } else { page };
                let known = anchors.known.keys().map(String::as_str);
                let message =
                    both!("`{page}` has no heading or fence `#{anchor}`", "`{page}` 里没有标题或块 `#{anchor}`");
                let diagnostic = Diagnostic::new(Code::DanglingReference, span, message);
                Err(Box::new(match self.guesses.nearest(anchor, known.clone()) {
                    Some(near) => diagnostic.hint(both!("did you mean `#{near}`?", "您要写的是 `#{near}` 吗？")),
                    None if anchors.known.is_empty() => diagnostic.hint(both!(
                        "give the heading there an id: `## Title {{#id}}`",
                        "请给那里的标题加上 id：`## 标题 {{#id}}`"
                    )),
                    None => {
                        let list = message::list(known.take(20).map(|id| format!("#{id}")));
                        diagnostic.hint(both!("it has {list}", "那里有 {list}"; list))
                    }
                }))
            }
            Some(true) if !trainer => Err(Box::new(
                Diagnostic::new(
                    Code::HiddenTarget,
                    span,
                    both!(
                        "learners would be sent to `#{anchor}`, which only trainers see",
                        "学员会被引到 `#{anchor}`，而那里只有讲师看得到"
                    ),
                )
                .hint(both!(
                    "move the reference into a `:::trainer` note, or its target out of one",
                    "请把引用移进 `:::trainer` 说明，或把目标移出来"
                )),
            )),
            Some(_) => Ok(Some(Target::Anchor(item, anchor.to_owned()))),
        }
    }

    fn term(&self, term: &str, span: Span) -> Result<Option<Target>, Box<Diagnostic>> {
        match self.terms.get(term) {
            Some(&ix) => Ok(Some(Target::Term(ix))),
            None if self.glossary.unreadable || self.glossary.broken.contains(term) => Ok(None),
            None => {
                let diagnostic = Diagnostic::new(
                    Code::DanglingReference,
                    span,
                    both!("the glossary has no term `{term}`", "术语表里没有 `{term}`"),
                );
                Err(Box::new(match self.guesses.nearest(term, self.terms.keys().copied()) {
                    Some(near) => {
                        diagnostic.hint(both!("did you mean `[[term:{near}]]`?", "您要写的是 `[[term:{near}]]` 吗？"))
                    }
                    None => diagnostic
                        .hint(both!("add `{term}:` to `glossary.yaml`", "请在 `glossary.yaml` 里加上 `{term}:`")),
                }))
            }
        }
    }

    fn own(&self, own: &str, span: Span) -> Result<Option<ItemIx>, Box<Diagnostic>> {
        self.items.get(own).copied().map(Some).ok_or_else(|| {
            let message = both!("the front page's own places cannot be referred to", "不能引用首页里的位置");
            Box::new(
                Diagnostic::new(Code::DanglingReference, span, message)
                    .hint(both!("refer to an item: `[[kind/slug]]`", "请引用条目：`[[kind/slug]]`")),
            )
        })
    }

    /// An item by `kind/slug`, or by its slug alone where that is clear.
    fn item(&self, name: &str, span: Span) -> Result<Option<ItemIx>, Box<Diagnostic>> {
        if let Some(&ix) = self.items.get(name) {
            return Ok(Some(ix));
        }
        if self.broken.contains(name) {
            return Ok(None);
        }
        let same_slug = self.by_slug.get(name).map_or(&[][..], Vec::as_slice);
        let meant: BTreeSet<Option<ItemIx>> = same_slug.iter().map(|id| self.items.get(id).copied()).collect();
        let mut meant = meant.into_iter();
        match (meant.next(), meant.next()) {
            (Some(only), None) => Ok(only),
            (Some(_), Some(_)) => Err(Box::new(
                Diagnostic::new(
                    Code::AmbiguousReference,
                    span,
                    both!("`{name}` could mean several items", "`{name}` 可能指好几个条目"),
                )
                .hint({
                    let references = references(same_slug);
                    both!("write {references}", "请写 {references}"; references)
                }),
            )),
            (None, _) => Err(Box::new(self.dangling(name, span))),
        }
    }

    fn dangling(&self, name: &str, span: Span) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::DanglingReference, span, both!("there is no item `{name}`", "没有条目 `{name}`"));
        // A right slug under a wrong kind, a slip in the whole, or a slug alone with a slip in it.
        let slug = name.rsplit('/').next().unwrap_or(name);
        if let Some(ids) = self.by_slug.get(slug) {
            return diagnostic.hint(meant(ids));
        }
        if let Some(near) = self.guesses.nearest(name, self.items.keys().map(String::as_str)) {
            return diagnostic.hint(both!("did you mean `[[{near}]]`?", "您要写的是 `[[{near}]]` 吗？"));
        }
        match self.guesses.nearest(slug, self.by_slug.keys().map(String::as_str)) {
            Some(near) => diagnostic.hint(meant(&self.by_slug[near])),
            None => diagnostic.hint(both!(
                "references are written `[[kind/slug]]`, such as `[[step/listen]]`",
                "引用写作 `[[kind/slug]]`，例如 `[[step/listen]]`"
            )),
        }
    }
}

fn meant(ids: &[String]) -> Message {
    let references = references(ids);
    both!("did you mean {references}?", "您要写的是 {references} 吗？"; references)
}

fn references(ids: &[String]) -> Message {
    let ids: Vec<String> = ids.iter().map(|id| format!("`[[{id}]]`")).collect();
    Message { en: ids.join(" or "), zh: ids.join(" 或 ") }
}

/// The places in a text that have an id, and whether trainers alone see them.
pub fn anchors(body: &[Block<Parsed>]) -> BTreeMap<String, bool> {
    let mut anchors = BTreeMap::new();
    collect_anchors(body, false, &mut anchors);
    anchors
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
