//! `styles.xml`: what a paragraph or some words are, by the names of their styles. Word and WPS write the same style under other ids and in the
//! language of the author, so both the name and what it is based on count.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::package::{attr, child, is, switch, value};
use crate::import::model::Style;

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The title of the document.
    Title,
    /// The line below it.
    Subtitle,
    /// A heading of a level from 1.
    Heading(u8),
    /// The words of a picture or table.
    Caption,
    /// A quotation.
    Quote,
    /// Lines of code.
    Code,
    /// A line of a table of contents, or its title.
    Contents,
}

/// Where a list belongs that a style makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// `w:numId`.
    pub list: Option<String>,
    /// `w:ilvl`, or what the name of the style says.
    pub level: Option<usize>,
}

#[derive(Debug, Default)]
struct Entry {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    place: ListPlace,
    words: [Option<bool>; 3],
    vertical: Option<String>,
    fixed_width: bool,
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub struct Styles {
    entries: BTreeMap<String, Entry>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

/// A chain of styles that are based on each other has no more.
const LONGEST_CHAIN: usize = 20;

impl Styles {
    /// Reads the root of `styles.xml`.
    pub fn read(root: Node<'_, '_>) -> Styles {
        let mut styles = Styles::default();
        for node in root.children().filter(|node| is(*node, "style")) {
            let Some(id) = attr(node, "styleId") else { continue };
            let name = value(node, "name").unwrap_or(id).trim().to_lowercase();
            if attr(node, "type") == Some("paragraph") && matches!(attr(node, "default"), Some("1" | "true")) {
                styles.usual = Some(id.to_owned());
            }
            let paragraph = child(node, "pPr");
            let numbering = paragraph.and_then(|p| child(p, "numPr"));
            let run = child(node, "rPr");
            let words = ["b", "i", "strike"].map(|name| run.and_then(|run| switch(run, name)));
            let entry = Entry {
                based_on: value(node, "basedOn").map(str::to_owned),
                outline: paragraph.and_then(|p| value(p, "outlineLvl")).and_then(|level| level.parse().ok()),
                place: ListPlace {
                    list: numbering.and_then(|n| value(n, "numId")).map(str::to_owned),
                    level: numbering.and_then(|n| value(n, "ilvl")).and_then(|level| level.parse().ok()),
                },
                words,
                vertical: run.and_then(|run| value(run, "vertAlign")).map(str::to_owned),
                fixed_width: run.is_some_and(|run| has_fixed_width(run)),
                name,
            };
            styles.entries.insert(id.to_owned(), entry);
        }
        styles
    }

    /// A style and those that it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Entry> {
        let mut next = id.or(self.usual.as_deref());
        std::iter::from_fn(move || {
            let entry = self.entries.get(next?)?;
            next = entry.based_on.as_deref();
            Some(entry)
        })
        .take(LONGEST_CHAIN)
    }

    /// The name of a style, in lower case.
    pub fn name(&self, id: &str) -> &str {
        self.entries.get(id).map_or("", |entry| entry.name.as_str())
    }

    /// What a style makes of a paragraph.
    pub fn role(&self, id: Option<&str>) -> Option<Role> {
        for entry in self.chain(id) {
            if let Some(role) = role(&entry.name) {
                return Some(role);
            }
            match entry.outline {
                Some(level @ 0..=8) => return Some(Role::Heading(level + 1)),
                // Body text, whatever it is based on.
                Some(_) => return None,
                None => {}
            }
        }
        None
    }

    /// The list that a style puts a paragraph into.
    pub fn list(&self, id: Option<&str>) -> ListPlace {
        let mut found = ListPlace::default();
        for entry in self.chain(id) {
            found.list = found.list.or_else(|| entry.place.list.clone());
            let named = entry.name.strip_prefix("list ").and_then(|rest| rest.rsplit(' ').next()?.parse().ok());
            found.level = found.level.or(entry.place.level).or(named.map(|level: usize| level.saturating_sub(1)));
        }
        found
    }

    /// How a style of words sets them, and whether it is one of code.
    pub fn words(&self, id: &str) -> (Style, bool) {
        let mut style = Style::default();
        let first = |at: usize| self.chain(Some(id)).find_map(|entry| entry.words[at]).unwrap_or(false);
        (style.bold, style.italic, style.strike) = (first(0), first(1), first(2));
        let vertical = self.chain(Some(id)).find_map(|entry| entry.vertical.as_deref());
        style.superscript = vertical == Some("superscript");
        style.subscript = vertical == Some("subscript");
        let code = |entry: &Entry| entry.fixed_width || is_code(&entry.name);
        let name = self.name(id);
        // The look of a call is the business of whoever sets the page.
        if name.contains("footnote reference") || name.contains("endnote reference") || name == "hyperlink" {
            style = Style::default();
        }
        (style, self.chain(Some(id)).any(code))
    }
}

/// Whether words are in a typeface of code.
pub fn has_fixed_width(run: Node<'_, '_>) -> bool {
    const FACES: [&str; 7] =
        ["courier new", "courier", "consolas", "lucida console", "menlo", "cascadia code", "dejavu sans mono"];
    let face = child(run, "rFonts").and_then(|fonts| attr(fonts, "ascii"));
    face.is_some_and(|face| FACES.contains(&face.to_lowercase().as_str()))
}

fn is_code(name: &str) -> bool {
    ["source code", "verbatim char", "html code", "html preformatted", "code", "html 代码", "代码", "html 预设格式"]
        .contains(&name)
        || name.ends_with(" code")
}

/// What the name of a style says, in English or Chinese, in lower case.
fn role(name: &str) -> Option<Role> {
    let level = |rest: &str| rest.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    for heading in ["heading", "标题", "標題"] {
        if let Some(level) = name.strip_prefix(heading).and_then(level) {
            return Some(Role::Heading(level));
        }
    }
    Some(match name {
        "title" | "标题" | "標題" => Role::Title,
        "subtitle" | "副标题" | "副標題" => Role::Subtitle,
        "caption" | "image caption" | "table caption" | "题注" | "標號" => Role::Caption,
        "quote" | "intense quote" | "block text" | "引用" | "明显引用" | "引文" | "文本块" => Role::Quote,
        "source code" | "html preformatted" | "code" | "macro" | "代码" | "html 预设格式" => Role::Code,
        "toc heading" | "toc 标题" | "toc标题" | "table of figures" | "图表目录" => Role::Contents,
        name if ["toc ", "目录 ", "目錄 "]
            .iter()
            .any(|contents| name.strip_prefix(contents).and_then(level).is_some()) =>
        {
            Role::Contents
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::package::parse;
    use super::*;

    #[test]
    fn headings_are_known_by_name_level_and_what_they_are_based_on() {
        let text = r#"<w:styles xmlns:w="w">
            <w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>
            <w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 1"/><w:basedOn w:val="1"/></w:style>
            <w:style w:type="paragraph" w:styleId="3"><w:name w:val="章节"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="4"><w:name w:val="My chapter"/><w:basedOn w:val="2"/></w:style>
            <w:style w:type="paragraph" w:styleId="5"><w:name w:val="Body of it"/><w:basedOn w:val="4"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="6"><w:name w:val="toc 2"/></w:style>
            <w:style w:type="paragraph" w:styleId="7"><w:name w:val="List Bullet 3"/><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="8"><w:name w:val="In a circle"/><w:basedOn w:val="8"/></w:style>
        </w:styles>"#;
        let document = parse(text).expect("it is XML");
        let styles = Styles::read(document.root_element());
        let roles: Vec<_> = ["1", "2", "3", "4", "5", "6", "8", "9"].map(|id| styles.role(Some(id))).to_vec();
        let heading = |level| Some(Role::Heading(level));
        let expected = [None, heading(1), heading(2), heading(1), None, Some(Role::Contents), None, None];
        assert_eq!(roles, expected);
        assert_eq!(styles.list(Some("7")), ListPlace { list: Some("8".into()), level: Some(2) });
    }
}
