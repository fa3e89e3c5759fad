//! Quizzes of a book, in which nothing opens: options have letters, and the answers stand at the end of the text, each with a link to the other.
//!
//! This is the one place where such a question is written. In two languages it stands there once, each of its parts in both.

use std::fmt::Write;

use super::{Medium, Renderer, escape};
use crate::course::tree::{Block, BlockKind, Body, Directive, Question, Resolved};
use crate::theme::Letters;

/// Writes a part of a question in one language.
pub type Part<'p> = dyn Fn(&mut Renderer<'_>, &Question<Resolved>, &mut String) + 'p;

/// Writes a part of a question in each language of the page.
pub type Each<'e> = dyn FnMut(&Part<'_>, &mut String) + 'e;

/// The questions of a quiz; none of anything else.
pub fn of(block: &Block<Resolved>) -> &[Question<Resolved>] {
    match &block.kind {
        BlockKind::Directive(Directive { body: Body::Quiz(questions), .. }) => questions,
        _ => &[],
    }
}

/// Whether two blocks are one quiz of a book, with as many questions and the same options right in both.
pub fn are_paired(medium: Medium, left: &Block<Resolved>, right: &Block<Resolved>) -> bool {
    let key = |question: &Question<Resolved>| question.options.iter().map(|option| option.right).collect::<Vec<_>>();
    let keys = |block| of(block).iter().map(key).collect::<Vec<_>>();
    medium == Medium::Book && !of(left).is_empty() && keys(left) == keys(right)
}

/// Adds a question to `out` and returns its answer. Their ids are the prefix and the number: no id that an author can write has a dot.
/// `link` is what leads to the answer, as HTML.
pub fn ask(
    question: &Question<Resolved>,
    (prefix, number): (&str, usize),
    link: &str,
    each: &mut Each<'_>,
    out: &mut String,
) -> String {
    let _ = writeln!(out, "<li class=\"question\" id=\"{prefix}question.{number}\">");
    each(&|renderer, question, out| renderer.blocks(&question.question, out), out);
    out.push_str("<ol class=\"options\" type=\"A\">\n");
    for index in 0..question.options.len() {
        out.push_str("<li>");
        each(&|renderer, question, out| renderer.tight_if_single(&question.options[index].answer, out), out);
        out.push_str("</li>\n");
    }
    let _ = write!(out, "</ol>\n<p class=\"to-answer\"><a href=\"#{prefix}answer.{number}\">{link}</a></p>\n</li>\n");

    let mut answer = format!("<div class=\"answer\" id=\"{prefix}answer.{number}\">\n");
    each(
        &|renderer, question, out| {
            let _ = write!(out, "<p class=\"asked\"><a href=\"#{prefix}question.{number}\" role=\"doc-backlink\">");
            renderer.words(&renderer.in_short(&question.question), out);
            out.push_str("</a></p>\n");
            renderer.answer(question, out);
        },
        &mut answer,
    );
    answer.push_str("</div>\n");
    answer
}

/// The answers of a text, below a title in HTML.
pub fn answers(title: &str, answers: &[String], out: &mut String) {
    if !answers.is_empty() {
        let _ = write!(out, "<section class=\"answers\">\n<h2>{title}</h2>\n");
        answers.iter().for_each(|answer| out.push_str(answer));
        out.push_str("</section>\n");
    }
}

impl Renderer<'_> {
    /// The questions of a quiz in one language.
    pub(super) fn asked(&mut self, questions: &[Question<Resolved>], out: &mut String) {
        let (strings, prefix) = (self.context.strings, self.context.prefix);
        let mut link = String::new();
        escape::text(&strings.epub.answer, &mut link);
        out.push_str("<ol class=\"questions\">\n");
        for question in questions {
            let number = self.answers.len() + 1;
            let mut each = |part: &Part<'_>, out: &mut String| part(self, question, out);
            let answer = ask(question, (prefix, number), &link, &mut each, out);
            self.answers.push(answer);
        }
        out.push_str("</ol>\n");
    }

    /// The letters of the right options, and what is said of each option.
    fn answer(&mut self, question: &Question<Resolved>, out: &mut String) {
        let print = &self.context.strings.print;
        let options = || question.options.iter().enumerate();
        let letters: Vec<String> = options().filter(|(_, option)| option.right).map(|(i, _)| letter(i)).collect();
        out.push_str("<p class=\"letters\">");
        escape::text(&print.answer.fill(Letters { letters: &letters.join(&print.separator) }), out);
        out.push_str("</p>\n");
        if question.options.iter().all(|option| option.explanation.is_empty()) {
            return;
        }
        out.push_str("<dl>\n");
        for (index, option) in options().filter(|(_, option)| !option.explanation.is_empty()) {
            let _ = write!(out, "<dt>{}. ", letter(index));
            self.words(&self.in_short(&option.answer), out);
            out.push_str("</dt>\n<dd>");
            self.tight_if_single(&option.explanation, out);
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }

    /// The words of paragraphs and formulas in a line.
    fn in_short(&self, blocks: &[Block<Resolved>]) -> String {
        let line = |block: &Block<Resolved>| match &block.kind {
            BlockKind::Paragraph(content) => {
                Some(self.context.strings.common.plain_text(self.context.course, self.context.lang, content))
            }
            BlockKind::Formula(formula) => Some(formula.in_line()),
            BlockKind::Figure { alt, .. } => Some(alt.text.clone()),
            _ => None,
        };
        blocks.iter().filter_map(line).collect::<Vec<_>>().join(" ")
    }
}

/// The name of an option by its index, as browsers count in letters: A to Z, then AA.
fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { letter(index / 26 - 1) + &last.to_string() }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn options_are_counted_as_browsers_do() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
