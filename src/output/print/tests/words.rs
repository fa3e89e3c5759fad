//! Words in the type and the language that they need.

use super::*;
use crate::course::reading::Reading;
use crate::theme::EMOJI_FAMILY;

/// The pieces of text on pages, each with the family of its font.
fn families(pages: &PagedDocument) -> Vec<(String, String)> {
    fn walk(frame: &Frame, out: &mut Vec<(String, String)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => walk(&group.frame, out),
                FrameItem::Text(text) => out.push((text.font.info().family.to_string(), text.text.to_string())),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    pages.pages().iter().for_each(|page| walk(&page.frame, &mut out));
    out
}

/// The handbook, made as a build makes it.
fn handbook(course: &Course, reading: Reading) -> PagedDocument {
    let (options, context) = (options(reading, Edition::Learner), context());
    let manuscript = Manuscript::new(&Document::Handbook, course, &context, &options);
    let (pages, warnings) = typeset::pages(&context, manuscript.template, manuscript.files.clone()).expect("pages");
    assert_eq!(warnings, Vec::<String>::new());
    manuscript.pdf().expect("every character of it has a font");
    pages
}

#[test]
fn a_character_without_a_font_is_reported_at_its_place() {
    let found = missing_glyphs(&course(vec![par("well 𠮷")], vec![par("好")]), &[], &context());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, found[0].span.range()), (Code::MissingGlyph, 105..109));
    assert_eq!(found[0].message.en, "no font has the character `𠮷` (U+20BB7)");
}

#[test]
fn a_character_without_a_font_has_a_substitute() {
    let mut course = course(vec![par("well 𠮷 said, สวัสดี"), par("plain")], vec![par("好𠮷的")]);
    let words = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>𠮷</text></svg>";
    course.assets[0].bytes = words.as_bytes().into();
    for reading in [ENGLISH, chinese(), parallel()] {
        let shown = shown(&handbook(&course, reading));
        assert!(shown.contains("U+20BB7") && !shown.contains('𠮷'), "{shown}");
        assert_eq!(shown.contains("U+0E2A"), reading != chinese(), "{shown}");
    }
}

#[test]
fn emoji_are_in_colour_and_signs_of_the_text_are_not() {
    let body = || vec![par("well 😡👍🏽 1️⃣ ☎️, 🇨🇳 👨‍👩‍👧‍👦; ☎ 1 #2 ✓ ★ ☐ → © ⌚\u{fe0e}")];
    for reading in [ENGLISH, chinese(), parallel()] {
        let pieces = families(&handbook(&course(body(), body()), reading));
        let set = |sign: &str, ours: bool| {
            pieces.iter().any(|(family, text)| (family == EMOJI_FAMILY) == ours && text.contains(sign))
        };
        for sign in ["😡", "👍🏽", "1️⃣", "☎️", "🇨🇳", "👨‍👩‍👧‍👦"] {
            assert!(set(sign, true) && !set(sign, false), "{sign}: {pieces:?}");
        }
        for sign in ["☎", "1", "#", "2", "✓", "★", "☐", "→", "©"] {
            assert!(set(sign, false), "{sign}: {pieces:?}");
        }
        assert!(!["#", "2", "✓", "★", "☐", "→", "©"].into_iter().any(|sign| set(sign, true)), "{pieces:?}");
    }
}

#[test]
fn a_document_without_emoji_knows_nothing_of_their_font() {
    let context = context();
    let plain = context.fit(book::files(&course(vec![par("well ☎")], vec![]), &options(ENGLISH, Edition::Learner)));
    assert!(!plain.contains_key("/course/emoji.json"));
    let with = context.fit(book::files(&course(vec![par("well 📞")], vec![]), &options(ENGLISH, Edition::Learner)));
    assert_eq!(with["/course/emoji.json"].as_slice(), "[\"📞\"]".as_bytes());
}

#[test]
fn an_address_is_printed_without_a_hyphen_that_is_not_in_it() {
    let address = "example.org/internationalization/understanding/responsibilities";
    let link = |before: usize| {
        let content = vec![words("is here")];
        let link = Inline::Link { url: format!("https://{address}"), title: None, content };
        block(BlockKind::Paragraph(vec![words(&"x ".repeat(before)), link]))
    };
    let links = || (0..30).map(link).collect();
    for reading in [ENGLISH, chinese(), parallel()] {
        let pages = lay_out(&course(links(), links()), &options(reading, Edition::Learner));
        let shown = shown(&pages).replace('\u{200b}', "");
        assert_eq!(shown.matches(address).count(), 30 * reading.langs().len(), "{reading:?}: {shown}");
    }
}

#[test]
fn marks_between_latin_words_in_chinese_are_latin() {
    let text = "他说“I’m fine”就走了，don’t worry，the guests’ rooms，rock ’n’ roll，say “no” and go，wait… no。“好”“Yes”“No”……";
    let body = || vec![par(text)];
    for reading in [chinese(), parallel()] {
        let set = families(&lay_out(&course(body(), body()), &options(reading, Edition::Learner)));
        let of = |words: &str| -> Vec<&str> {
            set.iter().filter(|(_, text)| text.contains(words)).map(|(family, _)| family.as_str()).collect()
        };
        for words in ["I’m", "don’t", "guests’", "’n’", "“no”", "wait…"] {
            let found = of(words);
            assert!(!found.is_empty() && found.iter().all(|family| *family == "Diglot Serif"), "{words}: {set:?}");
        }
        let chinese: String =
            set.iter().filter(|(family, _)| family == "Diglot Serif SC").map(|(_, t)| t.as_str()).collect();
        for marks in ["说“", "”就", "“好”“", "”“", "”……"] {
            assert!(chinese.contains(marks), "{marks}: {set:?}");
        }
    }
    let flag = |course: &Course| {
        json_of(course, &options(chinese(), Edition::Learner), "/course/book.json")["languages"][ZH].clone()
    };
    assert_eq!(flag(&course(body(), body()))["contractions"], true);
    // Ordinary courses pay nothing.
    assert_eq!(flag(&course(body(), vec![par("他说‘好’，“OK”“Yes”……")]))["contractions"], false);
}

#[test]
fn words_of_another_language_are_tagged_with_it() {
    fn spoken(frame: &Frame, out: &mut Vec<(String, String)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => spoken(&group.frame, out),
                FrameItem::Text(text) => out.push((text.lang.as_str().to_owned(), text.text.to_string())),
                _ => {}
            }
        }
    }
    let french = Box::new(crate::book::language("fr").expect("a tag"));
    let line = vec![words("Put 加勉 into "), Inline::Foreign { language: french, content: vec![words("mise")] }];
    let chinese_line = vec![words("说完再说 see it tomorrow 就好")];
    let course = course(vec![block(BlockKind::Paragraph(line))], vec![block(BlockKind::Paragraph(chinese_line))]);
    let pages = lay_out(&course, &options(parallel(), Edition::Learner));
    let mut all = Vec::new();
    pages.pages().iter().for_each(|page| spoken(&page.frame, &mut all));
    let languages = |words: &str| -> BTreeSet<&str> {
        all.iter().filter(|(_, text)| text.contains(words)).map(|(lang, _)| lang.as_str()).collect()
    };
    for (words, lang) in [("Put", "en"), ("加勉", "zh"), ("mise", "fr"), ("说完再说", "zh"), ("see", "en")] {
        assert_eq!(languages(words), BTreeSet::from([lang]), "{words}");
    }
}

#[test]
fn what_stands_below_its_page_is_reported() {
    let titled = |words: usize| {
        let mut course = course(vec![par("text")], vec![par("字")]);
        let texts =
            course.items[0].page.texts.map(|text| Text { title: "Listen to it ".repeat(words), ..text.clone() });
        course.items[0].page = Arc::new(Page::new(texts));
        let pages = lay_out(&course, &options(ENGLISH, Edition::Learner));
        let found = proof::read(&course, &pages, "print/handbook.en.pdf");
        found.iter().any(|found| found.code == Code::CutOff)
    };
    assert!(!titled(1));
    assert!(titled(600));
}
