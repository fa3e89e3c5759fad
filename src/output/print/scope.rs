//! What is in a PDF and how it is called: the labels that references lead to, the words of the theme, the paths of pictures.

use std::collections::BTreeSet;

use super::Options;
use super::data::Form;
use super::fitting::Room;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::tree::{AlertKind, Question, Resolved};
use crate::course::{Asset, AssetIx, Course, ItemIx, KindIx, Lang, Localized, Target, TermIx, Text};
use crate::theme::{self, Common, Strings};

/// A page of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Front,
    Item(ItemIx),
}

pub struct Scope<'a> {
    pub course: &'a Course,
    pub reading: Reading,
    pub edition: Edition,
    pub strings: Localized<&'static Strings>,
    pub style: Style,
    /// Whether the pages are small.
    pub small: bool,
    /// Only these items are in the PDF; None for the whole book.
    selected: Option<&'a BTreeSet<ItemIx>>,
}

impl<'a> Scope<'a> {
    /// Of all that `options` chooses.
    pub fn new(course: &'a Course, options: &'a Options) -> Scope<'a> {
        Scope {
            course,
            reading: options.reading,
            edition: options.edition,
            strings: theme::strings(course),
            style: options.design.style,
            small: options.paper.is_small(),
            selected: options.items.as_ref(),
        }
    }

    /// Of a sheet, in which no page of the course stands, so that no reference leads anywhere.
    pub fn of_sheet(course: &'a Course, reading: Reading, edition: Edition) -> Scope<'a> {
        static NOTHING: BTreeSet<ItemIx> = BTreeSet::new();
        let (strings, style) = (theme::strings(course), Style::default());
        Scope { course, reading, edition, strings, style, small: false, selected: Some(&NOTHING) }
    }

    pub fn form(&self) -> Form {
        match self.selected {
            None => Form::Book,
            Some(_) => Form::Handout,
        }
    }

    pub fn contains(&self, item: ItemIx) -> bool {
        self.selected.is_none_or(|selected| selected.contains(&item))
    }

    /// The level of the title of a page: a book's items stand below their part.
    pub fn title_level(&self, place: Place) -> u8 {
        match (place, self.form()) {
            (Place::Item(_), Form::Book) => 2,
            (Place::Item(_), Form::Handout) | (Place::Front, _) => 1,
        }
    }

    /// How many halves of a Chinese character fit on a line of a column.
    pub fn line_width(&self) -> usize {
        match (self.reading, self.style) {
            (Reading::Parallel(..), Style::Columns) if self.small => 37,
            (Reading::Parallel(..), Style::Columns) => 48,
            _ => self.full_width(),
        }
    }

    pub fn room(&self) -> Room {
        Room { line: self.line_width(), short: if self.small { 12 } else { 18 } }
    }

    /// As [`Scope::line_width`], for what stands across both columns.
    pub fn full_width(&self) -> usize {
        match (self.reading, self.style) {
            _ if self.small => 72,
            (Reading::Parallel(..), Style::Columns) => 100,
            _ => 78,
        }
    }

    pub fn words(&self, lang: Lang) -> &'static Common {
        &self.strings[lang].common
    }

    pub fn is_chinese(&self, lang: Lang) -> bool {
        self.course.language(lang).chinese
    }

    pub fn alert(&self, kind: AlertKind, lang: Lang) -> &'static str {
        let words = self.words(lang);
        match kind {
            AlertKind::Note => &words.note,
            AlertKind::Tip => &words.tip,
            AlertKind::Important => &words.important,
            AlertKind::Warning => &words.warning,
            AlertKind::Caution => &words.caution,
        }
    }

    /// How a reference calls a directive by its name in the source.
    pub fn directive_label(&self, name: &str, number: Option<u32>, lang: Lang) -> String {
        let words = self.words(lang);
        match (name, number) {
            ("exercise", Some(number)) => words.exercise.replace("{n}", &number.to_string()),
            ("exercise", None) => words.exercise.replace("{n}", "").trim().to_string(),
            ("quiz", _) => words.quiz.clone(),
            ("dialogue", _) => words.dialogue.clone(),
            ("role-play", _) => words.role_play.clone(),
            (other, _) => other.to_string(),
        }
    }

    pub fn item_label(&self, item: ItemIx) -> String {
        self.course.id(item)
    }

    /// The label of an item, if it is in this PDF.
    pub fn shown_item(&self, item: ItemIx) -> Option<String> {
        self.contains(item).then(|| self.item_label(item))
    }

    pub fn anchor_label(&self, place: Place, id: &str) -> String {
        match place {
            Place::Front => format!("front#{id}"),
            Place::Item(item) => format!("{}#{id}", self.item_label(item)),
        }
    }

    pub fn part_label(&self, kind: KindIx) -> String {
        format!("part:{}", self.course.kind(kind).key)
    }

    pub fn term_label(&self, term: TermIx) -> String {
        format!("term:{}", self.course.term(term).key)
    }

    pub fn note_label(&self, place: Place, note: usize, lang: Lang) -> String {
        format!("{}:note:{}", self.anchor_label(place, &self.course.language(lang).key), note + 1)
    }

    /// The label of a question of a quiz, for the answer key.
    pub fn question_label(&self, place: Place, question: &Question<Resolved>) -> Option<String> {
        let wanted = self.form() == Form::Book && self.edition == Edition::Trainer;
        let start = question.question.first().filter(|_| wanted)?.span.start;
        Some(self.anchor_label(place, &format!(":question:{start}")))
    }

    /// Where a reference leads in this PDF. An anchor that is not there becomes its item.
    pub fn target_label(&self, target: &Target) -> Option<String> {
        match target {
            Target::Term(term) => (self.form() == Form::Book).then(|| self.term_label(*term)),
            Target::Item(item) => self.shown_item(*item),
            Target::Anchor(item, id) => {
                let known = self.main_text(Place::Item(*item)).is_some_and(|text| text.anchors.contains_key(id));
                match known {
                    true => self.contains(*item).then(|| self.anchor_label(Place::Item(*item), id)),
                    false => self.shown_item(*item),
                }
            }
        }
    }

    /// The text whose headings and boxes carry the labels.
    fn main_text(&self, place: Place) -> Option<&'a Text> {
        let page = match place {
            Place::Front => self.course.front.as_ref()?,
            Place::Item(item) => &self.course.item(item).page,
        };
        Some(&page.texts[self.reading.main()])
    }

    pub fn picture_path(&self, asset: AssetIx) -> String {
        picture_path(asset.index(), self.course.asset(asset))
    }
}

/// Its extension tells the typesetter what it is.
pub fn picture_path(number: usize, asset: &Asset) -> String {
    format!("/course/pictures/{number}.{}", asset.picture.format.extension())
}
