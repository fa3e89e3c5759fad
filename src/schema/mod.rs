//! What may stand in the files of YAML, as JSON Schema for the editors that people write them in.
//!
//! The drafts' version is 7, which editors' YAML servers read. The keys and their words are those of the tables that the files are read with
//! ([`book::tables`](crate::book), [`theme::tables`](crate::theme)); each has a title and a description in both languages, for who fills in the
//! file. With a book, its own languages, kinds, relations and items are named; without one, the schema is that of any book.
//!
//! A schema sees one file alone. What a course is asked beyond that (files that are there, contrast, translations) is for `check` to say.

mod book;
mod front_matter;
mod glossary;
mod parts;
mod strings;
#[cfg(test)]
mod tests;
mod theme;

use crate::book::Book;
use crate::course::Course;

/// The schema of `book.yaml`.
pub fn book(known: Option<&Book>) -> String {
    parts::document(book::schema(known))
}

/// The schema of the front matter of texts: of items and the front page, in every language.
pub fn front_matter(known: Option<(&Book, &Course)>) -> String {
    parts::document(front_matter::schema(known))
}

/// The schema of `theme.yaml`.
pub fn theme(known: Option<&Book>) -> String {
    parts::document(theme::schema(known))
}

/// The schema of `theme/strings/LANG.yaml`.
pub fn strings() -> String {
    parts::document(strings::schema())
}

/// The schema of `glossary.yaml`.
pub fn glossary(known: Option<&Book>) -> String {
    parts::document(glossary::schema(known))
}
