//! The pictures of a form: as they are where Word shows them, else as PNG.

use std::io::Cursor;
use std::sync::Arc;

use image::ImageFormat;

use super::blocks::FormWriter;
use super::runs::text_run;
use crate::course::Asset;
use crate::output::html::escape;
use crate::output::print::data::text::Illustration;
use crate::output::print::press;
use crate::output::print::writer::picture_path;
use crate::picture::PictureFormat;

/// The most that a picture takes from top to bottom, in tenths of a millimetre.
const TALLEST: f64 = 1900.0;

/// The unit of drawings in Word: so many are a tenth of a millimetre.
const UNITS: f64 = 3600.0;

/// A file among the media of the package.
pub struct MediaFile {
    pub bytes: Arc<[u8]>,
    format: PictureFormat,
    /// Width and height, in pixels.
    size: (u32, u32),
    /// What it was made of.
    path: String,
}

impl MediaFile {
    /// `picture1.png`.
    pub fn name(&self, number: usize) -> String {
        format!("picture{number}.{}", self.format.extension())
    }
}

impl FormWriter<'_> {
    /// A picture within a line; the words of one that cannot be drawn, in brackets.
    pub fn picture(&mut self, picture: &Illustration) -> String {
        let words = || if picture.alt.is_empty() { String::new() } else { text_run(&format!("[{}]", picture.alt)) };
        self.drawn(picture).unwrap_or_else(words)
    }

    fn drawn(&mut self, picture: &Illustration) -> Option<String> {
        let room = f64::from(self.width()) * 254.0 / 1440.0;
        let wanted = match (picture.share, picture.wanted.or(picture.width)) {
            (Some(share), _) => room * f64::from(share) / 100.0,
            (None, Some(tenths)) => f64::from(tenths),
            (None, None) => room,
        };
        let width = wanted.min(room).max(1.0);
        let at = self.media_file(picture, width)?;
        let (across, down) = self.media[at].size;
        let height = width * f64::from(down) / f64::from(across);
        let share = (TALLEST / height).min(1.0);
        let [width, height] = [width, height].map(|tenths| (tenths * share * UNITS).round() as u64);
        self.pictures += 1;
        let (number, id) = (self.pictures, format!("picture{}", at + 1));
        let mut alt = String::new();
        escape::attribute(&picture.alt, &mut alt);
        // What is decoration alone is passed over when the form is read aloud.
        let decorative = if picture.alt.is_empty() {
            "<a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative \
             xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/></a:ext></a:extLst>"
        } else {
            ""
        };
        Some(format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"{id}\" descr=\"{alt}\">{decorative}</wp:docPr><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{id}\"/><pic:cNvPicPr/>\
             </pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
             <a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r>"
        ))
    }

    /// The file of a picture that is shown so many tenths of a millimetre wide: one for all places where it stands.
    fn media_file(&mut self, picture: &Illustration, width: f64) -> Option<usize> {
        if let Some(at) = self.media.iter().position(|file| file.path == picture.path) {
            return Some(at);
        }
        let assets = &self.course.assets;
        let (_, asset) = assets.iter().enumerate().find(|&(at, asset)| picture_path(at, asset) == picture.path)?;
        // A drawing has a pixel for each of them: 254 an inch.
        let file = self.shown(asset, &picture.path, width.ceil() as u32)?;
        self.media.push(file);
        Some(self.media.len() - 1)
    }

    /// A picture as Word shows it; a drawing gets so many pixels across.
    fn shown(&self, asset: &Asset, path: &str, across: u32) -> Option<MediaFile> {
        let file = |bytes: Arc<[u8]>, format, size| MediaFile { bytes, format, size, path: path.to_owned() };
        let format = asset.picture.format;
        Some(match format {
            PictureFormat::Png | PictureFormat::Jpeg | PictureFormat::Gif => {
                file(asset.bytes.clone(), format, asset.picture.size?)
            }
            PictureFormat::WebP => {
                let mut bytes = Vec::new();
                let image = image::load_from_memory(&asset.bytes).ok()?;
                image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
                file(bytes.into(), PictureFormat::Png, (image.width(), image.height()))
            }
            PictureFormat::Svg => {
                let (bytes, down) = press::png(self.press, &asset.bytes, across)?;
                file(bytes.into(), PictureFormat::Png, (across, down))
            }
        })
    }
}
