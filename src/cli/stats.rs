//! `diglot stats`.

use clap::Args;

use super::Outcome;
use super::common::{Common, to_stdout};
use crate::course::{Course, Lang};
use crate::failure::Failure;
use crate::message::{Tongue, both};
use crate::stats::{self, Stats};
use crate::theme;
use crate::typography::is_wide;

/// Say how much there is of the course: words, characters, reading time, activities, translations.
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    pub common: Common,
}

impl Show {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let Some((_, sound)) = self.common.load_sound()? else { return Ok(Outcome::Mistakes) };
        to_stdout(&table(&sound.course, self.common.voice.tongue()));
        Ok(Outcome::Done)
    }
}

/// A row an item, a last one for the whole.
fn table(course: &Course, tongue: Tongue) -> String {
    let strings = theme::strings(course);
    let mut rows = vec![head(course, tongue)];
    for ix in course.item_ixs() {
        let label = course.label(ix, Lang::SOURCE);
        let title = course.title(ix, Lang::SOURCE);
        let name = strings[Lang::SOURCE].common.reference(label.as_deref(), title);
        rows.push(row(course, name, &stats::item(course, ix), tongue));
    }
    let all = both!("in all", "合计").text(tongue).to_owned();
    rows.push(row(course, all, &stats::course(course), tongue));
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

fn head(course: &Course, tongue: Tongue) -> Vec<String> {
    let mut head = vec![String::new()];
    for language in &course.languages {
        let unit = if language.is_unspaced() { both!("characters", "字数") } else { both!("words", "词数") };
        for what in [unit, both!("read", "阅读"), both!("written", "已写")] {
            head.push(format!("{} {}", language.key, what.text(tongue)));
        }
    }
    let counts = [
        both!("minutes", "分钟"),
        both!("dialogues", "对话"),
        both!("exercises", "练习"),
        both!("questions", "题目"),
        both!("pictures", "图片"),
    ];
    head.extend(counts.map(|what| what.text(tongue).to_owned()));
    head
}

fn row(course: &Course, name: String, stats: &Stats, tongue: Tongue) -> Vec<String> {
    let mut row = vec![name];
    for (language, amount) in course.languages.iter().zip(&stats.texts) {
        let length = if language.is_unspaced() { amount.characters } else { amount.words };
        row.push(length.to_string());
        row.push(format!("{} {}", amount.reading_minutes(), both!("min", "分钟").text(tongue)));
        row.push(format!("{}/{}", amount.translated, amount.pages));
    }
    row.push(stats.minutes.to_string());
    row.extend([stats.dialogues, stats.exercises, stats.questions, stats.pictures].map(|n| n.to_string()));
    row
}
