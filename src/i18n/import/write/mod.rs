//! Translations into the files of a language: words in the place of words, blocks where they belong, files from the skeleton of the source. What
//! else stands in a file stays as it is, to the byte.
//!
//! A change is made, the file read again, and compared: only the words that were meant may differ. What does otherwise is not made.

mod changes;
mod create;
mod insert;
mod replace;

use std::collections::BTreeMap;

use self::changes::Text;
use self::create::created;
use self::replace::changed;
use super::{Taken, wordings};
use crate::course::Lang;
use crate::i18n::Work;
use crate::i18n::exchange::dialect;
use crate::resolve::translated_path;

/// What became of some translations.
#[derive(Default)]
pub struct Written {
    /// The texts of files by their paths.
    pub texts: BTreeMap<String, String>,
    /// The indices of those that could not be written.
    pub failed: Vec<usize>,
}

/// Writes translations. `before` has the texts of files that got some into another language already.
pub fn write(work: &Work, lang: Lang, taken: &[&Taken<'_>], before: &BTreeMap<String, String>) -> Written {
    let mut written = Written::default();
    let mut by_item: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, taken) in taken.iter().enumerate() {
        by_item.entry(taken.passage.item).or_default().push(at);
    }
    for item in &work.survey.items {
        let Some(wanted) = by_item.get(&*item.id) else { continue };
        let Some(source) = item.files[Lang::SOURCE.index()] else { continue };
        let wanted: Vec<(usize, &Taken<'_>)> = wanted.iter().map(|at| (*at, taken[*at])).collect();
        if wanted.iter().all(|(_, taken)| taken.passage.kind.is_wording()) {
            let (file, source) = (source, work.sources.get(source));
            let text = before.get(&source.path).map_or(&*source.text, String::as_str);
            let target = wordings::Target { book: &work.book, lang, file, text };
            let (text, failed) = target.changed(&wanted);
            written.add(source.path.clone(), text, failed, wanted.len());
            continue;
        }
        let source = Text::new(work, source, Lang::SOURCE);
        let (path, text, failed) = match item.files[lang.index()] {
            Some(file) => {
                let own = Text::new(work, file, lang);
                let (text, failed) = changed(&source, &own, (item, lang), &wanted);
                (work.sources.get(file).path.clone(), text, failed)
            }
            None => {
                let path = translated_path(&work.sources.get(source.file).path, &work.book, lang);
                let (text, failed) = created(&source, dialect(&work.book, lang), &wanted);
                (path, text, failed)
            }
        };
        written.add(path, text, failed, wanted.len());
    }
    written
}

impl Written {
    fn add(&mut self, path: String, text: String, failed: Vec<usize>, wanted: usize) {
        if failed.len() < wanted {
            self.texts.insert(path, text);
        }
        self.failed.extend(failed);
    }
}
