//! What Diglot may be given as any bytes at all, as functions of these bytes.
//!
//! None may panic, hang, or say what cannot be true. libFuzzer runs them by hand (`fuzz/run`); `tests/all/fuzz.rs` replays the corpus, and
//! inputs that are made from it, in each run of the tests.

pub mod places;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use diglot::course::edition;
use diglot::course::edition::Edition;
use diglot::course::reading::Reading;
use diglot::course::{AssetIx, Course, Target};
use diglot::diagnostic::Diagnostic;
use diglot::diagnostic::render::{Format, render};
use diglot::digest::Digest;
use diglot::message::Tongue;
use diglot::output::html::page::{self, PageContext};
use diglot::output::html::{Links, Medium, Places};
use diglot::output::print::{self, Design, Document, Manuscript, Options, Paper, TypesetContext};
use diglot::participants;
use diglot::project::Memo;
use diglot::project::{self, Loaded};
use diglot::publish::Publication;
use diglot::sink::Sink;
use diglot::sources::{Attachment, Sources};
use diglot::syntax::{self, Dialect};
use diglot::theme::{self, Theme};

const BOOK: &str = "\
title: {en: A course, zh: 课程}
languages: [en, zh]
math: true
kinds:
  module: {folder: modules, label: {en: \"Module {n}\", zh: \"第{n}单元\"}, plural: {en: Modules, zh: 单元}}
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
relations:
  steps: {from: module, to: step, label: {en: Steps, zh: 步骤}, inverse: {en: Modules, zh: 单元}, matrix: true}
";

const GLOSSARY: &str = "\
empathy:
  en: {term: empathy, definition: Standing where the other person stands.}
  zh: {term: 同理心, pinyin: tónglǐxīn, definition: 站在对方的位置上。, avoid: [共情]}
";

/// A course of a module, whose texts in both languages are `text`, and of two steps. As the course of the examples in `docs/format.md`.
fn sources(book: &str, glossary: &str, text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("book.yaml", book);
    let titles =
        [("en", ["Mindset", "Listen", "Show that you understand"]), ("zh", ["心态", "倾听", "让客户知道你理解他"])];
    for (language, [mindset, listen, understand]) in titles {
        // A text that brings its own front matter has that.
        let front_matter = if text.starts_with("---") { "" } else { &format!("---\ntitle: {mindset}\n---\n") };
        sources.add(format!("course/modules/01-mindset.{language}.md"), format!("{front_matter}{text}"));
        sources.add(format!("course/steps/01-listen.{language}.md"), format!("---\ntitle: {listen}\n---\n"));
        let understand = format!("---\ntitle: {understand}\n---\n\n## Why {{#own-words}}\n\n[[module/mindset]]\n");
        sources.add(format!("course/steps/02-understand.{language}.md"), understand);
    }
    sources.add("course/glossary.yaml", glossary);
    let lion = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 40\"/>".as_slice().into();
    sources.attachments.push(Attachment { path: "course/modules/lion.svg".to_owned(), bytes: lion });
    sources
}

/// Takes a course as far as it goes without a disk and without a typesetter.
fn read_course(sources: Sources) {
    let Loaded { sources, mut diagnostics, project } = project::of(sources, &mut Memo::once());
    if let Some(sound) = project.into_sound() {
        static PRESS: OnceLock<TypesetContext> = OnceLock::new();
        let press = PRESS.get_or_init(|| TypesetContext::new(&Theme::default()));
        diagnostics.extend(print::missing_glyphs(&sound.course, &[], press));
        diagnostics.extend(print::wide_tables(&sound.course, print::Paper::A5));
        for edition in Edition::ALL {
            let shown = edition::select(sound.course.clone(), edition);
            for reading in Reading::all(&shown) {
                [Medium::Web, Medium::Book].into_iter().for_each(|medium| sound_page(&shown, reading, medium));
            }
        }
        let (edition, paper, design) = (Edition::Trainer, Paper::A4, Design::default());
        if let Some(reading) = Reading::all(&sound.course).last() {
            let options = Options { reading: *reading, edition, paper, design, items: None };
            Manuscript::new(&Document::Handbook, &sound.course, press, &options).digest(Digest::of(b"program"));
        }
    }
    true_places(&sources, &diagnostics);
}

/// What the website and an electronic book say of the first page is HTML, as strict as XML; an id is that of one element, and what leads to one finds it.
fn sound_page(course: &Course, reading: Reading, medium: Medium) {
    let Some(item) = course.items.first() else { return };
    let (strings, prefixes, links) = (theme::strings(course), page::prefixes(course), &OnThePage);
    let context = PageContext { medium, course, reading, strings: &strings, prefixes: &prefixes, links, breaks: None };
    let mut html = String::from("<div xmlns:epub=\"http://www.idpf.org/2007/ops\">");
    html.push_str(&context.text(&item.page, &Places::new()));
    html.push_str("</div>");
    let page = match roxmltree::Document::parse(&html) {
        Ok(page) => page,
        Err(error) => panic!("{error}\n{html}"),
    };
    let mut ids = BTreeSet::new();
    for element in page.descendants() {
        if let Some(id) = element.attribute("id") {
            assert!(ids.insert(id), "two elements are `{id}`\n{html}");
        }
    }
    for address in page.descendants().filter_map(|element| element.attribute("href")) {
        assert!(address.strip_prefix('#').is_none_or(|id| ids.contains(id)), "`{address}` leads nowhere\n{html}");
    }
}

/// The addresses of a page that stands alone.
struct OnThePage;

impl Links for OnThePage {
    fn target(&self, target: &Target) -> String {
        match target {
            Target::Anchor(item, id) if item.index() == 0 => format!("#{id}"),
            Target::Front(_) | Target::Anchor(..) | Target::Item(_) => String::new(),
            Target::Term(_) | Target::File(_) => String::new(),
        }
    }

    fn picture(&self, _: AssetIx) -> String {
        String::new()
    }
}

/// Diagnostics lie within their files and can be shown.
fn true_places(sources: &Sources, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        for span in std::iter::once(diagnostic.span).chain(diagnostic.notes.iter().map(|(span, _)| *span)) {
            let source = sources.get(span.file);
            let text = source.text.get(span.range());
            assert!(text.is_some(), "{span:?} is not in {}: {}", source.path, diagnostic.message.en);
        }
    }
    for format in [Format::Human, Format::Json] {
        render(sources, diagnostics, format, Tongue::Zh);
    }
}

/// Markdown: a tree whose places are right, and the pages of a course with this text.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (raw_html, math, chinese) in [(true, false, false), (false, true, true)] {
        let mut sources = Sources::default();
        let file = sources.add("course/a.md", &*text);
        let (document, diagnostics) = syntax::parse(file, &text, Dialect { raw_html, math, chinese });
        let mut wrong = String::new();
        places::wrong_places(&text, &document.body, &mut wrong);
        document.footnotes.iter().for_each(|note| places::wrong_places(&text, note, &mut wrong));
        assert!(wrong.is_empty(), "{wrong}");
        true_places(&sources, &diagnostics);
    }
    read_course(sources(BOOK, GLOSSARY, &text));
}

/// YAML: as `book.yaml`, as `theme.yaml`, as a glossary, and as a front matter.
pub fn yaml(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    read_course(sources(&text, GLOSSARY, "Hear.\n"));
    read_course(sources(BOOK, &text, "Hear.\n"));
    let mut themed = sources(BOOK, GLOSSARY, &format!("---\n{text}\n---\nHear.\n"));
    themed.add("theme.yaml", &*text);
    read_course(themed);
}

/// A formula: in the midst of a text, and in a line of its own.
pub fn formula(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let in_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    read_course(sources(BOOK, GLOSSARY, &format!("Hear ${in_line}$ out.\n\n$$ {text} $$\n")));
}

/// The table of those who take part.
pub fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut sources = Sources::default();
    let file = sources.add("names.csv", &*text);
    let (names, diagnostics) = participants::read(&sources, file);
    for name in names {
        assert!(text.get(name.span.range()).is_some(), "{name:?} is not in the file");
        assert!(!name.name.trim().is_empty() && !name.name.contains('\n'), "{name:?} is no name");
    }
    true_places(&sources, &diagnostics);
}

/// What Diglot notes in an output folder: its journal and its lists, parted by a line `%%`. A list that begins with a line `sealed` gets the
/// first line of one that is whole. The folder lies six levels deep in one of which nothing else may change, for which `@` stands.
pub fn publish(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    // Whoever fuzzes wants to keep their disk.
    let absolute = text.lines().any(|line| line.split(' ').any(|word| word.starts_with('/')));
    if absolute || text.matches("..").count() > 4 {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("a/b/c/d/e/out");
    let own = root.join(".diglot");
    put(&folder.path().join("mine.txt"), "mine");
    root.ancestors().skip(1).take(6).for_each(|folder| put(&folder.join("mine.txt"), "mine"));
    put(&root.join("site/index.html"), "old");
    put(&root.join("site/gone.html"), "gone");
    put(&own.join("staged/site/index.html"), "staged");
    let text = text.replace('@', &folder.path().to_string_lossy());
    let names = ["journal", "manifest", "made", "record", "manifest.copy", "manifest.new"];
    for (part, name) in text.split("%%\n").zip(names) {
        match part.strip_prefix("sealed\n") {
            Some(lines) => put(&own.join(name), &format!("diglot-list {}\n{lines}", Digest::of(lines.as_bytes()))),
            None => put(&own.join(name), part),
        }
    }
    let around = |file: &Path| !file.starts_with(&root);
    let before = files(folder.path(), around);
    // Bookkeeping that makes no sense may stop a build, which says so.
    let _ = Publication::begin(&root).and_then(|publication| {
        publication.keep("site/gone.html", Digest::of(b"gone"))?;
        publication.read("site/gone.html")?;
        publication.put("site/index.html", b"new")?;
        publication.commit(|path| path.starts_with("site/"))
    });
    assert_eq!(files(folder.path(), around), before, "something outside of the folder has changed");
}

fn put(path: &Path, text: &str) {
    let written = fs::create_dir_all(path.parent().expect("a file has a folder")).and_then(|()| fs::write(path, text));
    written.expect("the file can be written");
}

/// The files below `folder` that are of interest, with what they hold.
fn files(folder: &Path, of_interest: impl Fn(&Path) -> bool) -> Vec<(String, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let files = walk.filter(|entry| entry.file_type().is_file() && of_interest(entry.path()));
    files
        .map(|file| (file.path().display().to_string(), fs::read(file.path()).expect("the file can be read")))
        .collect()
}
