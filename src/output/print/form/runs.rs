//! What stands within a line of a form.

use std::fmt::Write;

use super::blocks::FormWriter;
use super::formula;
use crate::output::html::escape;
use crate::output::print::data::text::{BlockNode, InlineSpan, TextRun};
use crate::output::print::writer::plain;

/// How a run looks.
#[derive(Clone, Debug, Default)]
pub struct Look {
    bold: bool,
    italic: bool,
    strike: bool,
    underlined: bool,
    marked: bool,
    code: bool,
    dotted: bool,
    /// `superscript` or `subscript`.
    raised: Option<&'static str>,
    /// The tag of a language that is not the form's.
    lang: Option<String>,
}

/// Words in the look of their paragraph.
pub fn text_run(text: &str) -> String {
    run(text, &Look::default())
}

/// Bold words.
pub fn bold_run(text: &str) -> String {
    run(text, &Look { bold: true, ..Look::default() })
}

/// The elements that say how a run looks stand in the order of the standard (ECMA-376, part 1, 17.3.2.28).
fn run(text: &str, look: &Look) -> String {
    let mut out = String::from("<w:r>");
    let mut properties = String::new();
    let flags = [
        (look.code, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"),
        (look.bold, "<w:b/>"),
        (look.italic, "<w:i/>"),
        (look.strike, "<w:strike/>"),
        (look.marked, "<w:highlight w:val=\"yellow\"/>"),
        (look.underlined, "<w:u w:val=\"single\"/>"),
    ];
    flags.iter().filter(|(wanted, _)| *wanted).for_each(|(_, element)| properties.push_str(element));
    if let Some(raised) = look.raised {
        let _ = write!(properties, "<w:vertAlign w:val=\"{raised}\"/>");
    }
    if look.dotted {
        properties.push_str("<w:em w:val=\"underDot\"/>");
    }
    if let Some(lang) = &look.lang {
        let _ = write!(properties, "<w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\"/>");
    }
    if !properties.is_empty() {
        let _ = write!(out, "<w:rPr>{properties}</w:rPr>");
    }
    out.push_str("<w:t xml:space=\"preserve\">");
    escape::text(text, &mut out);
    out.push_str("</w:t></w:r>");
    out
}

impl FormWriter<'_> {
    pub fn runs(&mut self, runs: &[TextRun]) -> String {
        self.looking(runs, &Look::default())
    }

    pub fn bold(&mut self, runs: &[TextRun]) -> String {
        self.looking(runs, &Look { bold: true, ..Look::default() })
    }

    fn looking(&mut self, runs: &[TextRun], look: &Look) -> String {
        let mut out = String::new();
        for piece in runs {
            match piece {
                TextRun::Text(text) => out.push_str(&run(text, look)),
                TextRun::Span(span) => self.span(span, look, &mut out),
            }
        }
        out
    }

    fn span(&mut self, span: &InlineSpan, look: &Look, out: &mut String) {
        let look = look.clone();
        let (content, look) = match span {
            InlineSpan::Emphasis { content } => (content, Look { italic: true, ..look }),
            InlineSpan::Strong { content } => (content, Look { bold: true, ..look }),
            InlineSpan::Strike { content } => (content, Look { strike: true, ..look }),
            InlineSpan::Styled { style, content } => (content, styled(style, look)),
            InlineSpan::Foreign { lang, content } => {
                let tag = self.course.languages[*lang].tag.clone();
                (content, Look { lang: Some(tag), ..look })
            }
            InlineSpan::Passage { lang, region, content } => {
                let tag = region.as_ref().map_or_else(|| lang.clone(), |region| format!("{lang}-{region}"));
                (content, Look { lang: Some(tag), ..look })
            }
            InlineSpan::Reference { content, .. } => (content, look),
            InlineSpan::Link { url: Some(url), content, .. } => {
                let id = self.link(url);
                let words = self.looking(content, &Look { underlined: true, ..look });
                let _ = write!(out, "<w:hyperlink r:id=\"{id}\">{words}</w:hyperlink>");
                return;
            }
            InlineSpan::Link { url: None, shown, content } => {
                out.push_str(&self.looking(content, &look));
                if let Some(shown) = shown {
                    out.push_str(&run(&format!(" ({shown})"), &look));
                }
                return;
            }
            InlineSpan::Ruby { reading, content } => {
                out.push_str(&self.looking(content, &look));
                out.push_str(&run(&format!(" ({reading})"), &look));
                return;
            }
            InlineSpan::Note { content, .. } => {
                if let Some(note) = content {
                    out.push_str(&run(&format!(" ({})", words(note)), &look));
                }
                return;
            }
            InlineSpan::Break => {
                out.push_str("<w:r><w:br/></w:r>");
                return;
            }
            InlineSpan::Dots { text } => {
                out.push_str(&run(text, &Look { dotted: true, ..look }));
                return;
            }
            InlineSpan::Code { parts } => {
                out.push_str(&run(&parts.concat(), &Look { code: true, ..look }));
                return;
            }
            InlineSpan::Formula(equation) => {
                out.push_str(&formula::in_line(&equation.pieces));
                return;
            }
            InlineSpan::Image { picture } => {
                out.push_str(&self.picture(picture));
                return;
            }
            InlineSpan::Stale | InlineSpan::Place { .. } | InlineSpan::IndexMark { .. } => {
                return;
            }
        };
        out.push_str(&self.looking(content, &look));
    }
}

/// The look of an element of HTML.
fn styled(style: &str, look: Look) -> Look {
    match style {
        "sup" => Look { raised: Some("superscript"), ..look },
        "sub" => Look { raised: Some("subscript"), ..look },
        "kbd" => Look { code: true, ..look },
        "mark" => Look { marked: true, ..look },
        "u" | "ins" => Look { underlined: true, ..look },
        _ => look,
    }
}

/// The words of a note in a line.
fn words(note: &[BlockNode]) -> String {
    let of = |node: &BlockNode| match node {
        BlockNode::Paragraph { content, .. } => Some(plain(content)),
        BlockNode::Formula(formula) => Some(formula.alt.clone()),
        _ => None,
    };
    note.iter().filter_map(of).collect::<Vec<_>>().join(" ")
}
