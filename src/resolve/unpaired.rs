//! What is said of translations that differ from the source language in structure.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::draft::Head;
use super::links::Paired;
use super::untranslated::Untranslated;
use crate::course::pairing::Mismatch;
use crate::course::tree::{self, Block, BlockKind, Resolved};
use crate::course::{Lang, Page};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Message, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// Where a translation's blocks do not stand beside the source's, and where there is no translation any more. Texts with errors are
/// passed over: how they differ may follow from those. Where headings differ, what stands below them differs, too.
pub fn report(pages: &[Paired], heads: &[Arc<Head>], sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let wrong: BTreeSet<FileId> =
        diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.span.file).collect();
    let headings: BTreeSet<FileId> =
        diagnostics.iter().filter(|d| d.code == Code::HeadingMismatch).map(|d| d.span.file).collect();
    for (page, head) in pages.iter().zip(heads) {
        let sound =
            |lang: Lang| head.files[lang.index()].filter(|&file| !wrong.contains(&file) && !sources.get(file).broken);
        if page.mismatches.is_empty() && page.untranslated.is_empty() || sound(Lang::SOURCE).is_none() {
            continue;
        }
        for (lang, mismatch) in &*page.mismatches {
            if let Some(file) = sound(*lang).filter(|file| !headings.contains(file)) {
                diagnostics.push(unpaired(&page.page, *lang, *mismatch, file));
            }
        }
        for (lang, part) in &*page.untranslated {
            if let Some(file) = sound(*lang) {
                diagnostics.push(untranslated(part, file, sources));
            }
        }
    }
}

fn unpaired(page: &Page, lang: Lang, mismatch: Mismatch, file: FileId) -> Diagnostic {
    let (source, text) = (page.texts[Lang::SOURCE].body(), page.texts[lang].body());
    let report = |place, message| Diagnostic::new(Code::UnpairedBlocks, place, message);
    let counterpart = || both!("its counterpart is here", "对应的原文在这里");
    let begin = || text.first().map_or(Span::start_of(file), |block| block.span);
    match mismatch {
        Mismatch::Additional { block, after, certain } => {
            let what = name(text, block);
            let message = if certain {
                both!("this {what} has no counterpart in the source language", "原文没有与这个{what}对应的块"; what)
            } else {
                both!(
                    "this {what}, or another near it, has no counterpart in the source language: lengths do not tell which",
                    "这个{what}，或它附近的另一个，在原文里没有对应的块：从长度看不出是哪一个"; what
                )
            };
            let diagnostic = report(block, message);
            let diagnostic = match after {
                Some(after) => diagnostic.note(after, both!("it would come after this", "它应在这一块之后")),
                None => diagnostic,
            };
            diagnostic.hint(both!(
                "remove it, translate it into the source language, or put `:::only` around what only this language needs",
                "请删去它，或在原文里补上；只有这种语言才需要的内容，请用 `:::only` 围起来"
            ))
        }
        Mismatch::Missing { block, after, certain } => {
            let what = name(source, block);
            let message = match (certain, after) {
                (false, _) => both!(
                    "a {what} of the source language has no translation here: lengths do not tell which",
                    "原文的一个{what}在这里没有译文：从长度看不出是哪一个"; what
                ),
                (true, Some(_)) => {
                    both!("after this, a {what} of the source language has no translation", "在这之后，原文的一个{what}没有译文"; what)
                }
                (true, None) => {
                    both!("before this, a {what} of the source language has no translation", "在这之前，原文的一个{what}没有译文"; what)
                }
            };
            let note = if certain {
                both!("this one", "是这一个")
            } else {
                both!("perhaps this one", "可能是这一个")
            };
            report(after.unwrap_or_else(begin), message).note(block, note).hint(both!(
                "translate it, or put `:::only` around it in the source language if only that needs it",
                "请译出它；如果只有原文才需要它，请在原文里用 `:::only` 围起来"
            ))
        }
        Mismatch::Different { left, right } => {
            let (theirs, ours) = (name(source, left), name(text, right));
            let message = if theirs == ours {
                both!("this {ours} has other parts than the source language's", "这个{ours}的组成与原文不同"; ours)
            } else {
                both!("the source language has a {theirs} here, and not a {ours}", "原文在这里是{theirs}，不是{ours}"; theirs, ours)
            };
            report(right, message).note(left, counterpart()).hint(both!(
                "give both languages as many items, rows, turns and options, in the same order and of the same kind",
                "请让两种语言的列表项、表格行、发言和选项一一对应，顺序和种类相同"
            ))
        }
        Mismatch::Joined { left: [first, second], right } => {
            report(right, both!("this paragraph stands for two of the source language", "这一段对应原文的两段"))
                .note(first, both!("one is here", "一段在这里"))
                .note(second, both!("the other is here", "另一段在这里"))
                .hint(both!("part it as the source language does", "请像原文一样分段"))
        }
        Mismatch::Parted { left, right: [first, second] } => report(
            second,
            both!(
                "this paragraph and the one before it stand for one of the source language",
                "这一段和前一段对应原文的一段"
            ),
        )
        .note(first, both!("the one before it", "前一段"))
        .note(left, counterpart())
        .hint(both!("join them, or part them in the source language, too", "请合成一段，或者原文也分段")),
    }
}

fn untranslated(part: &Untranslated, file: FileId, sources: &Sources) -> Diagnostic {
    let end = sources.get(file).text.trim_end().len();
    let (place, message) = if part.to_end {
        (Span::new(file, end..end), both!("from here on this text is not translated", "从这里起，本文尚未翻译"))
    } else {
        let place = part.after.unwrap_or(Span::start_of(file));
        (place, both!("after this, a section of the source language is not translated", "在这之后，原文有一节尚未翻译"))
    };
    Diagnostic::new(Code::MissingTranslation, place, message)
        .note(part.block, both!("the source language goes on here", "原文从这里继续"))
        .hint(both!("until it is translated, it is shown in the source language", "译出之前，这一部分以原文显示"))
}

/// What people call a block.
fn name(blocks: &[Block<Resolved>], span: Span) -> Message {
    let mut found = None;
    tree::blocks(blocks, &mut |block| {
        if block.span == span && found.is_none() {
            found = Some(&block.kind);
        }
    });
    match found {
        Some(BlockKind::Heading { .. }) => both!("heading", "标题"),
        Some(BlockKind::Figure { .. }) => both!("picture", "图片"),
        Some(BlockKind::Formula(_)) => both!("formula", "公式"),
        Some(BlockKind::List(_)) => both!("list", "列表"),
        Some(BlockKind::Quote(_)) => both!("quotation", "引用"),
        Some(BlockKind::Alert { kind, .. }) => Message::as_is(format!("`[!{}]`", kind.name().to_uppercase())),
        Some(BlockKind::Code { .. }) => both!("block of code", "代码块"),
        Some(BlockKind::Table(_)) => both!("table", "表格"),
        Some(BlockKind::Rule) => both!("rule", "分隔线"),
        Some(BlockKind::Definitions(_)) => both!("list of definitions", "定义列表"),
        Some(BlockKind::Directive(directive)) => Message::as_is(format!("`:::{}`", directive.body.name())),
        Some(BlockKind::Paragraph(_)) => both!("paragraph", "段落"),
        _ => both!("block", "块"),
    }
}
