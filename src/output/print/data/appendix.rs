//! What stands behind the parts of a book: tables of two kinds, glossary, exercises, answer key, index.

use serde::Serialize;

use super::page::PageRow;
use super::text::Wording;

/// A table of two kinds.
#[derive(Debug, Serialize)]
pub struct Matrix {
    pub id: String,
    pub title: Vec<String>,
    /// The meaning of a mark in the table.
    pub caption: Vec<String>,
    pub corner: Vec<String>,
    pub columns: Vec<MatrixHead>,
    pub rows: Vec<MatrixRow>,
}

#[derive(Debug, Serialize)]
pub struct MatrixHead {
    pub to: Option<String>,
    pub number: Option<String>,
    pub title: Vec<Wording>,
}

#[derive(Debug, Serialize)]
pub struct MatrixRow {
    pub head: MatrixHead,
    /// One for each column.
    pub marks: Vec<bool>,
}

#[derive(Debug, Serialize)]
pub struct GlossaryList {
    pub id: String,
    pub title: Vec<String>,
    pub terms: Vec<GlossaryTerm>,
}

#[derive(Debug, Serialize)]
pub struct GlossaryTerm {
    pub id: String,
    /// One for each column.
    pub entries: Vec<GlossaryEntry>,
    /// The term in the languages that this reading leaves out.
    pub others: Vec<GlossaryEntry>,
}

#[derive(Debug, Serialize)]
pub struct GlossaryEntry {
    pub lang: usize,
    pub term: String,
    pub pinyin: Option<String>,
    pub definition: String,
}

/// The list of exercises.
#[derive(Debug, Serialize)]
pub struct Exercises {
    pub id: String,
    pub title: Vec<String>,
    pub exercises: Vec<Exercise>,
}

#[derive(Debug, Serialize)]
pub struct Exercise {
    pub to: String,
    pub label: Vec<String>,
    pub title: Vec<Wording>,
}

/// The right answers of all quizzes, and the model answers of exercises.
#[derive(Debug, Serialize)]
pub struct Answers {
    pub id: String,
    pub title: Vec<String>,
    pub groups: Vec<AnswerGroup>,
}

/// The right answers of one quiz, and what else is answered of its page.
#[derive(Debug, Serialize)]
pub struct AnswerGroup {
    /// The label of its item; the front text has none.
    pub label: Vec<String>,
    pub title: Vec<Wording>,
    /// The exercises that have a model answer, in learners' books: trainers read it below the exercise.
    pub exercises: Vec<AnsweredExercise>,
    pub answers: Vec<AnsweredQuestion>,
}

#[derive(Debug, Serialize)]
pub struct AnsweredExercise {
    pub exercise: Exercise,
    pub rows: Vec<PageRow>,
}

#[derive(Debug, Serialize)]
pub struct AnsweredQuestion {
    /// The label of the question.
    pub to: String,
    pub number: usize,
    /// The answer in each column that has the question.
    pub said: Vec<RightAnswer>,
}

#[derive(Debug, Serialize)]
pub struct RightAnswer {
    pub lang: usize,
    pub question: String,
    pub letters: String,
    /// The words of the right options, one a line.
    pub options: Vec<String>,
    /// Why they are right, in short; the model answer of an open question.
    pub explanation: String,
}

/// The index of one language.
#[derive(Debug, Serialize)]
pub struct Index {
    pub id: String,
    pub lang: usize,
    pub title: Vec<String>,
    pub groups: Vec<IndexGroup>,
}

/// The entries below a letter.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    pub letter: String,
    pub entries: Vec<IndexEntry>,
}

#[derive(Debug, Serialize)]
pub struct IndexEntry {
    /// The name in the language of the index, then in the others of the reading.
    pub title: Vec<Wording>,
    /// The labels of the items of that name: where it is mainly spoken of.
    pub main: Vec<String>,
    /// The label of its term in the glossary.
    pub term: Option<String>,
    /// The key under which marks in the texts say that they are about it.
    pub key: String,
    /// How many texts speak of it: about as many pages, as long as none is known.
    pub uses: usize,
}
