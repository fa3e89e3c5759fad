//! What stands in a paragraph: runs of words, links, marks of changes, calls of notes.

use roxmltree::Node;

use super::package::{attr, child, is, switch, value};
use super::styles::has_fixed_width;
use super::{Reader, equations, symbols, words_of};
use crate::import::model::{Inline, Style, is_blank, words};
use crate::message::both;

/// Addresses that a course may lead to.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

impl<'a> Reader<'a> {
    /// Reads what is inside of a paragraph or of what a paragraph holds.
    pub fn inlines(&mut self, parent: Node<'a, 'a>, outer: Style) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "r" => self.run(node, outer),
                "hyperlink" => self.hyperlink(node, outer),
                "ins" | "moveTo" => {
                    self.tallies.insertions += usize::from(is(node, "ins"));
                    self.inlines(node, outer);
                }
                "del" | "moveFrom" => self.tallies.deletions += usize::from(is(node, "del")),
                "smartTag" | "customXml" | "dir" | "bdo" => self.inlines(node, outer),
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.inlines(content, outer);
                    }
                }
                "fldSimple" => {
                    self.begin_field(attr(node, "instr").unwrap_or_default());
                    self.inlines(node, outer);
                    self.end_field();
                }
                "bookmarkStart" => self.bookmark(node),
                "AlternateContent" => {
                    if let Some(chosen) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
                        self.inlines(chosen, outer);
                    }
                }
                "oMath" | "oMathPara" => self.equation(node),
                "drawing" | "pict" | "object" => self.drawing(node),
                _ => {}
            }
        }
    }

    fn equation(&mut self, node: Node<'a, 'a>) {
        let shown = equations::plain(node);
        self.report(both!(
            "the equation `{shown}` is text now: write it anew as a formula, with `math: true` in `book.yaml`",
            "公式 `{shown}` 成了普通文字：可以在 `book.yaml` 里写 `math: true`，再把它重写为公式"
        ));
        self.push(Inline::plain(shown));
        self.push(Inline::Comment("equation".into()));
    }

    fn hyperlink(&mut self, node: Node<'a, 'a>, outer: Style) {
        let before = std::mem::take(&mut self.line);
        let fields = std::mem::take(&mut self.fields);
        self.inlines(node, outer);
        self.flush_fields();
        let content = std::mem::replace(&mut self.line, before);
        self.fields = fields;
        let anchor = attr(node, "anchor");
        let target = attr(node, "id").and_then(|id| self.relationships.get(id)).map(|found| found.target.clone());
        let linked = match (target, anchor) {
            (Some(url), _) => self.link(&url, content),
            (None, Some(name)) => vec![Inline::Reference { name: name.to_owned(), content: not_underlined(content) }],
            (None, None) => content,
        };
        linked.into_iter().for_each(|inline| self.push(inline));
    }

    /// A link, or its words alone where it leads to a disk.
    pub fn link(&mut self, url: &str, content: Vec<Inline>) -> Vec<Inline> {
        let lower = url.to_ascii_lowercase();
        if SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
            let content = not_underlined(content);
            // The mark that Word sets around a picture has no words of its own.
            return if is_blank(&content) { Vec::new() } else { vec![Inline::Link { url: url.to_owned(), content }] };
        }
        let shown = words(&content);
        self.report(both!(
            "the link “{shown}” leads to `{url}`, which is no address of the web: its words stay",
            "链接“{shown}”指向 `{url}`，不是网址，只保留了文字"
        ));
        let mut content = not_underlined(content);
        content.push(Inline::Comment(format!("link to {url}")));
        content
    }

    fn run(&mut self, node: Node<'a, 'a>, outer: Style) {
        let properties = child(node, "rPr");
        if properties.and_then(|run| switch(run, "vanish")) == Some(true) {
            self.tallies.hidden += usize::from(!words_of(node).is_empty());
            return;
        }
        // A run may be marked as deleted by its properties alone.
        let (style, code) = properties.map_or((outer, false), |properties| self.style(properties, outer));
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "t" => self.text(part.text().unwrap_or_default(), style, code),
                "tab" | "ptab" => self.text("\t", style, code),
                "noBreakHyphen" => self.text("\u{2011}", style, code),
                "cr" => self.push(Inline::Break),
                "br" if matches!(attr(part, "type"), None | Some("textWrapping")) => self.push(Inline::Break),
                "sym" => self.symbol(part, style),
                "footnoteReference" => self.note("footnote", part),
                "endnoteReference" => self.note("endnote", part),
                "commentReference" => self.comment(part),
                "fldChar" => match attr(part, "fldCharType") {
                    Some("begin") => self.begin_code(),
                    Some("separate") => self.separate(),
                    _ => self.end_field(),
                },
                "instrText" => self.instruction(part.text().unwrap_or_default()),
                "drawing" | "pict" | "object" => self.drawing(part),
                "AlternateContent" => {
                    let chosen = child(part, "Choice").or_else(|| child(part, "Fallback"));
                    for drawing in chosen.into_iter().flat_map(|chosen| chosen.children()).filter(Node::is_element) {
                        self.drawing(drawing);
                    }
                }
                "ruby" => {
                    let words = |name: &str| child(part, name).map(words_of).unwrap_or_default();
                    let (base, reading) = (words("rubyBase"), words("rt"));
                    if reading.is_empty() {
                        self.text(&base, style, code);
                    } else {
                        self.push(Inline::Ruby { base, reading });
                    }
                }
                "oMath" | "oMathPara" => self.equation(part),
                "contentPart" => {
                    self.report(both!("a drawing by hand (ink) is left out", "手写墨迹没有导入"));
                    self.push(Inline::Comment("ink".into()));
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str, style: Style, code: bool) {
        if text.is_empty() {
            return;
        }
        self.push(if code { Inline::Code(text.to_owned()) } else { Inline::Text(text.to_owned(), style) });
    }

    fn symbol(&mut self, node: Node<'a, 'a>, style: Style) {
        let (font, code) = (attr(node, "font").unwrap_or_default(), attr(node, "char").unwrap_or_default());
        match symbols::sign(font, code) {
            Some(sign) => self.text(sign, style, false),
            None => {
                self.report(both!(
                    "the sign {code} of the font {font} is not known, and is `□` now",
                    "不认识字体 {font} 里的符号 {code}，现在写成 `□`"
                ));
                self.text("□", style, false);
            }
        }
    }

    /// How a run is set, and whether it is code.
    fn style(&self, properties: Node<'a, 'a>, outer: Style) -> (Style, bool) {
        let (named, mut code) = value(properties, "rStyle").map(|id| self.styles.words(id)).unwrap_or_default();
        code |= has_fixed_width(properties);
        let on = |name: &str, named: bool, outer: bool| switch(properties, name).unwrap_or(named) || outer;
        let vertical = value(properties, "vertAlign");
        let style = Style {
            bold: on("b", named.bold, outer.bold),
            italic: on("i", named.italic, outer.italic),
            strike: on("strike", named.strike, outer.strike) || on("dstrike", false, false),
            underline: switch(properties, "u").unwrap_or(outer.underline),
            mark: switch(properties, "highlight").unwrap_or(outer.mark),
            superscript: vertical.map_or(named.superscript, |vertical| vertical == "superscript"),
            subscript: vertical.map_or(named.subscript, |vertical| vertical == "subscript"),
        };
        (style, code)
    }

    fn note(&mut self, kind: &'static str, call: Node<'a, 'a>) {
        let Some(id) = attr(call, "id") else { return };
        let key = (kind, id.to_owned());
        if let Some(&place) = self.note_places.get(&key) {
            self.push(Inline::Note(place));
            return;
        }
        let nodes = if kind == "footnote" { &self.footnotes } else { &self.endnotes };
        let Some(&node) = nodes.get(id) else { return };
        let place = self.notes.len();
        self.notes.push(Vec::new());
        self.note_places.insert(key, place);
        let own = if kind == "footnote" { &self.footnote_relationships } else { &self.endnote_relationships };
        let outer = std::mem::replace(&mut self.relationships, own.clone());
        self.notes[place] = self.apart(node);
        self.relationships = outer;
        self.push(Inline::Note(place));
    }

    /// Blocks that stand apart from the paragraph at hand.
    pub fn apart(&mut self, node: Node<'a, 'a>) -> Vec<crate::import::model::Block> {
        let line = std::mem::take(&mut self.line);
        let fields = std::mem::take(&mut self.fields);
        let boxes = std::mem::take(&mut self.boxes);
        let unended = std::mem::take(&mut self.unended);
        self.within += 1;
        let blocks = self.blocks(node);
        self.within -= 1;
        (self.line, self.fields, self.boxes, self.unended) = (line, fields, boxes, unended);
        blocks
    }

    fn comment(&mut self, call: Node<'a, 'a>) {
        let Some(node) = attr(call, "id").and_then(|id| self.comments.get(id)).copied() else { return };
        let said = words_of(node);
        let who = attr(node, "author").unwrap_or_default().trim();
        self.tallies.comments += 1;
        self.push(Inline::Comment(if who.is_empty() { said } else { format!("{who}: {said}") }));
    }
}

/// The words of a link, which show by themselves that they are one.
fn not_underlined(content: Vec<Inline>) -> Vec<Inline> {
    let plain = |inline| match inline {
        Inline::Text(text, style) => Inline::Text(text, Style { underline: false, ..style }),
        inline => inline,
    };
    content.into_iter().map(plain).collect()
}
