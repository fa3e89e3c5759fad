//! XLIFF 1.2 that comes back. Codes hold their own markup, so texts are read as they stand.

use roxmltree::Node;

use super::read::{Read, Row, Said, damaged};
use crate::failure::Failure;
use crate::i18n::export::PAIRS;
use crate::i18n::xml;
use crate::message::both;
use crate::syntax::escape::{self, Position};

/// Reads XML, which is XLIFF or refused.
pub fn read(text: &str) -> Result<Read, Failure> {
    let document = xml::parse(text).map_err(damaged)?;
    let root = document.root_element();
    let name = root.tag_name().name();
    if name != "xliff" {
        return Err(Failure::new(both!("this is XML, but no XLIFF: `<{name}>`", "这是 XML，但不是 XLIFF：`<{name}>`"))
            .hint(both!(
                "what comes back is `.xlsx`, `.xlf` or `.po`; a translation memory or a glossary does not",
                "可以导入的是 `.xlsx`、`.xlf` 或 `.po`；翻译记忆库和术语表不能导入"
            )));
    }
    let version = root.attribute("version").unwrap_or_default();
    if !version.starts_with("1.") {
        return Err(Failure::new(both!("this is XLIFF {version}, not 1.2", "这是 XLIFF {version}，不是 1.2"))
            .hint(both!("save it as XLIFF 1.2 in the program that wrote it", "请在原来的程序里存为 XLIFF 1.2")));
    }
    let mut read = Read::default();
    for file in root
        .children()
        .filter(|node| node.has_tag_name(("urn:oasis:names:tc:xliff:document:1.2", "file")) || is(*node, "file"))
    {
        read.source = file.attribute("source-language").map(str::to_owned).or(read.source);
        read.target = file.attribute("target-language").map(str::to_owned).or(read.target);
        for unit in file.descendants().filter(|node| is(*node, "trans-unit")) {
            let line = document.text_pos_at(unit.range().start).row;
            read.rows.extend(row(unit, line as usize));
        }
    }
    Ok(read)
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

fn row(unit: Node<'_, '_>, line: usize) -> Option<Row> {
    let child = |name: &str| unit.children().find(|node| is(*node, name));
    let target = child("target");
    let state = target.and_then(|target| target.attribute("state")).unwrap_or_default();
    let done = unit.attribute("approved") == Some("yes") || matches!(state, "translated" | "final" | "signed-off");
    Some(Row {
        place: line.to_string(),
        context: unit.attribute("resname").map(str::to_owned),
        id: unit.attribute("id").map(str::to_owned),
        source: said(child("source")?),
        target: target.map(said).unwrap_or_default(),
        done,
        exported: unit.attribute("extradata").map(str::to_owned),
        fuzzy: false,
    })
}

/// Words and codes in their order.
enum Bit {
    Words(String),
    Code(String),
}

fn said(node: Node<'_, '_>) -> Said {
    let mut bits = Vec::new();
    collect(node, &mut bits);
    let mut said = Said::default();
    for (at, bit) in bits.iter().enumerate() {
        match bit {
            Bit::Words(words) => {
                let behind = bits.get(at + 1).and_then(|next| match next {
                    Bit::Words(text) | Bit::Code(text) => text.chars().next(),
                });
                let markdown = &mut said.markdown;
                let position =
                    Position { line_start: markdown.is_empty(), before: markdown.chars().next_back(), behind };
                markdown.push_str(&escape::escaped(words, position).replace('\u{a0}', "&nbsp;"));
                said.plain.push_str(words);
            }
            Bit::Code(code) => {
                said.markdown.push_str(code);
                said.plain.push_str(code);
            }
        }
    }
    said
}

fn collect(node: Node<'_, '_>, bits: &mut Vec<Bit>) {
    for child in node.children() {
        if child.is_text() {
            let text = child.text().unwrap_or_default();
            if let Some(Bit::Words(before)) = bits.last_mut() {
                before.push_str(text);
            } else {
                bits.push(Bit::Words(text.to_owned()));
            }
            continue;
        }
        match child.tag_name().name() {
            "g" => {
                let sign =
                    PAIRS.iter().find(|(kind, _)| child.attribute("ctype") == Some(*kind)).map(|(_, sign)| *sign);
                bits.extend(sign.map(|sign| Bit::Code(sign.to_owned())));
                collect(child, bits);
                bits.extend(sign.map(|sign| Bit::Code(sign.to_owned())));
            }
            "bpt" | "ept" | "ph" | "it" => bits.push(Bit::Code(inner(child))),
            "mrk" => collect(child, bits),
            _ => {}
        }
    }
}

fn inner(node: Node<'_, '_>) -> String {
    node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
}
