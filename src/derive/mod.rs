//! A language whose texts are made from those of another one: Chinese in traditional characters from simplified ones.

mod opencc;
mod tree;

use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::course::Lang;
pub use opencc::Wording;
pub use tree::{derive, derive_words};

/// How a language is made from another one.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The language of the texts that it is made from.
    pub from: Lang,
    converter: Arc<Converter>,
}

#[derive(Debug)]
struct Converter {
    wording: Wording,
    /// The book's own words, and what stands for each.
    own: AhoCorasick,
    becomes: Vec<String>,
}

impl Derivation {
    /// `words` are exceptions: what the tables do not say as the book wants it.
    pub fn new(from: Lang, wording: Wording, words: Vec<(String, String)>) -> Derivation {
        let (written, becomes): (Vec<String>, Vec<String>) =
            words.into_iter().filter(|(written, _)| !written.is_empty()).unzip();
        let own = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(written);
        let own = own.expect("the words of a book are few");
        Derivation { from, converter: Arc::new(Converter { wording, own, becomes }) }
    }

    /// A text in the derived language.
    pub fn convert(&self, text: &str) -> String {
        let Converter { wording, own, becomes } = &*self.converter;
        let (mut out, mut rest) = (String::with_capacity(text.len()), 0);
        for found in own.find_iter(text) {
            wording.convert(&text[rest..found.start()], &mut out);
            out.push_str(&becomes[found.pattern().as_usize()]);
            rest = found.end();
        }
        wording.convert(&text[rest..], &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_book_come_first() {
        let words = [("投诉", "客訴"), ("投诉人", "投訴人")].map(|(from, to)| (from.to_owned(), to.to_owned()));
        let derivation = Derivation::new(Lang::SOURCE, Wording::Taiwan, words.to_vec());
        assert_eq!(derivation.convert("处理投诉：投诉人的头发"), "處理客訴：投訴人的頭髮");
        assert_eq!(derivation.convert(""), "");
    }
}
