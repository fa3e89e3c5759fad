//! What the shipped course must teach: every row of its brief is marked in the source of both languages, `<!-- M6 -->`.

use std::collections::BTreeSet;
use std::path::Path;

/// The ids in the comments of all Markdown files of a language.
fn marked(language: &str) -> BTreeSet<String> {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("course");
    let mut ids = BTreeSet::new();
    for entry in walkdir::WalkDir::new(course) {
        let path = entry.expect("the course can be read").into_path();
        if !path.to_string_lossy().ends_with(&format!(".{language}.md")) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        for comment in text.split("<!--").skip(1) {
            let comment = comment.split("-->").next().unwrap_or_default();
            ids.extend(comment.split([' ', ',', '\n']).filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
    ids
}

#[test]
fn every_row_of_the_brief_is_taught_in_both_languages() {
    let rows: Vec<&str> = include_str!("brief-rows.txt").lines().collect();
    for language in ["en", "zh"] {
        let marked = marked(language);
        let missing: Vec<&&str> = rows.iter().filter(|row| !marked.contains(**row)).collect();
        assert_eq!(missing, Vec::<&&str>::new(), "rows that no text in `{language}` is marked with");
    }
}

/// The two figures of the brief that nobody could verify.
#[test]
fn what_may_be_untrue_is_told_as_reported() {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("course/modules");
    let figures = ["90%", "90 %", "40%", "40 %"];
    let mut claims = 0;
    for entry in walkdir::WalkDir::new(course) {
        let path = entry.expect("the course can be read").into_path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        // A question may quote the claim to ask what to think of it; the teaching text may not.
        let is_question =
            |paragraph: &str| paragraph.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '>');
        let told = text.split("\n\n").filter(|p| figures.iter().any(|figure| p.contains(figure)) && !is_question(p));
        for paragraph in told {
            claims += 1;
            let hedged =
                ["report", "source", "said to", "据", "资料", "材料"].iter().any(|word| paragraph.contains(word));
            assert!(hedged, "{}: {paragraph}", path.display());
        }
    }
    assert!(claims >= 4, "the two claims in two languages, found {claims}");
}
