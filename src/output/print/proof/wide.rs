//! Tables that no page can hold.

use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::tree::{self, Block, BlockKind, Resolved};
use crate::course::{Course, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::options::{Design, Options, Paper};
use crate::output::print::writer::{CoursePage, Labels, SMALLEST, Scope, TextWriter, columns};

/// A report for each table whose words would run into each other on `paper`, in the smallest type.
pub fn wide_tables(course: &Course, paper: Paper) -> Vec<Diagnostic> {
    let front = course.front.iter().map(|page| (CoursePage::Front, page));
    let items = course.item_ixs().map(|item| (CoursePage::Item(item), &course.item(item).page));
    let mut found = Vec::new();
    for (place, page) in front.chain(items) {
        // A text that stands in for a missing translation is looked at in its own language.
        for (lang, text) in page.texts.iter().filter(|(lang, text)| *lang == text.language) {
            let options = Options {
                reading: Reading::Single(lang),
                edition: Edition::Trainer,
                paper,
                design: Design::default(),
                items: None,
            };
            let scope = Scope::new(course, &options);
            look(&mut TextWriter::new(&scope, place, text, Labels::Omitted), text, paper, &mut found);
        }
    }
    found
}

fn look(writer: &mut TextWriter, text: &Text, paper: Paper, found: &mut Vec<Diagnostic>) {
    let mut look_at = |block: &Block<Resolved>| {
        let BlockKind::Table(table) = &block.kind else { return };
        let lines = writer.lines_of(table);
        if columns(&table.alignments, &lines, writer.line).1 < SMALLEST {
            let count = table.head.len();
            let message = if paper.is_small() {
                both!(
                    "this table of {count} columns is wider than a small page (A5)",
                    "这个 {count} 列的表格比一张小页（A5）还宽"
                )
            } else {
                both!("this table of {count} columns is wider than a page", "这个 {count} 列的表格比一页还宽")
            };
            found.push(Diagnostic::new(Code::WideTable, block.span, message).hint(both!(
                "on paper its words run into each other; split it in two, or write its rows as a list",
                "印在纸上时文字会叠在一起；请拆成两个表格，或改写成列表"
            )));
        }
    };
    for block in text.body().iter().filter(|block| !tree::is_untranslated(block)) {
        tree::blocks(std::slice::from_ref(block), &mut look_at);
    }
}
