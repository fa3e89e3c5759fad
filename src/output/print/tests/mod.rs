//! A small course built by hand, typeset and looked at.

mod answers;
mod bleed;
mod boxes;
mod fixtures;
mod formulas;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst_layout::PagedDocument;

use super::press::{CachePolicy, MemoryWorld, typeset};
use super::*;
use crate::course::edition;
use crate::course::edition::Edition;
use crate::course::reading::Style;
use crate::course::tree::*;
use crate::course::*;
use crate::diagnostic::Code;
use crate::digest::Digest;
pub(super) use fixtures::*;

#[test]
fn a_passage_that_is_older_than_its_source_changes_the_pdfs_that_show_it_alone() {
    let passage = |rest: Vec<Inline<Resolved>>| {
        let inlines = std::iter::once(words("一。")).chain(rest).collect();
        course(vec![par("One.")], vec![block(BlockKind::Paragraph(inlines))])
    };
    let courses = [passage(Vec::new()), passage(vec![Inline::Stale("b1".into())])];
    let context = context();
    for (document, reading, same) in [
        (Document::Feedback, chinese(), true),
        (Document::Handbook, ENGLISH, true),
        (Document::Handbook, chinese(), false),
        (Document::Handbook, parallel(), false),
    ] {
        let options = options(reading, Edition::Learner);
        let digest =
            |course| Manuscript::new(&document, course, &context, &options).digest(Digest::of(b"this program"));
        let [before, after] = courses.each_ref().map(digest);
        assert_eq!(before == after, same, "{document:?} in {reading:?}");
    }
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
        let first = handbook(&course, &options).unwrap_or_else(|e| panic!("{e:?}"));
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
    let mut learner = options(ENGLISH, Edition::Learner);
    let pages = shown(&lay_out(&course, &learner));
    let last = pages.lines().last().expect("there are pages");
    assert!(last.contains("Answer key") && last.contains("because that"), "{last}");
    assert_eq!(pages.matches("because that").count(), 1, "{pages}");
    learner.design.without_answers = true;
    assert_eq!(json_of(&course, &learner, "/course/book.json")["answers"], serde_json::Value::Null);
    assert!(!shown(&lay_out(&course, &learner)).contains("Answer key"));
}

#[test]
fn questions_of_every_form_are_asked_in_another_order_than_they_are_answered() {
    let option = |words: &str| Choice { right: true, answer: vec![par(words)], explanation: Vec::new(), partner: 0 };
    let pair = |(at, words): (usize, &str)| Choice { partner: at, ..option(words) };
    let of = |form, key: &str, options| Question {
        key: key.into(),
        form,
        question: vec![par(&format!("{form:?}?"))],
        options,
        explanation: vec![par("so it is")],
    };
    let steps = ["first", "second", "third"].map(option).to_vec();
    let pairs = [(0, "one → uno"), (1, "two → dos"), (0, "ein -> uno")].map(pair).to_vec();
    let all = [of(Form::Order, "abc", steps), of(Form::Match, "def", pairs), of(Form::Open, "ghi", Vec::new())];
    let body = vec![block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(all.to_vec())))))];
    let course = course(body.clone(), body);
    let json = |edition| json_of(&course, &options(ENGLISH, edition), "/course/item-0.json").to_string();
    let learner = json(Edition::Learner);
    let at = |words: &str| learner.find(words).unwrap_or_else(|| panic!("{words} is missing in {learner}"));
    assert!(!(at("first") < at("second") && at("second") < at("third")), "{learner}");
    assert!(at("dos") < at("uno") && learner.matches("uno").count() == 1, "{learner}");
    assert!(!learner.contains("so it is") && learner.contains("\"lines\":3"), "{learner}");
    let trainer = json(Edition::Trainer);
    assert!(trainer.contains("Answer: 1\u{a0}B, 2\u{a0}A, 3\u{a0}B"), "{trainer}");
    assert!(trainer.contains("Model answer") && trainer.matches("so it is").count() == 3, "{trainer}");
    let shown = shown(&lay_out(&course, &options(parallel(), Edition::Learner)));
    assert!(shown.contains("Put these in the right order."), "{shown}");
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
    assert!(one_sided.lines().next().is_some_and(|page| page.contains("For a test")), "{one_sided}");
}

#[test]
fn each_language_has_an_index_with_each_name_once() {
    let mut course = full_course();
    let texts = course.items[1].page.texts.map(|text| Text { title: "GEYSER".into(), ..text.clone() });
    course.items[1].page = Arc::new(Page::new(texts));
    let book = json_of(&course, &options(parallel(), Edition::Learner), "/course/book.json");
    let indexes = book["indexes"].as_array().expect("a list");
    assert_eq!(indexes.len(), 2, "{indexes:?}");
    for index in indexes {
        let entries = index["groups"].as_array().into_iter().flatten();
        let entries: Vec<_> = entries.flat_map(|group| group["entries"].as_array().into_iter().flatten()).collect();
        let names: BTreeSet<String> = entries.iter().map(|entry| entry["key"].to_string()).collect();
        assert_eq!(names.len(), entries.len(), "{entries:?}");
        let named = |name: &str| entries.iter().find(|entry| entry["title"][0]["text"] == name);
        assert!(named("Old Faithful").is_some(), "{entries:?}");
        // The marked word has the name of an item.
        assert_eq!(named("GEYSER").map(|entry| entry["main"][0] == "step/close"), Some(true), "{entries:?}");
    }
}

#[test]
fn a_heading_is_bookmarked_once() {
    let heading = json_of(&full_course(), &options(parallel(), Edition::Learner), "/course/item-0.json").to_string();
    assert!(heading.contains("\"bookmark\":\"A heading\""), "{heading}");
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
fn what_is_empty_or_large_is_typeset() {
    let nothing = || ListItem { checked: None, content: Vec::new() };
    let long = "x".repeat(9000);
    let list = block(BlockKind::List(List { start: None, tight: true, items: vec![nothing(), nothing()] }));
    let link =
        Inline::Link { url: format!("https://example.org/{long}"), title: None, content: vec![words("far away")] };
    let option = |n: usize| Choice { right: n == 27, answer: vec![par("answer")], explanation: Vec::new(), partner: 0 };
    let quiz = Question::of_choices(Vec::new(), (0..28).map(option).collect());
    let body = || {
        vec![
            list.clone(),
            block(BlockKind::Quote(Vec::new())),
            block(BlockKind::Heading { level: 3, id: "skips".into(), content: Vec::new() }),
            block(BlockKind::Paragraph(vec![link.clone()])),
            block(BlockKind::Code { language: None, text: long.clone() }),
            boxed(BoxKind::Say, Vec::new()),
            block(BlockKind::Directive(directive(Body::Quiz(Quiz::of(vec![quiz.clone()]))))),
            block(BlockKind::Directive(directive(Body::Dialogue(Vec::new())))),
        ]
    };
    let course = course(body(), body());
    for reading in [ENGLISH, parallel()] {
        let shown = shown(&lay_out(&course, &options(reading, Edition::Trainer)));
        assert!(shown.contains("far away") && shown.contains("Answer: AB"), "{shown}");
        handbook(&course, &options(reading, Edition::Trainer)).unwrap_or_else(|e| panic!("{e:?}"));
    }
}

#[test]
fn the_foreword_of_the_shipped_course_has_two_pages() {
    let course = edition::select(shipped(), Edition::Learner);
    for (reading, first, last) in [
        (ENGLISH, "Who this course is for", "10 keeps the promise"),
        (chinese(), "写给谁", "把承诺守到底"),
        (parallel(), "Who this course is for", "把承诺守到底"),
    ] {
        let pages = shown(&lay_out(&course, &options(reading, Edition::Learner)));
        let begins = pages.lines().position(|page| page.contains(first)).expect("a foreword");
        let foreword = pages.lines().skip(begins).take(2).collect::<String>();
        assert!(foreword.contains(last), "{reading:?}: {foreword}");
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
        vec![Inline::Link { url: address.into(), title: None, content: vec![words("Sign")] }, Inline::Footnote(0)],
        vec![Inline::Reference { target: Target::Item(ItemIx::new(2)), content: None, span: span(0, "x") }],
    ];
    let rows = (0..150).map(|n| vec![vec![words(&format!("row {n}"))], vec![words("x")]]).collect();
    let table = block(BlockKind::Table(Table { alignments: Vec::new(), head, rows }));
    let mut course = course(vec![table.clone()], vec![table]);
    let texts = course.items[0].page.texts.map(|text| with_note(text, par("a note")));
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
            handbook(&course, &options).unwrap_or_else(|e| panic!("{reading:?} {style:?}: {e:?}"));
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
    course.relations[0].pairs = Pairs::new(forward);
    for item in &mut course.items {
        item.mentioned_by.clear();
    }
    for paper in [Paper::A4, Paper::A5] {
        let options = Options { paper, ..options(ENGLISH, Edition::Learner) };
        handbook(&course, &options).unwrap_or_else(|e| panic!("{paper:?}: {e:?}"));
    }
}

#[test]
fn a_speech_keeps_its_paragraphs_apart_and_what_is_none() {
    let code = || block(BlockKind::Code { language: None, text: "4711".into() });
    let formula = || block(BlockKind::Formula(Box::new(formula("E = m", true))));
    let turn = || Turn { speaker: vec![words("Ann")], speech: vec![par("First."), formula(), par("Second."), code()] };
    let dialogue = || vec![block(BlockKind::Directive(directive(Body::Dialogue(vec![turn()]))))];
    for reading in [ENGLISH, parallel()] {
        let pages = lay_out(&course(dialogue(), dialogue()), &options(reading, Edition::Learner));
        let shown = shown(&pages);
        for words in ["First.", "𝐸", "Second.", "4711"] {
            assert!(shown.contains(words), "{words:?} is not in {shown}");
        }
    }
}

#[test]
fn what_the_typesetter_does_not_take_is_traced_to_its_block() {
    let figure = || BlockKind::Figure { picture: AssetIx::new(0), alt: said("A"), caption: None, width: None };
    let place = span(300, "![A](dot.png)");
    let body = || {
        let quoted = vec![par("before"), Block { span: place, kind: figure() }];
        vec![par("first"), block(BlockKind::Quote(quoted)), boxed(BoxKind::Exercise, vec![par("last")])]
    };
    let mut course = course(body(), vec![par("某")]);
    course.assets[0].bytes = Arc::from(&b"not a picture"[..]);
    for reading in [ENGLISH, parallel()] {
        let options = options(reading, Edition::Learner);
        for document in [Document::Handbook, Document::Booklet(BINDING)] {
            let unmade = Manuscript::new(&document, &course, &context(), &options).pdf().err();
            let Some(Unmade::Refused(found)) = unmade else { panic!("{unmade:?}") };
            assert_eq!((found.code, found.span), (Code::Unprintable, place), "{found:?}");
            assert!(found.message.en.contains(".pdf`: "), "{found:?}");
        }
    }
}

const BINDING: Binding =
    Binding { sheet: SheetSize::A4, duplex: Duplex::ShortEdge, sheets_per_signature: Some(4), thickness: 100 };

fn handbook(course: &Course, options: &Options) -> Result<Vec<u8>, Unmade> {
    Manuscript::new(&Document::Handbook, course, &context(), options).pdf().map(|pdf| pdf.bytes)
}

#[test]
fn a_booklet_is_not_larger_than_its_pages() {
    let course = edition::select(shipped(), Edition::Learner);
    for reading in [ENGLISH, chinese()] {
        for duplex in [Duplex::ShortEdge, Duplex::LongEdge] {
            let binding = Binding { duplex, ..BINDING };
            let (options, context) = (options(reading, Edition::Learner), context());
            let booklet = || Manuscript::new(&Document::Booklet(binding), &course, &context, &options);
            let pages = typeset::pages(&context, "handbook.typ", booklet().files);
            let (pages, _) = pages.unwrap_or_else(|e| panic!("{e:?}"));
            let source = typeset::sheets(&pages, "source").expect("the pages are sound").len();
            let sheets = booklet().pdf().expect("the sheets are sound").bytes.len();
            assert!(sheets * 10 <= source * 13, "{sheets} bytes on sheets, {source} bytes as pages");
        }
    }
}

#[test]
fn a_large_document_comes_out_the_same_as_a_small_one() {
    let course = edition::select(shipped(), Edition::Learner);
    let context = context();
    let pdf = |policy: CachePolicy| {
        let manuscript = Manuscript::new(&Document::Handbook, &course, &context, &options(ENGLISH, Edition::Learner));
        let world = MemoryWorld::new(&context, manuscript.template, manuscript.files);
        let (pages, _) = typeset::lay_out(&world, policy).unwrap_or_else(|e| panic!("{e:?}"));
        typeset::tagged(&world, &pages, "a book").unwrap_or_else(|e| panic!("{e}"))
    };
    assert!(pdf(CachePolicy::KeepAll) == pdf(CachePolicy::Forget));
}

/// What `benches/typst.py` gives to another build of the typesetter.
#[test]
#[ignore = "writes a book's files to the folder that WORLD names"]
#[allow(clippy::disallowed_methods, reason = "the files are for another program")]
fn the_files_of_a_handbook_on_the_disk() {
    let folder = std::path::PathBuf::from(std::env::var_os("WORLD").expect("WORLD names a folder"));
    let (course, context) = (edition::select(shipped(), Edition::Learner), context());
    let put = |path: &str, bytes: &[u8]| {
        let file = folder.join(path.trim_start_matches('/'));
        std::fs::create_dir_all(file.parent().expect("a file has a folder")).expect("the folder can be made");
        std::fs::write(file, bytes).expect("the file can be written");
    };
    for (reading, name) in [(ENGLISH, "en"), (parallel(), "en-zh")] {
        let manuscript = Manuscript::new(&Document::Handbook, &course, &context, &options(reading, Edition::Learner));
        for (path, bytes) in manuscript.files.iter().chain(&context.files) {
            put(&format!("{name}{path}"), bytes);
        }
        for (path, source) in &context.sources {
            put(&format!("{name}{path}"), source.text().as_bytes());
        }
    }
}
