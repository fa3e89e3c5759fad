//! What is in a PDF and how it is called: the labels that references lead to, the words of the theme, the paths of pictures.

use std::collections::BTreeSet;

use super::blocks::is_side;
use super::fitting::LineRoom;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::tree::audience::is_model_answer;
use crate::course::tree::{Block, BlockKind, Body, BoxKind, Directive, Question, Resolved};
use crate::course::{
    Asset, AssetIx, Course, ItemIx, KindIx, Lang, Localized, Orientation, Page, Relation, Target, TermIx, Text,
};
use crate::output::print::data::text::Wording;
use crate::output::print::data::volume::Form;
use crate::output::print::options::{Design, Lettering, Options};
use crate::theme::{self, Common, Strings};

/// A page of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoursePage {
    Front,
    Item(ItemIx),
    /// What a handout says to trainers about an item.
    Answers(ItemIx),
}

/// What is in a PDF, and what it is called there.
pub struct Scope<'a> {
    pub course: &'a Course,
    pub reading: Reading,
    pub edition: Edition,
    pub strings: Localized<&'a Strings>,
    pub style: Style,
    /// Whether the pages are small.
    pub small: bool,
    /// Whether a learners' book ends without the answers of quizzes and exercises.
    without_answers: bool,
    pub surface: Surface,
    lettering: Lettering,
    selection: Selection<'a>,
}

/// What the texts are set on, where that is no page of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    Page,
    /// A sheet that lies so and is to be filled in.
    Form(Orientation),
    /// A slide, which has a few words and no notes at its foot.
    Slide,
    /// The page below a slide. Several slides have notes of the same text.
    SpeakerNotes,
}

/// Which items are in the PDF.
#[derive(Clone, Copy)]
enum Selection<'a> {
    /// All items, with what stands around them in a book.
    Book,
    Items(&'a BTreeSet<ItemIx>),
    Nothing,
}

impl<'a> Scope<'a> {
    /// The scope of a document with all that `options` chooses.
    pub fn new(course: &'a Course, options: &'a Options) -> Scope<'a> {
        Scope {
            course,
            reading: options.reading,
            edition: options.edition,
            strings: theme::strings(course),
            style: options.design.style,
            small: options.paper.is_small(),
            without_answers: options.design.without_answers,
            surface: Surface::Page,
            lettering: options.design.lettering,
            selection: options.items.as_ref().map_or(Selection::Book, Selection::Items),
        }
    }

    /// The scope of a sheet, in which no page of the course stands, so that no reference leads anywhere.
    pub fn of_sheet(course: &'a Course, reading: Reading, edition: Edition) -> Scope<'a> {
        let (strings, style) = (theme::strings(course), Style::default());
        let (selection, without_answers, lettering) = (Selection::Nothing, false, Lettering::Usual);
        Scope {
            course,
            reading,
            edition,
            strings,
            style,
            small: false,
            without_answers,
            surface: Surface::Page,
            lettering,
            selection,
        }
    }

    /// The same scope, of what stands elsewhere than on a page.
    pub fn on(self, surface: Surface) -> Scope<'a> {
        Scope { surface, ..self }
    }

    /// The same scope, in the look that a design asks for.
    pub fn designed(self, design: &Design) -> Scope<'a> {
        Scope { style: design.style, lettering: design.lettering, ..self }
    }

    /// The scope of the same sheet for another edition.
    pub fn sheet_for(&self, edition: Edition) -> Scope<'a> {
        let other = Scope::of_sheet(self.course, self.reading, edition).on(self.surface);
        Scope { style: self.style, lettering: self.lettering, ..other }
    }

    /// Whether it is to be filled in.
    pub fn is_form(&self) -> bool {
        matches!(self.surface, Surface::Form(_))
    }

    pub fn form(&self) -> Form {
        match self.selection {
            Selection::Book => Form::Book,
            Selection::Items(_) | Selection::Nothing => Form::Handout,
        }
    }

    pub fn contains(&self, item: ItemIx) -> bool {
        match self.selection {
            Selection::Book => true,
            Selection::Items(items) => items.contains(&item),
            Selection::Nothing => false,
        }
    }

    /// How many items an item stands below in this PDF.
    pub fn depth(&self, item: ItemIx) -> u8 {
        self.course.item(item).parent.is_some_and(|parent| self.contains(parent)).into()
    }

    /// Whether its two languages stand on facing pages.
    pub fn is_facing(&self) -> bool {
        self.style == Style::Facing && matches!(self.reading, Reading::Parallel(..))
    }

    /// The value of `f` for each column, from left to right.
    pub fn each<T>(&self, f: impl FnMut(Lang) -> T) -> Vec<T> {
        self.reading.langs().into_iter().map(f).collect()
    }

    /// The title of a page in each column; a single one where both columns have the same text.
    pub fn titles(&self, page: &Page) -> Vec<Wording> {
        let said = |lang: Lang| {
            let text = &page.texts[lang];
            Wording { lang: text.language.index(), text: text.title.clone() }
        };
        once_a_language(self.each(said))
    }

    /// The summary of a page in each column, as [`Scope::titles`]; none when a column has none.
    pub fn summaries(&self, page: &Page) -> Option<Vec<Wording>> {
        let said = |lang: Lang| {
            let text = &page.texts[lang];
            text.summary.as_ref().map(|summary| Wording { lang: text.language.index(), text: summary.clone() })
        };
        let summaries: Option<Vec<Wording>> = self.each(said).into_iter().collect();
        summaries.map(once_a_language)
    }

    /// The label of an item in each column; none of an item without a number.
    pub fn labels(&self, item: ItemIx) -> Vec<String> {
        self.each(|lang| self.course.label(item, lang)).into_iter().flatten().collect()
    }

    /// The level of the title of a page: a book's items stand below their part, and children below their parent.
    pub fn title_level(&self, place: CoursePage) -> u8 {
        match (place, self.form()) {
            (CoursePage::Item(item), Form::Book) => 2 + self.depth(item),
            (CoursePage::Item(item), Form::Handout) => 1 + self.depth(item),
            (CoursePage::Front | CoursePage::Answers(_), _) => 1,
        }
    }

    /// How many halves of a Chinese character fit on a line of a column.
    pub fn line_width(&self) -> usize {
        match (self.reading, self.style) {
            (Reading::Parallel(..), _) if matches!(self.surface, Surface::Form(_) | Surface::Slide) => {
                self.full_width() / 2 - 2
            }
            (Reading::Parallel(..), Style::Columns) if self.small => self.in_letters(37),
            (Reading::Parallel(..), Style::Columns) => self.in_letters(48),
            _ => self.full_width(),
        }
    }

    pub fn room(&self) -> LineRoom {
        LineRoom { line: self.line_width(), short: self.in_letters(if self.small { 12 } else { 18 }) }
    }

    /// As [`Scope::line_width`], for what stands across both columns.
    pub fn full_width(&self) -> usize {
        self.in_letters(match (self.reading, self.style) {
            _ if self.small => 72,
            _ if self.surface == Surface::Slide => 66,
            _ if self.surface == Surface::Form(Orientation::Landscape) => 150,
            _ if self.surface == Surface::Form(Orientation::Portrait) => 100,
            (Reading::Parallel(..), Style::Columns) => 100,
            _ => 78,
        })
    }

    /// How many letters, or lines, there is room for where so many of the usual size have some.
    fn in_letters(&self, usual: usize) -> usize {
        if self.lettering == Lettering::Large { usual * 10 / 17 } else { usual }
    }

    pub fn words(&self, lang: Lang) -> &'a Common {
        &self.strings[lang].common
    }

    pub fn is_unspaced(&self, lang: Lang) -> bool {
        self.course.language(lang).is_unspaced()
    }

    /// Whether the sides of a role play are left out: learners would read those of the others.
    pub fn hides_sides(&self, play: &Directive<Resolved>) -> bool {
        let has_sides = matches!(&play.body, Body::Box(BoxKind::RolePlay, content) if content.iter().any(is_side));
        self.edition == Edition::Learner && has_sides
    }

    /// Whether a block is left out where it stands: model answers are at the end of the learners' book.
    pub fn hides(&self, block: &Block<Resolved>) -> bool {
        self.edition == Edition::Learner
            && match &block.kind {
                BlockKind::Alone { content, .. } => {
                    !content.is_empty() && content.iter().all(|block| self.hides(block))
                }
                _ => is_model_answer(block),
            }
    }

    pub fn item_label(&self, item: ItemIx) -> String {
        self.course.id(item)
    }

    /// The label of an item, if it is in this PDF.
    pub fn shown_item(&self, item: ItemIx) -> Option<String> {
        self.contains(item).then(|| self.item_label(item))
    }

    pub fn anchor_label(&self, place: CoursePage, id: &str) -> String {
        match place {
            CoursePage::Front => format!("front#{id}"),
            CoursePage::Item(item) => format!("{}#{id}", self.item_label(item)),
            CoursePage::Answers(item) => format!("{}#:answers:{id}", self.item_label(item)),
        }
    }

    pub fn part_label(&self, kind: KindIx) -> String {
        format!("part:{}", self.course.kind(kind).key)
    }

    pub fn term_label(&self, term: TermIx) -> String {
        format!("term:{}", self.course.term(term).key)
    }

    /// The label of the mark that the `nth` of [starts](super::starts::starts) of a text leaves.
    pub fn start_label(&self, place: CoursePage, lang: Lang, nth: usize) -> String {
        self.anchor_label(place, &format!(":{}:{nth}", self.course.language(lang).key))
    }

    pub fn matrix_label(&self, relation: &Relation) -> String {
        format!("matrix:{}", relation.key)
    }

    pub fn index_label(&self, lang: Lang) -> String {
        format!("index:{}", self.course.language(lang).key)
    }

    pub fn note_label(&self, place: CoursePage, note: usize, lang: Lang) -> String {
        format!("{}:note:{}", self.anchor_label(place, &self.course.language(lang).key), note + 1)
    }

    /// Whether the answers of the quizzes stand at the end of the book.
    pub fn has_answers(&self) -> bool {
        self.edition == Edition::Trainer || !self.without_answers
    }

    /// The label of a question of a quiz, for the answer key.
    pub fn question_label(&self, place: CoursePage, question: &Question<Resolved>) -> Option<String> {
        let wanted = self.form() == Form::Book && self.has_answers();
        let start = question.question.first().filter(|_| wanted)?.span.start;
        // A test asks questions of other files, too, which may begin at the same byte.
        Some(self.anchor_label(place, &format!(":question:{}:{start}", question.key)))
    }

    /// The label to which a reference leads in this PDF; none when it leads out of it. An anchor that is not there becomes its item.
    pub fn target_label(&self, target: &Target) -> Option<String> {
        match target {
            Target::File(_) => None,
            Target::Term(term) => (self.form() == Form::Book).then(|| self.term_label(*term)),
            Target::Front(id) => {
                let text = self.main_text(CoursePage::Front).filter(|_| self.form() == Form::Book)?;
                let id = id.as_ref().filter(|id| text.anchors.contains_key(*id));
                Some(id.map_or(FRONT_LABEL.to_owned(), |id| self.anchor_label(CoursePage::Front, id)))
            }
            Target::Item(item) => self.shown_item(*item),
            Target::Anchor(item, id) => {
                let known = self.main_text(CoursePage::Item(*item)).is_some_and(|text| text.anchors.contains_key(id));
                if known {
                    self.contains(*item).then(|| self.anchor_label(CoursePage::Item(*item), id))
                } else {
                    self.shown_item(*item)
                }
            }
        }
    }

    /// The text whose headings and boxes carry the labels.
    fn main_text(&self, place: CoursePage) -> Option<&'a Text> {
        let page = match place {
            CoursePage::Front => self.course.front.as_ref()?,
            CoursePage::Item(item) | CoursePage::Answers(item) => &self.course.item(item).page,
        };
        Some(&page.texts[self.reading.main()])
    }

    pub fn picture_path(&self, asset: AssetIx) -> String {
        picture_path(asset.index(), self.course.asset(asset))
    }
}

/// The label of the foreword.
pub const FRONT_LABEL: &str = "front";

/// The label of the glossary.
pub const GLOSSARY_LABEL: &str = "glossary";

/// The label of the list of exercises.
pub const EXERCISES_LABEL: &str = "exercises";

/// The label of the answer key.
pub const ANSWERS_LABEL: &str = "answers";

/// The path of a picture. Its extension tells the typesetter the format.
pub fn picture_path(number: usize, asset: &Asset) -> String {
    format!("/course/pictures/{number}.{}", asset.picture.format.extension())
}

fn once_a_language(mut said: Vec<Wording>) -> Vec<Wording> {
    said.dedup_by_key(|said| said.lang);
    said
}
