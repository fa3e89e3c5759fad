//! The least that any generator has to do: read the Markdown, parse it, collect its words, write as many bytes to as many files.
//!
//! It resolves nothing, renders nothing and escapes nothing, and it uses every core.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use pulldown_cmark::{Event, Options, Parser};
use rayon::prelude::*;
use walkdir::WalkDir;

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
pub fn build(course: &Path, model: &Path, out: &Path) -> io::Result<()> {
    let words: usize = markdown(course).par_iter().map(|path| parse(path)).sum::<io::Result<usize>>()?;
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
    assert!(words > 0, "a course has words");
    Ok(())
}

/// How many bytes of text a file has.
fn parse(path: &Path) -> io::Result<usize> {
    let source = fs::read_to_string(path)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut text = String::with_capacity(source.len());
    for event in Parser::new_ext(&source, options) {
        if let Event::Text(words) | Event::Code(words) = event {
            text.push_str(&words);
        }
    }
    Ok(text.len())
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
