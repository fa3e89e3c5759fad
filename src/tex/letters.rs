//! Letters of other types: bold, script, double-struck. Unicode has a character for each, and fonts for mathematics draw them.

use crate::course::tree::{Class, Piece, Row, Symbol};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// As letters are by themselves.
    Italic,
    Upright,
    Bold,
    BoldItalic,
    DoubleStruck,
    Script,
}

pub const FONTS: &[(&str, Font)] = &[
    ("mathit", Font::Italic),
    ("mathrm", Font::Upright),
    ("mathbf", Font::Bold),
    ("boldsymbol", Font::BoldItalic),
    ("mathbb", Font::DoubleStruck),
    ("mathcal", Font::Script),
];

/// The type that a command asks for.
pub fn font(command: &str) -> Option<Font> {
    super::names::find(FONTS, command)
}

/// A character in another type: the Mathematical Alphanumeric Symbols of Unicode, and those letters that stood elsewhere before. None where
/// a type has no such letter.
pub fn styled(character: char, font: Font) -> Option<char> {
    let (capitals, small, digits, greek) = match font {
        Font::Italic | Font::Upright => return Some(character),
        Font::Bold => ('𝐀', Some('𝐚'), Some('𝟎'), None),
        Font::BoldItalic => ('𝑨', Some('𝒂'), Some('𝟎'), Some(('𝜜', '𝜶'))),
        Font::DoubleStruck => ('𝔸', None, None, None),
        Font::Script => ('𝒜', None, None, None),
    };
    let elsewhere = match (font, character) {
        (Font::DoubleStruck, 'C') => 'ℂ',
        (Font::DoubleStruck, 'H') => 'ℍ',
        (Font::DoubleStruck, 'N') => 'ℕ',
        (Font::DoubleStruck, 'P') => 'ℙ',
        (Font::DoubleStruck, 'Q') => 'ℚ',
        (Font::DoubleStruck, 'R') => 'ℝ',
        (Font::DoubleStruck, 'Z') => 'ℤ',
        (Font::Script, 'B') => 'ℬ',
        (Font::Script, 'E') => 'ℰ',
        (Font::Script, 'F') => 'ℱ',
        (Font::Script, 'H') => 'ℋ',
        (Font::Script, 'I') => 'ℐ',
        (Font::Script, 'L') => 'ℒ',
        (Font::Script, 'M') => 'ℳ',
        (Font::Script, 'R') => 'ℛ',
        _ => '\0',
    };
    if elsewhere != '\0' {
        return Some(elsewhere);
    }
    let from = |first: char, base: char| char::from_u32(u32::from(first) + u32::from(character) - u32::from(base));
    match character {
        'A'..='Z' => from(capitals, 'A'),
        'a'..='z' => from(small?, 'a'),
        '0'..='9' => digits.map_or(Some(character), |first| from(first, '0')),
        'Α'..='Ω' => greek.map_or(Some(character), |(first, _)| from(first, 'Α')),
        'α'..='ω' => greek.map_or(Some(character), |(_, first)| from(first, 'α')),
        _ => Some(character),
    }
}

/// With each run of upright letters and digits as one name, so that it is drawn and read as a word.
pub fn joined(row: Row) -> Row {
    let mut joined: Row = Vec::with_capacity(row.len());
    for piece in row {
        match (joined.last_mut(), &piece) {
            (Some(Piece::Name { name }), Piece::Symbol(Symbol { character, class: Class::Letter, upright: true })) => {
                name.push(*character);
            }
            (
                Some(last @ Piece::Symbol(Symbol { class: Class::Letter, upright: true, .. })),
                Piece::Symbol(Symbol { character, class: Class::Letter, upright: true }),
            ) => {
                let Piece::Symbol(first) = last else { unreachable!("matched above") };
                let name = [first.character, *character].into_iter().collect();
                *last = Piece::Name { name };
            }
            _ => joined.push(piece),
        }
    }
    joined
}
