//! What to do about a mistake: in words, and where it is a slip of the pen, as a change of the text.

use serde::{Deserialize, Serialize};

use crate::message::{Message, both};
use crate::sources::Sources;
use crate::span::Span;

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// In a line.
    pub words: Message,
    /// What may have been meant; each would do.
    pub slips: Vec<Slip>,
}

/// A word of the place of a mistake, and the one to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// As it stands in the text.
    pub written: String,
    /// As it should.
    pub meant: String,
}

/// A change of the text that mends a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// What is written there.
    pub text: String,
}

impl From<Message> for Hint {
    fn from(words: Message) -> Hint {
        Hint { words, slips: Vec::new() }
    }
}

impl Hint {
    /// “Did you mean …?”
    pub fn meant(written: &str, meant: &str) -> Hint {
        Hint::meant_as(written, meant, meant)
    }

    /// As [`Hint::meant`], with what is meant as it is `shown` to people: with the signs around it.
    pub fn meant_as(written: &str, meant: &str, shown: &str) -> Hint {
        let words = both!("did you mean `{shown}`?", "您要写的是 `{shown}` 吗？");
        Hint { words, slips: vec![Slip { written: written.to_owned(), meant: meant.to_owned() }] }
    }

    /// What it changes in the text of a mistake at `span`. A word counts only where it is plain which one is meant: it stands once in the first line
    /// of the place.
    pub fn fixes(&self, sources: &Sources, span: Span) -> Vec<Fix> {
        let text = sources.get(span.file).text.get(span.range()).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let fix = |Slip { written, meant }: &Slip| {
            let mut places = line.match_indices(written.as_str()).filter(|(_, word)| !word.is_empty());
            let (at, _) = places.next().filter(|_| places.next().is_none())?;
            let start = span.start as usize + at;
            Some(Fix { span: Span::new(span.file, start..start + written.len()), text: meant.clone() })
        };
        self.slips.iter().filter_map(fix).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_where_it_is_plain() {
        let mut sources = Sources::default();
        let text = "😀 见[[step/lisen|听]]。\n[[lisen|lisen]]\n";
        let file = sources.add("course/a.zh.md", text);
        let fixed = |place: &str, hint: Hint| {
            let start = text.find(place).expect("it is there");
            let fixes = hint.fixes(&sources, Span::new(file, start..start + place.len()));
            let fixes = fixes.into_iter();
            fixes.map(|Fix { span, text }| (sources.get(file).text[span.range()].to_owned(), text)).collect::<Vec<_>>()
        };
        let one = |a: &str, b: &str| vec![(a.to_owned(), b.to_owned())];
        let reference = || Hint::meant_as("step/lisen", "step/listen", "[[step/listen]]");
        assert_eq!(fixed("[[step/lisen|听]]", reference()), one("step/lisen", "step/listen"));
        assert_eq!(fixed("[[lisen|lisen]]", Hint::meant("lisen", "listen")), vec![], "one of two");
        assert_eq!(fixed("😀", reference()), vec![], "written in another way");
        assert_eq!(fixed("😀", both!("look", "请看").into()), vec![]);
    }
}
