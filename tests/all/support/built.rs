//! Courses of the repository, each built once for all tests that look at what was made. Who needs other arguments, or changes what is there,
//! builds another.
//!
//! The folders stay from run to run below `target/tmp`, so a test that is run alone does not typeset two hundred pages for a look at one. That
//! what was kept is what would be made is a test of its own (`shipped::two_builds_are_equal_to_the_byte`).

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::diglot;

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A course of the repository and what is built of it.
pub struct Build {
    /// The folder of its `book.yaml`, from [`ROOT`].
    book: &'static str,
    /// The arguments of each run.
    runs: &'static [&'static [&'static str]],
}

impl Build {
    pub fn book(&self) -> PathBuf {
        Path::new(ROOT).join(self.book)
    }

    /// Makes all of it.
    pub fn make(&self, out: &Path) {
        for &arguments in self.runs {
            let path = out.to_str().expect("a path of text");
            let run = diglot(&self.book(), &[&["build", "--strict", "--out", path], arguments].concat());
            assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        }
    }

    fn kept(&self, name: &str) -> PathBuf {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("built").join(name);
        self.make(&out);
        out
    }
}

/// The course that comes with Diglot: electronic books and questions, everything that its `book.yaml` asks for, and the website for trainers. Books
/// come first, as a website offers those that lie there.
pub static SHIPPED: Build = Build { book: "", runs: &[&["epub", "quiz"], &[], &["site", "--edition", "trainer"]] };
/// A course with a theme of its own, in both editions.
pub static THEMED: Build = Build { book: "tests/courses/themed", runs: &[&["site", "handbook", "handouts", "kit"]] };
pub static FORMULAS: Build = Build { book: "tests/courses/formulas", runs: &[&["site", "handbook", "epub"]] };
/// Emoji in every place, and a script for which the theme has a font.
pub static CHARACTERS: Build = Build { book: "tests/courses/characters", runs: &[&["epub"], &[]] };

/// Lessons with pages, items without numbers, files to hand on.
pub static STRUCTURED: Build =
    Build { book: "tests/courses/structured", runs: &[&["epub"], &["epub", "--edition", "trainer"], &[]] };

/// A quiz with questions of every form, and a final test that draws from it.
pub static QUIZZES: Build = Build { book: "tests/courses/quizzes", runs: &[&[]] };

/// The guide for those who write courses.
pub static GUIDE: Build = Build { book: "docs/guide", runs: &[&[]] };

/// What was made of [`QUIZZES`].
pub fn quizzes() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| QUIZZES.kept("quizzes"));
    &OUT
}

/// What was made of [`SHIPPED`].
pub fn shipped() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| SHIPPED.kept("shipped"));
    &OUT
}

pub fn themed() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| THEMED.kept("themed"));
    &OUT
}

pub fn formulas() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| FORMULAS.kept("formulas"));
    &OUT
}

pub fn characters() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| CHARACTERS.kept("characters"));
    &OUT
}

pub fn structured() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| STRUCTURED.kept("structured"));
    &OUT
}

pub fn guide() -> &'static Path {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| GUIDE.kept("guide"));
    &OUT
}
