//! The booklets and facing pages of the shipped course, folded and read by their page numbers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::support::built::{ROOT, shipped};
use crate::support::{copy, diglot, said};

/// Both languages together as a booklet, for which the book does not ask, and on facing pages.
fn both() -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let book = fs::read_to_string(Path::new(ROOT).join("book.yaml")).expect("the book");
        let more = book.replace("styles: [columns]", "styles: [columns, facing]");
        assert_ne!(book, more, "the book says its styles");
        fs::write(folder.path().join("book.yaml"), more).expect("written");
        copy(&Path::new(ROOT).join("course"), &folder.path().join("course"));
        let arguments = ["build", "handbook", "booklet", "--edition", "learner", "--lang", "en-zh", "--quiet"];
        let run = diglot(folder.path(), &arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        folder
    });
    folder.path().join("dist/print")
}

fn pdftotext(arguments: &[&str], file: &Path) -> String {
    said(Command::new("pdftotext").args(arguments).arg(file).arg("-"))
}

/// The page numbers at the feet of the two pages on each side of a sheet.
fn feet(file: &Path) -> Vec<[Option<usize>; 2]> {
    let attribute = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).expect("a word has its place");
        rest.split('"').next().expect("a value").parse().expect("a number")
    };
    let text = pdftotext(&["-bbox"], file);
    let sides = text.split("<page ").skip(1).map(|page| {
        let mut feet = [None, None];
        for line in page.lines().filter(|line| line.trim_start().starts_with("<word")) {
            let word = line.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or("");
            if attribute(line, "yMin") > 550.0
                && let Ok(number) = word.parse()
            {
                feet[usize::from(attribute(line, "xMin") > 421.0)] = Some(number);
            }
        }
        feet
    });
    sides.collect()
}

#[test]
fn a_folded_booklet_has_its_page_numbers_in_order() {
    for (reading, print) in [("zh", shipped().join("print")), ("en-zh", both())] {
        let file = print.join(format!("booklet.{reading}.pdf"));
        let sides = feet(&file);
        assert_eq!(sides[..2], [[None, None]; 2], "the first sheet tells how to print");
        let sheets: Vec<&[[Option<usize>; 2]]> = sides[2..].chunks(2).collect();
        // As many signatures as are needed for four sheets each, of nearly equal size.
        let count = sheets.len().div_ceil(4);
        let mut read = Vec::new();
        let mut start = 0;
        for signature in 0..count {
            let size = sheets.len() / count + usize::from(signature < sheets.len() % count);
            let (mut first, mut last) = (Vec::new(), Vec::new());
            for sheet in &sheets[start..start + size] {
                let [front, back] = [sheet[0], sheet[1]];
                first.extend([front[1], back[0]]);
                last.extend([front[0], back[1]]);
            }
            read.extend(first);
            read.extend(last.into_iter().rev());
            start += size;
        }
        // Titles, covers and blank pages have no number.
        for (place, number) in read.iter().enumerate() {
            assert!(number.is_none_or(|number| number == place + 1), "{reading}: place {place} has {number:?}");
        }
        let numbered = read.iter().flatten().count();
        assert!(numbered * 10 > read.len() * 8, "{reading}: {numbered} of {} pages have numbers", read.len());
    }
}

#[test]
fn the_first_sheet_tells_how_to_print_in_both_languages() {
    let text = pdftotext(&["-l", "2"], &shipped().join("print/booklet.zh.pdf"));
    for words in ["小册子打印说明", "How to print this booklet", "沿短边翻转", "flip on the short edge", "100"]
    {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
}

#[test]
fn facing_pages_show_one_language_each_and_stay_in_step() {
    let text = pdftotext(&["-layout"], &both().join("handbook.en-zh.facing.pdf"));
    let han = |page: &str| page.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let module = |page: &str| {
        let head = page.lines().next().unwrap_or("");
        head.split_once("Module ").map(|(_, rest)| rest.split_whitespace().next().unwrap_or("").to_string())
    };
    let mut spreads = 0;
    // The second page of the book is a left-hand one.
    for spread in pages[1..].chunks_exact(2) {
        let (left, right) = (spread[0], spread[1]);
        let Some(number) = module(left) else { continue };
        assert!(han(left) < 40, "a left page is not English:\n{left}");
        assert_eq!(module(right), Some(number), "a spread shows two modules:\n{left}\n{right}");
        assert!(han(right) > 20, "a right page is not Chinese:\n{right}");
        spreads += 1;
    }
    assert!(spreads > 20, "{spreads} spreads");
}
