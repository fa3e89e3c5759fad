//! The sheets of a small course, typeset.

use std::cell::Cell;
use std::sync::Arc;

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::visualize::Geometry;

use super::*;
use crate::course::edition;
use crate::course::edition::Edition;
use crate::course::tree::{
    AlertKind, BlockKind, Body, BoxKind, Choice, Inline, List, ListItem, Question, Quiz, Resolved, Table, Turn,
};
use crate::course::{ItemIx, KindIx, Orientation};
use crate::output::print::press::typeset;
use crate::output::print::tests::{
    B, ENGLISH, Looks, block, boxed, chinese, context, course, directive, formula, full_course, looks, options, par,
    parallel, shipped, shown, words, worksheets,
};
use crate::output::print::{Document, Manuscript, Options, Paper};

fn lay_out(document: &Document, options: &Options) -> typst_layout::PagedDocument {
    lay_out_of(full_course(), document, options)
}

pub(super) fn lay_out_of(course: Course, document: &Document, options: &Options) -> typst_layout::PagedDocument {
    let course = edition::select(course, options.edition);
    let context = context();
    let manuscript = Manuscript::new(document, &course, &context, options);
    let (pages, warnings) =
        typeset::pages(&context, manuscript.template, manuscript.files).unwrap_or_else(|e| panic!("{document:?}: {e}"));
    assert_eq!(warnings, Vec::<String>::new());
    pages
}

fn member(name: &str, department: &str) -> Member {
    Member { name: name.to_owned(), department: department.to_owned() }
}

fn all(cohort: &Cohort) -> Vec<Document> {
    let cohort = Arc::new(cohort.clone());
    vec![
        Document::Handout(ItemIx::new(0)),
        Document::Cards,
        Document::Chart,
        Document::Slides,
        Document::Sheet(ItemIx::new(0)),
        Document::SessionPlan(0),
        Document::Attendance(cohort.clone()),
        Document::Feedback,
        Document::Certificate(cohort),
    ]
}

#[test]
fn every_sheet_is_typeset_in_every_reading() {
    for reading in [ENGLISH, chinese(), parallel()] {
        for document in all(&Cohort::default()) {
            let options = options(reading, Edition::Trainer);
            let pages = lay_out(&document, &options);
            assert!(!shown(&pages).trim().is_empty(), "{document:?}");
            let course = edition::select(full_course(), Edition::Trainer);
            let pdf = Manuscript::new(&document, &course, &context(), &options)
                .pdf()
                .unwrap_or_else(|e| panic!("{document:?}: {e:?}"));
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

/// Some blocks with notes for trainers in them, in all places that can hold one.
fn notes_everywhere() -> (Vec<B>, usize) {
    let count = Cell::new(0);
    let note = |kind| {
        count.set(count.get() + 1);
        boxed(kind, vec![par(&format!("Note {}.", count.get()))])
    };
    let wrapped = |wrap: fn(Vec<B>) -> BlockKind<Resolved>| block(wrap(vec![par("Seen."), note(BoxKind::Trainer)]));
    let list =
        |content| BlockKind::List(List { start: None, tight: true, items: vec![ListItem { checked: None, content }] });
    let alert = |content| BlockKind::Alert { kind: AlertKind::Tip, title: None, content };
    let dialogue = |speech| {
        let turn = Turn { speaker: vec![words("Guest")], speech };
        BlockKind::Directive(directive(Body::Dialogue(vec![turn])))
    };
    let quiz = |question| {
        let choice =
            |right, answer: &str| Choice { right, answer: vec![par(answer)], explanation: Vec::new(), partner: 0 };
        let options = vec![choice(true, "This"), choice(false, "That")];
        BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![Question::of_choices(question, options)]))))
    };
    let wraps: [fn(Vec<B>) -> BlockKind<Resolved>; 5] = [list, alert, BlockKind::Quote, dialogue, quiz];
    let mut blocks: Vec<B> = wraps.map(wrapped).into();
    for kind in [BoxKind::Exercise, BoxKind::Say] {
        blocks.extend(wraps.map(|wrap| boxed(kind, vec![par("Do."), wrapped(wrap)])));
    }
    let inner = [wrapped(list), wrapped(alert)];
    let side = boxed(BoxKind::Side, [vec![par("You are late."), note(BoxKind::Trainer)], inner.into()].concat());
    blocks.push(boxed(BoxKind::RolePlay, vec![par("A scene."), side, note(BoxKind::Solution)]));
    blocks.extend([note(BoxKind::Trainer), note(BoxKind::Solution)]);
    (blocks, count.get())
}

#[test]
fn every_note_for_trainers_is_on_their_handout_and_slides_and_on_no_others() {
    let (blocks, count) = notes_everywhere();
    for document in [Document::Handout(ItemIx::new(0)), Document::Slides] {
        for reading in [ENGLISH, chinese(), parallel()] {
            let set = |edition| {
                let course = course(blocks.clone(), blocks.clone());
                shown(&lay_out_of(course, &document, &options(reading, edition)))
            };
            let learner = set(Edition::Learner);
            assert!(learner.contains("Do.") && !learner.contains("Note"), "{learner}");
            let trainer = set(Edition::Trainer);
            let times = reading.langs().len();
            for note in 1..=count {
                let found = trainer.matches(&format!("Note {note}.")).count();
                assert_eq!(found, times, "{document:?}: {note} of {count} in {trainer}");
            }
        }
    }
}

#[test]
fn a_handout_without_answers_has_no_sheet_for_them() {
    let exercise = || vec![boxed(BoxKind::Exercise, vec![par("Do.")])];
    for reading in [ENGLISH, parallel()] {
        let course = course(exercise(), exercise());
        let pages = lay_out_of(course, &Document::Handout(ItemIx::new(0)), &options(reading, Edition::Trainer));
        assert_eq!(pages.pages().len(), 1, "{reading:?}");
        assert!(!shown(&pages).contains("Answers"), "{reading:?}");
    }
}

#[test]
fn a_handout_begins_with_its_objectives_or_ends_with_its_summary() {
    let text = |with_summary: bool| {
        let summary = with_summary.then(|| boxed(BoxKind::Summary, vec![par("Remember this.")]));
        let others = [boxed(BoxKind::Exercise, vec![par("Do.")]), boxed(BoxKind::Objectives, vec![par("Learn this.")])];
        summary.into_iter().chain(others).collect::<Vec<B>>()
    };
    for (with_summary, order, left_out) in
        [(false, ["Learn this.", "Do."], "Remember"), (true, ["Do.", "Remember this."], "Learn")]
    {
        for reading in [ENGLISH, parallel()] {
            let course = course(text(with_summary), text(with_summary));
            let handout = Document::Handout(ItemIx::new(0));
            let sheet = shown(&lay_out_of(course, &handout, &options(reading, Edition::Learner)));
            let at = |words: &str| sheet.find(words).unwrap_or_else(|| panic!("{words} is not in {sheet}"));
            assert!(at(order[0]) < at(order[1]) && !sheet.contains(left_out), "{sheet}");
        }
    }
}

/// In which column and row of a sheet of pocket cards each of these words stands first.
fn places(page: &typst_layout::Page, words: &str) -> Vec<(usize, usize)> {
    fn walk(frame: &Frame, at: Point, words: &str, found: &mut Vec<Point>) {
        for &(position, ref item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, at + position, words, found),
                FrameItem::Text(text) if text.text == words => found.push(at + position),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&page.frame, Point::zero(), words, &mut found);
    let size = page.frame.size();
    let cell = |at: Abs, whole: Abs, card: f64| ((at - whole / 2.0) / Abs::mm(card) + 1.5).floor() as usize;
    found.iter().map(|at| (cell(at.x, size.x, 63.0), cell(at.y, size.y, 88.0))).collect()
}

#[test]
fn backs_lie_behind_their_fronts() {
    let course = shipped();
    // Where English stands first: a Chinese label is set in pieces.
    for reading in [ENGLISH, parallel()] {
        for paper in [Paper::A4, Paper::Letter] {
            let options = Options { paper, ..options(reading, Edition::Learner) };
            let document = lay_out_of(course.clone(), &Document::Cards, &options);
            let lang = reading.langs()[0];
            let cards: Vec<ItemIx> = [1, 2].into_iter().flat_map(|kind| course.items_of(KindIx::new(kind))).collect();
            for (index, &item) in cards.iter().enumerate() {
                let label = course.label(item, lang).expect("the shipped items have numbers");
                let (sheet, row, column) = (index / 9, index % 9 / 3, index % 3);
                let [front, back] = [0, 1].map(|side| places(&document.pages()[2 * sheet + side], &label));
                assert_eq!(front, [(column, row)], "{reading:?} {paper:?} {label}");
                assert_eq!(back, [(2 - column, row)], "{reading:?} {paper:?} {label}");
            }
            // Three sheets of pocket cards, nine to a sheet; four role-play cards to a sheet after them.
            assert_eq!(cards.len(), 25);
            assert!(document.pages().len() > 6 && document.pages().len().is_multiple_of(2));
        }
    }
}

#[test]
fn the_head_of_a_table_is_not_repeated_on_a_card() {
    let link = Inline::Link { url: "https://example.org/head".into(), title: None, content: vec![words("Sign")] };
    let rows = vec![vec![vec![words("a row")]]; 40];
    let table = block(BlockKind::Table(Table { alignments: Vec::new(), head: vec![vec![link]], rows }));
    let play = || vec![boxed(BoxKind::RolePlay, vec![table.clone(), boxed(BoxKind::Side, vec![par("You are late.")])])];
    for reading in [ENGLISH, chinese(), parallel()] {
        let course = edition::select(course(play(), play()), Edition::Learner);
        let options = options(reading, Edition::Learner);
        let shown = shown(&lay_out_of(course.clone(), &Document::Cards, &options));
        assert_eq!(shown.matches("Sign").count(), reading.langs().len(), "{reading:?}: {shown}");
        Manuscript::new(&Document::Cards, &course, &context(), &options)
            .pdf()
            .unwrap_or_else(|e| panic!("{reading:?}: {e:?}"));
    }
}

/// From where to where the thin lines of a page go, from its upper left corner, in millimetres.
fn thin_lines(frame: &Frame, at: Point, found: &mut Vec<[f64; 4]>) {
    for &(position, ref item) in frame.items() {
        let start = at + position;
        match item {
            FrameItem::Group(group) => thin_lines(&group.frame, start, found),
            FrameItem::Shape(shape, _) => {
                if let Geometry::Line(span) = shape.geometry
                    && shape.stroke.as_ref().is_some_and(|stroke| stroke.thickness < Abs::pt(0.4))
                {
                    let end = start + span;
                    found.push([start.x, start.y, end.x, end.y].map(Abs::to_mm));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn a_pocket_card_and_the_chart_have_the_sentence_to_say() {
    let say = |words: &str| vec![boxed(BoxKind::Say, vec![par(words), par("and more")])];
    let course = || course(say("I hear you."), say("我听到了。"));
    for (reading, sentence) in [(ENGLISH, "I hear you."), (chinese(), "我听到了。"), (parallel(), "我听到了。")]
    {
        for document in [Document::Cards, Document::Chart] {
            let pages = shown(&lay_out_of(course(), &document, &options(reading, Edition::Learner)));
            assert!(pages.contains(sentence) && !pages.contains("and more"), "{document:?}: {pages}");
        }
    }
}

#[test]
fn a_kind_has_cards_if_it_says_so() {
    let mut course = full_course();
    course.kinds[0].cards = Some(false);
    course.kinds[1].cards = Some(true);
    let pages = shown(&lay_out_of(course, &Document::Cards, &options(ENGLISH, Edition::Learner)));
    let first: String = pages.lines().take(1).collect();
    assert!(first.contains("Action 1") && !first.contains("Step 1"), "{first}");
}

#[test]
fn cut_marks_stay_on_the_paper_and_off_the_cards() {
    for (paper, width, height) in [(Paper::A4, 210.0, 297.0), (Paper::Letter, 215.9, 279.4)] {
        let options = Options { paper, ..options(ENGLISH, Edition::Learner) };
        let document = lay_out_of(shipped(), &Document::Cards, &options);
        for page in &document.pages()[..6] {
            let mut marks = Vec::new();
            thin_lines(&page.frame, Point::zero(), &mut marks);
            assert_eq!(marks.len(), 16, "four cuts each way, a mark at each end");
            for [x1, y1, x2, y2] in marks {
                let within = |at: f64, whole: f64| (2.99..=whole - 2.99).contains(&at);
                assert!([x1, x2].iter().all(|&x| within(x, width)), "{x1} {x2} on {paper:?}");
                assert!([y1, y2].iter().all(|&y| within(y, height)), "{y1} {y2} on {paper:?}");
                // A cut need not be exact to the millimetre.
                let beside = |a: f64, b: f64, whole: f64, cards: f64| {
                    let edge = (whole - cards) / 2.0 - 1.99;
                    a.max(b) <= edge || a.min(b) >= whole - edge
                };
                let off = beside(x1, x2, width, 189.0) || beside(y1, y2, height, 264.0);
                assert!(off && (x1 - x2).abs() + (y1 - y2).abs() > 2.5, "{x1},{y1} to {x2},{y2} on {paper:?}");
            }
        }
    }
}

#[test]
fn a_certificate_for_each_name() {
    let group = Arc::new(Cohort { members: vec![member("Pat O’Neil", "Desk"), member("王小明", "前厅部")] });
    let pages = lay_out(&Document::Certificate(group), &options(chinese(), Edition::Trainer));
    assert_eq!(pages.pages().len(), 2);
    let shown = shown(&pages);
    assert!(shown.contains("Pat O’Neil") && shown.contains("王小明"), "{shown}");
}

#[test]
fn the_attendance_list_has_the_departments() {
    let group = Arc::new(Cohort { members: vec![member("Pat O’Neil", "Desk"), member("王小明", "前厅部")] });
    for reading in [ENGLISH, chinese(), parallel()] {
        let shown = shown(&lay_out(&Document::Attendance(group.clone()), &options(reading, Edition::Trainer)));
        assert!(shown.contains("Desk") && shown.contains("前厅部"), "{shown}");
    }
}

fn worksheet(course: &Course, item: ItemIx, reading: crate::course::reading::Reading) -> Vec<Looks> {
    let pages = lay_out_of(course.clone(), &Document::Handout(item), &options(reading, Edition::Learner));
    pages.pages().iter().map(looks).collect()
}

#[test]
fn worksheets_fill_their_pages() {
    let course = shipped();
    let mut bad = Vec::new();
    for reading in [ENGLISH, chinese(), parallel()] {
        // A page below another one is in the worksheet of that.
        for item in course.items_of(crate::course::KindIx::FIRST).filter(|&item| course.root(item) == item) {
            let pages = worksheet(&course, item, reading);
            for (number, page) in pages.iter().enumerate() {
                let least = if number + 1 == pages.len() {
                    0.25
                } else if page.lines > 0 {
                    // Room to write takes what is left of a page, up to twice of what was asked for.
                    0.7
                } else {
                    0.6
                };
                if page.filled < least {
                    bad.push((course.id(item), reading, number + 1, page.filled));
                }
            }
        }
    }
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn room_to_write_gives_way_and_grows() {
    let pages_of = |tasks: &[(&str, u32)]| worksheet(&worksheets(tasks), ItemIx::new(0), ENGLISH);
    let lines = |tasks: &[(&str, u32)]| -> Vec<usize> { pages_of(tasks).iter().map(|page| page.lines).collect() };
    let short = ("Write down what you see.", 60);
    // Seven lines each are too many for a page, five are not.
    let [one] = lines(&[short; 3])[..] else { panic!("one page was enough") };
    assert!((3 * 5..3 * 7).contains(&one), "{one:?}");
    // A third exercise does not fit on the first page, so its two get more.
    let [first, second] = lines(&[short; 4])[..] else { panic!("two pages were enough") };
    assert!(first > 2 * 7 && second >= 2 * 7, "{first} {second}");
    // More than there is on a page.
    let many = pages_of(&[("Write down all that you see.", 700)]);
    assert!(many.len() > 2, "{many:?}");
    for page in &many[1..] {
        assert!(page.text.contains("(continued)") && page.lines >= 2, "{page:?}");
    }
    // A task that is longer than a page breaks by itself; what follows is planned as ever.
    let long = "You see a room, a desk, and a customer who waits. ".repeat(200);
    let pages = pages_of(&[(&long, 60), short, short, short]);
    assert!(pages.len() > 3, "{}", pages.len());
    assert!(pages[pages.len() - 1].lines > 3 * 7, "{:?}", pages.last());
}

#[test]
fn a_session_plan_of_two_days_has_the_two_sides_of_a_sheet() {
    let plan = Document::SessionPlan(0);
    for reading in [ENGLISH, chinese(), parallel()] {
        for paper in [Paper::A4, Paper::Letter] {
            let pages = lay_out_of(shipped(), &plan, &Options { paper, ..options(reading, Edition::Trainer) });
            let sides = if reading == parallel() { 3 } else { 2 };
            assert_eq!(pages.pages().len(), sides, "{reading:?} {paper:?}");
            let last = looks(&pages.pages()[sides - 1]);
            assert!(last.filled > 0.3, "{reading:?} {paper:?}: {last:?}");
        }
    }
}

/// How far down the words and lines of a page reach, above its foot.
fn lowest(frame: &Frame, top: Abs, height: Abs) -> Abs {
    let low = |(pos, item): &(Point, FrameItem)| match item {
        FrameItem::Group(group) => lowest(&group.frame, top + pos.y, height),
        _ if top + pos.y < height - Abs::mm(14.0) => top + pos.y,
        _ => Abs::zero(),
    };
    frame.items().map(low).fold(Abs::zero(), Abs::max)
}

#[test]
fn the_tables_of_formulas_are_none_to_write_in() {
    let cases = formula(r"\begin{cases} 0 & x < 0 \\ 1 & \end{cases}", true);
    let blocks = vec![block(BlockKind::Formula(Box::new(cases)))];
    let pages = lay_out_of(
        course(blocks.clone(), blocks),
        &Document::Sheet(ItemIx::new(0)),
        &options(parallel(), Edition::Learner),
    );
    assert_eq!(pages.pages().len(), 1);
}

#[test]
fn what_is_filled_in_by_hand_fills_its_sheet() {
    let course = shipped();
    let with_sheets: Vec<ItemIx> = course.item_ixs().filter(|&item| course.item(item).sheet.is_some()).collect();
    assert!(with_sheets.len() >= 10, "{}", with_sheets.len());
    for reading in [ENGLISH, chinese(), parallel()] {
        for &item in &with_sheets {
            let id = course.id(item);
            let pages = lay_out_of(course.clone(), &Document::Sheet(item), &options(reading, Edition::Learner));
            let size = pages.pages()[0].frame.size();
            let landscape = course.item(item).sheet == Some(Orientation::Landscape);
            assert_eq!(size.x > size.y, landscape, "{id}");
            let (first, filled) =
                (looks(&pages.pages()[0]), lowest(&pages.pages()[0].frame, Abs::zero(), size.y) / size.y);
            // Letters, pictures and the test are long, all others fill a page.
            let long = ["tool/letters", "tool/flip-charts", "module/customer-types/final-test"].contains(&id.as_str());
            assert!(filled > if long { 0.6 } else { 0.8 }, "{id} {reading:?}: {filled}");
            assert!(pages.pages().len() == 1 || long, "{id} {reading:?}: {}", pages.pages().len());
            assert!(!first.text.contains("Hardly anybody names money"), "{id}: {first:?}");
        }
    }
}

#[test]
fn learners_read_the_scene_of_a_role_play_alone() {
    let course = shipped();
    let types = course.item_ixs().find(|&item| course.id(item) == "module/customer-types").expect("the module");
    let handbook = Options { items: Some([types].into()), ..options(ENGLISH, Edition::Learner) };
    let trainers = Options { edition: Edition::Trainer, ..handbook.clone() };
    let side = "Your front-door lock jams";
    for (document, options) in [(Document::Handbook, &handbook), (Document::Handout(types), &handbook)] {
        for reading in [ENGLISH, parallel()] {
            let shown = shown(&lay_out_of(course.clone(), &document, &Options { reading, ..options.clone() }));
            for words in ["The lock that jams", "on cards of their own", "The customer, The staff member"] {
                assert!(shown.contains(words), "{words}: {shown}");
            }
            assert!(!shown.contains(side), "{shown}");
        }
    }
    assert!(shown(&lay_out_of(course.clone(), &Document::Handbook, &trainers)).contains(side));
    assert!(shown(&lay_out_of(course, &Document::Cards, &handbook)).contains(side));
}
