//! `diglot lsp`, as an editor speaks with it.

mod asking;
mod renaming;
mod typing;

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
        Editor::able(folder, locale, &json!({"general": {"positionEncodings": encodings}}))
    }

    /// One that says what it can do.
    fn able(folder: tempfile::TempDir, locale: &str, capabilities: &Value) -> Editor {
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
                "capabilities": capabilities,
            }),
        );
        assert_eq!(answer["serverInfo"]["name"], "diglot");
        let expected = if capabilities.to_string().contains("\"utf-8\"") { "utf-8" } else { "utf-16" };
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
        let mut answer = self.answer(method, params);
        assert!(answer["error"].is_null(), "{answer}");
        answer["result"].take()
    }

    /// Why something that is asked cannot be done.
    fn refused(&mut self, method: &str, params: Value) -> String {
        let answer = self.answer(method, params);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    fn answer(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}));
        loop {
            let message = self.next();
            if message["id"] == self.asked {
                return message;
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
