//! Drawings that browsers take, but the typesetter does not.

use rayon::prelude::*;

use crate::course::{AssetIx, Course};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::press::{TypesetContext, typeset};
use crate::output::print::{book, texts};
use crate::picture::PictureFormat;

/// A report for each such drawing, at the first place where the course shows it.
pub fn unprintable_drawings(course: &Course, context: &TypesetContext) -> Vec<Diagnostic> {
    let drawings: Vec<AssetIx> = (0..course.assets.len())
        .map(AssetIx::new)
        .filter(|&it| course.asset(it).picture.format == PictureFormat::Svg)
        .collect();
    drawings.par_iter().filter_map(|&drawing| look(course, drawing, context)).collect()
}

fn look(course: &Course, drawing: AssetIx, context: &TypesetContext) -> Option<Diagnostic> {
    let asset = course.asset(drawing);
    let why = typeset::pdf(context, "machinery/picture.typ", context.fit(book::picture_files(asset))).err()?.why;
    let message = both!("the drawing `{}` cannot be printed: {why}", "图形 `{}` 无法印刷：{why}", asset.path);
    let hint = both!(
        "open it in a drawing program and save it again as a plain SVG, or as a PNG",
        "请用绘图软件打开，另存为普通 SVG，或存为 PNG"
    );
    Some(Diagnostic::new(Code::Unprintable, texts::place_of(course, drawing)?, message).hint(hint))
}
