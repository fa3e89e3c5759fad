//! Drawings in pixels, for documents of programs that show none.

use std::io::Cursor;

use image::{ImageFormat, RgbaImage};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use typst::World;
use typst::comemo::Track;
use typst::foundations::Bytes;
use typst::visualize::SvgImage;

use super::context::TypesetContext;
use super::world::MemoryWorld;
use crate::output::print::data::VirtualFiles;

/// Where the world of a drawing has it.
const PATH: &str = "/course/drawing.svg";

/// A drawing in so many pixels from left to right, on white, as PNG with the number of pixels from top to bottom. Its words are in the fonts of the
/// PDFs. None if it cannot be drawn.
pub fn png(context: &TypesetContext, drawing: &[u8], width: u32) -> Option<(Vec<u8>, u32)> {
    let files = context.fit(VirtualFiles::from([(PATH.to_owned(), Bytes::new(drawing.to_vec()))]));
    let (drawing, fonts) = (files[PATH].clone(), context.fonts(&files));
    let families: Vec<&str> = fonts.family_with('a').into_iter().collect();
    let world = MemoryWorld::new(context, "picture.typ", files);
    let drawn = SvgImage::with_fonts_images(drawing, (&world as &dyn World).track(), &families, None).ok()?;
    let scale = f64::from(width) / drawn.width();
    let height = (drawn.height() * scale).ceil().max(1.0) as u32;
    let mut pixels = Pixmap::new(width, height)?;
    pixels.fill(Color::WHITE);
    resvg::render(drawn.tree(), Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
    let mut bytes = Vec::new();
    let image = RgbaImage::from_raw(width, height, pixels.take_demultiplied())?;
    image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
    Some((bytes, height))
}
