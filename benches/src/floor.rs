//! What others would have to do for the same course, at the least, on every core.
//!
//! - [`generate`] is the **floor**: a generator without a single feature. It parses each text, puts its HTML into one small template and its words into an index
//!   for the search, and writes as many bytes to as many files as Diglot does.
//! - [`build`] leaves out the template and the index.
//! - [`look`] is what tells that nothing has changed.
//!
//! They resolve nothing, and neither pair languages nor check anything.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use pulldown_cmark::{Event, Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::Result;

/// Below a folder, sorted; without folders and names that begin with a dot.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn markdown(course: &Path) -> Vec<PathBuf> {
    files(course).into_iter().filter(|path| path.extension().is_some_and(|e| e == "md")).collect()
}

/// Parses the course and writes files of the sizes that those below `model` have into the empty folder `out`.
pub fn build(course: &Path, model: &Path, out: &Path) -> Result<()> {
    let words: usize = markdown(course).par_iter().map(|path| parse(path)).sum::<io::Result<usize>>()?;
    assert!(words > 0, "a course has words");
    write_like(model, out)
}

/// As [`build`], with a page of each text and an index of all.
pub fn generate(course: &Path, model: &Path, out: &Path) -> Result<()> {
    let mut tera = tera::Tera::default();
    tera.add_raw_templates([("page.html", TEMPLATE)])?;
    let texts = markdown(course);
    let pages = texts.par_iter().map(|path| page(&tera, path)).collect::<Result<Vec<Page>>>()?;
    let index: Vec<&Indexed> = pages.iter().map(|(_, indexed)| indexed).collect();
    let index = serde_json::to_vec(&index)?;
    assert!(index.len() > texts.len() && pages.iter().all(|(html, _)| !html.is_empty()), "a course has words");
    write_like(model, out)
}

/// Writes files of the sizes that those below `model` have.
fn write_like(model: &Path, out: &Path) -> Result<()> {
    let model_files = files(model);
    let sizes: Vec<usize> =
        model_files.iter().map(|path| Ok(fs::metadata(path)?.len() as usize)).collect::<io::Result<_>>()?;
    let bytes = vec![b'x'; sizes.iter().copied().max().unwrap_or(0)];
    let inside = |path: &Path| out.join(path.strip_prefix(model).expect("the walk stays inside"));
    let mut folder = PathBuf::new();
    for path in &model_files {
        let parent = inside(path).parent().expect("a file has a folder").to_path_buf();
        if parent != folder {
            fs::create_dir_all(&parent)?;
            folder = parent;
        }
    }
    model_files.par_iter().zip(&sizes).try_for_each(|(path, &size)| fs::write(inside(path), &bytes[..size]))?;
    Ok(())
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);

/// How many bytes of text a file has.
fn parse(path: &Path) -> io::Result<usize> {
    let source = fs::read_to_string(path)?;
    let mut text = String::with_capacity(source.len());
    for event in Parser::new_ext(&source, OPTIONS) {
        if let Event::Text(words) | Event::Code(words) = event {
            text.push_str(&words);
        }
    }
    Ok(text.len())
}

/// The template of a page.
const TEMPLATE: &str = r#"<!DOCTYPE html>
<html lang="{{ page.lang }}">
<head><meta charset="utf-8"><title>{{ page.title }} – {{ page.site }}</title><link rel="stylesheet" href="../style.css"></head>
<body><nav><a href="../index.html">{{ page.site }}</a></nav><main><h1>{{ page.title }}</h1>{{ page.content | safe }}</main></body>
</html>
"#;

/// The HTML of a page, and what the index has of it.
type Page = (String, Indexed);

/// A title and all words below it.
type Indexed = (String, String);

fn page(tera: &tera::Tera, path: &Path) -> Result<Page> {
    let source = fs::read_to_string(path)?;
    let title = source.lines().find_map(|line| line.strip_prefix("title: ")).unwrap_or_default();
    let events: Vec<Event<'_>> = Parser::new_ext(&source, OPTIONS).collect();
    let mut words = String::with_capacity(source.len());
    for event in &events {
        if let Event::Text(text) | Event::Code(text) = event {
            words.push_str(text);
            words.push(' ');
        }
    }
    let mut content = String::with_capacity(2 * source.len());
    html::push_html(&mut content, events.into_iter());
    let mut context = tera::Context::new();
    let page = serde_json::json!({ "lang": "en", "title": title, "site": "A large course", "content": content });
    context.insert("page", &page);
    Ok((tera.render("page.html", &context)?, (title.to_owned(), words)))
}

/// What has to be looked at to know that nothing has changed: the size and the time of every source.
pub fn look(course: &Path) -> io::Result<()> {
    let stamp = |path: &PathBuf| {
        let file = fs::metadata(path)?;
        let time = file.modified()?.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_nanos() as u64);
        Ok(file.len() ^ time)
    };
    let stamps: Vec<u64> = files(course).par_iter().map(stamp).collect::<io::Result<_>>()?;
    assert!(!stamps.is_empty(), "a course has files");
    Ok(())
}
