//! Files are put into place all or none: what was begun is finished or given up, and lists that are damaged do no harm.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support;
use diglot::publish::{Publication, Published};
use diglot::sink::Sink;

/// An output with two files of a finished build.
fn output() -> tempfile::TempDir {
    let out = tempfile::tempdir().expect("a temporary folder");
    let publication = Publication::begin(&out.path().join("dist")).expect("an empty folder");
    publication.put("site/a.html", b"old a").expect("the disk works");
    publication.put("site/deep/b.html", b"old b").expect("the disk works");
    publication.commit(|_| true).expect("the disk works");
    out
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn read(root: &Path, path: &str) -> Option<String> {
    fs::read_to_string(root.join(path)).ok()
}

/// What lies in a folder, without the bookkeeping.
fn shown(root: &Path) -> BTreeMap<String, String> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a text");
    let all = support::shown(root).into_iter();
    all.map(|(path, bytes)| (path.to_string_lossy().into_owned(), text(bytes))).collect()
}

fn names(root: &Path) -> Vec<String> {
    shown(root).into_keys().collect()
}

/// Builds these pages.
fn build(root: &Path, pages: &[(&str, &str)]) -> Result<Published, String> {
    let publication = Publication::begin(root).map_err(|failure| failure.to_string())?;
    for (path, text) in pages {
        publication.put(path, text.as_bytes()).map_err(|failure| failure.to_string())?;
    }
    publication.commit(|path| path.starts_with("site/")).map_err(|failure| failure.to_string())
}

fn map(pages: &[(&str, &str)]) -> BTreeMap<String, String> {
    pages.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

#[test]
fn a_build_killed_behind_its_journal_is_finished_by_the_next() {
    let out = output();
    let root = out.path().join("dist");
    // As a build leaves them that was killed when the first of two files had been moved.
    write(&root.join("site/a.html"), "new a");
    write(&root.join(".diglot/staged/site/c.html"), "new c");
    write(&root.join(".diglot/manifest.new"), "site/a.html\nsite/c.html\n");
    write(&root.join(".diglot/journal"), "put site/a.html\nput site/c.html\nremove site/deep/b.html\n");
    drop(Publication::begin(&root).expect("the journal can be finished"));
    assert_eq!(names(&root), ["site/a.html", "site/c.html"]);
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("new a"));
    assert_eq!(read(&root, "site/c.html").as_deref(), Some("new c"));
    assert!(!root.join("site/deep").exists(), "an empty folder was left");
    assert_eq!(read(&root, ".diglot/manifest").as_deref(), Some("site/a.html\nsite/c.html\n"));
    assert!(!root.join(".diglot/journal").exists() && !root.join(".diglot/staged").exists());
}

#[test]
fn a_build_killed_before_its_journal_has_changed_nothing() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join(".diglot/staged/site/a.html"), "half of");
    write(&root.join(".diglot/journal.new"), "put site/a.ht");
    write(&root.join(".diglot/manifest.new"), "site/a.ht");
    drop(Publication::begin(&root).expect("nothing is to be done"));
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("old a"));
    assert_eq!(read(&root, "site/deep/b.html").as_deref(), Some("old b"));
    assert!(!root.join(".diglot/staged").exists());
}

#[test]
fn a_build_that_is_given_up_leaves_the_output() {
    let out = output();
    let root = out.path().join("dist");
    let publication = Publication::begin(&root).expect("its own folder");
    publication.put("site/a.html", b"new a").expect("the disk works");
    drop(publication);
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("old a"));
    assert_eq!(names(&root), ["site/a.html", "site/deep/b.html"]);
}

#[test]
fn a_build_that_is_given_up_leaves_no_new_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("for/this/dist");
    let publication = Publication::begin(&root).expect("there is nothing yet");
    publication.put("site/deep/a.html", b"new").expect("the disk works");
    drop(publication);
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
    // One that was there stays, with nothing in it.
    fs::create_dir_all(&root).expect("it can be made");
    drop(Publication::begin(&root).expect("it is empty"));
    assert_eq!(fs::read_dir(&root).expect("it is there").count(), 0);
}

#[test]
fn a_manifest_that_is_damaged_heals() {
    let pages = [("site/a.html", "new a"), ("site/c.html", "c")];
    for damage in [
        |_: &[u8]| Vec::new(),
        |manifest: &[u8]| vec![0; manifest.len()],
        |manifest: &[u8]| manifest[..manifest.len() / 2].to_vec(),
        |manifest: &[u8]| manifest[..manifest.len() - 3].to_vec(),
        |_: &[u8]| b"\xff\xfe garbage \0\n../../x\n/etc/passwd\n".to_vec(),
    ] {
        let out = output();
        let root = out.path().join("dist");
        write(&root.join("site/notes.txt"), "by hand");
        let manifest = root.join(".diglot/manifest");
        let damaged = damage(&fs::read(&manifest).expect("there is a manifest"));
        fs::write(&manifest, &damaged).expect("the file can be written");
        let published = build(&root, &pages).unwrap_or_else(|failure| panic!("{damaged:?}: {failure}"));
        assert_eq!((published.changed, published.removed), (2, 1), "{damaged:?}");
        let mut expected = map(&pages);
        expected.insert("site/notes.txt".to_owned(), "by hand".to_owned());
        assert_eq!(shown(&root), expected, "{damaged:?}");
        assert_eq!(build(&root, &pages).map(|published| published.changed), Ok(0));
    }
}

#[test]
fn without_a_manifest_what_is_in_doubt_stays_and_a_way_out_is_said() {
    let out = output();
    let root = out.path().join("dist");
    for name in ["manifest", "manifest.copy"] {
        write(&root.join(".diglot").join(name), "");
    }
    // What lies there as it would be made is Diglot's.
    let same = [("site/a.html", "old a"), ("site/deep/b.html", "old b")];
    let refused =
        build(&root, &[("site/a.html", "old a"), ("site/deep/b.html", "new b")]).expect_err("it may be another's");
    assert!(
        refused.contains("deep/b.html: this file would have to be replaced, and Diglot does not know"),
        "{refused}"
    );
    assert!(refused.contains("delete the output folder if nothing in it is yours"), "{refused}");
    assert_eq!(shown(&root), map(&same));
    assert!(build(&root, &same).is_ok());
    let changed = [("site/a.html", "new a"), ("site/c.html", "c")];
    assert!(build(&root, &changed).is_ok());
    assert_eq!(shown(&root), map(&changed));
}

#[test]
fn the_manifest_of_an_earlier_version_is_read() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join(".diglot/manifest"), "site/a.html\nsite/deep/b.html\n");
    fs::remove_file(root.join(".diglot/manifest.copy")).expect("there is a copy");
    let pages = [("site/a.html", "new a")];
    assert_eq!(build(&root, &pages).map(|published| published.removed), Ok(1));
    assert_eq!(shown(&root), map(&pages));
}

#[test]
fn no_list_reaches_out_of_the_folder() {
    let out = output();
    let (root, victim) = (out.path().join("dist"), out.path().join("victim.txt"));
    write(&victim, "years of work");
    let absolute = victim.display().to_string();
    write(&root.join(".diglot/stolen.txt"), "new");
    write(&root.join(".diglot/staged/a"), "new");
    let paths = ["../victim.txt", "site/../../victim.txt", &absolute, "", ".", "site/..", ".diglot/manifest", "\0"];
    let lines = |verb: &str| paths.map(|path| format!("{verb}{path}\n")).concat();
    write(&root.join(".diglot/journal"), &(lines("put ") + &lines("remove ") + "put ../stolen.txt\n"));
    write(&root.join(".diglot/manifest"), &(lines("") + "site/a.html\nsite/deep/b.html\n"));
    let publication = Publication::begin(&root).expect("nothing is to be done");
    assert_eq!(publication.commit(|_| true).map(|published| published.removed).expect("the disk works"), 2);
    assert_eq!(read(out.path(), "victim.txt").as_deref(), Some("years of work"));
    assert!(!out.path().join("stolen.txt").exists());
    assert_eq!(shown(&root), BTreeMap::new());
}

#[test]
fn a_journal_that_cannot_be_finished_is_given_up() {
    let out = output();
    let root = out.path().join("dist");
    // Where a page is to come, somebody has put something else meanwhile.
    write(&root.join("site/c.html/notes.txt"), "by hand");
    write(&root.join("site/d.html"), "by hand");
    for path in ["site/c.html", "site/d.html"] {
        write(&root.join(".diglot/staged").join(path), "new");
        write(&root.join(".diglot/journal"), &format!("put {path}\n"));
        assert!(Publication::begin(&root).is_ok(), "{path}");
        assert!(!root.join(".diglot/staged").exists() && !root.join(".diglot/journal").exists());
    }
    let pages = [("site/a.html", "new a")];
    assert!(build(&root, &pages).is_ok());
    let others = [("site/c.html/notes.txt", "by hand"), ("site/d.html", "by hand")];
    assert_eq!(shown(&root), map(&[&pages[..], &others].concat()));
}

#[test]
fn equal_bytes_at_an_equal_path_are_one_file() {
    let out = output();
    let root = out.path().join("dist");
    let pages = [("site/a.html", "old a"), ("site/a.html", "old a"), ("site/c.html", "c"), ("site/c.html", "c")];
    assert_eq!(build(&root, &pages).map(|published| (published.files, published.changed)), Ok((2, 1)));
    assert_eq!(shown(&root), map(&pages));
}

#[test]
fn a_file_may_become_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("dist");
    for pages in [[("site/a", "a")], [("site/a/b", "b")], [("site/a/b/c", "c")], [("site/a", "a")]] {
        build(&root, &pages).unwrap_or_else(|failure| panic!("{pages:?}: {failure}"));
        assert_eq!(shown(&root), map(&pages));
    }
}

#[test]
fn what_others_put_into_the_output_stays() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join("site/notes.txt"), "by hand");
    let publication = Publication::begin(&root).expect("its own folder");
    assert!(publication.put("site/notes.txt", b"by Diglot").is_err(), "a file of somebody else was replaced");
    publication.put("site/a.html", b"old a").expect("the disk works");
    let published = publication.commit(|path| path.starts_with("site/")).expect("the disk works");
    assert_eq!((published.files, published.changed, published.removed), (1, 0, 1));
    assert_eq!(names(&root), ["site/a.html", "site/notes.txt"]);
}

#[test]
fn two_builds_do_not_write_at_once() {
    let out = output();
    let root = out.path().join("dist");
    let first = Publication::begin(&root).expect("its own folder");
    assert!(Publication::begin(&root).is_err(), "a second build has begun");
    drop(first);
    assert!(Publication::begin(&root).is_ok());
}
