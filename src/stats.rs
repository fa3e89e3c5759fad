//! How much there is of a course: words, characters, activities, and how much of it is translated.

use crate::course::tree::{self, BlockKind, Body, BoxKind, Inline};
use crate::course::{Course, ItemIx, Lang, Page};
use crate::typography::is_han;

/// Silent reading speed in English: 228 words a minute (IReST: Trauzettel-Klosinski & Dietz, IOVS 53, 2012).
const WORDS_A_MINUTE: usize = 228;
/// Silent reading speed in Chinese: 255 characters a minute (the same source).
const CHARACTERS_A_MINUTE: usize = 255;

/// What is counted in one page, or in a whole course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// For each language of the book.
    pub texts: Vec<Amount>,
    /// Counted in the source language.
    pub dialogues: usize,
    /// Exercises and role plays in the source language.
    pub exercises: usize,
    /// The questions of all quizzes in the source language.
    pub questions: usize,
    /// Pictures that stand alone in their paragraph, in the source language; one that is shown twice counts twice.
    pub pictures: usize,
    /// In the classroom.
    pub minutes: u32,
}

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Runs of letters and digits that are not Chinese.
    pub words: usize,
    /// Chinese characters, without punctuation.
    pub characters: usize,
    /// Pages of which all is written in this language.
    pub translated: usize,
    /// Pages that exist in this book, in this language or not.
    pub pages: usize,
}

impl Amount {
    /// Minutes to read it, rounded up.
    pub fn reading_minutes(self) -> usize {
        // Both parts on one scale, so that a Chinese page with English names in it is counted once.
        let scaled = self.words * CHARACTERS_A_MINUTE + self.characters * WORDS_A_MINUTE;
        scaled.div_ceil(WORDS_A_MINUTE * CHARACTERS_A_MINUTE)
    }
}

impl Stats {
    fn add(&mut self, other: &Stats) {
        self.texts.resize(other.texts.len().max(self.texts.len()), Amount::default());
        for (sum, part) in self.texts.iter_mut().zip(&other.texts) {
            sum.words += part.words;
            sum.characters += part.characters;
            sum.translated += part.translated;
            sum.pages += part.pages;
        }
        self.dialogues += other.dialogues;
        self.exercises += other.exercises;
        self.questions += other.questions;
        self.pictures += other.pictures;
        self.minutes += other.minutes;
    }
}

/// One item.
pub fn item(course: &Course, ix: ItemIx) -> Stats {
    let item = course.item(ix);
    Stats { minutes: item.minutes.unwrap_or_default(), ..page(&item.page) }
}

/// The whole course, its front page included.
pub fn course(course: &Course) -> Stats {
    let mut sum = course.front.as_deref().map(page).unwrap_or_default();
    for ix in course.item_ixs() {
        sum.add(&item(course, ix));
    }
    sum
}

fn page(page: &Page) -> Stats {
    let mut stats = Stats::default();
    for (lang, text) in page.texts.iter() {
        let mut amount = Amount { pages: 1, ..Amount::default() };
        if text.language == lang {
            amount.translated = usize::from(text.traits().is_whole);
            count(&text.title, &mut amount);
            count(text.summary.as_deref().unwrap_or_default(), &mut amount);
            for block in text.own_blocks() {
                tree::inlines(std::slice::from_ref(block), &mut |inline| {
                    if let Inline::Text(words, _) | Inline::Code(words, _) = inline {
                        count(words, &mut amount);
                    }
                });
            }
        }
        stats.texts.push(amount);
    }
    tree::blocks(page.texts[Lang::SOURCE].body(), &mut |block| match &block.kind {
        BlockKind::Figure { .. } => stats.pictures += 1,
        BlockKind::Directive(directive) => match &directive.body {
            Body::Dialogue(_) => stats.dialogues += 1,
            Body::Quiz(quiz) => stats.questions += quiz.questions.len(),
            Body::Box(BoxKind::Exercise | BoxKind::RolePlay, _) => stats.exercises += 1,
            Body::Box(..) => {}
        },
        _ => {}
    });
    stats
}

fn count(text: &str, amount: &mut Amount) {
    let mut in_word = false;
    for c in text.chars() {
        if is_han(c) {
            amount.characters += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            amount.words += usize::from(!in_word);
            in_word = true;
        } else if !matches!(c, '\'' | '’' | '-') {
            in_word = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_are_counted_apart() {
        let mut amount = Amount::default();
        count("It’s a well-known case：第3步，请坐。", &mut amount);
        assert_eq!((amount.words, amount.characters), (5, 4));
    }

    #[test]
    fn reading_time_is_rounded_up() {
        let amount = |words, characters| Amount { words, characters, ..Amount::default() };
        assert_eq!(amount(228, 0).reading_minutes(), 1);
        assert_eq!(amount(229, 0).reading_minutes(), 2);
        assert_eq!(amount(114, 128).reading_minutes(), 2);
    }
}
