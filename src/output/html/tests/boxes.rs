//! Boxes, conversations and quizzes.

use super::*;

#[test]
fn an_exercise_says_what_it_needs() {
    let mut exercise = boxed(BoxKind::Exercise, vec![paragraph("Stand up.")]);
    exercise.title = Some(said("The <lion>"));
    exercise.id = Some("lion".to_owned());
    (exercise.number, exercise.minutes, exercise.group) = (Some(1), Some(15), Some(2));
    assert_eq!(
        html(BlockKind::Directive(exercise)),
        "<div class=\"box exercise\" id=\"lion\" data-minutes=\"15\">\n\
         <p class=\"box-head\"><span class=\"box-label\">Exercise 1</span> \
         <strong class=\"box-title\">The &lt;lion&gt;</strong> \
         <span class=\"fact\">15 min</span> <span class=\"fact\">groups of 2</span></p>\n\
         <p>Stand up.</p>\n</div>\n"
    );
}

#[test]
fn every_box_has_a_label() {
    for kind in BoxKind::ALL {
        let html = html(BlockKind::Directive(boxed(kind, Vec::new())));
        let (open, head) =
            if matches!(kind, BoxKind::Side | BoxKind::ModelAnswer) { ("details", "summary") } else { ("div", "p") };
        let name = if kind == BoxKind::Side { " name=\"scene-0\"" } else { "" };
        let start = format!(
            "<{open} class=\"box {}\"{name}>\n<{head} class=\"box-head\"><span class=\"box-label\">",
            kind.name()
        );
        assert_eq!(&html[..start.len()], start);
        assert_ne!(&html[start.len()..=start.len()], "<", "{}: the label is empty", kind.name());
    }
}

#[test]
fn a_title_that_repeats_the_label_is_said_once() {
    let mut summary = boxed(BoxKind::Summary, Vec::new());
    summary.title = Some(said("To remember"));
    assert_eq!(
        html(BlockKind::Directive(summary)),
        "<div class=\"box summary\">\n<p class=\"box-head\"><span class=\"box-label\">To remember</span></p>\n</div>\n"
    );
}

#[test]
fn dialogues() {
    let turn = |speaker, speech| Turn { speaker: words(speaker), speech };
    let mut dialogue = boxed(BoxKind::Say, Vec::new());
    dialogue.body =
        Body::Dialogue(vec![turn("You", vec![paragraph("Yes.")]), turn("A", vec![paragraph("b"), paragraph("c")])]);
    assert_eq!(
        html(BlockKind::Directive(dialogue)),
        "<div class=\"box dialogue\">\n<p class=\"box-head\"><span class=\"box-label\">Dialogue</span></p>\n\
         <div class=\"turns\">\n<div class=\"turn\"><p class=\"speaker\">You</p><div class=\"speech\">Yes.</div></div>\n\
         <div class=\"turn\"><p class=\"speaker\">A</p><div class=\"speech\"><p>b</p>\n<p>c</p>\n</div></div>\n</div>\n</div>\n"
    );
}

#[test]
fn quizzes_open_without_a_script() {
    let option =
        Choice { right: true, answer: vec![paragraph("a")], explanation: vec![paragraph("because")], partner: 0 };
    let mut quiz = boxed(BoxKind::Say, Vec::new());
    quiz.body = Body::Quiz(Quiz::of(vec![Question::of_choices(vec![paragraph("q?")], vec![option])]));
    assert_eq!(
        html(BlockKind::Directive(quiz)),
        "<div class=\"box quiz\">\n<p class=\"box-head\"><span class=\"box-label\">Check yourself</span></p>\n\
         <ol class=\"questions\">\n<li class=\"question\" data-question=\"\" data-form=\"choice\">\n<p>q?</p>\n<ul class=\"options\">\n\
         <li><details class=\"option right\"><summary>a</summary>\n<div class=\"explanation\">\n\
         <p class=\"verdict\">Right</p>\n<p>because</p>\n</div></details></li>\n</ul>\n</li>\n</ol>\n</div>\n"
    );
}
