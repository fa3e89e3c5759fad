//! The examples of docs/format.md.
//!
//! A block marked `example` holds Markdown, a line with a single dot, and what the website makes of it; `example zh` is a Chinese text, `example math` one of a book with formulas. Below
//! the dot of an `example error` stands the report, with places counted from the beginning of the example. `UPDATE=1 cargo test --test all format`
//! writes what stands below the dots.

use std::fs;

use crate::support::{diff, update};
use diglot::course::{AssetIx, Course, Lang, Target};
use diglot::diagnostic::{Code, Diagnostic};
use diglot::output::html::{Context, Links, Medium, Places, Renderer};
use diglot::project::Memo;
use diglot::project::{self, Loaded, Project};
use diglot::sources::{Attachment, Sources};
use diglot::theme;

const FORMAT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/format.md");
const FRONT_MATTER: &str = "---\ntitle: Mindset\n---\n";

/// The course in which the examples stand: they are the text of `module/mindset`.
fn sources(language: &str, math: bool, example: &str) -> Sources {
    let mut sources = Sources::default();
    let chinese = language == "zh";
    let pick = |english: &'static str, chinese_words: &'static str| if chinese { chinese_words } else { english };
    sources.add(
        "book.yaml",
        format!(
            "title: A course\nlanguages: [{language}]\nmath: {math}\nkinds:\n  \
         module: {{folder: modules, label: \"{}\", plural: Modules}}\n  \
         step: {{folder: steps, label: \"{}\", plural: Steps}}\n",
            pick("Module {n}", "第{n}单元"),
            pick("Step {n}", "第{n}步"),
        ),
    );
    let mut text = |path: &str, text: String| sources.add(format!("course/{path}.{language}.md"), text);
    text("modules/01-mindset", format!("{FRONT_MATTER}{example}"));
    text("steps/01-listen", format!("---\ntitle: {}\n---\n", pick("Listen", "倾听")));
    let understand = pick(
        "---\ntitle: Show that you understand\n---\n\n## In your own words {#own-words}\n",
        "---\ntitle: 让客户知道你理解他\n---\n\n## 用自己的话 {#own-words}\n",
    );
    text("steps/02-understand", understand.to_owned());
    let term = pick("empathy", "同理心");
    let definition = pick("Standing where the other person stands.", "站在对方的位置上。");
    sources
        .add("course/glossary.yaml", format!("empathy:\n  {language}: {{term: {term}, definition: {definition}}}\n"));
    let lion = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 40\"/>".as_slice().into();
    sources.attachments.push(Attachment { path: "course/modules/lion.svg".to_owned(), bytes: lion });
    sources
}

struct Addresses<'a>(&'a Course);

impl Links for Addresses<'_> {
    fn target(&self, target: &Target) -> String {
        let page = |item| {
            let item = self.0.item(item);
            match item.path.as_str() {
                "mindset" => String::new(),
                path => format!("../{}/{path}.html", self.0.kind(item.kind).folder),
            }
        };
        match target {
            Target::Front(_) => "../index.html".to_owned(),
            Target::Item(item) => page(*item),
            Target::Anchor(item, id) => format!("{}#{id}", page(*item)),
            Target::File(file) => self.0.attachment(*file).name().to_owned(),
            Target::Term(term) => format!("../glossary.html#{}", self.0.term(*term).key),
        }
    }

    fn picture(&self, picture: AssetIx) -> String {
        self.0.asset(picture).path.rsplit('/').next().unwrap_or_default().to_owned()
    }
}

/// What stands below the dot of an example.
fn outcome(info: &str, example: &str) -> String {
    let language = if info.contains("zh") { "zh" } else { "en" };
    let sources = sources(language, info.contains("math"), example);
    let Loaded { sources, mut diagnostics, project } = project::of(sources, &mut Memo::once());
    diagnostics.retain(|diagnostic| diagnostic.code != Code::Orphan);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    match project {
        Project::Sound(sound) if !info.contains("error") && diagnostics.is_empty() => html(&sound.course),
        _ => report(&sources, &diagnostics),
    }
}

fn html(course: &Course) -> String {
    let (strings, places) = (theme::strings(course), Places::new());
    let text = &course.items[0].page.texts[Lang::SOURCE];
    let context = Context {
        medium: Medium::Web,
        course,
        lang: Lang::SOURCE,
        strings: strings[Lang::SOURCE],
        links: &Addresses(course),
        prefix: "",
        places: &places,
        earlier: &text.earlier,
        breaks: None,
    };
    let mut renderer = Renderer::new(context);
    let mut out = String::new();
    renderer.blocks(text.body(), &mut out);
    for note in renderer.footnotes(text.footnotes()) {
        out.push_str(&note);
    }
    out
}

fn report(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = sources.place(diagnostic.span);
        let line = place.line - FRONT_MATTER.lines().count();
        let (severity, code) = (diagnostic.severity, diagnostic.code.name());
        out += &format!("{line}:{}: {severity}[{code}]: {}\n", place.column, diagnostic.message.en);
        for hint in &diagnostic.hints {
            out += &format!("  help: {}\n", hint.words.en);
        }
    }
    out
}

#[test]
fn the_examples_of_the_format_are_true() {
    let page = fs::read_to_string(FORMAT).expect("docs/format.md");
    let mut written = String::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut lines = page.split_inclusive('\n');
    while let Some(line) = lines.next() {
        written.push_str(line);
        let marks = line.len() - line.trim_start_matches('`').len();
        let info = line[marks..].trim();
        if marks < 3 {
            continue;
        }
        let end = format!("{}\n", &line[..marks]);
        let block: Vec<&str> = lines.by_ref().take_while(|line| **line != end).collect();
        let Some(dot) = block.iter().position(|line| *line == ".\n").filter(|_| info.starts_with("example")) else {
            assert!(!info.starts_with("example"), "an example without a dot: {}", block.concat());
            written.extend(block);
            written.push_str(&end);
            continue;
        };
        count += 1;
        let example = block[..dot].concat();
        let (expected, found) = (block[dot + 1..].concat(), outcome(info, &example));
        if expected != found {
            wrong.push(format!("{example}\n{}", diff(&expected, &found)));
        }
        written += &format!("{example}.\n{found}{end}");
    }
    if update() {
        fs::write(FORMAT, written).expect("docs/format.md can be written");
    } else {
        assert!(wrong.is_empty(), "{} of {count} examples are not true\n\n{}", wrong.len(), wrong.join("\n\n"));
    }
    assert!(count >= 25, "docs/format.md has only {count} examples");
}
