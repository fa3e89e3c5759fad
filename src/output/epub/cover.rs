//! The cover: the theme's picture, or a drawing of the title in the theme's colour.

use std::fmt::Write;

use super::place::Place;
use super::{Volume, name};
use crate::course::Lang;
use crate::output::html::escape;
use crate::theme::Colour;
use crate::typography::is_wide;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 1800;
const MARGIN: u32 = 120;

/// The ground where no theme gives one.
const GROUND: Colour = Colour::new(0x1b_66_73);

/// The path of the cover's picture.
pub fn path(volume: &Volume<'_>) -> String {
    let extension = volume.options.theme.cover.as_ref().map_or("svg", |cover| &cover.extension);
    format!("cover.{extension}")
}

/// The cover's picture.
pub fn picture(volume: &Volume<'_>) -> Vec<u8> {
    let own = volume.options.theme.cover.as_ref().map(|cover| cover.bytes.clone());
    own.unwrap_or_else(|| drawing(volume).into_bytes())
}

/// The cover as a page.
pub fn page(volume: &Volume<'_>) -> String {
    let mut alt = String::new();
    let words: Vec<String> = name(volume, Place::Cover).into_iter().map(|(_, words)| words).collect();
    escape::attribute(&format!("{}: {}", words.join(" / "), volume.title()), &mut alt);
    let path = path(volume);
    format!(
        "<section epub:type=\"cover\">\n<img class=\"cover\" src=\"{path}\" alt=\"{alt}\" role=\"doc-cover\"/>\n</section>\n"
    )
}

fn drawing(volume: &Volume<'_>) -> String {
    let about = &volume.course.about;
    let ground = volume.options.theme.accent.map_or(GROUND, |accent| accent.light);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{ground}\"/>\n\
         <rect x=\"{MARGIN}\" y=\"300\" width=\"200\" height=\"10\" fill=\"#ffffff\"/>\n"
    );
    let mut y = 430;
    let mut set = |words: &[(Lang, String)], size: u32, weight: &str| {
        for (lang, text) in words {
            for line in lines(text, (WIDTH - 2 * MARGIN) / size) {
                let _ = write!(
                    out,
                    "<text x=\"{MARGIN}\" y=\"{y}\" font-family=\"sans-serif\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"#ffffff\""
                );
                let _ = write!(out, " xml:lang=\"{}\">", volume.tag(*lang));
                escape::text(&line, &mut out);
                out.push_str("</text>\n");
                y += size * 5 / 4;
            }
            y += size / 2;
        }
        y += 40;
    };
    set(&volume.each(|lang| about.title[lang].clone()), 104, "bold");
    if let Some(subtitle) = &about.subtitle {
        set(&volume.each(|lang| subtitle[lang].clone()), 46, "normal");
    }
    if let Some(author) = &about.author {
        set(&volume.each(|lang| author[lang].clone()), 46, "normal");
    }
    out.push_str("</svg>\n");
    out
}

/// A text in lines of so many full widths. Chinese parts anywhere, other scripts between words.
fn lines(text: &str, widths: u32) -> Vec<String> {
    let width = |word: &str| word.chars().map(|c| if is_wide(c) { 20 } else { 11 }).sum::<u32>();
    let mut lines = vec![String::new()];
    for word in words(text) {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && width(line) + width(word.trim_end()) > widths * 20 {
            lines.push(word.to_owned());
        } else {
            line.push_str(word);
        }
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What stays on one line: a word with the space behind it, or a wide character.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let next = text[end..].chars().next();
        let parts = next.is_none_or(|next| {
            let kept = "，。、；：！？）》”’".contains(next) || "（《“‘".contains(c);
            c == ' ' || !kept && (is_wide(c) || is_wide(next))
        });
        if parts {
            words.push(&text[start..end]);
            start = end;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_parted_where_its_script_is() {
        assert_eq!(lines("Handling Complaints at the desk", 9), ["Handling", "Complaints at", "the desk"]);
        assert_eq!(lines("从容应对投诉，写给前台", 6), ["从容应对投", "诉，写给前台"]);
        assert_eq!(lines("客户说no。", 4), ["客户说", "no。"]);
        assert_eq!(lines("", 4), Vec::<String>::new());
    }
}
