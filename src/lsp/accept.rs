//! Accepting a translation from an editor: what is in the lock must be what is in the files, so everything has to be saved.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::course::Lang;
use crate::failure::Failure;
use crate::i18n::{self, Choice, Name};
use crate::message::both;
use crate::publish::{finish_rewrite, rewrite};

/// Accepts the translation at a line of a file, counted from 1. `open` are the texts that the editor has, by the paths of their files.
///
/// # Errors
///
/// When a text is not saved, the course cannot be read, or the disk fails.
pub fn accept(root: &Path, open: &BTreeMap<String, Arc<str>>, path: String, line: u32) -> Result<(), Failure> {
    finish_rewrite(root)?;
    let unread = || {
        Failure::new(both!("the course cannot be read as it is saved", "按已保存的样子读不出这门课程"))
            .hint(both!("save the files, mend what is marked, and try again", "请保存文件，改正标出的错误，再试一次"))
    };
    let work = i18n::open(root)?.map_err(|_| unread())?;
    let saved = |path: &String, text: &Arc<str>| {
        work.sources.find(path).is_some_and(|file| work.sources.get(file).text == *text)
    };
    if open.iter().any(|(path, text)| !saved(path, text)) {
        let words = both!("some texts are not saved", "有文件还没有保存");
        return Err(Failure::new(words).hint(both!("save them, then accept", "请先保存，再确认")));
    }
    let langs: Vec<Lang> = work.book.written().map(|(lang, _)| lang).filter(|lang| *lang != Lang::SOURCE).collect();
    let accepted = i18n::accept(&work, &langs, &Choice::Named(vec![Name::Line(path, line)]));
    rewrite(root, &accepted.rewrite)
}
