//! What Pandoc writes in braces behind pictures, links and the fences of code: `{width=50%}`, `{.class #id alt="…"}`.

use std::ops::Range;

use pulldown_cmark::Event;

use super::blocks::Builder;

/// A longer list of attributes is none.
const LONGEST: usize = 500;

impl Builder<'_> {
    /// The attributes that begin at byte `at` of the file, which are consumed with the text that they are.
    pub fn attributes_behind(&mut self, at: usize) -> Vec<(String, String)> {
        let Some((pairs, end)) = read(&self.text[at..]).map(|(pairs, length)| (pairs, at + length)) else {
            return Vec::new();
        };
        while let Some((event, range)) = self.events.get_mut(self.at) {
            let Event::Text(text) = event else { break };
            if range.start >= end {
                break;
            }
            if range.end <= end {
                self.at += 1;
                continue;
            }
            *text = self.text.get(end..range.end).unwrap_or_default().to_owned().into();
            range.start = end;
            break;
        }
        pairs
    }
}

/// Pairs of names and values, and the length of the list in braces with which a text begins. A class is called `.`, an id `#`.
pub fn read(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let inner = text.strip_prefix('{')?;
    let length = closing_brace(&inner[..inner.floor_char_boundary(inner.len().min(LONGEST))])?;
    let mut pairs = Vec::new();
    for word in words(&inner[..length]) {
        let word = &inner[word];
        pairs.push(match (word.strip_prefix('.'), word.strip_prefix('#'), word.split_once('=')) {
            (Some(class), ..) => (".".to_owned(), class.to_owned()),
            (_, Some(id), _) => ("#".to_owned(), id.to_owned()),
            (.., Some((name, value))) => (name.to_owned(), value.trim_matches(['"', '\'']).to_owned()),
            // The classes of kramdown have a colon before them, and what is neither is no list of attributes.
            _ if word == ":" => continue,
            _ => return None,
        });
    }
    (!pairs.is_empty()).then_some((pairs, length + 2))
}

/// The `}` on the same line that is in no quotation marks.
fn closing_brace(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('\n', _) => return None,
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('}', None) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The words of a list; spaces in quotation marks part none.
fn words(text: &str) -> Vec<Range<usize>> {
    let (mut words, mut start, mut quote) = (Vec::new(), None, None);
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c.is_whitespace() => {
                words.extend(start.take().map(|start| start..at));
                continue;
            }
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
        start.get_or_insert(at);
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

/// The language of a block of code from what stands behind its fence: `python`, `{.python .numberLines}`, `{r, echo=FALSE}`.
pub fn code_language(info: &str) -> Option<String> {
    let info = info.trim();
    let word = info.strip_prefix('{').unwrap_or(info);
    let word = word.trim_start_matches('.').split([' ', ',', '}', '{', '\t']).next().unwrap_or_default();
    (!word.is_empty() && !word.contains('=')).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_pandoc_writes_them() {
        let read = |text| {
            read(text).map(|(pairs, length)| {
                (pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("|"), length)
            })
        };
        assert_eq!(read("{width=50%} x"), Some(("width=50%".to_owned(), 11)));
        assert_eq!(read("{.a #b alt=\"A } b\"}"), Some((".=a|#=b|alt=A } b".to_owned(), 19)));
        assert_eq!(read("{: .challenge}"), Some((".=challenge".to_owned(), 14)));
        for text in ["{}", "{word}", "{a=b", "x{a=b}", "{a=\n}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_language_of_code_is_its_first_word() {
        for (info, language) in [
            ("python", Some("python")),
            ("{.python .numberLines}", Some("python")),
            ("{r, echo=FALSE}", Some("r")),
            ("js title=\"a.js\"", Some("js")),
            ("", None),
        ] {
            assert_eq!(code_language(info).as_deref(), language, "{info}");
        }
    }
}
