//! What holds for any input: the parser never panics, places are places in the file, pairing loses nothing.

use std::fmt::Write;

use diglot::course::pairing::{self, Parts, Row};
use diglot::course::tree::{self, Block, Inline, Parsed, Segment};
use diglot::diagnostic::Code;
use diglot::diagnostic::render::{Format, render};
use diglot::message::Tongue;
use diglot::sources::Sources;
use diglot::syntax::{self, Dialect};
use diglot::yaml;
use proptest::prelude::*;

use crate::fuzz::targets::places::wrong_places;

const TOKENS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    " ",
    "    ",
    "\t",
    "\u{feff}",
    ":::",
    "::::",
    ":::say",
    ":::quiz[Check]",
    "::::exercise {#a minutes=5}",
    "：：：",
    ":::trainer {",
    ":::exercise[",
    "\n:::\n",
    "\n::::\n",
    "> ",
    "- ",
    "* ",
    "1. ",
    "- [x] ",
    "- [ ] ",
    "**Ann:** ",
    "# ",
    "## ",
    "### 标题 {#id}\n",
    "---\n",
    "***\n",
    "===\n",
    "```\n",
    "~~~\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "~~",
    "|",
    "\\|",
    "|---|---|\n",
    "| a | b |\n",
    "[[",
    "]]",
    "[[step/a]]",
    "[[a|",
    "[^a]",
    "\n[^a]: ",
    "[",
    "](",
    ")",
    "![",
    "![a](b.svg \"c\")",
    "<!--",
    "-->",
    "<!-- 注 --> ",
    "<div>",
    "</div>",
    "<script>",
    "<",
    ">",
    "&amp;",
    "&#0;",
    "\\",
    "$",
    "$$",
    "$x$",
    "$$\n\\frac{1}{2}\n$$",
    "\\frac",
    "甲",
    "客户的投诉",
    "。",
    "“",
    "”",
    "🙂",
    "e\u{301}",
    "word",
    "title: ",
    "\"",
    "'",
    "{",
    "}",
    "{#a}",
    "https://a.example",
    "javascript:",
    "\u{0}",
    "\u{a0}",
    "\u{2028}",
    "[!NOTE]\n",
    "%{",
    "((",
    "--",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TOKENS), 0..60).prop_map(|tokens| tokens.concat())
}

/// Markup as other programs have it, right or wrong. A word of the text stands behind each.
const FOREIGN: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n",
    " ",
    "<br>",
    "<b>",
    "</b>",
    "<kbd>",
    "</kbd>",
    "<sup>",
    "</sup>",
    "<u>",
    "</u>",
    "<code>",
    "</code>",
    "<abbr title=\"x\">",
    "</abbr>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<q>",
    "</q>",
    "<span>",
    "<span lang=\"fr\">",
    "</span>",
    "<a href=\"https://a.example\">",
    "<a id=\"here\">",
    "</a>",
    "<font>",
    "</font>",
    "\n<div>",
    "</div>\n",
    "\n<div align=\"center\">\n\n",
    "\n\n</div>\n\n",
    "\n<div class=\"warning\">\n\n",
    "\n\n<details>\n",
    "<summary>",
    "</summary>\n\n",
    "\n\n</details>\n\n",
    "\n\n<figure>\n",
    "<figcaption>",
    "</figcaption>",
    "</figure>\n\n",
    "\n\n<table>\n",
    "<caption>",
    "</caption>",
    "<tr>",
    "<td>",
    "<td rowspan=\"2\">",
    "<th colspan=\"2\">",
    "</td>",
    "</tr>",
    "</table>\n\n",
    "\n\n<ul>\n",
    "<li>",
    "</li>",
    "</ul>\n\n",
    "\n\n<ol start=\"3\">\n",
    "</ol>\n\n",
    "\n\n<dl>\n",
    "<dt>",
    "<dd>",
    "</dl>\n\n",
    "\n\n<p align=\"right\">\n",
    "</p>\n\n",
    "\n\n<pre>\n",
    "</pre>\n\n",
    "\n\n<h2 id=\"a\">",
    "</h2>\n\n",
    "\n\n<section>\n\n",
    "\n\n</section>\n\n",
    "\n\n<center>",
    "</center>\n\n",
    "\n\n<aside>\n\n",
    "\n\n</aside>\n\n",
    "\n\n> ",
    "\n\n- ",
    "\n\n1. ",
    "\n   ",
    "\n\n> [!NOTE] ",
    "\n\n> [!faq]- ",
    "\n\n!!! note \"",
    "\"\n    ",
    "\n\n    ",
    "\n\n:::tip[",
    "]\n",
    "\n\n::: challenge\n\n## ",
    "\n\n:::\n\n",
    "\n\n::: details ",
    "\n: ",
    "\n\n## ",
    "\n\n# ",
    "\n\n#### ",
    "{.underline}",
    "\n\n| a | b |\n|---|---|\n| ",
    " | ",
    " |\n\n: ",
    "____",
    "\\ ",
    "10\" ",
    "`",
    "**",
    "【【",
    "】】",
];

/// A text in the markup of others, and its words.
fn foreign() -> impl Strategy<Value = (String, Vec<String>)> {
    prop::collection::vec(prop::sample::select(FOREIGN), 1..24).prop_map(|marks| {
        let words: Vec<String> = (0..marks.len()).map(|n| format!("w{n}x")).collect();
        (marks.iter().zip(&words).map(|(mark, word)| format!("{mark}{word}")).collect(), words)
    })
}

fn dialects() -> impl Strategy<Value = Dialect> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(raw_html, math, chinese)| Dialect {
        raw_html,
        math,
        chinese,
    })
}

fn covered<'a>(rows: &[Row<'a, Parsed>], left: &mut Vec<&'a Block<Parsed>>, right: &mut Vec<&'a Block<Parsed>>) {
    for row in rows {
        match row {
            Row::Pair { left: l, right: r } => {
                left.extend(l.iter());
                right.extend(r.iter());
            }
            Row::Both { left: l, right: r, parts: Parts::Turns | Parts::Cells | Parts::Same } => {
                left.push(l);
                right.push(r);
            }
            Row::Both { parts, .. } => parts.rows().for_each(|row| covered(std::slice::from_ref(row), left, right)),
        }
    }
}

/// The blocks that a pairing may show alone, in the order of the text: those inside of a block instead of it, when it was paired.
fn same(found: &[&Block<Parsed>], blocks: &[Block<Parsed>]) -> bool {
    fn walk<'a>(found: &mut std::slice::Iter<'_, &'a Block<Parsed>>, blocks: &'a [Block<Parsed>]) -> bool {
        blocks.iter().all(|block| {
            let mut ahead = found.clone();
            if ahead.next().is_some_and(|first| std::ptr::eq(*first, block)) {
                *found = ahead;
                return true;
            }
            block.kind.children().into_iter().all(|children| walk(found, children))
        })
    }
    let mut rest = found.iter();
    walk(&mut rest, blocks) && rest.next().is_none()
}

fn parse(text: &str, dialect: Dialect) -> (Sources, syntax::ParsedFile, Vec<diglot::diagnostic::Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add("course/a.md", text);
    let (document, diagnostics) = syntax::parse(file, text, dialect);
    (sources, document, diagnostics)
}

/// What random texts have found.
#[test]
fn a_formula_across_the_bar_of_a_reference_has_a_place() {
    for text in ["[[$\u{feff}[[a|$]]\n", "[[$a|$]]\n", "[[$$a|$$]]\n"] {
        let dialect = Dialect { raw_html: false, math: true, chinese: false };
        let (_, document, _) = parse(text, dialect);
        let mut wrong = String::new();
        wrong_places(text, &document.body, &mut wrong);
        assert_eq!(wrong, "", "{text}");
    }
}

#[test]
fn an_indented_line_of_a_table_may_hold_chinese() {
    for text in ["***\n|---|---|\n    >：：：", "|a|\n|-|\n    “甲”|：\n"] {
        let dialect = Dialect { raw_html: false, math: false, chinese: true };
        parse(text, dialect);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_becomes_a_tree_with_places_in_it(text in soup(), dialect in dialects()) {
        let (sources, document, diagnostics) = parse(&text, dialect);
        let mut wrong = String::new();
        wrong_places(&text, &document.body, &mut wrong);
        for note in &document.footnotes {
            wrong_places(&text, note, &mut wrong);
        }
        for diagnostic in &diagnostics {
            let spans = std::iter::once(diagnostic.span).chain(diagnostic.notes.iter().map(|(span, _)| *span));
            for span in spans.filter(|span| text.get(span.range()).is_none()) {
                let _ = writeln!(wrong, "{span:?} of {} is not in the file", diagnostic.message.en);
            }
        }
        prop_assert!(wrong.is_empty(), "{wrong}\n{text:?}");
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            for tongue in [Tongue::En, Tongue::Zh] {
                render(&sources, &diagnostics, format, tongue);
            }
        }
    }

    /// What a mistake hides is reported, and stops the build.
    #[test]
    fn no_word_of_foreign_markup_is_lost((text, words) in foreign(), dialect in dialects()) {
        let (_, document, diagnostics) = parse(&text, Dialect { math: false, ..dialect });
        let told = |code| diagnostics.iter().any(|diagnostic| diagnostic.code == code);
        prop_assume!(!told(Code::TooDeep) && !told(Code::UnreadMarkup));
        let mut found = document.title.iter().map(|title| title.words.text.clone()).collect::<String>();
        for blocks in std::iter::once(&document.body).chain(&document.footnotes) {
            tree::segments(blocks, &mut |segment| match segment {
                Segment::Text(text, _) | Segment::Code(text, _) | Segment::CodeBlock(text, _) => found.push_str(text),
                Segment::Title(words) | Segment::Alt(words) | Segment::Gloss(words) => found.push_str(words),
                _ => found.push(' '),
            });
        }
        for word in &words {
            prop_assert!(found.contains(word.as_str()), "`{word}` is not in {found:?}, from {text:?}");
        }
    }

    #[test]
    fn no_word_is_lost(words in prop::collection::vec("[a-z]{3,8}", 1..8), marks in prop::collection::vec(prop::sample::select(vec![
        "*", "**", "_", "~~", " ", "。", "（", "“", "\n", "甲",
    ]), 8)) {
        let text: String = words.iter().zip(&marks).map(|(word, mark)| format!("{word}{mark}")).collect();
        let (_, document, _) = parse(&text, Dialect { raw_html: false, math: false, chinese: true });
        let mut found = String::new();
        tree::inlines(&document.body, &mut |inline| if let Inline::Text(text, _) = inline {
            found.push_str(text);
        });
        for word in words.iter().take(marks.len()) {
            prop_assert!(found.contains(word.as_str()), "`{word}` is not in {found:?}, from {text:?}");
        }
    }

    #[test]
    fn pairing_shows_every_block_of_both_sides_once_and_in_order(left in soup(), right in soup()) {
        let dialect = Dialect { raw_html: false, math: false, chinese: false };
        let (_, left, _) = parse(&left, dialect);
        let (_, right, _) = parse(&right, dialect);
        let (rows, _) = pairing::pair(&left.body, &right.body);
        let (mut on_left, mut on_right) = (Vec::new(), Vec::new());
        covered(&rows, &mut on_left, &mut on_right);
        prop_assert!(same(&on_left, &left.body), "left: {rows:?}");
        prop_assert!(same(&on_right, &right.body), "right: {rows:?}");
        // A text beside itself differs nowhere.
        prop_assert!(pairing::pair(&left.body, &left.body).1.is_empty());
    }

    #[test]
    fn any_yaml_becomes_a_tree_or_a_message(text in prop::collection::vec(prop::sample::select(vec![
        "a", "title", ": ", ":", "：", "- ", "\n", "\r\n", "  ", "\t", "\"", "'", "[", "]", "{", "}", ", ", "&a ", "*a", "!", "|", ">", "#",
        "甲", "🙂", "true", "no", "12", "1.0", "2026-11-01", "---", "...", "<<: ", "? ", "@", "`", "%", "\u{feff}", "\u{85}", "~",
    ]), 0..40).prop_map(|t| t.concat())) {
        let mut sources = Sources::default();
        let file = sources.add("book.yaml", text.as_str());
        match yaml::parse(&text, file, 0) {
            Ok(node) => prop_assert!(text.get(node.span.range()).is_some(), "{:?} {text:?}", node.span),
            Err(diagnostic) => {
                prop_assert!(text.get(diagnostic.span.range()).is_some(), "{:?} {text:?}", diagnostic.span);
                render(&sources, &[*diagnostic], Format::Human, Tongue::En);
            }
        }
        let (_, diagnostics) = diglot::book::read(&sources, file, diglot::diagnostic::Strictness::Usual);
        render(&sources, &diagnostics, Format::Human, Tongue::En);
    }
}
