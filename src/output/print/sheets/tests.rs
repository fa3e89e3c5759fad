//! The sheets of a small course, typeset.

use std::sync::Arc;

use super::*;
use crate::edition;
use crate::output::print::document::Group;
use crate::output::print::tests::{ENGLISH, chinese, full_course, options, parallel, press, shown};
use crate::output::print::typeset;

fn lay_out(document: &Document, options: &Options) -> typst_layout::PagedDocument {
    let course = edition::select(&full_course(), options.edition);
    let (template, files) = files(&course, document, options);
    let (pages, warnings) = typeset::pages(&press(), template, files).unwrap_or_else(|e| panic!("{document:?}: {e}"));
    assert_eq!(warnings, Vec::<String>::new());
    pages
}

fn all(group: &Group) -> Vec<Document> {
    let group = Arc::new(group.clone());
    vec![
        Document::Handout(ItemIx::new(0)),
        Document::Cards,
        Document::Chart,
        Document::SessionPlan(group.clone()),
        Document::Attendance(group.clone()),
        Document::Feedback,
        Document::Certificate(group),
    ]
}

#[test]
fn every_sheet_is_typeset_in_every_reading() {
    for reading in [ENGLISH, chinese(), parallel()] {
        for document in all(&Group::default()) {
            let options = options(reading, Edition::Trainer);
            let pages = lay_out(&document, &options);
            assert!(!shown(&pages).trim().is_empty(), "{document:?}");
            let course = edition::select(&full_course(), Edition::Trainer);
            let pdf =
                document.manuscript(&course, &press(), &options).pdf().unwrap_or_else(|e| panic!("{document:?}: {e}"));
            assert!(pdf.bytes.starts_with(b"%PDF-"));
        }
    }
}

#[test]
fn answers_are_on_the_trainers_handout_only() {
    let handout = Document::Handout(ItemIx::new(0));
    for reading in [ENGLISH, parallel()] {
        let learner = shown(&lay_out(&handout, &options(reading, Edition::Learner)));
        assert!(learner.contains("Why?") && learner.contains("The echo") && learner.contains("Name"), "{learner}");
        assert!(
            !learner.contains("Heard.") && !learner.contains("because") && !learner.contains("Answer"),
            "{learner}"
        );
        let trainer = shown(&lay_out(&handout, &options(reading, Edition::Trainer)));
        let (sheet, answers) = trainer.split_once("Answers and debriefs").expect("a sheet of answers");
        assert!(!sheet.contains("Heard.") && !sheet.contains("because"), "{sheet}");
        assert!(answers.contains("Heard.") && answers.contains("Answer: B"), "{answers}");
    }
}

#[test]
fn backs_lie_behind_their_fronts() {
    let pages = lay_out(&Document::Cards, &options(ENGLISH, Edition::Learner));
    let shown = shown(&pages);
    let sides: Vec<&str> = shown.lines().collect();
    assert_eq!(pages.pages().len() % 2, 0);
    // Three cards on two sides; the first card has its action on its back.
    assert!(sides[0].contains("Listen actively") && sides[0].contains("Smile"), "{shown}");
    assert!(sides[1].contains("Backs"), "{shown}");
}

#[test]
fn a_certificate_for_each_name() {
    let group = Arc::new(Group { names: vec!["Pat O’Neil".into(), "王小明".into()], start: 540 });
    let pages = lay_out(&Document::Certificate(group), &options(chinese(), Edition::Trainer));
    assert_eq!(pages.pages().len(), 2);
    let shown = shown(&pages);
    assert!(shown.contains("Pat O’Neil") && shown.contains("王小明"), "{shown}");
}
