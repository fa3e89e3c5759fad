//! Colours, and how well one can be read on another.

use std::fmt;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green, from 0 to 255.
    pub green: u8,
    /// Blue, from 0 to 255.
    pub blue: u8,
}

/// What WCAG 2.2 asks of text (success criterion 1.4.3, level AA).
pub const READABLE: f64 = 4.5;

impl Colour {
    /// `#ffffff`.
    pub const WHITE: Colour = Colour::new(0xff_ff_ff);
    /// `#000000`.
    pub const BLACK: Colour = Colour::new(0);

    /// From a number such as `0x1b_66_73`.
    pub const fn new(rgb: u32) -> Colour {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Colour { red, green, blue }
    }

    /// Reads `#1b6673`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok().map(Colour::new)
    }

    /// So much of this one in `other`: 0 is all of `other`, 1 nothing of it.
    #[must_use]
    pub fn mixed(self, share: f64, other: Colour) -> Colour {
        let mix = |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share)).round() as u8;
        Colour { red: mix(self.red, other.red), green: mix(self.green, other.green), blue: mix(self.blue, other.blue) }
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The relative luminance of WCAG 2.2.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_as_wcag_gives_it() {
        let ratio = |a: u32, b: u32| (Colour::new(a).contrast(Colour::new(b)) * 100.0).round() / 100.0;
        assert_eq!(ratio(0x00_00_00, 0xff_ff_ff), 21.0);
        // The greys on both sides of the limit.
        assert_eq!((ratio(0x76_76_76, 0xff_ff_ff), ratio(0x77_77_77, 0xff_ff_ff)), (4.54, 4.48));
        assert_eq!(ratio(0xd7_9a_3c, 0xfb_f9_f5), 2.33);
    }

    #[test]
    fn colours_are_six_digits() {
        assert_eq!(Colour::parse("#1B6673").map(|c| c.to_string()), Some("#1b6673".to_owned()));
        assert_eq!(["#fff", "1b6673", "#1b667g", "teal"].map(Colour::parse), [None; 4]);
    }
}
