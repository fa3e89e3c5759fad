//! What a build is asked for, as arguments.

use std::collections::BTreeSet;

use clap::{Args, ValueEnum};

use crate::book::Output;
use crate::build::Request;
use crate::course::edition::Edition;

/// What is to be made.
#[derive(Args, Default)]
pub struct Selection {
    /// What to make [default: everything that `book.yaml` asks for].
    #[arg(value_enum, value_name = "OUTPUT")]
    outputs: Vec<Output>,
    /// Only in these languages: `en`, `zh`, or `en-zh` for both side by side; several as `"en,zh"`.
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    lang: Vec<String>,
    /// Only this edition.
    #[arg(long, value_enum)]
    edition: Option<EditionName>,
    /// Only these items, such as `module/mindset`: their handouts, or a handbook of them alone, under a name of its own.
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    item: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum EditionName {
    /// Without trainer notes and solutions.
    Learner,
    /// With everything.
    Trainer,
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Edition {
        match name {
            EditionName::Learner => Edition::Learner,
            EditionName::Trainer => Edition::Trainer,
        }
    }
}

impl Selection {
    pub fn request(&self) -> Request {
        Request {
            outputs: self.outputs.clone(),
            readings: self.lang.clone(),
            edition: self.edition.map(Edition::from),
            items: self.item.clone(),
        }
    }

    /// The arguments that ask for the same, in an order that does not depend on how they were written.
    pub fn words(&self) -> Vec<String> {
        let outputs: BTreeSet<Output> = self.outputs.iter().copied().collect();
        let mut words: Vec<String> = outputs.iter().map(|output| output.facts().key.to_owned()).collect();
        let edition: Vec<String> =
            self.edition.map(|edition| Edition::from(edition).key().to_owned()).into_iter().collect();
        for (name, values) in [("--lang", &self.lang), ("--edition", &edition), ("--item", &self.item)] {
            let sorted: BTreeSet<&str> = values.iter().map(String::as_str).collect();
            if !sorted.is_empty() {
                words.extend([name.to_owned(), sorted.into_iter().collect::<Vec<_>>().join(",")]);
            }
        }
        words
    }
}
