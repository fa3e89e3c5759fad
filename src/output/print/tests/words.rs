//! Words in the type and the language that they need.

use super::*;

#[test]
fn a_character_without_a_font_is_reported_once_at_its_place() {
    let text = "well 😀 and 😀";
    let course = course(vec![par(text)], vec![par("😀")]);
    let found = missing_glyphs(&course, &[], &context());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].code, found[0].span.range()), (Code::MissingGlyph, 105..109));
    assert_eq!(found[0].message.en, "no font has the character `😀` (U+1F600)");
}

#[test]
fn a_character_without_a_font_can_be_left_out() {
    let (text, chinese) = ("well 😀 said", "好😀的");
    let mut course = course(vec![par(text), par("plain")], vec![par(chinese)]);
    let words = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>😀</text></svg>";
    course.assets[0].bytes = words.as_bytes().into();
    for reading in [ENGLISH, parallel()] {
        let options = options(reading, Edition::Learner);
        let context = context();
        let manuscript = Manuscript::new(&Document::Handbook, &course, &context, &options);
        let (pages, _) =
            typeset::pages(&context, manuscript.template, manuscript.files.clone()).expect("it is typeset");
        let shown = shown(&pages);
        assert!(shown.contains("well ") && !shown.contains('😀'), "{shown}");
        manuscript.pdf().expect("every character of it has a font");
    }
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
fn the_apostrophe_of_a_latin_word_in_chinese_is_latin() {
    fn families(frame: &Frame, out: &mut Vec<(String, String)>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => families(&group.frame, out),
                FrameItem::Text(text) => out.push((text.font.info().family.to_string(), text.text.to_string())),
                _ => {}
            }
        }
    }
    let body = || vec![par("他说“I’m fine”就走了，don’t worry，Mr. O’Neil’s 意见。")];
    for reading in [chinese(), parallel()] {
        let mut set = Vec::new();
        for page in lay_out(&course(body(), body()), &options(reading, Edition::Learner)).pages() {
            families(&page.frame, &mut set);
        }
        let of = |words: &str| -> Vec<&str> {
            set.iter().filter(|(_, text)| text.contains(words)).map(|(family, _)| family.as_str()).collect()
        };
        for word in ["I’m", "don’t", "O’Neil’s"] {
            let found = of(word);
            assert!(!found.is_empty() && found.iter().all(|family| *family == "Diglot Serif"), "{word}: {set:?}");
        }
        assert!(of("“").contains(&"Diglot Serif SC"), "{set:?}");
    }
    let flag = |course: &Course| {
        json_of(course, &options(chinese(), Edition::Learner), "/course/book.json")["languages"][ZH].clone()
    };
    assert_eq!(flag(&course(body(), body()))["contractions"], true);
    // Ordinary courses pay nothing.
    assert_eq!(flag(&course(body(), vec![par("他说‘好’。")]))["contractions"], false);
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
