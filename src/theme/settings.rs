//! `theme.yaml`: what a company changes to make a course look like its own. It says what is wanted, not how an output does it.

use std::collections::BTreeMap;

use super::colour::{Colour, READABLE};
use super::print::PRINT_TEMPLATES;
use super::printed::{self, Printed};
use super::tables;
use super::web::WEB_TEMPLATES;
use crate::book::Book;
use crate::course::Localized;
use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::message::{self, both};
use crate::picture::{self, Unusable};
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::yaml::{self, Node};

/// A theme's settings. Without `theme.yaml` all of them are empty.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// For links, buttons and what is chosen.
    pub accent: Option<Scheme>,
    /// For marks and numbers.
    pub second: Option<Scheme>,
    /// The picture beside the title of the website, on title pages, sheets and certificates.
    pub logo: Option<OwnPicture>,
    /// The cover of electronic books.
    pub cover: Option<OwnPicture>,
    /// The last line of every page of the website, in every language.
    pub footer: Option<Localized<String>>,
    /// What the foot of every page of the website links to.
    pub links: Vec<FooterLink>,
    /// Web templates that stand in for the default ones, by name: `item.html`.
    pub templates: BTreeMap<String, String>,
    /// As `templates`, of the PDFs: `front.typ`.
    pub print_templates: BTreeMap<String, String>,
    /// What is changed of the PDFs.
    pub printed: Printed,
    /// The pictures in the folder `theme`, by name.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// A colour for light pages and one for dark pages. Both can be read on every ground of their pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// On light pages, and on paper.
    pub light: Colour,
    /// On dark pages.
    pub dark: Colour,
}

/// A picture of the company's.
#[derive(Clone, Debug)]
pub struct OwnPicture {
    /// In the folder `theme`.
    pub name: String,
    /// `svg`, `png` …
    pub extension: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// In pixels, when the file says.
    pub size: Option<(u32, u32)>,
}

/// A link in the foot of every page.
#[derive(Clone, Debug)]
pub struct FooterLink {
    /// The words of the link, in every language.
    pub label: Localized<String>,
    /// An absolute address: `https:`, `mailto:` or `tel:`.
    pub url: String,
}

/// What text stands on: the page, a box, what is sunken into the page.
pub const LIGHT: [Colour; 3] = [Colour::new(0xfb_f9_f5), Colour::WHITE, Colour::new(0xf3_f0_e8)];
/// The same grounds on dark pages.
pub const DARK: [Colour; 3] = [Colour::new(0x14_19_1b), Colour::new(0x1b_22_24), Colour::new(0x101416)];

/// How much of a colour is in the tint of a box.
const TINT: f64 = 0.1;

/// The ground of boxes in a colour.
pub fn tint(colour: Colour, grounds: [Colour; 3]) -> Colour {
    colour.mixed(TINT, grounds[1])
}

/// Reads `theme.yaml`, when there is one, and takes templates and pictures along.
pub fn read(sources: &Sources, file: Option<FileId>, book: &Book) -> (Theme, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut theme = Theme { pictures: pictures(sources), ..Theme::default() };
    theme.templates = templates(sources, "web", WEB_TEMPLATES, &mut diagnostics);
    theme.print_templates = templates(sources, "print", PRINT_TEMPLATES, &mut diagnostics);
    let Some(file) = file else { return (theme, diagnostics) };
    let root = match yaml::parse(&sources.get(file).text, file, 0) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return (theme, diagnostics);
        }
    };
    let mut fields = root.fields(&mut diagnostics);
    fields.only(&tables::KEYS, &mut diagnostics);
    if let Some(node) = fields.get("colours") {
        let mut colours = node.fields(&mut diagnostics);
        colours.only(&tables::COLOURS, &mut diagnostics);
        theme.accent = colours.get("accent").and_then(|node| scheme(node, &mut diagnostics));
        theme.second = colours.get("second").and_then(|node| scheme(node, &mut diagnostics));
    }
    theme.logo = fields.get("logo").and_then(|node| picture(node, sources, &mut diagnostics));
    theme.cover = fields.get("cover").and_then(|node| picture(node, sources, &mut diagnostics));
    theme.footer = fields.get("footer").and_then(|node| book.localized(node, &mut diagnostics));
    for entry in fields.get("links").map_or(Vec::new(), |node| node.list(&mut diagnostics)) {
        let mut link = entry.fields(&mut diagnostics);
        link.only(&tables::LINK_KEYS, &mut diagnostics);
        let label = link.require("label", &mut diagnostics).and_then(|node| book.localized(node, &mut diagnostics));
        let url = link.require("url", &mut diagnostics).and_then(|node| address(node, &mut diagnostics));
        theme.links.extend(label.zip(url).map(|(label, url)| FooterLink { label, url }));
    }
    if let Some(node) = fields.get("print") {
        theme.printed = printed::read(node, sources, &mut diagnostics);
    }
    (theme, diagnostics)
}

fn scheme(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Scheme> {
    let mut fields = node.fields(diagnostics);
    fields.only(&tables::GROUNDS, diagnostics);
    let mut colour = |key: &str, grounds| {
        let node = fields.require(key, diagnostics)?;
        let text = node.text(diagnostics)?;
        let Some(colour) = Colour::parse(&text) else {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongValue,
                    node.span,
                    both!("expected a colour, found `{text}`", "这里应是颜色，现在是 `{text}`"),
                )
                .hint(both!(
                    "write six digits in quotes, such as `\"#1b6673\"`",
                    "请在引号里写六位数字，例如 `\"#1b6673\"`"
                )),
            );
            return None;
        };
        check_contrast(colour, key, grounds, node.span, diagnostics);
        Some(colour)
    };
    let (light, dark) = (colour("light", LIGHT), colour("dark", DARK));
    Some(Scheme { light: light?, dark: dark? })
}

/// The contrast of a colour to what it can be read against worst.
fn worst(colour: Colour, grounds: [Colour; 3]) -> f64 {
    let all = grounds.into_iter().chain([tint(colour, grounds)]);
    all.map(|ground| colour.contrast(ground)).fold(f64::INFINITY, f64::min)
}

fn check_contrast(colour: Colour, pages: &str, grounds: [Colour; 3], span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let found = worst(colour, grounds);
    if found >= READABLE {
        return;
    }
    let (end, ground) = if pages == "light" { (Colour::BLACK, "浅色") } else { (Colour::WHITE, "深色") };
    let nearer = (0..=100).map(|percent| colour.mixed(1.0 - f64::from(percent) / 100.0, end));
    let good = nearer.into_iter().find(|&colour| worst(colour, grounds) >= READABLE).unwrap_or(end);
    // Rounded down, so that a ratio that is too small never looks like enough.
    let found = (found * 100.0).floor() / 100.0;
    diagnostics.push(
        Diagnostic::new(
            Code::LowContrast,
            span,
            both!(
                "expected a contrast of at least {READABLE}:1 to {pages} pages, found {found:.2}:1",
                "与{ground}页面的对比度至少应是 {READABLE}:1，现在是 {found:.2}:1"
            ),
        )
        .hint(both!("`{good}` is near and can be read", "`{good}` 相近，而且看得清")),
    );
}

fn picture(node: &Node, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<OwnPicture> {
    let name = node.text(diagnostics)?;
    let files: Vec<(&str, &[u8])> =
        sources.attachments.iter().filter_map(|file| Some((file.path.strip_prefix("theme/")?, &*file.bytes))).collect();
    let Some(&(name, bytes)) = files.iter().find(|(path, _)| *path == name) else {
        let diagnostic = Diagnostic::new(
            Code::MissingPicture,
            node.span,
            both!("there is no picture `{name}` in the folder `theme`", "文件夹 `theme` 里没有图片 `{name}`"),
        );
        diagnostics.push(match nearest(&name, files.iter().map(|(path, _)| *path)) {
            Some(near) => diagnostic.hint(Hint::meant(&name, near)),
            None => diagnostic.hint(both!(
                "put an SVG, PNG, JPEG or WebP file there, beside `theme.yaml`: `theme/logo.svg`",
                "请把 SVG、PNG、JPEG 或 WebP 文件放进 `theme.yaml` 旁边的这个文件夹：`theme/logo.svg`"
            )),
        });
        return None;
    };
    match picture::read(bytes) {
        Ok(picture) => Some(OwnPicture {
            name: name.to_owned(),
            extension: picture.format.extension().to_owned(),
            bytes: bytes.to_vec(),
            size: picture.size,
        }),
        Err(unusable) => {
            let why = match unusable {
                Unusable::Broken(why) => why,
                Unusable::TooLarge(width, height) => {
                    both!("it has {width} × {height} pixels", "它有 {width} × {height} 像素")
                }
            };
            let message = both!("the picture `{name}` cannot be shown: {why}", "图片 `{name}` 无法显示：{why}"; why);
            diagnostics.push(
                Diagnostic::new(Code::MissingPicture, node.span, message)
                    .hint(both!("save it again from a drawing program", "请用绘图软件重新保存")),
            );
            None
        }
    }
}

/// Where a link in the footer leads: out of the course, over an encrypted connection.
fn address(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = node.text(diagnostics)?;
    let host = url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    if host.is_none_or(str::is_empty) || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!("`{url}` is not an address that a footer can lead to", "`{url}` 不是页脚可以链接的地址"),
            )
            .hint(both!(
                "write it in full, such as `https://help.example/`",
                "请写完整的地址，例如 `https://help.example/`"
            )),
        );
        return None;
    }
    Some(url)
}

/// The templates in a folder of the theme. A file that would replace none is a mistake.
fn templates(
    sources: &Sources,
    folder: &str,
    known: &[(&str, &str)],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let known: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let mut templates = BTreeMap::new();
    let prefix = format!("theme/{folder}/");
    for (file, source) in sources.iter() {
        let Some(name) = source.path.strip_prefix(&prefix) else { continue };
        if known.contains(&name) {
            templates.insert(name.to_owned(), source.text.to_string());
            continue;
        }
        let whose = if folder == "web" { both!("the website has", "网站") } else { both!("the PDFs have", "PDF ") };
        let message = both!("{whose} no template `{name}`", "{whose}没有模板 `{name}`"; whose);
        // The right name, in the wrong folder.
        let elsewhere = known.iter().copied().find(|known| known.ends_with(&format!("/{name}")));
        let list = message::list(&known);
        let hint = match elsewhere.or_else(|| nearest(name, known.iter().copied())) {
            Some(near) => both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？"),
            None => both!("here may stand {list}", "这里可以放 {list}"; list),
        };
        diagnostics.push(Diagnostic::new(Code::FileName, Span::start_of(file), message).hint(hint));
    }
    templates
}

fn pictures(sources: &Sources) -> BTreeMap<String, Vec<u8>> {
    let pictures = sources.attachments.iter().filter(|file| !file.path.starts_with(printed::FONTS));
    pictures.filter_map(|file| Some((file.path.strip_prefix("theme/")?.to_owned(), file.bytes.to_vec()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grounds_are_those_of_the_styles() {
        let css = include_str!("../../themes/default/web/css/base.css");
        for (name, light, dark) in [("paper", 0, 0), ("surface", 1, 1), ("sunken", 2, 2)] {
            let line = format!("--{name}: light-dark({}, {});", LIGHT[light], DARK[dark]);
            assert!(css.contains(&line), "{line}");
        }
    }

    #[test]
    fn the_default_colours_can_be_read() {
        for (light, dark) in [(0x1b_66_73, 0x86_c8_d2), (0x90_60_0c, 0xe2_b6_67)] {
            assert!(worst(Colour::new(light), LIGHT) >= READABLE);
            assert!(worst(Colour::new(dark), DARK) >= READABLE);
        }
    }
}
