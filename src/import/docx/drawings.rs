//! Pictures, text boxes, and other drawings.

use roxmltree::Node;

use super::package::{attr, is, parse};
use super::{Picture, Reader, words_of};
use crate::import::model::{Inline, words_of_blocks};
use crate::message::both;
use crate::picture;

/// English metric units in a millimetre.
const EMU: f64 = 36_000.0;

impl<'a> Reader<'a> {
    /// Reads a drawing: each picture in it stands in the line, each text box after the paragraph.
    pub fn drawing(&mut self, node: Node<'a, 'a>) {
        let find = |name: &'static str| node.descendants().find(move |inner| is(*inner, name));
        let facts = find("docPr");
        let shape = find("shape");
        let alt = facts.and_then(|facts| attr(facts, "descr")).or(shape.and_then(|shape| attr(shape, "alt")));
        let title = facts.and_then(|facts| attr(facts, "title"));
        let alt = alt.filter(|alt| !alt.trim().is_empty()).or(title).unwrap_or_default().trim();
        // WPS and others put the name of the file there.
        let alt = if picture_name(alt) { "" } else { alt };
        let width = find("extent").and_then(|extent| attr(extent, "cx")).and_then(|cx| cx.parse::<f64>().ok());
        let width = width.map(|emu| (emu / EMU).round()).or_else(|| shape.and_then(|shape| styled_width(shape)));
        let width = width.filter(|mm| (3.0..2000.0).contains(mm)).map(|mm| mm as u32);
        if let Some(embedded) = find("OLEObject") {
            let program = attr(embedded, "ProgID").unwrap_or("OLE");
            self.report(both!(
                "an embedded object ({program}) is a picture now, without what is behind it",
                "嵌入的对象（{program}）现在只是图片，不再带有原来的内容"
            ));
        }
        if find("chart").is_some() {
            self.unshown(&both!("chart", "图表"), node);
        } else if let Some(ids) = find("relIds") {
            self.unshown(&both!("SmartArt", "SmartArt"), ids);
        }
        if let Some(art) = find("textpath").and_then(|path| attr(path, "string")) {
            self.report(both!("the WordArt “{art}” is text now", "艺术字“{art}”现在是普通文字"));
            self.push(Inline::plain(art));
        }
        let in_box =
            |inner: Node<'a, 'a>| inner.ancestors().take_while(|up| *up != node).any(|up| is(up, "txbxContent"));
        for inner in node.descendants().filter(|inner| inner.is_element()) {
            let name = inner.tag_name().name();
            if in_box(inner) && name != "txbxContent" || in_fallback(inner, node) {
                continue;
            }
            match name {
                "blip" => match (attr(inner, "embed"), attr(inner, "link")) {
                    (Some(id), _) => self.picture(id, alt, width),
                    (None, Some(id)) => self.linked_picture(id),
                    _ => {}
                },
                "imagedata" => {
                    if let Some(id) = attr(inner, "id").or_else(|| attr(inner, "pict")) {
                        self.picture(id, alt, width);
                    }
                }
                "txbxContent"
                    if !inner.ancestors().skip(1).take_while(|up| *up != node).any(|up| is(up, "txbxContent")) =>
                {
                    let content = self.apart(inner);
                    let shown = words_of_blocks(&content);
                    if !content.is_empty() {
                        let shown = crate::import::report::first_words(&shown);
                        self.report(both!(
                            "the text box “{shown}” stands after its paragraph, as a quotation",
                            "文本框“{shown}”写在所在段落之后，作为引用"
                        ));
                        self.boxes.push(content);
                    }
                }
                _ => {}
            }
        }
    }

    fn picture(&mut self, id: &str, alt: &str, width: Option<u32>) {
        let Some(found) = self.relationships.get(id).cloned() else { return };
        if found.external {
            self.linked_picture(id);
            return;
        }
        let place = match self.picture_places.get(&found.target) {
            Some(place) => *place,
            None => {
                let place = self.take_picture(&found.target);
                self.picture_places.insert(found.target.clone(), place);
                place
            }
        };
        match place {
            Some(picture) => self.push(Inline::Picture { picture, alt: alt.to_owned(), width }),
            None => {
                let name = found.target.rsplit('/').next().unwrap_or_default();
                let about = if alt.is_empty() { String::new() } else { format!(", {alt}") };
                self.push(Inline::Comment(format!("picture: {name}{about}")));
            }
        }
    }

    fn take_picture(&mut self, part: &str) -> Option<usize> {
        let name = part.rsplit('/').next().unwrap_or_default();
        let Some(bytes) = self.package.part(part) else {
            self.report(both!("the picture `{name}` is not in the document", "文档里没有图片 `{name}`"));
            return None;
        };
        match picture::read(bytes) {
            Ok(found) => {
                self.pictures.push(Picture { extension: found.format.extension(), bytes: bytes.to_vec() });
                Some(self.pictures.len() - 1)
            }
            Err(why) => {
                let why = if is_metafile(bytes) {
                    both!("it is a drawing of Windows (EMF or WMF)", "它是 Windows 图元文件（EMF 或 WMF）")
                } else {
                    match why {
                        picture::Unusable::Broken(why) => why,
                        picture::Unusable::TooLarge(width, height) => {
                            both!("it has {width} × {height} pixels", "它有 {width} × {height} 像素")
                        }
                    }
                };
                self.report(both!(
                    "the picture `{name}` is left out: {why}; save it as PNG (right click, Save as Picture) and put it where the comment stands",
                    "图片 `{name}` 没有导入：{why}；请在图片上点右键另存为 PNG，再放到注释所在的位置"; why
                ));
                None
            }
        }
    }

    fn linked_picture(&mut self, id: &str) {
        let target = self.relationships.get(id).map(|found| found.target.clone()).unwrap_or_default();
        self.report(both!(
            "the picture `{target}` is linked and not in the document: put the file beside the text",
            "图片 `{target}` 是链接，不在文档里：请把文件放到正文旁边"
        ));
        self.push(Inline::Comment(format!("linked picture: {target}")));
    }

    /// A drawing that has no picture. Its words are kept in a comment.
    fn unshown(&mut self, what: &crate::message::Message, node: Node<'a, 'a>) {
        let ids = node.descendants().flat_map(|inner| inner.attributes()).filter(|a| matches!(a.name(), "id" | "dm"));
        let parts: Vec<String> =
            ids.filter_map(|a| self.relationships.get(a.value())).map(|r| r.target.clone()).collect();
        let mut said = String::new();
        for part in parts {
            if let Ok(Some(text)) = self.package.text(&part)
                && let Ok(xml) = parse(&text)
            {
                said = words_of(xml.root_element());
                if !said.is_empty() {
                    break;
                }
            }
        }
        self.report(both!(
            "a drawing ({what}) is left out, its words stand in a comment: save it as a picture (PNG) and put it there",
            "一个图形（{what}）没有导入，文字写在注释里：请把它另存为 PNG 图片，再放到那里"; what
        ));
        self.push(Inline::Comment(format!("{}: {said}", what.en)));
    }
}

/// Whether a node is what older programs show instead of something else.
fn in_fallback(node: Node<'_, '_>, root: Node<'_, '_>) -> bool {
    node.ancestors().take_while(|up| *up != root).any(|up| is(up, "Fallback") && up.prev_sibling_element().is_some())
}

fn is_metafile(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x01\0\0\0") || bytes.starts_with(b"\xd7\xcd\xc6\x9a") || bytes.starts_with(b"\x01\0\x09\0")
}

/// Whether an alternative text is the name of a file, as programs put there.
fn picture_name(alt: &str) -> bool {
    let ending = alt.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let automatic = |prefix: &str| alt.strip_prefix(prefix).is_some_and(|rest| rest.trim().parse::<u32>().is_ok());
    ending.is_some_and(|ending| {
        ["png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf", "tif", "tiff"].contains(&ending.as_str())
    }) && !alt.contains(' ')
        || ["图片", "Picture", "image", "IMG_"].iter().any(|prefix| automatic(prefix))
}

/// The width that VML writes as CSS, in millimetres.
fn styled_width(shape: Node<'_, '_>) -> Option<f64> {
    let style = attr(shape, "style")?;
    let width = style.split(';').find_map(|rule| rule.trim().strip_prefix("width:"))?.trim();
    let points = [("pt", 1.0), ("in", 72.0), ("cm", 28.346), ("mm", 2.8346), ("px", 0.75)];
    let (number, unit) = points.iter().find_map(|(unit, points)| Some((width.strip_suffix(unit)?, points)))?;
    Some((number.trim().parse::<f64>().ok()? * unit / 2.8346).round())
}
