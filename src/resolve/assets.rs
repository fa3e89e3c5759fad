//! Pictures: which file each name means, and whether it can be shown.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::paths::{join, relative};
use crate::book::Book;
use crate::course::{Asset, AssetIx};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint};
use crate::digest::Digest;
use crate::message::{Message, both};
use crate::percent;
use crate::picture::{self, Picture, Unusable};
use crate::sources::Sources;
use crate::span::Span;

/// The pictures of a course; those that a text shows get an index.
pub struct Pictures<'a> {
    /// Relative to the course folder.
    files: BTreeMap<&'a str, &'a Arc<[u8]>>,
    /// Those that could not be read, which was reported.
    broken: BTreeSet<&'a str>,
    used: BTreeMap<&'a str, AssetIx>,
    assets: Vec<Asset>,
    earlier: Measured,
    /// What was found in files that are likely shown, each with its bytes as they are shown.
    read: BTreeMap<&'a str, ReadPicture>,
    /// The first path of each file name in lower case, when one is looked for.
    by_name: OnceCell<BTreeMap<String, &'a str>>,
    guesses: Guesses,
}

/// A picture that can be shown, as another process found.
#[derive(Serialize, Deserialize)]
pub struct KeptPicture {
    path: String,
    /// Of its bytes as they are shown.
    bytes: Digest,
    picture: Picture,
}

impl KeptPicture {
    pub fn of(Asset { path, bytes, picture }: Asset) -> KeptPicture {
        KeptPicture { path, bytes: Digest::of(&bytes), picture }
    }
}

/// The bytes of a picture, and what they hold.
type ReadPicture = (Arc<[u8]>, Result<Picture, Unusable>);

/// Pictures that can be shown, as an earlier run found, by path.
pub type Measured = BTreeMap<String, Asset>;

impl<'a> Pictures<'a> {
    pub fn new(book: &Book, sources: &'a Sources, earlier: Measured) -> Pictures<'a> {
        let prefix = format!("{}/", book.folder);
        let files =
            sources.attachments.iter().filter_map(|a| Some((a.path.strip_prefix(&prefix)?, &a.bytes))).collect();
        let broken = sources
            .iter()
            .filter(|(_, source)| source.broken)
            .filter_map(|(_, s)| s.path.strip_prefix(&prefix))
            .collect();
        let (used, assets) = (BTreeMap::new(), Vec::new());
        let (by_name, guesses) = (OnceCell::new(), Guesses::default());
        Pictures { files, broken, used, assets, earlier, read: BTreeMap::new(), by_name, guesses }
    }

    /// Takes up what another process found, where the files are the same.
    pub fn recall(&mut self, kept: Vec<KeptPicture>) {
        for KeptPicture { path, bytes, picture } in kept {
            let Some((&file, now)) = self.files.get_key_value(path.as_str()) else { continue };
            let now = whole(&self.files, file, now);
            if Digest::of(&now) == bytes {
                self.earlier.insert(path.clone(), Asset { path, bytes: now, picture });
            }
        }
    }

    /// Reads pictures on all cores before they are looked for, each named in a text that lies in a folder.
    pub fn read_ahead<'n>(&mut self, names: impl Iterator<Item = (&'n str, &'n str)>) {
        let paths = names.filter_map(|(folder, name)| join(folder, &decoded(name)));
        let paths: BTreeSet<&'a str> =
            paths.filter_map(|path| self.files.get_key_value(path.as_str()).map(|(&path, _)| path)).collect();
        let unread: Vec<&'a str> = paths.into_iter().filter(|&path| !self.earlier.contains_key(path)).collect();
        let files = &self.files;
        let read = |path: &'a str| {
            let bytes = whole(files, path, files[path]);
            let picture = picture::read(&bytes);
            (path, (bytes, picture))
        };
        self.read = unread.into_par_iter().map(read).collect();
    }

    /// Those that are shown, and what the next run needs not measure again.
    pub fn into_assets(self) -> (Vec<Asset>, Measured) {
        let measured = self.assets.iter().map(|asset| (asset.path.clone(), asset.clone())).collect();
        (self.assets, measured)
    }

    /// The picture that `name` means in a text that lies in `folder` (relative to the course, without a final slash). None when it could
    /// not be read, which was reported.
    ///
    /// # Errors
    ///
    /// When there is no such picture in the course, or it cannot be shown.
    pub fn find(&mut self, folder: &str, name: &str, span: Span) -> Result<Option<AssetIx>, Diagnostic> {
        let missing = |message: Message| Diagnostic::new(Code::MissingPicture, span, message);
        let outside = || {
            let name = shortened(name);
            missing(both!("the picture `{name}` lies outside the course", "图片 `{name}` 在课程之外")).hint(both!(
                "copy the file beside the text and write its name alone: `![…](picture.png)`",
                "请把文件复制到正文旁边，只写文件名：`![…](picture.png)`"
            ))
        };
        if name.contains('\\') {
            return Err(missing(both!("the path of this picture has a backslash", "这张图片的路径里有反斜杠")).hint(
                both!(
                    "write `/` between a folder and a file: `![…](pictures/lion.png)`",
                    "文件夹和文件之间请写 `/`：`![…](pictures/lion.png)`"
                ),
            ));
        }
        if name.starts_with('/') || name.contains(':') {
            return Err(outside());
        }
        // Markdown writes a space in a file's name as `%20`.
        let Some(path) = join(folder, &decoded(name)) else { return Err(outside()) };
        let Some((&path, bytes)) = self.files.get_key_value(path.as_str()) else {
            if self.broken.contains(path.as_str()) {
                return Ok(None);
            }
            return Err(self.absent(
                folder,
                (name, &path),
                missing(both!("there is no picture `{path}` in the course", "课程里没有图片 `{path}`")),
            ));
        };
        if let Some(&ix) = self.used.get(path) {
            return Ok(Some(ix));
        }
        let (bytes, picture) = match self.read.remove(path) {
            Some(read) => read,
            None => {
                let bytes = whole(&self.files, path, bytes);
                if let Some(asset) = self.earlier.remove(path).filter(|asset| asset.bytes == bytes) {
                    return Ok(Some(self.show(path, asset)));
                }
                let picture = picture::read(&bytes);
                (bytes, picture)
            }
        };
        let picture = picture.map_err(|unusable| match unusable {
            Unusable::Broken(why) => {
                missing(both!("the picture `{path}` cannot be shown: {why}", "图片 `{path}` 无法显示：{why}"; why))
                    .hint(both!(
                        "open it in a drawing program and save it again, as PNG, JPEG or SVG",
                        "请用绘图软件打开，重新保存为 PNG、JPEG 或 SVG"
                    ))
            }
            Unusable::TooLarge(width, height) => Diagnostic::new(
                Code::TooLarge,
                span,
                both!("the picture `{path}` has {width} × {height} pixels", "图片 `{path}` 有 {width} × {height} 像素"),
            )
            .hint(both!(
                "make it smaller: 2,000 pixels are enough for the width of a page",
                "请缩小：一页的宽度有 2000 像素就够了"
            )),
        })?;
        let asset = Asset { path: path.to_owned(), bytes, picture };
        Ok(Some(self.show(path, asset)))
    }

    /// Gives a picture its index.
    fn show(&mut self, path: &'a str, asset: Asset) -> AssetIx {
        let ix = AssetIx::new(self.assets.len());
        self.assets.push(asset);
        self.used.insert(path, ix);
        ix
    }

    /// Says where a picture that is not there may be.
    fn absent(&self, folder: &str, (name, path): (&str, &str), diagnostic: Diagnostic) -> Diagnostic {
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        // Of those with the same name the first one stays.
        let by_name = self.by_name.get_or_init(|| self.files.keys().rev().map(|path| (last(path), *path)).collect());
        let same_name = by_name.get(&last(path)).copied();
        match same_name.or_else(|| self.guesses.nearest(path, self.files.keys().copied())) {
            Some(near) => diagnostic.hint(Hint::meant(name, &relative(folder, near))),
            None => diagnostic.hint(both!(
                "put the file beside the text; pictures are SVG, PNG, JPEG, WebP or GIF",
                "请把文件放在正文旁边；图片可以是 SVG、PNG、JPEG、WebP 或 GIF"
            )),
        }
    }
}

/// The bytes of a picture, with the photos of the course in it to which it links.
fn whole(files: &BTreeMap<&str, &Arc<[u8]>>, path: &str, bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let photo = |address: &str| files.get(join(folder, &decoded(address))?.as_str()).map(|photo| &***photo);
    picture::embedded(bytes, photo).map_or_else(|| Arc::clone(bytes), Arc::from)
}

/// A name without the escapes of addresses.
fn decoded(name: &str) -> String {
    percent::decoded(name).unwrap_or_else(|| name.to_owned())
}

/// The beginning of a name that may be a whole picture (`data:…`).
fn shortened(name: &str) -> String {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}
