//! Pictures of the internet: no output fetches them, so a link stands where each would be.

use crate::course::tree::{Inline, Resolved, Words};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;

/// Whether a name is the address of a picture on another host.
pub fn is_remote(name: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|scheme| name.starts_with(scheme))
}

/// The link in the place of a picture, called by the words for it. Within another link the words stand alone.
pub fn link(address: &str, words: &Words, span: Span, in_link: bool) -> Inline<Resolved> {
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let words = if words.text.is_empty() {
        Inline::Text(file_name(&address).to_owned(), span)
    } else {
        Inline::Text(words.text.clone(), words.span)
    };
    if in_link { words } else { Inline::Link { url: address, title: None, content: vec![words] } }
}

fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(address)
}

/// One report of all the pictures of a text, where the first of them stands.
pub fn report(found: &[(Span, String)]) -> Option<Diagnostic> {
    let (span, address) = found.first()?;
    let message: Message = match found.len() {
        1 => both!(
            "the picture `{address}` is on the internet: a link stands in its place",
            "图片 `{address}` 在互联网上：原处改为链接"
        ),
        count => both!(
            "{count} pictures of this text are on the internet, beginning with `{address}`: links stand in their places",
            "这个文本有 {count} 张图片在互联网上，第一张是 `{address}`：原处改为链接"
        ),
    };
    Some(Diagnostic::new(Code::RemotePicture, *span, message).hint(both!(
        "to show it in all outputs, save it beside the text and write its name: `![…](picture.png)`",
        "要在各种成品里都显示，请把图片存到正文旁边，写文件名：`![…](picture.png)`"
    )))
}
