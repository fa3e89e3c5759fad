//! Structure is written once: headings get their ids and fences their attributes in the source language, and the translations inherit
//! both. Exercises are numbered through the book.

use std::collections::{BTreeMap, BTreeSet};

use super::DraftText;
use crate::course::Lang;
use crate::course::tree::{
    Block, BlockKind, Body, BoxKind, Directive, Inline, Length, Parsed, Segment, inlines_mut, plain_text,
    segments_of_inlines,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::slug;
use crate::span::Span;

/// Gives ids and numbers to the source text of an item and hands them on. `exercises` stand before it in the book.
pub fn inherit(texts: &mut [Option<DraftText>], mut exercises: u32, diagnostics: &mut Vec<Diagnostic>) {
    let (source, translations) = texts.split_at_mut(1);
    let Some(source) = source[Lang::SOURCE.index()].as_mut() else { return };
    let body = &mut source.document.body;
    number(body, &mut exercises);
    name_headings(body, diagnostics);
    let headings = headings(body);
    let directives = directives(body);
    let end = Span::start_of(source.document.file);
    for translation in translations.iter_mut().flatten() {
        let place = Span::start_of(translation.document.file);
        let body = &mut translation.document.body;
        if !source.broken && !translation.broken {
            check_headings(&headings, &self::headings(body), (end, place), diagnostics);
        }
        let mut ids = headings.iter().map(|h| h.id.clone());
        each_mut(body, &mut |block| {
            if let BlockKind::Heading { id, .. } = &mut block.kind
                && let Some(inherited) = ids.next()
            {
                *id = inherited;
            }
        });
        let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
        each_mut(body, &mut |block| {
            let span = block.span;
            let BlockKind::Directive(directive) = &mut block.kind else { return };
            let name = directive.body.name();
            let nth = seen.entry(name).or_default();
            match directives.get(&name).and_then(|all| all.get(*nth)) {
                Some(source) => take_over(directive, span, source, diagnostics),
                None => directive.number = None,
            }
            *nth += 1;
        });
    }
}

/// How many exercises stand in a text.
pub fn exercises(body: &[Block<Parsed>]) -> u32 {
    let mut exercises = 0;
    crate::course::tree::blocks(body, &mut |block| exercises += u32::from(is_exercise(block)));
    exercises
}

fn is_exercise(block: &Block<Parsed>) -> bool {
    matches!(&block.kind, BlockKind::Directive(directive) if matches!(directive.body, Body::Box(BoxKind::Exercise, _)))
}

/// What a heading hands on.
struct Heading {
    level: u8,
    id: Option<String>,
    span: Span,
}

/// What a fence hands on.
struct Source {
    span: Span,
    id: Option<String>,
    number: Option<u32>,
    minutes: Option<u32>,
    group: Option<u32>,
    workspace: Option<Length>,
}

fn each_mut(blocks: &mut [Block<Parsed>], visit: &mut impl FnMut(&mut Block<Parsed>)) {
    for block in blocks {
        visit(block);
        for children in block.kind.children_mut() {
            each_mut(children, visit);
        }
    }
}

fn headings(blocks: &[Block<Parsed>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    crate::course::tree::blocks(blocks, &mut |block| {
        if let BlockKind::Heading { level, id, .. } = &block.kind {
            headings.push(Heading { level: *level, id: id.clone(), span: block.span });
        }
    });
    headings
}

fn directives(blocks: &[Block<Parsed>]) -> BTreeMap<&'static str, Vec<Source>> {
    let mut all: BTreeMap<&'static str, Vec<Source>> = BTreeMap::new();
    crate::course::tree::blocks(blocks, &mut |block| {
        if let BlockKind::Directive(d) = &block.kind {
            all.entry(d.body.name()).or_default().push(Source {
                span: block.span,
                id: d.id.clone(),
                number: d.number,
                minutes: d.minutes,
                group: d.group,
                workspace: d.workspace,
            });
        }
    });
    all
}

/// Numbers the exercises, and names those that have no id, so that each can be linked.
fn number(body: &mut [Block<Parsed>], exercises: &mut u32) {
    each_mut(body, &mut |block| {
        if let BlockKind::Directive(directive) = &mut block.kind
            && matches!(directive.body, Body::Box(BoxKind::Exercise, _))
        {
            *exercises += 1;
            directive.number = Some(*exercises);
            directive.id.get_or_insert_with(|| format!("exercise-{exercises}"));
        }
    });
}

/// A place whose id another place or a heading has already is no place: a page has each id once.
pub fn drop_repeated_places(body: &mut [Block<Parsed>]) {
    let mut taken = BTreeSet::new();
    crate::course::tree::blocks(body, &mut |block| match &block.kind {
        BlockKind::Heading { id, .. } => taken.extend(id.clone()),
        BlockKind::Directive(directive) => taken.extend(directive.id.clone()),
        _ => {}
    });
    inlines_mut(body, &mut |inline| {
        if let Inline::Place(id, span) = inline
            && !taken.insert(id.clone())
        {
            *inline = Inline::Text(String::new(), *span);
        }
    });
}

/// Gives every heading an id: the author's, or one made from its words. Ids that two places claim are reported.
fn name_headings(body: &mut [Block<Parsed>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    crate::course::tree::blocks(body, &mut |block| {
        let id = match &block.kind {
            BlockKind::Heading { id, .. } => id.as_ref(),
            BlockKind::Directive(directive) => directive.id.as_ref(),
            _ => None,
        };
        let Some(id) = id else { return };
        if let Some(&first) = taken.get(id) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    block.span,
                    both!("the id `{id}` stands on this page twice", "id `{id}` 在这一页出现了两次"),
                )
                .note(first, both!("first here", "第一次在这里"))
                .hint(both!("give one of them another id", "请给其中一个另取 id")),
            );
        } else {
            taken.insert(id.clone(), block.span);
        }
    });
    let mut taken: BTreeSet<String> = taken.into_keys().collect();
    // The number that comes next for each slug.
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    each_mut(body, &mut |block| {
        if let BlockKind::Heading { id: id @ None, content, .. } = &mut block.kind {
            let slug = slug::of(&words(content));
            let next = used.entry(slug.clone()).or_insert(1);
            let free = (*next..)
                .map(|n| (n, if n == 1 { slug.clone() } else { format!("{slug}-{n}") }))
                .find(|(_, candidate)| !taken.contains(candidate))
                .map(|(n, candidate)| {
                    *next = n + 1;
                    candidate
                })
                .expect("there are more numbers than headings");
            taken.insert(free.clone());
            *id = Some(free);
        }
    });
}

/// The words of a heading for its id. The titles to which references lead are not known yet, so they are called as they are written.
fn words(content: &[Inline<Parsed>]) -> String {
    let mut out = String::new();
    let mut names = false;
    segments_of_inlines(content, None, &mut |segment| match segment {
        Segment::Text(text, _) | Segment::Code(text, _) => out.push_str(text),
        Segment::Name(target, _) => {
            names = true;
            out.push_str(target.written().trim_start_matches("term:"));
        }
        Segment::Break => out.push(' '),
        _ => {}
    });
    if names { out } else { plain_text(content) }
}

/// Both languages have the same headings in the same order.
fn check_headings(
    source: &[Heading],
    translation: &[Heading],
    starts: (Span, Span),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let wrong_level = |headings: &[Heading], at: usize| {
        let before = at.checked_sub(1).map_or(1, |before| headings[before].level);
        headings[at].level == 1 || headings[at].level > before + 1
    };
    let report = |ours: Span, message: Message, theirs: Span, what: Message| {
        Diagnostic::new(Code::HeadingMismatch, ours, message).note(theirs, what).hint(both!(
            "both languages have the same headings in the same order",
            "两种语言的标题要一一对应，顺序相同"
        ))
    };
    for (at, (theirs, ours)) in source.iter().zip(translation).enumerate() {
        if theirs.level != ours.level {
            // A level that cannot stand in its own text was reported there.
            if !wrong_level(source, at) && !wrong_level(translation, at) {
                let (expected, found) = (theirs.level, ours.level);
                let message = both!(
                    "expected a heading of level {expected} as in the source language, found level {found}",
                    "标题应与原文一样是 {expected} 级，现在是 {found} 级"
                );
                diagnostics.push(report(
                    ours.span,
                    message,
                    theirs.span,
                    both!("its counterpart is here", "对应的原文在这里"),
                ));
            }
            return;
        }
        if ours.id.is_some() && ours.id != theirs.id {
            let id = |heading: &Heading| heading.id.clone().unwrap_or_default();
            let message = both!(
                "expected the heading's id `{}` as in the source language, found `{}`",
                "标题的 id 应与原文一样是 `{}`，现在是 `{}`",
                id(theirs),
                id(ours)
            );
            diagnostics.push(
                Diagnostic::new(Code::HeadingMismatch, ours.span, message)
                    .note(theirs.span, both!("its counterpart is here", "对应的原文在这里"))
                    .hint(both!("leave the id out here: a translation inherits it", "请在这里省去 id：译文沿用原文的")),
            );
        }
    }
    let common = source.len().min(translation.len());
    let last = |headings: &[Heading], start: Span| common.checked_sub(1).map_or(start, |at| headings[at].span);
    if let Some(extra) = translation.get(common) {
        let message = both!("the source language has no such heading", "原文没有这个标题");
        let (theirs, what) = match common {
            0 => (starts.0, both!("it has no heading", "原文没有标题")),
            _ => (last(source, starts.0), both!("its last heading is this one", "原文最后一个标题是这个")),
        };
        diagnostics.push(report(extra.span, message, theirs, what));
    } else if let Some(missing) = source.get(common) {
        let message = match common {
            0 => both!("a heading of the source language is missing in this text", "这篇译文缺了原文的一个标题"),
            _ => both!("a heading of the source language is missing after this one", "这个标题之后缺了原文的一个标题"),
        };
        diagnostics.push(report(last(translation, starts.1), message, missing.span, both!("this one", "是这一个")));
    }
}

/// A translation's fence has the attributes of the source's; those that it repeats must be equal.
fn take_over(directive: &mut Directive<Parsed>, span: Span, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut differs = |name: &str, differs: bool| {
        if differs {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongAttribute,
                    span,
                    both!("`{name}` differs from the source language", "`{name}` 与原文不同"),
                )
                .note(source.span, both!("its counterpart is here", "对应的原文在这里"))
                .hint(both!(
                    "leave it out here: it is written once, in the source language",
                    "请在这里省去：它只写一次，写在原文里"
                )),
            );
        }
    };
    differs("#id", directive.id.is_some() && directive.id != source.id);
    differs("minutes", directive.minutes.is_some() && directive.minutes != source.minutes);
    differs("group", directive.group.is_some() && directive.group != source.group);
    differs("workspace", directive.workspace.is_some() && directive.workspace != source.workspace);
    directive.id.clone_from(&source.id);
    directive.number = source.number;
    directive.minutes = source.minutes;
    directive.group = source.group;
    directive.workspace = source.workspace;
}
