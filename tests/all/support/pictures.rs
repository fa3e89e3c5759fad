//! Pictures of every kind that a course may show.

use std::io::Cursor;

use image::{DynamicImage, GenericImage, ImageFormat, Rgba};

/// The path of a picture in the course folder, and what writes its bytes.
type File = (&'static str, fn() -> Vec<u8>);

pub const ALL: &[File] = &[
    ("lion.svg", || drawing("width=\"60\" height=\"40\"", "<path d=\"M5 35 L30 5 L55 35 Z\"/>")),
    ("grey.png", || pixels(60, 40, ImageFormat::Png)),
    ("grey.jpg", || pixels(60, 40, ImageFormat::Jpeg)),
    ("grey.gif", || pixels(60, 40, ImageFormat::Gif)),
    ("grey.webp", || pixels(60, 40, ImageFormat::WebP)),
    ("dot.png", || pixels(1, 1, ImageFormat::Png)),
    ("wide.png", || pixels(3000, 20, ImageFormat::Png)),
    ("tall.png", || pixels(20, 2000, ImageFormat::Png)),
    ("deep.png", || encoded(&DynamicImage::new_rgba16(30, 30), ImageFormat::Png)),
    ("bilevel.png", || encoded(&DynamicImage::new_luma8(30, 30), ImageFormat::Png)),
    ("png-named.jpg", || pixels(60, 40, ImageFormat::Png)),
    ("jpeg-named.png", || pixels(60, 40, ImageFormat::Jpeg)),
    ("PHOTO.JPG", || pixels(60, 40, ImageFormat::Jpeg)),
    ("words.svg", || {
        drawing("viewBox=\"0 0 200 60\"", "<text x=\"10\" y=\"40\" font-family=\"Arial\">Say sorry, 说对不起</text>")
    }),
    ("sizeless.svg", || drawing("", "<circle cx=\"20\" cy=\"20\" r=\"9\"/>")),
    ("empty.svg", || drawing("width=\"10\" height=\"10\"", "")),
    ("nothing.svg", || drawing("width=\"0\" height=\"0\"", "")),
    ("emoji.svg", || drawing("viewBox=\"0 0 60 40\"", "<text x=\"5\" y=\"30\">\u{2705} done</text>")),
    ("labels.svg", || {
        let label = "<foreignObject width=\"60\" height=\"40\"><p xmlns=\"http://www.w3.org/1999/xhtml\">Hi</p></foreignObject>";
        drawing("viewBox=\"0 0 60 40\"", label)
    }),
    ("declared.svg", || {
        let doctype =
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">";
        [doctype.as_bytes(), &drawing("width=\"60\" height=\"40\"", "<rect width=\"9\" height=\"9\"/>")].concat()
    }),
    ("styled.svg", || {
        let style =
            "<style>.a{fill:red;filter:url(#f)}</style><filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"/></filter>";
        drawing("viewBox=\"0 0 60 40\"", &format!("{style}<rect class=\"a\" width=\"30\" height=\"30\"/>"))
    }),
    ("scripted.svg", || {
        drawing(
            "viewBox=\"0 0 60 40\"",
            "<script>alert(1)</script><a href=\"https://example.com/\"><rect width=\"9\" height=\"9\"/></a>",
        )
    }),
];

fn drawing(size: &str, content: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>{content}</svg>").into_bytes()
}

fn pixels(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut picture = DynamicImage::new_rgb8(width, height);
    picture.put_pixel(0, 0, Rgba([200, 100, 50, 255]));
    encoded(&picture, format)
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("pixels become a picture");
    bytes.into_inner()
}
