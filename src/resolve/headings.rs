//! The ids of headings: the author's, or those of their words, and a translation's are those of its source.

use std::collections::{BTreeMap, BTreeSet};

use super::shared::{each, each_mut};
use crate::course::pairing;
use crate::course::tree::{self, Block, BlockKind, Inline, Parsed, Segment, plain_text, segments_of_inlines};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::slug;
use crate::span::Span;

/// What a heading hands on.
struct Heading {
    level: u8,
    id: Option<String>,
    span: Span,
}

/// Gives the headings of a translation the ids of those beside which they stand.
pub fn inherit_ids(source: &[Block<Parsed>], translation: &mut [Block<Parsed>], beside: &BTreeMap<Span, Span>) {
    let ids: BTreeMap<Span, Option<String>> = headings(source).into_iter().map(|h| (h.span, h.id)).collect();
    each_mut(translation, &mut |block| {
        let theirs = beside.get(&block.span).and_then(|span| ids.get(span));
        if let (BlockKind::Heading { id, .. }, Some(theirs)) = (&mut block.kind, theirs) {
            id.clone_from(theirs);
        }
    });
}

/// Gives the headings of a translation the ids of those in whose places they stand.
pub fn inherit_headings(
    source: &[Block<Parsed>],
    translation: &mut [Block<Parsed>],
    check: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let partners = pairing::partners(source, translation);
    let source = headings(source);
    if check {
        check_headings(&source, &headings(translation), &partners, diagnostics);
    }
    let mut partners = partners.into_iter();
    each_mut(translation, &mut |block| {
        if let BlockKind::Heading { id, .. } = &mut block.kind
            && let Some(partner) = partners.next().flatten()
        {
            id.clone_from(&source[partner].id);
        }
    });
}

fn headings(blocks: &[Block<Parsed>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    each(blocks, &mut |block| {
        if let BlockKind::Heading { level, id, .. } = &block.kind {
            headings.push(Heading { level: *level, id: id.clone(), span: block.span });
        }
    });
    headings
}

/// The id of a heading or a fence.
fn id_of(block: &Block<Parsed>) -> Option<&String> {
    match &block.kind {
        BlockKind::Heading { id, .. } => id.as_ref(),
        BlockKind::Directive(directive) => directive.id.as_ref(),
        _ => None,
    }
}

/// Gives every heading an id: the author's, or one made from its words. Ids that two places claim are reported.
pub fn name_headings(body: &mut [Block<Parsed>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    tree::blocks(body, &mut |block| {
        let Some(id) = id_of(block) else { return };
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
    name_others(body, taken.into_keys().collect());
}

/// Gives the headings that a translation has for itself ids that the source does not have.
pub fn name_additional(source: &[Block<Parsed>], translation: &mut [Block<Parsed>]) {
    let mut taken = BTreeSet::new();
    each(source, &mut |block| taken.extend(id_of(block).cloned()));
    each(translation, &mut |block| taken.extend(id_of(block).cloned()));
    name_others(translation, taken);
}

/// Gives the headings that have none yet an id of their words that no place of the page has.
fn name_others(body: &mut [Block<Parsed>], mut taken: BTreeSet<String>) {
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

/// Both languages have the same headings in the same order. One that the translation lacks is not translated yet, and no mistake.
fn check_headings(
    source: &[Heading],
    translation: &[Heading],
    partners: &[Option<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let report = |ours: &Heading, message| Diagnostic::new(Code::HeadingMismatch, ours.span, message);
    let in_order =
        || both!("both languages have the same headings in the same order", "两种语言的标题要一一对应，顺序相同");
    let counterpart = || both!("its counterpart is here", "对应的原文在这里");
    let mut before: Option<&Heading> = None;
    for (ours, partner) in translation.iter().zip(partners) {
        let Some(theirs) = partner.map(|partner| &source[partner]) else {
            let diagnostic =
                report(ours, both!("the source language has no such heading", "原文没有这个标题")).hint(in_order());
            diagnostics.push(match before {
                Some(before) => diagnostic
                    .note(before.span, both!("the heading before it stands for this one", "它前面的标题对应这一个")),
                None => diagnostic,
            });
            continue;
        };
        before = Some(theirs);
        if theirs.level != ours.level {
            let (expected, found) = (theirs.level, ours.level);
            let message = both!(
                "expected a heading of level {expected} as in the source language, found level {found}",
                "标题应与原文一样是 {expected} 级，现在是 {found} 级"
            );
            diagnostics.push(report(ours, message).note(theirs.span, counterpart()).hint(in_order()));
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
                report(ours, message)
                    .note(theirs.span, counterpart())
                    .hint(both!("leave the id out here: a translation inherits it", "请在这里省去 id：译文沿用原文的")),
            );
        }
    }
}
