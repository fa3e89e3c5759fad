//! Pictures: which file each name means, and whether it can be shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::Book;
use crate::course::{Asset, AssetIx};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::message::{Message, both};
use crate::percent;
use crate::sources::{Sources, Span};

/// More pixels than this are not decoded: 100 megapixels, an A2 page at 300 dots an inch.
const MOST_PIXELS: u64 = 100_000_000;

/// Drawing programs nest a dozen groups; what draws them recurses.
const DEEPEST_DRAWING: usize = 100;

/// The pictures of a course; those that a text shows get an index.
pub struct Pictures<'a> {
    /// Relative to the course folder.
    files: BTreeMap<&'a str, &'a Arc<[u8]>>,
    /// Those that could not be read, which was reported.
    broken: BTreeSet<&'a str>,
    used: BTreeMap<&'a str, AssetIx>,
    assets: Vec<Asset>,
    earlier: Measured,
}

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
        Pictures { files, broken, used: BTreeMap::new(), assets: Vec::new(), earlier }
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
        let decoded = percent::decoded(name).unwrap_or_else(|| name.to_owned());
        let Some(path) = join(folder, &decoded) else { return Err(outside()) };
        let Some((&path, bytes)) = self.files.get_key_value(path.as_str()) else {
            if self.broken.contains(path.as_str()) {
                return Ok(None);
            }
            return Err(self.absent(
                folder,
                &path,
                missing(both!("there is no picture `{path}` in the course", "课程里没有图片 `{path}`")),
            ));
        };
        if let Some(&ix) = self.used.get(path) {
            return Ok(Some(ix));
        }
        if let Some(asset) = self.earlier.remove(path).filter(|asset| asset.bytes == **bytes) {
            return Ok(Some(self.show(path, asset)));
        }
        let unusable = |why: Message| {
            missing(both!("the picture `{path}` cannot be shown: {why}", "图片 `{path}` 无法显示：{why}"; why))
                .hint(both!("open it in a drawing program and save it again", "请用绘图软件打开，重新保存"))
        };
        let size = measure(path, bytes).map_err(unusable)?;
        if u64::from(size.0) * u64::from(size.1) > MOST_PIXELS {
            return Err(Diagnostic::new(
                Code::TooLarge,
                span,
                both!("the picture `{path}` has {} × {} pixels", "图片 `{path}` 有 {} × {} 像素", size.0, size.1),
            )
            .hint(both!(
                "make it smaller: 2,000 pixels are enough for the width of a page",
                "请缩小：一页的宽度有 2000 像素就够了"
            )));
        }
        decode(path, bytes).map_err(unusable)?;
        let asset = Asset { path: path.to_owned(), bytes: Arc::clone(bytes), size: Some(size).filter(|s| s.0 > 0) };
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
    fn absent(&self, folder: &str, path: &str, diagnostic: Diagnostic) -> Diagnostic {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let same_name = self.files.keys().find(|known| name(known).eq_ignore_ascii_case(&name(path)));
        match same_name.copied().or_else(|| nearest(path, self.files.keys().copied())) {
            Some(near) => diagnostic.hint(both!("did you mean `{}`?", "您要写的是 `{}` 吗？", relative(folder, near))),
            None => diagnostic.hint(both!(
                "put the file beside the text; pictures are SVG, PNG, JPEG, WebP or GIF",
                "请把文件放在正文旁边；图片可以是 SVG、PNG、JPEG、WebP 或 GIF"
            )),
        }
    }
}

/// Joins two paths; none when the result leaves the course.
fn join(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a text in `folder` names the file at `path`.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// The beginning of a name that may be a whole picture (`data:…`).
fn shortened(name: &str) -> String {
    match name.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Reads all of a picture: a file that was cut off has a size, too, and would stop the PDFs.
pub fn decode(path: &str, bytes: &[u8]) -> Result<(), Message> {
    if is_drawing(path) {
        return Ok(());
    }
    match image::load_from_memory(bytes) {
        Ok(_) => Ok(()),
        Err(image::ImageError::IoError(_)) => Err(both!("the file ends too early", "文件不完整")),
        Err(error) => Err(Message::as_is(error.to_string().lines().next().unwrap_or_default())),
    }
}

fn is_drawing(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

/// How many elements lie inside of each other at most.
fn depth(root: roxmltree::Node<'_, '_>) -> usize {
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

/// The size in pixels; zeros for a drawing that does not say.
pub fn measure(path: &str, bytes: &[u8]) -> Result<(u32, u32), Message> {
    if is_drawing(path) {
        let text = std::str::from_utf8(bytes).map_err(|_| both!("it is not UTF-8", "它不是 UTF-8"))?;
        let document = roxmltree::Document::parse(text).map_err(Message::as_is)?;
        let root = document.root_element();
        if root.tag_name().name() != "svg" {
            return Err(both!("it is not an SVG drawing", "它不是 SVG 图形"));
        }
        if depth(root) > DEEPEST_DRAWING {
            return Err(both!("its groups nest too deep", "它的分组嵌套太深"));
        }
        let view_box: Vec<f64> =
            root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(|n| n.parse().ok()).collect();
        let length = |name: &str| root.attribute(name)?.trim_end_matches("px").parse::<f64>().ok();
        let size = match (length("width"), length("height"), &view_box[..]) {
            (Some(width), Some(height), _) | (_, _, &[_, _, width, height]) => {
                (width.round() as u32, height.round() as u32)
            }
            _ => (0, 0),
        };
        return Ok(size);
    }
    let size = imagesize::blob_size(bytes).map_err(|error| match error {
        imagesize::ImageError::IoError(_) => both!("the file ends too early", "文件不完整"),
        _ => both!("it is no picture that Diglot knows", "Diglot 不认识这种图片"),
    })?;
    Ok((size.width as u32, size.height as u32))
}
