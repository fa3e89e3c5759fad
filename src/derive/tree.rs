//! The texts of a page in a derived language.

use super::Derivation;
use crate::course::tree::{self, Block, BlockKind, Inline, Parsed};

/// Puts every word that a reader reads into the derived language. Code and formulas stay, and so does what is in another language.
pub fn derive(blocks: &mut [Block<Parsed>], derivation: &Derivation) {
    join_lines(blocks);
    tree::words_mut(blocks, &mut |words| *words = derive_words(words, derivation));
}

/// Words without markup in the derived language, with its quotation marks.
pub fn derive_words(words: &str, derivation: &Derivation) -> String {
    let mut is_open = false;
    let marks = |c| match c {
        '“' => '「',
        '”' => '」',
        '‘' => {
            is_open = true;
            '『'
        }
        // Else it is an apostrophe.
        '’' if std::mem::take(&mut is_open) => '』',
        c => c,
    };
    derivation.convert(words).chars().map(marks).collect()
}

/// A word may stand on two lines of the file. Texts in which lines are joined follow each other at once.
fn join_lines(blocks: &mut [Block<Parsed>]) {
    for block in blocks {
        if let BlockKind::Paragraph(content) = &mut block.kind {
            content.dedup_by(|after, before| match (before, after) {
                (Inline::Text(before, _), Inline::Text(after, _)) => {
                    before.push_str(after);
                    true
                }
                _ => false,
            });
        }
        block.kind.children_mut().into_iter().for_each(|children| join_lines(children));
    }
}
