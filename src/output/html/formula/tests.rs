//! The markup of formulas.

use super::*;
use crate::course::tree::Apart;
use crate::sources::Sources;
use crate::span::Span;
use crate::tex::read;
use crate::tex::tests::{each_command, nested};

fn formula_of(source: &str, apart: Apart) -> Formula {
    let content = read(source).unwrap_or_else(|mistake| panic!("{source}: {mistake:?}"));
    let span = Span::start_of(Sources::default().add("a.md", String::new()));
    Formula { source: source.to_owned(), span, display: false, content, apart }
}

fn markup(source: &str, display: bool) -> String {
    let mut out = String::new();
    formula(Medium::Web, &formula_of(source, Apart::default()), display, &mut out);
    out
}

/// Without what stands around every formula.
fn inner(source: &str, display: bool) -> String {
    let markup = markup(source, display);
    let (_, rest) = markup.split_once("<semantics><mrow>").expect("a beginning");
    rest.split_once("</mrow><annotation").expect("an end").0.to_owned()
}

#[test]
fn a_formula_brings_its_source_along() {
    assert_eq!(
        markup("a<b", false),
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>\
         <annotation encoding=\"application/x-tex\">a&lt;b</annotation></semantics></math>"
    );
    assert!(markup("a", true).starts_with("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\">"));
    let mut out = String::new();
    formula(Medium::Web, &formula_of("n", Apart { before: true, after: true }), false, &mut out);
    assert!(out.contains("class=\"apart-before apart-after\""), "{out}");
}

#[test]
fn pieces_become_elements() {
    for (source, expected) in [
        (r"\frac{\text{投诉}}{1,000}", "<mfrac><mtext>投诉</mtext><mn>1,000</mn></mfrac>"),
        (r"x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"f'", "<msup><mi>f</mi><mo>′</mo></msup>"),
        (r"\Sigma\mathrm{NPS}", "<mi mathvariant=\"normal\">Σ</mi><mi mathvariant=\"normal\">NPS</mi>"),
        (r"\bar t", "<mover accent=\"true\"><mi>t</mi><mo stretchy=\"false\">¯</mo></mover>"),
        (
            r"\binom nk",
            "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>",
        ),
        (r"\left\{ x \right.", "<mrow><mo form=\"prefix\" stretchy=\"true\">{</mo><mi>x</mi></mrow>"),
        (r"\text{a }b\ ", "<mtext>a\u{a0}</mtext><mi>b</mi><mspace width=\"0.3333em\"/>"),
        (
            r"\begin{cases} 1 & x \end{cases}",
            "<mrow><mo form=\"prefix\" stretchy=\"true\">{</mo><mtable class=\"cases\"><mtr><mtd class=\"left\"><mn>1</mn></mtd><mtd class=\"left\"><mi>x</mi></mtd></mtr></mtable></mrow>",
        ),
    ] {
        assert_eq!(inner(source, false), expected, "{source}");
    }
}

#[test]
fn a_minus_may_be_a_sign() {
    let sign = "<mo form=\"prefix\" lspace=\"0\" rspace=\"0\">−</mo><mn>1</mn>";
    for source in ["-1", "a = -1", "(-1", r"\frac{-1}{2}", r"a, \qquad -1", r"\begin{matrix} -1 \end{matrix}"] {
        assert!(inner(source, true).contains(sign), "{source}: {}", inner(source, true));
    }
    for source in ["a-1", "(a)-1", "x^2-1", r"\begin{aligned} a &- 1 \end{aligned}"] {
        assert!(!inner(source, true).contains(sign), "{source}: {}", inner(source, true));
    }
}

#[test]
fn limits_stand_below_in_a_display_alone() {
    let below = |source: &str, display: bool| inner(source, display).contains("munder");
    assert!(below(r"\sum_i x", true) && !below(r"\sum_i x", false) && below(r"\sum\limits_i x", false));
    assert!(below(r"\lim_x f", true) && !below(r"\frac{\sum_i x}{2}", true) && !below(r"\int_0 x", true));
}

#[test]
fn a_function_stands_off_from_what_follows() {
    let thin = "<mspace width=\"0.1667em\"/>";
    assert!(inner(r"\max x", false).contains(thin) && inner(r"\max_i x", false).contains(thin));
    assert!(!inner(r"\max(x)", false).contains(thin) && !inner(r"x \max", false).contains(thin));
}

#[test]
fn every_formula_is_well_formed() {
    for source in each_command().chain(nested().into_iter().map(|(deep, _)| deep)) {
        for display in [false, true] {
            let markup = markup(&source, display);
            roxmltree::Document::parse(&markup).unwrap_or_else(|error| panic!("{source}: {error}\n{markup}"));
        }
    }
}
