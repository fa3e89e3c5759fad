//! A website that is built again after edits is the one that is built from nothing, byte for byte, with the same warnings, and of one edited
//! paragraph little is made.
//!
//! `EDITS=2000 DIGLOT=target/release/diglot cargo test --test all cached` makes more edits; `FIRST` is the seed of the first course.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::support::random::Dice;
use crate::support::{Course, diglot_within_limits, shown};

/// A course as its author has it in mind.
struct Draft {
    bilingual: bool,
    title: usize,
    footer: usize,
    accent: usize,
    template: bool,
    term: usize,
    picture: usize,
    form: usize,
    foreword: usize,
    items: [Vec<Item>; 2],
    /// So that no slug comes twice.
    slugs: usize,
}

/// An item of a kind; numbers stand for words.
#[derive(Clone)]
struct Item {
    slug: String,
    earlier: Vec<String>,
    title: usize,
    summary: Option<usize>,
    minutes: Option<usize>,
    related: Vec<usize>,
    heading: usize,
    /// By language.
    blocks: [Vec<Block>; 2],
}

#[derive(Clone, Copy)]
enum Block {
    Words(usize),
    Reference(usize),
    Place(usize),
    Term,
    Picture,
    Form,
    Front,
    Exercise(usize),
    Note(usize),
    Footnote(usize),
    Quiz(usize),
    Test,
}

const KINDS: [(&str, &str); 2] = [("module", "modules"), ("step", "steps")];

impl Draft {
    fn new(dice: &mut Dice) -> Draft {
        let mut draft = Draft {
            bilingual: dice.percent(70),
            title: 0,
            footer: 0,
            accent: 0,
            template: false,
            term: 0,
            picture: 1,
            form: 1,
            foreword: 0,
            items: [Vec::new(), Vec::new()],
            slugs: 0,
        };
        // Some courses have more items than a page lists.
        let modules = dice.pick(&[&3, &6, &48]);
        for kind in [0; 60].into_iter().take(*modules).chain([1; 4]) {
            draft.add(kind, dice);
        }
        draft
    }

    fn add(&mut self, kind: usize, dice: &mut Dice) {
        self.slugs += 1;
        let mut item = Item {
            slug: format!("i{}", self.slugs),
            earlier: Vec::new(),
            title: self.slugs,
            summary: dice.percent(50).then_some(0),
            minutes: dice.percent(50).then_some(10),
            related: Vec::new(),
            heading: 0,
            blocks: [Vec::new(), Vec::new()],
        };
        for _ in 0..dice.below(4) {
            let block = Block::any(dice);
            item.blocks.iter_mut().for_each(|blocks| blocks.push(block));
        }
        let at = dice.below(self.items[kind].len() + 1);
        self.items[kind].insert(at, item);
    }

    /// One change, and what it is called.
    fn edit(&mut self, dice: &mut Dice) -> &'static str {
        let kind = dice.below(2);
        let count = self.items[kind].len();
        let (n, language) = (dice.below(count), dice.below(2));
        let new = 1 + dice.below(1000);
        let item = &mut self.items[kind][n];
        match dice.below(27) {
            0..=4 => {
                let blocks = &mut item.blocks[language];
                let words = blocks.iter_mut().find(|block| matches!(block, Block::Words(_)));
                match words {
                    Some(words) => *words = Block::Words(new),
                    None => item.blocks.iter_mut().for_each(|blocks| blocks.push(Block::Words(new))),
                }
                "words"
            }
            5..=7 => {
                let (block, at) = (Block::any(dice), dice.below(item.blocks[0].len() + 1));
                item.blocks.iter_mut().for_each(|blocks| blocks.insert(at, block));
                "a block more"
            }
            8 => {
                item.blocks.iter_mut().for_each(|blocks| _ = blocks.pop());
                "a block less"
            }
            9 => (item.title = new, "a title").1,
            10 => (item.summary = Some(new), "a summary").1,
            11 => (item.summary = None, "no summary").1,
            12 => (item.minutes = (!new.is_multiple_of(3)).then_some(new % 90 + 1), "minutes").1,
            13 | 14 => (item.heading = new, "a heading").1,
            15 if kind == 0 => {
                let steps = self.items[1].len();
                let item = &mut self.items[0][n];
                item.related = (0..steps).filter(|_| dice.percent(40)).collect();
                "a relation"
            }
            16 => (self.add(kind, dice), "an item more").1,
            17 if count > 2 => {
                self.items[kind].remove(n);
                if kind == 1 {
                    self.items[0].iter_mut().for_each(|item| item.related.retain(|&step| step + 1 < count));
                }
                "an item less"
            }
            18 => {
                self.slugs += 1;
                let old = std::mem::replace(&mut item.slug, format!("i{}", self.slugs));
                item.earlier.push(old);
                "another name"
            }
            19 => (self.bilingual = !self.bilingual, "languages").1,
            20 => (self.title = new, "the book's title").1,
            21 => (self.footer = new, "the theme's words").1,
            22 => (self.accent = new % 3, "the theme's colours").1,
            23 => (self.template = !self.template, "a template").1,
            24 => (self.term = new, "the glossary").1,
            25 => (self.picture = 1 + new % 50, self.form = 1 + new % 5000, "files").2,
            _ => (self.foreword = new, "the foreword").1,
        }
    }

    fn languages(&self) -> &'static [&'static str] {
        if self.bilingual { &["en", "zh"] } else { &["en"] }
    }

    /// The words for a number, as a map of YAML.
    fn said(&self, words: &str, n: usize) -> String {
        let said = self.languages().iter().map(|language| format!("{language}: {words} {n} {language}"));
        format!("{{{}}}", said.collect::<Vec<_>>().join(", "))
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let label =
            |name: &str| self.languages().iter().map(|l| format!("{l}: '{name} {{n}}'")).collect::<Vec<_>>().join(", ");
        let mut book = format!(
            "title: {}\nlanguages: [{}]\noutputs: {{site: {{editions: [learner, trainer]}}}}\nkinds:\n",
            self.said("Book", self.title),
            self.languages().join(", ")
        );
        for (kind, folder) in KINDS {
            let _ = writeln!(
                book,
                "  {kind}: {{folder: {folder}, label: {{{}}}, plural: {}}}",
                label(kind),
                self.said(folder, 0)
            );
        }
        let _ = writeln!(
            book,
            "relations:\n  steps: {{from: module, to: step, label: {}, inverse: {}, matrix: true}}",
            self.said("Steps", 0),
            self.said("Modules", 0)
        );
        files.insert("book.yaml".to_owned(), book);
        let colour = ["#5b3a8c", "#2b6a3a", "#7a2f1d"][self.accent];
        files.insert(
            "theme.yaml".to_owned(),
            format!(
                "colours: {{accent: {{light: \"{colour}\", dark: \"#c4a8f0\"}}}}\nfooter: {}\n",
                self.said("Foot", self.footer)
            ),
        );
        if self.template {
            let item = include_str!("../../themes/default/web/templates/item.html");
            files.insert("theme/web/item.html".to_owned(), item.replace("</main>", "<hr></main>"));
        }
        let size = self.picture;
        files.insert(
            "course/dot.svg".to_owned(),
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\"/>"),
        );
        files.insert("course/form.txt".to_owned(), "x".repeat(self.form));
        let mut glossary = String::from("calm:\n");
        for (index, language) in self.languages().iter().enumerate() {
            let _ = writeln!(
                glossary,
                "  {language}: {{term: calm {} {language}, definition: Word {}.}}",
                self.term, self.term
            );
            let front = format!(
                "---\ntitle: Front {}\n---\n\n## Begin {{#begin}}\n\nRead {}.\n",
                self.foreword % 7,
                self.foreword
            );
            files.insert(format!("course/index.{language}.md"), front);
            for (kind, items) in self.items.iter().enumerate() {
                for (n, item) in items.iter().enumerate() {
                    let path = format!("course/{}/{:03}-{}.{language}.md", KINDS[kind].1, n + 1, item.slug);
                    files.insert(path, self.text(kind, item, index));
                }
            }
        }
        files.insert("course/glossary.yaml".to_owned(), glossary);
        files
    }

    fn text(&self, kind: usize, item: &Item, language: usize) -> String {
        let code = self.languages()[language];
        let mut text = format!("---\ntitle: Title {} {code}\n", item.title);
        if let Some(summary) = item.summary {
            let _ = writeln!(text, "summary: Summary {summary} {code}.");
        }
        if language == 0 {
            if let Some(minutes) = item.minutes {
                let _ = writeln!(text, "minutes: {minutes}");
            }
            if kind == 0 && !item.related.is_empty() {
                let steps: Vec<&str> = item.related.iter().map(|&step| self.items[1][step].slug.as_str()).collect();
                let _ = writeln!(text, "steps: [{}]", steps.join(", "));
            }
            if !item.earlier.is_empty() {
                let _ = writeln!(text, "aliases: [{}]", item.earlier.join(", "));
            }
        }
        let id = if language == 0 { " {#place}" } else { "" };
        let _ = writeln!(text, "---\n\n## Heading {} {code}{id}\n", item.heading);
        for (at, block) in item.blocks[language].iter().enumerate() {
            let other = |n: &usize| {
                let items = &self.items[n % 2];
                format!("{}/{}", KINDS[n % 2].0, items[n / 2 % items.len()].slug)
            };
            let block = match block {
                Block::Words(n) => format!("Words {n} in {code}."),
                Block::Reference(n) => format!("See [[{}]].", other(n)),
                Block::Place(n) => format!("See [[{}#place]].", other(n)),
                Block::Term => "Stay [[term:calm]].".to_owned(),
                Block::Picture => "![A dot](../dot.svg)".to_owned(),
                Block::Form => "[Fill it in](../form.txt).".to_owned(),
                Block::Front => "Back to the [beginning](../index.en.md#begin).".to_owned(),
                Block::Exercise(n) => format!(":::exercise {{minutes={}}}\nDo {n}.\n:::", n % 30 + 1),
                Block::Note(n) => format!(":::trainer\nWait {n}. See [[{}]].\n:::", other(n)),
                Block::Footnote(n) => format!("A word.[^{at}]\n\n[^{at}]: Note {n}."),
                Block::Quiz(n) => {
                    format!(":::quiz\n1. Is it {n}?\n   - [x] Yes {n}\n   - [ ] No [[{}]]\n:::", other(n))
                }
                Block::Test => ":::quiz {final draw=1}\n1. The last one?\n   - [x] Yes\n   - [ ] No\n:::".to_owned(),
            };
            let _ = writeln!(text, "{block}\n");
        }
        text
    }
}

impl Block {
    fn any(dice: &mut Dice) -> Block {
        let n = dice.below(1000);
        match dice.below(13) {
            0 | 1 => Block::Words(n),
            2 => Block::Reference(n),
            3 => Block::Place(n),
            4 => Block::Term,
            5 => Block::Picture,
            6 => Block::Form,
            7 => Block::Front,
            8 => Block::Exercise(n),
            9 => Block::Note(n),
            10 => Block::Footnote(n),
            11 => Block::Quiz(n),
            _ => Block::Test,
        }
    }
}

/// Writes what differs, so that other files keep their times.
fn write(course: &Course, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) {
    for path in old.keys().filter(|path| !new.contains_key(*path)) {
        fs::remove_file(course.path().join(path)).expect("the file is there");
    }
    for (path, text) in new.iter().filter(|(path, text)| old.get(*path) != Some(text)) {
        course.write(path, text);
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().expect("a number"))
}

#[test]
fn a_website_after_edits_is_the_one_from_nothing() {
    let (edits, first) = (number("EDITS").unwrap_or(30), number("FIRST").unwrap_or(1));
    for seed in first..first + 3 {
        let mut dice = Dice::new(seed);
        let mut draft = Draft::new(&mut dice);
        let course = Course::empty();
        let (mut files, mut done) = (BTreeMap::new(), Vec::new());
        for _ in 0..edits / 3 {
            let new = draft.files();
            write(&course, &files, &new);
            files = new;
            let _ = fs::remove_dir_all(course.path().join("anew"));
            let [kept, anew] = ["dist", "anew"].map(|out| warnings(&course, out, &[]));
            assert_eq!(kept, anew, "seed {seed}, after {done:?}");
            let after = format!("seed {seed}, after {done:?}");
            assert_same(&course, &after);
            done.push(draft.edit(&mut dice));
        }
    }
}

/// Compares `dist` with `anew`.
fn assert_same(course: &Course, after: &str) {
    let [kept, anew] = ["dist", "anew"].map(|out| shown(&course.path().join(out)));
    let differing = |path: &&std::path::PathBuf| kept.get(*path) != anew.get(*path);
    let differing: Vec<_> = kept.keys().chain(anew.keys()).filter(differing).collect();
    assert!(differing.is_empty(), "{after}: {differing:#?}");
}

/// Builds into `out`, and says what was reported.
fn warnings(course: &Course, out: &str, arguments: &[&str]) -> String {
    let run = diglot_within_limits(course.path(), &[&["build", "--out", out], arguments].concat());
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    // The last lines tell what was made, how many files have changed, and how long it took.
    let is_last = |line: &str| line.starts_with("made ") || line.starts_with("kept ") || line.contains(" files in ");
    run.stderr.lines().take_while(|line| !is_last(line)).collect()
}

/// A course with a warning of each stage: of a text, of a translation, of the check.
fn with_warnings() -> Course {
    let course = Course::empty();
    course.write(
        "book.yaml",
        "title: {en: Book, zh: 书}\nlanguages: [en, zh]\noutputs: {site: {editions: [learner, trainer]}}\nkinds:\n  step: {folder: steps, label: {en: 'Step {n}', zh: '第{n}步'}, plural: {en: Steps, zh: 步骤}}\n",
    );
    course.write(
        "course/glossary.yaml",
        "calm:\n  en: {term: calm, avoid: [cool], definition: Still.}\n  zh: {term: 平静, definition: 不动。}\n",
    );
    course.write(
        "course/steps/01-listen.en.md",
        "---\ntitle: Listen\n---\n\n## Why\n\nStay cool. See [[ask]], [[term:calm]].\n\n:::trainer\nWait.\n:::\n",
    );
    course.write(
        "course/steps/01-listen.zh.md",
        "---\ntitle: 听\n---\n\n## 为什么\n\n保持平静,见[[ask]]、[[term:calm]]。\n\n:::trainer\n等。\n:::\n",
    );
    course.write(
        "course/steps/02-ask.en.md",
        "---\ntitle: Ask\n---\n\nAsk first.\n\n:::quiz\n1. Why?\n   - [x] So\n   - [ ] No\n:::\n",
    );
    course.write(
        "course/steps/02-ask.zh.md",
        "---\ntitle: 问\n---\n\n先问。\n\n再问。\n\n:::quiz\n1. 为什么？\n   - [x] 对\n   - [ ] 不\n:::\n",
    );
    course.write("course/steps/03-act.en.md", "---\ntitle: Act\n---\n\nNow.\n");
    course
}

/// What may be in doubt is read anew: other settings and words, accepted translations, files that come, go or are renamed, another language, a
/// damaged memory.
#[test]
fn what_is_remembered_is_believed_only_of_the_same_course() {
    let course = with_warnings();
    let path = |path: &str| course.path().join(path);
    let change = |file: &str, old: &str, new: &str| {
        let text = fs::read_to_string(path(file)).expect("the file is there");
        assert!(text.contains(old), "{file}: {text}");
        course.write(file, text.replace(old, new));
    };
    let damage = |at: usize| {
        let mut memory = fs::read(path("dist/.diglot/memory")).expect("a build leaves a memory");
        let at = at.min(memory.len() - 1);
        memory[at] ^= 1;
        fs::write(path("dist/.diglot/memory"), memory).expect("the file can be written");
    };
    type Edit<'a> = (&'a str, &'a dyn Fn());
    let edits: [Edit<'_>; 13] = [
        ("nothing", &|| ()),
        ("words", &|| change("course/steps/02-ask.en.md", "Ask first.", "Ask them first.")),
        ("a title that others name", &|| change("course/steps/02-ask.en.md", "title: Ask", "title: Inquire")),
        ("the glossary", &|| change("course/glossary.yaml", "avoid: [cool]", "avoid: [first]")),
        ("the settings", &|| change("book.yaml", "en: Steps", "en: Paces")),
        ("an exercise", &|| {
            change("course/steps/01-listen.en.md", ":::trainer", ":::exercise\nTry.\n:::\n\n:::trainer")
        }),
        ("a lock", &|| {
            let run = diglot_within_limits(course.path(), &["i18n", "accept"]);
            assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        }),
        ("an accepted text", &|| change("course/steps/02-ask.en.md", "Ask them first.", "Ask twice.")),
        ("a new item", &|| course.write("course/steps/04-end.en.md", "---\ntitle: End\n---\n\nSee [[act]].\n")),
        ("another name", &|| {
            fs::rename(path("course/steps/03-act.en.md"), path("course/steps/03-deed.en.md")).expect("it is there");
            change("course/steps/04-end.en.md", "[[act]]", "[[deed]]");
        }),
        ("an item less", &|| fs::remove_file(path("course/steps/04-end.en.md")).expect("it is there")),
        ("a damaged seal", &|| {
            damage(0);
            change("course/steps/03-deed.en.md", "Now.", "Then.");
        }),
        ("a damaged memory", &|| {
            damage(usize::MAX);
            change("course/steps/03-deed.en.md", "Then.", "Now.");
        }),
    ];
    for (name, edit) in edits {
        edit();
        let _ = fs::remove_dir_all(path("anew"));
        let [kept, anew] = ["dist", "anew"].map(|out| warnings(&course, out, &[]));
        assert!(anew.contains("warning"), "{name}: {anew}");
        assert_eq!(kept, anew, "{name}");
        assert_same(&course, name);
        // A build of something else in between leaves a memory, too.
        warnings(&course, "dist", &["site", "--lang", "zh"]);
    }
}
