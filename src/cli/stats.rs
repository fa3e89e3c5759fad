//! `diglot stats`.

use std::io::Write;

use clap::Args;

use super::{Common, Outcome};
use crate::course::{Course, Lang};
use crate::failure::Failure;
use crate::stats::{self, Stats};
use crate::syntax::is_wide;
use crate::theme;

/// Say how much there is of the course: words, characters, reading time, activities, translations.
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    common: Common,
}

impl Show {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let loaded = self.common.load()?;
        let Some(course) = &loaded.course else {
            self.common.report(&loaded.sources, &loaded.diagnostics);
            self.common.summarise(&loaded.diagnostics);
            return Ok(Outcome::Mistakes);
        };
        // A reader that has seen enough may close the pipe.
        let _ = std::io::stdout().lock().write_all(table(course).as_bytes());
        Ok(Outcome::Done)
    }
}

/// A row an item, a last one for the whole.
fn table(course: &Course) -> String {
    let strings = theme::strings(course);
    let mut rows = vec![head(course)];
    for ix in course.item_ixs() {
        let label = course.label(ix, Lang::SOURCE);
        let title = course.title(ix, Lang::SOURCE);
        let name = strings[Lang::SOURCE].common.reference.replace("{label}", &label).replace("{title}", title);
        rows.push(row(course, name, &stats::item(course, ix)));
    }
    rows.push(row(course, "in all".to_owned(), &stats::course(course)));
    let width = |text: &str| text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>();
    let columns: Vec<usize> =
        (0..rows[0].len()).map(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0)).collect();
    let mut table = String::new();
    for row in rows {
        for (i, (cell, &column)) in row.iter().zip(&columns).enumerate() {
            let space = " ".repeat(column - width(cell));
            match i {
                0 => table += &format!("{cell}{space}"),
                _ => table += &format!("  {space}{cell}"),
            }
        }
        table.push('\n');
    }
    table
}

fn head(course: &Course) -> Vec<String> {
    let mut head = vec![String::new()];
    for language in &course.languages {
        let unit = if language.chinese { "characters" } else { "words" };
        head.push(format!("{} {unit}", language.key));
        head.push(format!("{} read", language.key));
        head.push(format!("{} written", language.key));
    }
    head.extend(["minutes", "dialogues", "exercises", "questions", "pictures"].map(str::to_owned));
    head
}

fn row(course: &Course, name: String, stats: &Stats) -> Vec<String> {
    let mut row = vec![name];
    for (language, amount) in course.languages.iter().zip(&stats.texts) {
        let length = if language.chinese { amount.characters } else { amount.words };
        row.push(length.to_string());
        row.push(format!("{} min", amount.reading_minutes()));
        row.push(format!("{}/{}", amount.translated, amount.pages));
    }
    row.push(stats.minutes.to_string());
    row.extend([stats.dialogues, stats.exercises, stats.questions, stats.pictures].map(|n| n.to_string()));
    row
}
