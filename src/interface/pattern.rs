//! Words with places for values, such as `{label}: {title}`.

use std::fmt::{self, Display, Write};
use std::marker::PhantomData;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Words with places for the values of `V`. A pattern is checked when it is read, and what a value holds is never filled again.
pub struct Pattern<V> {
    source: String,
    parts: Vec<Part>,
    values: PhantomData<fn(V)>,
}

enum Part {
    Words(String),
    /// An index of [`Values::NAMES`].
    Value(usize),
}

/// A part of a pattern, for who puts something else than text in the places of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternPart<'a> {
    /// Words that stand as they are.
    Words(&'a str),
    /// The name of a value.
    Value(&'static str),
}

/// The values that go into a pattern.
pub trait Values {
    /// What they are called in braces.
    const NAMES: &'static [&'static str];
    /// Whether a pattern may leave some of them out.
    const OPTIONAL: bool;
    /// The same values, borrowed for `'a`.
    type Borrowed<'a>: Values;
    /// The value of a name, by its index.
    fn value(&self, name: usize) -> &dyn Display;
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($field:ident),+ } $optional:literal)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'a> {
            $(
                #[doc = concat!("What takes the place of `{", stringify!($field), "}`.")]
                pub $field: &'a dyn Display,
            )+
        }

        impl Values for $name<'_> {
            const NAMES: &'static [&'static str] = &[$(stringify!($field)),+];
            const OPTIONAL: bool = $optional;
            type Borrowed<'a> = $name<'a>;

            fn value(&self, name: usize) -> &dyn Display {
                [$(self.$field),+][name]
            }
        }
    )+};
}

values! {
    /// A number of things, or the number of one thing.
    Count { n } false
    /// So many of all.
    CountOf { n, all } false
    /// Right answers of all.
    Score { right, all } false
    /// The questions of a test, and its pass mark.
    TestFacts { all, percent } false
    /// Right answers of all, and the pass mark.
    TestResult { right, all, percent } false
    /// The label of an item or a box, and its title.
    Labelled { label, title } false
    /// The title of what a message is about.
    Titled { title } false
    /// A title and the languages in which it is said.
    TitledIn { title, language } false
    /// A number of things, and the name of a language.
    CountIn { n, language } false
    /// What a file is, and how large.
    FileFacts { kind, size } false
    /// The name of a file, and what it is.
    NamedFile { name, facts } false
    /// The name of a file.
    FileName { name } false
    /// The names of one or more languages.
    Languages { language } false
    /// The plurals of two kinds.
    Kinds { from, to } false
    /// The number of a page, as it is printed there.
    PageNumber { page } false
    /// The number of a page, and of all pages.
    PageOf { page, pages } false
    /// The version of the course, as its author writes it.
    Version { version } false
    /// The year, the name of the month, and the day of the month.
    DateParts { year, month, day } false
    /// A length of time.
    HoursMinutes { hours, minutes } false
    /// A length of time, as it is said.
    Lasting { time } false
    /// A day, as it is written.
    Dated { date } false
    /// The letters of the right options.
    Letters { letters } false
    /// The titles of some things in a row.
    Listed { titles } false
    /// What a learning platform refuses, the number of its error, and what it says.
    Refusal { call, number, words } false
    /// Paper, pages, sheets, the last page of the file, signatures, sheets of the first signature, and how the printer turns a sheet.
    BookletFacts { size, pages, sheets, last, signatures, each, flip } true
}

impl<V: Values> Pattern<V> {
    /// # Errors
    ///
    /// In English, when a brace has no partner, a name is not one of the values', or one that a pattern must have is missing.
    fn parse(source: &str) -> Result<Pattern<V>, String> {
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some(brace) = rest.find(['{', '}']) {
            let (words, after) = rest.split_at(brace);
            let (name, tail) = after
                .strip_prefix('{')
                .and_then(|after| after.split_once('}'))
                .ok_or_else(|| format!("a brace without its partner in `{source}`"))?;
            let value = V::NAMES.iter().position(|known| *known == name);
            parts.extend((!words.is_empty()).then(|| Part::Words(words.to_owned())));
            parts.push(Part::Value(value.ok_or_else(|| format!("no value is called `{name}` in `{source}`"))?));
            rest = tail;
        }
        parts.extend((!rest.is_empty()).then(|| Part::Words(rest.to_owned())));
        let pattern = Pattern { source: source.to_owned(), parts, values: PhantomData };
        match V::NAMES.iter().find(|name| !V::OPTIONAL && !pattern.has(name)) {
            Some(name) => Err(format!("`{source}` lacks `{{{name}}}`")),
            None => Ok(pattern),
        }
    }

    /// The words with each value in its place.
    pub fn fill(&self, values: V::Borrowed<'_>) -> String {
        let mut out = String::with_capacity(2 * self.source.len());
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Value(name) => _ = write!(out, "{}", values.value(*name)),
            }
        }
        out
    }

    /// The words and the places of values, from left to right.
    pub fn parts(&self) -> impl Iterator<Item = PatternPart<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Words(words) => PatternPart::Words(words),
            Part::Value(name) => PatternPart::Value(V::NAMES[*name]),
        })
    }

    /// Whether it has a place for a value.
    pub fn has(&self, name: &str) -> bool {
        self.parts().any(|part| matches!(part, PatternPart::Value(other) if other == name))
    }

    /// As it is written in the theme, for templates and scripts that fill it themselves.
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl<V> fmt::Debug for Pattern<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.source, f)
    }
}

impl<V> Serialize for Pattern<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.source.serialize(serializer)
    }
}

impl<'de, V: Values> Deserialize<'de> for Pattern<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Pattern::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(source: &str) -> Result<Pattern<Labelled<'static>>, String> {
        Pattern::parse(source)
    }

    #[test]
    fn a_value_is_not_filled_again() {
        let pattern = labelled("{label}: {title}.").expect("a pattern");
        assert_eq!(pattern.fill(Labelled { label: &"{title}", title: &"{label} {" }), "{title}: {label} {.");
    }

    #[test]
    fn a_pattern_is_checked_when_it_is_read() {
        for (source, mistake) in [
            ("{label}: {title", "a brace without its partner in `{label}: {title`"),
            ("{label}} {title}", "a brace without its partner in `{label}} {title}`"),
            ("{label}: {titel}", "no value is called `titel` in `{label}: {titel}`"),
            ("{label}", "`{label}` lacks `{title}`"),
        ] {
            assert_eq!(labelled(source).expect_err(source), mistake);
        }
        assert!(Pattern::<BookletFacts>::parse("Pens").is_ok_and(|pattern| !pattern.has("pages")));
    }
}
