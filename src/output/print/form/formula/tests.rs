//! Formulas as Word writes them.

use super::*;
use crate::tex::read;
use crate::tex::tests::{each_command, nested};

fn row(source: &str) -> Vec<Piece> {
    read(source).unwrap_or_else(|mistake| panic!("{source}: {mistake:?}"))
}

/// The markup without how runs are set.
fn shape(markup: &str) -> String {
    let font = "<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr>";
    let runs = markup.replace(font, "").replace("<m:t xml:space=\"preserve\">", "").replace("</m:t></m:r>", "</m:r>");
    runs.replace("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr>", "<m:r>").replace("m:", "")
}

#[test]
fn constructions_are_those_of_word() {
    for (source, expected) in [
        ("\\frac{a}{2}", "<f><num><r>a</r></num><den><r>2</r></den></f>"),
        ("\\sqrt{x}", "<rad><radPr><degHide val=\"1\"/></radPr><deg/><e><r>x</r></e></rad>"),
        ("x_1^2", "<sSubSup><e><r>x</r></e><sub><r>1</r></sub><sup><r>2</r></sup></sSubSup>"),
        ("\\bar{x}", "<acc><accPr><chr val=\"\u{304}\"/></accPr><e><r>x</r></e></acc>"),
        ("\\left( a \\right.", "<d><dPr><begChr val=\"(\"/><endChr val=\"\"/></dPr><e><r>a</r></e></d>"),
    ] {
        assert_eq!(shape(&in_line(&row(source))), format!("<oMath>{expected}</oMath>"), "{source}");
    }
}

#[test]
fn a_sum_has_all_until_the_next_relation() {
    let of = |limits: &str| {
        format!(
            "<nary><naryPr><chr val=\"∑\"/><limLoc val=\"{limits}\"/><supHide val=\"1\"/></naryPr><sub><r>i</r></sub><sup/>\
             <e><r>a</r><r>b</r></e></nary><r>=</r><r>c</r>"
        )
    };
    let sum = row("\\sum_i a b = c");
    assert_eq!(shape(&in_line(&sum)), format!("<oMath>{}</oMath>", of("subSup")));
    assert_eq!(shape(&display(&sum)), format!("<oMathPara><oMath>{}</oMath></oMathPara>", of("undOvr")));
}

#[test]
fn each_command_is_whole_markup_without_a_place_that_asks_for_something() {
    for source in each_command().chain(nested().into_iter().map(|(deep, _)| deep)) {
        let markup = display(&row(&source)).replace("m:", "").replace("w:", "").replace("xml:", "");
        let tree = roxmltree::Document::parse(&markup).unwrap_or_else(|error| panic!("{source}: {error}\n{markup}"));
        let empty = tree.descendants().find(|node| node.has_tag_name("e") && !node.has_children());
        assert_eq!(empty, None, "{source}: {markup}");
    }
}
