//! Text of drawings with emoji, or with characters that no font has.
//!
//! What draws them looks for other fonts only as long as each makes as many glyphs of the whole text, which a ligature or an emoji of several
//! characters ends. So here every piece of such a text gets a `tspan` that names the font which has it.

use std::fmt::Write;
use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

/// A piece of a text and the family that it needs; none for that of the text around.
pub struct Piece<'a> {
    pub text: String,
    pub family: Option<&'a str>,
}

/// The words of a drawing that writes characters as numbers; none for other files.
pub fn words(file: &str) -> Option<String> {
    let text = file.trim_start_matches('\u{feff}');
    let document = Some(text).filter(|text| text.starts_with('<') && text.contains("&#")).and_then(parsed)?;
    Some(texts(&document).filter_map(|(_, node)| node.text()).collect())
}

/// A drawing whose texts are taken apart by `pieces`. None if it cannot be read.
pub fn with_families<'a>(drawing: &str, pieces: impl Fn(&str) -> Vec<Piece<'a>>) -> Option<String> {
    // Where entities are declared, texts do not stand where they are shown.
    if drawing.contains("<!ENTITY") {
        return None;
    }
    let start = drawing.len() - drawing.trim_start_matches('\u{feff}').len();
    let document = parsed(&drawing[start..])?;
    let mut out = String::with_capacity(drawing.len());
    let mut done = 0;
    for (range, node) in texts(&document) {
        let range = start + range.start..start + range.end;
        let tag = tag(node);
        out.push_str(&drawing[done..range.start]);
        for piece in pieces(node.text().unwrap_or_default()) {
            let text = escaped(&piece.text);
            let _ = match piece.family {
                Some(family) => write!(out, "<{tag} style=\"font-family:'{}'\">{text}</{tag}>", escaped(family)),
                None => out.write_str(&text),
            };
        }
        done = range.end;
    }
    out.push_str(&drawing[done..]);
    Some(out)
}

fn parsed(drawing: &str) -> Option<Document<'_>> {
    Document::parse_with_options(drawing, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).ok()
}

/// The texts that are shown, in order, each with its place.
fn texts<'a>(document: &'a Document) -> impl Iterator<Item = (Range<usize>, Node<'a, 'a>)> {
    let shown = |node: &Node| node.is_text() && node.ancestors().any(|outer| outer.tag_name().name() == "text");
    let plain = |(range, _): &(Range<usize>, Node)| !document.input_text()[range.clone()].contains('<');
    document.descendants().filter(shown).map(|node| (node.range(), node)).filter(plain)
}

/// `tspan`, with the prefix that the drawing has for its elements.
fn tag(text: Node) -> String {
    let prefix = text.parent_element().and_then(|parent| parent.lookup_prefix(parent.tag_name().namespace()?));
    prefix.map_or("tspan".to_owned(), |prefix| format!("{prefix}:tspan"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stars(drawing: &str) -> Option<String> {
        with_families(drawing, |text| {
            text.split_inclusive('*')
                .flat_map(|part| {
                    [(part.trim_end_matches('*'), None), (&part[part.trim_end_matches('*').len()..], Some("Stars"))]
                })
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, family)| Piece { text: text.to_owned(), family })
                .collect()
        })
    }

    #[test]
    fn pieces_get_their_family() {
        let svg = |content: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>");
        for (before, after) in [
            ("<text>a * b</text>", "<text>a <tspan style=\"font-family:'Stars'\">*</tspan> b</text>"),
            (
                "<text>a &lt;<tspan>&#42;</tspan></text>",
                "<text>a &lt;<tspan><tspan style=\"font-family:'Stars'\">*</tspan></tspan></text>",
            ),
            ("<title>*</title><desc a=\"*\"/><!-- * -->", "<title>*</title><desc a=\"*\"/><!-- * -->"),
            ("<text><![CDATA[*]]></text>", "<text><![CDATA[*]]></text>"),
        ] {
            assert_eq!(stars(&svg(before)), Some(svg(after)));
        }
        let prefixed = stars("\u{feff}<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:text>*</s:text></s:svg>");
        assert!(
            prefixed
                .expect("it is read")
                .contains("<s:text><s:tspan style=\"font-family:'Stars'\">*</s:tspan></s:text>")
        );
        assert_eq!(stars("<!DOCTYPE svg [<!ENTITY a \"*\">]><svg/>"), None);
        assert_eq!(stars("<svg"), None);
    }
}
