//! `diglot lsp`, as an editor speaks with it.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const ENGLISH: &str = "course/steps/01-listen.en.md";
const CHINESE: &str = "course/steps/01-listen.zh.md";

/// An editor with a course open.
struct Editor {
    folder: tempfile::TempDir,
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// What was asked last.
    asked: u64,
    /// Messages of the server that nobody has asked for.
    heard: Vec<Value>,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn course() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        (
            "book.yaml",
            "title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
",
        ),
        ("course/index.en.md", "# Welcome\n"),
        ("course/index.zh.md", "# 欢迎\n"),
        (
            "course/glossary.yaml",
            "empathy: {en: {term: empathy, definition: To feel with somebody.}, zh: {term: 同理心, definition: 设身处地。}}\n",
        ),
        (
            ENGLISH,
            "---\ntitle: Listen\nsummary: To the end.\n---\n\n## The geyser {#geyser}\n\nLet them speak.\n\n😀 See [[step/thank]] and [[term:empathy]].\n",
        ),
        (
            CHINESE,
            "---\ntitle: 倾听\nsummary: 听到最后。\n---\n\n## 喷泉\n\n让他们说完。\n\n😀 见[[step/thank]]和[[term:empathy]]。\n",
        ),
        ("course/steps/02-thank.en.md", "---\ntitle: Thank\n---\n\nSay it, see [[listen#geyser]].\n"),
        ("course/steps/02-thank.zh.md", "---\ntitle: 感谢\n---\n\n说出来，见[[listen#geyser]]。\n"),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

impl Editor {
    fn new(folder: tempfile::TempDir, locale: &str, encodings: &[&str]) -> Editor {
        let mut server = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("diglot runs");
        let input = server.stdin.take().expect("it is piped");
        let output = BufReader::new(server.stdout.take().expect("it is piped"));
        let mut editor = Editor { folder, server, input, output, asked: 0, heard: Vec::new() };
        let root = editor.uri("");
        let answer = editor.ask(
            "initialize",
            json!({
                "processId": null, "locale": locale, "workspaceFolders": [{"uri": root, "name": "course"}],
                "capabilities": {"general": {"positionEncodings": encodings}},
            }),
        );
        assert_eq!(answer["serverInfo"]["name"], "diglot");
        let expected = if encodings.contains(&"utf-8") { "utf-8" } else { "utf-16" };
        assert_eq!(answer["capabilities"]["positionEncoding"], expected);
        editor.say("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}", self.folder.path().join(path).display()).trim_end_matches('/').to_owned()
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server listens");
        self.input.flush().expect("the server listens");
    }

    fn say(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("the server speaks") > 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).expect("the whole message comes");
        serde_json::from_slice(&text).expect("it is JSON")
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        loop {
            let mut message = self.next();
            if message["id"] == self.asked {
                assert!(message["error"].is_null(), "{message}");
                return message["result"].take();
            }
            self.heard.push(message);
        }
    }

    fn ask_at(&mut self, method: &str, path: &str, (line, character): (u32, u32)) -> Value {
        let uri = self.uri(path);
        self.ask(method, json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}))
    }

    fn open(&mut self, path: &str) {
        let text = std::fs::read_to_string(self.path(path)).expect("the file can be read");
        let uri = self.uri(path);
        self.say(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}}),
        );
    }

    fn change(&mut self, path: &str, text: &str) {
        let uri = self.uri(path);
        self.say(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": text}]}),
        );
    }

    /// What is said last about a file, once everything was heard.
    fn findings(&mut self, path: &str) -> Vec<Value> {
        // An answer comes after what was told before it.
        self.ask_at("textDocument/hover", path, (0, 0));
        let uri = self.uri(path);
        let told = self.heard.iter().rev().find(|message| message["params"]["uri"] == uri);
        told.and_then(|message| message["params"]["diagnostics"].as_array().cloned()).unwrap_or_default()
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file can be read")
}

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
    let led = editor.ask_at("textDocument/definition", CHINESE, (7, 2));
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
