//! Quizzes: their questions, in the forms that there are, and the test at the end of a course.

use super::{Block, BlockKind, Inline, Resolved, State};
use crate::digest::Digest;

/// Questions, and whether they are the test of the course.
#[derive(Clone, Debug, Hash)]
pub struct Quiz<S: State> {
    /// The questions that stand in it.
    pub questions: Vec<Question<S>>,
    /// None for a quiz by the way.
    pub test: Option<Box<FinalTest>>,
}

/// A quiz at the end of a course, which is passed or not.
#[derive(Clone, Debug, Default, Hash)]
pub struct FinalTest {
    /// How many questions it takes from each other page that has a quiz.
    pub draw: u32,
    /// How much of it must be right, in percent; None for what the book says.
    pub pass: Option<u32>,
    /// What it can draw from, by page. Empty until an edition is selected.
    pub pool: Vec<Vec<Question<Resolved>>>,
}

/// A question of a quiz.
#[derive(Clone, Debug, Hash)]
pub struct Question<S: State> {
    /// Six characters by which it is known in every language, as long as its source text is the same. Empty until resolved.
    pub key: String,
    /// How it is answered.
    pub form: Form,
    /// What is asked.
    pub question: Vec<Block<S>>,
    /// What there is to choose, to put in order or to match, as it is written. An open question has none.
    pub options: Vec<Choice<S>>,
    /// What is said of the whole question once it is answered; the model answer of an open one.
    pub explanation: Vec<Block<S>>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// By choosing one of the options, or several where more than one is right.
    Choice,
    /// By putting the options in the order in which they are written.
    Order,
    /// By finding what belongs to what: each option is a pair of two sides.
    Match,
    /// In one's own words.
    Open,
}

/// An answer to choose, a step to put in its place, or a pair.
#[derive(Clone, Debug, Hash)]
pub struct Choice<S: State> {
    /// Whether it is a right one.
    pub right: bool,
    /// The words to choose by; of a pair, both sides with an arrow between them.
    pub answer: Vec<Block<S>>,
    /// Why it is right or wrong; empty when the author gives no reason.
    pub explanation: Vec<Block<S>>,
    /// Of a pair: the index of the first one whose right side says the same.
    pub partner: usize,
}

/// What may stand between the two sides of a pair.
const ARROWS: [&str; 6] = ["→", "⇒", "⟶", "->", "=>", "－>"];

impl Form {
    /// The name in class names and in the data of templates.
    pub fn name(self) -> &'static str {
        match self {
            Form::Choice => "choice",
            Form::Order => "order",
            Form::Match => "match",
            Form::Open => "open",
        }
    }
}

impl Quiz<Resolved> {
    /// The questions on paper: its own, then the first ones of each page of which it draws some.
    pub fn printed(&self) -> impl Iterator<Item = &Question<Resolved>> {
        let drawn =
            self.test.iter().flat_map(|test| test.pool.iter().flat_map(|page| page.iter().take(test.draw as usize)));
        self.questions.iter().chain(drawn)
    }
}

impl<S: State> Quiz<S> {
    /// A quiz by the way.
    pub fn of(questions: Vec<Question<S>>) -> Quiz<S> {
        Quiz { questions, test: None }
    }
}

impl<S: State> Question<S> {
    /// A question with options to choose from, of which nothing else is said.
    pub fn of_choices(question: Vec<Block<S>>, options: Vec<Choice<S>>) -> Question<S> {
        Question { key: String::new(), form: Form::Choice, question, options, explanation: Vec::new() }
    }

    /// Its texts in the order in which they are read.
    pub fn texts(&self) -> impl Iterator<Item = &Vec<Block<S>>> {
        let options = self.options.iter().flat_map(|option| [&option.answer, &option.explanation]);
        std::iter::once(&self.question).chain(options).chain(std::iter::once(&self.explanation))
    }

    /// As [`Question::texts`], to change them.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Vec<Block<S>>> {
        let options = self.options.iter_mut().flat_map(|option| [&mut option.answer, &mut option.explanation]);
        std::iter::once(&mut self.question).chain(options).chain(std::iter::once(&mut self.explanation))
    }

    /// Whether several options are to be chosen.
    pub fn has_several(&self) -> bool {
        self.form == Form::Choice && self.options.iter().filter(|option| option.right).count() > 1
    }

    /// The indices of the options in the order in which they are shown: as written, but never in the order that is asked for.
    pub fn shown(&self) -> Vec<usize> {
        let written = (0..self.options.len()).collect();
        if self.form == Form::Order { self.shuffled(written) } else { written }
    }

    /// The indices of the pairs whose right sides are shown, each that says something else once, in another order than their left sides.
    pub fn partners(&self) -> Vec<usize> {
        let pairs = self.options.iter().enumerate().filter(|(at, pair)| pair.partner == *at);
        self.shuffled(pairs.map(|(at, _)| at).collect())
    }

    /// The right answer as letters, and as a number with a letter for each pair. An open question has none.
    pub fn answer(&self) -> Vec<String> {
        match self.form {
            Form::Choice => {
                let right = self.options.iter().enumerate().filter(|(_, option)| option.right);
                right.map(|(at, _)| letter(at)).collect()
            }
            Form::Order => {
                let shown = self.shown();
                let place = |at: usize| shown.iter().position(|shown| *shown == at).expect("every option is shown");
                (0..self.options.len()).map(|at| letter(place(at))).collect()
            }
            Form::Match => {
                let partners = self.partners();
                let place = |pair: &Choice<S>| partners.iter().position(|shown| *shown == pair.partner);
                let letters = self.options.iter().map(|pair| place(pair).map(letter).unwrap_or_default());
                letters.enumerate().map(|(at, letter)| format!("{}\u{a0}{letter}", at + 1)).collect()
            }
            Form::Open => Vec::new(),
        }
    }

    /// Indices in an order that is the same whenever the question is, and never their own.
    fn shuffled(&self, written: Vec<usize>) -> Vec<usize> {
        let mut shuffled = written.clone();
        let place = |at: &usize| Digest::of_parts([self.key.as_bytes(), &at.to_le_bytes()]).beginning();
        shuffled.sort_by_key(place);
        if shuffled == written {
            shuffled.rotate_left(1.min(written.len()));
        }
        shuffled
    }
}

/// The name of an option by its index, as browsers count in letters: A to Z, then AA.
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    if index < 26 { last.to_string() } else { letter(index / 26 - 1) + &last.to_string() }
}

/// The two sides of a pair; none where there is no arrow between two of them.
pub fn sides<S: State>(answer: &[Block<S>]) -> Option<[Vec<Inline<S>>; 2]> {
    let words = match answer {
        [Block { kind: BlockKind::Paragraph(words), .. }] => words,
        [Block { kind: BlockKind::Alone { content, .. }, .. }] => return sides(content),
        _ => return None,
    };
    let (at, arrow, length) = words.iter().enumerate().find_map(|(at, inline)| {
        let Inline::Text(text, _) = inline else { return None };
        let found = ARROWS.iter().filter_map(|arrow| Some((text.find(arrow)?, arrow.len())));
        found.min().map(|(arrow, length)| (at, arrow, length))
    })?;
    let Inline::Text(text, span) = &words[at] else { return None };
    let mut left = words[..at].to_vec();
    left.push(Inline::Text(text[..arrow].trim_end().to_owned(), *span));
    let mut right = vec![Inline::Text(text[arrow + length..].trim_start().to_owned(), *span)];
    right.extend_from_slice(&words[at + 1..]);
    let is_empty = |side: &[Inline<S>]| {
        side.iter().all(|inline| matches!(inline, Inline::Text(text, _) if text.trim().is_empty()))
    };
    (!is_empty(&left) && !is_empty(&right)).then_some([left, right])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::tree::Parsed;
    use crate::span::{FileId, Span};

    fn paragraph(words: &str) -> Vec<Block<Parsed>> {
        let span = Span::start_of(FileId::new(0));
        vec![Block { span, kind: BlockKind::Paragraph(vec![Inline::Text(words.into(), span)]) }]
    }

    fn question(form: Form, key: &str, partners: &[usize]) -> Question<Parsed> {
        let option = |&partner: &usize| Choice { right: true, answer: Vec::new(), explanation: Vec::new(), partner };
        let options = partners.iter().map(option).collect();
        Question { key: key.into(), form, ..Question::of_choices(Vec::new(), options) }
    }

    #[test]
    fn no_order_is_the_one_that_is_asked_for() {
        for n in 2..9 {
            for key in ["abcdef", "ABCDEF", "-_-_-_", "zzzzzz", "123456"] {
                let written: Vec<usize> = (0..n).collect();
                let order = question(Form::Order, key, &written).shown();
                let partners = question(Form::Match, key, &written).partners();
                for mut shuffled in [order, partners] {
                    assert_ne!(shuffled, written, "{key}");
                    shuffled.sort_unstable();
                    assert_eq!(shuffled, written, "{key}");
                }
            }
        }
    }

    #[test]
    fn options_are_counted_as_browsers_do() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }

    #[test]
    fn what_says_the_same_is_shown_once_and_has_one_letter() {
        let question = question(Form::Match, "abcdef", &[0, 1, 0]);
        assert_eq!(question.partners().len(), 2);
        let answer = question.answer();
        let letter = |at: usize| answer[at].chars().last();
        assert_eq!(letter(0), letter(2));
        assert_ne!(letter(0), letter(1));
    }

    #[test]
    fn the_first_arrow_parts_a_pair() {
        let said = |text: &str| {
            let sides = sides(&paragraph(text))?;
            Some(sides.map(|side| crate::course::tree::plain_text(&side)))
        };
        for text in ["a → b", "a->b", "a => b", "a⇒ b"] {
            assert_eq!(said(text), Some(["a".to_owned(), "b".to_owned()]), "{text}");
        }
        assert_eq!(said("又坏了！→ 客户 → 员工"), Some(["又坏了！".to_owned(), "客户 → 员工".to_owned()]));
        for text in ["a - b", "→ b", "a →", ""] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
