//! Drawings that browsers take, but the typesetter does not, or not all of them.

use rayon::prelude::*;

use crate::course::{Asset, AssetIx, Course};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::press::{TypesetContext, typeset};
use crate::output::print::{book, texts};
use crate::picture::PictureFormat;
use crate::span::Span;

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
    let place = texts::place_of(course, drawing)?;
    let Err(refused) = typeset::pdf(context, "machinery/picture.typ", context.fit(book::picture_files(asset))) else {
        return html(asset, place);
    };
    let why = refused.why;
    let message = both!("the drawing `{}` cannot be printed: {why}", "图形 `{}` 无法印刷（{why}）", asset.path);
    let hint = both!(
        "open it in a drawing program and save it again as a plain SVG, or as a PNG",
        "请用绘图软件打开，另存为普通 SVG，或存为 PNG"
    );
    Some(Diagnostic::new(Code::Unprintable, place, message).hint(hint))
}

/// Drawing programs write long labels as HTML.
fn html(asset: &Asset, place: Span) -> Option<Diagnostic> {
    const SHOWN: usize = 40;
    let all = &asset.picture.html;
    let mut words: String = all.chars().take(SHOWN).collect();
    if words.len() < all.len() {
        words.push('…');
    }
    let message = both!(
        "the drawing `{}` has words in HTML (`foreignObject`), which paper leaves out: “{words}”",
        "图形 `{}` 里有用 HTML 写的文字（`foreignObject`），印刷时会丢失：“{words}”",
        asset.path
    );
    let hint = both!(
        "in the drawing program, write them as plain text (in draw.io: without “Formatted Text” and “Word Wrap”), or save a PNG",
        "请在绘图软件里改成普通文字（draw.io：取消“格式化文本”和“自动换行”），或存为 PNG"
    );
    (!all.is_empty()).then(|| Diagnostic::new(Code::RawHtml, place, message).hint(hint))
}
