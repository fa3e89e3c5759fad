//! While somebody writes: mistakes, names that are offered, what is known of a place.

use std::process::Command;

use serde_json::{Value, json};

use super::{CHINESE, ENGLISH, Editor, course, read};

#[test]
fn mistakes_are_marked_as_they_are_typed() {
    let mut editor = Editor::new(course(), "en", &[]);
    editor.open(ENGLISH);
    assert_eq!(editor.findings(ENGLISH), Vec::<Value>::new());
    let text = read(&editor.path(ENGLISH)).replace("[[step/thank]]", "[[step/thnak]]");
    editor.change(ENGLISH, &text);
    let [finding] = &editor.findings(ENGLISH)[..] else { panic!("one mistake") };
    // The emoji counts twice in an editor that counts in UTF-16.
    assert_eq!(finding["range"]["start"], json!({"line": 9, "character": 7}), "{finding}");
    assert_eq!((&finding["severity"], &finding["source"]), (&json!(1), &json!("diglot")));
    let message = finding["message"].as_str().expect("it says what");
    assert!(message.contains("step/thnak") && message.contains("did you mean `[[step/thank]]`?"), "{message}");
    assert!(!read(&editor.path(ENGLISH)).contains("thnak"), "nothing is saved");
    editor.change(ENGLISH, &text.replace("thnak", "thank"));
    assert_eq!(editor.findings(ENGLISH), Vec::<Value>::new());
    // What was typed and not saved is forgotten with the window.
    editor.change(ENGLISH, &text);
    let uri = editor.uri(ENGLISH);
    editor.say("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    assert_eq!(editor.findings(ENGLISH), Vec::<Value>::new());
    assert_eq!(editor.ask("shutdown", Value::Null), Value::Null);
    editor.say("exit", Value::Null);
    assert!(editor.server.wait().expect("it ends").success());
}

#[test]
fn an_editor_in_chinese_hears_chinese_and_counts_as_it_says() {
    let mut editor = Editor::new(course(), "zh-cn", &["utf-16", "utf-8"]);
    editor.open(CHINESE);
    let text = read(&editor.path(CHINESE)).replace("[[term:empathy]]", "[[term:empaty]]");
    editor.change(CHINESE, &text);
    let findings = editor.findings(CHINESE);
    let finding = findings.iter().find(|finding| finding["severity"] == 1).unwrap_or_else(|| panic!("{findings:?}"));
    // Four bytes of the emoji, a space, three of 见, fourteen of the first reference, three of 和.
    assert_eq!(finding["range"]["start"], json!({"line": 9, "character": 4 + 1 + 3 + 14 + 3}), "{finding}");
    assert!(finding["message"].as_str().is_some_and(|words| words.contains("您要写的是")), "{finding}");
}

#[test]
fn names_are_offered_shown_and_led_to() {
    let mut editor = Editor::new(course(), "en", &[]);
    editor.open(CHINESE);
    let text = read(&editor.path(CHINESE)) + "\n看[[\n\n:::sum\n";
    editor.change(CHINESE, &text);
    let offered = editor.ask_at("textDocument/completion", CHINESE, (11, 3));
    let offered = offered.as_array().expect("words").clone();
    let thank = offered.iter().find(|word| word["label"] == "step/thank").expect("the step is offered");
    assert_eq!((&thank["detail"], &thank["textEdit"]["newText"]), (&json!("感谢"), &json!("step/thank]]")));
    assert_eq!(thank["textEdit"]["range"]["start"], json!({"line": 11, "character": 3}));
    assert!(thank["filterText"].as_str().is_some_and(|words| words.contains("Thank") && words.contains("感谢")));
    assert!(offered.iter().any(|word| word["label"] == "term:empathy" && word["detail"] == "同理心"), "{offered:?}");
    let fences = editor.ask_at("textDocument/completion", CHINESE, (13, 6));
    assert!(fences.as_array().is_some_and(|words| words.iter().any(|word| word["label"] == "summary")), "{fences}");

    let text = read(&editor.path(CHINESE));
    editor.change(CHINESE, &text);
    // On a name; the emoji counts twice.
    let shown = editor.ask_at("textDocument/hover", CHINESE, (9, 9));
    let words = shown["contents"]["value"].as_str().expect("words");
    assert!(words.contains("**Thank**") && words.contains("**感谢**"), "{words}");
    let term = editor.ask_at("textDocument/hover", CHINESE, (9, 25));
    assert!(term["contents"]["value"].as_str().is_some_and(|words| words.contains("To feel with somebody.")), "{term}");
    // Elsewhere: what the other language says.
    let other = editor.ask_at("textDocument/hover", CHINESE, (7, 2));
    assert!(other["contents"]["value"].as_str().is_some_and(|words| words.contains("Let them speak.")), "{other}");

    let led = editor.ask_at("textDocument/definition", CHINESE, (9, 9));
    assert_eq!(led[0]["uri"], editor.uri("course/steps/02-thank.zh.md"));
    assert_eq!(editor.ask_at("textDocument/definition", CHINESE, (7, 2)), json!([]), "nothing is named there");
    let led = editor.ask_at("textDocument/implementation", CHINESE, (7, 2));
    assert_eq!((&led[0]["uri"], &led[0]["range"]["start"]["line"]), (&json!(editor.uri(ENGLISH)), &json!(7)));
    let led = editor.ask_at("textDocument/definition", "course/steps/02-thank.zh.md", (4, 12));
    assert_eq!((&led[0]["uri"], &led[0]["range"]["start"]["line"]), (&json!(editor.uri(CHINESE)), &json!(5)));
}

#[test]
fn a_stale_translation_is_accepted_when_everything_is_saved() {
    let folder = course();
    let accept = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["i18n", "accept", "--all", "--book"])
        .arg(folder.path())
        .status();
    assert!(accept.expect("diglot runs").success());
    let mut editor = Editor::new(folder, "en", &[]);
    editor.open(ENGLISH);
    let text = read(&editor.path(ENGLISH)).replace("Let them speak.", "Let them finish.");
    editor.change(ENGLISH, &text);
    let [finding] = &editor.findings(CHINESE)[..] else { panic!("it is stale") };
    assert_eq!(finding["code"], "stale-translation");
    let uri = editor.uri(CHINESE);
    let asked = json!({"textDocument": {"uri": uri}, "range": finding["range"], "context": {"diagnostics": [finding]}});
    let actions = editor.ask("textDocument/codeAction", asked);
    let command = json!({"command": actions[0]["command"]["command"], "arguments": actions[0]["command"]["arguments"]});

    editor.ask("workspace/executeCommand", command.clone());
    assert_eq!(editor.findings(CHINESE).len(), 1, "nothing is accepted against a text that is not saved");
    assert!(editor.heard.iter().any(|message| message["method"] == "window/showMessage"), "and it is told why");

    std::fs::write(editor.path(ENGLISH), &text).expect("the file can be written");
    editor.say("textDocument/didSave", json!({"textDocument": {"uri": editor.uri(ENGLISH)}}));
    editor.ask("workspace/executeCommand", command);
    assert_eq!(editor.findings(CHINESE), Vec::<Value>::new());
    assert!(read(&editor.path("course/i18n/zh.lock")).contains("Let them finish."));
}

#[test]
fn a_folder_without_a_course_is_left_alone() {
    let mut editor = Editor::new(tempfile::tempdir().expect("a folder"), "en", &[]);
    std::fs::write(editor.path("notes.md"), "# Notes [[x]]\n").expect("the file can be written");
    editor.open("notes.md");
    assert_eq!(editor.ask_at("textDocument/hover", "notes.md", (0, 10)), Value::Null);
    assert_eq!(editor.ask_at("textDocument/completion", "notes.md", (0, 10)), Value::Null);
    assert!(editor.heard.iter().all(|message| message["method"] == "window/logMessage"), "{:?}", editor.heard);
}

#[test]
fn every_place_of_an_odd_text_has_an_answer() {
    let mut editor = Editor::new(course(), "en", &[]);
    let odd = [
        "\u{feff}---\r\ntitle: 倾听 😀\r\nst",
        "---\ntitle: {a: [b, \n- - x:\n---\n[[😀|[[step/thank#x\r]]\r",
        "# 标题 {#a}\n\n:::quiz {#b mi\n😀[[#a]][[term:\n:::\n[x](../y.md#z) ![]( \r",
    ];
    for path in [ENGLISH, "book.yaml", "course/glossary.yaml"] {
        editor.open(path);
        for text in odd {
            editor.change(path, text);
            let lines = text.split(['\n', '\r']).count() as u32;
            for (line, column) in (0..=lines).flat_map(|line| (0..30).step_by(3).map(move |column| (line, column))) {
                for method in ["completion", "hover", "definition", "implementation", "prepareRename"] {
                    editor.ask_at(&format!("textDocument/{method}"), path, (line, column));
                }
            }
            let uri = editor.uri(path);
            editor.ask("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
            editor.ask("textDocument/documentLink", json!({"textDocument": {"uri": uri}}));
        }
        let text = read(&editor.path(path));
        editor.change(path, &text);
    }
    assert_eq!(editor.findings(ENGLISH), Vec::<Value>::new());
}
