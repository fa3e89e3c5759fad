//! Quizzes for learning platforms, in GIFT: Moodle's format of plain text, which others read, too.
//!
//! A file holds the questions of one language, those of an item in a category of their own. Their words are simple HTML; a platform shows formulas
//! in TeX, and references lead nowhere there. Pictures cannot be carried: their words stand for them.
//! The format knows no order: a question of that form asks which step has which number.

use std::fmt::Write;

use crate::course::tree::{
    self, Block, BlockKind, Body, Choice, Directive, Footnotes, Form, Inline, List, Question, Resolved, Table,
};
use crate::course::{Course, Lang, Page, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::html::escape;
use crate::span::Span;
use crate::theme;

/// Where the questions of a language lie, relative to the output folder: `quiz/questions.en.gift.txt`.
pub fn path(course: &Course, lang: Lang) -> String {
    format!("quiz/questions.{}.gift.txt", course.language(lang).key)
}

/// What each of several right answers is worth. Moodle takes a share only as it writes it itself.
const SHARES: [&str; 11] = ["0", "100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];

/// Whether there is anything to ask.
pub fn has_questions(course: &Course) -> bool {
    course.pages().any(|page| !questions(&page.texts[Lang::SOURCE]).is_empty())
}

/// The questions of a text with the places of their quizzes, in their order.
fn questions(text: &Text) -> Vec<(Span, &Question<Resolved>)> {
    let mut found = Vec::new();
    tree::blocks(text.body(), &mut |block| {
        if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &block.kind {
            found.extend(quiz.questions.iter().map(|question| (block.span, question)));
        }
    });
    found
}

/// The pages of a course with their ids and, in `lang`, their names.
fn pages(course: &Course, lang: Lang) -> impl Iterator<Item = (String, String, &Page)> {
    let words = theme::strings(course)[lang];
    let front = course.front.iter().map(move |page| ("front".to_owned(), page.texts[lang].title.clone(), &**page));
    let items = course.item_ixs().map(move |ix| {
        let name = words.common.reference(course.label(ix, lang).as_deref(), course.title(ix, lang));
        (course.id(ix), name, &*course.item(ix).page)
    });
    front.chain(items)
}

/// The questions in a language.
pub fn render(course: &Course, lang: Lang) -> String {
    let title = &course.about.title[lang];
    let mut out = format!("// {title}\n");
    for (id, name, page) in pages(course, lang) {
        let text = &page.texts[lang];
        let questions = questions(text);
        if !questions.is_empty() {
            let _ = writeln!(out, "\n$CATEGORY: {}/{}", category(title), category(&name));
        }
        for (number, (_, question)) in questions.into_iter().enumerate() {
            let _ = write!(out, "\n::{}.{}::[html]", escaped(&id), number + 1);
            self::question(course, text, question, &mut out);
        }
    }
    out
}

/// A name among categories, which slashes part.
fn category(name: &str) -> String {
    name.replace('/', "//")
}

/// This is the one place where a question is written.
fn question(course: &Course, text: &Text, question: &Question<Resolved>, out: &mut String) {
    let words = |blocks: &[Block<Resolved>]| escaped(&html(course, text, blocks));
    out.push_str(&words(&question.question));
    match question.form {
        Form::Choice => {
            out.push_str("{\n");
            choices(question, words, out);
        }
        Form::Order | Form::Match => pairs(course, text, question, out),
        Form::Open => out.push_str("{\n"),
    }
    // What is said of an option belongs to the whole where none is chosen.
    let of_options = question.options.iter().filter(|_| question.form != Form::Choice);
    let mut writer = Writer::new(course, text);
    of_options.for_each(|option| writer.blocks(&option.explanation));
    writer.blocks(&question.explanation);
    if !writer.out.is_empty() {
        let _ = writeln!(out, "####{}", escaped(&writer.out));
    }
    out.push_str("}\n");
}

/// The sides of the pairs, or steps with their numbers. Platforms put the left sides in any order, and show no markup on the right one.
fn pairs(course: &Course, text: &Text, question: &Question<Resolved>, out: &mut String) {
    let common = &theme::strings(course)[text.language].common;
    let mut task = String::new();
    escape::text(if question.form == Form::Order { &common.order_task } else { &common.match_task }, &mut task);
    let _ = writeln!(out, "<p>{}</p>{{", escaped(&task));
    for (place, option) in question.options.iter().enumerate() {
        let sides = tree::sides(&option.answer).filter(|_| question.form == Form::Match);
        let [left, right] = match sides {
            Some([left, right]) => {
                let mut writer = Writer::new(course, text);
                writer.inlines(&left);
                [writer.out, common.plain_text(course, text.language, &right)]
            }
            None => [html(course, text, &option.answer), (place + 1).to_string()],
        };
        let _ = writeln!(out, "={} -> {}", escaped(left.trim()), escaped(right.trim()));
    }
}

/// The options to choose from, each with what is said of it.
fn choices(question: &Question<Resolved>, words: impl Fn(&[Block<Resolved>]) -> String, out: &mut String) {
    let right = right_ones(question);
    // A single right answer among wrong ones; without these it would be taken for an answer to be typed.
    let choice = right == 1 && question.options.len() > 1;
    let mark = |option: &Choice<Resolved>| match (choice, option.right) {
        (true, true) => "=".to_owned(),
        (true, false) => "~".to_owned(),
        (false, true) => format!("~%{}%", SHARES.get(right).copied().unwrap_or("0")),
        (false, false) => "~%-100%".to_owned(),
    };
    for option in &question.options {
        let _ = write!(out, "{}{}", mark(option), words(&option.answer));
        if !option.explanation.is_empty() {
            let _ = write!(out, "#{}", words(&option.explanation));
        }
        out.push('\n');
    }
}

fn right_ones(question: &Question<Resolved>) -> usize {
    question.options.iter().filter(|option| option.right).count()
}

/// Text in which nothing is read as a sign of GIFT. It is on one line: an empty one would end a question.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Blocks as simple HTML. A single paragraph needs no element.
fn html(course: &Course, text: &Text, blocks: &[Block<Resolved>]) -> String {
    let mut writer = Writer::new(course, text);
    match blocks {
        [Block { kind: BlockKind::Paragraph(content), .. }] => writer.inlines(content),
        blocks => writer.blocks(blocks),
    }
    writer.out
}

struct Writer<'a> {
    course: &'a Course,
    lang: Lang,
    /// They are written where they are called; None within one.
    notes: Option<&'a Footnotes<Resolved>>,
    out: String,
}

impl<'a> Writer<'a> {
    fn new(course: &'a Course, text: &'a Text) -> Writer<'a> {
        Writer { course, lang: text.language, notes: Some(text.footnotes()), out: String::new() }
    }

    fn around(&mut self, tag: &str, write: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{tag}>");
        write(self);
        let _ = write!(self.out, "</{tag}>");
    }

    fn blocks(&mut self, blocks: &[Block<Resolved>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<Resolved>) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.around("p", |writer| writer.inlines(content)),
            BlockKind::Heading { content, .. } => {
                self.around("p", |writer| writer.around("strong", |writer| writer.inlines(content)));
            }
            BlockKind::Figure { alt, caption, .. } => {
                self.around("p", |writer| writer.picture(alt));
                if let Some(caption) = caption {
                    self.around("p", |writer| escape::text(caption, &mut writer.out));
                }
            }
            BlockKind::List(List { start, items, .. }) => {
                self.around(if start.is_some() { "ol" } else { "ul" }, |writer| {
                    items.iter().for_each(|item| writer.around("li", |writer| writer.blocks(&item.content)));
                });
            }
            BlockKind::Quote(content) => self.around("blockquote", |writer| writer.blocks(content)),
            BlockKind::Code { text, .. } => self.around("pre", |writer| escape::text(text, &mut writer.out)),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Formula(formula) => self.around("p", |writer| writer.formula("\\[", &formula.source, "\\]")),
            BlockKind::Rule => self.out.push_str("<hr>"),
            BlockKind::Html(_) => {}
            kind => {
                for run in kind.runs() {
                    self.around("p", |writer| writer.inlines(run));
                }
                for blocks in kind.children() {
                    self.blocks(blocks);
                }
            }
        }
    }

    fn table(&mut self, table: &Table<Resolved>) {
        self.around("table", |writer| {
            for (number, line) in table.lines().enumerate() {
                let tag = if number == 0 { "th" } else { "td" };
                writer.around("tr", |writer| {
                    line.iter().for_each(|cell| writer.around(tag, |writer| writer.inlines(cell)));
                });
            }
        });
    }

    fn inlines(&mut self, inlines: &[Inline<Resolved>]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline<Resolved>) {
        match inline {
            Inline::Text(text, _) => escape::text(text, &mut self.out),
            Inline::Emphasis(content) => self.around("em", |writer| writer.inlines(content)),
            Inline::Strong(content) => self.around("strong", |writer| writer.inlines(content)),
            Inline::Strike(content) => self.around("s", |writer| writer.inlines(content)),
            Inline::Styled { style, content } => self.around(style.tag(), |writer| writer.inlines(content)),
            Inline::Abbreviation { meaning, content } => {
                self.inlines(content);
                self.in_brackets(|writer| escape::text(meaning, &mut writer.out));
            }
            Inline::Ruby { reading, content } => {
                self.inlines(content);
                self.in_brackets(|writer| escape::text(reading, &mut writer.out));
            }
            Inline::Blank(width, _) => self.out.push_str(&"_".repeat(*width)),
            Inline::Code(text, _) => self.around("code", |writer| escape::text(text, &mut writer.out)),
            Inline::Formula(formula) => self.formula("\\(", &formula.source, "\\)"),
            Inline::SoftBreak => self.out.push(' '),
            Inline::HardBreak => self.out.push_str("<br>"),
            Inline::Link { url, content, .. } => {
                self.out.push_str("<a href=\"");
                escape::attribute(&escape::url(url), &mut self.out);
                self.out.push_str("\">");
                self.inlines(content);
                self.out.push_str("</a>");
            }
            Inline::Image { alt, .. } => self.picture(alt),
            Inline::Reference { content: Some(content), .. }
            | Inline::Foreign { content, .. }
            | Inline::Indexed { content, .. } => self.inlines(content),
            Inline::Footnote(index) => {
                let Some(notes) = self.notes.take() else { return };
                self.in_brackets(|writer| {
                    notes[*index].iter().for_each(|block| match &block.kind {
                        BlockKind::Paragraph(content) => writer.inlines(content),
                        _ => writer.block(block),
                    });
                });
                self.notes = Some(notes);
            }
            Inline::Reference { content: None, .. } => {
                let words = theme::strings(self.course)[self.lang];
                let name = words.common.plain_text(self.course, self.lang, std::slice::from_ref(inline));
                escape::text(&name, &mut self.out);
            }
            Inline::Place(..) | Inline::Stale(_) | Inline::Html(_) => {}
        }
    }

    fn in_brackets(&mut self, write: impl FnOnce(&mut Self)) {
        self.out.push_str(" (");
        write(self);
        self.out.push(')');
    }

    fn picture(&mut self, alt: &str) {
        self.out.push('[');
        escape::text(alt, &mut self.out);
        self.out.push(']');
    }

    fn formula(&mut self, open: &str, source: &str, close: &str) {
        self.out.push_str(open);
        escape::text(source, &mut self.out);
        self.out.push_str(close);
    }
}

/// What cannot be carried to a learning platform.
pub fn troubles(course: &Course) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (lang, text) in course.pages().flat_map(|page| page.texts.iter()) {
        if text.language != lang {
            continue;
        }
        for (place, question) in questions(text) {
            for blocks in question.texts() {
                found.extend(pictures(blocks).into_iter().map(|place| {
                    let message = both!(
                        "a question shows a picture, which no file of questions carries",
                        "题目里有图片，题目文件带不走"
                    );
                    Diagnostic::new(Code::QuizPicture, place, message).hint(both!(
                        "its description stands in its place; put the picture in again on the platform",
                        "文件里只有图片的说明文字；请在学习平台上重新插入图片"
                    ))
                }));
            }
            let right = right_ones(question);
            if question.form == Form::Choice && right >= SHARES.len() {
                let place = question.question.first().map_or(place, |block| block.span);
                let most = SHARES.len() - 1;
                let message = both!(
                    "expected at most {most} right answers, found {right}: Moodle has no share of the points for so many",
                    "正确答案最多 {most} 个，现在是 {right} 个：Moodle 没有相应的分值比例"
                );
                found.push(
                    Diagnostic::new(Code::QuizAnswers, place, message)
                        .hint(both!("part the question into two", "请把这道题分成两道")),
                );
            }
        }
    }
    found
}

/// The places of the pictures among some blocks.
fn pictures(blocks: &[Block<Resolved>]) -> Vec<Span> {
    let mut places = Vec::new();
    tree::blocks(blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Figure { .. }) {
            places.push(block.span);
        }
    });
    tree::inlines(blocks, &mut |inline| {
        if let Inline::Image { span, .. } = inline {
            places.push(*span);
        }
    });
    places
}
