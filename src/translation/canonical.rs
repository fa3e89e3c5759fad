//! The canonical text of inlines: Markdown in one line, by which two versions of a text are compared and which a translator gets.
//!
//! How lines break, which sign makes emphasis and which quotes were typed makes no difference. Reading what is written gives the same inlines.

use crate::course::tree::{Destination, Inline, Parsed, plain_text};
use crate::syntax::emphasis::{DelimiterRun, flanking};
use crate::syntax::escape::{self, Position};

/// The canonical text of a run of inlines.
pub fn of(inlines: &[Inline<Parsed>]) -> String {
    let mut writer =
        Writer { out: String::new(), ends: Vec::new(), marks: Vec::new(), in_cell: false, notes: Vec::new() };
    writer.run(inlines, None);
    writer.with_marks().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`of`], of words without markup.
pub fn of_words(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How emphasis is written: the signs around words, and the tags where signs would be read in another way.
type Mark = (&'static str, &'static str, &'static str);

const EMPHASIS: Mark = ("*", "<em>", "</em>");
const STRONG: Mark = ("**", "<strong>", "</strong>");
const BOTH: Mark = ("***", "<em><strong>", "</strong></em>");
const STRIKE: Mark = ("~~", "<del>", "</del>");

/// Where emphasis begins or ends: a byte of [`Writer::out`], which has no signs of it yet.
struct MarkEnd {
    at: usize,
    opens: bool,
    /// An index of [`Writer::marks`].
    mark: usize,
}

struct Writer {
    out: String,
    ends: Vec<MarkEnd>,
    marks: Vec<Mark>,
    in_cell: bool,
    /// The notes that are called, in order: another note elsewhere changes nothing here.
    notes: Vec<usize>,
}

impl Writer {
    fn run(&mut self, inlines: &[Inline<Parsed>], behind: Option<char>) {
        let mut rest = inlines;
        while let Some((inline, others)) = rest.split_first() {
            rest = others;
            let Inline::Text(text, _) = inline else {
                self.inline(inline);
                continue;
            };
            // The parser parts a text at each sign that is escaped: whether one must be, is told by all of it.
            let mut text = text.clone();
            while let Some((Inline::Text(more, _), others)) = rest.split_first() {
                text.push_str(more);
                rest = others;
            }
            self.text(&text, rest.first().map_or(behind, first_character));
        }
    }

    fn inline(&mut self, inline: &Inline<Parsed>) {
        match inline {
            Inline::Text(text, _) => self.text(text, None),
            Inline::Emphasis(content) => match &content[..] {
                [Inline::Strong(content)] => self.emphasised(BOTH, content),
                _ => self.emphasised(EMPHASIS, content),
            },
            Inline::Strong(content) => match &content[..] {
                [Inline::Emphasis(content)] => self.emphasised(BOTH, content),
                _ => self.emphasised(STRONG, content),
            },
            Inline::Strike(content) => self.emphasised(STRIKE, content),
            Inline::Styled { style, content } => {
                let tag = style.tag();
                self.around(&format!("<{tag}>"), content, &format!("</{tag}>"));
            }
            Inline::Abbreviation { meaning, content } => {
                self.around(&format!("<abbr title=\"{}\">", attribute(meaning)), content, "</abbr>");
            }
            Inline::Ruby { reading, content } => {
                self.around("<ruby>", content, &format!("<rt>{}</rt></ruby>", attribute(reading)));
            }
            Inline::Foreign { language, content } => {
                self.around("[", content, &format!("]{{lang={}}}", language.key));
            }
            Inline::Indexed { entry, content } => {
                let entry = entry.as_ref().map(|entry| format!("=\"{entry}\"")).unwrap_or_default();
                self.around("[", content, &format!("]{{index{entry}}}"));
            }
            Inline::Blank(width, _) => self.out.extend(std::iter::repeat_n('_', *width)),
            Inline::Place(..) | Inline::Stale(_) => {}
            Inline::Code(code, _) => self.code(code),
            Inline::Formula(formula) => {
                self.out.push('$');
                self.out += &formula.source;
                self.out.push('$');
            }
            Inline::SoftBreak => self.out.push(' '),
            Inline::HardBreak => self.out += "<br>",
            Inline::Link { url, title, content } => {
                if title.is_none() && plain_text(content) == *url && url.contains("://") {
                    self.out += &format!("<{url}>");
                } else {
                    let title = title.as_ref().map(|title| format!(" \"{}\"", title.replace('"', "\\\"")));
                    self.around("[", content, &format!("]({}{})", target(url), title.unwrap_or_default()));
                }
            }
            Inline::Image { picture, alt, .. } => {
                self.out += &format!("![{}]({})", escape::escaped(alt, Position::default()), target(picture));
            }
            Inline::Reference { target: Destination::Name(name), content, .. } => match content {
                None => self.out += &format!("[[{name}]]"),
                Some(content) => {
                    let bar = if self.in_cell { "\\|" } else { "|" };
                    self.around(&format!("[[{name}{bar}"), content, "]]");
                }
            },
            Inline::Reference { target: Destination::Path(path), content, .. } => {
                let content = content.as_deref().unwrap_or_default();
                self.around("[", content, &format!("]({})", target(path)));
            }
            Inline::Footnote(index) => {
                let known = self.notes.iter().position(|note| note == index);
                let number = known.unwrap_or_else(|| {
                    self.notes.push(*index);
                    self.notes.len() - 1
                });
                self.out += &format!("[^{}]", number + 1);
            }
            Inline::Html(html) => self.out += html,
        }
    }

    fn around(&mut self, open: &str, content: &[Inline<Parsed>], close: &str) {
        self.out += open;
        self.run(content, close.chars().next());
        self.out += close;
    }

    fn text(&mut self, text: &str, behind: Option<char>) {
        let marked = self.ends.last().filter(|end| end.at == self.out.len());
        let before = marked.map_or_else(|| self.out.chars().next_back(), |end| self.marks[end.mark].0.chars().next());
        let position = Position { line_start: before.is_none(), before, behind };
        // Behind brackets these would make a link, or the text of a note.
        let alone = before == Some(']') && self.out.starts_with("[^") && self.out.matches(']').count() == 1;
        let goes_on = before == Some(']') && text.starts_with('(') || alone && text.starts_with(':');
        self.out += if goes_on { "\\" } else { "" };
        self.out += &escape::escaped(text, position).replace('\u{a0}', "&nbsp;");
    }

    fn emphasised(&mut self, mark: Mark, content: &[Inline<Parsed>]) {
        let (index, at) = (self.marks.len(), self.out.len());
        self.marks.push(mark);
        self.ends.push(MarkEnd { at, opens: true, mark: index });
        self.run(content, mark.0.chars().next());
        let end = MarkEnd { at: self.out.len(), opens: false, mark: index };
        if end.at > at {
            self.ends.push(end);
        } else {
            // Around nothing there is none, nor within it.
            self.ends.retain(|end| end.mark < index);
        }
    }

    /// The text with its emphasis: in signs where they are read as they are meant, else in tags.
    fn with_marks(&self) -> String {
        let mut signs = vec![true; self.marks.len()];
        let mut open: Vec<usize> = Vec::new();
        for (n, end) in self.ends.iter().enumerate() {
            if !end.opens {
                open.retain(|mark| *mark != end.mark);
                continue;
            }
            let close = self.ends[n..].iter().position(|other| !other.opens && other.mark == end.mark);
            let close = close.map_or(n, |after| n + after);
            // Runs of one sign become one. The other end was decided on, or is later.
            let joined = |other: Option<&MarkEnd>, at: usize| {
                other.is_some_and(|other| other.at == at && other.mark < end.mark && signs[other.mark])
            };
            let apart = !joined(n.checked_sub(1).map(|n| &self.ends[n]), end.at)
                && !joined(self.ends.get(close + 1), self.ends[close].at);
            let ((opens, closes), (_, ends)) = (flanking(&self.run_at(n)), flanking(&self.run_at(close)));
            // What can close, too, would end what is open.
            let alone = !closes || open.iter().all(|mark| !signs[*mark]);
            signs[end.mark] = apart && opens && ends && alone;
            open.push(end.mark);
        }
        let (mut out, mut at) = (String::with_capacity(self.out.len() + 4 * self.ends.len()), 0);
        for end in &self.ends {
            out.push_str(&self.out[at..end.at]);
            let (sign, begin, close) = self.marks[end.mark];
            out.push_str(if signs[end.mark] {
                sign
            } else if end.opens {
                begin
            } else {
                close
            });
            at = end.at;
        }
        out + &self.out[at..]
    }

    /// The signs of an end with the characters beside them. Other signs and tags are punctuation alike.
    fn run_at(&self, n: usize) -> DelimiterRun {
        let end = &self.ends[n];
        let sign = self.marks[end.mark].0;
        let marked = |other: Option<&MarkEnd>| other.is_some_and(|other| other.at == end.at);
        let before = if marked(n.checked_sub(1).map(|n| &self.ends[n])) {
            Some('>')
        } else {
            self.out[..end.at].chars().next_back()
        };
        let after = if marked(self.ends.get(n + 1)) { Some('<') } else { self.out[end.at..].chars().next() };
        DelimiterRun {
            delimiter: sign.chars().next().unwrap_or('*'),
            length: sign.len(),
            before: before.unwrap_or(' '),
            after: after.unwrap_or(' '),
        }
    }

    /// Between as many backticks as the code has not.
    fn code(&mut self, code: &str) {
        // Two pieces beside each other would be read as one, and of a piece between spaces the spaces would go.
        let between_spaces = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
        if between_spaces || self.out.ends_with('`') {
            self.out += &format!("<code>{}</code>", escape::escaped(code, Position::default()));
            return;
        }
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let room = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        self.out += &format!("{fence}{room}{code}{room}{fence}");
    }
}

/// The first character that an inline writes, as far as it matters to what stands before it.
fn first_character(inline: &Inline<Parsed>) -> Option<char> {
    match inline {
        Inline::Text(text, _) => text.chars().next(),
        Inline::SoftBreak => Some(' '),
        Inline::Emphasis(_) | Inline::Strong(_) => Some('*'),
        Inline::Code(..) => Some('`'),
        Inline::Strike(_) => Some('~'),
        Inline::Blank(..) => Some('_'),
        Inline::Image { .. } => Some('!'),
        Inline::Footnote(_) | Inline::Reference { .. } | Inline::Foreign { .. } | Inline::Indexed { .. } => Some('['),
        _ => Some('<'),
    }
}

/// What stands between the quotation marks of a tag.
fn attribute(words: &str) -> String {
    words.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// An address as a link has it.
fn target(url: &str) -> String {
    let url = url.replace('<', "%3C").replace('>', "%3E");
    if url.contains([' ', '(', ')']) { format!("<{url}>") } else { url }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::syntax::{Dialect, line};

    const BITS: &[&str] = &[
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "\\*",
        "\\[",
        "|",
        "[[step/a]]",
        "[[a|b *c*]]",
        "[^1]",
        "[^2]",
        "<br>",
        "<kbd>x</kbd>",
        "<sub>2</sub>",
        "$x_1$",
        "$",
        "中",
        "文",
        "。",
        "“重点”",
        "，",
        "a",
        "B ",
        "1. ",
        "2) ",
        "- ",
        "+ ",
        "# ",
        "#",
        "&amp;",
        "&nbsp;",
        "&lt;",
        "!",
        "![a \\] b](b.png)",
        "![](<c d.png>)",
        "[x](https://e.x/a_b)",
        "[y *z*](https://e.x \"ti\\\"tle\")",
        "[w](a.md#b)",
        "____",
        "<https://a.b>",
        "[mot]{lang=fr}",
        "{",
        "}",
        "https://a.b/c_d",
        " ",
        "  ",
        ":::",
        ">",
        "=",
        "~",
        "-",
        "--",
        "'",
        "5'",
        "<abbr title=\"A&B\">ab</abbr>",
        "<ruby>汉<rt>hàn</rt></ruby>",
        "[!NOTE]",
        "Table: ",
        ": ",
        "&copy",
        "<",
        "//",
        "x:y",
        "^",
        "==",
        "`a|b`",
        "` `` `",
    ];

    fn dialect(chinese: bool) -> Dialect {
        Dialect { raw_html: false, math: true, chinese }
    }

    proptest! {
        // Always the same texts.
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(20_000) })]

        #[test]
        fn what_is_written_is_read_as_it_was(bits in prop::collection::vec(prop::sample::select(BITS), 1..9), chinese: bool) {
            let text = bits.concat();
            if let Some(run) = line::run(text.trim(), dialect(chinese)) {
                let written = of(&run);
                // Nothing is left of a comment.
                if written.is_empty() {
                    return Ok(());
                }
                let again = line::run(&written, dialect(chinese)).map(|run| of(&run));
                prop_assert_eq!(again.as_ref(), Some(&written), "{}", text);
            }
        }
    }

    #[test]
    fn spaces_around_code_and_the_order_of_notes_are_kept() {
        for text in [
            "a `` `b` `` c",
            "`a|b`",
            "**重点。**然后",
            "[^1] and [^2], [^1]",
            "[[a|b *c*]]",
            "$x|y$ 与 \\$",
            "![a \\] b](<c d.png>)",
        ] {
            let run = line::run(text, dialect(true)).expect("a line");
            assert_eq!(of(&run), text.replace("\\$", "$"));
        }
    }
}
