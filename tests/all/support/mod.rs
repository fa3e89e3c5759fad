//! What the tests share: small courses on the disk, and runs of the real binary in a cleared environment.

pub mod built;
pub mod pictures;
pub mod random;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use similar::{ChangeTag, TextDiff};

/// What a run of the command left.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
}

/// Runs `diglot` in `folder` without anything of the environment.
pub fn diglot(folder: &Path, arguments: &[&str]) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_diglot")).args(arguments), folder)
}

/// As [`diglot`], with no more than eight gigabytes and two minutes: a build that grows without end would take the machine along.
/// `DIGLOT` names another program than the one at hand.
pub fn diglot_within_limits(folder: &Path, arguments: &[&str]) -> Run {
    let program = std::env::var("DIGLOT").unwrap_or(env!("CARGO_BIN_EXE_diglot").to_owned());
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", "ulimit -v 8000000 && ulimit -t 120 && exec \"$0\" \"$@\"", &program]);
    run(shell.args(arguments), folder)
}

fn run(command: &mut Command, folder: &Path) -> Run {
    let started = Instant::now();
    let output = command.current_dir(folder).env_clear().output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("reports are UTF-8");
    Run {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        took: started.elapsed(),
    }
}

/// What a program prints, which ends well. `tests/run` installs those of others.
pub fn stdout(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; `tests/run` installs it"));
    let [said, told] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{command:?}: {}\n{said}\n{told}", output.status);
    output.stdout
}

/// As [`stdout`], of a tool that prints text.
pub fn said(command: &mut Command) -> String {
    String::from_utf8_lossy(&stdout(command)).into_owned()
}

/// What a script of `tests/browser` says. It finds nothing wrong.
pub fn node<A: AsRef<OsStr>>(script: &str, arguments: &[A]) -> String {
    let script = Path::new(built::ROOT).join("tests/browser").join(script);
    said(Command::new("node").arg(script).args(arguments))
}

/// The settings of a course with steps and nothing else.
pub const BOOK: &str = "\
title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step:
    folder: steps
    label: {en: \"Step {n}\", zh: \"第{n}步\"}
    plural: {en: Steps, zh: 步骤}
checks: {orphan: off}
";

/// A course in a temporary folder.
pub struct Course {
    folder: tempfile::TempDir,
}

impl Course {
    /// A folder with nothing in it.
    pub fn empty() -> Course {
        Course { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of a course of the repository, by its path from the root.
    pub fn copied(path: &str) -> Course {
        let course = Course::empty();
        copy(&Path::new(built::ROOT).join(path), course.path());
        course
    }

    /// A course of one step in both languages.
    pub fn new() -> Course {
        let course = Course::empty();
        course.write("book.yaml", BOOK);
        course.step("en", "Hear the customer out.\n");
        course.step("zh", "先听完客户的话。\n");
        course
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    /// Writes the text of the step.
    pub fn step(&self, language: &str, body: &str) {
        self.write(&format!("course/steps/01-listen.{language}.md"), format!("---\ntitle: Listen\n---\n\n{body}"));
    }

    /// The same text in both languages.
    pub fn steps(&self, body: &str) {
        self.step("en", body);
        self.step("zh", body);
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        diglot(self.path(), arguments)
    }

    /// The lines of the short report, which come within `limit`.
    pub fn check(&self, limit: Duration) -> Vec<String> {
        let run = self.run(&["check", "--format", "short"]);
        assert!(matches!(run.code, Some(0 | 1)), "exit {:?}\n{}{}", run.code, run.stdout, run.stderr);
        assert!(run.took < limit, "took {:?}, more than {limit:?}", run.took);
        run.stdout.lines().map(str::to_owned).collect()
    }
}

/// Every file below a folder with its bytes, by its path.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    walk.into_iter()
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().to_path_buf(), fs::read(entry.path()).expect("the file can be read")))
        .collect()
}

/// Every file below a folder, if there is one, that is not Diglot's own, by its path from there.
pub fn shown(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let below = |path: PathBuf| path.strip_prefix(folder).expect("it lies below").to_path_buf();
    let all = files(folder).into_iter().map(|(path, bytes)| (below(path), bytes));
    all.filter(|(path, _)| !path.starts_with(".diglot")).collect()
}

/// Leaves a copy of a folder in another one.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let to = to.join(path.strip_prefix(from).expect("it lies below"));
        fs::create_dir_all(to.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(to, bytes).expect("the file can be written");
    }
}

/// The folders in `folder`, sorted.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Whether expectations are to be written anew.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// What is missing (`-`) and what is too much (`+`), among the lines that agree.
pub fn diff(expected: &str, found: &str) -> String {
    let diff = TextDiff::from_lines(expected, found);
    let lines = diff.iter_all_changes().map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        format!("{sign} {}", change.to_string_lossy().trim_end_matches('\n'))
    });
    lines.collect::<Vec<_>>().join("\n")
}
