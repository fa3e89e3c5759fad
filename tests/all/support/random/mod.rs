//! Random courses that are meant to be valid: every block in every state that an author can leave it in, in one to three languages.
//!
//! A course is told by its seed, so a seed that once failed stays a test. The languages of a page are usually written by the same rolls of
//! the dice, so that their blocks pair; sometimes they are not.

use std::fmt::Write;

use super::{Course, pictures};

/// SplitMix64: the same rolls on every machine.
#[derive(Clone)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'t, T: ?Sized>(&mut self, things: &[&'t T]) -> &'t T {
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
        .map(|(i, name)| Kind { name, items: if i == 0 { 1 + dice.below(3) } else { dice.below(5) } })
        .collect();
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
            plan.write_page(
                &mut dice,
                &course,
                &format!("course/{}s/{n:02}-{}{n}", kind.name, &kind.name[..1]),
                "../",
                Some(kind),
            );
        }
    }
    course
}

struct Kind {
    name: &'static str,
    items: usize,
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
        book += "checks: {missing-glyph: warning}\noutputs:\n  site: {}\n";
        let paper = dice.pick(&["a4", "letter", "a5"]);
        let styles = dice.pick(&["[columns]", "[stacked]", "[facing]", "[columns]"]);
        let outputs = [
            format!("handbook: {{paper: {paper}, styles: {styles}, two-sided: {}}}", dice.percent(50)),
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
                if kind.is_some() && dice.percent(50) {
                    let _ = writeln!(head, "minutes: {}", 1 + dice.below(300));
                }
                head += &self.relations(dice, kind);
            }
            let mut writer = Writer {
                plan: self,
                dice: own,
                chinese: *language == "zh",
                up,
                out: String::new(),
                footnotes: 0,
                ids: 0,
                source: i == 0,
                cells: false,
                hidden: false,
                known: alike && kind.is_some(),
                targets: Vec::new(),
            };
            writer.blocks("", 0);
            for (level, id) in &headings {
                let words = writer.heading_words();
                let _ = write!(writer.out, "\n{} {words} {{#{id}}}\n\n", "#".repeat(*level));
                writer.blocks("", 0);
            }
            writer.notes();
            course.write(&format!("{path}.{language}.md"), format!("{head}---\n\n{}", writer.out));
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
                let slugs: Vec<String> =
                    (1..=to.items).filter(|_| dice.percent(50)).map(|n| format!("{}{n}", &to.name[..1])).collect();
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

/// The text of one page.
struct Writer<'a> {
    plan: &'a Plan<'a>,
    dice: Dice,
    chinese: bool,
    up: &'a str,
    out: String,
    footnotes: usize,
    ids: usize,
    /// In the source language, in which structure is written.
    source: bool,
    /// In a table, where `|` ends a cell.
    cells: bool,
    /// In what trainers alone may see: nobody else may refer to it.
    hidden: bool,
    /// Whether its ids can be referred to.
    known: bool,
    /// The ids that a learner can see.
    targets: Vec<String>,
}

/// So deep do blocks nest by themselves; some chains are deeper.
const DEPTH: usize = 3;

impl Writer<'_> {
    fn words(&mut self) -> &'static str {
        self.dice.pick(if self.chinese { CHINESE } else { WORDS })
    }

    fn heading_words(&mut self) -> String {
        match self.dice.below(8) {
            0 => "`code`".to_owned(),
            1 => format!("**{}**", self.words()),
            2 => format!("![a lion]({}lion.svg)", self.up),
            3 => "[^no]".replace("[^no]", "–"),
            4 if self.plan.math => "$x^2$ and more".to_owned(),
            5 => self.reference(),
            _ => self.words().to_owned(),
        }
    }

    /// Lines, each after the indentation of what it stands in.
    fn lines(&mut self, indent: &str, text: &str) {
        for line in text.lines() {
            let line = format!("{indent}{line}");
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    fn blank(&mut self, indent: &str) {
        self.out.push_str(indent.trim_end());
        self.out.push('\n');
    }

    fn blocks(&mut self, indent: &str, depth: usize) {
        let most = if depth == 0 { 5 } else { 3 };
        for _ in 0..self.dice.below(most + 1) {
            self.block(indent, depth);
            self.blank(indent);
        }
    }

    fn block(&mut self, indent: &str, depth: usize) {
        let leaf = depth >= DEPTH;
        match self.dice.below(if leaf { 12 } else { 27 }) {
            0..=3 => self.paragraph(indent),
            4 => {
                let picture = self.picture();
                self.lines(indent, &picture);
            }
            5 => self.table(indent),
            6 => {
                let code = self.dice.pick(&["let x = 1;", "", "    indented\n\n\ttab", "a_very_long_line_of_code_without_any_place_where_it_could_be_broken_at_all(1, 2, 3, 4, 5, 6, 7, 8)", ":::say\n:::"]);
                let fence = format!("```{}\n{code}\n```", self.dice.pick(&["", "rust", "text"]));
                self.lines(indent, &fence);
            }
            7 => self.lines(indent, "* * *"),
            8 => {
                let text = self.dice.pick(&["<!-- M6 -->", "<!-- two\nlines -->"]);
                self.lines(indent, text);
            }
            9 if self.plan.html => {
                let text = self.dice.pick(&[
                    "<div class=\"x\">\n<b>raw</b>\n</div>",
                    "<br>",
                    "<table><tr><td>1</td></tr></table>",
                ]);
                self.lines(indent, text);
            }
            10 if self.plan.math => {
                let text = self.dice.pick(&[
                    "$$r = \\frac{a}{b}$$",
                    "$$\\sum_{i=1}^{n} x_i \\le \\text{一二三}$$",
                    "$$\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}$$",
                ]);
                self.lines(indent, text);
            }
            11 => self.paragraph(indent),
            12..=14 => self.list(indent, depth),
            15 => {
                self.lines(indent, self.dice.clone().pick(&[">", "> quoted"]));
                self.dice.roll();
                self.blocks(&format!("{indent}> "), depth + 1);
            }
            16 => {
                let kind = self.dice.pick(&["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]);
                self.lines(indent, &format!("> [!{kind}]"));
                if self.dice.percent(80) {
                    self.blocks(&format!("{indent}> "), depth + 1);
                }
            }
            17 => self.chain(indent, depth),
            18 => self.role_play(indent, depth),
            19 => self.quiz(indent, depth),
            20 => self.dialogue(indent, depth),
            _ => self.fence(indent, depth),
        }
    }

    fn paragraph(&mut self, indent: &str) {
        let mut text = self.inline();
        for _ in 0..self.dice.below(3) {
            let joint = self.dice.pick(&[" ", "\n", "  \n", "\\\n"]);
            let more = self.inline();
            text = format!("{text}{joint}{more}");
        }
        self.lines(indent, &text);
    }

    fn inline(&mut self) -> String {
        match self.dice.below(20) {
            0 => format!("*{}*", self.words()),
            1 => format!("**{}**", self.words()),
            2 => format!("~~{}~~", self.words()),
            3 => "`code()`".to_owned(),
            4 => "[words](https://example.com/a/very/long/path?with=queries&and=more)".to_owned(),
            5 => "<https://example.com/an-address-that-is-long/and/has/many/parts/in/it>".to_owned(),
            6 => format!("[![]({0}grey.png)](https://example.com/)", self.up),
            7 => format!("![lion]({0}lion.svg) beside words", self.up),
            8 | 9 => self.reference(),
            10 => self.call(),
            11 if self.plan.math => "$a \\le b_1$".to_owned(),
            12 => "[](https://example.com/)".to_owned(),
            13 => "<b>tags</b>&nbsp;&#x200b;<br>".to_owned(),
            14 => format!("***{}** x*", self.words()),
            15 => format!("a <!-- note --> {}", self.words()),
            _ => self.words().to_owned(),
        }
    }

    fn reference(&mut self) -> String {
        let plan = self.plan;
        let kinds: Vec<&Kind> = plan.kinds.iter().filter(|kind| kind.items > 0).collect();
        let kind = kinds[self.dice.below(kinds.len())];
        let item = format!("{}/{}{}", kind.name, &kind.name[..1], 1 + self.dice.below(kind.items));
        let pipe = if self.cells { "\\|" } else { "|" };
        match self.dice.below(5) {
            0 => format!("[[{item}{pipe}{}]]", self.words()),
            1 if plan.glossary => "[[term:queue]]".to_owned(),
            2 if self.known && !self.targets.is_empty() => {
                let target = self.dice.below(self.targets.len());
                format!("[[#{}]]", self.targets[target])
            }
            _ => format!("[[{item}]]"),
        }
    }

    /// A call of a note; the notes come at the end.
    fn call(&mut self) -> String {
        if self.footnotes == 0 || self.dice.percent(60) {
            self.footnotes += 1;
            return format!("noted[^{}]", self.footnotes);
        }
        format!("again[^{}]", 1 + self.dice.below(self.footnotes))
    }

    fn notes(&mut self) {
        let mut n = 1;
        while n <= self.footnotes {
            match self.dice.below(6) {
                0 => self.out.push_str(&format!("\n[^{n}]:\n")),
                2 if self.footnotes < 6 => {
                    let call = self.call();
                    self.out.push_str(&format!("\n[^{n}]: {call}\n"));
                }
                3 => {
                    self.out.push_str(&format!("\n[^{n}]: First.\n\n"));
                    self.block("    ", DEPTH);
                }
                _ => {
                    let words = self.words();
                    self.out.push_str(&format!("\n[^{n}]: {words}\n"));
                }
            }
            n += 1;
        }
    }

    fn picture(&mut self) -> String {
        let (name, _) = pictures::ALL[self.dice.below(pictures::ALL.len())];
        let alt = self.dice.pick(&["A picture", "", "“quoted” [words]"]).replace(['[', ']'], "");
        let title = self.dice.pick(&["", " \"A caption\"", " \" \""]);
        format!("![{alt}]({}{name}{title})", self.up)
    }

    fn table(&mut self, indent: &str) {
        self.cells = true;
        let columns = match self.dice.below(12) {
            0 => 14,
            n => 1 + n % 4,
        };
        let rows = match self.dice.below(10) {
            0 => 40,
            n => n % 4,
        };
        let row = |writer: &mut Self, chance| {
            let cells: Vec<String> = (0..columns)
                .map(|_| {
                    if writer.dice.percent(chance) {
                        writer.inline().replace(['\n', '|'], " ").replace("\\ ", "\\|")
                    } else {
                        String::new()
                    }
                })
                .collect();
            format!("| {} |", cells.join(" | "))
        };
        let mut text = row(self, 80);
        let _ = write!(text, "\n|{}", [":--|", "---|", ":-:|", "--:|"].repeat(4)[..columns].concat());
        for _ in 0..rows {
            let chance = self.dice.pick(&[&90, &50, &0]);
            let _ = write!(text, "\n{}", row(self, *chance));
        }
        self.cells = false;
        self.lines(indent, &text);
    }

    fn list(&mut self, indent: &str, depth: usize) {
        let task = self.dice.percent(20);
        let numbered = !task && self.dice.percent(50);
        let loose = self.dice.percent(40);
        let first = self.dice.pick(&[&1, &1, &0, &7, &999]);
        for n in 0..1 + self.dice.below(5) {
            let mark = if numbered { format!("{}. ", first + n) } else { "- ".to_owned() };
            let inner = format!("{indent}{}", " ".repeat(mark.len()));
            let words = if self.dice.percent(85) { self.inline().replace('\n', " ") } else { String::new() };
            let tick = if task { self.dice.pick(&["[ ] ", "[x] "]) } else { "" };
            self.lines(indent, &format!("{mark}{tick}{words}"));
            if self.dice.percent(20) {
                self.blank(indent);
                self.blocks(&inner, depth + 1);
            }
            if loose {
                self.blank(indent);
            }
        }
    }

    /// Blocks inside of each other down to the limit.
    fn chain(&mut self, indent: &str, depth: usize) {
        let kind = self.dice.below(3);
        let length = 12 - depth - usize::from(kind == 2) - self.dice.below(3);
        let mut inner = indent.to_owned();
        let mut ends = Vec::new();
        for n in 0..length {
            match kind {
                0 => inner += "> ",
                1 => {
                    self.lines(&inner, "- item");
                    inner += "  ";
                }
                _ => {
                    let colons = ":".repeat(3 + length - n);
                    self.lines(&inner, &format!("{colons}{}", ["say", "exercise", "summary", "avoid"][n % 4]));
                    ends.push(colons);
                }
            }
        }
        if self.dice.percent(70) {
            self.paragraph(&inner);
        }
        for colons in ends.into_iter().rev() {
            self.lines(&inner, &colons);
        }
    }

    /// Colons enough for what is inside.
    fn colons(depth: usize) -> String {
        ":".repeat(3 + 3 * (DEPTH + 2 - depth.min(DEPTH + 2)))
    }

    fn title(&mut self) -> String {
        match self.dice.below(4) {
            0 => format!("[{}]", if self.chinese { "问题" } else { "A “title”" }),
            1 => "[ ]".replace("[ ]", ""),
            _ => String::new(),
        }
    }

    /// What a box holds: nothing, only what trainers see, only what nobody sees, or blocks.
    fn content(&mut self, indent: &str, depth: usize) {
        match self.dice.below(8) {
            0 => {}
            1 => self.lines(indent, "<!-- to be written -->"),
            2 => {
                let name = self.dice.pick(&["trainer", "solution"]);
                self.lines(indent, &format!(":::{name}\nFor trainers.\n:::"));
            }
            3 => {
                self.lines(indent, ":::solution\n:::");
            }
            4 if self.plan.html => self.lines(indent, "<div></div>"),
            _ => {
                self.block(indent, depth + 1);
                self.blank(indent);
                self.blocks(indent, depth + 1);
            }
        }
    }

    fn fence(&mut self, indent: &str, depth: usize) {
        let colons = Self::colons(depth);
        let name =
            self.dice.pick(&["objectives", "summary", "trainer", "exercise", "exercise", "solution", "say", "avoid"]);
        let mut attributes = Vec::new();
        let hidden = self.hidden;
        self.hidden |= matches!(name, "trainer" | "solution");
        if matches!(name, "exercise" | "trainer") && self.dice.percent(40) {
            attributes.push(format!("minutes={}", 1 + self.dice.below(60)));
        }
        if name == "exercise" && self.dice.percent(40) {
            attributes.push(
                self.dice.pick(&["workspace=2cm", "workspace=12cm", "workspace=25cm", "workspace=1mm"]).to_owned(),
            );
        }
        if name == "exercise" && self.dice.percent(40) {
            self.ids += 1;
            let id = format!("x{}", self.ids);
            attributes.insert(0, format!("#{id}"));
            if !self.hidden {
                self.targets.push(id);
            }
        }
        let attributes = if attributes.is_empty() || !self.source {
            String::new()
        } else {
            format!(" {{{}}}", attributes.join(" "))
        };
        let title = self.title();
        self.lines(indent, &format!("{colons}{name}{title}{attributes}"));
        self.content(indent, depth);
        self.lines(indent, &colons);
        self.hidden = hidden;
    }

    fn role_play(&mut self, indent: &str, depth: usize) {
        let (outer, inner) = (Self::colons(depth), &Self::colons(depth)[1..]);
        let title = self.title();
        self.lines(indent, &format!("{outer}role-play{title}"));
        if self.dice.percent(50) {
            self.block(indent, depth + 1);
            self.blank(indent);
        }
        for _ in 0..1 + self.dice.below(3) {
            let title = self.title();
            self.lines(indent, &format!("{inner}side{title}"));
            self.content(indent, depth + 1);
            self.lines(indent, inner);
        }
        self.lines(indent, &outer);
    }

    fn quiz(&mut self, indent: &str, depth: usize) {
        let colons = Self::colons(depth);
        let title = self.title();
        self.lines(indent, &format!("{colons}quiz{title}"));
        for n in 1..=1 + self.dice.below(3) {
            let words = if self.dice.percent(90) { self.inline().replace('\n', " ") } else { String::new() };
            self.lines(indent, &format!("{n}. {words}\n"));
            if self.dice.percent(20) {
                self.block(&format!("{indent}   "), DEPTH);
                self.blank(indent);
            }
            for option in 0..2 + self.dice.below(4) {
                let tick = if option == 0 || self.dice.percent(30) { "x" } else { " " };
                let words = if self.dice.percent(90) { self.inline().replace('\n', " ") } else { "–".to_owned() };
                self.lines(indent, &format!("   - [{tick}] {words}"));
                match self.dice.below(5) {
                    0 => self.lines(indent, "     > Because."),
                    1 => self.lines(indent, "     >"),
                    _ => {}
                }
            }
            self.blank(indent);
        }
        self.lines(indent, &colons);
    }

    fn dialogue(&mut self, indent: &str, depth: usize) {
        let colons = Self::colons(depth);
        let title = self.title();
        self.lines(indent, &format!("{colons}dialogue{title}"));
        for _ in 0..1 + self.dice.below(4) {
            let speaker = if self.chinese { "客户：" } else { "Customer:" };
            let words = if self.dice.percent(85) { self.inline().replace('\n', " ") } else { String::new() };
            self.lines(indent, &format!("- **{speaker}** {words}"));
            if self.dice.percent(25) {
                self.blank(indent);
                self.block(&format!("{indent}  "), DEPTH);
            }
        }
        self.lines(indent, &colons);
    }
}
