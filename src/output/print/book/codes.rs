//! QR codes that lead from paper to the website.

use qrcodegen::{QrCode, QrCodeEcc};
use typst::foundations::Bytes;

use crate::course::ItemIx;
use crate::output::print::data::VirtualFiles;
use crate::output::print::data::volume::QrLink;
use crate::output::print::writer::Scope;
use crate::theme::Print;

/// The QR code of an item. It holds the short link to the item's page on the website, which finds the reader's language; without a
/// `site-url` there is none.
pub fn code(scope: &Scope, item: ItemIx) -> Option<QrLink> {
    let address = address(scope, item)?;
    let modules = encode(&address)?.size();
    let words = |of: fn(&Print) -> &String| scope.each(|lang| of(&scope.strings[lang].print).clone());
    Some(QrLink { path: path(item), modules, address, alt: words(|w| &w.code), caption: words(|w| &w.online) })
}

/// The SVG drawings of the codes of some items.
pub fn drawings(scope: &Scope, items: impl IntoIterator<Item = ItemIx>) -> VirtualFiles {
    let drawing = |item| Some((path(item), Bytes::from_string(drawing(&encode(&address(scope, item)?)?))));
    items.into_iter().filter_map(drawing).collect()
}

fn path(item: ItemIx) -> String {
    format!("/course/code-{}.svg", item.index())
}

fn address(scope: &Scope, item: ItemIx) -> Option<String> {
    let course = scope.course;
    Some(format!("{}go/{}.html", course.about.site_url.as_ref()?, course.id(item)))
}

/// A code that can be read with a seventh of it damaged, or none when the address is too long for any code.
fn encode(address: &str) -> Option<QrCode> {
    QrCode::encode_text(address, QrCodeEcc::Medium).ok()
}

/// An SVG drawing in which a module is one unit wide. The bars of a row reach a little into the next one, so that no viewer shows a gap between them.
fn drawing(code: &QrCode) -> String {
    let size = code.size();
    let mut bars = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let end = (x..size).find(|&x| !code.get_module(x, y)).unwrap_or(size);
            if end > x {
                bars.push_str(&format!(
                    "M{x} {y}h{}v{}h-{}z",
                    end - x,
                    if y + 1 < size { "1.02" } else { "1" },
                    end - x
                ));
            }
            x = end + 1;
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {size} {size}\"><path d=\"{bars}\"/></svg>"
    )
}
