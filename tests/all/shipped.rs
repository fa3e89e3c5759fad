//! The course that comes with Diglot, looked at with other people's tools.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::built::{ROOT, SHIPPED, shipped};
use crate::support::{diff, said, shown};

fn site() -> PathBuf {
    shipped().join("site")
}

fn print() -> PathBuf {
    shipped().join("print")
}

/// `modules/mindset` and its title, for every item and language.
fn titles(language: &str) -> Vec<(String, String)> {
    let mut titles = Vec::new();
    for folder in ["modules", "steps", "actions", "types", "tools"] {
        for (path, bytes) in shown(&Path::new(ROOT).join("course").join(folder)) {
            let text = String::from_utf8(bytes).unwrap_or_default();
            let path = path.to_string_lossy().replace('\\', "/");
            let Some(stem) = path.strip_suffix(&format!(".{language}.md")) else { continue };
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            // `05-follow-up/01-authority`: an item and its page.
            let slug: Vec<&str> = stem.split('/').map(|part| &part[3..]).collect();
            let slug = slug.join("/");
            let title = text.lines().find_map(|line| line.strip_prefix("title: ")).expect("a title");
            titles.push((format!("{folder}/{slug}"), title.trim_matches('"').to_owned()));
        }
    }
    assert_eq!(titles.len(), 56);
    titles
}

#[test]
fn two_builds_are_equal_to_the_byte() {
    let other = tempfile::tempdir().expect("a folder");
    let elsewhere = other.path().join("elsewhere/深");
    SHIPPED.make(&elsewhere);
    let (first, second) = (shown(shipped()), shown(&elsewhere));
    let paths: BTreeSet<&PathBuf> = first.keys().chain(second.keys()).collect();
    let different: Vec<_> = paths.into_iter().filter(|path| first.get(*path) != second.get(*path)).collect();
    assert_eq!(different, Vec::<&PathBuf>::new());
    // What Diglot keeps for itself, but for the record, which is about times.
    for name in [".diglot/manifest", ".diglot/made"] {
        let [first, second] =
            [shipped(), &elsewhere].map(|out| std::fs::read_to_string(out.join(name)).expect("a list"));
        assert!(first == second, "{name}: {}", diff(&first, &second));
    }
}

#[test]
fn every_item_has_its_page_in_every_reading() {
    for reading in ["en", "zh", "en-zh"] {
        let languages = reading.split('-');
        for language in languages {
            for (page, title) in titles(language) {
                let path = site().join(reading).join(format!("{page}.html"));
                let html = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                assert!(html.contains(&title), "{}: {title}", path.display());
            }
        }
    }
}

#[test]
fn every_item_is_in_every_handbook() {
    for reading in ["en", "zh", "en-zh"] {
        for edition in ["", ".trainer"] {
            let pdf = print().join(format!("handbook.{reading}{edition}.pdf"));
            let text = said(Command::new("pdftotext").arg("-raw").arg(&pdf).arg("-"));
            let squeezed: String = text.split_whitespace().collect();
            for language in reading.split('-') {
                for (page, title) in titles(language) {
                    let title: String = title.split_whitespace().collect();
                    assert!(squeezed.contains(&title), "{}: {page} {title}", pdf.display());
                }
            }
            assert!(!text.contains('\u{fffd}'), "{}: a character without text", pdf.display());
        }
    }
}

#[test]
fn the_pdfs_are_sound_and_their_fonts_embedded() {
    for path in shown(&print()).into_keys().filter(|path| path.extension().is_some_and(|end| end == "pdf")) {
        let pdf = print().join(&path);
        said(Command::new("qpdf").arg("--check").arg(&pdf));
        let fonts = said(Command::new("pdffonts").arg(&pdf));
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty(), "{}: {fonts}", pdf.display());
        for row in rows {
            // name … emb sub uni object ID
            let columns: Vec<&str> = row.split_whitespace().rev().collect();
            assert_eq!((columns[4], columns[3]), ("yes", "yes"), "{}: {row}", pdf.display());
        }
    }
}

#[test]
fn the_session_plan_is_for_trainers_alone() {
    for (path, bytes) in shown(&site()) {
        let text = String::from_utf8_lossy(&bytes);
        for trace in ["session-plan", "授课安排", "gift box, nicely wrapped and empty", "漂漂亮亮的空礼盒"]
        {
            assert!(!text.contains(trace), "{} has {trace}", path.display());
        }
    }
    for reading in ["en", "zh", "en-zh"] {
        let page = shipped().join("site-trainer").join(reading).join("session-plan.html");
        let html = std::fs::read_to_string(&page).unwrap_or_else(|e| panic!("{}: {e}", page.display()));
        for language in reading.split('-') {
            for (item, title) in titles(language).into_iter().filter(|(item, _)| item.starts_with("modules/")) {
                assert!(html.contains(&title), "{reading}: {title}");
                assert!(html.contains(&format!("href=\"{item}.html\"")), "{reading}: {item}");
            }
        }
        // All modules, steps and types, and nothing left over between one activity and the next. Tools are done as a whole.
        let minutes = html.split("<td class=\"minutes\">").skip(1);
        let minutes = minutes.map(|cell| cell.split('<').next().and_then(|n| n.parse::<u32>().ok()).expect("minutes"));
        assert!(minutes.sum::<u32>() > 600, "{reading}");
        assert!(html.contains("plan-pause lunch") && html.contains("plan-pause break"), "{reading}: pauses");
        assert!(html.contains("漂漂亮亮的空礼盒") == reading.contains("zh"), "{reading}: what to bring along");
    }
}

/// Letters and digits alone, so that neither line ends nor hyphens nor the form of quotes matter.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Which secrets a file for learners must keep.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// What is for trainers, why an answer of a quiz is right, and how an exercise may be done.
    All,
    /// What is for trainers: a book has the answers of its quizzes and exercises at the end, and slides have each behind its question.
    Trainers,
}

/// The long sentences that learners may not see, and everything else, of one language of the course.
fn secrets(language: &str, kept: Kept) -> (Vec<String>, String) {
    let (mut hidden, mut open) = (String::new(), String::new());
    for (path, bytes) in shown(&Path::new(ROOT).join("course")) {
        if !path.to_string_lossy().ends_with(&format!(".{language}.md")) {
            continue;
        }
        let text = String::from_utf8(bytes).expect("the course is UTF-8");
        let mut fences: Vec<String> = Vec::new();
        for line in text.lines() {
            let trimmed = line.trim();
            if let Some(name) = trimmed.strip_prefix(":::").map(|rest| rest.trim_start_matches(':')) {
                match name.split(['[', '{', ' ']).next().unwrap_or_default() {
                    "" => drop(fences.pop()),
                    name => fences.push(name.to_owned()),
                }
                continue;
            }
            let inside = |names: &[&str]| fences.iter().any(|fence| names.contains(&fence.as_str()));
            let explanation = kept == Kept::All && inside(&["quiz"]) && trimmed.starts_with('>');
            let answer = kept == Kept::All && inside(&["model-answer"]);
            let out = if explanation || answer || inside(&["trainer", "solution"]) { &mut hidden } else { &mut open };
            out.push_str(trimmed);
            out.push('\n');
        }
    }
    // Links and references are shown in other words than they are written.
    let ends = ['.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '[', ']', '|', '\n'];
    let open = squeezed(&open);
    let least = if language == "zh" { 12 } else { 30 };
    let sentences = hidden.split(ends).map(squeezed).filter(|s| s.chars().count() >= least && !open.contains(s));
    (sentences.collect(), open)
}

#[test]
fn no_secret_of_the_trainers_is_in_a_pdf_for_learners() {
    let texts: Vec<(PathBuf, String)> = shown(&print())
        .into_keys()
        .filter(|path| path.extension().is_some_and(|e| e == "pdf"))
        .map(|path| {
            let text = said(Command::new("pdftotext").arg("-raw").arg(print().join(&path)).arg("-"));
            (path, text)
        })
        .collect();
    let for_trainers = |path: &Path| path.starts_with("kit") || path.to_string_lossy().contains("trainer");
    assert!(texts.iter().filter(|(path, _)| !for_trainers(path)).count() >= 30, "{texts:?}");
    for language in ["en", "zh"] {
        let (secrets, for_trainers_alone) = (secrets(language, Kept::All).0, secrets(language, Kept::Trainers).0);
        assert!(secrets.len() > 150, "{language}: {}", secrets.len());
        let handbook = Path::new(match language {
            "en" => "handbook.en.trainer.pdf",
            _ => "handbook.zh.trainer.pdf",
        });
        let (_, known) = texts.iter().find(|(path, _)| path == handbook).expect("the trainer's handbook");
        let known = squeezed(known);
        let shown = secrets.iter().filter(|secret| known.contains(*secret)).count();
        assert!(shown * 10 > secrets.len() * 9, "{language}: {shown} of {} are found where they may be", secrets.len());
        for (path, text) in texts.iter().filter(|(path, _)| !for_trainers(path)) {
            let squeezed = squeezed(text);
            let is = |names: &[&str]| names.iter().any(|name| path.to_string_lossy().starts_with(name));
            let secrets = if is(&["handbook", "booklet", "slides"]) { &for_trainers_alone } else { &secrets };
            let leaked: Vec<&String> = secrets.iter().filter(|secret| squeezed.contains(*secret)).collect();
            assert_eq!(leaked, Vec::<&String>::new(), "{}", path.display());
            let answered = text.contains("Answer: ") || text.contains("答案：");
            assert!(!answered || is(&["slides"]), "{}", path.display());
        }
    }
}
