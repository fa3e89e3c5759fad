//! The file of a Word document: a zip archive of XML and pictures. Nothing in it is believed about its own size.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, ParsingOptions};

use crate::archive::{self, Bounds, Trouble};
use crate::failure::Failure;
use crate::message::both;

/// The bounds of every document. A Word document of 500 pages has 5 to 10 MiB of XML.
pub const BOUNDS: Bounds = Bounds { entries: 10_000, entry_bytes: 64 << 20, total_bytes: 512 << 20, ratio: 400 };

/// Elements inside of each other. Word nests some twenty.
const DEEPEST: usize = 200;

/// The parts of a document by their names, which have no `/` at the beginning.
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

/// What a part refers to, by the id of the relationship.
pub type Relationships = BTreeMap<String, Relationship>;

/// A thing that a part refers to.
#[derive(Clone, Debug)]
pub struct Relationship {
    /// The last part of its type: `image`, `hyperlink`.
    pub kind: String,
    /// The name of a part, or an address.
    pub target: String,
    /// It is no part of the document.
    pub external: bool,
}

impl Package {
    /// Unpacks a document.
    ///
    /// # Errors
    ///
    /// When it is something else, damaged, protected with a password, or larger than the bounds.
    pub fn read(bytes: &[u8], bounds: &Bounds) -> Result<Package, Failure> {
        if let Some(failure) = something_else(bytes) {
            return Err(failure);
        }
        let parts = archive::unpack(bytes, bounds).map_err(|trouble| match trouble {
            Trouble::Damaged => damaged(),
            Trouble::Encrypted => encrypted(),
            Trouble::TooLarge => too_large(),
        })?;
        Ok(Package { parts })
    }

    /// The bytes of a part.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    /// The text of a part of XML.
    ///
    /// # Errors
    ///
    /// When it is no text.
    pub fn text(&self, name: &str) -> Result<Option<String>, Failure> {
        let Some(bytes) = self.part(name) else { return Ok(None) };
        let wide = |read: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
            String::from_utf16(&units).map_err(|_| damaged())
        };
        Ok(Some(match bytes {
            [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
            [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
            _ => {
                let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                String::from_utf8(bytes.to_vec()).map_err(|_| damaged())?
            }
        }))
    }

    /// The name of the part that holds the text.
    pub fn main(&self) -> Result<String, Failure> {
        let root = self.relationships("")?;
        let found = root.values().find(|relationship| relationship.kind == "officeDocument");
        let name = found.map_or("word/document.xml", |relationship| relationship.target.as_str());
        if self.parts.contains_key(name) { Ok(name.to_owned()) } else { Err(damaged()) }
    }

    /// What the part of that name refers to.
    pub fn relationships(&self, of: &str) -> Result<Relationships, Failure> {
        let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(text) = self.text(&path)? else { return Ok(BTreeMap::new()) };
        let document = parse(&text)?;
        let mut found = BTreeMap::new();
        for node in document.root_element().children().filter(|node| is(*node, "Relationship")) {
            let (Some(id), Some(kind), Some(target)) = (attr(node, "Id"), attr(node, "Type"), attr(node, "Target"))
            else {
                continue;
            };
            let external = attr(node, "TargetMode") == Some("External");
            let target = if external { target.to_owned() } else { absolute(folder, target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id.to_owned(), Relationship { kind, target, external });
        }
        Ok(found)
    }
}

/// The name of a part that is given relative to a folder.
fn absolute(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// XML, with bounds on its depth. One with a DTD is refused.
///
/// # Errors
///
/// When it is no XML.
pub fn parse(text: &str) -> Result<Document<'_>, Failure> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 20_000_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| damaged())?;
    let mut depth = 0_usize;
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > DEEPEST {
                return Err(damaged());
            }
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(document),
            }
            depth = depth.saturating_sub(1);
        }
    }
}

/// Whether a node is an element of that name, in any namespace: Word has two for everything.
pub fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The first child element of that name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// An attribute by its name, in any namespace.
pub fn attr<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The attribute `val` of a child element.
pub fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attr(child, "val"))
}

/// Whether a child element turns something on.
pub fn switch(node: Node<'_, '_>, name: &str) -> Option<bool> {
    child(node, name).map(|child| !matches!(attr(child, "val"), Some("0" | "false" | "off" | "none")))
}

fn damaged() -> Failure {
    Failure::new(both!("this file is damaged: it is no whole Word document", "这个文件已损坏，不是完整的 Word 文档"))
        .hint(both!(
            "open it in Word or WPS, which may repair it, and save it as a new `.docx`",
            "请用 Word 或 WPS 打开它（可能会自动修复），再另存为新的 `.docx`"
        ))
}

fn encrypted() -> Failure {
    Failure::new(both!("this document is protected with a password", "这个文档设有密码"))
        .hint(both!("open it, take the password away, and save it again", "请打开它，取消密码，再保存一次"))
}

fn too_large() -> Failure {
    Failure::new(both!(
        "this file unpacks to more than any document has, so it is not read",
        "这个文件解压后大得不像文档，所以没有读取"
    ))
    .hint(both!(
        "make its pictures smaller in Word (Compress Pictures), or split the document",
        "请在 Word 里压缩图片，或者把文档拆开"
    ))
}

/// What a file is that is no Word document, as far as its first bytes say.
fn something_else(bytes: &[u8]) -> Option<Failure> {
    let save = both!(
        "open it in Word, WPS or LibreOffice and save it as `.docx`",
        "请用 Word、WPS 或 LibreOffice 打开它，另存为 `.docx`"
    );
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Both an old document and a protected one are a compound file; the names of its streams are in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(name.len()).any(|window| window == name) {
            return Some(encrypted());
        }
        let message = both!("this is a document of an old Word (`.doc`)", "这是旧版 Word 的文档（`.doc`）");
        return Some(Failure::new(message).hint(save));
    }
    let kind = if bytes.starts_with(b"{\\rtf") {
        "RTF"
    } else if bytes.starts_with(b"%PDF") {
        "PDF"
    } else if bytes.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument")) {
        "OpenDocument"
    } else if bytes.starts_with(b"PK") {
        return None;
    } else {
        return Some(damaged());
    };
    Some(Failure::new(both!("this is a file of {kind}, not of Word", "这是 {kind} 文件，不是 Word 文档")).hint(save))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
            writer.write_all(bytes).expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn nothing_is_unpacked_beyond_the_bounds() {
        let bounds = Bounds { entries: 2, entry_bytes: 1000, total_bytes: 1500, ratio: 1000 };
        let refused = |files: &[(&str, &[u8])]| Package::read(&archive(files), &bounds).is_err();
        assert!(!refused(&[("a", &[0; 1000]), ("b", &[0; 500])]));
        assert!(refused(&[("a", &[0; 1001])]));
        assert!(refused(&[("a", &[0; 1000]), ("b", &[0; 501])]));
        assert!(refused(&[("a", b""), ("b", b""), ("c", b"")]));
        let zeros = vec![0; 40 << 20];
        assert!(Package::read(&archive(&[("word/document.xml", &zeros)]), &BOUNDS).is_err());
    }

    #[test]
    fn xml_that_nests_without_end_or_declares_entities_is_refused() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        assert!(parse(&deep).is_err());
        assert!(parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").is_err());
        assert!(parse("<a><b/></a>").is_ok());
    }

    #[test]
    fn targets_are_found_from_the_folder_of_their_part() {
        assert_eq!(absolute("word", "media/a.png"), "word/media/a.png");
        assert_eq!(absolute("word", "../media/a.png"), "media/a.png");
        assert_eq!(absolute("word", "/word/media/a.png"), "word/media/a.png");
        assert_eq!(absolute("", "../../word/document.xml"), "word/document.xml");
    }
}
