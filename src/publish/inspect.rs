//! A look at an output folder that leaves it as it is.

use std::path::{Path, PathBuf};

use super::PRIVATE_FOLDER;
use super::disk::Disk;
use super::place::{self, JOURNAL, LOCK};
use crate::failure::Failure;
use crate::message::both;

/// What a build would meet with in an output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing: the folder is not there.
    New,
    /// An empty folder, or what builds have left.
    Ready,
    /// A build that was cut off while it put files in place.
    CutOff,
    /// Another build that is under way.
    Taken,
    /// Files of somebody else.
    Foreign,
}

/// What is known of an output folder.
#[derive(Debug)]
pub struct Inspected {
    /// What a build would meet with.
    pub condition: Condition,
    /// The folder itself, or the innermost one above it that is there.
    pub nearest: PathBuf,
    /// How large the files are that builds have left.
    pub bytes: u64,
}

/// What is written and removed to know whether anything can be.
const PROBE: &str = ".diglot-probe.new";

/// Looks at the folder `root`, which need not be there, and whether files can be put into it.
///
/// # Errors
///
/// When it is no folder, cannot be read, or no file can be written.
pub fn inspect(root: &Path) -> Result<Inspected, Failure> {
    let disk = Disk::default();
    let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    let mut nearest = whole.as_path();
    while !disk.exists(nearest)? {
        nearest = nearest.parent().unwrap_or(nearest);
    }
    let (own, entries) = (whole.join(PRIVATE_FOLDER), disk.entries(&whole)?);
    let condition = match &entries {
        None => Condition::New,
        Some(entries) if !entries.is_empty() && !disk.exists(&own)? => Condition::Foreign,
        Some(_) if disk.is_locked(&own.join(LOCK))? => Condition::Taken,
        Some(_) if disk.exists(&own.join(JOURNAL))? => Condition::CutOff,
        Some(_) => Condition::Ready,
    };
    let mut bytes = 0;
    for path in place::known(&disk, &whole)?.paths {
        bytes += disk.size(&whole.join(path))?;
    }
    let probe = nearest.join(PROBE);
    let written = disk.write(&probe, b"").and_then(|()| disk.remove_file(&probe));
    written.map_err(|failure| {
        let why = failure.reason();
        Failure::new(both!("no file can be written here: {why}", "这里不能写入文件：{why}"; why)).at(nearest).hint(
            both!(
                "choose another folder with `--out`, or have somebody give you the right to write here",
                "请用 `--out` 另选文件夹，或请管理员给您这里的写入权限"
            ),
        )
    })?;
    Ok(Inspected { condition, nearest: nearest.to_path_buf(), bytes })
}
