//! What the file of a picture holds. It is told by its bytes; a name can say anything.

use std::collections::BTreeMap;

use base64::Engine;
use roxmltree::{Attribute, Document, Node, ParsingOptions};

use serde::{Deserialize, Serialize};

use crate::message::{Message, both};

/// The kinds of pictures that browsers and the typesetter both show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PictureFormat {
    /// A drawing: text in XML, not compressed.
    Svg,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF. Of a moving one, paper shows the first frame.
    Gif,
    /// WebP, lossy or lossless.
    WebP,
}

impl PictureFormat {
    /// The usual ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Svg => "svg",
            PictureFormat::Png => "png",
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Gif => "gif",
            PictureFormat::WebP => "webp",
        }
    }

    /// Whether a server takes a file of that name for what it is.
    pub fn has_name(self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
        ending == self.extension() || (self == PictureFormat::Jpeg && ending == "jpeg")
    }
}

/// A picture that can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// What the bytes are, whatever the name of the file says.
    pub format: PictureFormat,
    /// In pixels; a drawing need not say.
    pub size: Option<(u32, u32)>,
    /// The words of a drawing.
    pub words: String,
    /// The words of HTML in a drawing, which browsers show and paper leaves out.
    pub html: String,
}

/// Why a picture cannot be shown.
#[derive(Clone, Debug)]
pub enum Unusable {
    /// With so many pixels in width and height.
    TooLarge(u32, u32),
    /// It is cut off, in an unknown format, too deep or linked to another file; the message says which.
    Broken(Message),
}

/// More pixels than this are not decoded: 100 megapixels, an A2 page at 300 dots an inch.
const MOST_PIXELS: u64 = 100_000_000;

/// Drawing programs nest a dozen groups; what draws them recurses.
const DEEPEST_DRAWING: usize = 100;

/// So many elements and texts of a drawing are read.
const MOST_NODES: u32 = 1_000_000;

/// A drawing becomes no longer than this by the photos that are put into it: as long as a file of a course may be.
const LONGEST_DRAWING: usize = 64 << 20;

/// Reads all of a picture: a file that was cut off has a size, too, and would stop the PDFs.
///
/// # Errors
///
/// When a browser or the typesetter cannot show it.
pub fn read(bytes: &[u8]) -> Result<Picture, Unusable> {
    let picture = if is_markup(bytes) { drawing(bytes).map_err(Unusable::Broken) } else { pixels(bytes) }?;
    match picture.size {
        Some((width, height)) if u64::from(width) * u64::from(height) > MOST_PIXELS => {
            Err(Unusable::TooLarge(width, height))
        }
        _ => Ok(picture),
    }
}

/// No picture of pixels begins with `<`.
fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<")
}

fn cut_off() -> Unusable {
    Unusable::Broken(both!("the file ends too early", "文件不完整"))
}

fn pixels(bytes: &[u8]) -> Result<Picture, Unusable> {
    // No format is told by less.
    if bytes.len() < 8 {
        return Err(cut_off());
    }
    let unknown = || Unusable::Broken(both!("it is no picture that Diglot knows", "Diglot 不认识这种图片"));
    let unread = |name: &str| {
        Unusable::Broken(both!(
            "it is in the format {name}, which Diglot does not read",
            "它是 {name} 格式，Diglot 不能读取"
        ))
    };
    // Telephones write it, and few programs read it.
    if [&b"heic"[..], b"heix", b"mif1", b"msf1"]
        .iter()
        .any(|brand| bytes[4..].strip_prefix(b"ftyp").is_some_and(|rest| rest.starts_with(brand)))
    {
        return Err(unread("HEIC"));
    }
    let found = image::guess_format(bytes).map_err(|_| unknown())?;
    let format = match found {
        image::ImageFormat::Png => PictureFormat::Png,
        image::ImageFormat::Jpeg => PictureFormat::Jpeg,
        image::ImageFormat::Gif => PictureFormat::Gif,
        image::ImageFormat::WebP => PictureFormat::WebP,
        other => {
            let name = other.extensions_str().first().map_or(String::new(), |name| name.to_uppercase());
            return Err(unread(&name));
        }
    };
    let size = imagesize::blob_size(bytes).map_err(|error| match error {
        imagesize::ImageError::IoError(_) => cut_off(),
        _ => unknown(),
    })?;
    let size = (size.width as u32, size.height as u32);
    if u64::from(size.0) * u64::from(size.1) > MOST_PIXELS {
        return Err(Unusable::TooLarge(size.0, size.1));
    }
    match image::load_from_memory_with_format(bytes, found) {
        Ok(_) => Ok(Picture {
            format,
            size: Some(size).filter(|size| size.0 > 0),
            words: String::new(),
            html: String::new(),
        }),
        Err(image::ImageError::IoError(_)) => Err(cut_off()),
        Err(error) => {
            let error = error.to_string();
            let error = error.lines().next().unwrap_or_default();
            Err(Unusable::Broken(both!("it is damaged ({error})", "文件已损坏（{error}）")))
        }
    }
}

fn drawing(bytes: &[u8]) -> Result<Picture, Message> {
    let text = std::str::from_utf8(bytes).map_err(|_| both!("it is not UTF-8", "它不是 UTF-8"))?;
    let document =
        parsed(text).map_err(|error| both!("a tag in it is wrong ({error})", "其中有写错的标签（{error}）"))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(both!("it is not an SVG drawing", "它不是 SVG 图形"));
    }
    if depth(root) > DEEPEST_DRAWING {
        return Err(both!("its groups nest too deep", "它的分组嵌套太深"));
    }
    if let Some(file) = root.descendants().find_map(linked_picture) {
        let start: String = file.chars().take(80).collect();
        return Err(both!(
            "it links to `{start}`, and what shows it does not look there; the drawing has to hold that picture itself (“embed”)",
            "它链接了 `{start}`，而显示它的程序不会去读那个文件；请把那张图片嵌入（“嵌入”/embed）图形里"
        ));
    }
    let words = root.descendants().filter(|node| node.tag_name().name() == "text");
    let words = words.flat_map(texts).collect();
    // What programs that know no HTML show instead stands beside it in a `switch`.
    let alone = |node: &Node<'_, '_>| node.parent().is_none_or(|parent| parent.tag_name().name() != "switch");
    let html = root.descendants().filter(|node| node.tag_name().name() == "foreignObject").filter(alone);
    let html: Vec<&str> = html.flat_map(texts).flat_map(str::split_whitespace).collect();
    Ok(Picture { format: PictureFormat::Svg, size: size(root), words, html: html.join(" ") })
}

fn parsed(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    // Old programs declare a document type, which a browser passes over.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches('\u{feff}'), options)
}

/// Whether a drawing would run something, where it is let.
pub fn has_scripts(bytes: &[u8]) -> bool {
    let Some(document) = std::str::from_utf8(bytes).ok().and_then(|text| parsed(text).ok()) else { return false };
    let runs = |node: Node<'_, '_>| {
        node.tag_name().name() == "script" || node.attributes().any(|attribute| attribute.name().starts_with("on"))
    };
    document.descendants().any(runs)
}

/// A drawing with the photos in it to which it links, as far as `find` has them by their addresses. None of what links to no photo that is there:
/// neither a browser nor the typesetter looks for files that a picture names.
pub fn embedded<'f>(bytes: &[u8], find: impl Fn(&str) -> Option<&'f [u8]>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("image"))?;
    let document = parsed(text).ok()?;
    let text = document.input_text();
    let (mut out, mut done) = (String::new(), 0);
    // A drawing may show a photo many times.
    let mut formats: BTreeMap<&str, Option<PictureFormat>> = BTreeMap::new();
    for address in document.descendants().filter_map(link) {
        let name = address.value().trim();
        let Some(photo) = find(name) else { continue };
        let sound = || read(photo).ok().map(|picture| picture.format).filter(|format| *format != PictureFormat::Svg);
        let Some(format) = *formats.entry(name).or_insert_with(sound) else { continue };
        if out.len() + photo.len() / 3 * 4 > LONGEST_DRAWING {
            break;
        }
        let place = address.range_value();
        out.push_str(&text[done..place.start]);
        out.push_str("data:image/");
        out.push_str(if format == PictureFormat::Jpeg { "jpeg" } else { format.extension() });
        out.push_str(";base64,");
        base64::engine::general_purpose::STANDARD.encode_string(photo, &mut out);
        done = place.end;
    }
    out.push_str(&text[done..]);
    (done > 0).then(|| out.into_bytes())
}

fn texts<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = &'a str> {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text())
}

/// The address of a picture that a drawing shows and does not hold.
fn linked_picture<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    link(node).map(|address| address.value().trim())
}

fn link<'a, 'i>(node: Node<'a, 'i>) -> Option<Attribute<'a, 'i>> {
    const XLINK: &str = "http://www.w3.org/1999/xlink";
    if node.tag_name().name() != "image" {
        return None;
    }
    let address = node.attribute_node("href").or_else(|| node.attribute_node((XLINK, "href")))?;
    let value = address.value().trim();
    (!value.is_empty() && !value.starts_with('#') && !value.starts_with("data:")).then_some(address)
}

fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let view_box: Vec<f64> =
        root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
    let length = |name: &str| root.attribute(name)?.trim_end_matches("px").parse::<f64>().ok();
    let (width, height) = match (length("width"), length("height"), &view_box[..]) {
        (Some(width), Some(height), _) | (_, _, &[_, _, width, height]) => {
            (width.round() as u32, height.round() as u32)
        }
        _ => return None,
    };
    (width > 0).then_some((width, height))
}

/// How many elements lie inside of each other at most.
fn depth(root: Node<'_, '_>) -> usize {
    let (mut deepest, mut depth, mut node) = (1, 1, root);
    loop {
        node = if let Some(child) = node.first_element_child() {
            depth += 1;
            deepest = deepest.max(depth);
            child
        } else {
            let mut up = node;
            loop {
                if depth == 1 {
                    return deepest;
                }
                if let Some(next) = up.next_sibling_element() {
                    break next;
                }
                depth -= 1;
                let Some(parent) = up.parent_element() else { return deepest };
                up = parent;
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(content: &str) -> Result<Picture, Unusable> {
        read(format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 40\">{content}</svg>").as_bytes())
    }

    #[test]
    fn a_drawing_tells_its_size_and_words() {
        let picture = svg("<title>No word</title><g><text>Say <tspan>sorry</tspan></text><text>!</text></g>")
            .expect("it is sound");
        assert_eq!(
            picture,
            Picture {
                format: PictureFormat::Svg,
                size: Some((60, 40)),
                words: "Say sorry!".to_owned(),
                html: String::new()
            }
        );
        let declared = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><svg/>";
        assert_eq!(read(declared.as_bytes()).expect("browsers take it").size, None);
    }

    #[test]
    fn html_in_a_drawing_is_told_but_where_words_stand_in_for_it() {
        let html = |content: &str| svg(content).expect("it is sound").html;
        assert_eq!(html("<foreignObject><div>Calm <b>down</b>\n</div></foreignObject>"), "Calm down");
        assert_eq!(html("<switch><foreignObject><p>Calm</p></foreignObject><text>Calm</text></switch>"), "");
    }

    #[test]
    fn a_drawing_holds_what_it_shows() {
        for linked in [
            "<image href=\"photo.png\"/>",
            "<image xlink:href=\"https://x.example/a.png\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>",
        ] {
            assert!(matches!(svg(linked), Err(Unusable::Broken(_))), "{linked}");
        }
        assert!(svg("<image href=\"data:image/png;base64,AA==\"/><use href=\"#a\"/>").is_ok());
    }

    #[test]
    fn a_photo_that_a_drawing_links_to_is_put_into_it() {
        let photo = include_bytes!("../tests/courses/as-found/desk/course/guides/grey.png");
        let find = |address: &str| (address == "grey.png").then_some(&photo[..]);
        let drawing = |address: &str| {
            format!("\u{feff}<svg xmlns=\"http://www.w3.org/2000/svg\"><image href='{address}' width='9'/><g/></svg>")
        };
        let whole = embedded(drawing("grey.png").as_bytes(), find).expect("the photo is there");
        let whole = String::from_utf8(whole).expect("a drawing is text");
        assert!(whole.starts_with("<svg") && whole.contains("href='data:image/png;base64,iVBORw0KGgo"), "{whole}");
        assert!(whole.ends_with("' width='9'/><g/></svg>"), "{whole}");
        assert!(read(whole.as_bytes()).is_ok());
        assert_eq!(embedded(drawing("other.png").as_bytes(), find), None);
        assert_eq!(embedded(photo, find), None);
    }

    #[test]
    fn names_that_servers_understand() {
        assert!(
            PictureFormat::Jpeg.has_name("a/PHOTO.JPEG")
                && PictureFormat::Jpeg.has_name("a.jpg")
                && !PictureFormat::Jpeg.has_name("a.jfif")
        );
        assert!(!PictureFormat::Png.has_name("a.jpg") && !PictureFormat::Png.has_name("png"));
    }

    #[test]
    fn entities_do_not_grow_without_end() {
        let entities: String =
            (1..12).map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10))).collect();
        let bomb = format!("<!DOCTYPE svg [<!ENTITY a0 \"x\">{entities}]><svg><text>&a11;</text></svg>");
        assert!(matches!(read(bomb.as_bytes()), Err(Unusable::Broken(_))));
    }
}
