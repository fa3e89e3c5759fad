//! Sites of Docusaurus: `docs/`, and the translations in `i18n/zh-Hans/docusaurus-plugin-content-docs/current/`.

use super::language::language_of;
use super::plain::{is_text, leaves};
use super::{Files, Found, Leaf, components, front_matter, text_of};
use crate::import::report::Report;
use crate::message::both;

/// Reads a site.
pub fn read(files: &Files, reports: &mut Vec<Report>) -> Found {
    let mut located = Vec::new();
    let mut roots = vec!["docs".to_owned(), "static".to_owned()];
    for path in files.keys().filter(|path| is_text(path)) {
        let inside = if let Some(inside) = path.strip_prefix("docs/") {
            inside.to_owned()
        } else if let Some((locale, inside)) = translated(path) {
            roots.push(path[..path.len() - inside.len()].trim_end_matches('/').to_owned());
            format!("translations/{locale}/{inside}")
        } else {
            continue;
        };
        // Texts that others include are no pages.
        if inside.split('/').any(|part| part.starts_with('_') && !part.starts_with("_index")) {
            continue;
        }
        let Some(text) = text_of(files, path, reports) else { continue };
        if front_matter::value(&text, "draft").as_deref() == Some("true") {
            let message = both!("this text is a draft, and is left out", "这是草稿，没有导入");
            reports.push(Report::new([path.clone()], message));
            continue;
        }
        let text = components::replaced(&text, path, reports);
        located.push((path.clone(), inside, text));
    }
    let mut found = leaves(located, files, "docs/", reports);
    roots.sort();
    roots.dedup();
    found.roots = roots;
    categories(&mut found, files);
    let config = files.iter().find(|(path, _)| path.starts_with("docusaurus.config."));
    let config = config.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    found.title = setting(&config, "title");
    found.languages = setting(&config, "defaultLocale").and_then(|locale| language_of(&locale)).into_iter().collect();
    found
}

/// The language and the path of a translated text.
fn translated(path: &str) -> Option<(String, &str)> {
    let (locale, rest) = path.strip_prefix("i18n/")?.split_once('/')?;
    let inside = rest.strip_prefix("docusaurus-plugin-content-docs/current/")?;
    Some((language_of(locale)?, inside))
}

/// Folders that are said to be categories hold the pages in them.
fn categories(found: &mut Found, files: &Files) {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut positions: Vec<(u64, usize)> = Vec::new();
    for mut leaf in found.leaves.drain(..) {
        let folder = leaf.key.split('/').next().unwrap_or_default().to_owned();
        let Some((label, position)) = category(files, &folder) else {
            leaves.push(leaf);
            continue;
        };
        if let Some(above) = leaves.iter_mut().find(|above| above.key == folder) {
            above.below.push(leaf);
            continue;
        }
        positions.extend(position.map(|position| (position, leaves.len())));
        if leaf.key == folder {
            leaf.title = label.filter(|_| leaf.texts.is_empty()).or(leaf.title);
            leaves.push(leaf);
        } else {
            leaves.push(Leaf { key: folder, title: label, numbered: true, below: vec![leaf], ..Leaf::default() });
        }
    }
    // Categories stand where they say, among those that say so.
    let mut places: Vec<usize> = positions.iter().map(|(_, at)| *at).collect();
    places.sort_unstable();
    positions.sort_unstable();
    let ordered: Vec<Leaf> = positions.iter().map(|(_, at)| leaves[*at].clone()).collect();
    for (at, leaf) in places.into_iter().zip(ordered) {
        leaves[at] = leaf;
    }
    found.leaves = leaves;
}

/// What a folder of texts is called, and where it stands.
fn category(files: &Files, folder: &str) -> Option<(Option<String>, Option<u64>)> {
    let bytes = files.get(&format!("docs/{folder}/_category_.json"))?;
    let said: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let label = said.get("label").and_then(|label| label.as_str()).map(str::to_owned);
    Some((label, said.get("position").and_then(serde_json::Value::as_u64)))
}

/// The first text that a script gives to a name.
fn setting(config: &str, name: &str) -> Option<String> {
    let rest = config.split_once(&format!("{name}:"))?.1.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    rest[1..].split_once(quote).map(|(text, _)| text.to_owned())
}
