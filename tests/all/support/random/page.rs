//! The text of a random page: blocks inside of blocks, notes, references.

use std::fmt::Write;

use super::{CHINESE, Dice, Kind, Plan, WORDS};
use crate::support::pictures;

/// The text of one page.
pub struct Writer<'a> {
    plan: &'a Plan<'a>,
    dice: Dice,
    chinese: bool,
    up: &'a str,
    out: String,
    footnotes: usize,
    ids: usize,
    /// In the source language, in which structure is written.
    pub source: bool,
    /// In a table, where `|` ends a cell.
    cells: bool,
    /// In what trainers alone may see: nobody else may refer to it.
    hidden: bool,
    /// Says what this language lacks, and what it says alone. The other rolls are the same with it and without.
    pub apart: Option<Dice>,
    /// Whether its ids can be referred to.
    pub known: bool,
    /// The ids that a learner can see.
    targets: Vec<String>,
}

/// So deep do blocks nest by themselves; some chains are deeper.
const DEPTH: usize = 3;

impl<'a> Writer<'a> {
    pub fn new(plan: &'a Plan<'a>, dice: Dice, chinese: bool, up: &'a str) -> Writer<'a> {
        Writer {
            plan,
            dice,
            chinese,
            up,
            out: String::new(),
            footnotes: 0,
            ids: 0,
            source: false,
            cells: false,
            hidden: false,
            apart: None,
            known: false,
            targets: Vec::new(),
        }
    }

    /// Blocks, and more of them below each of the headings, which have a level and an id.
    pub fn body(mut self, headings: &[(usize, String)]) -> String {
        self.blocks("", 0);
        let mut end = None;
        for (level, id) in headings {
            let before = self.out.len();
            let words = self.heading_words();
            let _ = write!(self.out, "\n{} {words} {{#{id}}}\n\n", "#".repeat(*level));
            self.blocks("", 0);
            if self.lacks(5) {
                self.out.truncate(before);
            } else if self.lacks(5) {
                end = end.or(Some(before));
            }
        }
        self.out.truncate(end.unwrap_or(self.out.len()));
        self.notes();
        self.out
    }

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
            let before = self.out.len();
            self.block(indent, depth);
            self.blank(indent);
            if depth == 0 && self.lacks(4) {
                self.out.truncate(before);
            }
            if depth == 0 && self.apart.as_mut().is_some_and(|dice| dice.percent(3)) {
                self.out.push_str(":::only\nOnly here.\n:::\n\n");
            }
        }
    }

    /// Whether a translation lacks what was just written.
    fn lacks(&mut self, chance: usize) -> bool {
        !self.source && self.apart.as_mut().is_some_and(|dice| dice.percent(chance))
    }

    fn block(&mut self, indent: &str, depth: usize) {
        let leaf = depth >= DEPTH;
        match self.dice.below(if leaf { 12 } else { 32 }) {
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
            21 => {
                let (open, close) = [
                    ("<details>\n<summary>Why <b>so</b>?</summary>", "</details>"),
                    ("<details>", "</details>"),
                    ("<aside id=\"beside\">", "</aside>"),
                    ("<div align=\"center\">", "</div>"),
                    ("<p align=\"right\">", "</p>"),
                    ("<blockquote>", "</blockquote>"),
                    ("<table>\n<tr><th>A</th></tr>\n<tr><td>", "</td></tr>\n</table>"),
                    ("<ul>\n<li>", "</li>\n</ul>"),
                    ("<dl>\n<dt>Term</dt>\n<dd>", "</dd>\n</dl>"),
                    ("<figure>", "<figcaption>Said</figcaption>\n</figure>"),
                ][self.dice.below(10)];
                self.lines(indent, open);
                self.blank(indent);
                self.blocks(indent, depth + 1);
                self.lines(indent, close);
            }
            22 => {
                let text = self.dice.pick(&[
                    "Term\n: A meaning.\n: Another one.",
                    "Term\n\n: A meaning.\n\n    > quoted",
                    "<table>\n<tr><td>a</td><td>b<br>c</td></tr>\n<tr><td>d</td></tr>\n</table>",
                    "<details><summary>All</summary>in one</details>",
                    "________________",
                    "<pre>\na  b\n</pre>",
                ]);
                self.lines(indent, text);
            }
            23 => {
                let line = self.dice.pick(&["> [!NOTE] A title", "> [!faq]- Why?"]);
                self.lines(indent, line);
                self.blocks(&format!("{indent}> "), depth + 1);
            }
            24 if indent.is_empty() => {
                let line = self.dice.pick(&["!!! note \"A title\"", "??? tip"]);
                self.lines(indent, line);
                self.blocks("    ", depth + 1);
            }
            25 => {
                let line = self.dice.pick(&[":::tip[A title]", "::: details More", "::: challenge", ":::note"]);
                self.lines(indent, &format!(":::{line}"));
                self.blank(indent);
                self.block(indent, depth + 1);
                self.lines(indent, "::::::");
            }
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
        match self.dice.below(26) {
            20 => format!("<kbd>Ctrl</kbd> 10<sup>3</sup> <u>{}</u>", self.words()),
            21 => "<abbr title=\"World Health Organization\">WHO</abbr>".to_owned(),
            22 => format!("<ruby>{}<rt>say</rt></ruby>", self.words()),
            23 => "https://example.com/a_b and ____ of it".to_owned(),
            24 => format!("words <img src=\"{}grey.png\" alt=\"grey\" width=\"30\">", self.up),
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
        let n = 1 + self.dice.below(kind.items);
        let item = match kind.children(n) {
            0 => format!("{}/{}", kind.name, kind.slug(n)),
            children => format!("{}/{}/{}", kind.name, kind.slug(n), kind.slug(1 + self.dice.below(children))),
        };
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
        if name == "exercise" && self.dice.percent(40) {
            let more = self.dice.pick(&["", "- one\n- two", "| A | B |\n|---|---|\n| 1 | |", "> quoted"]);
            let answer = format!(":::model-answer\n{}\n\n{more}\n:::", self.words());
            self.lines(indent, &answer);
        }
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
