//! A course with a theme of its own, built by the real binary.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::built::{ROOT, THEMED, themed};
use crate::support::{Run, copy, diglot, node, said, stdout};

#[test]
fn it_works_in_a_browser() {
    node("themed.js", &[themed()]);
}

#[test]
fn a_theme_changes_colours_logo_footer_and_templates() {
    let site = themed().join("site");
    let read = |path: &str| fs::read_to_string(site.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    // The address of a file of the page, from the attribute that ends right before it.
    let named = |page: &str, before: &str| {
        let from = page.find(before).unwrap_or_else(|| panic!("no `{before}` in:\n{page}")) + before.len();
        page[from..].split('"').next().expect("an end").to_owned()
    };

    let page = read("zh/index.html");
    let style = read(&named(&page, "rel=\"stylesheet\" href=\"../"));
    for line in [
        "--accent:light-dark(#5b3a8c, #c4a8f0)",
        "--accent-ink:light-dark(#ffffff, #000000)",
        "--gold:light-dark(#2b6a3a, #8fd19e)",
    ] {
        assert!(style.rfind(line) > style.rfind("--accent:light-dark(#1b6673"), "{line}");
    }
    assert!(read(&named(&page, "rel=\"icon\" href=\"../")).contains("fill=\"#5b3a8c\""));
    let logo = read(&named(&page, "class=\"brand-logo\" src=\"../"));
    assert_eq!(logo, fs::read_to_string(THEMED.book().join("theme/logo.svg")).expect("the logo"));
    assert!(page.contains("width=\"64\" height=\"32\""));
    let footer = &page[page.find("<footer").expect("a footer")..];
    for words in [
        "仅供示例酒店员工使用。",
        "<li><a href=\"https://help.example/\"><span>服务台</span></a></li>",
        "<li><a href=\"https://example.com/privacy?from=course&amp;lang=all\"><span>隐私</span></a></li>",
    ] {
        assert!(footer.contains(words), "{words}\nin {footer}");
    }
    // `book.yaml` has a straight apostrophe, and so has a summary.
    assert!(read("en/index.html").contains("a company’s own colours"));
    assert!(read("en/steps/greet.html").contains("Say the guest’s name before the problem."));
    assert!(read("en/steps/hello.html").contains("<main class=\"of-our-own\">"));
    assert!(!read("404.html").contains("of-our-own"), "other templates stay");
}

/// The themed course with a font of its own, changed by `change`, and what making some PDFs of it says.
fn printed(change: impl Fn(&Path), outputs: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&THEMED.book(), folder.path());
    change(folder.path());
    let run = diglot(folder.path(), &[&["build", "--lang", "en", "--quiet"], outputs].concat());
    (folder, run)
}

/// A font under a name of as many letters as its own.
fn renamed(font: &str, from: &str, to: &str) -> Vec<u8> {
    let path = Path::new(ROOT).join("themes/default/fonts").join(font);
    let mut bytes = fs::read(path).expect("the font");
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = (wide(from), wide(to));
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(&from) {
            bytes[at..at + to.len()].copy_from_slice(&to);
        }
    }
    bytes
}

/// Whether a page has a spot of a colour.
fn shows(pdf: &Path, page: &str, colour: [u8; 3]) -> bool {
    let image = stdout(Command::new("pdftoppm").args(["-r", "60", "-f", page, "-l", page]).arg(pdf));
    let near = |pixel: &[u8]| pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 4);
    image.rchunks_exact(3).any(near)
}

#[test]
fn a_theme_changes_colours_logo_fonts_margins_and_templates_of_the_pdfs() {
    let (folder, run) = printed(
        |folder| {
            fs::create_dir_all(folder.join("theme/fonts")).expect("a folder");
            let font = renamed("DiglotMono-Regular.ttf", "Diglot Mono", "Ownish Mono");
            fs::write(folder.join("theme/fonts/own.ttf"), font).expect("a font");
            let theme = fs::read_to_string(folder.join("theme.yaml")).expect("the theme");
            let theme = format!("{theme}  fonts: {{sans: {{latin: Ownish Mono}}}}\n");
            fs::write(folder.join("theme.yaml"), theme).expect("a theme");
        },
        &["handbook", "handouts", "kit"],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let print = folder.path().join("dist/print");
    let handbook = print.join("handbook.en.pdf");
    let (violet, green) = ([0x5b, 0x3a, 0x8c], [0x2b, 0x6a, 0x3a]);
    // The second house of the logo is green, and nothing else is.
    let sheets = ["handbook.en.pdf", "handouts/greet.en.learner.pdf", "kit/certificate.en.pdf", "kit/feedback.en.pdf"];
    for file in sheets {
        assert!(shows(&print.join(file), "1", green), "no logo on {file}");
        assert!(shows(&print.join(file), "1", violet), "no accent on {file}");
    }
    let fonts = said(Command::new("pdffonts").arg(&handbook));
    // What the font calls itself for PostScript has not changed.
    assert!(fonts.contains("DiglotMono") && !fonts.contains("DiglotSans-"), "{fonts}");
    let text = said(Command::new("pdftotext").arg("-bbox").arg(&handbook).arg("-"));
    assert!(text.contains(">Property<"), "the imprint is our own:\n{text}");
    // The title of the contents, not the running head: 28 mm are 79 points.
    assert!(text.contains("<word xMin=\"79."), "{text}");
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let broken = |text: &'static str| {
        let write = move |folder: &Path| fs::write(folder.join("theme/print/front.typ"), text).expect("a template");
        let (_, run) = printed(write, &["handbook"]);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        run.stderr
    };
    let unknown = broken("#import \"/default/front.typ\": *\n\n#let imprint = colour\n");
    assert!(unknown.starts_with("error: theme/print/front.typ:3: unknown variable: colour"), "{unknown}");
    let unclosed = broken("#let imprint = {\n");
    assert!(unclosed.starts_with("error: theme/print/front.typ:1: unclosed delimiter"), "{unclosed}");
    let lacking = broken("#let imprint = none\n");
    assert!(lacking.starts_with("error: theme/print: handbook.typ:"), "{lacking}");
    assert!(lacking.contains("unresolved import"), "{lacking}");
}
