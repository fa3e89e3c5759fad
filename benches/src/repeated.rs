//! The shipped course many times over: every item again under another number, slug and title, with its references to items of its own
//! copy. The glossary stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::floor::files;

/// Writes the course of the folder `from` into an empty folder, `times` times.
pub fn write(from: &Path, folder: &Path, times: usize) -> io::Result<()> {
    let sources = files(&from.join("course"));
    let mut highest: BTreeMap<&str, usize> = BTreeMap::new();
    for path in &sources {
        if let Some((kind, number, _)) = item(from, path) {
            let most = highest.entry(kind).or_default();
            *most = number.max(*most);
        }
    }
    fs::create_dir_all(folder)?;
    fs::copy(from.join("book.yaml"), folder.join("book.yaml"))?;
    for path in &sources {
        let relative = path.strip_prefix(from).expect("the walk stays inside");
        let Some((kind, number, rest)) = item(from, path) else {
            copy(path, &folder.join(relative))?;
            continue;
        };
        // `mindset.en.md` or `mindset/index.en.md`.
        let (slug, rest) = rest.split_at(rest.find(['.', '/']).expect("a name has an ending"));
        for copied in 1..=times {
            let number = number + (copied - 1) * highest[kind];
            let width = (times * highest[kind]).to_string().len().max(2);
            let target = folder.join(format!("course/{kind}/{number:0width$}-{slug}{}{rest}", suffix(copied)));
            if target.extension().is_some_and(|extension| extension == "md") {
                fs::create_dir_all(target.parent().expect("a file has a folder"))?;
                fs::write(target, renamed(&fs::read_to_string(path)?, copied))?;
            } else {
                copy(path, &target)?
            }
        }
    }
    Ok(())
}

/// Of `course/modules/01-mindset/index.en.md`: the folder of its kind, its number, and what comes after that.
fn item<'a>(from: &Path, path: &'a Path) -> Option<(&'a str, usize, &'a str)> {
    let inside = path.strip_prefix(from.join("course")).ok()?.to_str()?;
    let (kind, name) = inside.split_once('/')?;
    let (number, rest) = name.split_once('-')?;
    Some((kind, number.parse().ok()?, rest))
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().expect("a file has a folder"))?;
    fs::copy(from, to).map(drop)
}

/// The first copy keeps the names.
fn suffix(copied: usize) -> String {
    if copied == 1 { String::new() } else { format!("-{copied}") }
}

fn renamed(text: &str, copied: usize) -> String {
    if copied == 1 {
        return text.to_owned();
    }
    let suffix = suffix(copied);
    let front = text[4..].find("\n---").map_or(0, |end| end + 4);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text[..front].split_inclusive('\n') {
        match line.split_once(": ") {
            Some(("title", title)) => {
                let quoted = title.trim().strip_suffix('"');
                out.push_str(&match quoted {
                    Some(title) => format!("title: {title} {copied}\"\n"),
                    None => format!("title: {} {copied}\n", title.trim()),
                });
            }
            Some((relation, slugs)) if slugs.starts_with('[') => {
                let slugs = slugs.trim().trim_start_matches('[').trim_end_matches(']').split(", ");
                let slugs: Vec<String> = slugs.map(|slug| format!("{slug}{suffix}")).collect();
                out.push_str(&format!("{relation}: [{}]\n", slugs.join(", ")));
            }
            _ => out.push_str(line),
        }
    }
    for (i, piece) in text[front..].split("[[").enumerate() {
        if i > 0 {
            out.push_str("[[");
        }
        let end = piece.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '/')).unwrap_or(piece.len());
        let (target, rest) = piece.split_at(if i > 0 { end } else { 0 });
        // `step/listen`, or `module/mindset/reviews`, a page below an item.
        match target.match_indices('/').nth(1) {
            Some((at, _)) => out.extend([&target[..at], &suffix, &target[at..]]),
            None if target.contains('/') => out.extend([target, &suffix]),
            None => out.push_str(target),
        }
        out.push_str(rest);
    }
    out
}
