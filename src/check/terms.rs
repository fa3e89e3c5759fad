//! Whether texts call things by the names that the glossary gives them.
//!
//! Two signs can be seen without understanding a text: a word that the glossary says to avoid, and a translated block that has none of a
//! term's names though the block beside it uses the term.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::course::pairing::{self, Parts, Row};
use crate::course::tree::{self, Block, BlockKind, Directive, Resolved, Segment};
use crate::course::{Course, Lang, Localized, Page, Target, TermIx, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::typography::is_han;

/// All words of the glossary, to be found in texts.
pub struct Lexicon(Localized<TermNames>);

impl Lexicon {
    pub fn of(course: &Course) -> Lexicon {
        Lexicon(Localized::new(course.langs().map(|lang| TermNames::of(course, lang)).collect()))
    }
}

/// Checks all texts of a page.
pub fn check(course: &Course, lexicon: &Lexicon, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    if course.terms.is_empty() {
        return;
    }
    let source = &page.texts[Lang::SOURCE];
    for (lang, text) in page.texts.iter().filter(|(lang, text)| text.language == *lang && !text.derived) {
        let mut checker = Checker { course, lexicon, lang, diagnostics: &mut *diagnostics };
        checker.avoided(&TermText::of_front_matter(text));
        for blocks in text.flows() {
            checker.avoided(&TermText::of(course, lang, blocks));
        }
        if lang != Lang::SOURCE {
            checker.compare(&TermText::of_front_matter(source), &TermText::of_front_matter(text));
            checker.rows(&pairing::pair(source.body(), text.body()).0);
        }
    }
}

/// Looks at the texts of one language.
struct Checker<'a> {
    course: &'a Course,
    lexicon: &'a Lexicon,
    lang: Lang,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Words that the glossary says to avoid.
    fn avoided(&mut self, words: &TermText) {
        let names = &self.lexicon.0[self.lang];
        for (name, places) in names.find(&words.lower) {
            let TermName { term, avoid: true, text, .. } = &names.names[name] else { continue };
            let term = self.course.term(*term);
            let message = both!("the glossary avoids `{text}` for `{}`", "术语表说明 `{}` 不写作 `{text}`", term.key);
            self.diagnostics.extend(places.into_iter().map(|found| {
                Diagnostic::new(Code::AvoidedWord, words.place(found), message.clone())
                    .note(term.span, both!("the term is here", "术语在这里"))
                    .hint(both!("write `{}`", "请写 `{}`", term.entries[self.lang].term))
            }));
        }
    }

    fn rows(&mut self, rows: &[Row<'_, Resolved>]) {
        for row in rows {
            match row {
                Row::Pair { right, .. } if right.iter().any(tree::is_untranslated) => {}
                Row::Pair { left: [left], right: [right] } => self.block(left, right),
                Row::Pair { left, right } => self.texts(left, right),
                Row::Both { left, right, parts } => match parts {
                    Parts::Frame(rows) => {
                        self.titles(left, right);
                        self.rows(rows);
                    }
                    Parts::Items(items) => items.iter().for_each(|item| self.rows(&item.rows)),
                    Parts::Turns => self.block(left, right),
                    Parts::Cells => self.texts(std::slice::from_ref(left), std::slice::from_ref(right)),
                    Parts::Same => {}
                },
            }
        }
    }

    /// The items of a list, the turns of a dialogue, the questions and options of a quiz are looked at one by one.
    fn block(&mut self, left: &Block<Resolved>, right: &Block<Resolved>) {
        let (parts, others) = (left.kind.children(), right.kind.children());
        if parts.is_empty() || parts.len() != others.len() {
            return self.texts(std::slice::from_ref(left), std::slice::from_ref(right));
        }
        self.titles(left, right);
        for (part, other) in parts.into_iter().zip(others) {
            self.rows(&pairing::pair(part, other).0);
        }
    }

    fn titles(&mut self, left: &Block<Resolved>, right: &Block<Resolved>) {
        if let (BlockKind::Directive(l), BlockKind::Directive(r)) = (&left.kind, &right.kind) {
            self.compare(&TermText::of_title(l), &TermText::of_title(r));
        }
    }

    fn texts(&mut self, left: &[Block<Resolved>], right: &[Block<Resolved>]) {
        self.compare(&TermText::of(self.course, Lang::SOURCE, left), &TermText::of(self.course, self.lang, right));
    }

    /// Terms that the source language uses and the translation beside it does not.
    fn compare(&mut self, source: &TermText, translation: &TermText) {
        let Some(first) = translation.pieces.first() else { return };
        let used = source.uses(&self.lexicon.0[Lang::SOURCE]);
        if used.is_empty() {
            return;
        }
        let names = &self.lexicon.0[self.lang];
        let called: BTreeSet<TermIx> = names.terms(&translation.lower).map(|(term, _)| term).collect();
        let key = &self.course.language(self.lang).key;
        for (ix, used) in used {
            let entries = &self.course.term(ix).entries;
            let (theirs, ours) = (&entries[Lang::SOURCE], &entries[self.lang]);
            // An entry that is not translated is the source language's.
            if ours == theirs || called.contains(&ix) {
                continue;
            }
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
struct TermText {
    /// In lower case, as far as that changes no length.
    lower: String,
    pieces: Vec<TextPiece>,
    /// References to terms in other words than their names.
    links: Vec<(TermIx, Span)>,
    /// References to other things, which have names of their own.
    titles: BTreeSet<Span>,
}

/// A piece of text from one place.
#[derive(Clone, Copy)]
struct TextPiece {
    /// Where it begins in [`TermText::lower`].
    start: usize,
    span: Span,
    /// Whether the file has it letter by letter.
    exact: bool,
}

impl TermText {
    fn of(course: &Course, lang: Lang, blocks: &[Block<Resolved>]) -> TermText {
        let mut words = TermText::default();
        tree::segments(blocks, &mut |segment| match segment {
            Segment::Title(title) | Segment::Alt(title) => words.push(Some(title), title.span),
            Segment::Text(text, span) => words.push(Some(text), span),
            Segment::Name(Target::Term(term), span) => {
                words.push(Some(&course.term(*term).entries[lang].term), span);
            }
            Segment::Reference(Target::Term(term), span) => words.links.push((*term, span)),
            Segment::Reference(_, span) | Segment::Name(_, span) => _ = words.titles.insert(span),
            _ => {}
        });
        words
    }

    /// The title and the summary, each at its place.
    fn of_front_matter(text: &Text) -> TermText {
        let mut words = TermText::default();
        words.push(Some(&text.title), text.places.title);
        if let Some(place) = text.places.summary {
            words.push(text.summary.as_deref(), place);
        }
        words
    }

    fn of_title(directive: &Directive<Resolved>) -> TermText {
        let mut words = TermText::default();
        if let Some(title) = &directive.title {
            words.push(Some(title), title.span);
        }
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
        self.pieces.push(TextPiece { start: self.lower.len(), span, exact: text.len() == span.range().len() });
        self.lower.push_str(&text.to_ascii_lowercase());
    }

    /// The terms that are used, each with its first place: by a reference, or by one of its names outside the title of something else.
    fn uses(&self, names: &TermNames) -> BTreeMap<TermIx, Span> {
        // References do not hold each other, so the last one that begins before a place is the only one that may hold it.
        let before = |place: Span| self.titles.range(..=Span { end: u32::MAX, ..place }).next_back();
        let free = |place: &Span| before(*place).is_none_or(|title| title.file != place.file || title.end < place.end);
        let mut used = BTreeMap::new();
        for &(term, span) in &self.links {
            used.entry(term).or_insert(span);
        }
        for (term, places) in names.terms(&self.lower) {
            if !used.contains_key(&term)
                && let Some(place) = places.into_iter().map(|found| self.place(found)).find(free)
            {
                used.insert(term, place);
            }
        }
        used
    }

    fn link(&self, ix: TermIx) -> Option<Span> {
        self.links.iter().find(|(term, _)| *term == ix).map(|(_, span)| *span)
    }

    /// The place of some bytes in the file.
    fn place(&self, found: Range<usize>) -> Span {
        let at = self.pieces.partition_point(|piece| piece.start <= found.start) - 1;
        let TextPiece { start, span, exact } = self.pieces[at];
        if !exact {
            return span;
        }
        let first = span.start as usize + found.start - start;
        Span::new(span.file, first..(first + found.len()).min(span.end as usize))
    }
}

/// The words of the glossary in one language, which are all looked for at once: a text is read once, however many there are.
struct TermNames {
    chinese: bool,
    /// By term: its name, those that may stand for it, those that may not.
    names: Vec<TermName>,
    /// Finds what each of them begins with.
    stems: AhoCorasick,
}

struct TermName {
    term: TermIx,
    /// It may not stand for the term.
    avoid: bool,
    text: String,
    /// What may follow its stem.
    endings: &'static [&'static str],
}

impl TermNames {
    fn of(course: &Course, lang: Lang) -> TermNames {
        // Particles follow Korean words without a space.
        let chinese = course.language(lang).han.is_some();
        let words = course.term_ixs().flat_map(|ix| {
            let entry = &course.term(ix).entries[lang];
            let names = std::iter::once(&entry.term).chain(&entry.also).map(|name| (false, name));
            names
                .chain(entry.avoid.iter().map(|word| (true, word)))
                .map(move |(avoid, text)| (ix, avoid, text.as_str()))
        });
        TermNames::new(chinese, words)
    }

    fn new<'a>(chinese: bool, words: impl IntoIterator<Item = (TermIx, bool, &'a str)>) -> TermNames {
        let (mut names, mut stems) = (Vec::new(), Vec::new());
        // An entry with a mistake may have a name without words.
        for (term, avoid, text) in words.into_iter().filter(|(_, _, text)| !text.trim().is_empty()) {
            let lower = text.to_ascii_lowercase();
            // “apology” and “apologies”.
            let stem = lower.strip_suffix('y').filter(|stem| !chinese && !stem.is_empty());
            let endings: &[&str] = match stem {
                _ if chinese => &[""],
                Some(_) => &["y", "ys", "ies"],
                None => &["", "s", "es"],
            };
            names.push(TermName { term, avoid, text: text.to_owned(), endings });
            stems.push(stem.unwrap_or(&lower).to_owned());
        }
        let stems = AhoCorasick::new(stems).expect("a glossary is far from four gigabytes");
        TermNames { chinese, names, stems }
    }

    /// Where each name stands in a text in lower case, by its index: as a whole word, also in the plural; in Chinese anywhere.
    fn find(&self, text: &str) -> BTreeMap<usize, Vec<Range<usize>>> {
        let mut found: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        // The end of the last place of each name, which does not overlap with itself.
        let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        for stem in self.stems.find_overlapping_iter(text) {
            let (name, start, rest) = (stem.pattern().as_usize(), stem.start(), stem.end());
            if ends.get(&name).is_some_and(|&end| start < end) {
                continue;
            }
            ends.insert(name, rest);
            if !self.chinese && inside(text[..start].chars().next_back()) {
                continue;
            }
            let whole = |ending: &&&str| {
                let after = text[rest..].strip_prefix(**ending);
                after.is_some_and(|after| self.chinese || !inside(after.chars().next()))
            };
            if let Some(ending) = self.names[name].endings.iter().find(whole) {
                found.entry(name).or_default().push(start..rest + ending.len());
            }
        }
        found
    }

    /// The places of each name that stands for its term.
    fn terms(&self, text: &str) -> impl Iterator<Item = (TermIx, Vec<Range<usize>>)> {
        let named = self.find(text).into_iter().filter(|(name, _)| !self.names[*name].avoid);
        named.map(|(name, places)| (self.names[name].term, places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, name: &str, chinese: bool) -> Vec<&'t str> {
        let mut found = TermNames::new(chinese, [(TermIx::new(0), false, name)]).find(text);
        found.remove(&0).unwrap_or_default().into_iter().map(|range| &text[range]).collect()
    }

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
            assert_eq!(found(text, name, false), expected, "{name} in {text}");
        }
        assert_eq!(found("处理投诉，投诉人", "投诉", true), ["投诉", "投诉"]);
    }

    #[test]
    fn names_are_found_within_each_other() {
        let found = |text: &str, names: &[&str], chinese| -> Vec<String> {
            let names = TermNames::new(chinese, names.iter().map(|name| (TermIx::new(0), false, *name)));
            names.find(text).into_values().flatten().map(|range| text[range].to_owned()).collect()
        };
        let names = ["empathy", "empathy map", "map", "aa"];
        assert_eq!(found("an empathy map, aa aaa", &names, false), names);
        let names = ["满意", "满意度", "意"];
        assert_eq!(found("不满意度", &names, true), names);
    }
}
