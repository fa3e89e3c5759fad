//! Formulas as data and on pages.

use super::*;
use crate::syntax::MAX_DEPTH;
use crate::tex::tests::{each_command, nested};

fn course_with(formulas: impl IntoIterator<Item = String>) -> Course {
    let blocks: Vec<B> =
        formulas.into_iter().map(|source| block(BlockKind::Formula(Box::new(formula(&source, true))))).collect();
    course(blocks.clone(), blocks)
}

#[test]
fn a_formula_reaches_the_template_as_data() {
    let course = course_with([r"\sum_{i=1}^n \frac{x_i}{\text{投诉}}".to_owned()]);
    let page = json_of(&course, &options(ENGLISH, Edition::Learner), "/course/item-0.json");
    let formula = &page["body"][0]["side"]["content"][0];
    assert_eq!((&formula["kind"], &formula["alt"]), (&"formula".into(), &"∑_(i = 1)^n x_i/投诉".into()));
    let sum = &formula["pieces"][0];
    assert_eq!(
        (&sum["kind"], &sum["limits"], &sum["base"][0]["character"]),
        (&"scripts".into(), &"display".into(), &"∑".into())
    );
    let fraction = &formula["pieces"][1];
    assert_eq!(fraction["under"][0], serde_json::json!({"kind": "words", "words": "投诉"}));
}

#[test]
fn every_command_is_typeset_with_the_fonts_at_hand() {
    let course = course_with(each_command());
    let pages = lay_out(&course, &options(ENGLISH, Edition::Learner));
    fn no_empty_box(frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => no_empty_box(&group.frame),
                FrameItem::Text(text) => {
                    assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "no font has all of {:?}", text.text);
                }
                _ => {}
            }
        }
    }
    pages.pages().iter().for_each(|page| no_empty_box(&page.frame));
    assert!(handbook(&course, &options(ENGLISH, Edition::Learner)).is_ok(), "it can be exported for PDF/UA");
}

#[test]
fn formulas_nest_as_deep_as_they_are_read() {
    let in_quotes = |formula: B| (0..MAX_DEPTH).fold(formula, |inner, _| block(BlockKind::Quote(vec![inner])));
    let blocks = || {
        let formulas = nested().into_iter().map(|(deep, _)| Box::new(formula(&deep, true)));
        formulas.map(|formula| in_quotes(block(BlockKind::Formula(formula)))).collect::<Vec<B>>()
    };
    lay_out(&course(blocks(), blocks()), &options(parallel(), Edition::Learner));
}

#[test]
fn a_formula_that_is_wider_than_its_line_is_set_smaller_or_reported() {
    let sum = |terms: usize| vec!["x_1"; terms].join(" + ");
    let report = |terms: usize| {
        let course = course_with([sum(terms)]);
        let pages = lay_out(&course, &options(ENGLISH, Edition::Learner));
        proof::read(&course, &pages, "print/handbook.en.pdf")
    };
    assert!(report(18).is_empty(), "{:?}", report(18));
    let found = report(40);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, Code::OverfullLine);
    assert!(found[0].message.en.starts_with("this formula is wider than its line, on page "), "{found:?}");
}
