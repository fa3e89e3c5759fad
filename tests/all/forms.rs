//! The forms for Word, opened with an office program.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::built::ROOT;
use crate::support::{diglot, said, shown};

/// The text of a form on paper, as an office program sets it, and how its pages are.
fn opened(form: &Path, out: &Path) -> (String, String) {
    let profile = format!("-env:UserInstallation=file://{}", out.join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]).arg(out).arg(form);
    said(&mut office);
    let pdf = out.join(form.file_name().expect("a file")).with_extension("pdf");
    (said(Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-")), said(Command::new("pdfinfo").arg(&pdf)))
}

/// The numbers of a line of what `pdfinfo` says, rounded.
fn numbers(said: &str, key: &str) -> Vec<u32> {
    let line = said.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    line.split_whitespace().filter_map(|word| word.parse::<f64>().ok()).map(|number| number.round() as u32).collect()
}

fn sheets(out: &Path) -> Vec<PathBuf> {
    let run = diglot(Path::new(ROOT), &["build", "sheets", "--strict", "--out", out.to_str().expect("a path of text")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let forms = shown(&out.join("print/sheets")).into_keys();
    forms.filter(|path| path.extension().is_some_and(|end| end == "docx")).collect()
}

#[test]
fn an_office_program_opens_the_forms_of_the_tools() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let forms = sheets(&out);
    // Letters and pictures have nothing to fill in; who reads two languages fills in one.
    let names: Vec<String> = forms.iter().map(|path| path.display().to_string()).collect();
    assert_eq!(names.len(), 2 * 10, "{names:?}");
    assert!(!names.iter().any(|name| name.contains("letters") || name.contains("en-zh")), "{names:?}");
    for (form, words, size) in [
        ("tool-complaint-record.en.docx", ["Complaint record", "What the customer asks for", "\u{2610}"], [595, 842]),
        ("tool-complaint-record.zh.docx", ["投诉记录单", "客户的要求", "\u{2610}"], [595, 842]),
        ("tool-follow-up-log.en.docx", ["Follow-up log", "What we", "Told the"], [842, 595]),
        ("tool-follow-up-log.zh.docx", ["跟进记录表", "我们承诺了什么", "告知客户"], [842, 595]),
    ] {
        let (text, pages) = opened(&out.join("print/sheets").join(form), folder.path());
        for words in words {
            assert!(text.contains(words), "{form}: {words}\n{text}");
        }
        assert_eq!(numbers(&pages, "Page size:")[..2], size, "{form}: {pages}");
        assert_eq!(numbers(&pages, "Pages:"), [1], "{form}: {pages}");
    }
    let again = folder.path().join("again");
    sheets(&again);
    for form in forms {
        let [first, second] =
            [&out, &again].map(|out| std::fs::read(out.join("print/sheets").join(&form)).expect("a form"));
        assert!(first == second, "{}", form.display());
    }
}
