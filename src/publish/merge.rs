//! Parts of a build become one output: all of them, or nothing is done.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::Disk;
use super::part::Part;
use super::place::PART;
use super::{PRIVATE_FOLDER, Publication, list};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::message::{self, both};
use crate::sink::Sink;

/// All parts of one build, by their numbers.
pub struct Parts(Vec<(PathBuf, Part)>);

impl Parts {
    /// The parts at `paths`: each is the folder of one, or a folder of such folders.
    ///
    /// # Errors
    ///
    /// When one of them is no part, when they are not of one build, or when some are missing or there twice.
    pub fn find(paths: &[PathBuf]) -> Result<Parts, Failure> {
        let disk = Disk::default();
        let mut parts = Vec::new();
        for path in paths {
            if let Some(part) = read(&disk, path)? {
                parts.push((path.clone(), part));
                continue;
            }
            let before = parts.len();
            for below in disk.entries(path)?.unwrap_or_default() {
                parts.extend(read(&disk, &below)?.map(|part| (below, part)));
            }
            if parts.len() == before {
                return Err(Failure::new(both!("this is no part of a build", "这不是一次生成的一部分")).at(path).hint(
                    both!(
                        "`diglot build --shard 1/4` makes one of four; the folder `.diglot` within it belongs to it",
                        "`diglot build --shard 1/4` 生成四份中的一份；其中的文件夹 `.diglot` 不能缺"
                    ),
                ));
            }
        }
        parts.sort_by(|(a, one), (b, other)| (one.number, a).cmp(&(other.number, b)));
        let (first, others) = parts.split_first().expect("each path has a part, or is a failure");
        others.iter().try_for_each(|other| same_build(first, other))?;
        complete(&parts)?;
        no_file_twice(&parts)?;
        Ok(Parts(parts))
    }

    /// Whether a file belongs to this build, so that it goes when no part has it.
    pub fn owns(&self, path: &str) -> bool {
        self.0.iter().any(|(_, part)| part.owned.iter().any(|owned| owned.has(path)))
    }

    /// Puts the files of all parts.
    ///
    /// # Errors
    ///
    /// When a file is not as it was made, or the disk fails.
    pub fn put(&self, publication: &Publication) -> Result<(), Failure> {
        let disk = Disk::default();
        let files: Vec<(&PathBuf, &Part, &String, &String)> = self
            .0
            .iter()
            .flat_map(|(folder, part)| part.files.iter().map(move |(path, digest)| (folder, part, path, digest)))
            .collect();
        let put = |&(folder, part, path, digest): &(&PathBuf, &Part, &String, &String)| {
            let file = folder.join(path);
            let bytes = if list::is_inside(path) { disk.read(&file)? } else { None };
            match bytes.filter(|bytes| Digest::of(bytes).to_string() == *digest) {
                Some(bytes) => publication.put(path, &bytes),
                None => Err(damaged(&file, part)),
            }
        };
        // The first one in their order is told, whichever was met first.
        files.par_iter().map(put).find_map_first(Result::err).map_or(Ok(()), Err)
    }
}

/// What a folder says of itself; none when it is no part.
fn read(disk: &Disk, folder: &Path) -> Result<Option<Part>, Failure> {
    let path = folder.join(PRIVATE_FOLDER).join(PART);
    // A build of the whole leaves an empty one in the place of an earlier part.
    let Some(bytes) = disk.read(&path)?.filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
    let unread = || {
        Failure::new(both!(
            "this list is damaged, or of another version of Diglot",
            "这个清单已损坏，或者来自另一个版本的 Diglot"
        ))
        .at(&path)
        .hint(both!("make this part again", "请重新生成这一份"))
    };
    Part::read(&bytes).map(Some).ok_or_else(unread)
}

fn same_build((first, one): &(PathBuf, Part), (folder, other): &(PathBuf, Part)) -> Result<(), Failure> {
    let name = first.display();
    if one.version != other.version {
        let (a, b) = (&other.version, &one.version);
        return Err(Failure::new(both!(
            "this part was made by Diglot {a}, and {name} by Diglot {b}",
            "这一份由 Diglot {a} 生成，而 {name} 由 Diglot {b} 生成"
        ))
        .at(folder)
        .hint(both!("make all parts with one version", "请用同一个版本生成每一份")));
    }
    if one.sources != other.sources {
        return Err(Failure::new(both!(
            "this part and {name} were made from different texts, pictures or settings",
            "这一份和 {name} 所用的文稿、图片或设置不同"
        ))
        .at(folder)
        .hint(both!(
            "make all parts from the same files, such as one commit; line ends count, too",
            "请用同样的文件生成每一份，例如同一次提交；换行符也要相同"
        )));
    }
    if one.asked != other.asked {
        let (a, b) = (&other.asked, &one.asked);
        return Err(Failure::new(both!(
            "this part was made with `{a}`, and {name} with `{b}`",
            "这一份用 `{a}` 生成，而 {name} 用 `{b}` 生成"
        ))
        .at(folder)
        .hint(both!("make all parts with the same arguments", "请用同样的参数生成每一份")));
    }
    if one.of != other.of {
        let ([a, b], of, all) = ([other.number, one.number], other.of, one.of);
        return Err(Failure::new(both!(
            "this is part {a} of {of}, and {name} is part {b} of {all}",
            "这是 {of} 份中的第 {a} 份，而 {name} 是 {all} 份中的第 {b} 份"
        ))
        .at(folder)
        .hint(both!("name the parts of one build alone", "请只写同一次生成的各份")));
    }
    Ok(())
}

/// Every number is there once. The parts are of one build and sorted.
fn complete(parts: &[(PathBuf, Part)]) -> Result<(), Failure> {
    for pair in parts.windows(2) {
        let [(first, one), (second, other)] = pair else { continue };
        if one.number == other.number {
            let (number, of, first) = (one.number, one.of, first.display());
            return Err(Failure::new(both!(
                "this is part {number} of {of}, as is {first}",
                "这是 {of} 份中的第 {number} 份，{first} 也是"
            ))
            .at(second)
            .hint(both!("name one of them", "请只写其中一个")));
        }
    }
    let (_, one) = &parts[0];
    let has = |number: &usize| parts.binary_search_by_key(number, |(_, part)| part.number).is_ok();
    let gaps: Vec<usize> = (1..=one.of).filter(|number| !has(number)).collect();
    if gaps.is_empty() { Ok(()) } else { Err(missing(one, &gaps)) }
}

/// A shared file would be made twice, perhaps not alike.
fn no_file_twice(parts: &[(PathBuf, Part)]) -> Result<(), Failure> {
    let mut seen: BTreeMap<&String, &Path> = BTreeMap::new();
    for (folder, part) in parts {
        for path in part.files.keys() {
            if let Some(first) = seen.insert(path, folder) {
                let first = first.display();
                return Err(Failure::new(both!("{first} has this file, too", "{first} 里也有这个文件"))
                    .at(&folder.join(path))
                    .hint(both!("make both parts again", "请重新生成这两份")));
            }
        }
    }
    Ok(())
}

/// The numbers of which no part is there; `part` is one of the others.
fn missing(part: &Part, numbers: &[usize]) -> Failure {
    let of = part.of;
    let list = message::joined(numbers.iter().map(usize::to_string));
    let (first, count) = (numbers[0], numbers.len());
    let missing = if count == 1 {
        both!("part {list} of {of} is missing", "{of} 份中缺第 {list} 份"; list)
    } else {
        both!("{count} parts of {of} are missing: {list}", "{of} 份中缺 {count} 份：第 {list} 份"; list)
    };
    let command = command(part, first);
    Failure::new(missing).hint(both!("`{command}` makes part {first}", "用 `{command}` 生成第 {first} 份"))
}

fn damaged(file: &Path, part: &Part) -> Failure {
    let command = command(part, part.number);
    Failure::new(both!("this file is missing or not as it was made", "这个文件缺失，或者与生成时不同")).at(file).hint(
        both!(
            "make this part again with `{command}`, or copy it once more",
            "请用 `{command}` 重新生成这一份，或者再复制一次"
        ),
    )
}

/// The command that makes the part with a number, of the same build as `part`.
fn command(part: &Part, number: usize) -> String {
    format!("{} --shard {number}/{}", part.asked, part.of)
}
