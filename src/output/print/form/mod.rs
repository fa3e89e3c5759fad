//! The form of a sheet: a Word document in one language, to be filled in on a computer. It is made of the same data as the sheet.
//!
//! [`blocks`] and [`runs`] write the document, with its [`pictures`] and each [`mod@formula`]; [`package`] writes what lies around it.

mod blocks;
mod formula;
mod package;
mod pictures;
mod runs;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::data::page::PageRow;
use super::options::Paper;
use super::press::TypesetContext;
use super::writer::{CoursePage, Scope, Surface, rows_apart};
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::tree::{self, BlockKind, Directive, Inline};
use crate::course::{Course, ItemIx, Lang, Orientation};
use blocks::FormWriter;
use runs::text_run;

/// Where the form of an item lies, relative to the output folder: `print/sheets/tool-follow-up-log.en.docx`.
pub fn path(course: &Course, item: ItemIx, lang: Lang) -> String {
    format!("print/sheets/{}.{}.docx", course.flat_id(item), course.language(lang).key)
}

/// Whether the sheet of an item has something to be filled in: an empty cell, a box to tick, a blank or room to write.
pub fn has_form(course: &Course, item: ItemIx) -> bool {
    let item = course.item(item);
    if item.sheet.is_none() {
        return false;
    }
    let body = item.page.texts[Lang::SOURCE].body();
    let mut found = false;
    tree::blocks(body, &mut |block| {
        found |= match &block.kind {
            BlockKind::Table(table) => table.rows.iter().flatten().any(Vec::is_empty),
            BlockKind::List(list) => list.is_of_tasks(),
            BlockKind::Directive(Directive { workspace, .. }) => workspace.is_some(),
            _ => false,
        }
    });
    tree::inlines(body, &mut |inline| found |= matches!(inline, Inline::Blank(..)));
    found
}

/// The form of an item with a sheet, of a course as learners see it. Its drawings have the fonts of the press.
pub fn form(course: &Course, press: &TypesetContext, item: ItemIx, lang: Lang, paper: Paper) -> Vec<u8> {
    let orientation = course.item(item).sheet.unwrap_or(Orientation::Portrait);
    let scope = Scope::of_sheet(course, Reading::Single(lang), Edition::Learner).on(Surface::Form(orientation));
    let page = &course.item(item).page;
    let text = &page.texts[lang];
    let paper = package::PageSize::of(paper, orientation);
    let mut writer = FormWriter::new(course, press, lang, paper.line());
    let over = course.label(item, lang).into_iter().chain([course.about.title[lang].clone()]);
    writer.styled("Over", &text_run(&over.collect::<Vec<_>>().join(" · ")));
    writer.styled("Title", &text_run(&text.title));
    if let Some(summary) = &text.summary {
        writer.styled("Subtitle", &text_run(summary));
    }
    for row in rows_apart(&scope, CoursePage::Item(item), page) {
        // A single language has no other rows.
        if let PageRow::One { side } = row {
            writer.blocks(&side.content);
        }
    }
    let mut document = package::head();
    let _ = write!(document, "<w:body>{}{}</w:body></w:document>", writer.out, paper.section());
    let language = course.language(text.language);
    package::pack(&package::Parts {
        document,
        lists: writer.lists,
        links: writer.links,
        media: writer.media,
        title: &text.title,
        author: course.about.author.as_ref().map(|author| author[lang].as_str()),
        language,
    })
}
