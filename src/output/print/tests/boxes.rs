//! Boxes, and where their pages break.

use std::cell::Cell;

use super::*;

#[test]
fn blocks_nest_as_deep_as_the_parser_allows() {
    let wrap = |make: fn(Vec<B>) -> B| (0..12).fold(vec![par("core")], |inner, _| vec![make(inner)]);
    let makers: [fn(Vec<B>) -> B; 4] = [
        |inner| block(BlockKind::Quote(inner)),
        |inner| boxed(BoxKind::Exercise, inner),
        |inner| block(BlockKind::Alert { kind: AlertKind::Tip, title: None, content: inner }),
        |inner| {
            let items = vec![ListItem { checked: None, content: inner }];
            block(BlockKind::List(List { start: None, tight: false, items }))
        },
    ];
    for make in makers {
        for reading in [ENGLISH, parallel()] {
            let pages = lay_out(&course(wrap(make), wrap(make)), &options(reading, Edition::Trainer));
            assert!(shown(&pages).contains("core"));
        }
    }
}

#[test]
fn what_is_kept_on_one_page_nests_as_deep_as_the_parser_allows() {
    let table = block(BlockKind::Table(Table {
        alignments: Vec::new(),
        head: vec![vec![words("A")]],
        rows: vec![vec![vec![words("core")]]],
    }));
    let link = Inline::Link { url: "https://example.org/".into(), title: None, content: vec![words("far away")] };
    let core = || vec![block(BlockKind::Paragraph(vec![link.clone()])), table.clone()];
    // A question takes a level of the parser for its box and one for itself.
    let count = Cell::new(0);
    let quiz = |question| {
        count.set(count.get() + 1);
        let options =
            [true, false].map(|right| Choice { right, answer: vec![par("x")], explanation: Vec::new(), partner: 0 });
        let question = Question { key: count.get().to_string(), ..Question::of_choices(question, options.into()) };
        vec![block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![question])))))]
    };
    let body = |depth: usize, wrap: &dyn Fn(Vec<B>) -> Vec<B>| (0..depth).fold(core(), |inner, _| wrap(inner));
    for body in [body(5, &quiz), body(11, &|inner| vec![boxed(BoxKind::Say, inner)])] {
        let course = course(body.clone(), body);
        for reading in [ENGLISH, parallel()] {
            for style in [Style::Columns, Style::Facing] {
                let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
                let design = Design { style, sides, ..Design::default() };
                let pages = lay_out(&course, &Options { design, ..options(reading, Edition::Learner) });
                assert!(shown(&pages).contains("core"), "{reading:?} {style:?}");
            }
        }
    }
}

#[test]
fn ruled_lines_are_never_alone() {
    let mut continued = 0;
    for above in (0..40).step_by(4) {
        let body = || {
            let filler = (0..above).map(|n| par(&format!("Filler {n}.")));
            let task = (0..6).map(|n| par(&format!("Task {n}.")));
            let task = task.chain([boxed(BoxKind::Solution, vec![par("Heard."); 6])]).collect();
            let exercise = Directive { workspace: Some(Length(900)), ..directive(Body::Box(BoxKind::Exercise, task)) };
            filler.chain([block(BlockKind::Directive(exercise))]).collect()
        };
        let course = course(body(), body());
        for (reading, style) in
            [ENGLISH, parallel(), parallel()].into_iter().zip([Style::Columns, Style::Columns, Style::Facing])
        {
            let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
            let design = Design { style, sides, ..Design::default() };
            let pages = lay_out(&course, &Options { design, ..options(reading, Edition::Trainer) });
            for page in pages.pages().iter().map(looks) {
                continued += usize::from(page.text.contains("(continued)"));
                let task = page.text.contains("Task 5");
                assert!(!task || page.lines >= 2, "{reading:?} {style:?} {above}: {page:?}");
                let head = page.text.contains("Exercise") || page.text.contains("练习");
                assert!(page.lines < 2 || head, "{reading:?} {style:?} {above}: {page:?}");
            }
        }
    }
    assert!(continued > 0, "no box was broken");
}

#[test]
fn lists_at_the_end_of_a_chapter_do_not_stand_alone() {
    let mut pages_of_the_box = BTreeSet::new();
    for above in (16..76).step_by(4) {
        let body = || {
            let filler = (0..above).map(|n| par(&format!("Filler {n}.")));
            filler.chain([boxed(BoxKind::Summary, vec![par("Summed up."); 4])]).collect()
        };
        let course = course(body(), body());
        for (reading, style) in [(ENGLISH, Style::Columns), (parallel(), Style::Columns), (parallel(), Style::Facing)] {
            let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
            let options =
                Options { design: Design { style, sides, ..Design::default() }, ..options(reading, Edition::Learner) };
            let document = lay_out(&course, &options);
            let pages: Vec<Looks> = document.pages().iter().map(looks).collect();
            let page = pages.iter().position(|page| page.text.contains("Actions that carry this step"));
            let page = page.expect("the step has an action");
            assert!(pages[page].text.contains("Summed up."), "{reading:?} {style:?} {above}: {:?}", pages[page]);
            pages_of_the_box.insert((format!("{reading:?} {style:?}"), page));
        }
    }
    assert!(pages_of_the_box.len() >= 6, "no list was moved: {pages_of_the_box:?}");
}

#[test]
fn what_is_higher_than_a_page_goes_on_on_the_next() {
    // In a table of two languages, words that are the same stand once.
    let (once, twice) = (1, 2);
    let said = |times: usize| par(&"Hm. ".repeat(times));
    let item = |content| {
        block(BlockKind::List(List { start: None, tight: true, items: vec![ListItem { checked: None, content }] }))
    };
    let cell = || vec![words(&"Hm. ".repeat(60))];
    let table = Table {
        alignments: Vec::new(),
        head: vec![vec![words("A")]; 4],
        rows: vec![vec![cell(), cell(), cell(), cell()]; 7],
    };
    let choices =
        [true, false].map(|right| Choice { right, answer: vec![said(1)], explanation: Vec::new(), partner: 0 }).into();
    let row = || vec![vec![words("Hm.")]];
    let head = vec![vec![Inline::Footnote(0)]];
    let question = vec![
        said(1),
        boxed(
            BoxKind::Say,
            vec![block(BlockKind::Table(Table { alignments: Vec::new(), head, rows: vec![row(); 70] }))],
        ),
    ];
    let high = [
        // Few rows; one question; few lines, but in a narrow place.
        (block(BlockKind::Table(table)), 7 * 4 * 60, once),
        (
            block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![Question::of_choices(question, choices)]))))),
            // The answer key has the right option once more, and what it is an answer to.
            1 + 70 + 2 + 2,
            twice,
        ),
        (boxed(BoxKind::Say, (0..8).fold(vec![said(130)], |inner, _| vec![item(inner)])), 130, twice),
    ];
    for (high, times, in_both) in high {
        let mut course = course(vec![high.clone()], vec![high]);
        let texts = course.items[0].page.texts.map(|text| with_note(text, par("a note")));
        course.items[0].page = Arc::new(Page::new(texts));
        for (reading, paper) in [(ENGLISH, Paper::A4), (ENGLISH, Paper::A5), (parallel(), Paper::A5)] {
            let options = Options { paper, ..options(reading, Edition::Learner) };
            let pages = lay_out(&course, &options);
            let shown: usize = pages.pages().iter().map(|page| looks(page).text.matches("Hm").count()).sum();
            assert_eq!(shown, reading.langs().len().min(in_both) * times, "{reading:?} {paper:?}");
            handbook(&course, &options).unwrap_or_else(|e| panic!("{reading:?} {paper:?}: {e:?}"));
        }
    }
}
