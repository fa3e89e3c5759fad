//! Random courses that are meant to be valid: every block in every state that an author can leave it in, in one to three languages.
//!
//! A course is told by its seed, so a seed that once failed stays a test. The languages of a page are usually written by the same rolls of
//! the dice, so that their blocks pair; sometimes they are not, and sometimes a translation lacks a block, a section, or its end.

mod page;

use std::fmt::Write;

use super::{Course, pictures};
use page::Writer;

/// SplitMix64: the same rolls on every machine.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound as u64) as usize
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'t, T: ?Sized>(&mut self, things: &[&'t T]) -> &'t T {
        things[self.below(things.len())]
    }
}

/// Writes the course of a seed.
pub fn course(seed: u64) -> Course {
    let mut dice = Dice(seed);
    let languages: &[&str] =
        dice.pick::<[&str]>(&[&["en"], &["zh"], &["en", "zh"], &["en", "zh"], &["zh", "en"], &["en", "zh", "fr"]]);
    let kinds: Vec<Kind> = ["module", "step", "action"][..1 + dice.below(3)]
        .iter()
        .enumerate()
        .map(|(i, name)| Kind::plain(name, if i == 0 { 1 + dice.below(3) } else { dice.below(5) }))
        .collect();
    // Every fourth course has pages below items, and items without a number: one of which no seed has failed.
    let mut shape = Dice(seed.rotate_left(32));
    let kinds: Vec<Kind> =
        if seed % 4 == 2 { kinds.into_iter().map(|kind| kind.shaped(&mut shape)).collect() } else { kinds };
    let plan = Plan { languages, math: dice.percent(40), html: dice.percent(15), glossary: dice.percent(50), kinds };
    let course = Course::empty();
    course.write("book.yaml", plan.book(&mut dice));
    course.write("names.csv", "name\nAnn O’Hara\n王小明\n");
    if plan.glossary {
        course.write("course/glossary.yaml", plan.glossary(&mut dice));
    }
    for (name, bytes) in pictures::ALL {
        course.write(&format!("course/{name}"), bytes());
    }
    if dice.percent(60) {
        plan.write_page(&mut dice, &course, "course/index", "", None);
    }
    for kind in &plan.kinds {
        for n in 1..=kind.items {
            let path = format!("course/{}s/{:02}-{}", kind.name, n - 1 + kind.first, kind.slug(n));
            if kind.children(n) == 0 {
                plan.write_page(&mut dice, &course, &path, "../", Some(kind));
                continue;
            }
            plan.write_page(&mut dice, &course, &format!("{path}/index"), "../../", Some(kind));
            for child in 1..=kind.children(n) {
                let path = format!("{path}/{child:02}-{}", kind.slug(child));
                plan.write_page(&mut dice, &course, &path, "../../", Some(kind));
            }
        }
    }
    course
}

struct Kind {
    name: &'static str,
    items: usize,
    /// How many pages stand below each of them.
    children: Vec<usize>,
    /// The number of the first file.
    first: usize,
    numbered: bool,
    /// How many of a hundred items have no number.
    unnumbered: usize,
}

impl Kind {
    fn plain(name: &'static str, items: usize) -> Kind {
        Kind { name, items, children: Vec::new(), first: 1, numbered: true, unnumbered: 0 }
    }

    fn shaped(self, dice: &mut Dice) -> Kind {
        let children = (0..self.items).map(|_| if dice.percent(50) { 1 + dice.below(3) } else { 0 });
        Kind { children: children.collect(), first: dice.below(2), numbered: dice.percent(75), unnumbered: 25, ..self }
    }

    fn slug(&self, n: usize) -> String {
        format!("{}{n}", &self.name[..1])
    }

    fn children(&self, n: usize) -> usize {
        self.children.get(n - 1).copied().unwrap_or(0)
    }
}

struct Plan<'a> {
    languages: &'a [&'a str],
    math: bool,
    html: bool,
    glossary: bool,
    kinds: Vec<Kind>,
}

impl Plan<'_> {
    /// A text in each language, as a map of YAML.
    fn said(&self, dice: &mut Dice, chinese: &[&str], others: &[&str]) -> String {
        let texts = self.languages.iter().map(|language| {
            let words = dice.pick(if *language == "zh" { chinese } else { others });
            format!("{language}: {}", quoted(words))
        });
        format!("{{{}}}", texts.collect::<Vec<_>>().join(", "))
    }

    fn book(&self, dice: &mut Dice) -> String {
        let titles = ["Handling Complaints", "A", "Complaints & “claims” <1> #2", LONG_TITLE];
        let mut book = format!("title: {}\n", self.said(dice, &["从容应对投诉", "课", LONG_CHINESE_TITLE], &titles));
        for key in ["subtitle", "description", "author"] {
            if dice.percent(40) {
                let _ = writeln!(
                    book,
                    "{key}: {}",
                    self.said(dice, &["服务部", "适合每一位员工的课程。"], &["Service desk", "For all."])
                );
            }
        }
        for (key, value) in
            [("version", "\"1.0\""), ("date", "2026-11-01"), ("site-url", "https://intranet.example/c/")]
        {
            if dice.percent(40) {
                let _ = writeln!(book, "{key}: {value}");
            }
        }
        let _ = writeln!(book, "languages: [{}]\nkinds:", self.languages.join(", "));
        for kind in &self.kinds {
            let name = kind.name;
            let _ = writeln!(book, "  {name}:\n    folder: {name}s");
            let _ = writeln!(
                book,
                "    label: {}",
                self.said(dice, &["第{n}步", "{n}"], &["Part {n}", "{n}", "No number"])
            );
            let _ = writeln!(book, "    plural: {}", self.said(dice, &["步骤"], &["Parts"]));
            if !kind.numbered {
                book += "    numbered: false\n";
            }
        }
        if self.kinds.len() > 1 {
            book += "relations:\n";
            for (key, from, to) in [("uses", 0, 1), ("then", 1, self.kinds.len() - 1)] {
                let (label, inverse) =
                    (self.said(dice, &["需要"], &["Uses"]), self.said(dice, &["用于"], &["Used by"]));
                let (from, to) = (self.kinds[from].name, self.kinds[to].name);
                let _ = writeln!(
                    book,
                    "  {key}: {{from: {from}, to: {to}, label: {label}, inverse: {inverse}, matrix: {}}}",
                    dice.percent(60)
                );
            }
        }
        let _ = writeln!(book, "math: {}\nhtml: {}", self.math, if self.html { "allow" } else { "escape" });
        let _ = writeln!(
            book,
            "editions: {}",
            dice.pick(&["[learner]", "[learner, trainer]", "[learner, trainer]", "[trainer]"])
        );
        book += "checks: {missing-glyph: warning}\noutputs:\n  site: {}\n  slides: {}\n  epub: {}\n";
        let paper = dice.pick(&["a4", "letter", "a5"]);
        let styles = dice.pick(&["[columns]", "[stacked]", "[facing]", "[columns]"]);
        let letters = if paper == "letter" { "large" } else { "usual" };
        let outputs = [
            format!(
                "handbook: {{paper: {paper}, type: {letters}, styles: {styles}, two-sided: {}, bleed: {}}}",
                dice.percent(50),
                if paper == "a5" { "3mm" } else { "0mm" }
            ),
            format!(
                "booklet: {{sheet: {}, duplex: {}}}",
                dice.pick(&["a4", "letter"]),
                dice.pick(&["short-edge", "long-edge"])
            ),
            "handouts: {}".to_owned(),
            "cards: {}".to_owned(),
            "chart: {}".to_owned(),
            dice.pick(&["kit: {names: names.csv}", "kit: {start: \"08:30\"}"]).to_owned(),
        ];
        for output in outputs {
            if dice.percent(50) {
                let _ = writeln!(book, "  {output}");
            }
        }
        book
    }

    fn glossary(&self, dice: &mut Dice) -> String {
        let mut glossary = String::new();
        for term in ["empathy", "complaint", "queue"] {
            let _ = writeln!(glossary, "{term}:");
            for language in self.languages {
                let (name, definition) = match *language {
                    "zh" => ("同理心".to_owned(), "站在对方的位置上。"),
                    _ => (format!("{term}{}", dice.pick(&["", " (noun)"])), "Standing where the other stands."),
                };
                let pinyin = if *language == "zh" && dice.percent(50) { ", pinyin: tónglǐxīn" } else { "" };
                let _ = writeln!(
                    glossary,
                    "  {language}: {{term: {}{pinyin}, definition: {}}}",
                    quoted(&name),
                    quoted(definition)
                );
            }
        }
        glossary
    }

    /// Writes a page in the languages that it has: the source language and, mostly, the others. `up` leads to the course's folder.
    fn write_page(&self, dice: &mut Dice, course: &Course, path: &str, up: &str, kind: Option<&Kind>) {
        let rolls = dice.clone();
        let headings: Vec<(usize, String)> = self.headings(dice);
        for (i, language) in self.languages.iter().enumerate() {
            if i > 0 && dice.percent(12) {
                continue;
            }
            let alike = i == 0 || dice.percent(80);
            let mut own = if alike { rolls.clone() } else { dice.clone() };
            let mut head =
                format!("---\ntitle: {}\n", quoted(own.pick(if *language == "zh" { CHINESE_TITLES } else { TITLES })));
            if own.percent(50) {
                let _ =
                    writeln!(head, "summary: {}", quoted(own.pick(if *language == "zh" { CHINESE } else { WORDS })));
            }
            if i == 0 {
                if let Some(kind) = kind.filter(|kind| kind.unnumbered > 0)
                    && dice.percent(kind.unnumbered)
                {
                    let _ = writeln!(head, "numbered: {}", !kind.numbered);
                }
                if kind.is_some() && dice.percent(50) {
                    let _ = writeln!(head, "minutes: {}", 1 + dice.below(300));
                }
                head += &self.relations(dice, kind);
            }
            let mut writer = Writer::new(self, own, *language == "zh", up);
            writer.source = i == 0;
            writer.known = alike && kind.is_some();
            writer.apart = Some(Dice(rolls.0 ^ (i as u64 + 1))).filter(|_| self.languages.len() > 1);
            let body = writer.body(&headings);
            course.write(&format!("{path}.{language}.md"), format!("{head}---\n\n{body}"));
        }
    }

    fn headings(&self, dice: &mut Dice) -> Vec<(usize, String)> {
        let mut level = 1;
        (0..dice.below(5))
            .map(|n| {
                level = 2 + dice.below(level.min(5));
                (level, format!("h{n}"))
            })
            .collect()
    }

    fn relations(&self, dice: &mut Dice, kind: Option<&Kind>) -> String {
        let mut out = String::new();
        if self.kinds.len() < 2 {
            return out;
        }
        for (key, from, to) in [("uses", 0, 1), ("then", 1, self.kinds.len() - 1)] {
            let to = &self.kinds[to];
            if kind.is_some_and(|kind| kind.name == self.kinds[from].name) && to.items > 0 && dice.percent(60) {
                let mut slugs: Vec<String> = (1..=to.items).filter(|_| dice.percent(50)).map(|n| to.slug(n)).collect();
                slugs.extend(
                    (1..=to.items).filter(|&n| to.children(n) > 0).map(|n| format!("{}/{}", to.slug(n), to.slug(1))),
                );
                let _ = writeln!(out, "{key}: [{}]", slugs.join(", "));
            }
        }
        out
    }
}

const LONG_TITLE: &str = "What a new colleague at the service desk should know about customers who complain, before the first telephone call";
const LONG_CHINESE_TITLE: &str =
    "新同事在接到第一个电话之前，应该了解的关于投诉客户的所有事情，以及处理投诉的十个步骤和十五个行动";
const TITLES: &[&str] = &["Listen", "Mind “the” gap", "x", LONG_TITLE, "# No heading", "– – –", "1", "*plain*"];
const CHINESE_TITLES: &[&str] = &["倾听", "“心态”与误解", "一", LONG_CHINESE_TITLE, "：", "1"];
const WORDS: &[&str] = &[
    "Hear the customer out.",
    "Say sorry, and mean it: nobody shouts at a friend.",
    "A very-long-hyphenated-word-that-nobody-would-write and Donaudampfschifffahrtsgesellschaftskapitän.",
    "Yes.",
    "It costs 5 or 6, i.e. less than “nothing” – or more…",
    "See #1, @me, $x, _under_score, back\\slash, a & b < c > d.",
];
const CHINESE: &[&str] = &[
    "先听完客户的话。",
    "说“对不起”，并且真心诚意。",
    "好",
    "用 Excel 记录，每天 3 次。",
    "（慢慢地）再说一遍：没有人会对朋友大喊大叫——除非他真的很着急……",
];

/// A text of YAML.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text becomes JSON")
}
