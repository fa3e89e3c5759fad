//! Boxes, and where their pages break.

use super::*;

#[test]
fn blocks_nest_as_deep_as_the_parser_allows() {
    let wrap = |make: fn(Vec<B>) -> B| (0..12).fold(vec![par("core")], |inner, _| vec![make(inner)]);
    let makers: [fn(Vec<B>) -> B; 4] = [
        |inner| block(BlockKind::Quote(inner)),
        |inner| boxed(BoxKind::Exercise, inner),
        |inner| block(BlockKind::Alert { kind: AlertKind::Tip, content: inner }),
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
    for above in (16..46).step_by(2) {
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
