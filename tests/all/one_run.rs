//! One run tells everything: twenty texts with a mistake of each kind, and each of these is reported once, at its place.

use std::collections::BTreeMap;
use std::fs;

use crate::support::diglot;

const BOOK: &str = "title: {en: Mistakes, zh: 错误}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
";

const GLOSSARY: &str = "complaint:
  en: {term: complaint, avoid: [grumble], definition: What a customer is not content with.}
  zh: {term: 投诉, avoid: [牢骚], definition: 客户不满意的事。}
";

/// In which languages a mistake is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Both,
    /// Structure, which the translation inherits.
    Source,
    Chinese,
}

/// Code, English, Chinese. The mistake stands in the last line.
const MISTAKES: &[(In, &str, &str, &str)] = &[
    (In::Both, "dangling-reference", "See [[step/nowhere]].", "见[[step/nowhere]]。"),
    (In::Both, "dangling-reference", "See [there](99-nowhere.md).", "见[那里](99-nowhere.md)。"),
    (In::Both, "dangling-reference", "See [below](#nowhere).", "见[下面](#nowhere)。"),
    (In::Both, "dangling-reference", "A [[term:nothing]].", "一个[[term:nothing]]。"),
    (In::Both, "missing-picture", "![A lion](lino.svg)", "![狮子](lino.svg)"),
    (In::Both, "missing-alt", "![](dot.svg)", "![](dot.svg)"),
    (In::Both, "forbidden-link", "[Run](javascript:run)", "[运行](javascript:run)"),
    (In::Both, "raw-html", "A <blink>word</blink>.", "一个<blink>词</blink>。"),
    (In::Both, "raw-html", "An <u>open word.", "一个<u>没有收尾的词。"),
    (In::Both, "unread-markup", "• One\n• Two", "• 一\n• 二"),
    (In::Chinese, "half-width-punctuation", "Good, good.", "好,好。"),
    (In::Both, "missing-glyph", "A sign: \u{e000}.", "符号：\u{e000}。"),
    (In::Both, "wrong-attribute", "Text.\n\n:::exercise {minute=5}", "正文。\n\n:::exercise {minute=5}"),
    (In::Both, "", "Sit down.\n:::", "坐下。\n:::"),
    (In::Both, "empty-box", "Text.\n\n:::say", "正文。\n\n:::say"),
    (In::Both, "", ":::", ":::"),
    (In::Both, "misplaced-directive", "Text.\n\n:::side[A]", "正文。\n\n:::side[甲]"),
    (In::Both, "", "Sit down.\n:::", "坐下。\n:::"),
    (In::Both, "unknown-directive", "Text.\n\n:::nonsense", "正文。\n\n:::nonsense"),
    (In::Both, "", "Sit down.\n:::", "坐下。\n:::"),
    (In::Both, "avoided-word", "A grumble.", "一句牢骚。"),
    (In::Both, "unused-footnote", "[^never]: A note.", "[^never]: 注。"),
    (In::Both, "dangling-reference", "A call[^nowhere].", "引用[^nowhere]。"),
    (In::Source, "duplicate-id", "## A {#same}\n\n## B {#same}", "## 甲\n\n## 乙"),
    (In::Both, "heading-level", "#### Deep", "#### 深"),
    (In::Both, "heading-level", "## Up\n\n##### Deeper", "## 上\n\n##### 更深"),
    (In::Both, "unclosed-comment", "A word <!-- without an end", "一个词 <!-- 没有收尾"),
];

#[test]
fn every_mistake_of_every_text_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let steps = root.join("course/steps");
    fs::create_dir_all(&steps).expect("a folder");
    fs::write(root.join("book.yaml"), BOOK).expect("a file");
    fs::write(root.join("course/glossary.yaml"), GLOSSARY).expect("a file");
    fs::write(steps.join("dot.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>")
        .expect("a file");
    let mut expected: BTreeMap<(String, usize, &str), usize> = BTreeMap::new();
    for number in 1..=20 {
        for (lang, title, chinese) in [("en", "A step", false), ("zh", "一步", true)] {
            let path = format!("course/steps/{number:02}-step-{number}.{lang}.md");
            let mut text = format!("---\ntitle: {title}\nweight: 3\n---\n");
            expected.insert((path.clone(), 3, "foreign-key"), 1);
            for (place, code, english, translation) in MISTAKES {
                text += if code.is_empty() { "" } else { "\n" };
                // Each text has a sign of its own that no font has.
                let sign = char::from_u32(0xe000 + 2 * number + u32::from(chinese)).expect("a sign for private use");
                text += &if chinese { translation } else { english }.replace('\u{e000}', &sign.to_string());
                text += "\n";
                let here = match place {
                    In::Both => true,
                    In::Source => !chinese,
                    In::Chinese => chinese,
                };
                if here && !code.is_empty() {
                    let line = if *code == "unread-markup" { text.lines().count() - 1 } else { text.lines().count() };
                    *expected.entry((path.clone(), line, code)).or_default() += 1;
                }
            }
            fs::write(root.join(&path), text).expect("a file");
        }
    }
    for command in [&["check", "--format", "short"][..], &["build", "--format", "short"]] {
        let run = diglot(root, command);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        let mut found: BTreeMap<(String, usize, &str), usize> = BTreeMap::new();
        let report = run.stderr.clone() + &run.stdout;
        for line in report.lines() {
            let mut parts = line.splitn(4, ':');
            let (Some(path), Some(row), Some(_), Some(rest)) = (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let (Ok(row), Some(code)) = (row.parse(), rest.split_once('[').and_then(|(_, rest)| rest.split_once(']')))
            else {
                continue;
            };
            *found.entry((path.to_owned(), row, code.0)).or_default() += 1;
        }
        let missing: Vec<_> = expected.iter().filter(|(key, count)| found.get(key) != Some(count)).take(30).collect();
        let more: Vec<_> = found.iter().filter(|(key, count)| expected.get(key) != Some(count)).take(30).collect();
        assert!(missing.is_empty() && more.is_empty(), "not told: {missing:#?}\ntold without a cause: {more:#?}");
    }
}
