//! `diglot import`: Word documents and folders become courses that pass `diglot check`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use diglot::course::tree::{Block, BlockKind, Inline as Tree, Parsed};
use diglot::import::markdown::{self, Surroundings};
use diglot::import::model::{Block as Model, Inline, Style};
use diglot::sources::Sources;
use diglot::syntax::{self, Dialect};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{self, Run, diglot};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/import")
}

/// Imports into a folder that is gone with what is returned.
fn imported(arguments: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("course").display().to_string();
    let run = diglot(&fixtures(), &[&["import"], arguments, &["--out", &out]].concat());
    (folder, run)
}

/// All texts of a course, long lines cut, and what was said, without the folder.
fn told(folder: &Path, run: &Run) -> String {
    let mut all = String::new();
    for (path, bytes) in support::files(&folder.join("course")) {
        let name = path.strip_prefix(folder).expect("it is inside").display().to_string();
        match String::from_utf8(bytes) {
            Ok(text) => {
                writeln!(all, "=== {name}").expect("a string");
                for line in text.lines() {
                    let cut: String = line.chars().take(200).collect();
                    writeln!(all, "{cut}{}", if cut == line { "" } else { " …" }).expect("a string");
                }
            }
            Err(error) => writeln!(all, "=== {name}: {} bytes", error.as_bytes().len()).expect("a string"),
        }
    }
    let said = run.stderr.replace(&folder.display().to_string(), "FOLDER");
    format!("{all}=== said\n{said}")
}

/// What an import makes is what stands in a file, and passes `diglot check`.
fn expect(name: &str, arguments: &[&str]) {
    let mut found = String::new();
    for tongue in ["en", "zh"] {
        let (folder, run) = imported(&[arguments, &["--messages", tongue]].concat());
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let told = told(folder.path(), &run);
        found += if tongue == "en" { &told } else { told.split_once("=== said\n").expect("it says something").1 };
        let checked = diglot(&folder.path().join("course"), &["check"]);
        assert_eq!(checked.code, Some(0), "{name}: {}", checked.stderr);
    }
    let path = fixtures().join(format!("expected/{name}.txt"));
    if support::update() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(&path, &found).expect("it can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name}:\n{}", support::diff(&expected, &found));
}

#[test]
fn two_word_documents_become_two_languages() {
    expect("handout", &["handout.docx", "讲义.docx"]);
}

#[test]
fn a_document_in_both_languages_is_parted() {
    expect("bilingual", &["bilingual.docx"]);
}

#[test]
fn chinese_names_of_styles_and_outline_levels_are_headings() {
    expect("wps", &["wps.docx"]);
}

#[test]
fn a_document_without_headings_is_one_page_and_says_how_to_mark_them() {
    expect("plain", &["plain.docx"]);
}

#[test]
fn books_and_folders_become_courses() {
    expect("mdbook", &["mdbook"]);
    expect("docusaurus", &["docusaurus"]);
    expect("pairs", &["pairs"]);
    expect("repository", &["repository"]);
}

/// A translation that is added later makes the course that both make together.
#[test]
fn a_translation_is_added_to_a_course() {
    let (together, _) = imported(&["handout.docx", "讲义.docx"]);
    let (folder, _) = imported(&["handout.docx"]);
    let out = folder.path().join("course").display().to_string();
    let run = diglot(&fixtures(), &["import", "--lang", "zh", "讲义.docx", "--out", &out]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let files = |folder: &Path| -> BTreeMap<PathBuf, Vec<u8>> { support::shown(&folder.join("course")) };
    assert_eq!(files(folder.path()), files(together.path()));
    // A second time there is something in the way, and nothing changes.
    let before = files(folder.path());
    let run = diglot(&fixtures(), &["import", "--lang", "zh", "讲义.docx", "--out", &out]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_is_no_word_document_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("it can be written");
    let whole = fs::read(fixtures().join("handout.docx")).expect("the document");
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    put("old.doc", ole);
    put("locked.docx", &[&ole[..], &name].concat());
    put("cut.docx", &whole[..whole.len() / 2]);
    put("text.docx", b"Hello");
    put("paper.docx", b"%PDF-1.7");
    let mut bomb = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("word/document.xml", SimpleFileOptions::default()).expect("a file");
    bomb.write_all(&vec![b' '; 60 << 20]).expect("its bytes");
    put("bomb.docx", &bomb.finish().expect("an archive").into_inner());
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    for (name, said) in [
        ("old.doc", "old.doc: this is a document of an old Word (`.doc`)"),
        ("locked.docx", "locked.docx: this document is protected with a password"),
        ("cut.docx", "cut.docx: this file is damaged"),
        ("text.docx", "text.docx: this file is damaged"),
        ("paper.docx", "paper.docx: this is a file of PDF"),
        ("bomb.docx", "bomb.docx: this file unpacks to more than any document has"),
        ("empty", "empty: there is nothing to import here"),
        ("missing.docx", "missing.docx: there is no such file or folder"),
    ] {
        let run = diglot(folder.path(), &["import", name, "--out", "new"]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.stderr);
        assert!(run.stderr.starts_with(&format!("error: {said}")), "{name}: {}", run.stderr);
        assert!(!folder.path().join("new").exists(), "{name}");
    }
    put("x.docx", &whole);
    let run = diglot(folder.path(), &["import", "x.docx", "--out", "."]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("this folder is not empty"), "{}", run.stderr);
}

/// Each sign with whether it is bold, italic, struck out. Blanks have no look.
type Look = Vec<(char, [bool; 3])>;

fn look(inlines: &[Tree<Parsed>], style: [bool; 3], out: &mut Look) {
    for inline in inlines {
        let with = |at: usize| {
            let mut style = style;
            style[at] = true;
            style
        };
        match inline {
            Tree::Text(text, _) => out.extend(text.chars().map(|c| (c, style))),
            Tree::Blank(width, _) => out.extend(std::iter::repeat_n(('_', [false; 3]), *width)),
            Tree::Strong(content) => look(content, with(0), out),
            Tree::Emphasis(content) => look(content, with(1), out),
            Tree::Strike(content) => look(content, with(2), out),
            Tree::SoftBreak | Tree::HardBreak => out.push((' ', style)),
            inline => look(inline.children(), style, out),
        }
    }
}

fn shown(look: Look) -> Look {
    let mut out: Look = Vec::new();
    for (c, style) in look {
        let blank = c.is_whitespace();
        if !blank {
            out.push((c, if c == '_' { [false; 3] } else { style }));
        } else if out.last().is_some_and(|(last, _)| *last != ' ') {
            out.push((' ', [false; 3]));
        }
    }
    while out.last().is_some_and(|(last, _)| *last == ' ') {
        out.pop();
    }
    out
}

fn blocks_of(text: &str) -> Vec<Block<Parsed>> {
    // Chinese, so that quotation marks stay as they are.
    let dialect = Dialect { raw_html: false, math: false, chinese: true };
    let file = Sources::default().add("a.md", text);
    syntax::parse(file, text, dialect).0.body
}

/// Where words stand: alone, in a list, a quotation, a cell, a heading.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Around {
    Nothing,
    List,
    Quote,
    Cell,
    Heading,
}

fn written(content: Vec<Inline>, around: Around) -> String {
    let paragraph = vec![Model::Paragraph(content.clone())];
    let block = match around {
        Around::Nothing => Model::Paragraph(content),
        Around::List => Model::List { start: Some(1), items: vec![paragraph] },
        Around::Quote => Model::Quote(paragraph),
        Around::Cell => Model::Table(vec![vec![vec![Model::Paragraph(vec![Inline::plain("head")])]], vec![paragraph]]),
        Around::Heading => Model::Heading { level: 2, content, names: Vec::new() },
    };
    let (pictures, references, ids) = Default::default();
    let surroundings =
        Surroundings { notes: &[], pictures: &pictures, references: &references, page_level: 1, ids: &ids };
    markdown::page(&[block], &surroundings)
}

/// The words of blocks that stand in what they were put into, and nothing else.
fn look_of(blocks: &[Block<Parsed>], around: Around, out: &mut Look) {
    for block in blocks {
        match (&block.kind, around) {
            (BlockKind::Paragraph(content), Around::Nothing) => look(content, [false; 3], out),
            (BlockKind::Heading { content, level: 2, id: None }, Around::Heading) => look(content, [false; 3], out),
            (BlockKind::List(list), Around::List) if list.start == Some(1) => {
                list.items.iter().for_each(|item| look_of(&item.content, Around::Nothing, out));
            }
            (BlockKind::Quote(content), Around::Quote) => look_of(content, Around::Nothing, out),
            (BlockKind::Table(table), Around::Cell) => {
                table.rows.iter().flatten().for_each(|cell| look(cell, [false; 3], out));
            }
            (kind, around) => panic!("{around:?} became {kind:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    /// Whatever Word showed, its Markdown shows: the same signs, set the same way.
    #[test]
    fn words_show_what_they_showed(
        runs in prop::collection::vec(
            ("[a-c重点。，（）“”12 *_#`~<>\\[\\]{}()!|:+=&;./\\\\^$%-]{1,6}", any::<bool>(), any::<bool>(), any::<bool>()), 1..6
        ),
        around in prop::sample::select(vec![Around::Nothing, Around::List, Around::Quote, Around::Cell, Around::Heading]),
    ) {
        let mut expected = Look::new();
        let mut content = Vec::new();
        for (text, bold, italic, strike) in runs {
            // A heading is bold by itself.
            let shown = bold && around != Around::Heading;
            expected.extend(text.chars().map(|c| (c, [shown, italic, strike])));
            content.push(Inline::Text(text, Style { bold, italic, strike, ..Style::default() }));
        }
        let markdown = written(content, around);
        let mut found = Look::new();
        look_of(&blocks_of(&markdown), around, &mut found);
        prop_assert_eq!(shown(found), shown(expected), "{:?}", markdown);
    }
}
