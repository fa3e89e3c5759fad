//! The course with which an author begins: small, finished, and explaining itself.

use std::collections::BTreeMap;

use crate::book;
use crate::diagnostic::{Diagnostic, Severity, Strictness};
use crate::failure::Failure;
use crate::message::both;
use crate::sources::Sources;

/// A text of the course, in the languages that it is written in.
struct Sample {
    /// Its path, without the language.
    path: &'static str,
    /// What stands in the front matter of the source language alone.
    structure: &'static str,
    en: &'static str,
    zh: &'static str,
}

macro_rules! sample {
    ($path:literal, $name:literal, $structure:literal) => {
        Sample {
            path: $path,
            structure: $structure,
            en: include_str!(concat!("starter/en/", $name, ".md")),
            zh: include_str!(concat!("starter/zh/", $name, ".md")),
        }
    };
}

const SAMPLES: [Sample; 5] = [
    sample!("index", "index", ""),
    sample!("modules/01-first-module", "first-module", "minutes: 20\nsteps: [first-step]\n"),
    sample!("modules/02-second-module", "second-module", "minutes: 30\nsteps: [first-step]\n"),
    sample!("steps/01-first-step", "first-step", "actions: [first-action]\n"),
    sample!("actions/01-first-action", "first-action", ""),
];

/// What an author says of a new course.
pub struct Wishes {
    /// The keys of its languages; the first is the source language.
    pub languages: Vec<String>,
    /// Its title by language; one that is missing is called after the first.
    pub titles: BTreeMap<String, String>,
    /// What tells the book from all others, for ever.
    pub identifier: String,
}

/// The files of a new course, by their paths.
///
/// # Errors
///
/// When a language is none, or a title is in another one.
pub fn course(wishes: &Wishes) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let chinese = chinese(wishes)?;
    for Sample { path, structure, en, zh } in SAMPLES {
        for (i, (key, &chinese)) in wishes.languages.iter().zip(&chinese).enumerate() {
            let text = if chinese { zh } else { en };
            // What has no language is written once, below the words.
            let text =
                if i == 0 { text.replacen("\n---\n", &format!("\n{structure}---\n"), 1) } else { text.to_owned() };
            files.insert(format!("course/{path}.{key}.md"), text.into_bytes());
        }
    }
    let book_yaml = book_yaml(wishes, &chinese);
    check(&book_yaml)?;
    files.insert("book.yaml".to_owned(), book_yaml.into_bytes());
    files.insert("course/glossary.yaml".to_owned(), glossary(wishes, &chinese).into_bytes());
    files.insert(".gitignore".to_owned(), b"/dist\n".to_vec());
    files
        .insert(".gitattributes".to_owned(), b"*.md text\n*.yaml text\ncourse/i18n/*.lock text merge=union\n".to_vec());
    Ok(files)
}

/// Which of the languages are Chinese.
fn chinese(wishes: &Wishes) -> Result<Vec<bool>, Failure> {
    if let Some(key) = wishes.titles.keys().find(|key| !wishes.languages.contains(key)) {
        return Err(Failure::new(both!(
            "there is a title in `{key}`, which is not among the languages",
            "题目用了 `{key}`，而语言里没有它"
        ))
        .hint(both!("add it to `--languages`", "请把它加到 `--languages` 里")));
    }
    let of = |key: &String| book::language(key).is_some_and(|language| language.chinese);
    Ok(wishes.languages.iter().map(of).collect())
}

/// What is wrong with a book that is not written yet.
fn check(book_yaml: &str) -> Result<(), Failure> {
    let mut sources = Sources::default();
    let file = sources.add("book.yaml", book_yaml);
    let (_, diagnostics) = book::read(&sources, file, Strictness::Usual);
    match diagnostics.into_iter().find(|diagnostic| diagnostic.severity == Severity::Error) {
        None => Ok(()),
        Some(Diagnostic { message, hints, .. }) => {
            Err(hints.into_iter().fold(Failure::new(message), |failure, hint| failure.hint(hint.words)))
        }
    }
}

/// A text for each language, as `book.yaml` writes it.
fn localized(wishes: &Wishes, chinese: &[bool], en: &str, zh: &str) -> String {
    let texts = wishes.languages.iter().zip(chinese).map(|(key, &chinese)| {
        let text = if chinese { zh } else { en };
        format!("{key}: {}", quoted(text))
    });
    format!("{{{}}}", texts.collect::<Vec<_>>().join(", "))
}

/// A text between quotation marks, as YAML and JSON have it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text becomes JSON")
}

fn book_yaml(wishes: &Wishes, chinese: &[bool]) -> String {
    let say = |en: &str, zh: &str| localized(wishes, chinese, en, zh);
    let titles = wishes.languages.iter().zip(chinese).map(|(key, &chinese)| {
        let own = wishes.titles.get(key).or_else(|| wishes.titles.values().next());
        let title = own.map_or(if chinese { "我的课程" } else { "My course" }, String::as_str);
        format!("  {key}: {}\n", quoted(title))
    });
    let titles: String = titles.collect();
    let first_is_chinese = chinese.first().copied().unwrap_or(false);
    let comment = |en: &'static str, zh: &'static str| if first_is_chinese { zh } else { en };
    format!(
        "{about}\ntitle:\n{titles}identifier: {identifier}\n\nlanguages: [{languages}]\n\n{kinds}\nkinds:\n  module:\n    folder: modules\n    label: {module}\n    plural: {modules}\n  step:\n    folder: steps\n    label: {step}\n    plural: {steps}\n  action:\n    folder: actions\n    label: {action}\n    plural: {actions}\n\n{relations}\nrelations:\n  steps:\n    from: module\n    to: step\n    label: {module_steps}\n    inverse: {step_modules}\n  actions:\n    from: step\n    to: action\n    label: {step_actions}\n    inverse: {action_steps}\n    matrix: true\n\n{outputs}\noutputs:\n  site: {{}}\n  handbook: {{paper: a4}}\n  handouts: {{}}\n  cards: {{}}\n",
        about = comment("# What the course is called, in each language.", "# 课程的名称，每种语言一个。"),
        identifier = wishes.identifier,
        languages = wishes.languages.join(", "),
        kinds = comment(
            "# The parts of the course. Each kind has a folder in `course`; {n} stands for the number.",
            "# 课程的组成部分。每一类在 `course` 里有一个文件夹；{n} 代表编号。"
        ),
        module = say("Module {n}", "第{n}单元"),
        modules = say("Modules", "单元"),
        step = say("Step {n}", "第{n}步"),
        steps = say("Steps", "步骤"),
        action = say("Action {n}", "行动{n}"),
        actions = say("Actions", "行动"),
        relations = comment(
            "# Which parts name which others. The key stands in the front matter: `steps: [first-step]`.",
            "# 各部分怎样互相引用。键写在文件头里：`steps: [first-step]`。"
        ),
        module_steps = say("Steps in this module", "本单元的步骤"),
        step_modules = say("Modules with this step", "用到本步骤的单元"),
        step_actions = say("Actions of this step", "本步骤的行动"),
        action_steps = say("Steps with this action", "用到本行动的步骤"),
        outputs = comment("# What `diglot build` makes.", "# `diglot build` 生成什么。"),
    )
}

fn glossary(wishes: &Wishes, chinese: &[bool]) -> String {
    let entries = wishes.languages.iter().zip(chinese).map(|(key, &chinese)| {
        let (term, definition) = if chinese {
            ("积极倾听", "全神贯注地听，并让对方看得出来。")
        } else {
            ("active listening", "Listening with full attention, so that the other person can see it.")
        };
        format!("  {key}:\n    term: {term}\n    definition: {}\n", quoted(definition))
    });
    format!("active-listening:\n{}", entries.collect::<String>())
}
