//! The links of Obsidian: `[[Page]]`, `[[Page#Heading|words]]`, `![[picture.png|300]]`. A page or a picture is found by its name alone.

use super::Writing;
use super::rewrite::{code_span, plain, prose};
use crate::slug::is_slug;
use crate::syntax::escape::address;

/// What stands between the brackets.
struct Wikilink<'t> {
    target: &'t str,
    heading: Option<&'t str>,
    words: Option<&'t str>,
    shows: bool,
}

impl Writing<'_> {
    /// A text with its wikilinks as links of Markdown, which lead on from there. What is found nowhere stands as it is written.
    pub(super) fn without_wikilinks(&self, text: &str) -> String {
        if !text.contains("[[") {
            return text.to_owned();
        }
        prose(text, |_, part| {
            let mut out = String::with_capacity(part.len());
            let mut at = 0;
            while let Some(found) = part[at..].find(['`', '[', '!']).map(|length| at + length) {
                out.push_str(&part[at..found]);
                let rest = &part[found..];
                at = found + 1;
                if let Some(length) = code_span(rest) {
                    out.push_str(&rest[..length]);
                    at = found + length;
                } else if let Some((link, length)) = wikilink(rest) {
                    at = found + length;
                    if let Some(id) = id_of_heading(&part[..found], &link, &part[at..]) {
                        out.push_str(&format!(" {{#{id}}}"));
                        continue;
                    }
                    out.push_str(&self.linked_by_name(&link).unwrap_or_else(|| escaped(&rest[..length])));
                } else {
                    out.push_str(&rest[..1]);
                }
            }
            out.push_str(&part[at..]);
            out
        })
    }

    fn linked_by_name(&self, link: &Wikilink<'_>) -> Option<String> {
        let heading = link.heading.map(|heading| format!("#{}", address(&github(heading)))).unwrap_or_default();
        let words = link.words.or(link.heading).unwrap_or(link.target.rsplit('/').next().unwrap_or_default());
        if link.target.is_empty() {
            return link.heading.map(|_| format!("[{words}]({heading})"));
        }
        let wanted = link.target.to_lowercase();
        let wanted = wanted.strip_suffix(".md").unwrap_or(&wanted);
        let is = |key: &str| {
            let key = key.to_lowercase();
            key == wanted || key.strip_suffix(wanted).is_some_and(|before| before.ends_with('/'))
        };
        if let Some(key) = self.places.keys().find(|key| is(key)) {
            return Some(format!("[{words}](/{}.md{heading})", address(key)));
        }
        let path = self.files.keys().find(|path| link.shows && is(path))?;
        let size = link.words.filter(|words| words.chars().all(|c| c.is_ascii_digit() || c == 'x'));
        let width = size.and_then(|size| size.split('x').next()).map(|width| format!("{{width={width}px}}"));
        let alt = if size.is_some() { "" } else { link.words.unwrap_or_default() };
        Some(format!("![{alt}](/{}){}", address(path), width.unwrap_or_default()))
    }
}

/// The wikilink with which a text begins, and its length.
fn wikilink(text: &str) -> Option<(Wikilink<'_>, usize)> {
    let shows = text.starts_with("![[");
    let inner = text.strip_prefix('!').unwrap_or(text).strip_prefix("[[")?;
    let end = inner.find("]]")?;
    let length = text.len() - inner.len() + end + 2;
    let inner = &inner[..end];
    if inner.is_empty() || inner.contains(['[', ']', '\n']) {
        return None;
    }
    let (path, words) = inner.split_once('|').map_or((inner, None), |(path, words)| (path, Some(words.trim())));
    let (target, heading) = path.split_once('#').map_or((path, None), |(path, heading)| (path, Some(heading)));
    let path = target.trim().trim_end_matches('\\');
    Some((Wikilink { target: path, heading: heading.map(str::trim), words, shows }, length))
}

/// The id that the books of Hugging Face give a heading: `## Title[[id]]`.
fn id_of_heading<'t>(before: &str, link: &Wikilink<'t>, behind: &str) -> Option<&'t str> {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let ends = behind.split('\n').next().unwrap_or_default().trim().is_empty();
    (ends && line.starts_with('#') && !line.ends_with(' ') && is_slug(link.target)).then_some(link.target)
}

/// The id that a heading has on most sites.
fn github(heading: &str) -> String {
    crate::resolve::paths::github_id(&plain(heading.rsplit('#').next().unwrap_or(heading)))
}

fn escaped(written: &str) -> String {
    written.replace('[', "\\[").replace(']', "\\]")
}
