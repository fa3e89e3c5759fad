//! Quizzes with questions of every form, and a final test: on pages, in the books, and from one version of a course to the next.

use std::fs;
use std::process::Command;

use crate::support::built::quizzes;
use crate::support::{BOOK, Course, diglot, node, said};

fn page(path: &str) -> String {
    fs::read_to_string(quizzes().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn pdf(path: &str) -> String {
    said(Command::new("pdftotext").arg("-layout").arg(quizzes().join("print").join(path)).arg("-"))
}

fn keys(html: &str) -> Vec<&str> {
    html.split("data-question=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn questions_work_in_a_browser() {
    node("quizzes.js", &[quizzes()]);
}

#[test]
fn a_question_has_one_key_in_every_reading_and_another_when_its_text_changes() {
    let [en, zh, both] = ["en", "zh", "en-zh"].map(|reading| page(&format!("site/{reading}/modules/forms.html")));
    assert_eq!(keys(&en).len(), 5);
    assert_eq!(keys(&en), keys(&zh));
    assert_eq!(keys(&en), keys(&both));
    assert!(keys(&en).iter().all(|key| key.len() == 6), "{:?}", keys(&en));

    let course = Course::copied("tests/courses/quizzes");
    let source = course.path().join("course/modules/01-forms.en.md");
    let text = fs::read_to_string(&source).expect("it is there");
    let text = text.replace("You are only the face", "You are the face").replace("A seat", "A chair");
    fs::write(&source, text).expect("it is written");
    let run = diglot(course.path(), &["build", "site"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let changed = fs::read_to_string(course.path().join("dist/site/zh/modules/forms.html")).expect("a page");
    let same: Vec<bool> = keys(&en).into_iter().zip(keys(&changed)).map(|(before, now)| before == now).collect();
    assert_eq!(same, [true, false, true, true, true], "an explanation is no part of a question, an option is");
}

#[test]
fn a_test_draws_the_same_questions_for_trainers_and_for_learners() {
    let course = Course::copied("tests/courses/quizzes");
    let run = diglot(course.path(), &["build", "site", "--edition", "trainer"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let path = course.path().join("dist/site-trainer/en/modules/test.html");
    let trainers = fs::read_to_string(path).expect("the page is there");
    let drawn = |html: &str| html.split("data-pool=\"").skip(1).filter_map(|rest| rest.get(..1)).collect::<String>();
    let learners = drawn(&page("site/en/modules/test.html"));
    assert!(!learners.is_empty());
    assert_eq!(drawn(&trainers), learners);
}

#[test]
fn two_languages_have_one_set_of_options() {
    let both = page("site/en-zh/modules/forms.html");
    assert_eq!(both.matches("<ol class=\"questions\">").count(), 1);
    let option = "<summary><span class=\"pair\"><span lang=\"en\">A seat</span><span lang=\"zh-Hans\">一个座位</span></span></summary>";
    assert!(both.contains(option), "{both}");
}

#[test]
fn learners_find_the_answers_at_the_end_and_those_of_the_test_nowhere() {
    for (file, key, explained, of_test) in [
        ("handbook.en", "Answer key", "That is why it can be heard calmly.", "Is this the test?"),
        ("handbook.zh", "答案", "所以可以平静地听。", "这是测验吗？"),
    ] {
        let learner = pdf(&format!("{file}.pdf"));
        let pages: Vec<&str> = learner.trim_end_matches('\u{c}').split('\u{c}').collect();
        let (last, others) = pages.split_last().expect("there are pages");
        assert!(last.contains(key) && last.contains(explained), "{last}");
        assert!(others.iter().all(|page| !page.contains(explained)), "{learner}");
        assert!(!last.contains(of_test), "{last}");
        let trainer = pdf(&format!("{file}.trainer.pdf"));
        let last = trainer.trim_end_matches('\u{c}').rsplit('\u{c}').next().expect("there are pages");
        assert!(last.contains(of_test), "{last}");
    }
}

#[test]
fn a_test_on_paper_has_the_first_questions_of_each_module() {
    let learner = pdf("handbook.en.pdf");
    let test = learner.split('\u{c}').find(|page| page.contains("Is this the test?")).expect("the test");
    for question in ["At whom is the anger aimed?", "What helps an angry customer?"] {
        assert!(test.contains(question), "{test}");
    }
    assert!(!test.contains("Put the steps in order."), "{test}");
    assert_eq!(keys(&page("site/en/modules/test.html")).len(), 5, "what is answered in words is not drawn");
}

/// A test that names no pass mark has that of the packages for learning platforms, and those have the test's.
#[test]
fn a_test_is_passed_with_what_the_book_says() {
    let course = Course::new();
    course.steps(":::quiz {final}\n1. Why?\n\n   - [x] This\n   - [ ] That\n:::\n");
    let book = |more: &str| course.write("book.yaml", format!("{BOOK}outputs: {{site: {{}}, lms: {more}}}\n"));
    let shown = || {
        let run = course.run(&["build", "--quiet"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let page = fs::read_to_string(course.path().join("dist/site/en/steps/listen.html")).expect("it is made");
        page.split("data-pass=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    for (settings, pass) in [("{}", "80"), ("{mastery-score: 65}", "65"), ("{mastery-score: none}", "80")] {
        book(settings);
        assert_eq!(shown().as_deref(), Some(pass), "{settings}");
    }
}

#[test]
fn a_book_may_leave_the_answers_out() {
    let course = Course::copied("tests/courses/quizzes");
    let book = course.path().join("book.yaml");
    let text = fs::read_to_string(&book).expect("it is there").replace("handbook: {}", "handbook: {answers: false}");
    fs::write(&book, text).expect("it is written");
    let run = diglot(course.path(), &["build", "handbook"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let said = |file: &str| said(Command::new("pdftotext").arg(course.path().join("dist/print").join(file)).arg("-"));
    assert!(!said("handbook.en.pdf").contains("Answer key"));
    assert!(said("handbook.en.trainer.pdf").contains("Answer key"));
}
