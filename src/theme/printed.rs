//! The part of `theme.yaml` that is for paper alone: fonts, margins and indents.

use std::collections::BTreeMap;

use super::print::families;
use super::tables;
use crate::course::HanForms;
use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::message::{self, both};
use crate::sources::{Attachment, Sources};
use crate::yaml::Node;

/// What a theme changes of printed pages.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// For running text.
    pub serif: Typefaces,
    /// For titles, labels and tables.
    pub sans: Typefaces,
    /// For code.
    pub mono: Typefaces,
    /// For characters that the families above and the default theme's lack, in any role: the first one that has it draws it.
    pub others: Vec<String>,
    /// For emoji of texts, before those of the default theme.
    pub emoji: Option<String>,
    /// The files of those fonts.
    pub fonts: Vec<Vec<u8>>,
    /// The margins of A4 and Letter pages; None for those of the default theme.
    pub margins: Option<Margins>,
    /// Whether paragraphs of Chinese and Japanese begin two characters in, with no room between them.
    pub indents: bool,
}

/// The families of one role. A character that they lack is drawn by the default theme's.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    /// The family for Latin letters; None for the default theme's.
    pub latin: Option<String>,
    /// The family for Chinese characters; None for the default theme's.
    pub chinese: Option<String>,
    /// The families for other forms of Han characters and what is written with them. The default theme has none.
    pub others: BTreeMap<HanForms, String>,
}

impl Typefaces {
    /// The theme's family for characters of these forms.
    pub fn of(&self, forms: HanForms) -> Option<&str> {
        match forms {
            HanForms::Simplified => self.chinese.as_deref(),
            forms => self.others.get(&forms).map(String::as_str),
        }
    }
}

/// From the edge of the paper to what stands outermost, in micrometres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// At the top, above the running head.
    pub top: u32,
    /// At the bottom, below the page number.
    pub bottom: u32,
    /// Where pages are bound, or at the left of pages that are printed on one side.
    pub inside: u32,
    /// At the open edge, or at the right of pages that are printed on one side.
    pub outside: u32,
}

/// Where fonts lie.
pub(super) const FONTS: &str = "theme/fonts/";

/// Reads `print:`.
pub fn read(node: &Node, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Printed {
    let mut printed = Printed::default();
    let mut fields = node.fields(diagnostics);
    fields.only(&tables::PRINT_KEYS, diagnostics);
    if let Some(node) = fields.get("fonts") {
        fonts(node, sources, &mut printed, diagnostics);
    }
    printed.margins = fields.get("margins").and_then(|node| margins(node, diagnostics));
    printed.indents = fields.get("indents").and_then(|node| node.bool(diagnostics)).unwrap_or(false);
    printed
}

fn fonts(node: &Node, sources: &Sources, printed: &mut Printed, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: Vec<String> = Vec::new();
    let files: Vec<&Attachment> = sources.attachments.iter().filter(|file| file.path.starts_with(FONTS)).collect();
    for file in files {
        let found = families(&file.bytes);
        if found.is_empty() {
            let message = both!("`{}` is no font that PDFs can be set in", "`{}` 不是可以用来排 PDF 的字体", file.path);
            diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message).hint(both!(
                "put the font there as a TTF or OTF file; fonts for websites (WOFF) will not do",
                "请放入 TTF 或 OTF 字体文件；网页字体（WOFF）不行"
            )));
        }
        known.extend(found);
        printed.fonts.push(file.bytes.to_vec());
    }
    known.sort();
    known.dedup();
    let mut roles = node.fields(diagnostics);
    roles.only(&tables::FONT_KEYS, diagnostics);
    for (name, typefaces) in [("serif", &mut printed.serif), ("sans", &mut printed.sans), ("mono", &mut printed.mono)] {
        let Some(node) = roles.get(name) else { continue };
        let mut scripts = node.fields(diagnostics);
        scripts.only(&tables::SCRIPTS, diagnostics);
        typefaces.latin = scripts.get("latin").and_then(|node| family(node, &known, diagnostics));
        typefaces.chinese = scripts.get("chinese").and_then(|node| family(node, &known, diagnostics));
        for (key, forms) in tables::FORMS {
            let family = scripts.get(key).and_then(|node| family(node, &known, diagnostics));
            typefaces.others.extend(family.map(|family| (forms, family)));
        }
    }
    let others = roles.get("others").map_or(Vec::new(), |node| node.list(diagnostics));
    printed.others = others.into_iter().filter_map(|node| family(node, &known, diagnostics)).collect();
    printed.emoji = roles.get("emoji").and_then(|node| family(node, &known, diagnostics));
}

fn family(node: &Node, known: &[String], diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let name = node.text(diagnostics)?;
    // As the typesetter looks them up.
    let same = |family: &&String| family.to_lowercase() == name.to_lowercase();
    if let Some(family) = known.iter().find(same) {
        return Some(family.clone());
    }
    let message = both!(
        "no font in the folder `theme/fonts` is called `{name}`",
        "文件夹 `theme/fonts` 里没有叫 `{name}` 的字体"
    );
    let diagnostic = Diagnostic::new(Code::WrongValue, node.span, message);
    let list = message::list(known);
    diagnostics.push(match nearest(&name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic.hint(Hint::meant(&name, near)),
        None if known.is_empty() => {
            diagnostic.hint(both!("put its TTF or OTF files there", "请把它的 TTF 或 OTF 文件放进去"))
        }
        None => diagnostic.hint(both!("there is {list}", "那里有 {list}"; list)),
    });
    None
}

fn margins(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Margins> {
    let mut fields = node.fields(diagnostics);
    fields.only(&tables::MARGINS, diagnostics);
    let mut margin = |key: &str| fields.require(key, diagnostics).and_then(|node| length(node, diagnostics));
    let (top, bottom, inside, outside) = (margin("top"), margin("bottom"), margin("inside"), margin("outside"));
    Some(Margins { top: top?, bottom: bottom?, inside: inside?, outside: outside? })
}

/// `25mm`, in micrometres. Printers leave some millimetres of the edge white, and a page needs room for its text.
fn length(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let millimetres = match (text.strip_suffix("mm"), text.strip_suffix("cm")) {
        (Some(number), _) => number.trim().parse::<f64>().ok(),
        (_, Some(number)) => number.trim().parse::<f64>().ok().map(|cm| cm * 10.0),
        _ => None,
    };
    let known = millimetres.filter(|mm| (10.0..=50.0).contains(mm));
    if known.is_none() {
        let message = both!(
            "expected a margin from `10mm` to `50mm`, found `{text}`",
            "页边距应在 `10mm` 到 `50mm` 之间，现在是 `{text}`"
        );
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, message)
                .hint(both!("write it such as `25mm`", "请写成 `25mm` 这样")),
        );
    }
    known.map(|mm| (mm * 1000.0).round() as u32)
}
