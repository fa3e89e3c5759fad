//! Links and pictures of texts that are moved: each leads to where its target has gone.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::{Original, Writing, language};
use crate::course::attachment;
use crate::import::mend::edited;
use crate::import::names;
use crate::import::report::Report;
use crate::import::volume::relative;
use crate::message::both;
use crate::picture;
use crate::syntax::edit;
use crate::syntax::escape::{address, comment};

/// Where an address leads.
enum Leads {
    /// It need not be changed.
    Elsewhere,
    To(String),
    Nowhere,
}

impl Writing<'_> {
    /// A text with its links and pictures changed for the place where it will lie.
    pub(super) fn linked(&mut self, body: &str, original: &Original, place: &str, language: &str) -> String {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for Seen { range, whole, url, picture } in seen(body, self.math) {
            match self.leads(&url, original, place, language, picture) {
                Leads::Elsewhere => {}
                Leads::To(new) => edits.push((range, new)),
                Leads::Nowhere => {
                    let message = if picture {
                        both!(
                            "the picture `{url}` is not there: a comment stands in its place",
                            "没有图片 `{url}`，原处写成了注释"
                        )
                    } else {
                        both!(
                            "the link to `{url}` leads nowhere: its words stay",
                            "链接 `{url}` 没有目标，只保留了文字"
                        )
                    };
                    self.reports.push(Report::new([original.path.clone()], message));
                    if let Some(whole) = whole {
                        take_away(body, whole, &url, picture, &mut edits);
                    }
                }
            }
        }
        edited(body, edits)
    }

    fn leads(&mut self, url: &str, original: &Original, place: &str, language: &str, picture: bool) -> Leads {
        let scheme = url.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
        if url.starts_with('#') && url.contains(|c: char| c.is_ascii_uppercase()) {
            return Leads::To(url.to_ascii_lowercase());
        }
        if url.is_empty() || url.starts_with('#') || scheme || url.starts_with("//") {
            return Leads::Elsewhere;
        }
        let (path, fragment) = url.split_once('#').map_or((url, ""), |(path, fragment)| (path, fragment));
        // Ids have small letters.
        let fragment = fragment.to_ascii_lowercase();
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let candidates = self.candidates(&path, &original.path);
        if !picture {
            for candidate in &candidates {
                if let Some(target) = self.page_at(candidate) {
                    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
                    return Leads::To(format!("{}{fragment}", relative(place, &format!("{target}.{language}.md"))));
                }
            }
        }
        for candidate in candidates {
            let Some(bytes) = self.files.get(&candidate) else { continue };
            if let Some(new) = self.carried.get(&candidate) {
                return Leads::To(address(&relative(place, new)));
            }
            let ending = candidate.rsplit('.').next().unwrap_or_default().to_lowercase();
            let (folder, ending) = match picture::read(bytes) {
                Ok(found) => ("pictures", found.format.extension().to_owned()),
                Err(_) if !picture && attachment::TYPES.contains(&ending.as_str()) => ("files", ending),
                Err(_) => continue,
            };
            let name = candidate.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let name = names::unique([stem], "file", &mut self.taken);
            let new = format!("{folder}/{name}.{ending}");
            self.carried.insert(candidate, new.clone());
            return Leads::To(address(&relative(place, &new)));
        }
        Leads::Nowhere
    }

    /// The paths of the folder that an address may mean.
    fn candidates(&self, path: &str, from: &str) -> Vec<String> {
        let path = path.strip_prefix("@site/").map_or(path.to_owned(), |path| format!("/{path}"));
        match path.strip_prefix('/') {
            Some(path) => {
                let roots = self.roots.iter().map(String::as_str).chain([""]);
                roots.map(|root| joined(root, path)).collect()
            }
            None => {
                let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
                let roots = self.roots.iter().map(|root| joined(root, &path));
                // Many sites have a folder for each page.
                [folder, without_index(from)].map(|folder| joined(folder, &path)).into_iter().chain(roots).collect()
            }
        }
    }

    /// Where the page of a path has gone.
    fn page_at(&self, path: &str) -> Option<&String> {
        let path = without_index(path.trim_end_matches('/'));
        let suffixes = || std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1)).map(|at| &path[at..]);
        self.originals
            .get(path)
            // Of the translations' own folders, or with numbers left out of addresses.
            .or_else(|| suffixes().filter(|key| !key.is_empty()).find_map(|key| self.places.get(key)))
            .or_else(|| self.unnumbered.get(&unnumbered(path)))
            // Of a text that is not translated yet.
            .or_else(|| language::keys(&format!("{path}.md")).find_map(|key| self.places.get(&key)))
    }
}

/// A path of a text without its ending, that of a folder for its `index`.
pub fn without_index(path: &str) -> &str {
    let endings = [".md", ".mdx", ".markdown", ".html", ".qmd", ".Rmd"];
    let bare = endings.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    match bare.rsplit_once('/') {
        Some((folder, name)) if is_index(name) => folder,
        None if is_index(bare) => "",
        _ => bare,
    }
}

/// Whether a file is that of its folder.
pub fn is_index(name: &str) -> bool {
    ["index", "_index", "readme"].contains(&name.to_lowercase().as_str())
}

pub fn unnumbered(path: &str) -> String {
    path.split('/').map(|part| super::without_number(part).1).collect::<Vec<_>>().join("/")
}

/// A path that is given from a folder.
pub fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// An address in a text.
struct Seen {
    /// Where it stands.
    range: Range<usize>,
    /// All of the link or picture, if it can be taken away.
    whole: Option<Range<usize>>,
    url: String,
    picture: bool,
}

/// The addresses of a text, each once.
fn seen(body: &str, math: bool) -> Vec<Seen> {
    let math = if math { Options::ENABLE_MATH } else { Options::empty() };
    // As it will be read: what is indented below an admonition is no code.
    let read = edit::edit(body, 0, &BTreeSet::new());
    let parser = Parser::new_ext(&read.text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | math);
    let mut seen = Vec::new();
    let mut add = |range: Range<usize>, url: &str, picture, whole: Option<Range<usize>>| {
        if let Some(at) = body[range.clone()].rfind(url).map(|at| range.start + at) {
            seen.push(Seen { range: at..at + url.len(), whole, url: url.to_owned(), picture });
        }
    };
    for (_, found) in parser.reference_definitions().iter() {
        add(read.range(found.span.clone()), &found.dest, false, None);
    }
    for (event, range) in parser.into_offset_iter() {
        let range = read.range(range);
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
            Event::Start(Tag::Link { dest_url, .. }) => add(range.clone(), &dest_url, false, Some(range)),
            Event::Start(Tag::Image { dest_url, .. }) => add(range.clone(), &dest_url, true, Some(range)),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                for (whole, at, picture) in html_addresses(&body[range.clone()]) {
                    let moved = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
                    let at = moved(at);
                    add(at.clone(), &body[at], picture, Some(moved(whole)));
                }
            }
            _ => {}
        }
    }
    seen
}

/// Takes a link or a picture away that leads nowhere. The words of a link stay, and what else stands in them.
fn take_away(body: &str, whole: Range<usize>, url: &str, picture: bool, edits: &mut Vec<(Range<usize>, String)>) {
    let written = &body[whole.clone()];
    let note = comment(url, false);
    let inner = written.strip_prefix('[').filter(|_| !picture);
    let words = inner
        .and_then(|rest| rest.rsplit_once("](").or_else(|| rest.rsplit_once("][")).or_else(|| rest.rsplit_once(']')));
    match words {
        Some((words, _)) => {
            edits.push((whole.start..whole.start + 1, String::new()));
            edits.push((whole.start + 1 + words.len()..whole.end, note));
        }
        None => edits.push((whole, note)),
    }
}

/// The tags `<img>` and `<a>` of some HTML: where each stands, where its address does, and whether that is of a picture.
fn html_addresses(html: &str) -> Vec<(Range<usize>, Range<usize>, bool)> {
    let mut found = Vec::new();
    for (name, key) in [("<img", "src"), ("<a", "href"), ("<source", "srcset")] {
        for (at, _) in html.match_indices(name) {
            let end = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
            let tag = &html[at..end];
            if !tag[name.len()..].starts_with(char::is_whitespace) {
                continue;
            }
            let mut keys = tag.match_indices(key).map(|(from, _)| from);
            let from = keys.find_map(|from| {
                let before = tag[..from].ends_with(char::is_whitespace);
                let rest = tag[from + key.len()..].trim_start().strip_prefix('=')?.trim_start();
                before.then_some(tag.len() - rest.len())
            });
            let Some(from) = from else { continue };
            let (skip, length) = match tag[from..].chars().next() {
                Some(quote @ ('"' | '\'')) => (1, tag[from + 1..].find(quote)),
                _ => (0, tag[from..].find(|c: char| c.is_whitespace() || c == '>')),
            };
            let Some(length) = length else { continue };
            found.push((at..end, at + from + skip..at + from + skip + length, key != "href"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_admonitions_are_found() {
        let text = "!!! note\n\n    See [a](a.md).\n\n=== \"Tab\"\n\n    See [b](b.md).\n\n    [c](c.md)\n\nText\n\n    [d](d.md)\n";
        let found: Vec<&str> = seen(text, false).iter().map(|seen| &text[seen.range.clone()]).collect();
        assert_eq!(found, ["a.md", "b.md", "c.md"]);
    }

    #[test]
    fn addresses_in_html_are_found() {
        let text = "<p><img\n  alt=\"x\"\n  src='a.png' />\n<a class=x href=b.md>b</a></p>\n\nText <img src=\"c.png\"> `<img src=\"d.png\">`\n";
        let found: Vec<(String, bool)> = seen(text, false).into_iter().map(|seen| (seen.url, seen.picture)).collect();
        let expected = [("a.png", true), ("b.md", false), ("c.png", true)];
        assert_eq!(found, expected.map(|(url, picture)| (url.to_owned(), picture)));
    }

    #[test]
    fn of_a_lost_link_the_words_stay() {
        for (written, url, picture, expected) in [
            ("[words](a.md)", "a.md", false, "words<!-- a.md -->"),
            ("[words][a]", "a.md", false, "words<!-- a.md -->"),
            ("[![words](a.png)](a.md)", "a.md", false, "![words](a.png)<!-- a.md -->"),
            ("![words](a.png)", "a.png", true, "<!-- a.png -->"),
            ("<a href=\"a.md\">", "a.md", false, "<!-- a.md -->"),
        ] {
            let mut edits = Vec::new();
            take_away(written, 0..written.len(), url, picture, &mut edits);
            assert_eq!(edited(written, edits), expected);
        }
    }
}
