//! The markup of each block and inline.

mod boxes;
mod tables;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::course::tree::{
    AlertKind, Alignment, Body, BoxKind, Choice, Definition, Directive, Inline, List, ListItem, Question, Quiz, Table,
    TextStyle, Turn, Words,
};
use crate::course::{
    About, Anchor, Asset, HeadPlaces, Item, ItemIx, KindIx, Language, Localized, Number, Page, Term, TermEntry, TermIx,
    Text,
};
use crate::course::{Content, Kind, Relation};
use crate::sources::Sources;
use crate::span::Span;

type Inlines = Vec<Inline<Resolved>>;
type Blocks = Vec<Block<Resolved>>;

const EN: Lang = Lang::SOURCE;

fn span() -> Span {
    Span::start_of(Sources::default().add("a.en.md", ""))
}

fn said(text: &str) -> Words {
    Words { text: text.to_owned(), span: span() }
}

fn block(kind: BlockKind<Resolved>) -> Block<Resolved> {
    Block { span: span(), kind }
}

fn words(text: &str) -> Inlines {
    vec![Inline::Text(text.to_owned(), span())]
}

fn paragraph(text: &str) -> Block<Resolved> {
    block(BlockKind::Paragraph(words(text)))
}

fn boxed(kind: BoxKind, content: Blocks) -> Directive<Resolved> {
    let body = Body::Box(kind, content);
    Directive { title: None, id: None, number: None, minutes: None, group: None, workspace: None, body }
}

fn both(en: &str, zh: &str) -> Localized<String> {
    Localized::new(vec![en.to_owned(), zh.to_owned()])
}

fn language(key: &str, tag: &str) -> Language {
    let language = crate::book::language(key).expect("a language");
    Language { name: String::new(), tag: tag.to_owned(), ..language }
}

/// One step, “Listen”, that is not translated; a picture; a term.
fn course() -> Course {
    let anchors = BTreeMap::from([
        ("why".to_owned(), Anchor::Heading("Why it works".to_owned())),
        (
            "geyser".to_owned(),
            Anchor::Directive { name: "exercise".into(), number: Some(8), title: Some("The geyser".to_owned()) },
        ),
    ]);
    let text = Text {
        language: EN,
        derived: false,
        title: "Listen & nod".to_owned(),
        summary: Some("Ears \"open\".".to_owned()),
        materials: Vec::new(),
        places: HeadPlaces { title: span(), summary: Some(span()), materials: Vec::new() },
        content: Content::default(),
        anchors,
        earlier: BTreeMap::from([("why".to_owned(), vec!["reason".to_owned()])]),
    };
    let entry = |term: &str| TermEntry {
        term: term.to_owned(),
        definition: "To feel with.".to_owned(),
        ..TermEntry::default()
    };
    Course {
        about: About {
            title: both("Course", "课程"),
            subtitle: None,
            description: None,
            author: None,
            version: None,
            date: None,
            imprint: Default::default(),
            accessibility: None,
            identifier: None,
            site_url: None,
            pass_mark: 80,
            words: Vec::new(),
        },
        math: false,
        languages: vec![language("en", "en"), language("zh", "zh-Hans")],
        kinds: vec![Kind {
            key: "step".to_owned(),
            folder: "steps".to_owned(),
            label: both("Step {n}", "第{n}步"),
            child_label: both("Step {n}", "第{n}步"),
            numbered: true,
            cards: None,
            plural: both("Steps", "步骤"),
        }],
        items: vec![Item {
            kind: KindIx::new(0),
            parent: None,
            path: "listen".to_owned(),
            number: Some(Number { first: 2, second: None }),
            minutes: None,
            sheet: None,
            needed_at: Vec::new(),
            aliases: Vec::new(),
            page: Arc::new(Page::new(Localized::new(vec![text.clone(), text]))),
            mentioned_by: Vec::new(),
        }],
        relations: Vec::<Relation>::new(),
        front: None,
        terms: vec![Term {
            words: Vec::new(),
            key: "empathy".to_owned(),
            entries: Localized::new(vec![entry("empathy"), entry("同理心")]),
            span: span(),
        }],
        attachments: Vec::new(),
        programmes: Vec::new(),
        followed: 0,
        assets: vec![Asset {
            path: "a.svg".to_owned(),
            bytes: Vec::new().into(),
            picture: crate::picture::Picture {
                format: crate::picture::PictureFormat::Svg,
                size: Some((40, 30)),
                words: String::new(),
                html: String::new(),
            },
        }],
    }
}

/// Addresses that show what was asked for.
struct Addresses;

impl Links for Addresses {
    fn target(&self, target: &Target) -> String {
        match target {
            Target::Front(_) => "index.html".to_owned(),
            Target::Item(item) => format!("item-{}.html", item.index()),
            Target::Anchor(item, id) => format!("item-{}.html#{id}", item.index()),
            Target::File(file) => format!("file-{}", file.index()),
            Target::Term(term) => format!("glossary.html?a&b#{}", term.index()),
        }
    }

    fn picture(&self, picture: AssetIx) -> String {
        format!("picture-{}.svg", picture.index())
    }
}

fn in_language(lang: usize, prefix: &str, render: impl FnOnce(&mut Renderer<'_>, &mut String)) -> String {
    let course = course();
    let lang = course.langs().nth(lang).expect("there are two languages");
    let strings = crate::theme::strings(&course)[lang];
    let (places, earlier) = (Places::new(), &course.items[0].page.texts[lang].earlier);
    let links = &Addresses;
    let medium = Medium::Web;
    let breaks = None;
    let context = Context { medium, course: &course, lang, strings, links, prefix, places: &places, earlier, breaks };
    let mut out = String::new();
    render(&mut Renderer::new(context), &mut out);
    out
}

fn html(kind: BlockKind<Resolved>) -> String {
    in_language(0, "", |renderer, out| renderer.blocks(&[block(kind)], out))
}

fn line(inlines: Inlines) -> String {
    in_language(0, "", |renderer, out| renderer.inlines(&inlines, out))
}

fn reference(target: Target, content: Option<Inlines>) -> Inline<Resolved> {
    Inline::Reference { target, content, span: span() }
}

#[test]
fn inlines() {
    let cases: Vec<(Inline<Resolved>, &str)> = vec![
        (Inline::Text("a < b & c".to_owned(), span()), "a &lt; b &amp; c"),
        (Inline::Emphasis(words("e")), "<em>e</em>"),
        (Inline::Strong(words("b")), "<strong>b</strong>"),
        (Inline::Strike(words("s")), "<s>s</s>"),
        (Inline::Code("<p>".to_owned(), span()), "<code>&lt;p&gt;</code>"),
        (Inline::SoftBreak, "\n"),
        (Inline::Styled { style: TextStyle::Superscript, content: words("3") }, "<sup>3</sup>"),
        (Inline::Abbreviation { meaning: said("a<b"), content: words("AB") }, "<abbr title=\"a&lt;b\">AB</abbr>"),
        (Inline::Ruby { reading: said("say"), content: words("x") }, "<ruby>x<rp>(</rp><rt>say</rt><rp>)</rp></ruby>"),
        (Inline::Blank(4, span()), "<span class=\"blank\" role=\"img\" aria-label=\"blank to fill in\">____</span>"),
        (Inline::Place("here".to_owned(), span()), "<span id=\"here\"></span>"),
        (Inline::HardBreak, "<br/>\n"),
        (Inline::Html("<kbd>".to_owned()), "<kbd>"),
        (
            Inline::Link { url: "https://a.example/?a=\"b\"&c".to_owned(), title: None, content: words("l") },
            "<a class=\"external\" href=\"https://a.example/?a=%22b%22&amp;c\">l</a>",
        ),
        (
            Inline::Image { picture: AssetIx::new(0), alt: said("\"A\""), width: None, span: span() },
            "<img src=\"picture-0.svg\" alt=\"&quot;A&quot;\" width=\"40\" height=\"30\"/>",
        ),
    ];
    for (inline, expected) in cases {
        assert_eq!(line(vec![inline]), expected);
    }
}

#[test]
fn references() {
    let item = ItemIx::new(0);
    let cases: Vec<(Inline<Resolved>, &str)> = vec![
        (
            reference(Target::Item(item), None),
            "<a class=\"reference\" href=\"item-0.html\" title=\"Ears &quot;open&quot;.\">Step\u{a0}2: Listen &amp; nod</a>",
        ),
        (
            reference(Target::Item(item), Some(words("a nod"))),
            "<a class=\"reference\" href=\"item-0.html\" title=\"Step 2: Listen &amp; nod\" data-about=\"Ears &quot;open&quot;.\">a nod</a>",
        ),
        (
            reference(Target::Anchor(item, "geyser".to_owned()), None),
            "<a class=\"reference\" href=\"item-0.html#geyser\" title=\"Step 2: Listen &amp; nod\">Exercise 8: The geyser</a>",
        ),
        (
            reference(Target::Anchor(item, "why".to_owned()), None),
            "<a class=\"reference\" href=\"item-0.html#why\" title=\"Step 2: Listen &amp; nod\">Why it works</a>",
        ),
        (
            reference(Target::Term(TermIx::new(0)), Some(words("feels"))),
            "<a class=\"term\" href=\"glossary.html?a&amp;b#0\" title=\"To feel with.\" data-name=\"empathy\">feels</a>",
        ),
        (
            reference(Target::Term(TermIx::new(0)), None),
            "<a class=\"term\" href=\"glossary.html?a&amp;b#0\" title=\"To feel with.\">empathy</a>",
        ),
    ];
    for (inline, expected) in cases {
        assert_eq!(line(vec![inline]), expected);
    }
}

#[test]
fn a_title_that_is_not_translated_says_its_language() {
    let inline = reference(Target::Item(ItemIx::new(0)), None);
    let html = in_language(1, "", |renderer, out| renderer.inlines(&[inline], out));
    let expected = "<a class=\"reference\" href=\"item-0.html\" title=\"Ears &quot;open&quot;.\">\
                    第2步：<span lang=\"en\">Listen &amp; nod</span></a>";
    assert_eq!(html, expected);
}

#[test]
fn plain_blocks() {
    let cases: Vec<(BlockKind<Resolved>, &str)> = vec![
        (
            BlockKind::Heading { level: 2, id: "为什么".to_owned(), content: words("Why") },
            "<h2 id=\"为什么\">Why</h2>\n",
        ),
        (BlockKind::Paragraph(words("p")), "<p>p</p>\n"),
        (BlockKind::Quote(vec![paragraph("q")]), "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        (BlockKind::Rule, "<hr/>\n"),
        (BlockKind::Html("<b>x</b>".to_owned()), "<b>x</b>\n"),
        (
            BlockKind::Code { language: Some("a\"b".to_owned()), text: "<x>\n".to_owned() },
            "<pre tabindex=\"0\"><code class=\"language-a&quot;b\">&lt;x&gt;\n</code></pre>\n",
        ),
        (
            BlockKind::Figure { picture: AssetIx::new(0), alt: said("A"), caption: Some(said("<C>")), width: None },
            "<figure><img src=\"picture-0.svg\" alt=\"A\" width=\"40\" height=\"30\"/>\
             <figcaption>&lt;C&gt;</figcaption></figure>\n",
        ),
        (
            BlockKind::Details { summary: words("Why?"), content: vec![paragraph("t")] },
            "<details class=\"more\">\n<summary>Why?</summary>\n<p>t</p>\n</details>\n",
        ),
        (
            BlockKind::Aligned { alignment: Alignment::Center, content: vec![paragraph("t")] },
            "<div class=\"center\">\n<p>t</p>\n</div>\n",
        ),
        (BlockKind::Aside(vec![paragraph("t")]), "<aside>\n<p>t</p>\n</aside>\n"),
        (
            BlockKind::Definitions(vec![Definition { terms: vec![words("a")], meanings: vec![vec![paragraph("t")]] }]),
            "<dl>\n<dt>a</dt>\n<dd>t</dd>\n</dl>\n",
        ),
        (
            BlockKind::Alert { kind: AlertKind::Tip, title: None, content: vec![paragraph("t")] },
            "<div class=\"alert tip\" role=\"note\">\n<p class=\"alert-label\">Tip</p>\n<p>t</p>\n</div>\n",
        ),
    ];
    for (kind, expected) in cases {
        assert_eq!(html(kind), expected);
    }
}

#[test]
fn lists() {
    let item = |checked, content| ListItem { checked, content };
    let items = vec![item(None, vec![paragraph("a")]), item(None, vec![paragraph("b"), paragraph("c")])];
    assert_eq!(
        html(BlockKind::List(List { start: Some(3), tight: false, items })),
        "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n<p>c</p>\n</li>\n</ol>\n"
    );
    let inner = List { start: Some(1), tight: true, items: vec![item(None, vec![paragraph("b")])] };
    let items = vec![item(Some(true), vec![paragraph("a"), block(BlockKind::List(inner))])];
    assert_eq!(
        html(BlockKind::List(List { start: None, tight: true, items })),
        "<ul class=\"tasks\">\n<li><span class=\"tick done\" role=\"img\" aria-label=\"done\"></span> a\n\
         <ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"
    );
}

#[test]
fn words_of_another_language_say_so() {
    let text = |words: &str| Inline::Text(words.to_owned(), span());
    let foreign = |tag: &str, content| {
        let language = Box::new(crate::book::language(tag).expect("a tag"));
        Inline::Foreign { language, content }
    };
    assert_eq!(line(vec![text("A <礼> b")]), "A &lt;<span lang=\"zh-Hans\">礼</span>&gt; b");
    assert_eq!(
        line(vec![foreign("ja", vec![text("礼 a"), Inline::Strong(words("物"))])]),
        "<span lang=\"ja\">礼 a<strong>物</strong></span>"
    );
    let english = in_language(1, "", |renderer, out| renderer.inlines(&[text("说“I see it now”。用 Excel。")], out));
    assert_eq!(english, "说“<span lang=\"en\">I see it now</span>”。用 Excel。");
}

#[test]
fn notes_lead_back_to_every_call() {
    let html = in_language(0, "zh-", |renderer, out| {
        renderer.inlines(&[Inline::Footnote(0), Inline::Footnote(0)], out);
        out.push('\n');
        for note in renderer.footnotes(&vec![vec![paragraph("n")]]) {
            out.push_str(&note);
        }
    });
    assert_eq!(
        html,
        "<sup class=\"call\"><a href=\"#zh-fn-1\" id=\"zh-call-1\" role=\"doc-noteref\">1</a></sup>\
         <sup class=\"call\"><a href=\"#zh-fn-1\" id=\"zh-call-1-2\" role=\"doc-noteref\">1</a></sup>\n\
         <li id=\"zh-fn-1\"><p>n \
         <a class=\"back\" href=\"#zh-call-1\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩\u{fe0e}</a>\
         <a class=\"back\" href=\"#zh-call-1-2\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩\u{fe0e}</a></p>\n\
         </li>\n"
    );
}
