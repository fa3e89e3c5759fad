//! `diglot rename` as a change that the editor makes: of an item, a place on a page or a term, in the texts as they are, saved or not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde_json::{Value, json};

use super::names::TERM;
use super::position::{Encoding, TextLines};
use super::protocol::TextEdit;
use super::reading::Place;
use crate::course::Target;
use crate::diagnostic::render::{self, Format};
use crate::edit::changes::rename;
use crate::edit::{Folder, Plan, Unready};
use crate::failure::Failure;
use crate::message::{Message, Tongue, both};
use crate::resolve::FRONT;
use crate::sources::Sources;

/// What can be given another name at a place: how `diglot rename` calls it, its bytes in the text, and the name.
pub fn renamed(place: &Place<'_>) -> Option<(String, Range<usize>, String)> {
    let (target, range) = place.called()?;
    let (name, own) = match target {
        Target::Item(item) => {
            let id = place.course.id(item);
            let slug = id.rsplit('/').next().unwrap_or_default().to_owned();
            (id, slug)
        }
        Target::Anchor(item, id) => (format!("{}#{id}", place.course.id(item)), id),
        Target::Front(id) => {
            let id = id?;
            (format!("{FRONT}#{id}"), id)
        }
        Target::Term(term) => {
            let key = &place.course.term(term).key;
            (format!("{TERM}{key}"), key.clone())
        }
        Target::File(_) => return None,
    };
    Some((name, part(place.source(), range, &own), own))
}

/// Where a name stands within some bytes; all of these where it does not.
fn part(source: &str, range: Range<usize>, name: &str) -> Range<usize> {
    match source[range.clone()].rfind(name) {
        Some(at) => range.start + at..range.start + at + name.len(),
        None => range,
    }
}

/// What an editor is to change so that what `name` calls is called `new`.
///
/// # Errors
///
/// When it cannot be, with the reason; or when the disk fails.
pub fn change(
    (root, unsaved): (&Path, Sources),
    (name, new): (&str, &str),
    (encoding, renames_files, tongue): (Encoding, bool, Tongue),
    address: impl Fn(&str) -> String,
) -> Result<Value, Failure> {
    let stopped = |Unready { sources, diagnostics }: Unready| {
        let first = render::render(&sources, &diagnostics[..diagnostics.len().min(1)], Format::Short, tongue);
        Failure::new(Message::as_is(first.trim_end()))
    };
    let folder = Folder::open(root, unsaved)?.map_err(stopped)?;
    let change = rename(&folder, &folder.named(name)?, new)?;
    let plan = folder.plan(&change)?;
    let Plan { edits, moves, .. } = match plan {
        Ok(plan) => plan,
        Err(diagnostics) => return Err(stopped(Unready { sources: folder.sources, diagnostics })),
    };
    let edits = edits.iter().map(|(path, edits)| {
        let file = folder.sources.find(path).expect("what is edited was read");
        let lines = TextLines::new(&folder.sources.get(file).text, encoding);
        let edit = |(&(start, end), words): (&(usize, usize), &String)| TextEdit {
            range: lines.range(start..end),
            new_text: words.clone(),
        };
        (address(path), edits.iter().map(edit).collect::<Vec<_>>())
    });
    if moves.is_empty() {
        return Ok(json!({"changes": edits.collect::<BTreeMap<_, _>>()}));
    }
    if !renames_files {
        return Err(Failure::new(both!("this editor cannot rename files", "这个编辑器不能给文件改名")).hint(both!(
            "save everything, and run `diglot rename {name} {new}`",
            "请保存所有文件，然后运行 `diglot rename {name} {new}`"
        )));
    }
    let edits = edits.map(|(uri, edits)| json!({"textDocument": {"uri": uri, "version": null}, "edits": edits}));
    let moves = whole_folders(&moves).into_iter();
    let moves = moves.map(|(from, to)| json!({"kind": "rename", "oldUri": address(&from), "newUri": address(&to)}));
    Ok(json!({"documentChanges": edits.chain(moves).collect::<Vec<_>>()}))
}

/// Files that move because their folder does are moved with it: by the first part of their paths that differs.
fn whole_folders(moves: &BTreeMap<String, String>) -> BTreeSet<(String, String)> {
    let head = |(from, to): (&String, &String)| {
        let equal = from.split('/').zip(to.split('/')).take_while(|(from, to)| from == to).count();
        let cut = |path: &str| path.split('/').take(equal + 1).collect::<Vec<_>>().join("/");
        let rest = |path: &str| path.split('/').skip(equal + 1).collect::<Vec<_>>().join("/");
        if rest(from) == rest(to) { (cut(from), cut(to)) } else { (from.clone(), to.clone()) }
    };
    moves.iter().map(head).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_moves_as_one() {
        let moves = [
            ("course/m/02-a/index.en.md", "course/m/02-b/index.en.md"),
            ("course/m/02-a/pic/x.svg", "course/m/02-b/pic/x.svg"),
            ("course/m/02-a.zh.md", "course/m/02-b.zh.md"),
        ];
        let moves = moves.into_iter().map(|(from, to)| (from.to_owned(), to.to_owned())).collect();
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let expected = [pair("course/m/02-a", "course/m/02-b"), pair("course/m/02-a.zh.md", "course/m/02-b.zh.md")];
        assert_eq!(whole_folders(&moves), BTreeSet::from(expected));
    }
}
