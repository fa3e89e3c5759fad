//! A course with formulas, built by the real binary: pages and PDFs.

use std::fs;
use std::process::Command;

use crate::support::built::{formulas, shipped};
use crate::support::{files, node, said};

#[test]
fn pages_and_pdfs_show_them() {
    let out = formulas();
    let page = fs::read_to_string(out.join("site/zh/modules/measures.html")).expect("a page");
    let rate = "<mfrac><mtext>首次接触即解决</mtext><mtext>全部接触</mtext></mfrac>";
    assert!(page.contains(rate), "{rate} is not in {page}");
    let search = files(&out.join("site")).into_iter();
    let found = search.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert!(found.filter(|text| text.contains(r"\\bar t = \\frac")).count() >= 2, "the search has their sources");

    for (reading, words) in [("en", "solved at the first contact"), ("zh", "首次接触即解决"), ("en-zh", "全部接触")]
    {
        let pdf = out.join(format!("print/handbook.{reading}.pdf"));
        let fonts = said(Command::new("pdffonts").arg(&pdf));
        assert!(fonts.contains("DiglotMath"), "{fonts}");
        let shown = said(Command::new("pdftotext").arg(&pdf).arg("-"));
        assert!(shown.contains(words) && shown.contains("∑") && !shown.contains("\\frac"), "{shown}");
    }
}

#[test]
fn they_work_in_a_browser() {
    node("formulas.js", &[formulas()]);
}

#[test]
fn a_book_without_them_has_nothing_of_them() {
    let site = files(&shipped().join("site"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let styles = site.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "css"));
    for (path, bytes) in styles {
        assert!(!text(bytes).contains("math{") && !text(bytes).contains("mtd"), "{}", path.display());
    }
    let fonts = said(Command::new("pdffonts").arg(shipped().join("print/handbook.en.pdf")));
    assert!(fonts.contains("DiglotSerif") && !fonts.contains("DiglotMath"), "{fonts}");
}
