//! The QR codes of printed pages, read back from the pages.

use std::path::Path;
use std::process::Command;

use crate::support::built::themed;
use crate::support::{node, said};

const DOTS_PER_INCH: f64 = 200.0;

/// A page in grey, and what a reader of codes finds on it.
fn read(pdf: &Path, page: usize, folder: &Path) -> (Vec<u8>, serde_json::Value) {
    let picture = folder.join("page");
    let page = page.to_string();
    let resolution = DOTS_PER_INCH.to_string();
    let options = ["-gray", "-singlefile", "-r", &resolution, "-f", &page, "-l", &page];
    said(Command::new("pdftoppm").args(options).arg(pdf).arg(&picture));
    let picture = picture.with_extension("pgm");
    let found = node("code.js", &[&picture]);
    (std::fs::read(picture).expect("a picture"), serde_json::from_str(&found).expect("the reader prints JSON"))
}

/// Whether all dots are white in a frame of `zone` around a square.
fn quiet(picture: &[u8], left: f64, top: f64, side: f64, zone: f64) -> bool {
    let head = String::from_utf8_lossy(&picture[..32]).into_owned();
    let mut numbers = head.split_whitespace().skip(1).map(|word| word.parse::<usize>());
    let (width, height) = match (numbers.next(), numbers.next()) {
        (Some(Ok(width)), Some(Ok(height))) => (width, height),
        _ => panic!("a picture begins with its size: {head}"),
    };
    let pixels = &picture[picture.len() - width * height..];
    let within = |x: f64, y: f64, by: f64| {
        (left - by..left + side + by).contains(&x) && (top - by..top + side + by).contains(&y)
    };
    let white = |index: usize| {
        let (x, y) = ((index % width) as f64, (index / width) as f64);
        // Half a module of grey at the border is the printer's.
        !within(x, y, zone) || within(x, y, zone / 8.0) || pixels[index] > 200
    };
    (0..pixels.len()).all(white)
}

#[test]
fn a_code_leads_to_the_page_and_can_be_read() {
    let pictures = tempfile::tempdir().expect("a folder");
    let print = themed().join("print");
    for reading in ["en", "zh", "en-zh"] {
        // Behind title, imprint and contents, the first pages of the text.
        let handbook = (format!("handbook.{reading}.pdf"), 4);
        let handout = (format!("handouts/greet.{reading}.learner.pdf"), 1);
        for (file, page) in [handbook, handout] {
            let mut pages = (page..page + 2).map(|page| read(&print.join(&file), page, pictures.path()));
            let (picture, code) = pages.find(|(_, code)| code.is_object()).expect("a page with a code");
            assert!(code.is_object(), "{file} has no code that can be read on page {page}");
            assert_eq!(code["text"], "https://training.example/desk/go/step/greet.html", "{file}");
            let number = |key: &str| code[key].as_f64().expect("a number");
            let (side, modules) = (number("side"), number("modules"));
            assert!(side / DOTS_PER_INCH * 25.4 >= 18.0, "{file}: the code is {side} dots wide");
            let zone = 4.0 * side / modules;
            assert!(quiet(&picture, number("left"), number("top"), side, zone), "{file}: something is near the code");
        }
    }
    assert!(themed().join("site/go/step/greet.html").is_file(), "the address is one of the website");
}
