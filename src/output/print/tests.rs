//! A small course built by hand, typeset and looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::Destination;
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use super::rounds::Thrift;
use super::world::MemoryWorld;
use super::*;
use crate::course::*;
use crate::diagnostic::Code;
use crate::edition;
use crate::failure::Failure;
use crate::sources::{FileId, Sources, Span};
use crate::theme::Theme;
use crate::tree::*;

type B = Block<Resolved>;
type I = Inline<Resolved>;

const EN: usize = 0;
const ZH: usize = 1;

fn file() -> FileId {
    let mut sources = Sources::default();
    sources.add("course/index.en.md", "text")
}

fn span(start: u32, text: &str) -> Span {
    Span { file: file(), start, end: start + text.len() as u32 }
}

fn words(text: &str) -> I {
    Inline::Text(text.into(), span(100, text))
}

fn block(kind: BlockKind<Resolved>) -> B {
    Block { span: span(0, "block"), kind }
}

fn par(text: &str) -> B {
    block(BlockKind::Paragraph(vec![words(text)]))
}

fn directive(body: Body<Resolved>) -> Directive<Resolved> {
    Directive { title: None, id: None, number: None, minutes: None, group: None, workspace: None, body }
}

fn boxed(kind: BoxKind, content: Vec<B>) -> B {
    block(BlockKind::Directive(directive(Body::Box(kind, content))))
}

fn text(language: usize, title: &str, body: Vec<B>) -> Text {
    Text {
        language: Lang::new(language),
        title: title.into(),
        summary: None,
        materials: Vec::new(),
        body,
        footnotes: Vec::new(),
        anchors: BTreeMap::new(),
    }
}

fn both(en: &str, zh: &str) -> Localized<String> {
    Localized::new(vec![en.into(), zh.into()])
}

fn item(kind: usize, number: u32, slug: &str, en: Text, zh: Text) -> Item {
    Item {
        kind: KindIx::new(kind),
        slug: slug.into(),
        number,
        minutes: Some(20),
        aliases: Vec::new(),
        page: Arc::new(Page::new(Localized::new(vec![en, zh]))),
        mentioned_by: Vec::new(),
    }
}

/// Two steps and one action, with these texts for the first step.
fn course(en: Vec<B>, zh: Vec<B>) -> Course {
    let language = |key: &str, region: &str, chinese| Language {
        key: key.into(),
        tag: key.into(),
        language: key.into(),
        region: Some(region.into()),
        chinese,
    };
    let kind = |key: &str, label: Localized<String>, plural: Localized<String>| Kind {
        key: key.into(),
        folder: format!("{key}s"),
        label,
        plural,
    };
    let mut items = vec![
        item(0, 1, "listen", text(EN, "Listen actively", en), text(ZH, "积极聆听", zh)),
        item(0, 2, "close", text(EN, "Close", vec![par("The end.")]), text(EN, "Close", vec![par("The end.")])),
        item(1, 1, "smile", text(EN, "Smile", vec![par("Smile.")]), text(ZH, "微笑", vec![par("微笑。")])),
    ];
    items[2].mentioned_by = vec![ItemIx::new(0)];
    let forward = BTreeMap::from([(ItemIx::new(0), vec![ItemIx::new(2)])]);
    Course {
        title: both("Small book", "小书"),
        subtitle: Some(both("For a test", "供测试")),
        description: None,
        author: None,
        version: Some("1.0".into()),
        date: Some(Date { year: 2026, month: 11, day: 1 }),
        site_url: None,
        languages: vec![language("en", "US", false), language("zh", "CN", true)],
        kinds: vec![
            kind("step", both("Step {n}", "第{n}步"), both("Steps", "步骤")),
            kind("action", both("Action {n}", "行动{n}"), both("Actions", "行动")),
        ],
        items,
        relations: vec![Relation::new(
            ("actions".into(), true),
            (KindIx::new(0), KindIx::new(1)),
            both("Actions that carry this step", "本步骤的行动"),
            both("Steps that this action serves", "这个行动服务的步骤"),
            forward,
        )],
        front: Some(Arc::new(Page::new(Localized::new(vec![
            text(EN, "Welcome", vec![par("Hello.")]),
            text(ZH, "欢迎", vec![par("你好。")]),
        ])))),
        terms: vec![Term {
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
        assets: vec![Asset {
            path: "dot.svg".into(),
            bytes: Arc::from(&br#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>"#[..]),
            size: Some((40, 20)),
        }],
    }
}

/// That of the default theme.
pub(super) fn press() -> Press {
    Press::new(&Theme::default())
}

pub(super) const ENGLISH: Reading = Reading::Single(Lang::SOURCE);

pub(super) fn options(reading: Reading, edition: Edition) -> Options {
    Options { reading, edition, paper: Paper::A4, design: Design::default(), items: None }
}

pub(super) fn chinese() -> Reading {
    Reading::Single(Lang::new(ZH))
}

pub(super) fn parallel() -> Reading {
    Reading::Parallel(Lang::SOURCE, Lang::new(ZH))
}

fn lay_out(course: &Course, options: &Options) -> PagedDocument {
    let course = edition::select(course.clone(), options.edition);
    let files = book::files(&course, options);
    let (document, warnings) = typeset::pages(&press(), "handbook.typ", files).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(warnings, Vec::<String>::new());
    document
}

/// What the pages show, in the order of painting.
pub(super) fn shown(document: &PagedDocument) -> String {
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
pub(super) struct Looks {
    pub text: String,
    /// Ruled lines to write on.
    pub lines: usize,
    /// How far down it reaches, of the page.
    pub filled: f64,
}

pub(super) fn looks(page: &typst_layout::Page) -> Looks {
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

fn json_of(course: &Course, options: &Options, path: &str) -> serde_json::Value {
    let files = book::files(course, options);
    serde_json::from_slice(&files[path]).expect("the files are JSON")
}

fn every_block() -> Vec<B> {
    let row = |a: &str, b: &str| vec![vec![words(a)], vec![words(b)]];
    let list = |start, checked| {
        let item = |text: &str| ListItem { checked, content: vec![par(text)] };
        block(BlockKind::List(List { start, tight: true, items: vec![item("one"), item("two")] }))
    };
    let exercise = Directive {
        title: Some("The echo".into()),
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
    };
    let inlines = vec![
        words("plain "),
        Inline::Emphasis(vec![words("stressed 重点")]),
        Inline::Strong(vec![words("strong")]),
        Inline::Strike(vec![words("gone")]),
        Inline::Code("code()".into(), span(0, "code()")),
        Inline::Math { text: "x^2".into(), display: false },
        Inline::SoftBreak,
        Inline::HardBreak,
        Inline::Link { url: "https://example.org/a/b".into(), content: vec![words("a link")] },
        Inline::Image { picture: AssetIx::new(0), alt: "a box".into(), span: span(0, "x") },
        Inline::Reference { target: Target::Item(ItemIx::new(2)), content: None, span: span(0, "x") },
        Inline::Reference { target: Target::Anchor(ItemIx::new(0), "echo".into()), content: None, span: span(0, "x") },
        Inline::Reference { target: Target::Term(TermIx::new(0)), content: None, span: span(0, "x") },
        Inline::Footnote(0),
        Inline::Footnote(0),
        Inline::Html("<b>".into()),
    ];
    let mut out = vec![
        block(BlockKind::Heading { level: 2, id: "one".into(), content: vec![words("A heading")] }),
        block(BlockKind::Paragraph(inlines)),
        block(BlockKind::Figure { picture: AssetIx::new(0), alt: String::new(), caption: Some("A caption".into()) }),
        list(None, None),
        list(Some(3), None),
        list(None, Some(true)),
        block(BlockKind::Quote(vec![par("quoted")])),
        block(BlockKind::Alert { kind: AlertKind::Warning, content: vec![par("careful")] }),
        block(BlockKind::Code { language: Some("sh".into()), text: "ls -l\n".into() }),
        block(BlockKind::Table(Table {
            alignments: vec![Alignment::Left, Alignment::Right],
            head: row("head", "h2"),
            rows: vec![row("cell", "c2"), row("cell3", "c4")],
        })),
        block(BlockKind::Rule),
        block(BlockKind::Html("<hr>".into())),
        block(BlockKind::Directive(exercise)),
        block(BlockKind::Directive(directive(Body::Dialogue(vec![turn("Customer"), turn("Staff")])))),
        block(BlockKind::Directive(directive(Body::Quiz(vec![Question {
            question: vec![par("Why?")],
            options: vec![choice(false, "this"), choice(true, "that")],
        }])))),
        boxed(BoxKind::RolePlay, vec![par("A scene."), boxed(BoxKind::Side, vec![par("You are angry.")])]),
    ];
    out.extend(
        [BoxKind::Objectives, BoxKind::Summary, BoxKind::Trainer, BoxKind::Say, BoxKind::Avoid]
            .map(|kind| boxed(kind, vec![par("inside")])),
    );
    out
}

pub(super) fn full_course() -> Course {
    let mut course = course(every_block(), every_block());
    let texts = [EN, ZH].map(|lang| {
        let mut text = course.items[0].page.texts[Lang::new(lang)].clone();
        text.footnotes = vec![vec![par("a note")]];
        let echo = Anchor::Directive { name: "exercise", number: Some(1), title: Some("The echo".into()) };
        text.anchors = BTreeMap::from([("one".into(), Anchor::Heading("A heading".into())), ("echo".into(), echo)]);
        text
    });
    course.items[0].page = Arc::new(Page::new(Localized::new(texts.to_vec())));
    course
}

#[test]
fn every_block_is_typeset_in_every_reading_and_edition() {
    for reading in [ENGLISH, chinese(), parallel()] {
        for edition in Edition::ALL {
            let pages = lay_out(&full_course(), &options(reading, edition));
            let shown = shown(&pages);
            let expected = ["A heading", "quoted", "careful", "ls -l", "cell3", "The echo", "a note", "inside", "Why?"];
            for words in expected {
                assert!(shown.contains(words), "{words:?} is not in {shown}");
            }
            assert_eq!(shown.contains("Heard."), edition == Edition::Trainer);
        }
    }
}

#[test]
fn a_pdf_is_accessible_and_the_same_on_every_run() {
    let course = full_course();
    for reading in [ENGLISH, parallel()] {
        let options = options(reading, Edition::Trainer);
        let first = handbook(&course, &options).unwrap_or_else(|e| panic!("{e}"));
        assert!(first.starts_with(b"%PDF-"));
        assert!(first == handbook(&course, &options).expect("it went well before"), "two runs differ");
    }
}

#[test]
fn markup_of_the_typesetter_is_text() {
    let injected =
        "#read(\"/etc/passwd\") @x $x$ <script> *a* _b_ `c` = H // d /* e */ \\ ~ -- #panic() <label> #eval(\"1\")";
    let nodes = || {
        vec![
            par(injected),
            block(BlockKind::Quote(vec![par(injected)])),
            block(BlockKind::Code { language: None, text: injected.into() }),
        ]
    };
    let pages = lay_out(&course(nodes(), nodes()), &options(ENGLISH, Edition::Learner));
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let shown = squeezed(&shown(&pages));
    assert_eq!(shown.matches(&squeezed(injected)).count(), 3, "{shown}");
}

#[test]
fn learners_get_no_answers() {
    let course = full_course();
    let learner = json_of(&course, &options(ENGLISH, Edition::Learner), "/course/item-0.json").to_string();
    assert!(!learner.contains("because"), "{learner}");
    assert!(!learner.contains("\"ticked\":true") && !learner.contains("Answer"), "{learner}");
    let trainer = json_of(&course, &options(ENGLISH, Edition::Trainer), "/course/item-0.json").to_string();
    assert!(trainer.contains("because that") && trainer.contains("\"answer\":\"Answer: B\""), "{trainer}");
}

#[test]
fn the_answer_key_of_trainers_gives_each_question_its_page() {
    let course = full_course();
    for reading in [ENGLISH, parallel()] {
        let trainer = options(reading, Edition::Trainer);
        let key = &json_of(&course, &trainer, "/course/book.json")["answers"];
        let answer = &key["groups"][0]["answers"][0];
        assert_eq!(answer["said"].as_array().map(Vec::len), Some(reading.langs().len()), "{key}");
        assert_eq!((&answer["said"][0]["letters"], &answer["said"][0]["options"][0]), (&"B".into(), &"that".into()));
        let pages = shown(&lay_out(&course, &trainer));
        let page_of = |words: &str| pages.lines().position(|page| page.contains(words)).expect("it is shown") + 1;
        let key = pages.lines().find(|page| page.contains("Answer key") && page.contains("Why?")).expect("a key");
        assert!(key.contains(&page_of("because that").to_string()), "{key}");
    }
    let learner = options(ENGLISH, Edition::Learner);
    assert_eq!(json_of(&course, &learner, "/course/book.json")["answers"], serde_json::Value::Null);
    assert!(!shown(&lay_out(&course, &learner)).contains("Answer key"));
}

#[test]
fn a_book_printed_on_two_sides_opens_on_right_hand_pages() {
    let design = Design { sides: Sides::Two, ..Design::default() };
    for paper in [Paper::A4, Paper::A5] {
        let pages = shown(&lay_out(&full_course(), &Options { design, paper, ..options(ENGLISH, Edition::Trainer) }));
        let pages: Vec<&str> = pages.lines().collect();
        assert_eq!(pages[..2], ["Small book", ""], "a half-title with an empty back");
        assert!(pages[2].contains("For a test") && pages[3].contains("Typefaces"), "{pages:?}");
        for opener in ["Contents", "StepsStepsStep 1", "Step 120 minListen actively", "Step 220 minClose"] {
            let found = pages.iter().position(|page| page.contains(opener));
            assert_eq!(found.map(|page| page % 2), Some(0), "{opener}: {pages:?}");
        }
    }
    let one_sided = shown(&lay_out(&full_course(), &options(ENGLISH, Edition::Learner)));
    assert!(one_sided.lines().nth(1).is_some_and(|page| page.contains("For a test")), "{one_sided}");
}

#[test]
fn references_lead_to_what_is_in_the_pdf() {
    let course = full_course();
    let mut some = options(ENGLISH, Edition::Learner);
    some.items = Some(BTreeSet::from([ItemIx::new(0)]));
    let page = json_of(&course, &some, "/course/item-0.json");
    assert_eq!(page["relations"][0]["items"][0]["to"], serde_json::Value::Null);
    let text = page.to_string();
    assert!(text.contains("\"to\":\"step/listen#echo\"") && !text.contains("\"to\":\"action/smile\""), "{text}");
    let pages = lay_out(&course, &some);
    assert!(!shown(&pages).contains("Contents"));
}

#[test]
fn a_missing_translation_is_marked_and_stands_once() {
    let course = course(vec![par("x")], vec![par("某")]);
    let alone = shown(&lay_out(&course, &options(chinese(), Edition::Learner)));
    assert!(alone.contains("尚未翻译") && alone.contains("The end."), "{alone}");
    let beside = shown(&lay_out(&course, &options(parallel(), Edition::Learner)));
    assert_eq!(beside.matches("The end.").count(), 1, "{beside}");
}

#[test]
fn a_character_without_a_font_is_reported_once_at_its_place() {
    let text = "well 😀 and 😀";
    let course = course(vec![par(text)], vec![par("😀")]);
    let found = missing_glyphs(&course, &[], &press());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, found[0].span.range()), (Code::MissingGlyph, 105..109));
    assert_eq!(found[0].message, "no font has the character `😀` (U+1F600)");
}

#[test]
fn what_is_empty_or_large_is_typeset() {
    let nothing = || ListItem { checked: None, content: Vec::new() };
    let long = "x".repeat(9000);
    let list = block(BlockKind::List(List { start: None, tight: true, items: vec![nothing(), nothing()] }));
    let link = Inline::Link { url: format!("https://example.org/{long}"), content: vec![words("far away")] };
    let option = |n: usize| Choice { right: n == 27, answer: vec![par("answer")], explanation: Vec::new() };
    let quiz = Question { question: Vec::new(), options: (0..28).map(option).collect() };
    let body = || {
        vec![
            list.clone(),
            block(BlockKind::Quote(Vec::new())),
            block(BlockKind::Heading { level: 3, id: "skips".into(), content: Vec::new() }),
            block(BlockKind::Paragraph(vec![link.clone()])),
            block(BlockKind::Code { language: None, text: long.clone() }),
            boxed(BoxKind::Say, Vec::new()),
            block(BlockKind::Directive(directive(Body::Quiz(vec![quiz.clone()])))),
            block(BlockKind::Directive(directive(Body::Dialogue(Vec::new())))),
        ]
    };
    let course = course(body(), body());
    for reading in [ENGLISH, parallel()] {
        let shown = shown(&lay_out(&course, &options(reading, Edition::Trainer)));
        assert!(shown.contains("far away") && shown.contains("Answer: 28"), "{shown}");
        handbook(&course, &options(reading, Edition::Trainer)).unwrap_or_else(|e| panic!("{e}"));
    }
}

/// How many pages lead to an address.
fn pages_that_lead_to(document: &PagedDocument, address: &str) -> usize {
    fn leads(frame: &Frame, address: &str) -> bool {
        frame.items().any(|(_, item)| match item {
            FrameItem::Group(group) => leads(&group.frame, address),
            FrameItem::Link(Destination::Url(url), _) => url.as_str() == address,
            _ => false,
        })
    }
    document.pages().iter().filter(|page| leads(&page.frame, address)).count()
}

#[test]
fn the_head_of_a_table_is_repeated_without_its_links() {
    let address = "https://example.org/head";
    let head = vec![
        vec![Inline::Link { url: address.into(), content: vec![words("Sign")] }, Inline::Footnote(0)],
        vec![Inline::Reference { target: Target::Item(ItemIx::new(2)), content: None, span: span(0, "x") }],
    ];
    let rows = (0..150).map(|n| vec![vec![words(&format!("row {n}"))], vec![words("x")]]).collect();
    let table = block(BlockKind::Table(Table { alignments: Vec::new(), head, rows }));
    let mut course = course(vec![table.clone()], vec![table]);
    let texts = course.items[0].page.texts.map(|text| Text { footnotes: vec![vec![par("a note")]], ..text.clone() });
    course.items[0].page = Arc::new(Page::new(texts));
    for reading in [ENGLISH, parallel()] {
        for style in [Style::Columns, Style::Stacked, Style::Facing] {
            let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
            let design = Design { style, sides, ..Design::default() };
            let options = Options { design, ..options(reading, Edition::Learner) };
            let pages = lay_out(&course, &options);
            let heads = shown(&pages).matches("Sign").count();
            let (links, tables) = (pages_that_lead_to(&pages, address), reading.langs().len());
            assert!(heads > tables && (1..=tables).contains(&links), "{style:?}: {heads} heads, {links} links");
            handbook(&course, &options).unwrap_or_else(|e| panic!("{reading:?} {style:?}: {e}"));
        }
    }
}

#[test]
fn a_matrix_goes_on_on_the_next_page() {
    let mut course = course(vec![par("x")], vec![par("某")]);
    let action = course.items.pop().expect("an action");
    for number in 3..70 {
        let (en, zh) = (text(EN, &format!("Row {number}"), vec![]), text(ZH, &format!("第{number}行"), vec![]));
        course.items.push(item(0, number, &format!("row-{number}"), en, zh));
    }
    let action_ix = ItemIx::new(course.items.len());
    course.items.push(action);
    let forward = BTreeMap::from([(ItemIx::new(0), vec![action_ix])]);
    let label = both("Actions that carry this step", "本步骤的行动");
    let kinds = (KindIx::new(0), KindIx::new(1));
    course.relations = vec![Relation::new(("actions".into(), true), kinds, label.clone(), label, forward)];
    for item in &mut course.items {
        item.mentioned_by.clear();
    }
    for paper in [Paper::A4, Paper::A5] {
        let options = Options { paper, ..options(ENGLISH, Edition::Learner) };
        handbook(&course, &options).unwrap_or_else(|e| panic!("{paper:?}: {e}"));
    }
}

#[test]
fn a_picture_that_cannot_be_read_is_named() {
    let mut course = full_course();
    course.assets[0] = Asset { path: "steps/dot.png".into(), bytes: Arc::from(&b"not a picture"[..]), size: None };
    let failure = handbook(&course, &options(ENGLISH, Edition::Learner)).expect_err("the picture is broken");
    assert!(failure.to_string().starts_with("steps/dot.png: the picture cannot be read"), "{failure}");
}

#[test]
fn blocks_nest_as_deep_as_the_parser_allows() {
    let wrap = |make: fn(Vec<B>) -> B| (0..12).fold(vec![par("core")], |inner, _| vec![make(inner)]);
    let makers: [fn(Vec<B>) -> B; 4] = [
        |inner| block(BlockKind::Quote(inner)),
        |inner| boxed(BoxKind::Exercise, inner),
        |inner| block(BlockKind::Alert { kind: AlertKind::Tip, content: inner }),
        |inner| {
            let items = vec![ListItem { checked: None, content: inner }];
            block(BlockKind::List(List { start: None, tight: false, items }))
        },
    ];
    for make in makers {
        for reading in [ENGLISH, parallel()] {
            let pages = lay_out(&course(wrap(make), wrap(make)), &options(reading, Edition::Trainer));
            assert!(shown(&pages).contains("core"));
        }
    }
}

#[test]
fn ruled_lines_are_never_alone() {
    let mut continued = 0;
    for above in (0..40).step_by(4) {
        let body = || {
            let filler = (0..above).map(|n| par(&format!("Filler {n}.")));
            let task = (0..6).map(|n| par(&format!("Task {n}.")));
            let task = task.chain([boxed(BoxKind::Solution, vec![par("Heard."); 6])]).collect();
            let exercise = Directive { workspace: Some(Length(900)), ..directive(Body::Box(BoxKind::Exercise, task)) };
            filler.chain([block(BlockKind::Directive(exercise))]).collect()
        };
        let course = course(body(), body());
        for (reading, style) in
            [ENGLISH, parallel(), parallel()].into_iter().zip([Style::Columns, Style::Columns, Style::Facing])
        {
            let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
            let design = Design { style, sides, ..Design::default() };
            let pages = lay_out(&course, &Options { design, ..options(reading, Edition::Trainer) });
            for page in pages.pages().iter().map(looks) {
                continued += usize::from(page.text.contains("(continued)"));
                let task = page.text.contains("Task 5");
                assert!(!task || page.lines >= 2, "{reading:?} {style:?} {above}: {page:?}");
                let head = page.text.contains("Exercise") || page.text.contains("练习");
                assert!(page.lines < 2 || head, "{reading:?} {style:?} {above}: {page:?}");
            }
        }
    }
    assert!(continued > 0, "no box was broken");
}

#[test]
fn lists_at_the_end_of_a_chapter_do_not_stand_alone() {
    let mut pages_of_the_box = BTreeSet::new();
    for above in (16..46).step_by(2) {
        let body = || {
            let filler = (0..above).map(|n| par(&format!("Filler {n}.")));
            filler.chain([boxed(BoxKind::Summary, vec![par("Summed up."); 4])]).collect()
        };
        let course = course(body(), body());
        for (reading, style) in [(ENGLISH, Style::Columns), (parallel(), Style::Columns), (parallel(), Style::Facing)] {
            let sides = if style == Style::Facing { Sides::Two } else { Sides::One };
            let options =
                Options { design: Design { style, sides, ..Design::default() }, ..options(reading, Edition::Learner) };
            let document = lay_out(&course, &options);
            let pages: Vec<Looks> = document.pages().iter().map(looks).collect();
            let page = pages.iter().position(|page| page.text.contains("Actions that carry this step"));
            let page = page.expect("the step has an action");
            assert!(pages[page].text.contains("Summed up."), "{reading:?} {style:?} {above}: {:?}", pages[page]);
            pages_of_the_box.insert((format!("{reading:?} {style:?}"), page));
        }
    }
    assert!(pages_of_the_box.len() >= 6, "no list was moved: {pages_of_the_box:?}");
}

fn handbook(course: &Course, options: &Options) -> Result<Vec<u8>, Failure> {
    Document::Handbook.manuscript(course, &press(), options).pdf().map(|pdf| pdf.bytes)
}

/// A step with an exercise for each workspace, in millimetres.
pub(super) fn worksheets(workspaces: &[u32]) -> Course {
    let exercise = |&millimetres: &u32| {
        let body = Body::Box(BoxKind::Exercise, vec![par("Write down what you see.")]);
        block(BlockKind::Directive(Directive { workspace: Some(Length(millimetres * 10)), ..directive(body) }))
    };
    let exercises = || workspaces.iter().map(exercise).collect();
    course(exercises(), exercises())
}

/// The course that comes with Diglot.
pub(super) fn shipped() -> Course {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::default();
    let file = sources.read_book(root).expect("the folder can be read").expect("the book has no error");
    let book = crate::book::read(&sources, file).0.expect("the book has no error");
    sources.read_course(root, &book.folder, file).expect("the course can be read");
    crate::resolve::resolve(&book, &sources).0.expect("the course has no error")
}

#[test]
fn a_booklet_is_not_larger_than_its_pages() {
    let course = edition::select(shipped(), Edition::Learner);
    for reading in [ENGLISH, chinese()] {
        for duplex in [Duplex::ShortEdge, Duplex::LongEdge] {
            let binding = Binding { sheet: Sheet::A4, duplex, sheets_per_signature: Some(4), thickness: 100 };
            let (options, press) = (options(reading, Edition::Learner), press());
            let booklet = || Document::Booklet(binding).manuscript(&course, &press, &options);
            let pages = typeset::pages(&press, "handbook.typ", booklet().files);
            let (pages, _) = pages.unwrap_or_else(|e| panic!("{e}"));
            let source = typeset::sheets(&pages, "source").expect("the pages are sound").len();
            let sheets = booklet().pdf().expect("the sheets are sound").bytes.len();
            assert!(sheets * 10 <= source * 13, "{sheets} bytes on sheets, {source} bytes as pages");
        }
    }
}

#[test]
fn a_large_document_comes_out_the_same_as_a_small_one() {
    let course = edition::select(shipped(), Edition::Learner);
    let press = press();
    let pdf = |thrift: Thrift| {
        let manuscript = Document::Handbook.manuscript(&course, &press, &options(ENGLISH, Edition::Learner));
        let world = MemoryWorld::new(&press, manuscript.template, manuscript.files);
        let (pages, _) = typeset::lay_out(&world, thrift).unwrap_or_else(|e| panic!("{e}"));
        typeset::tagged(&world, &pages, "a book").unwrap_or_else(|e| panic!("{e}"))
    };
    assert!(pdf(Thrift::Lavish) == pdf(Thrift::Sparing));
}

/// What `benches/typst.py` gives to another build of the typesetter.
#[test]
#[ignore = "writes a book's files to the folder that WORLD names"]
#[allow(clippy::disallowed_methods, reason = "the files are for another program")]
fn the_files_of_a_handbook_on_the_disk() {
    let folder = std::path::PathBuf::from(std::env::var_os("WORLD").expect("WORLD names a folder"));
    let (course, press) = (edition::select(shipped(), Edition::Learner), press());
    let put = |path: &str, bytes: &[u8]| {
        let file = folder.join(path.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(file, bytes).expect("the file can be written");
    };
    for (reading, name) in [(ENGLISH, "en"), (parallel(), "en-zh")] {
        let manuscript = Document::Handbook.manuscript(&course, &press, &options(reading, Edition::Learner));
        for (path, bytes) in manuscript.files.iter().chain(&press.files) {
            put(&format!("{name}{path}"), bytes);
        }
        for (path, source) in &press.sources {
            put(&format!("{name}{path}"), source.text().as_bytes());
        }
    }
}
