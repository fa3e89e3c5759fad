//! What an author writes is text, wherever it stands: nothing of it runs in a browser, in a template or in the typesetter.

mod support;

use support::{Course, files};

const TEXT: &str =
    r##"<script>alert(1)</script> {{ 7*7 }} {% raw %} #read("/etc/passwd") @x $x$ "onload='x' &amp; </title> --> ]]>"##;

/// As YAML in double quotes.
fn yaml() -> String {
    format!("\"{}\"", TEXT.replace('\\', "\\\\").replace('"', "\\\""))
}

fn course() -> Course {
    let course = Course::new();
    let yaml = yaml();
    let book = format!(
        "title: {yaml}\nsubtitle: {yaml}\ndescription: {yaml}\nauthor: {yaml}\nversion: {yaml}\nlanguages: [en, zh]\n\
         kinds:\n  step: {{folder: steps, label: {yaml}, plural: {yaml}}}\n  act: {{folder: acts, label: Act, plural: {yaml}}}\n\
         relations:\n  acts: {{from: step, to: act, label: {yaml}, inverse: {yaml}}}\n\
         editions: [learner, trainer]\nchecks: {{forbidden-link: off, half-width-punctuation: off}}\n"
    );
    course.write("book.yaml", book);
    let title = TEXT.replace('[', "\\[").replace(']', "\\]");
    let alt = title.replace('<', "\\<").replace("--", "\\--");
    let inline = alt.replace('*', "\\*");
    let body = format!(
        "## {inline}\n\n{inline}\n\n[x](javascript:alert(1)) [y](JavaScript:alert(2)) [z](data:text/html,<script>alert(3)</script>) \
         <javascript:alert(4)>\n\n| {cell} | b |\n|---|---|\n| {cell} | [[act/a\\|{cell}]] |\n\n\
         ![{alt}](lion.svg \"{caption}\")\n\n`{TEXT}`\n\n```{TEXT}\n{TEXT}\n```\n\n:::exercise[{title}]\n{inline}[^n]\n:::\n\n\
         :::quiz[{title}]\n1. {inline}\n\n   - [x] {inline}\n     > {inline}\n   - [ ] {inline}\n:::\n\n\
         :::dialogue[{title}]\n- **{inline}:** {inline}\n:::\n\n[[term:t]] [[act/a|{inline}]]\n\n[^n]: {inline}\n",
        cell = inline.replace('|', "\\|"),
        caption = TEXT.replace('"', "\\\""),
    );
    for language in ["en", "zh"] {
        let structure = if language == "en" { "acts: [a]\n" } else { "" };
        let text = format!("---\ntitle: {yaml}\nsummary: {yaml}\n{structure}---\n\n{body}");
        course.write(&format!("course/steps/01-listen.{language}.md"), text);
        let text = format!("---\ntitle: {yaml}\nsummary: {yaml}\n---\n\n[[step/listen]]\n");
        course.write(&format!("course/acts/01-a.{language}.md"), text);
    }
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><script>alert(1)</script><path d=\"M0 0h4v4z\"/></svg>";
    course.write("course/steps/lion.svg", svg);
    let term = format!("{{term: {yaml}, pinyin: {yaml}, definition: {yaml}}}");
    course.write("course/glossary.yaml", format!("t:\n  en: {term}\n  zh: {term}\n"));
    course
}

#[test]
fn text_stays_text() {
    let course = course();
    let run = course.run(&["build", "--edition", "trainer"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut pages = 0;
    let mut wrong = Vec::new();
    for (path, bytes) in files(&course.path().join("dist")) {
        let path = path.to_string_lossy().into_owned();
        if !path.ends_with(".html") {
            continue;
        }
        pages += 1;
        let html = String::from_utf8(bytes).expect("pages are UTF-8");
        let lower = html.to_lowercase();
        for harmful in [
            "<script>alert",
            "=\"javascript:",
            "='javascript:",
            "href=\"data:",
            "</title> -->",
            "\"onload",
            "#read(\"/etc",
            "49 ",
        ] {
            if lower.contains(harmful) {
                let at = lower.find(harmful).unwrap_or_default();
                let start = html.floor_char_boundary(at.saturating_sub(100));
                let end = html.ceil_char_boundary((at + 100).min(html.len()));
                // Between tags a quotation mark needs no escape.
                let in_tag = html[..at].rfind('<') > html[..at].rfind('>');
                if in_tag || !harmful.contains('"') {
                    wrong.push(format!("{path}: {harmful}\n  {}", &html[start..end]));
                }
            }
        }
        if path.ends_with("en/steps/listen.html") {
            for shown in [
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "{{ 7*7 }}",
                "{% raw %}",
                "@x",
                "$x$",
                "[x](javascript:alert(1))",
            ] {
                assert!(html.contains(shown), "{path} does not show {shown}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pages > 5, "only {pages} pages");
}
