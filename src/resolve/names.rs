//! Everything that a reference can name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchors::PAGE;
use super::glossary::Glossary;
use super::{Head, paths};
use crate::book::Book;
use crate::course::attachment::extension;
use crate::course::tree::Destination;
use crate::course::{ItemIx, Location, Target, Term, TermIx};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint, Slip};
use crate::message::{self, Message, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};

pub struct Names<'a> {
    /// By `kind/slug`; aliases too.
    items: BTreeMap<String, ItemIx>,
    /// The ids with each slug.
    by_slug: BTreeMap<String, Vec<String>>,
    /// The front page's anchors, if there is a front page.
    front: Option<Anchors<'a>>,
    /// One for each item.
    pages: Vec<Anchors<'a>>,
    /// The pages by the stems of their files; none for the front page.
    stems: BTreeMap<String, Option<ItemIx>>,
    book: &'a Book,
    sources: &'a Sources,
    terms: BTreeMap<&'a str, TermIx>,
    /// Items that are not in the course for a reason that was reported.
    broken: &'a BTreeSet<String>,
    glossary: &'a Glossary,
    pub guesses: Guesses,
}

/// The places on a page that have an id, and whether trainers alone see them.
struct Anchors<'a> {
    known: &'a BTreeMap<String, bool>,
    /// Other names of places: those that they had earlier, and by which GitHub and others know them.
    also: &'a BTreeMap<String, String>,
    /// A mistake, which was reported, may hide some of them.
    broken: bool,
}

/// Where a reference stands.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The id of the item.
    pub own: &'a str,
    /// The folder of the text, relative to the course.
    pub folder: &'a str,
    /// Trainers alone read it.
    pub trainer: bool,
    pub span: Span,
}

impl<'a> Names<'a> {
    /// The heads of all pages, and the earlier names of each item.
    pub fn new(
        book: &'a Book,
        sources: &'a Sources,
        (heads, aliases): (&'a [Arc<Head>], &[Vec<Location>]),
        broken: &'a BTreeSet<String>,
        glossary: &'a Glossary,
    ) -> Names<'a> {
        let mut names = Names {
            items: BTreeMap::new(),
            by_slug: BTreeMap::new(),
            front: None,
            pages: Vec::new(),
            stems: BTreeMap::new(),
            book,
            sources,
            terms: glossary.terms.iter().enumerate().map(|(i, term)| (term.key.as_str(), TermIx::new(i))).collect(),
            broken,
            glossary,
            guesses: Guesses::default(),
        };
        let mut aliases = aliases.iter();
        for head in heads {
            let anchors = Anchors { known: &head.anchors, also: &head.also, broken: head.broken };
            let ix = head.kind.map(|_| ItemIx::new(names.pages.len()));
            for file in head.files.iter().flatten() {
                names.stems.insert(paths::stem(names.in_course(*file), book), ix);
            }
            let Some((ix, kind)) = ix.zip(head.kind) else {
                names.front = Some(anchors);
                continue;
            };
            names.pages.push(anchors);
            let now = Location { kind, path: head.path.clone() };
            for Location { kind, path } in std::iter::once(&now).chain(aliases.next().into_iter().flatten()) {
                let kind = &book.kinds[kind.index()];
                // As in the addresses of the website, without the number.
                names.stems.entry(format!("{}/{path}", kind.folder)).or_insert(Some(ix));
                names.items.insert(format!("{}/{path}", kind.key), ix);
            }
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

    /// The ids of all items, those that they had before among them.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.items.keys().map(String::as_str)
    }

    /// Whether an item is not in the course for a reason that was reported.
    pub fn is_broken(&self, id: &str) -> bool {
        self.broken.contains(id)
    }

    /// Where a reference leads; nowhere when the reason for that was reported.
    ///
    /// # Errors
    ///
    /// When there is no such place, or only trainers see it and learners would be sent there.
    pub fn target(&self, destination: &Destination, from: Origin<'_>) -> Result<Option<Target>, Box<Diagnostic>> {
        match destination {
            Destination::Name(name) => self.name(name, from),
            Destination::Path(written) => self.path(written, from),
        }
    }

    fn name(&self, name: &str, from: Origin<'_>) -> Result<Option<Target>, Box<Diagnostic>> {
        if let Some(term) = name.strip_prefix("term:") {
            return self.term(term, from.span);
        }
        let (page, anchor) = match name.split_once('#') {
            Some((page, anchor)) => (page, Some(anchor)),
            None => (name, None),
        };
        let item = if page.is_empty() {
            self.items.get(from.own).copied()
        } else {
            match self.item(page, from.span)? {
                Some(item) => Some(item),
                None => return Ok(None),
            }
        };
        self.place(item, if page.is_empty() { from.own } else { page }, anchor, from)
    }

    /// The text of the course that a path names.
    fn path(&self, written: &str, from: Origin<'_>) -> Result<Option<Target>, Box<Diagnostic>> {
        let paths::Destination { path, anchor } = paths::Destination::of(written, from.folder);
        let anchor = anchor.as_deref();
        let Some(path) = path else { return Err(Box::new(outside(written, from.span))) };
        if path.is_empty() {
            return self.place(self.items.get(from.own).copied(), from.own, anchor, from);
        }
        if let Some(&page) = self.stems.get(&paths::stem(&path, self.book)) {
            return self.place(page, &path, anchor, from);
        }
        // What is wrong with the name of a file was reported.
        if path.ends_with(".md") && self.sources.find(&format!("{}/{path}", self.book.folder)).is_some() {
            return Ok(None);
        }
        Err(Box::new(self.absent(written, &path, from)))
    }

    /// The path of a file that is no text, if a link means one: by what `is_like` says of it, or by its type.
    pub fn file(&self, destination: &Destination, folder: &str, is_like: impl Fn(&str) -> bool) -> Option<String> {
        let Destination::Path(written) = destination else { return None };
        let path = paths::Destination::of(written, folder).path.filter(|path| !path.is_empty())?;
        let text = self.stems.contains_key(&paths::stem(&path, self.book));
        (!text && (is_like(&path) || self.book.attachments.contains(&extension(&path)))).then_some(path)
    }

    /// There is no text at a path.
    fn absent(&self, written: &str, path: &str, from: Origin<'_>) -> Diagnostic {
        let message = both!("there is no text `{path}` in the course", "课程里没有正文 `{path}`");
        let diagnostic = Diagnostic::new(Code::DanglingReference, from.span, message);
        if written.starts_with("www.") {
            return diagnostic.hint(both!("write `https://{written}`", "请写 `https://{written}`"));
        }
        let texts = || self.sources.iter().map(|(file, _)| self.in_course(file)).filter(|path| path.ends_with(".md"));
        match self.guesses.nearest(path, texts()) {
            Some(near) => {
                let near = paths::relative(from.folder, near);
                diagnostic.hint(Hint::meant(written, &near))
            }
            None => diagnostic.hint(both!(
                "name a text of the course relative to this one, such as `../steps/02-listen.md`, or the full address of a page with `https://`",
                "请写课程里的正文相对于本文件的路径，例如 `../steps/02-listen.md`；网页请写带 `https://` 的完整地址"
            )),
        }
    }

    /// A page, or a place on it, that a reference calls `page`. Without an item it is the front page.
    fn place(
        &self,
        item: Option<ItemIx>,
        page: &str,
        anchor: Option<&str>,
        from: Origin<'_>,
    ) -> Result<Option<Target>, Box<Diagnostic>> {
        let Some(anchor) = anchor else { return Ok(Some(item.map_or(Target::Front(None), Target::Item))) };
        let Some(anchors) = item.map_or(self.front.as_ref(), |item| Some(&self.pages[item.index()])) else {
            return Ok(None);
        };
        let id = if anchors.known.contains_key(anchor) {
            Some(anchor)
        } else {
            anchors.also.get(anchor).or_else(|| anchors.also.get(&anchor.to_lowercase())).map(String::as_str)
        };
        if id == Some(PAGE) {
            return Ok(Some(item.map_or(Target::Front(None), Target::Item)));
        }
        match id.and_then(|id| Some((id, anchors.known.get(id)?))) {
            None if anchors.broken => Ok(None),
            // As in HTML.
            None if anchor == "top" => Ok(Some(item.map_or(Target::Front(None), Target::Item))),
            None => {
                let page = if page.is_empty() { "index" } else { page };
                Err(Box::new(self.no_anchor(anchors, page, anchor, from.span)))
            }
            Some((_, true)) if !from.trainer => Err(Box::new(
                Diagnostic::new(
                    Code::HiddenTarget,
                    from.span,
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
            Some((id, _)) => {
                let id = id.to_owned();
                Ok(Some(match item {
                    Some(item) => Target::Anchor(item, id),
                    None => Target::Front(Some(id)),
                }))
            }
        }
    }

    fn no_anchor(&self, anchors: &Anchors<'_>, page: &str, anchor: &str, span: Span) -> Diagnostic {
        let known = anchors.known.keys().map(String::as_str);
        let message = both!("`{page}` has no heading or fence `#{anchor}`", "`{page}` 里没有标题或块 `#{anchor}`");
        let diagnostic = Diagnostic::new(Code::DanglingReference, span, message);
        match self.guesses.nearest(anchor, known.clone()) {
            Some(near) => diagnostic.hint(Hint::meant_as(anchor, near, &format!("#{near}"))),
            None if anchors.known.is_empty() => diagnostic.hint(both!(
                "give the heading there an id: `## Title {{#id}}`",
                "请给那里的标题加上 id：`## 标题 {{#id}}`"
            )),
            None => {
                let list = message::list(known.take(20).map(|id| format!("#{id}")));
                diagnostic.hint(both!("it has {list}", "那里有 {list}"; list))
            }
        }
    }

    /// The path of a file, relative to the course.
    fn in_course(&self, file: FileId) -> &str {
        let path = self.sources.get(file).path.as_str();
        path.strip_prefix(&self.book.folder).unwrap_or(path).trim_start_matches('/')
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
                    Some(near) => diagnostic.hint(Hint::meant_as(term, near, &format!("[[term:{near}]]"))),
                    None => diagnostic
                        .hint(both!("add `{term}:` to `glossary.yaml`", "请在 `glossary.yaml` 里加上 `{term}:`")),
                }))
            }
        }
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
                    let words = both!("write {references}", "请写 {references}"; references);
                    Hint { words, ..any_of(name, same_slug) }
                }),
            )),
            (None, _) => Err(Box::new(self.dangling(name, span))),
        }
    }

    /// The term that somebody calls by its key, or by one of its words, as if it were an item.
    fn meant_term(&self, name: &str) -> Option<&str> {
        let written = name.to_lowercase();
        let prefixes = ["term/", "term：", "term:", "glossary/", "glossary:", "术语：", "术语:"];
        let written = prefixes.iter().find_map(|prefix| written.strip_prefix(prefix)).unwrap_or(&written).trim();
        let is_called = |word: &String| word.to_lowercase() == written;
        let called = |term: &Term| {
            term.key == written
                || term.entries.iter().any(|(_, entry)| is_called(&entry.term) || entry.also.iter().any(is_called))
        };
        self.glossary.terms.iter().find(|term| called(term)).map(|term| term.key.as_str())
    }

    fn dangling(&self, name: &str, span: Span) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::DanglingReference, span, both!("there is no item `{name}`", "没有条目 `{name}`"));
        if let Some(term) = self.meant_term(name) {
            let words =
                both!("terms of the glossary are written `[[term:{term}]]`", "术语表里的词写作 `[[term:{term}]]`");
            return diagnostic.hint(Hint { words, ..meant_term(name, term) });
        }
        // A right slug under a wrong kind, a slip in the whole, or a slug alone with a slip in it.
        let slug = name.rsplit('/').next().unwrap_or(name);
        if let Some(ids) = self.by_slug.get(slug) {
            return diagnostic.hint(any_of(name, ids));
        }
        if let Some(near) = self.guesses.nearest(name, self.items.keys().map(String::as_str)) {
            return diagnostic.hint(Hint::meant_as(name, near, &format!("[[{near}]]")));
        }
        if let Some(near) = self.guesses.nearest(slug, self.by_slug.keys().map(String::as_str)) {
            return diagnostic.hint(any_of(name, &self.by_slug[near]));
        }
        match self.guesses.nearest(name, self.terms.keys().copied()) {
            Some(near) => diagnostic.hint(meant_term(name, near)),
            None => diagnostic.hint(both!(
                "references are written `[[kind/slug]]`, such as `[[step/listen]]`",
                "引用写作 `[[kind/slug]]`，例如 `[[step/listen]]`"
            )),
        }
    }
}

fn outside(written: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DanglingReference,
        span,
        both!("`{written}` lies outside the course", "`{written}` 在课程之外"),
    )
    .hint(both!(
        "link to a text of the course, or write the full address of a page with `https://`",
        "请链接到课程里的正文，或写带 `https://` 的完整网址"
    ))
}

fn any_of(name: &str, ids: &[String]) -> Hint {
    let references = references(ids);
    let slip = |id: &String| Slip { written: name.to_owned(), meant: id.clone() };
    Hint {
        words: both!("did you mean {references}?", "您要写的是 {references} 吗？"; references),
        slips: ids.iter().map(slip).collect(),
    }
}

fn meant_term(name: &str, term: &str) -> Hint {
    let name_of_term = format!("term:{term}");
    Hint::meant_as(name, &name_of_term, &format!("[[{name_of_term}]]"))
}

fn references(ids: &[String]) -> Message {
    let ids: Vec<String> = ids.iter().map(|id| format!("`[[{id}]]`")).collect();
    Message { en: ids.join(" or "), zh: ids.join(" 或 ") }
}
