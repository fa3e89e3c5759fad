//! A course with emoji and with a script for which it brings a font, built by the real binary.
#![allow(clippy::disallowed_methods, reason = "the tests read what was built, and change copies of the course")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::built::{CHARACTERS, characters};
use crate::support::{Run, copy, diglot, files, said, stdout};

/// The text of a PDF, in the order in which it was set.
fn text(pdf: &Path) -> String {
    said(Command::new("pdftotext").arg("-raw").arg(pdf).arg("-"))
}

#[test]
fn every_pdf_has_them() {
    let print = characters().join("print");
    for (pdf, signs) in [
        ("handbook.en.pdf", &["👉🏽", "1️⃣", "☎️", "🇬🇧", "👨‍👩‍👧‍👦", "📱", "🚀"][..]),
        ("handbook.zh.pdf", &["👉🏽", "2️⃣", "☎️", "🇨🇳", "👩‍💻", "📱", "🚀"]),
        ("handbook.en-zh.pdf", &["👉🏽", "1️⃣", "↗️"]),
        ("handbook.en-zh.facing.pdf", &["👉🏽", "❤️"]),
        ("booklet.zh.pdf", &["💬", "📚"]),
        ("cards.zh.pdf", &["😊", "📞"]),
        ("chart.en-zh.pdf", &["✅", "👣", "📚"]),
        ("handouts/signs.zh.learner.pdf", &["💪", "❌"]),
        ("kit/session-plan.en.pdf", &["⏰", "✅"]),
        ("kit/certificate.zh.pdf", &["💬"]),
    ] {
        let shown = text(&print.join(pdf));
        for sign in signs {
            assert!(shown.contains(sign), "{pdf} has no {sign}:\n{shown}");
        }
    }
    let handbook = print.join("handbook.zh.pdf");
    let fonts = said(Command::new("pdffonts").arg(&handbook));
    assert!(fonts.contains("TinyThai") && fonts.contains("Type 3"), "{fonts}");
    assert!(text(&handbook).contains("ขอบคุณครับ"), "{}", text(&handbook));
}

#[test]
fn they_are_in_colour() {
    let pdf = characters().join("print/handbook.en.pdf");
    let image = stdout(Command::new("pdftoppm").args(["-r", "60"]).arg(pdf));
    let vivid = |pixel: &&[u8]| pixel[0].abs_diff(pixel[1]).max(pixel[1].abs_diff(pixel[2])) > 120;
    assert!(image.rchunks_exact(3).filter(vivid).count() > 200);
}

#[test]
fn headings_of_signs_have_ids() {
    let page = |path: &str| fs::read_to_string(characters().join("site").join(path)).expect("a page");
    for language in ["en", "zh"] {
        let page = page(&format!("{language}/modules/signs.html"));
        assert!(page.contains("<h2 id=\"turn\">") && page.contains("<h2 id=\"section\">"), "{page}");
    }
    let search =
        files(&characters().join("site")).into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert!(search.filter(|text| text.contains("微笑🙂")).count() >= 2);
}

/// The course without its font, and what making its handbook in a language says.
fn without_font(level: &str, language: &str) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&CHARACTERS.book(), folder.path());
    fs::remove_file(folder.path().join("theme.yaml")).expect("a theme");
    let path = folder.path().join("book.yaml");
    let book = fs::read_to_string(&path).expect("the book");
    fs::write(path, format!("{book}checks: {{missing-glyph: {level}}}\n")).expect("a book");
    fs::remove_dir_all(folder.path().join("theme")).expect("a font");
    let run = diglot(folder.path(), &["build", "handbook", "--lang", language]);
    (folder, run)
}

#[test]
fn what_no_font_has_is_an_error_or_has_a_substitute() {
    let (_, run) = without_font("error", "en");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("others: [Noto Sans Thai]"), "{}", run.stderr);
    let (folder, run) = without_font("warning", "zh");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[missing-glyph]").count(), 2, "{}", run.stderr);
    let shown = text(&folder.path().join("dist/print/handbook.zh.pdf"));
    assert!(shown.contains("U+0E02") && !shown.contains('ข'), "{shown}");
}

/// A paragraph in a script that no font has is printed, however long it is.
#[test]
fn a_long_paragraph_without_a_font_has_substitutes() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| fs::write(folder.path().join(path), text).expect("a file");
    fs::create_dir(folder.path().join("course")).expect("a folder");
    let kind = "kinds: {module: {folder: modules, numbered: false, plural: {en: Modules}}}";
    put("book.yaml", &format!("title: {{en: Words}}\nlanguages: [en]\n{kind}\nchecks: {{missing-glyph: warning}}\n"));
    put("course/index.en.md", &format!("---\ntitle: Words\n---\n\nBefore {}after.\n", "నమస్తే, ".repeat(200)));
    let run = diglot(folder.path(), &["build", "handbook"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let shown = text(&folder.path().join("dist/print/handbook.en.pdf"));
    assert_eq!(shown.matches("U+0C28").count(), 200, "{shown}");
    assert!(shown.contains("Before") && shown.contains("after."), "{shown}");
}
