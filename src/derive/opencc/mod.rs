//! Simplified Chinese in traditional characters by the tables of OpenCC, as its configurations `s2twp` and `s2hkp` apply them: the text is
//! parted into the phrases of the tables, the longest first, and what is between them; each part is put into traditional characters, and
//! then into the words and the characters of the place.

use std::io::Read;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use flate2::read::GzDecoder;

/// Where people speak as the texts shall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// 軟體, 滑鼠, 網際網路.
    Taiwan,
    /// Also for Macau.
    HongKong,
}

impl Wording {
    /// Appends a text in traditional characters.
    pub fn convert(self, text: &str, out: &mut String) {
        let local = match self {
            Wording::Taiwan => &*TAIWAN,
            Wording::HongKong => &*HONG_KONG,
        };
        let mut between = String::new();
        TRADITIONAL.each(text, |part| match part {
            Part::Phrase(phrase) => {
                local.replace(&between, out);
                between.clear();
                local.replace(phrase, out);
            }
            Part::Character(text) | Part::Other(text) => between.push_str(text),
        });
        local.replace(&between, out);
    }
}

static TRADITIONAL: LazyLock<Table> = LazyLock::new(|| {
    Table::new(&[
        include_bytes!("STPhrases.txt.gz"),
        include_bytes!("STPhrases_GeneratedFromRegionalPhrases.txt.gz"),
        include_bytes!("STCharacters.txt.gz"),
    ])
});
static TAIWAN: LazyLock<Table> = LazyLock::new(|| {
    Table::new(&[
        include_bytes!("TWPhrases.txt.gz"),
        include_bytes!("TWVariantsPhrases.txt.gz"),
        include_bytes!("TWVariants.txt.gz"),
    ])
});
static HONG_KONG: LazyLock<Table> = LazyLock::new(|| {
    Table::new(&[
        include_bytes!("HKPhrases.txt.gz"),
        include_bytes!("HKVariantsPhrases.txt.gz"),
        include_bytes!("HKVariants.txt.gz"),
    ])
});

/// Words, and what stands for each.
struct Table {
    words: AhoCorasick,
    /// By the number of the word, with whether it is a phrase.
    becomes: Vec<(String, bool)>,
}

/// A part of a text, as a table replaces it.
enum Part<'t> {
    Phrase(&'t str),
    Character(&'t str),
    /// As it was.
    Other(&'t str),
}

impl Table {
    /// Of several dictionaries the earlier one decides on a word.
    fn new(files: &[&[u8]]) -> Table {
        let (mut words, mut becomes) = (Vec::new(), Vec::new());
        for file in files {
            let mut text = String::new();
            GzDecoder::new(*file).read_to_string(&mut text).expect("the tables are whole");
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let Some((word, choices)) = line.split_once('\t') else { continue };
                let first = choices.split(' ').next().unwrap_or_default();
                becomes.push((first.to_owned(), word.chars().nth(1).is_some()));
                words.push(word.to_owned());
            }
        }
        let words = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
        Table { words: words.expect("the tables are of a size"), becomes }
    }

    fn each<'t>(&'t self, text: &'t str, mut see: impl FnMut(Part<'t>)) {
        let mut rest = 0;
        for found in self.words.find_iter(text) {
            see(Part::Other(&text[rest..found.start()]));
            let (becomes, is_phrase) = &self.becomes[found.pattern().as_usize()];
            see(if *is_phrase { Part::Phrase(becomes) } else { Part::Character(becomes) });
            rest = found.end();
        }
        see(Part::Other(&text[rest..]));
    }

    fn replace(&self, text: &str, out: &mut String) {
        self.each(text, |part| {
            let (Part::Phrase(text) | Part::Character(text) | Part::Other(text)) = part;
            out.push_str(text);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OpenCC's own sentences.
    #[test]
    fn it_converts_as_opencc_does() {
        let mut wrong = Vec::new();
        for line in include_str!("testcases.tsv").lines() {
            let [configuration, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let wording = if configuration == "s2twp" { Wording::Taiwan } else { Wording::HongKong };
            let mut found = String::new();
            wording.convert(text, &mut found);
            if found != expected {
                wrong.push(format!("{configuration}: {text}\n  {expected}\n  {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
