//! The courses of the tests, and what is to be seen on a page that was typeset.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use super::super::press::typeset;
use super::super::*;
use crate::course::edition;
use crate::course::edition::Edition;
use crate::course::programme::{Hours, Session};
use crate::course::reading::Reading;
use crate::course::tree::*;
use crate::course::*;
use crate::diagnostic::Strictness;
use crate::project::{self, Memo};
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::tex::read;
use crate::theme::Theme;

pub(in crate::output::print) type B = Block<Resolved>;
pub(in crate::output::print) type I = Inline<Resolved>;

pub(in crate::output::print) const EN: usize = 0;
pub(in crate::output::print) const ZH: usize = 1;

pub(in crate::output::print) fn file() -> FileId {
    let mut sources = Sources::default();
    sources.add("course/index.en.md", "text")
}

pub(in crate::output::print) fn span(start: u32, text: &str) -> Span {
    Span { file: file(), start, end: start + text.len() as u32 }
}

pub(in crate::output::print) fn words(text: &str) -> I {
    Inline::Text(text.into(), span(100, text))
}

pub(in crate::output::print) fn formula(source: &str, display: bool) -> Formula {
    let content = read(source).unwrap_or_else(|mistake| panic!("{source}: {mistake:?}"));
    Formula { source: source.into(), span: span(0, source), display, content, apart: Apart::default() }
}

pub(in crate::output::print) fn block(kind: BlockKind<Resolved>) -> B {
    Block { span: span(0, "block"), kind }
}

pub(in crate::output::print) fn par(text: &str) -> B {
    block(BlockKind::Paragraph(vec![words(text)]))
}

pub(in crate::output::print) fn directive(body: Body<Resolved>) -> Directive<Resolved> {
    Directive { title: None, id: None, number: None, minutes: None, group: None, workspace: None, body }
}

pub(in crate::output::print) fn boxed(kind: BoxKind, content: Vec<B>) -> B {
    block(BlockKind::Directive(directive(Body::Box(kind, content))))
}

pub(in crate::output::print) fn text(language: usize, title: &str, body: Vec<B>) -> Text {
    Text {
        language: Lang::new(language),
        derived: false,
        title: title.into(),
        summary: None,
        materials: Vec::new(),
        places: HeadPlaces { title: span(0, title), summary: None, materials: Vec::new() },
        content: Content::of(body, Vec::new()),
        anchors: BTreeMap::new(),
        earlier: BTreeMap::new(),
    }
}

/// The same text with a single note.
pub(in crate::output::print) fn with_note(text: &Text, note: B) -> Text {
    Text { content: Content::of(text.body().to_vec(), vec![vec![note]]), ..text.clone() }
}

pub(in crate::output::print) fn both(en: &str, zh: &str) -> Localized<String> {
    Localized::new(vec![en.into(), zh.into()])
}

pub(in crate::output::print) fn item(kind: usize, number: u32, slug: &str, en: Text, zh: Text) -> Item {
    Item {
        kind: KindIx::new(kind),
        parent: None,
        path: slug.into(),
        number: Some(Number { first: number, second: None }),
        minutes: Some(20),
        sheet: None,
        needed_at: Vec::new(),
        aliases: Vec::new(),
        page: Arc::new(Page::new(Localized::new(vec![en, zh]))),
        mentioned_by: Vec::new(),
    }
}

/// Some items of the course below, after each other.
fn programme(items: &[usize]) -> Programme {
    let session = |&item: &usize| Session { item: ItemIx::new(item), place: None, minutes: None, span: None };
    let sessions = items.iter().map(session).collect();
    let span = span(0, "");
    Programme { key: None, title: None, hours: Hours::default(), days: None, sessions, span }
}

/// Two steps and one action, with these texts for the first step.
pub(in crate::output::print) fn course(en: Vec<B>, zh: Vec<B>) -> Course {
    let language = |key: &str| {
        let language = crate::book::language(key).expect("a language");
        Language { name: String::new(), tag: key.into(), ..language }
    };
    let kind = |key: &str, label: Localized<String>, plural: Localized<String>| Kind {
        key: key.into(),
        folder: format!("{key}s"),
        child_label: label.clone(),
        label,
        plural,
        numbered: true,
        cards: None,
    };
    let mut items = vec![
        item(0, 1, "listen", text(EN, "Listen actively", en), text(ZH, "积极聆听", zh)),
        item(0, 2, "close", text(EN, "Close", vec![par("The end.")]), text(EN, "Close", vec![par("The end.")])),
        item(1, 1, "smile", text(EN, "Smile", vec![par("Smile.")]), text(ZH, "微笑", vec![par("微笑。")])),
    ];
    items[2].mentioned_by = vec![ItemIx::new(0)];
    let forward = BTreeMap::from([(ItemIx::new(0), vec![ItemIx::new(2)])]);
    Course {
        about: About {
            title: both("Small book", "小书"),
            subtitle: Some(both("For a test", "供测试")),
            description: None,
            author: None,
            version: Some("1.0".into()),
            date: Some(Date { year: 2026, month: 11, day: 1 }),
            imprint: Default::default(),
            accessibility: None,
            identifier: None,
            site_url: None,
            pass_mark: 80,
            words: Vec::new(),
        },
        math: false,
        languages: vec![language("en"), language("zh")],
        kinds: vec![
            kind("step", both("Step {n}", "第{n}步"), both("Steps", "步骤")),
            kind("action", both("Action {n}", "行动{n}"), both("Actions", "行动")),
        ],
        items,
        relations: vec![Relation {
            key: "actions".into(),
            from: KindIx::new(0),
            to: KindIx::new(1),
            label: both("Actions that carry this step", "本步骤的行动"),
            inverse: both("Steps that this action serves", "这个行动服务的步骤"),
            matrix: true,
            pairs: Pairs::new(forward),
        }],
        front: Some(Arc::new(Page::new(Localized::new(vec![
            text(EN, "Welcome", vec![par("Hello.")]),
            text(ZH, "欢迎", vec![par("你好。")]),
        ])))),
        terms: vec![Term {
            words: Vec::new(),
            key: "empathy".into(),
            entries: Localized::new(vec![
                TermEntry { term: "empathy".into(), definition: "Standing there.".into(), ..TermEntry::default() },
                TermEntry {
                    term: "同理心".into(),
                    pinyin: Some("tónglǐxīn".into()),
                    definition: "站在对方。".into(),
                    ..TermEntry::default()
                },
            ]),
            span: span(7, "empathy"),
        }],
        attachments: Vec::new(),
        programmes: vec![programme(&[0, 1])],
        followed: 0,
        assets: vec![Asset {
            path: "dot.svg".into(),
            bytes: Arc::from(&br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>"#[..]),
            picture: crate::picture::Picture { format: crate::picture::PictureFormat::Svg, size: Some((40, 20)), words: String::new(), html: String::new() },
        }],
    }
}

/// That of the default theme.
pub(in crate::output::print) fn context() -> TypesetContext {
    TypesetContext::new(&Theme::default())
}

pub(in crate::output::print) const ENGLISH: Reading = Reading::Single(Lang::SOURCE);

pub(in crate::output::print) fn options(reading: Reading, edition: Edition) -> Options {
    Options { reading, edition, paper: Paper::A4, design: Design::default(), items: None }
}

pub(in crate::output::print) fn chinese() -> Reading {
    Reading::Single(Lang::new(ZH))
}

pub(in crate::output::print) fn parallel() -> Reading {
    Reading::Parallel(Lang::SOURCE, Lang::new(ZH))
}

pub(in crate::output::print) fn lay_out(course: &Course, options: &Options) -> PagedDocument {
    let course = edition::select(course.clone(), options.edition);
    let files = book::files(&course, options);
    let (document, warnings) = typeset::pages(&context(), "handbook.typ", files).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(warnings, Vec::<String>::new());
    document
}

/// What the pages show, in the order of painting.
pub(in crate::output::print) fn shown(document: &PagedDocument) -> String {
    fn walk(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, out),
                FrameItem::Text(text) => {
                    assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "no glyph for {:?}", text.text);
                    out.push_str(&text.text);
                }
                _ => {}
            }
        }
    }
    let mut out = String::new();
    for page in document.pages() {
        walk(&page.frame, &mut out);
        out.push('\n');
    }
    out
}

/// What is on a page between its head and its foot.
#[derive(Debug, Default)]
pub(in crate::output::print) struct Looks {
    pub text: String,
    /// Ruled lines to write on.
    pub lines: usize,
    /// How far down it reaches, of the page.
    pub filled: f64,
}

pub(in crate::output::print) fn looks(page: &typst_layout::Page) -> Looks {
    fn walk(frame: &Frame, at: Point, height: Abs, looks: &mut Looks) {
        for &(pos, ref item) in frame.items() {
            let at = at + pos;
            let low = at.y / height;
            let bottom = match item {
                FrameItem::Group(group) => {
                    walk(&group.frame, at, height, looks);
                    continue;
                }
                _ if !(0.07..0.93).contains(&low) => continue,
                FrameItem::Text(text) => {
                    looks.text.push_str(&text.text);
                    low
                }
                FrameItem::Shape(shape, _) => match shape.geometry {
                    Geometry::Line(_) if shape.stroke.as_ref().is_some_and(|s| s.thickness < Abs::pt(0.45)) => {
                        looks.lines += 1;
                        low
                    }
                    _ => continue,
                },
                _ => continue,
            };
            looks.filled = looks.filled.max(bottom);
        }
    }
    let mut looks = Looks::default();
    walk(&page.frame, Point::zero(), page.frame.height(), &mut looks);
    looks
}

pub(in crate::output::print) fn json_of(course: &Course, options: &Options, path: &str) -> serde_json::Value {
    let files = book::files(course, options);
    serde_json::from_slice(&files[path]).expect("the files are JSON")
}

pub(in crate::output::print) fn said(text: &str) -> Words {
    Words { text: text.to_owned(), span: span(0, text) }
}

pub(in crate::output::print) fn every_block() -> Vec<B> {
    let row = |a: &str, b: &str| vec![vec![words(a)], vec![words(b)]];
    let list = |start, checked| {
        let item = |text: &str| ListItem { checked, content: vec![par(text)] };
        block(BlockKind::List(List { start, tight: true, items: vec![item("one"), item("two")] }))
    };
    let exercise = Directive {
        title: Some(said("The echo")),
        id: Some("echo".into()),
        number: Some(1),
        minutes: Some(6),
        group: Some(2),
        workspace: Some(Length(300)),
        ..directive(Body::Box(BoxKind::Exercise, vec![par("Repeat."), boxed(BoxKind::Solution, vec![par("Heard.")])]))
    };
    let turn = |speaker: &str| Turn { speaker: vec![words(speaker)], speech: vec![par("Hello there.")] };
    let choice = |right, answer: &str| Choice {
        right,
        answer: vec![par(answer)],
        explanation: vec![par(&format!("because {answer}"))],
        partner: 0,
    };
    let inlines = vec![
        words("plain "),
        Inline::Emphasis(vec![words("stressed 重点")]),
        Inline::Strong(vec![words("strong")]),
        Inline::Strike(vec![words("gone")]),
        Inline::Code("code()".into(), span(0, "code()")),
        Inline::Formula(Box::new(formula("x^2", false))),
        Inline::SoftBreak,
        Inline::HardBreak,
        Inline::Abbreviation { meaning: said("World Health Organization"), content: vec![words("WHO")] },
        Inline::Ruby { reading: said("hàn"), content: vec![words("h")] },
        Inline::Blank(6, span(0, "x")),
        Inline::Place("here".into(), span(0, "x")),
        Inline::Indexed { entry: None, content: vec![words("geyser")] },
        Inline::Indexed { entry: Some("Old Faithful".into()), content: vec![words("another")] },
        Inline::Link { url: "https://example.org/a/b".into(), title: None, content: vec![words("a link")] },
        Inline::Image {
            picture: AssetIx::new(0),
            alt: said("a box"),
            width: Some(Width::Percent(30)),
            span: span(0, "x"),
        },
        Inline::Reference { target: Target::Item(ItemIx::new(2)), content: None, span: span(0, "x") },
        Inline::Reference { target: Target::Anchor(ItemIx::new(0), "echo".into()), content: None, span: span(0, "x") },
        Inline::Reference { target: Target::Term(TermIx::new(0)), content: None, span: span(0, "x") },
        Inline::Footnote(0),
        Inline::Footnote(0),
        Inline::Html("<b>".into()),
    ];
    let styled = TextStyle::ALL.map(|style| Inline::Styled { style, content: vec![words(style.tag())] });
    let inlines: Vec<_> = inlines.into_iter().chain(styled).collect();
    let mut out = vec![
        block(BlockKind::Heading { level: 2, id: "one".into(), content: vec![words("A heading")] }),
        block(BlockKind::Paragraph(inlines)),
        block(BlockKind::Figure {
            picture: AssetIx::new(0),
            alt: said(""),
            caption: Some(said("A caption")),
            width: None,
        }),
        list(None, None),
        list(Some(3), None),
        list(None, Some(true)),
        block(BlockKind::Quote(vec![par("quoted")])),
        block(BlockKind::Aside(vec![par("beside")])),
        block(BlockKind::Details { summary: vec![words("Why?")], content: vec![par("so that it works")] }),
        block(BlockKind::Aligned { alignment: Alignment::Center, content: vec![par("middle")] }),
        block(BlockKind::Definitions(vec![Definition {
            terms: vec![vec![words("term")]],
            meanings: vec![vec![par("meaning")]],
        }])),
        block(BlockKind::Alert { kind: AlertKind::Warning, title: None, content: vec![par("careful")] }),
        block(BlockKind::Code { language: Some("sh".into()), text: "ls -l\n".into() }),
        block(BlockKind::Table(Table {
            alignments: vec![Alignment::Left, Alignment::Right],
            head: row("head", "h2"),
            rows: vec![row("cell", "c2"), row("cell3", "c4")],
        })),
        block(BlockKind::Formula(Box::new(formula(r"\frac{a}{b}", true)))),
        block(BlockKind::Rule),
        block(BlockKind::Html("<hr>".into())),
        block(BlockKind::Directive(exercise)),
        block(BlockKind::Directive(directive(Body::Dialogue(vec![turn("Customer"), turn("Staff")])))),
        block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![Question::of_choices(
            vec![par("Why?")],
            vec![choice(false, "this"), choice(true, "that")],
        )]))))),
        boxed(BoxKind::RolePlay, vec![par("A scene."), boxed(BoxKind::Side, vec![par("You are angry.")])]),
    ];
    out.extend(
        [BoxKind::Objectives, BoxKind::Summary, BoxKind::Trainer, BoxKind::Say, BoxKind::Avoid]
            .map(|kind| boxed(kind, vec![par("inside")])),
    );
    out
}

pub(in crate::output::print) fn full_course() -> Course {
    let mut course = course(every_block(), every_block());
    let texts = [EN, ZH].map(|lang| {
        let mut text = course.items[0].page.texts[Lang::new(lang)].clone();
        text.content.change().footnotes = vec![vec![par("a note")]];
        let echo = Anchor::Directive { name: "exercise".into(), number: Some(1), title: Some("The echo".into()) };
        text.anchors = BTreeMap::from([("one".into(), Anchor::Heading("A heading".into())), ("echo".into(), echo)]);
        text
    });
    course.items[0].page = Arc::new(Page::new(Localized::new(texts.to_vec())));
    course
}

/// A step with exercises: what is to be done, and millimetres of room to write.
pub(in crate::output::print) fn worksheets(tasks: &[(&str, u32)]) -> Course {
    let exercise = |&(task, millimetres): &(&str, u32)| {
        let body = Body::Box(BoxKind::Exercise, vec![par(task)]);
        block(BlockKind::Directive(Directive { workspace: Some(Length(millimetres * 10)), ..directive(body) }))
    };
    let exercises = || tasks.iter().map(exercise).collect();
    course(exercises(), exercises())
}

/// The course that comes with Diglot.
pub(in crate::output::print) fn shipped() -> Course {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = project::load(root, Sources::default(), &mut Memo::once(), Strictness::Usual);
    loaded.expect("the course can be read").expect_sound().course
}
