//! Whether texts call things by the names that the glossary gives them.
//!
//! Two signs can be seen without understanding a text: a word that the glossary says to avoid, and a translated block that has none of a
//! term's names though the block beside it uses the term.

use std::borrow::Cow;
use std::ops::Range;

use crate::course::{Course, Lang, Page, Target, TermIx, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::pairing::{self, Row};
use crate::sources::Span;
use crate::syntax::is_han;
use crate::tree::{self, Block, BlockKind, Directive, Inline, Resolved};

/// Checks all texts of a page.
pub fn check(course: &Course, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    if course.terms.is_empty() {
        return;
    }
    let source = &page.texts[Lang::SOURCE];
    for (lang, text) in page.texts.iter().filter(|(lang, text)| text.language == *lang) {
        let mut checker = Checker { course, lang, diagnostics: &mut *diagnostics };
        checker.avoided(&Words::of_front_matter(text));
        for blocks in std::iter::once(&text.body).chain(&text.footnotes) {
            checker.avoided(&Words::of(course, lang, blocks));
        }
        if lang != Lang::SOURCE {
            checker.compare(&Words::of_front_matter(source), &Words::of_front_matter(text));
            checker.rows(&pairing::pair(&source.body, &text.body).0);
        }
    }
}

/// Looks at the texts of one language.
struct Checker<'a> {
    course: &'a Course,
    lang: Lang,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Words that the glossary says to avoid.
    fn avoided(&mut self, words: &Words) {
        let chinese = self.course.language(self.lang).chinese;
        for term in &self.course.terms {
            let entry = &term.entries[self.lang];
            for word in &entry.avoid {
                let message =
                    both!("the glossary avoids `{word}` for `{}`", "术语表说明 `{}` 不写作 `{word}`", term.key);
                self.diagnostics.extend(find(&words.lower, word, chinese).map(|found| {
                    Diagnostic::new(Code::AvoidedWord, words.place(found), message.clone())
                        .note(term.span, both!("the term is here", "术语在这里"))
                        .hint(both!("write `{}`", "请写 `{}`", entry.term))
                }));
            }
        }
    }

    fn rows(&mut self, rows: &[Row<'_, Resolved>]) {
        for row in rows {
            match row {
                Row::Pair { left: [left], right: [right] } => self.block(left, right),
                Row::Pair { left, right } => self.texts(left, right),
                Row::Group { left, right, spans, rows } => {
                    self.compare(&Words::of_title(left, spans.0), &Words::of_title(right, spans.1));
                    self.rows(rows);
                }
            }
        }
    }

    /// The items of a list, the turns of a dialogue, the questions and options of a quiz are looked at one by one.
    fn block(&mut self, left: &Block<Resolved>, right: &Block<Resolved>) {
        let (parts, others) = (left.kind.children(), right.kind.children());
        if parts.is_empty() || parts.len() != others.len() {
            return self.texts(std::slice::from_ref(left), std::slice::from_ref(right));
        }
        if let (BlockKind::Directive(l), BlockKind::Directive(r)) = (&left.kind, &right.kind) {
            self.compare(&Words::of_title(l, left.span), &Words::of_title(r, right.span));
        }
        for (part, other) in parts.into_iter().zip(others) {
            self.rows(&pairing::pair(part, other).0);
        }
    }

    fn texts(&mut self, left: &[Block<Resolved>], right: &[Block<Resolved>]) {
        self.compare(&Words::of(self.course, Lang::SOURCE, left), &Words::of(self.course, self.lang, right));
    }

    /// Terms that the source language uses and the translation beside it does not.
    fn compare(&mut self, source: &Words, translation: &Words) {
        let Some(first) = translation.pieces.first() else { return };
        let key = &self.course.language(self.lang).key;
        for ix in self.course.term_ixs() {
            let entries = &self.course.term(ix).entries;
            let (theirs, ours) = (&entries[Lang::SOURCE], &entries[self.lang]);
            // An entry that is not translated is the source language's.
            if ours == theirs || translation.name(self.course, ix, self.lang).next().is_some() {
                continue;
            }
            let Some(used) = source.uses(self.course, ix) else { continue };
            let place = translation.link(ix).unwrap_or(first.span);
            let message = both!("`{}` is not called `{}` here", "这里没有把 `{}` 译作 `{}`", theirs.term, ours.term);
            self.diagnostics.push(
                Diagnostic::new(Code::InconsistentTerm, place, message)
                    .note(used, both!("the source language uses the term here", "原文在这里用了这个术语"))
                    .hint(both!("write `{}`", "请写 `{}`", ours.term))
                    .hint(both!(
                        "or, if another word may stand for it, name that under `{key}: {{also: […]}}` in `glossary.yaml`",
                        "如果可以换个说法，请在 `glossary.yaml` 的 `{key}: {{also: […]}}` 里写上它"
                    )),
            );
        }
    }
}

/// The words of some blocks as one text, with the places that they come from.
#[derive(Default)]
struct Words {
    /// In lower case, as far as that changes no length.
    lower: String,
    pieces: Vec<Piece>,
    /// References to terms in other words than their names.
    links: Vec<(TermIx, Span)>,
    /// References to other things, which have names of their own.
    titles: Vec<Span>,
}

/// A piece of text from one place.
#[derive(Clone, Copy)]
struct Piece {
    /// Where it begins in [`Words::lower`].
    start: usize,
    span: Span,
    /// Whether the file has it letter by letter.
    exact: bool,
}

impl Words {
    fn of(course: &Course, lang: Lang, blocks: &[Block<Resolved>]) -> Words {
        let mut words = Words::default();
        tree::blocks(blocks, &mut |block| match &block.kind {
            BlockKind::Directive(directive) => words.push(directive.title.as_deref(), block.span),
            BlockKind::Figure { alt, caption, .. } => {
                words.push(Some(alt), block.span);
                words.push(caption.as_deref(), block.span);
            }
            _ => {}
        });
        tree::inlines(blocks, &mut |inline| match inline {
            Inline::Text(text, span) => words.push(Some(text), *span),
            Inline::Reference { target: Target::Term(term), content: None, span } => {
                words.push(Some(&course.term(*term).entries[lang].term), *span);
            }
            Inline::Reference { target: Target::Term(term), span, .. } => words.links.push((*term, *span)),
            Inline::Reference { span, .. } => words.titles.push(*span),
            _ => {}
        });
        words
    }

    /// The title and the summary; their place is the file, as nobody else needs a closer one.
    fn of_front_matter(text: &Text) -> Words {
        let mut words = Words::default();
        if let Some(block) = text.body.first() {
            let place = Span::start_of(block.span.file);
            words.push(Some(&text.title), place);
            words.push(text.summary.as_deref(), place);
        }
        words
    }

    fn of_title(directive: &Directive<Resolved>, span: Span) -> Words {
        let mut words = Words::default();
        words.push(directive.title.as_deref(), span);
        words
    }

    /// Pieces that do not touch in the file are apart, but for two lines of Chinese.
    fn push(&mut self, text: Option<&str>, span: Span) {
        let Some(text) = text else { return };
        let touches = self.pieces.last().is_some_and(|last| last.span.end == span.start);
        let han = self.lower.chars().next_back().is_some_and(is_han) && text.chars().next().is_some_and(is_han);
        if !touches && !han {
            self.lower.push(' ');
        }
        self.pieces.push(Piece { start: self.lower.len(), span, exact: text.len() == span.range().len() });
        self.lower.push_str(&text.to_ascii_lowercase());
    }

    /// Where a term is used: by a reference, or by one of its names outside the title of something else.
    fn uses(&self, course: &Course, ix: TermIx) -> Option<Span> {
        let within = |outer: &Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
        let free = |place: &Span| !self.titles.iter().any(|title| within(title, *place));
        self.link(ix).or_else(|| self.name(course, ix, Lang::SOURCE).map(|found| self.place(found)).find(free))
    }

    fn link(&self, ix: TermIx) -> Option<Span> {
        self.links.iter().find(|(term, _)| *term == ix).map(|(_, span)| *span)
    }

    /// Where the names of a term stand.
    fn name<'a>(&'a self, course: &'a Course, ix: TermIx, lang: Lang) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let entry = &course.term(ix).entries[lang];
        let chinese = course.language(lang).chinese;
        std::iter::once(&entry.term).chain(&entry.also).flat_map(move |name| find(&self.lower, name, chinese))
    }

    /// The place of some bytes in the file.
    fn place(&self, found: Range<usize>) -> Span {
        let at = self.pieces.partition_point(|piece| piece.start <= found.start) - 1;
        let Piece { start, span, exact } = self.pieces[at];
        if !exact {
            return span;
        }
        let first = span.start as usize + found.start - start;
        Span::new(span.file, first..(first + found.len()).min(span.end as usize))
    }
}

/// Where a name stands in a text in lower case: as a whole word, also in the plural; in Chinese anywhere.
fn find<'a>(text: &'a str, name: &'a str, chinese: bool) -> impl Iterator<Item = Range<usize>> + use<'a> {
    // Most names are in lower case, and every text is searched for every name.
    let lower = match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    };
    // “apology” and “apologies”.
    let stem = lower.strip_suffix('y').filter(|stem| !chinese && !stem.is_empty()).unwrap_or(&lower).len();
    let endings: &[&str] = match () {
        () if chinese => &[""],
        () if stem < lower.len() => &["y", "ys", "ies"],
        () => &["", "s", "es"],
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = text[from..].find(&lower[..stem]) {
            let start = from + at;
            let rest = start + stem;
            from = rest;
            if chinese {
                return Some(start..rest);
            }
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if inside(text[..start].chars().next_back()) {
                continue;
            }
            let whole =
                |ending: &&&str| text[rest..].strip_prefix(**ending).is_some_and(|after| !inside(after.chars().next()));
            if let Some(ending) = endings.iter().find(whole) {
                return Some(start..rest + ending.len());
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_and_their_plurals() {
        let cases = [
            ("a complaint, two complaints; complaining", "complaint", vec!["complaint", "complaints"]),
            ("an apology, apologies, apologise", "Apology", vec!["apology", "apologies"]),
            ("biases, not biased", "bias", vec!["biases"]),
            ("role-play and role play", "role play", vec!["role play"]),
            ("y or yy", "y", vec!["y"]),
        ];
        for (text, name, expected) in cases {
            let found: Vec<&str> = find(text, name, false).map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{name} in {text}");
        }
        assert_eq!(find("处理投诉，投诉人", "投诉", true).count(), 2);
    }
}
