//! Paths as texts write them: relative to the folder in which they lie, or to that of the course.

use crate::book::Book;
use crate::percent;

/// Joins two paths; none when the result leaves the course.
pub fn join(folder: &str, name: &str) -> Option<String> {
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
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// Where a link leads that has no scheme.
pub struct Destination {
    /// Of a file, relative to the course; empty for the page of the link. None when it lies outside of the course.
    pub path: Option<String>,
    pub anchor: Option<String>,
}

impl Destination {
    /// Of a link as it is written in a text that lies in `folder`.
    pub fn of(written: &str, folder: &str) -> Destination {
        let decoded = |part: &str| percent::decoded(part).unwrap_or_else(|| part.to_owned());
        let (path, anchor) = match written.split_once('#') {
            Some((path, anchor)) => (path, Some(decoded(anchor)).filter(|anchor| !anchor.is_empty())),
            None => (written, None),
        };
        let path = decoded(path.split('?').next().unwrap_or_default());
        let path = match path.strip_prefix('/') {
            _ if path.is_empty() => Some(path),
            Some(rest) => join("", rest),
            // The course folder itself is its front page.
            None => join(folder, &path).map(|joined| if joined.is_empty() { "index".to_owned() } else { joined }),
        };
        Destination { path, anchor }
    }
}

/// What all files of a text have in common, and those that others write for it: `steps/02-listen` of `steps/02-listen.en.md`,
/// `steps/02-listen/README.md`, `steps/02-listen.html`. `index` is the front page.
pub fn stem(path: &str, book: &Book) -> String {
    let endings = [".md", ".markdown", ".mdx", ".html", ".htm"];
    let stem = endings.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    let stem = match stem.rsplit_once('.') {
        Some((stem, key)) if book.languages.iter().any(|language| language.key == key) => stem,
        _ => stem,
    };
    match stem.rsplit_once('/') {
        Some((folder, "index" | "README" | "_index")) => folder.to_owned(),
        None if matches!(stem, "index" | "README" | "_index") => "index".to_owned(),
        _ => stem.to_owned(),
    }
}

/// The id that GitHub gives a heading, which mdBook and Docusaurus give it, too.
pub fn github_id(words: &str) -> String {
    let kept = words.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
