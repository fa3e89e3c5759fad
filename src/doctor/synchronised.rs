//! Folders that other programs watch or that lie on another machine: files are locked, doubled or changed there while a build writes.

use std::path::{Component, Path};

use super::machine::file_system;
use super::{Check, Verdict};
use crate::message::both;
use crate::sources::is_folder;

/// What the folders of such programs are called, in small letters, and the program.
const PROGRAMS: [(&str, &str); 16] = [
    ("onedrive", "OneDrive"),
    ("sharepoint", "SharePoint"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("cloudstorage", "iCloud"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("nutstore", "Nutstore"),
    ("坚果云", "坚果云"),
    ("baidunetdisk", "Baidu Netdisk"),
    ("百度网盘", "百度网盘"),
    ("wps云盘", "WPS 云盘"),
];

/// File systems whose disk is another machine's.
const NETWORKS: [&str; 9] = ["nfs", "cifs", "smb", "9p", "fuse.sshfs", "afs", "ncpfs", "webdav", "davfs"];

pub fn check(book: &Path, out: &Path) -> Check {
    let (topic, name) = (both!("place", "位置"), "place");
    let found = [("book", book), ("out", out)].into_iter().find_map(|(option, folder)| {
        let whole = std::path::absolute(folder).ok()?;
        let owner = program(&whole).map(str::to_owned).or_else(|| network(&whole))?;
        Some((option, folder.display().to_string(), owner))
    });
    match found {
        None => {
            Check::good(name, topic, both!("on a disk of this machine, not synchronised", "在本机磁盘上，没有同步"))
        }
        Some((option, folder, owner)) => {
            let advice = if option == "out" {
                both!(
                    "let the outputs go to a folder of this machine alone: `--out`; copy them when they are made",
                    "请用 `--out` 把输出放到只属于本机的文件夹里，做好以后再复制过去"
                )
            } else {
                both!(
                    "if files come back, double or stay locked, pause it while you build, and put the outputs elsewhere with `--out`",
                    "如果文件自己变回去、出现两份或被锁住，请在生成时暂停同步，并用 `--out` 把输出放到别处"
                )
            };
            let found = both!("`{folder}` belongs to {owner}", "`{folder}` 属于 {owner}");
            Check::good(name, topic, found).but(Verdict::Look, advice)
        }
    }
}

/// The program that synchronises a folder, by the names on the way to it.
fn program(folder: &Path) -> Option<&'static str> {
    let names = folder.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    let owner = |name: String| PROGRAMS.iter().find(|(known, _)| name.starts_with(known)).map(|(_, program)| *program);
    names.filter_map(owner).next()
}

fn network(folder: &Path) -> Option<String> {
    let there = folder.ancestors().find(|folder| is_folder(folder))?;
    let kind = file_system(there)?.kind.to_lowercase();
    NETWORKS.iter().any(|network| kind.starts_with(network)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_of_such_programs_are_known_by_their_names() {
        for (path, expected) in [
            ("/home/li/OneDrive - Example Hotels/course", Some("OneDrive")),
            ("/Users/li/Library/Mobile Documents/com~apple~CloudDocs/course", Some("iCloud")),
            ("/home/li/Nextcloud/course", Some("Nextcloud")),
            ("/home/li/坚果云/课程", Some("坚果云")),
            ("/home/li/courses/onedrives/../my-onedrive", Some("OneDrive")),
            ("/home/li/courses/complaints", None),
        ] {
            assert_eq!(program(Path::new(path)), expected, "{path}");
        }
    }
}
