//! What is wrong with a course, as data. Reports are made in one place, [`render`].

mod levels;
pub mod render;

use std::cell::Cell;

use crate::message::{self, Message, both};
use crate::span::Span;
pub use levels::{Levels, Strictness};

/// One mistake, or one thing to look at.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub span: Span,
    pub message: Message,
    /// Other places that belong to it, each with a few words.
    pub notes: Vec<(Span, Message)>,
    /// What to do next.
    pub hints: Vec<Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl Severity {
    /// For people; machines get what [`std::fmt::Display`] writes.
    pub fn name(self) -> Message {
        match self {
            Severity::Note => both!("note", "提示"),
            Severity::Warning => both!("warning", "警告"),
            Severity::Error => both!("error", "错误"),
        }
    }
}

impl Diagnostic {
    pub fn new(code: Code, span: Span, message: Message) -> Diagnostic {
        Diagnostic { code, severity: code.default_severity(), span, message, notes: Vec::new(), hints: Vec::new() }
    }

    #[must_use]
    pub fn note(mut self, span: Span, text: Message) -> Diagnostic {
        self.notes.push((span, text));
        self
    }

    #[must_use]
    pub fn hint(mut self, text: Message) -> Diagnostic {
        self.hints.push(text);
        self
    }

    /// Adds “did you mean …?” when one of `known` is near to `found`.
    #[must_use]
    pub fn nearest<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match nearest(found, known) {
            Some(name) => self.hint(both!("did you mean `{name}`?", "您要写的是 `{name}` 吗？")),
            None => self,
        }
    }

    /// As [`Diagnostic::nearest`]; when none is near, all are named.
    #[must_use]
    pub fn nearest_or_all<'a>(
        self,
        found: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
        guesses: &Guesses,
    ) -> Diagnostic {
        match guesses.nearest(found, known.clone()) {
            Some(name) => self.hint(both!("did you mean `{name}`?", "您要写的是 `{name}` 吗？")),
            None => {
                let known: Vec<&str> = known.into_iter().take(20).collect();
                let list = message::list(&known);
                if known.is_empty() {
                    self
                } else {
                    self.hint(both!("the known ones are {list}", "已有的是 {list}"; list))
                }
            }
        }
    }
}

/// The known name that is nearest to `found`, if one is near enough to be meant. Where both can be many, take [`Guesses`].
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Guesses::default().nearest(found, known)
}

/// Looks for the names that are meant, as long as that is quick: of thousands of mistakes among thousands of names nobody reads the last
/// ones, and each has to be held against each.
#[derive(Debug)]
pub struct Guesses {
    /// How many letters may still be looked at.
    left: Cell<usize>,
}

impl Default for Guesses {
    /// For a thousand mistakes among some thousand names; it takes less than a second.
    fn default() -> Guesses {
        Guesses { left: Cell::new(200_000_000) }
    }
}

impl Guesses {
    /// The known name that is nearest to `found`, if one is near enough to be meant; none when enough has been looked for.
    pub fn nearest<'a>(&self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let found = found.to_lowercase();
        let length = found.chars().count();
        // Nobody means a name by something much longer than names are.
        if length > 200 {
            return None;
        }
        let mut limit = (length / 3).max(1);
        let letters = Letters::of(&found);
        let mut best = None;
        for name in known {
            self.spend(name.len() + Letters::KINDS)?;
            if name.chars().count().abs_diff(length) > limit {
                continue;
            }
            let lower = name.to_lowercase();
            if Letters::of(&lower).least_distance(&letters) > limit {
                continue;
            }
            self.spend(found.len() * lower.len())?;
            let distance = strsim::osa_distance(&found, &lower);
            if distance <= limit && best.is_none_or(|best| (distance, name) < best) {
                best = Some((distance, name));
                limit = distance;
            }
        }
        best.map(|(_, name)| name)
    }

    fn spend(&self, letters: usize) -> Option<()> {
        let left = self.left.get().checked_sub(letters);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

/// How often a text has each letter, where some letters share a count.
struct Letters([u8; Letters::KINDS]);

impl Letters {
    const KINDS: usize = 32;

    fn of(text: &str) -> Letters {
        let mut letters = Letters([0; Letters::KINDS]);
        for c in text.chars() {
            let count = &mut letters.0[c as usize % Letters::KINDS];
            *count = count.saturating_add(1);
        }
        letters
    }

    /// So many letters have to be changed at least to make one text of the other.
    fn least_distance(&self, other: &Letters) -> usize {
        let (mut more, mut less) = (0, 0);
        for (&ours, &theirs) in self.0.iter().zip(&other.0) {
            more += usize::from(ours.saturating_sub(theirs));
            less += usize::from(theirs.saturating_sub(ours));
        }
        more.max(less)
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// The kinds of mistakes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// As reports and `book.yaml` write it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            pub fn default_severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    /// A file's bytes are not UTF-8, or hold NUL.
    NotText = "not-text", Error;
    /// A file, or the whole course, is beyond the bounds.
    TooLarge = "too-large", Error;
    /// A symbolic link leads out of the course, nowhere, or to a folder.
    SymbolicLink = "symbolic-link", Error;
    /// A file's name does not follow `NN-slug.LANG.md`.
    FileName = "file-name", Error;
    /// YAML that cannot be read.
    Yaml = "yaml", Error;
    /// A key that Diglot does not know.
    UnknownKey = "unknown-key", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// A value of the wrong kind.
    WrongValue = "wrong-value", Error;
    /// A key of structure in a translation's front matter.
    StructureInTranslation = "structure-in-translation", Error;
    /// Two files, headings or fences claim one name.
    DuplicateId = "duplicate-id", Error;
    /// The numbers of a kind have a gap or a repeat.
    Numbering = "numbering", Error;
    /// A file in the source language is missing.
    MissingSource = "missing-source", Error;
    /// A translation is missing; the source text is shown in its place.
    MissingTranslation = "missing-translation", Warning;
    /// The languages' headings differ in number, level or id.
    HeadingMismatch = "heading-mismatch", Error;
    /// The languages' blocks differ in kind or number within a section.
    UnpairedBlocks = "unpaired-blocks", Warning;
    /// A heading level was skipped, or used that belongs to the title.
    HeadingLevel = "heading-level", Error;
    /// A fence was opened and never closed, or closed and never opened.
    UnclosedFence = "unclosed-fence", Error;
    /// A line of colons that cannot be read as a fence.
    FenceLine = "fence-line", Error;
    /// A comment without an end.
    UnclosedComment = "unclosed-comment", Error;
    /// A footnote that nothing calls.
    UnusedFootnote = "unused-footnote", Warning;
    /// A fence with a name that Diglot does not know.
    UnknownDirective = "unknown-directive", Error;
    /// A fence that cannot stand here, or holds what it cannot hold.
    MisplacedDirective = "misplaced-directive", Error;
    /// A box with nothing in it, or nothing that learners see.
    EmptyBox = "empty-box", Warning;
    /// An attribute that the fence does not take, or a value that it cannot have.
    WrongAttribute = "wrong-attribute", Error;
    /// Lists, quotes, fences or emphasis nest too deep.
    TooDeep = "too-deep", Error;
    /// A reference leads nowhere.
    DanglingReference = "dangling-reference", Error;
    /// A reference could mean several items.
    AmbiguousReference = "ambiguous-reference", Error;
    /// Text for learners refers to a place that only trainers see.
    HiddenTarget = "hidden-target", Error;
    /// A picture is not there, lies outside the course or cannot be shown.
    MissingPicture = "missing-picture", Error;
    /// A picture without alternative text.
    MissingAlt = "missing-alt", Warning;
    /// A link with a scheme that is not allowed, or to a file; it is shown as text.
    ForbiddenLink = "forbidden-link", Warning;
    /// A formula that cannot be read.
    BadFormula = "bad-formula", Error;
    /// A character that none of the fonts has.
    MissingGlyph = "missing-glyph", Error;
    /// A block that the typesetter does not take.
    Unprintable = "unprintable", Error;
    /// A table that is wider than a page, even in small type.
    WideTable = "wide-table", Warning;
    /// Words that cannot be broken and are wider than their line in print.
    OverfullLine = "overfull-line", Warning;
    /// Text for which its card has no room, even in the smallest type.
    CutOff = "cut-off", Warning;
    /// A picture with too few pixels for its size in print.
    LowResolution = "low-resolution", Warning;
    /// An item that nothing refers to.
    Orphan = "orphan", Warning;
    /// A colour of the theme that cannot be read on its ground.
    LowContrast = "low-contrast", Error;
    /// `(` or `,` in Chinese text where `（` or `，` is meant.
    HalfWidthPunctuation = "half-width-punctuation", Warning;
    /// The source language uses a term of the glossary, and the translation beside it calls it something else.
    InconsistentTerm = "inconsistent-term", Warning;
    /// A word that the glossary says to avoid.
    AvoidedWord = "avoided-word", Warning;
    /// The pinyin of a term does not have a syllable for each of its characters.
    UnreadPinyin = "unread-pinyin", Warning;
}

impl Code {
    /// Whether a book may set its level. What would make a false output stays an error; a character that no font has can be left out.
    pub fn is_adjustable(self) -> bool {
        self.default_severity() != Severity::Error || self == Code::MissingGlyph
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As [`Guesses::nearest`], without anything that makes it quick.
    fn plainly<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
        let found = found.to_lowercase();
        let length = found.chars().count();
        let limit = (length / 3).max(1);
        let near = known.iter().filter(|name| name.chars().count().abs_diff(length) <= limit);
        let near = near.map(|name| (strsim::osa_distance(&found, &name.to_lowercase()), *name));
        near.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
    }

    #[test]
    fn nothing_that_is_near_is_passed_over() {
        let known = ["listen", "silent", "step/listen", "lion.svg", "倾听", "倾诉", "Ünder", "a", "", "lsiten"];
        let found =
            ["lisen", "Listen", "enlist", "setp/lisetn", "loin.svg", "听倾", "倾", "under", "b", "zzzzzz", "iİ"];
        for found in found {
            assert_eq!(nearest(found, known), plainly(found, &known), "{found}");
        }
    }

    #[test]
    fn it_is_given_up_when_there_is_too_much() {
        let names: Vec<String> = (0..4_000).map(|n| format!("modules/02-listening/lion-{n}.png")).collect();
        let guesses = Guesses::default();
        let found =
            names.iter().map_while(|name| guesses.nearest(&format!("{name}x"), names.iter().map(String::as_str)));
        let found = found.count();
        assert!((10..1_000).contains(&found), "{found}");
    }
}
