//! Links and pictures of texts that are moved: each leads to where its target has gone.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{Original, Writing};
use crate::import::names;
use crate::import::report::Report;
use crate::import::volume::relative;
use crate::message::both;
use crate::picture;
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
        let parser = Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
        let definitions = parser.reference_definitions().iter();
        let mut seen: Vec<(Range<usize>, String, bool)> =
            definitions.map(|(_, found)| (found.span.clone(), found.dest.to_string(), false)).collect();
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(Tag::Link { dest_url, .. }) => seen.push((range, dest_url.to_string(), false)),
                Event::Start(Tag::Image { dest_url, .. }) => seen.push((range, dest_url.to_string(), true)),
                Event::Html(html) | Event::InlineHtml(html) => {
                    for source in sources(&html) {
                        seen.push((
                            range.start + source.start..range.start + source.end,
                            html[source].to_owned(),
                            true,
                        ));
                    }
                }
                _ => {}
            }
        }
        for (range, url, picture) in seen {
            let Some(at) = body[range.clone()].rfind(&url).map(|at| range.start + at) else { continue };
            match self.leads(&url, original, place, language, picture) {
                Leads::Elsewhere => {}
                Leads::To(new) => edits.push((at..at + url.len(), new)),
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
                    let written = &body[range.clone()];
                    let words = written.strip_prefix('[').and_then(|rest| rest.rsplit_once("]("));
                    let note = comment(&url, false);
                    match words {
                        Some((words, _)) if !picture => edits.push((range, format!("{words}{note}"))),
                        _ if picture && written.starts_with('!') => edits.push((range, note)),
                        _ => {}
                    }
                }
            }
        }
        // Inner edits of a link that is taken away are gone with it.
        edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut out = String::with_capacity(body.len());
        let mut at = 0;
        for (range, new) in edits {
            if range.start < at {
                continue;
            }
            out.push_str(&body[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(&body[at..]);
        out
    }

    fn leads(&mut self, url: &str, original: &Original, place: &str, language: &str, picture: bool) -> Leads {
        let scheme = url.split_once(':').is_some_and(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
        if url.is_empty() || url.starts_with('#') || scheme || url.starts_with("//") {
            return Leads::Elsewhere;
        }
        let (path, fragment) = url.split_once('#').map_or((url, ""), |(path, fragment)| (path, fragment));
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
            let Ok(found) = picture::read(bytes) else { continue };
            let new = self.pictures.get(&candidate).cloned().unwrap_or_else(|| {
                let mut taken: Vec<String> = self
                    .pictures
                    .values()
                    .filter_map(|path| Some(path.strip_prefix("pictures/")?.rsplit_once('.')?.0.to_owned()))
                    .collect();
                let name = candidate.rsplit('/').next().unwrap_or_default();
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                let name = names::unique([stem], "picture", &mut taken);
                format!("pictures/{name}.{}", found.format.extension())
            });
            self.pictures.insert(candidate, new.clone());
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
                std::iter::once(joined(folder, &path)).chain(roots).collect()
            }
        }
    }

    /// Where the page of a path has gone.
    fn page_at(&self, path: &str) -> Option<&String> {
        let path = path.trim_end_matches('/');
        let bare =
            [".md", ".mdx", ".markdown", ".html"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
        let bare =
            bare.rsplit_once('.').filter(|(_, end)| super::language_of(end).is_some()).map_or(bare, |(bare, _)| bare);
        let parent = bare.rsplit_once('/').filter(|(_, name)| is_index(name)).map_or(bare, |(parent, _)| parent);
        let parent = if is_index(parent) { "" } else { parent };
        self.places.get(bare).or_else(|| self.places.get(parent)).or_else(|| {
            // Of the translations' own folders, or with numbers left out of addresses.
            let ends = |key: &String| bare.ends_with(&format!("/{key}")) || parent.ends_with(&format!("/{key}"));
            let known = self.places.keys().find(|key| !key.is_empty() && ends(key));
            let known = known.or_else(|| self.places.keys().find(|key| unnumbered(key) == unnumbered(parent)));
            known.and_then(|key| self.places.get(key))
        })
    }
}

/// Whether a file is that of its folder.
pub fn is_index(name: &str) -> bool {
    ["index", "_index", "readme"].contains(&name.to_lowercase().as_str())
}

fn unnumbered(path: &str) -> String {
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

/// Where the addresses of pictures stand in some HTML.
fn sources(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices("<img") {
        let tag = &html[at..html[at..].find('>').map_or(html.len(), |end| at + end)];
        let Some(from) = tag.find("src=").map(|from| from + 4) else { continue };
        let Some(quote) = tag[from..].chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let Some(length) = tag[from + 1..].find(quote) else { continue };
        found.push(at + from + 1..at + from + 1 + length);
    }
    found
}
