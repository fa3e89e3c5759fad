//! What is asked of a course: where something is referred to, what stands in a text, what can be done about a mistake, what a file of YAML takes.

use serde_json::{Value, json};

use super::{CHINESE, ENGLISH, Editor, course, read};

const THANK: &str = "course/steps/02-thank.en.md";

/// The course with a module that names steps, a picture and a glossary.
fn related() -> tempfile::TempDir {
    let folder = course();
    let book = read(&folder.path().join("book.yaml"));
    let more =
        "  module: {folder: modules, label: {en: \"Module {n}\", zh: \"第{n}单元\"}, plural: {en: Modules, zh: 单元}}
relations:
  steps: {from: module, to: step, label: {en: Steps, zh: 步骤}, inverse: {en: Modules, zh: 单元}}
plans:
  day: {title: {en: A day, zh: 一天}, items: [module/a: 45, step/listen#geyser: 20]}
";
    for (path, text) in [
        ("book.yaml", book + more),
        (
            "course/modules/01-a.en.md",
            "---\ntitle: A\nsteps: [listen, thank]\n---\n\n![A lion](lion.svg)\n\n[there](../steps/01-listen.en.md)\n"
                .to_owned(),
        ),
        (
            "course/modules/01-a.zh.md",
            "---\ntitle: 甲\n---\n\n![狮子](lion.svg)\n\n[那里](../steps/01-listen.zh.md)\n".to_owned(),
        ),
        (
            "course/modules/lion.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><title>x</title></svg>".to_owned(),
        ),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

/// `file:line` of each place, from 0.
fn places(editor: &Editor, found: &Value) -> Vec<String> {
    let root = editor.uri("") + "/";
    let place = |place: &Value| {
        let path = place["uri"].as_str().expect("an address").trim_start_matches(&root);
        format!("{path}:{}", place["range"]["start"]["line"])
    };
    found.as_array().expect("places").iter().map(place).collect()
}

fn words(offered: &Value) -> Vec<&str> {
    offered.as_array().into_iter().flatten().filter_map(|word| word["label"].as_str()).collect()
}

fn references(editor: &mut Editor, path: &str, (line, character): (u32, u32), declaration: bool) -> Vec<String> {
    let uri = editor.uri(path);
    let asked = json!({
        "textDocument": {"uri": uri}, "position": {"line": line, "character": character},
        "context": {"includeDeclaration": declaration},
    });
    let found = editor.ask("textDocument/references", asked);
    places(editor, &found)
}

#[test]
fn everything_that_leads_to_a_thing_is_found() {
    let mut editor = Editor::new(related(), "en", &[]);
    assert_eq!(editor.findings("book.yaml"), Vec::<Value>::new());
    let to_listen = [
        "book.yaml:8",
        "course/modules/01-a.en.md:2",
        "course/modules/01-a.en.md:7",
        "course/modules/01-a.zh.md:6",
        "course/steps/02-thank.en.md:4",
        "course/steps/02-thank.zh.md:4",
    ];
    // From a reference, from a relation, from the title of its own page.
    for (path, place) in [(THANK, (4, 15)), ("course/modules/01-a.en.md", (2, 9)), (ENGLISH, (1, 8))] {
        let mut found = references(&mut editor, path, place, false);
        found.sort();
        assert_eq!(found, to_listen, "{path}");
    }
    // To a place on the page alone: from its heading, which a translation need not name.
    for path in [ENGLISH, CHINESE] {
        let mut found = references(&mut editor, path, (5, 5), true);
        found.sort();
        let own = format!("{path}:5");
        let expected = ["book.yaml:8", own.as_str(), "course/steps/02-thank.en.md:4", "course/steps/02-thank.zh.md:4"];
        assert_eq!(found, expected, "{path}");
    }
    let found = references(&mut editor, "course/glossary.yaml", (0, 2), false);
    assert_eq!(found, [format!("{ENGLISH}:9"), format!("{CHINESE}:9")]);
    assert_eq!(references(&mut editor, ENGLISH, (7, 3), false), Vec::<String>::new(), "nothing has a name there");
    // A relation leads to its item, in the language of the text.
    let led = editor.ask_at("textDocument/definition", "course/modules/01-a.en.md", (2, 18));
    assert_eq!(places(&editor, &led), ["course/steps/02-thank.en.md:1"]);
    let led = editor.ask_at("textDocument/definition", "course/modules/01-a.zh.md", (6, 2));
    assert_eq!(places(&editor, &led), ["course/steps/01-listen.zh.md:1"], "so does a link");
}

#[test]
fn a_text_has_an_outline_and_its_files_are_links() {
    let mut editor = Editor::new(related(), "en", &[]);
    editor.open(ENGLISH);
    let text = "---\ntitle: Listen\n---\n\n:::objectives\n- Hear 😀.\n:::\n\n## One {#one}\n\n### Below\n\n:::exercise[Do it]{#do}\nNow.\n:::\n\n## Two\n";
    editor.change(ENGLISH, text);
    let uri = editor.uri(ENGLISH);
    let outline = editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    fn shown(parts: &Value) -> String {
        let part = |part: &Value| {
            let (name, below) = (part["name"].as_str().expect("a name"), shown(&part["children"]));
            let lines = format!("{}-{}", part["range"]["start"]["line"], part["range"]["end"]["line"]);
            format!("{name} {lines}{}", if below.is_empty() { below } else { format!(" ({below})") })
        };
        parts.as_array().expect("parts").iter().map(part).collect::<Vec<_>>().join(", ")
    }
    let expected = "objectives 4-5, One 8-16 (Below 10-16 (exercise: Do it 12-13)), Two 16-17";
    assert_eq!(shown(&outline), expected);

    let uri = editor.uri("course/modules/01-a.en.md");
    let links = editor.ask("textDocument/documentLink", json!({"textDocument": {"uri": uri}}));
    let [picture, text] = &links.as_array().expect("links")[..] else { panic!("{links}") };
    assert_eq!(picture["target"], editor.uri("course/modules/lion.svg"));
    assert_eq!(picture["range"], json!({"start": {"line": 5, "character": 10}, "end": {"line": 5, "character": 18}}));
    assert_eq!(text["target"], editor.uri(ENGLISH));
}

#[test]
fn what_was_meant_is_written_on_request() {
    let mut editor = Editor::new(course(), "zh-CN", &[]);
    editor.open(CHINESE);
    // A byte order mark, Windows line ends, and an emoji before the place.
    let text = "\u{feff}---\r\ntitel: 倾听\r\ntitle: 倾听\r\n---\r\n\r\n[[步骤]] 😀 [[step/thnak|谢]]\r\n\r\n::: sumary\r\n好。\r\n:::\r\n";
    editor.change(CHINESE, text);
    let findings = editor.findings(CHINESE);
    let uri = editor.uri(CHINESE);
    let fixed = |editor: &mut Editor, words: &str| {
        let finding = findings.iter().find(|finding| finding["message"].to_string().contains(words)).expect(words);
        let asked = json!({"textDocument": {"uri": uri}, "range": finding["range"], "context": {"diagnostics": []}});
        let actions = editor.ask("textDocument/codeAction", asked);
        let [action] = &actions.as_array().expect("actions")[..] else { panic!("{words}: {actions}") };
        assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &json!(true)));
        let edit = &action["edit"]["changes"][&uri][0];
        let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
        let place = format!("{}:{}-{}", start["line"], start["character"], end["character"]);
        (
            action["title"].as_str().expect("a title").to_owned(),
            place,
            edit["newText"].as_str().expect("words").to_owned(),
        )
    };
    let fix = |title: &str, place: &str, text: &str| (title.to_owned(), place.to_owned(), text.to_owned());
    // Behind 步骤 in its brackets, a space, the emoji that counts twice, and two brackets.
    assert_eq!(fixed(&mut editor, "thnak"), fix("改成 `step/thank`", "5:12-22", "step/thank"));
    assert_eq!(fixed(&mut editor, "sumary"), fix("改成 `summary`", "7:4-10", "summary"));
    let dangling = findings.iter().find(|finding| finding["message"].to_string().contains("步骤")).expect("步骤");
    assert_eq!(dangling["range"]["start"], json!({"line": 5, "character": 0}));
}

#[test]
fn keys_and_words_are_offered_where_they_may_stand() {
    let mut editor = Editor::new(related(), "zh", &[]);
    let module = "course/modules/01-a.en.md";
    editor.open(module);
    editor.change(module, "---\ntitle: A\nst\n---\n");
    let keys = editor.ask_at("textDocument/completion", module, (2, 2));
    let found = words(&keys);
    assert!(found.contains(&"steps") && found.contains(&"minutes") && !found.contains(&"title"), "{found:?}");
    let steps = keys.as_array().expect("keys").iter().find(|key| key["label"] == "steps").expect("steps");
    assert_eq!(steps["textEdit"]["newText"], "steps: ");
    assert_eq!(steps["textEdit"]["range"]["start"], json!({"line": 2, "character": 0}));
    assert!(steps["detail"].as_str().is_some_and(|title| title.contains("步骤")), "{steps}");

    editor.change(module, "---\ntitle: A\nsteps: [listen, th]\n---\n");
    let slugs = editor.ask_at("textDocument/completion", module, (2, 18));
    let thank = slugs.as_array().expect("slugs").iter().find(|slug| slug["label"] == "thank").expect("thank");
    assert_eq!((&thank["detail"], &thank["textEdit"]["newText"]), (&json!("Thank"), &json!("thank")));
    assert!(thank["filterText"].as_str().is_some_and(|words| words.contains("感谢")), "{thank}");

    // A translation has its own words alone; so has the page of another kind.
    let translation = "course/modules/01-a.zh.md";
    editor.open(translation);
    editor.change(translation, "---\ntitle: 甲\n\n---\n");
    let keys = editor.ask_at("textDocument/completion", translation, (2, 0));
    assert_eq!(words(&keys), ["materials", "summary"]);
    editor.open(THANK);
    editor.change(THANK, "---\r\ntitle: Thank\r\nsheet: \r\n---\r\n\r\n:::exercise {minutes=5 }\r\n:::\r\n");
    let sheet = editor.ask_at("textDocument/completion", THANK, (2, 7));
    assert_eq!(words(&sheet), ["portrait", "landscape"]);
    let attributes = editor.ask_at("textDocument/completion", THANK, (5, 23));
    assert_eq!(words(&attributes), ["#id", "group", "workspace"]);

    let book = read(&editor.path("book.yaml"));
    editor.open("book.yaml");
    editor.change("book.yaml", &format!("{book}outputs:\n  print: {{}}\n  "));
    let line = book.lines().count() as u32;
    let outputs = editor.ask_at("textDocument/completion", "book.yaml", (line + 2, 2));
    assert!(words(&outputs).contains(&"site") && !words(&outputs).contains(&"print"), "{outputs}");
    // A book that cannot be understood is where help is needed most.
    editor.change("book.yaml", "title: {en: T}\nlanguages: [en]\nkinds:\n  step: {folder: steps, ");
    let kind = editor.ask_at("textDocument/completion", "book.yaml", (3, 24));
    assert!(words(&kind).contains(&"label") && !words(&kind).contains(&"folder"), "{kind}");
}
