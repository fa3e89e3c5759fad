//! Tables.

use super::*;

#[test]
fn tables() {
    let table = Table {
        alignments: vec![Alignment::None, Alignment::Right],
        head: vec![words("a"), words("b")],
        rows: vec![vec![words("1"), words("<2>")]],
    };
    assert_eq!(
        html(BlockKind::Table(table)),
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\"><table>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td class=\"right\">&lt;2&gt;</td></tr>\n</tbody>\n</table></div>\n"
    );
}

/// A page may have no two regions of the same name.
#[test]
fn tables_are_named_by_the_heading_above_them() {
    let table = || {
        let table = Table { alignments: vec![Alignment::None], head: vec![words("a")], rows: Vec::new() };
        block(BlockKind::Table(table))
    };
    let heading = |text| block(BlockKind::Heading { level: 2, id: "why".to_owned(), content: words(text) });
    let aside = || block(BlockKind::Quote(vec![table()]));
    let text = vec![
        table(),
        table(),
        heading("Why \"so\""),
        table(),
        aside(),
        heading("How"),
        table(),
        heading("Why \"so\""),
        table(),
    ];
    let names = |lang| -> Vec<String> {
        let html = in_language(lang, "", |renderer, out| renderer.blocks(&text, out));
        let names = html.split("aria-label=\"").skip(1).map(|rest| rest.split_once('"').expect("a quote").0);
        names.map(str::to_owned).collect()
    };
    let why = "Why &quot;so&quot;";
    assert_eq!(
        names(0),
        [
            "Table",
            "Table 2",
            &format!("Table: {why}"),
            &format!("Table 2: {why}"),
            "Table: How",
            &format!("Table 3: {why}"),
        ]
    );
    assert_eq!(names(1)[1..3], ["表格2".to_owned(), format!("表格：{why}")]);
}
