//! A disk that fails, or a process that ends, at every single call of publishing.
#![expect(clippy::disallowed_methods, reason = "the tests write into the output on purpose")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use super::disk::trouble::{Kind, Trouble};
use super::*;
use crate::sources::Sources;
use crate::sources::stamp::Look;

/// Files by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// What a build makes: pages, and PDFs with a digest of what they are made of.
struct Content {
    pages: &'static [(&'static str, &'static str)],
    prints: &'static [(&'static str, &'static str)],
}

const OLD: Content = Content {
    pages: &[
        ("site/a.html", "the old a"),
        ("site/b.html", "b"),
        ("site/gone.html", "to be removed"),
        ("site/deep/er/gone.html", "with its folders"),
        ("site/turns", "a file"),
        ("site/folds/in.html", "a folder"),
    ],
    prints: &[("print/book.pdf", "the old book"), ("print/same.pdf", "the same"), ("print/gone.pdf", "no more")],
};

/// Something changes, comes and goes; a file becomes a folder and a folder a file.
const NEW: Content = Content {
    pages: &[
        ("site/a.html", "the new a, of another length"),
        ("site/b.html", "b"),
        ("site/come.html", "is new"),
        ("site/fresh/folder/come.html", "with its folders"),
        ("site/turns/into.html", "a folder"),
        ("site/folds", "a file"),
    ],
    prints: &[("print/book.pdf", "the new book"), ("print/same.pdf", "the same"), ("print/come.pdf", "is new")],
};

/// All other bytes at the paths of both.
const THIRD: Content = Content {
    pages: &[
        ("site/a.html", "a third a"),
        ("site/come.html", "came a third time"),
        ("site/gone.html", "back again"),
        ("site/fresh/folder/come.html", "and again"),
        ("site/turns", "back"),
    ],
    prints: &[("print/book.pdf", "a third book"), ("print/come.pdf", "came a third time")],
};

impl Content {
    fn files(&self) -> Files {
        let all = self.pages.iter().chain(self.prints);
        all.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
    }

    /// Builds all of it, as `cli::build` does.
    fn build(&self, root: &Path, disk: Disk) -> Result<Published, Failure> {
        let publication = Publication::begin_on(root, disk)?;
        for (path, text) in self.prints {
            let inputs = Digest::of(text.as_bytes());
            if !publication.keep(path, inputs)? {
                publication.put_made(path, inputs, text.as_bytes())?;
            }
        }
        for (path, text) in self.pages {
            publication.put(path, text.as_bytes())?;
        }
        publication.remember(record(root));
        publication.leave(self.pages[0].1.as_bytes())?;
        publication.commit(|path| path.starts_with("site/") || path.starts_with("print/"))
    }

    fn build_well(&self, root: &Path) -> Published {
        self.build(root, Disk::default()).expect("the disk works")
    }
}

fn record(root: &Path) -> Record {
    let look = Look::new(root, SystemTime::UNIX_EPOCH + Duration::from_secs(1));
    Record::new(Digest::of(b"all"), &look, &Sources::default(), BuildReport::default())
}

const NOTES: &str = "site/notes.txt";

/// A path below `root`, with `/` on every system, as manifests have it.
fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).expect("a path below").to_string_lossy().replace('\\', "/")
}

/// Every file below a folder.
fn files(root: &Path) -> Files {
    let walk =
        walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    walk.map(|entry| (relative(entry.path(), root), fs::read(entry.path()).expect("it can be read"))).collect()
}

/// The files of others and of builds, without the bookkeeping.
fn shown(root: &Path) -> Files {
    files(root).into_iter().filter(|(path, _)| !path.starts_with(PRIVATE_FOLDER)).collect()
}

/// The bookkeeping, of which the record has times in it.
fn kept(root: &Path) -> Files {
    let own = files(root).into_iter().filter(|(path, _)| path.starts_with(PRIVATE_FOLDER));
    own.map(|(path, bytes)| if path.ends_with(record::NAME) { (path, Vec::new()) } else { (path, bytes) }).collect()
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let target = to.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("it can be made");
        fs::write(target, bytes).expect("it can be written");
    }
}

/// An output folder as it is before a build, and what that build makes.
struct Scenario {
    name: &'static str,
    /// None when there is no folder.
    before: Option<&'static Content>,
    now: &'static Content,
}

const SCENARIOS: [Scenario; 3] = [
    Scenario { name: "a first build", before: None, now: &NEW },
    Scenario { name: "a build that changes, adds and removes", before: Some(&OLD), now: &NEW },
    Scenario { name: "a build that changes nothing", before: Some(&NEW), now: &NEW },
];

impl Scenario {
    fn prepare(&self, root: &Path) {
        if let Some(before) = self.before {
            before.build_well(root);
            // Somebody else's.
            fs::write(root.join(NOTES), "by hand").expect("it can be written");
        }
    }

    /// A folder in which everything went well, first to last.
    fn undisturbed(&self, then: &Content) -> (Files, Files) {
        let folder = folder();
        let root = folder.path().join("dist");
        self.prepare(&root);
        then.build_well(&root);
        (shown(&root), kept(&root))
    }
}

/// In memory, where the system has such a folder: the thousands of builds would wait for the disk.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a temporary folder")
}

fn leftovers(root: &Path) -> Vec<String> {
    let walk = walkdir::WalkDir::new(root.join(PRIVATE_FOLDER)).into_iter().filter_map(Result::ok);
    let names = walk.map(|entry| relative(entry.path(), root));
    names.filter(|name| name.contains("staged") || name.ends_with(".new") || name.ends_with("journal")).collect()
}

#[test]
fn whatever_fails_the_output_is_whole_or_the_next_build_mends_it() {
    let kinds = [
        Kind::Once(ErrorKind::StorageFull),
        Kind::Once(ErrorKind::PermissionDenied),
        Kind::Full,
        Kind::Torn,
        Kind::Gone,
    ];
    for scenario in &SCENARIOS {
        let folder = folder();
        let before = folder.path().join("before");
        scenario.prepare(&before);
        let trouble = Trouble::default();
        let well = folder.path().join("well");
        copy(&before, &well);
        let disk = Disk { trouble: trouble.clone() };
        scenario.now.build(&well, disk).expect("the disk works");
        let calls = trouble.calls();
        let then = [scenario.now, &THIRD].map(|then| (then, scenario.undisturbed(then)));
        // All ways at once: a build waits for the threads that write.
        let failed: usize = thread::scope(|scope| {
            let struck = |kind| (0..calls).filter(|&call| strike(scenario, &before, call, kind, &then)).count();
            let ways = kinds.map(|kind| scope.spawn(move || struck(kind)));
            ways.into_iter().map(|way| way.join().expect("nothing is wrong")).sum()
        });
        let name = scenario.name;
        println!("{name}: {calls} calls, each struck in {} ways; {failed} builds failed or ended", kinds.len());
    }
}

/// One build with trouble, and what comes after it. Whether the build failed.
fn strike(scenario: &Scenario, before: &Path, call: usize, kind: Kind, then: &[(&Content, (Files, Files)); 2]) -> bool {
    let at = format!("{}: call {call}, {kind:?}", scenario.name);
    let folder = folder();
    let root = folder.path().join("made/for/dist");
    copy(before, &root);
    let (old, mut new) = (shown(&root), scenario.now.files());
    if scenario.before.is_some() {
        new.insert(NOTES.to_owned(), b"by hand".to_vec());
    }
    let disk = Disk { trouble: Trouble::at(call, kind) };
    let result = scenario.now.build(&root, disk);
    let found = shown(&root);
    for (path, bytes) in &found {
        let known = [old.get(path), new.get(path)].contains(&Some(bytes));
        assert!(known, "{at}: {path} is neither old nor new: {:?}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(found.get(NOTES), old.get(NOTES), "{at}");
    if matches!(kind, Kind::Once(_) | Kind::Full) {
        match &result {
            Ok(_) => assert_eq!(found, new, "{at}"),
            Err(_) => {
                assert_eq!(leftovers(&root), Vec::<String>::new(), "{at}");
                let whole = |path: &String| !old.contains_key(path) && !new.contains_key(path);
                assert!(!found.keys().any(whole), "{at}");
                assert!(scenario.before.is_some() || found == new || !folder.path().join("made").exists(), "{at}");
            }
        }
    } else {
        assert!(
            found == new || found == old || root.join(PRIVATE_FOLDER).join("journal").exists(),
            "{at}: half of it is there"
        );
        // Whatever is called next.
        let _ = mend(&root);
        let found = shown(&root);
        assert!(found == old || found == new, "{at}: neither old nor new, but {:?}", found.keys());
        assert_eq!(leftovers(&root), Vec::<String>::new(), "{at}");
    }
    for (content, (files, books)) in then {
        let next = folder.path().join("next");
        let _ = fs::remove_dir_all(&next);
        copy(&root, &next);
        content.build(&next, Disk::default()).unwrap_or_else(|failure| panic!("{at}: then: {failure}"));
        assert_eq!(&shown(&next), files, "{at}");
        assert_eq!(&kept(&next), books, "{at}");
        assert_eq!(leftovers(&next), Vec::<String>::new(), "{at}");
        assert!(Record::of(&next, Digest::of(b"all")).is_some(), "{at}: no record");
    }
    result.is_err()
}

#[test]
fn a_first_build_that_is_stopped_leaves_nothing_and_writes_no_more() {
    let folder = folder();
    let root = folder.path().join("made/for/dist");
    let publication = Publication::begin(&root).expect("nobody else builds");
    let put = |path| publication.put(path, b"a page");
    let leave = || publication.leave(b"what it remembers");
    put("site/a.html").and_then(|()| leave()).expect("the disk works");
    let mut ended = false;
    thread::scope(|scope| {
        publication.stop().stop(|| {
            assert!(!folder.path().join("made").exists(), "something is left");
            let late = [scope.spawn(|| put("site/late.html")), scope.spawn(leave)];
            thread::sleep(Duration::from_millis(50));
            assert!(late.iter().all(|write| !write.is_finished()), "something is written");
            ended = true;
        });
    });
    assert!(ended);
}
