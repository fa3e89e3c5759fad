//! What could not be carried into the course, and where it stood.

use crate::message::{Message, Tongue};

/// A thing that could not be carried as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file that was imported, and within it what a person can look for: a heading, the first words of a paragraph, a line.
    pub place: Vec<String>,
    /// What is otherwise than it was.
    pub message: Message,
}

impl Report {
    /// A report of a place.
    pub fn new(place: impl IntoIterator<Item = String>, message: Message) -> Report {
        Report { place: place.into_iter().collect(), message }
    }

    /// A line: the place, then what there is to say.
    pub fn text(&self, tongue: Tongue) -> String {
        let (between, colon) = match tongue {
            Tongue::En => (" › ", ": "),
            Tongue::Zh => (" › ", "："),
        };
        let place: Vec<&str> = self.place.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        format!("{}{colon}{}", place.join(between), self.message.text(tongue))
    }
}

/// The first words of a text, as a person looks for them.
pub fn first_words(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown = String::new();
    let mut width = 0;
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        width += if crate::typography::is_wide(c) { 2 } else { 1 };
        if width > LONGEST {
            return shown.trim_end().to_owned() + "…";
        }
        shown.push(c);
    }
    shown
}
