//! The table of the kinds of mistakes.

use serde::{Deserialize, Serialize};

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// The kinds of mistakes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// As reports and `book.yaml` write it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// How bad it is where `book.yaml` does not say.
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
    /// Two versions of a passage stand in a file, as version control has left them.
    UnfinishedMerge = "unfinished-merge", Error;
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
    /// A translation was accepted against another text than that of today.
    StaleTranslation = "stale-translation", Warning;
    /// A translation of which the source is gone.
    ObsoleteTranslation = "obsolete-translation", Warning;
    /// A line of a lock that cannot be read.
    I18nLock = "i18n-lock", Error;
    /// The interface has no words in a language of the book.
    MissingWords = "missing-words", Warning;
    /// The languages' headings differ in number, level or id.
    HeadingMismatch = "heading-mismatch", Warning;
    /// The languages' blocks differ in kind or number within a section.
    UnpairedBlocks = "unpaired-blocks", Warning;
    /// A heading level was skipped, or a heading differs from the title.
    HeadingLevel = "heading-level", Warning;
    /// What looks like markup is read as text.
    UnreadMarkup = "unread-markup", Warning;
    /// A key in a front matter that some other program may know.
    ForeignKey = "foreign-key", Warning;
    /// A fence was opened and never closed, or closed and never opened.
    UnclosedFence = "unclosed-fence", Error;
    /// A block of code without an end.
    UnclosedCode = "unclosed-code", Error;
    /// A line of colons that cannot be read as a fence.
    FenceLine = "fence-line", Error;
    /// HTML that a course does not know, or that paper leaves out.
    RawHtml = "raw-html", Warning;
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
    /// A picture of the internet, in whose place a link stands.
    RemotePicture = "remote-picture", Warning;
    /// A picture without alternative text.
    MissingAlt = "missing-alt", Warning;
    /// A link with a scheme that is not allowed, or to a file; it is shown as text.
    ForbiddenLink = "forbidden-link", Warning;
    /// A link to a file that is not there, lies outside the course or is too large to be handed on.
    MissingFile = "missing-file", Error;
    /// A file in the course folder that nothing shows and no link leads to.
    UnreadFile = "unread-file", Warning;
    /// A formula that cannot be read.
    BadFormula = "bad-formula", Error;
    /// A character that none of the fonts has.
    MissingGlyph = "missing-glyph", Error;
    /// A language that is written from right to left, which PDFs leave out.
    RightToLeft = "right-to-left", Warning;
    /// A block that the typesetter does not take.
    Unprintable = "unprintable", Error;
    /// A table that is wider than a page, even in small type.
    WideTable = "wide-table", Warning;
    /// Words that cannot be broken and are wider than their line in print.
    OverfullLine = "overfull-line", Warning;
    /// Text that has no room: on its card even in the smallest type, or on its page.
    CutOff = "cut-off", Warning;
    /// A picture with too few pixels for its size in print.
    LowResolution = "low-resolution", Warning;
    /// An electronic book of a course that says no date: readers would not notice a newer version.
    MissingDate = "missing-date", Note;
    /// An electronic book of a course without an identifier: it is taken for another one when its title changes.
    NoIdentifier = "no-identifier", Note;
    /// An electronic book that is too large for some readers.
    LargeEpub = "large-epub", Note;
    /// A picture in a quiz, which files of questions cannot carry.
    QuizPicture = "quiz-picture", Note;
    /// A question with more right answers than a learning platform can mark.
    QuizAnswers = "quiz-answers", Error;
    /// What a learner has done may not fit into the room that a learning platform has for it.
    LmsState = "lms-state", Error;
    /// An item that nothing refers to.
    Orphan = "orphan", Warning;
    /// What a session plan names takes no time, or more than its days have.
    PlanTime = "plan-time", Warning;
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
