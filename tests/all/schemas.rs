//! What the schemas take and refuse, by a validator that others wrote: every file of the repository's courses, and what people get wrong.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::built::ROOT;
use crate::support::{Course, folders};
use diglot::diagnostic::{Code, Diagnostic, Strictness};
use diglot::project::{self, Loaded, Memo};
use diglot::schema;
use diglot::sources::Sources;
use diglot::span::{FileId, Span};
use diglot::syntax::{self, Dialect};
use diglot::yaml::{self, Node};

/// A file of a course, as a schema sees it.
struct Described {
    name: String,
    value: Value,
    /// The schemas of this course and of any course.
    schemas: [String; 2],
    /// What is wrong with it that a schema can see, by the key below which it stands; empty for the file's own keys.
    wrong: BTreeSet<Refusal>,
}

/// A key of a file, and what is wrong below it.
type Refusal = (String, String);

/// A value as an editor's YAML server reads it: by the core schema of YAML 1.2, as Diglot does.
fn json_of(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => json!(value),
        yaml::Value::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        yaml::Value::Text(text) => json!(text),
        yaml::Value::List(nodes) => nodes.iter().map(json_of).collect(),
        yaml::Value::Map(entries) => entries.iter().map(|(key, node)| (key.name.clone(), json_of(node))).collect(),
    }
}

/// Mistakes that stand in the file itself.
const SEEN: [Code; 6] = [
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongValue,
    Code::DuplicateId,
    Code::ForeignKey,
    Code::DanglingReference,
];

/// What looks like them, but is told by other files, or by what JSON cannot hold.
const UNSEEN: [&str; 14] = [
    "there is no plan",
    // The code of a country has the form of one.
    "is not a language tag",
    "another kind has the folder",
    "cannot be read",
    "cannot stand here",
    "has no heading or fence",
    "is no font",
    "is the id of a place",
    "is the name of another item",
    "no font in the folder",
    "the key `title` is missing",
    "the key `title` stands here a second time",
    "the key `outputs` stands here a second time",
    // A book with such a relation cannot be read, and so has no schema of its own.
    "there is no kind `acton`",
];

fn described(folder: &Path) -> Vec<Described> {
    let load = project::load(folder, Sources::default(), &mut Memo::once(), Strictness::Usual);
    let Loaded { sources, diagnostics, project } = load.unwrap_or_else(|failure| panic!("{failure}"));
    let book = project.book();
    let both = |own: Option<String>, any: String| [own.unwrap_or_else(|| any.clone()), any];
    let mut all = Vec::new();
    // A file that is no item for its name is not read.
    let unnamed = |file| diagnostics.iter().any(|found| found.code == Code::FileName && found.span.file == file);
    for (file, source) in sources.iter().filter(|(file, _)| !unnamed(*file)) {
        let parsed = || yaml::parse(&source.text, file, 0).ok();
        let (node, schemas) = match source.path.rsplit('/').next() {
            Some("book.yaml") => (parsed(), both(Some(schema::book(book)), schema::book(None))),
            Some("theme.yaml") => (parsed(), both(Some(schema::theme(book)), schema::theme(None))),
            Some("glossary.yaml") => (parsed(), both(Some(schema::glossary(book)), schema::glossary(None))),
            _ if source.path.ends_with(".md") => {
                let known = book.zip(project.course());
                let dialect = Dialect { raw_html: false, math: false, chinese: false };
                let (text, _) = syntax::parse(file, &source.text, dialect);
                let node = Some(text.front_matter).filter(|_| !text.front_matter_broken);
                (node, both(known.map(|known| schema::front_matter(Some(known))), schema::front_matter(None)))
            }
            _ => continue,
        };
        let Some(node) = node else { continue };
        let place = if source.path.ends_with(".md") { front_matter(&source.text) } else { 0..usize::MAX };
        all.push(Described {
            name: format!("{}/{}", folder.file_name().expect("a name").display(), source.path),
            value: json_of(&node),
            schemas,
            wrong: mistakes(&diagnostics, file, &node, &place),
        });
    }
    all
}

/// Where front matter stands in a text.
fn front_matter(text: &str) -> Range<usize> {
    let length = text.strip_prefix("---").and_then(|text| text.find("\n---"));
    4..length.map_or(4, |length| length + 4)
}

/// What is wrong with the YAML of a file, which stands at `place`, as far as a schema can see.
fn mistakes(diagnostics: &[Diagnostic], file: FileId, root: &Node, place: &Range<usize>) -> BTreeSet<Refusal> {
    let seen = diagnostics.iter().filter(|found| {
        let within = found.span.file == file && place.contains(&found.span.range().end);
        within && SEEN.contains(&found.code) && !UNSEEN.iter().any(|unseen| found.message.en.contains(unseen))
    });
    let below = |span: Span| {
        let before = root.entries().iter().rev().find(|(key, _)| key.span.start <= span.start);
        before
            .filter(|(key, _)| ![key.span, root.span].contains(&span))
            .map(|(key, _)| key.name.clone())
            .unwrap_or_default()
    };
    seen.map(|found| (below(found.span), found.message.en.clone())).collect()
}

/// Why each value is refused by its schema.
fn refusals<'a>(questions: impl Iterator<Item = (&'a str, &'a Value)>) -> Vec<BTreeSet<Refusal>> {
    let parsed = |schema: &str| serde_json::from_str::<Value>(schema).expect("a schema is JSON");
    let questions: Vec<Value> =
        questions.map(|(schema, value)| json!({"schema": parsed(schema), "value": value})).collect();
    let mut python = Command::new(Path::new(ROOT).join("target/checkers/bin/python"))
        .arg(Path::new(ROOT).join("tests/all/support/refusals.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`tests/run` installs the validator");
    let text = serde_json::to_vec(&questions).expect("it can be written");
    python.stdin.take().expect("it is piped").write_all(&text).expect("the validator reads");
    let output = python.wait_with_output().expect("the validator ends");
    assert!(output.status.success(), "the validator says why");
    serde_json::from_slice(&output.stdout).expect("the validator gives lists")
}

fn courses(folder: &str) -> Vec<PathBuf> {
    folders(&Path::new(ROOT).join("tests/courses").join(folder))
}

#[test]
fn every_file_that_is_right_is_taken() {
    let mut all = vec![PathBuf::from(ROOT)];
    all.extend(
        ["structured", "themed", "characters", "formulas"].map(|name| Path::new(ROOT).join("tests/courses").join(name)),
    );
    all.extend(courses("as-found"));
    all.extend(courses("valid"));
    let files: Vec<Described> = all.iter().flat_map(|folder| described(folder)).collect();
    assert!(files.len() > 120, "{}", files.len());
    let mut wrong = String::new();
    for which in 0..2 {
        let refusals = refusals(files.iter().map(|file| (file.schemas[which].as_str(), &file.value)));
        for (file, refused) in files.iter().zip(refusals) {
            // Some have keys that `check` warns of, which are not known to be wrong without the book.
            if !refused.is_empty() && (which == 1 || file.wrong.is_empty()) {
                let _ = writeln!(wrong, "{}: {refused:#?}", file.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_mistake_that_a_schema_can_see_is_refused() {
    let files: Vec<Described> = courses("invalid").iter().flat_map(|folder| described(folder)).collect();
    let refusals = refusals(files.iter().map(|file| (file.schemas[0].as_str(), &file.value)));
    let mut differing = String::new();
    // Where a key stands in the wrong column, a report says that once, and a schema all that follows from it.
    let in_column = |(file, _): &(&Described, _)| !file.name.starts_with("yaml-key-below");
    for (Described { name, wrong, .. }, refused) in files.iter().zip(&refusals).filter(in_column) {
        let keys = |reasons: &BTreeSet<Refusal>| reasons.iter().map(|(key, _)| key.clone()).collect::<BTreeSet<_>>();
        if keys(wrong) != keys(refused) {
            let _ = writeln!(differing, "{name}\n  reported: {wrong:#?}\n  refused: {refused:#?}");
        }
    }
    assert!(differing.is_empty(), "{differing}");
    let all: usize = refusals.iter().map(BTreeSet::len).sum();
    assert!(all > 40, "{all}");
}

#[test]
fn the_schema_that_new_writes_takes_what_it_writes() {
    let folder = Course::empty();
    let run = folder.run(&["new", "own", "--schema"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let own = folder.path().join("own");
    let book = fs::read_to_string(own.join("book.yaml")).expect("there is a book");
    assert!(book.starts_with("# yaml-language-server: $schema=book.schema.json\n"), "{book}");
    let schema = fs::read_to_string(own.join("book.schema.json")).expect("there is its schema");
    let files = described(&own);
    let [book] = files.iter().filter(|file| file.name == "own/book.yaml").collect::<Vec<_>>()[..] else { panic!() };
    let refusals = refusals([(schema.as_str(), &book.value)].into_iter());
    assert_eq!(refusals, [BTreeSet::new()]);
    assert_eq!(folder.run(&["check", "--book", "own", "--strict"]).code, Some(0));
}

#[test]
fn a_schema_is_written_beside_the_book_again_and_again() {
    let course = Course::new();
    for _ in 0..2 {
        let run = course.run(&["schema", "book", "--write"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", run.stderr);
        assert!(run.stderr.contains("# yaml-language-server: $schema=book.schema.json"), "{}", run.stderr);
        let written = fs::read_to_string(course.path().join("book.schema.json")).expect("it is there");
        assert_eq!(written, course.run(&["schema", "book"]).stdout);
        course.write("book.schema.json", "{}");
    }
    assert_eq!(course.run(&["check", "--strict"]).code, Some(0));
    let nowhere = Course::empty().run(&["schema", "book", "--write"]);
    assert_eq!(nowhere.code, Some(2), "{}", nowhere.stderr);
}

/// A schema is there to mend the book.
#[test]
fn a_book_with_errors_gets_the_schema_of_any() {
    let course = Course::empty();
    let any = course.run(&["schema", "book"]);
    assert_eq!(any.code, Some(0), "{}", any.stderr);
    course.write("book.yaml", "titel: Tea\n");
    let run = course.run(&["schema", "book"]);
    assert_eq!((run.code, run.stdout), (Some(0), any.stdout));
    assert!(run.stderr.contains("`diglot check`"), "{}", run.stderr);
}
