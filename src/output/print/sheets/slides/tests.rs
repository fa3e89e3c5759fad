//! The slides of small courses, typeset.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use super::super::tests::lay_out_of;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::tree::{BlockKind, Body, BoxKind, Choice, List, ListItem, Question, Quiz, Turn};
use crate::output::print::Document;
use crate::output::print::tests::{
    B, ENGLISH, block, boxed, chinese, course, directive, options, par, parallel, shipped, shown, words,
};

/// The deck of a course whose first item has these blocks in both languages.
fn deck(blocks: &[B], reading: Reading, edition: Edition) -> PagedDocument {
    lay_out_of(course(blocks.to_vec(), blocks.to_vec()), &Document::Slides, &options(reading, edition))
}

/// The size of the smallest type that is there to be seen, in points.
fn smallest(frame: &Frame, scale: f64) -> f64 {
    let of_item = |item: &FrameItem| match item {
        FrameItem::Group(group) => smallest(&group.frame, scale * group.transform.sy.get()),
        // Smaller type is there to be read aloud.
        FrameItem::Text(text) if text.size.to_pt() > 2.0 => text.size.to_pt() * scale,
        _ => f64::MAX,
    };
    frame.items().map(|(_, item)| of_item(item)).fold(f64::MAX, f64::min)
}

/// How far down each piece of text stands, in points.
fn heights(frame: &Frame, top: f64, scale: f64) -> Vec<(String, f64)> {
    let of_item = |&(pos, ref item): &(Point, FrameItem)| {
        let y = top + scale * pos.y.to_pt();
        match item {
            FrameItem::Group(group) => heights(&group.frame, y, scale * group.transform.sy.get()),
            FrameItem::Text(text) => vec![(text.text.to_string(), y)],
            _ => Vec::new(),
        }
    };
    frame.items().flat_map(of_item).collect()
}

fn dialogue(turns: usize) -> B {
    let turn = |n| Turn { speaker: vec![words("Guest")], speech: vec![par(&format!("This is what is said: T{n}."))] };
    block(BlockKind::Directive(directive(Body::Dialogue((1..=turns).map(turn).collect()))))
}

fn list(items: usize) -> B {
    let item = |n| ListItem { checked: None, content: vec![par(&format!("What has to be known: L{n}."))] };
    block(BlockKind::List(List { start: None, tight: true, items: (1..=items).map(item).collect() }))
}

#[test]
fn what_is_too_long_for_a_slide_goes_on_on_the_next_one_and_is_read_from_the_back_of_the_room() {
    let blocks = [dialogue(40), list(40), boxed(BoxKind::Exercise, vec![par("Do it."), list(30)])];
    for reading in [ENGLISH, chinese(), parallel()] {
        let learners = deck(&blocks, reading, Edition::Learner);
        let text = shown(&learners);
        let times = reading.langs().len();
        for n in 1..=40 {
            assert_eq!(text.matches(&format!("T{n}.")).count(), times, "turn {n}: {text}");
        }
        assert_eq!(text.matches("L40.").count(), times, "{text}");
        assert_eq!(text.matches("L30.").count(), 2 * times, "{text}");
        for page in learners.pages() {
            assert!(page.frame.width().to_pt().round() == 960.0, "{:?}", page.frame.size());
            assert!(smallest(&page.frame, 1.0) >= 18.0, "{}", smallest(&page.frame, 1.0));
        }
    }
}

#[test]
fn what_the_day_has_stands_above_the_foot_of_its_slide() {
    let learners = lay_out_of(shipped(), &Document::Slides, &options(ENGLISH, Edition::Learner));
    let agenda = heights(&learners.pages()[1].frame, 0.0, 1.0);
    let (last, y) = agenda.iter().find(|(text, _)| text.ends_with("types")).expect("the last module is on it");
    let foot = agenda.iter().map(|(_, y)| *y).fold(0.0, f64::max);
    assert!(foot < 540.0 && *y < foot - 40.0, "{last} at {y}, the foot at {foot}");
}

#[test]
fn a_slide_has_whole_sentences_and_the_trainers_page_the_rest() {
    let sentence =
        |n: usize| format!("S{n} is long enough to take a line of a slide, or somewhat more than one line. ");
    let long: String = (1..=6).map(sentence).collect();
    let blocks = [par(long.trim_end())];
    let learners = shown(&deck(&blocks, ENGLISH, Edition::Learner));
    assert!(learners.contains("S1"), "{learners}");
    assert!(!learners.contains("S3"), "{learners}");
    let trainers = shown(&deck(&blocks, ENGLISH, Edition::Trainer));
    assert_eq!(trainers.matches("S1").count(), 2, "{trainers}");
    assert_eq!(trainers.matches("S6").count(), 1, "{trainers}");
}

#[test]
fn a_question_is_answered_on_the_next_slide() {
    let choice = |right, answer: &str, reason: &str| Choice {
        right,
        answer: vec![par(answer)],
        explanation: vec![par(reason)],
        partner: 0,
    };
    let options = vec![choice(false, "Nobody", "Somebody has to."), choice(true, "You", "It is your desk.")];
    let question = Question::of_choices(vec![par("Who decides?")], options);
    let quiz = block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![question])))));
    for reading in [ENGLISH, parallel()] {
        let learners = deck(std::slice::from_ref(&quiz), reading, Edition::Learner);
        let shown = shown(&learners);
        let slides: Vec<&str> = shown.lines().collect();
        let asked = slides.iter().position(|slide| slide.contains("Who decides?")).expect("the question");
        assert!(slides[asked].contains("Nobody") && !slides[asked].contains("desk"), "{}", slides[asked]);
        assert!(slides[asked + 1].contains("desk"), "{}", slides[asked + 1]);
    }
}
