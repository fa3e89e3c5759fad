//! Courses with a mistake each, and the report that an author gets, to the letter.
//!
//! What is seen on finished pages alone has a course in a folder `printed-…`, which is built; the others are checked.
//!
//! `UPDATE=1 cargo test --test all invalid` writes the reports anew; read the difference as an author would.

use std::fs;
use std::path::Path;

use crate::support::{diff, diglot, folders, update};
use diglot::diagnostic::{Code, Severity};

const COURSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/invalid");

/// Languages of messages, the report in each, and how an error begins in it.
const TONGUES: [(&str, &str, &str); 2] = [("en", "report.txt", "error"), ("zh", "report.zh.txt", "错误")];

#[test]
fn each_course_has_its_report() {
    let mut wrong = Vec::new();
    for (folder, (tongue, file, error)) in folders(Path::new(COURSES)).iter().flat_map(|f| TONGUES.map(|t| (f, t))) {
        let name = format!("{} in `{tongue}`", folder.file_name().expect("a name").to_string_lossy());
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let out = scratch.path().to_str().expect("its path is text");
        let run = match name.starts_with("printed-") {
            true => diglot(folder, &["build", "--quiet", "--out", out, "--messages", tongue]),
            false => diglot(folder, &["check", "--messages", tongue]),
        };
        let report = folder.join(file);
        if update() {
            fs::write(&report, &run.stderr).expect("the report can be written");
        }
        let Ok(expected) = fs::read_to_string(&report) else {
            wrong.push(format!("{name}: there is no {file}; it would be\n{}", run.stderr));
            continue;
        };
        if expected != run.stderr {
            wrong.push(format!("{name}: the report differs\n{}", diff(&expected, &run.stderr)));
        }
        // A course with nothing but warnings is sound.
        let code = i32::from(run.stderr.lines().any(|line| line.starts_with(error)));
        if run.code != Some(code) || !run.stdout.is_empty() {
            wrong
                .push(format!("{name}: expected exit code {code} and no output, found {:?}\n{}", run.code, run.stdout));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Symbolic links cannot lie in every repository, and a book that is too large should not; `hostile` and `epub` make them.
const MADE_BY_OTHERS: [Code; 2] = [Code::SymbolicLink, Code::LargeEpub];

#[test]
fn each_code_has_a_course() {
    let reports: Vec<String> = folders(Path::new(COURSES))
        .iter()
        .map(|folder| fs::read_to_string(folder.join("report.txt")).expect("a report"))
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !MADE_BY_OTHERS.contains(code))
        .filter(|code| {
            let heading = format!("{}[{}]: ", code.default_severity(), code.name());
            !reports.iter().any(|report| report.lines().any(|line| line.starts_with(&heading)))
        })
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "no course shows {}", missing.join(", "));
}

#[test]
fn each_error_says_what_to_do() {
    for folder in folders(Path::new(COURSES)) {
        let report = fs::read_to_string(folder.join("report.txt")).expect("a report");
        for part in report.split("\n\n").filter(|part| part.starts_with(&Severity::Error.to_string())) {
            let plain = part.contains("expected ") || part.contains("= help: ");
            assert!(plain, "{}: this says neither what was expected nor what to do\n{part}", folder.display());
        }
    }
}
