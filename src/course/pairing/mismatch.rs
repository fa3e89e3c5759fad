//! Where two languages of a text do not say the same in the same order, for the reports of it.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Where two texts differ in structure. A place `after` is that of the block behind which another one belongs; at the beginning there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mismatch {
    /// A block that the text on the left lacks. Which of several alike it is may not be `certain`.
    Additional {
        /// The block.
        block: Span,
        /// The block of the source behind which its counterpart would stand.
        after: Option<Span>,
        /// Whether no other block could be meant as well.
        certain: bool,
    },
    /// A block that the text on the right lacks.
    Missing {
        /// The block of the source.
        block: Span,
        /// The block of the translation behind which its counterpart would stand.
        after: Option<Span>,
        /// Whether no other block could be meant as well.
        certain: bool,
    },
    /// Two blocks that stand for each other and differ in kind, or in the number of their parts.
    Different {
        /// The block of the source.
        left: Span,
        /// The block of the translation.
        right: Span,
    },
    /// Two paragraphs on the left of which the text on the right makes one.
    Joined {
        /// The two blocks of the source.
        left: [Span; 2],
        /// The block of the translation.
        right: Span,
    },
    /// A paragraph on the left of which the text on the right makes two.
    Parted {
        /// The block of the source.
        left: Span,
        /// The two blocks of the translation.
        right: [Span; 2],
    },
}

impl Mismatch {
    /// What is at the beginning of a box belongs behind its opening line.
    pub(super) fn within(self, left: Span, right: Span) -> Mismatch {
        match self {
            Mismatch::Additional { block, after: None, certain } => {
                Mismatch::Additional { block, after: Some(left), certain }
            }
            Mismatch::Missing { block, after: None, certain } => {
                Mismatch::Missing { block, after: Some(right), certain }
            }
            other => other,
        }
    }
}
