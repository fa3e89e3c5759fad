//! Paths after a change: files and folders have moved, and texts name them by other paths.

use std::collections::BTreeMap;

/// Whether a path is one of the files of an item.
pub fn is_of(path: &str, stem: &str) -> bool {
    path.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
}

/// A path after the change: the longest beginning of it that has a new name gets that.
pub fn mapped(path: &str, stems: &BTreeMap<String, String>) -> String {
    let ends = path.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '/')).map(|(at, _)| at);
    for end in std::iter::once(path.len()).chain(ends) {
        if let Some(new) = stems.get(&path[..end]) {
            return format!("{new}{}", &path[end..]);
        }
    }
    path.to_owned()
}

/// A path as a text writes it, of which some folders or the file have other names now. It has as many parts as before.
pub fn path_rewritten(written: &str, folder: &str, old: &str, new: &str) -> String {
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let (path, rest) = written.split_at(end);
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('/').collect(), new.split('/').collect());
    let mut depth = if path.starts_with('/') { 0 } else { folder.split('/').filter(|part| !part.is_empty()).count() };
    let parts = path.split('/').map(|part| match part {
        "" | "." => part,
        ".." => {
            depth = depth.saturating_sub(1);
            part
        }
        _ => {
            let at = depth;
            depth += 1;
            match (old.get(at), new.get(at)) {
                (Some(old), Some(new)) if *old == part => new,
                _ => part,
            }
        }
    });
    parts.collect::<Vec<_>>().join("/") + rest
}

/// The folder of a file.
pub fn parent_folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::{mapped, path_rewritten};

    #[test]
    fn paths_keep_their_form() {
        for (written, folder, old, new, expected) in [
            (
                "../steps/02-listen.en.md#x",
                "modules",
                "steps/02-listen.en.md",
                "steps/03-listen.en.md",
                "../steps/03-listen.en.md#x",
            ),
            ("02-nod.en.md", "modules/01-a", "modules/01-a/02-nod.en.md", "modules/02-a/03-nod.en.md", "03-nod.en.md"),
            ("/steps/listen", "modules", "steps/listen", "steps/hear", "/steps/hear"),
            ("./a%20b/../pic.png", "steps/02-a", "steps/02-a/pic.png", "steps/03-a/pic.png", "./a%20b/../pic.png"),
            (
                "../02-a/my%20pic.png",
                "steps/01-b",
                "steps/02-a/my pic.png",
                "steps/03-a/my pic.png",
                "../03-a/my%20pic.png",
            ),
        ] {
            assert_eq!(path_rewritten(written, folder, old, new), expected);
        }
    }

    #[test]
    fn the_longest_beginning_counts() {
        let stems =
            [("m/01-a", "m/02-a"), ("m/01-a/01-x", "m/02-a/02-x")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        for (path, expected) in [
            ("m/01-a.en.md", "m/02-a.en.md"),
            ("m/01-a/01-x/pic.png", "m/02-a/02-x/pic.png"),
            ("m/01-a/pic.png", "m/02-a/pic.png"),
            ("m/01-ab.en.md", "m/01-ab.en.md"),
        ] {
            assert_eq!(mapped(path, &stems), expected);
        }
    }
}
