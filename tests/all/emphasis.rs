//! Emphasis beside Chinese text, tested against comrak, which implements the CJK-friendly amendments on its own.
//!
//! A run of three underscores or more is a blank to us. Three other differences are meant, all about `~`, on which the specification of GFM says little and comrak does as cmark-gfm:
//!
//! - To comrak a pair of single `~` strikes out what is between them. To us only `~~` does: `9:00~11:00` is a range, and so is each of two.
//! - To comrak a `~` beside `*` or `_` is not there: it looks at the character behind it, so `词~~_a_~~` keeps its underscores. We take it
//!   for the punctuation that it is.
//! - In comrak a closing `~~` fails when a single `~` that could open stands before it. We pair it with the last `~~`, so that
//!   `~~10~20元~~`, a range as Chinese writes it, is struck out.

use std::fmt::Write;
use std::time::{Duration, Instant};

use diglot::course::tree::{Block, BlockKind, Inline, Parsed};
use diglot::sources::Sources;
use diglot::syntax::{self, Dialect};

fn ours(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    let dialect = Dialect { raw_html: false, math: false, chinese: true };
    let (document, _) = syntax::parse(file, text, dialect);
    let mut out = String::new();
    for block in &document.body {
        show_block(block, &mut out);
    }
    out
}

fn show_block(block: &Block<Parsed>, out: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            out.push_str("<p>");
            show(content, out);
            out.push_str("</p>\n");
        }
        // A picture after `!` that stands alone.
        BlockKind::Figure { picture, alt, .. } => {
            let _ = writeln!(out, "<p><img src=\"{picture}\" alt=\"{}\" /></p>", alt.text);
        }
        BlockKind::Quote(content) => content.iter().for_each(|block| show_block(block, out)),
        other => panic!("the generator writes paragraphs only, found {other:?}"),
    }
}

fn show(inlines: &[Inline<Parsed>], out: &mut String) {
    for inline in inlines {
        let mut around = |tag: &str, content: &[Inline<Parsed>]| {
            let _ = write!(out, "<{tag}>");
            show(content, out);
            let _ = write!(out, "</{tag}>");
        };
        match inline {
            Inline::Text(text, _) => escape(text, out),
            Inline::Code(text, _) => {
                out.push_str("<code>");
                escape(text, out);
                out.push_str("</code>");
            }
            Inline::Emphasis(content) => around("em", content),
            Inline::Strong(content) => around("strong", content),
            Inline::Strike(content) => around("del", content),
            Inline::Link { url, content, .. } => {
                let _ = write!(out, "<a href=\"{url}\">");
                show(content, out);
                out.push_str("</a>");
            }
            Inline::SoftBreak => out.push('\n'),
            Inline::Image { picture, alt, .. } => {
                let _ = write!(out, "<img src=\"{picture}\" alt=\"{}\" />", alt.text);
            }
            other => panic!("the generator does not write {other:?}"),
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn theirs(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.strikethrough = true;
    comrak::markdown_to_html(text, &options)
}

/// A sequence that looks random and is the same on every machine (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[(self.next() % from.len() as u64) as usize]
    }
}

const STARS: [&str; 4] = ["*", "**", "***", "*"];
const UNDERSCORES: [&str; 3] = ["_", "__", "_"];
const TILDE: [&str; 1] = ["~"];
const TILDES: [&str; 1] = ["~~"];
const WORDS: [&str; 30] = [
    "甲", "客户", "投", "。", "，", "（", "）", "“", "”", "「", "」", "、", "a", "B", "word", "1", ".", ",", "(", ")",
    "\"", "!", " ", " ", "é", "—", "…", "·", "ア", "한",
];
const MARKUP: [&str; 6] = ["`码`", "[链](https://a.example)", "[*b*](https://b.example)", "\\*", "\\_", "&amp;"];

/// Every part of a run of text, delimiters more often than they come in life.
fn text(numbers: &mut Numbers, delimiters: &[&[&'static str]]) -> String {
    let length = 2 + numbers.next() % 11;
    let mut text = String::new();
    for _ in 0..length {
        let part = match numbers.next() % 10 {
            0..=4 => {
                let set = delimiters[(numbers.next() % delimiters.len() as u64) as usize];
                numbers.pick(set)
            }
            5 => numbers.pick(&MARKUP),
            _ => numbers.pick(&WORDS),
        };
        text.push_str(part);
    }
    // A word first, so that the text is a paragraph and not a list, a rule or a code block.
    format!("词{text}")
}

/// Whether a text may show one of the differences that are meant.
fn meant(text: &str) -> bool {
    // Three underscores or more are room for a word, and never emphasis.
    if text.contains("___") {
        return true;
    }
    let mut lengths = text.split(|c| c != '~').map(str::len).filter(|&length| length > 0);
    let first = lengths.next();
    lengths.any(|length| Some(length) != first) || ["~*", "~_", "*~", "_~"].iter().any(|pair| text.contains(pair))
}

fn compare(seed: u64, cases: usize, delimiters: &[&[&'static str]]) {
    let mut numbers = Numbers(seed);
    let mut wrong = Vec::new();
    let mut done = 0;
    while done < cases {
        let text = text(&mut numbers, delimiters);
        if meant(&text) {
            continue;
        }
        done += 1;
        let (ours, theirs) = (ours(&text), theirs(&text));
        if ours != theirs {
            wrong.push(format!("{text}\n  ours   {ours}  theirs {theirs}"));
        }
    }
    wrong.sort_by_key(String::len);
    let shown: String = wrong.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {cases} differ, the shortest:\n{shown}", wrong.len());
}

#[test]
fn stars_and_underscores_are_as_in_comrak() {
    compare(1, 25_000, &[&STARS, &STARS, &UNDERSCORES]);
}

#[test]
fn tildes_are_as_in_comrak() {
    compare(2, 5_000, &[&TILDES]);
}

#[test]
fn a_single_tilde_is_itself() {
    let mut numbers = Numbers(3);
    for _ in 0..5_000 {
        let text = text(&mut numbers, &[&TILDE, &STARS]);
        if !text.contains("~~") && !meant(&text) {
            assert_eq!(ours(&text), theirs(&text.replace('~', "\\~")), "{text}");
        }
    }
}

#[test]
fn all_delimiters_together_are_as_in_comrak() {
    compare(4, 20_000, &[&STARS, &UNDERSCORES, &TILDES]);
}

#[test]
fn a_range_can_be_struck_out() {
    assert_eq!(ours("~~10~20元~~"), "<p><del>10~20元</del></p>\n");
    assert_eq!(ours("~~_a_~~"), "<p><del><em>a</em></del></p>\n");
}

#[test]
fn ordinary_chinese_is_bold_where_it_should_be() {
    for (text, expected) in [
        ("**重点。**然后", "<p><strong>重点。</strong>然后</p>\n"),
        ("前**（括号）**后", "<p>前<strong>（括号）</strong>后</p>\n"),
        ("**甲。**乙**丙。**丁", "<p><strong>甲。</strong>乙<strong>丙。</strong>丁</p>\n"),
        ("**“引用”**说", "<p><strong>“引用”</strong>说</p>\n"),
    ] {
        assert_eq!(ours(text), expected, "{text}");
        assert_eq!(theirs(text), expected, "{text}");
    }
}

#[test]
fn the_marker_of_a_quotation_is_not_beside_its_text() {
    assert_eq!(ours(">甲。\n>**乙**\n>_丙_"), "<p>甲。<strong>乙</strong><em>丙</em></p>\n");
}

#[test]
fn many_markers_take_no_longer_than_few() {
    let texts = [
        "*甲 ".repeat(25_000),
        "**甲".repeat(25_000) + &"乙**".repeat(25_000),
        "*甲_乙".repeat(12_500),
        "甲*乙 _丙_ ".repeat(12_500),
        "*".repeat(50_000),
        format!("{}甲{}", "*".repeat(25_000), "*".repeat(25_000)),
        "*_~".repeat(8_000) + "甲" + &"~_*".repeat(8_000),
        "甲~".repeat(25_000),
        "**甲*乙".repeat(12_500),
        "甲\n".repeat(25_000),
        "*甲*\n".repeat(25_000),
        "![".repeat(25_000),
        "[甲](".repeat(25_000),
        "\\*".repeat(25_000),
    ];
    for text in texts {
        let started = Instant::now();
        let (document, _) = {
            let mut sources = Sources::default();
            let file = sources.add("a.md", text.as_str());
            syntax::parse(file, &text, Dialect { raw_html: false, math: false, chinese: true })
        };
        assert!(!document.body.is_empty());
        let took = started.elapsed();
        let start: String = text.chars().take(12).collect();
        assert!(took < Duration::from_secs(4), "{start}… took {took:?}");
    }
}
