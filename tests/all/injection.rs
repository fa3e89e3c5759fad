//! What an author writes is text, wherever it stands: nothing of it runs in a browser, in a template or in the typesetter.

use std::process::Command;

use crate::support::{Course, files, said};

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
            for shown in ["&lt;script&gt;alert(1)&lt;/script&gt;", "{{ 7*7 }}", "{% raw %}", "@x", "$x$"] {
                assert!(html.contains(shown), "{path} does not show {shown}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(pages > 5, "only {pages} pages");
}

/// Typst, in each of its modes; what stands at the beginning tells one field from another. Typst would not find the files and stop.
const CODE: &str =
    r##"#panic("x") #include "book.yaml" #(271*314159) $x$ *b* _i_ <label> @ref \u{41} = h //c /* ` ] } ""##;

/// The fields of a course that hold code, in turn.
#[derive(Default)]
struct Fields(Vec<String>);

impl Fields {
    fn plain(&mut self) -> String {
        let text = format!("q{:03}{CODE}", self.0.len());
        self.0.push(text.clone());
        text
    }

    fn yaml(&mut self) -> String {
        format!("\"{}\"", self.plain().replace('\\', "\\\\").replace('"', "\\\""))
    }

    /// In a text, where a backslash takes its meaning from any sign.
    fn inline(&mut self) -> String {
        let escaped = |c: char| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() };
        self.plain().chars().map(escaped).collect()
    }

    /// Between the brackets of a fence.
    fn title(&mut self) -> String {
        self.plain().replace(']', "\\]")
    }

    /// Between the braces of `\text` in a formula. The dollar signs and braces of a formula are the parser's of Markdown.
    fn words(&mut self) -> String {
        let text = self.plain();
        let (start, _) = text.split_once(" $x$").expect("the code has a formula");
        *self.0.last_mut().expect("it was pushed") = start.to_owned();
        start.replace('#', "\\#")
    }
}

/// A course that is code wherever an author may write, all of it printed.
fn printed(fields: &mut Fields) -> Course {
    let course = Course::new();
    let mut f = || fields.yaml();
    let kind = |label: String, plural: String| format!("label: {label}, plural: {plural}");
    let book = format!(
        "title: {}\nsubtitle: {}\ndescription: {}\nauthor: {}\nversion: {}\nlanguages: [en, zh]\nmath: true\nkinds:\n  \
         step: {{folder: steps, {}}}\n  act: {{folder: acts, {}}}\nrelations:\n  \
         acts: {{from: step, to: act, matrix: true, label: {}, inverse: {}}}\n\
         outputs: {{handbook: {{}}, handouts: {{}}, cards: {{}}, chart: {{}}, slides: {{}}, kit: {{names: \"#x $y$ [z].csv\"}}}}\n\
         editions: [trainer]\nchecks: {{overfull-line: off, cut-off: off, low-resolution: off, half-width-punctuation: off}}\n",
        f(),
        f(),
        f(),
        f(),
        f(),
        kind(f(), f()),
        kind(f(), f()),
        f(),
        f(),
    );
    course.write("book.yaml", book);
    course.write("theme.yaml", "logo: \"#x $y$ [z].svg\"\n");
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><path d=\"M0 0h4v4z\"/></svg>";
    course.write("theme/#x $y$ [z].svg", svg);
    course.write("course/steps/#x $y$ *z*.svg", svg);
    let named = format!("name\n\"{}\"\n", fields.plain().replace('"', "\"\""));
    course.write("#x $y$ [z].csv", named);
    let mut glossary = String::from("t:\n");
    for language in ["en", "zh"] {
        let (term, definition) = (fields.yaml(), fields.yaml());
        let pinyin = if language == "zh" { format!(", pinyin: {}", fields.yaml()) } else { String::new() };
        glossary += &format!("  {language}: {{term: {term}, definition: {definition}{pinyin}}}\n");
        let structure = if language == "en" { "acts: [a]\nminutes: 30\n" } else { "" };
        let head = format!(
            "---\ntitle: {}\nsummary: {}\nmaterials: [{}]\n{structure}---\n\n",
            fields.yaml(),
            fields.yaml(),
            fields.yaml()
        );
        course.write(&format!("course/steps/01-listen.{language}.md"), head + &printed_body(fields));
        let act = format!("---\ntitle: {}\nsummary: {}\n---\n\n[[step/listen]]\n", fields.yaml(), fields.yaml());
        course.write(&format!("course/acts/01-a.{language}.md"), act);
        let front = format!("---\ntitle: {}\n---\n\n{}\n", fields.yaml(), fields.inline());
        course.write(&format!("course/index.{language}.md"), front);
    }
    course.write("course/glossary.yaml", glossary);
    course
}

fn printed_body(fields: &mut Fields) -> String {
    let mut body = format!("## {}\n\n", fields.inline());
    body += &format!("{}[^n] [{}](https://a.example) [[term:t]]\n\n", fields.inline(), fields.inline());
    body += &format!("[[act/a|{}]] [[term:t|{}]]\n\n", fields.inline(), fields.inline());
    body += &format!("- {}\n- [ ] {}\n\n1. *{}*\n\n", fields.inline(), fields.inline(), fields.inline());
    body += &format!("> **{}**\n\n> [!NOTE]\n> ~~{}~~\n\n", fields.inline(), fields.inline());
    body += &format!("| {} |\n|---|\n| {} |\n\n", fields.inline(), fields.inline());
    body += &format!("![{}](<#x $y$ *z*.svg> \"{}\")\n\n", fields.inline(), fields.inline());
    body += &format!("`` {} ``\n\n```{}\n{}\n```\n\n", fields.plain(), CODE.replace('`', ""), fields.plain());
    body += &format!("$\\text{{{}}}$\n\n$$\\operatorname{{{}}} x$$\n\n", fields.words(), fields.words());
    for name in ["objectives", "summary", "trainer", "exercise", "solution", "say", "avoid"] {
        body += &format!(":::{name}[{}]\n{}\n:::\n\n", fields.title(), fields.inline());
    }
    body += &format!(
        "::::exercise\n{}\n\n:::model-answer[{}]\n{}\n:::\n::::\n\n",
        fields.inline(),
        fields.title(),
        fields.inline()
    );
    body += &format!(
        ":::quiz[{}]\n1. {}\n\n   - [x] {}\n     > {}\n   - [ ] {}\n:::\n\n",
        fields.title(),
        fields.inline(),
        fields.inline(),
        fields.inline(),
        fields.inline()
    );
    body += &format!(":::dialogue[{}]\n- **{}:** {}\n:::\n\n", fields.title(), fields.inline(), fields.inline());
    body += &format!(
        "::::role-play[{}]\n{}\n\n:::side[{}]\n{}\n:::\n::::\n\n",
        fields.title(),
        fields.inline(),
        fields.title(),
        fields.inline()
    );
    body + &format!("[^n]: {}\n", fields.inline())
}

/// Without what setting a text in lines adds or takes away, and with the quotation marks that were typed.
fn unset(text: &str) -> String {
    let shown = text.replace(['“', '”'], "\"");
    shown.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '‐' | '\u{c}')).collect()
}

#[test]
fn code_of_the_typesetter_is_text_in_every_field() {
    let mut fields = Fields::default();
    let course = printed(&mut fields);
    let run = course.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut shown = String::new();
    for (path, bytes) in files(&course.path().join("dist")) {
        if path.extension().is_some_and(|extension| extension == "pdf") {
            // What stands side by side is told apart in the order in which it was set, and what is set around something else in that of the page.
            for order in [&["-raw"][..], &[]] {
                shown += &unset(&said(Command::new("pdftotext").args(order).arg(&path).arg("-")));
            }
            shown += &unset(&said(Command::new("pdfinfo").arg(&path)));
            // Alternative texts are not among the words of a page; in the file they are as they were written but for their backslashes.
            shown += &unset(&String::from_utf8_lossy(&bytes).replace(r"\\", r"\"));
        }
    }
    assert!(!shown.contains("85137089"), "a product was worked out");
    let missing: Vec<&str> =
        fields.0.iter().map(String::as_str).filter(|field| !shown.contains(&unset(field))).collect();
    assert!(
        missing.is_empty(),
        "{} of {} are not as they were written:\n{}",
        missing.len(),
        fields.0.len(),
        missing.join("\n")
    );
}
