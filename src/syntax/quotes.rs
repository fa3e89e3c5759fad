//! Quotation marks that the parser made curly from straight ones, judged by what stands around them: some are measures, some close.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::blocks::Builder;

impl Builder<'_> {
    /// What stands for a text of the parser that is one quotation mark, where it is another than the parser's; `open` counts those that are open.
    pub fn quotation_mark(&self, text: &str, range: &Range<usize>, open: &mut usize) -> Option<&str> {
        let written = &self.text[range.clone()];
        match text {
            "“" | "”" if self.is_measure(range) && (*open == 0 || self.quotes_follow()) => Some(written),
            "’" if self.is_measure(range) && *open == 0 => Some(written),
            // Nobody opens a quotation behind a word and before a sign.
            "“" if written == "\"" && self.closes(range) => {
                *open = open.saturating_sub(1);
                Some("”")
            }
            "“" => {
                *open += 1;
                None
            }
            "”" => {
                *open = open.saturating_sub(1);
                None
            }
            _ => None,
        }
    }

    /// Whether a quotation mark stands for inches, feet, minutes or seconds: behind a digit, and before no letter.
    fn is_measure(&self, range: &Range<usize>) -> bool {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        before.ends_with(|c: char| c.is_ascii_digit()) && !after.starts_with(char::is_alphanumeric)
    }

    /// Whether a quotation mark can only close: a word, or another mark, stands before it, and none behind it.
    fn closes(&self, range: &Range<usize>) -> bool {
        let before = self.text[..range.start].chars().next_back();
        let after = self.text[range.end..].chars().next();
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '.' | ',' | '!' | '?' | ')'))
            && after.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c))
    }

    /// Whether another quotation mark stands in the rest of the run.
    fn quotes_follow(&self) -> bool {
        let rest = self.events[self.at..]
            .iter()
            .take(200)
            .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Paragraph)));
        rest.into_iter().any(|(event, _)| matches!(event, Event::Text(text) if matches!(&**text, "“" | "”")))
    }
}
