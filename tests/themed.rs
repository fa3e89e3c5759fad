//! A course with a theme of its own, built by the real binary.

mod support;

use std::fs;
use std::path::Path;

use support::diglot;

const COURSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/themed");

#[test]
fn a_theme_changes_colours_logo_footer_and_templates() {
    let out = tempfile::tempdir().expect("a folder");
    let run = diglot(Path::new(COURSE), &["build", "--out", out.path().to_str().expect("a path of text")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let site = out.path().join("site");
    let read = |path: &str| fs::read_to_string(site.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    // The address of a file of the page, from the attribute that ends right before it.
    let named = |page: &str, before: &str| {
        let from = page.find(before).unwrap_or_else(|| panic!("no `{before}` in:\n{page}")) + before.len();
        page[from..].split('"').next().expect("an end").to_owned()
    };

    let page = read("zh/index.html");
    let style = read(&named(&page, "rel=\"stylesheet\" href=\"../"));
    for line in [
        "--accent: light-dark(#5b3a8c, #c4a8f0);",
        "--accent-ink: light-dark(#ffffff, #000000);",
        "--gold: light-dark(#2b6a3a, #8fd19e);",
    ] {
        assert!(style.rfind(line) > style.rfind("--accent: light-dark(#1b6673"), "{line}");
    }
    assert!(read(&named(&page, "rel=\"icon\" href=\"../")).contains("fill=\"#5b3a8c\""));
    let logo = read(&named(&page, "class=\"brand-logo\" src=\"../"));
    assert_eq!(logo, fs::read_to_string(Path::new(COURSE).join("theme/logo.svg")).expect("the logo"));
    assert!(page.contains("width=\"64\" height=\"32\""));
    let footer = &page[page.find("<footer").expect("a footer")..];
    for words in [
        "仅供示例酒店员工使用。",
        "<li><a href=\"https://help.example/\"><span>服务台</span></a></li>",
        "<li><a href=\"https://example.com/privacy?from=course&amp;lang=all\"><span>隐私</span></a></li>",
    ] {
        assert!(footer.contains(words), "{words}\nin {footer}");
    }
    assert!(read("en/steps/hello.html").contains("<main class=\"of-our-own\">"));
    assert!(!read("404.html").contains("of-our-own"), "other templates stay");
}
