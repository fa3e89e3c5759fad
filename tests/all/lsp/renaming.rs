//! Renaming in an editor: it makes the changes that `diglot rename` makes.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{CHINESE, ENGLISH, Editor, course, read};

const ABLE: &str = r#"{"workspace": {"workspaceEdit": {"resourceOperations": ["create", "rename"]}}}"#;

fn able() -> Value {
    serde_json::from_str(ABLE).expect("it is JSON")
}

fn diglot(folder: &Path, args: &[&str]) -> String {
    let done =
        Command::new(env!("CARGO_BIN_EXE_diglot")).args(args).arg("--book").arg(folder).output().expect("it runs");
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// The course with everything accepted, and an emoji before a reference.
fn accepted() -> tempfile::TempDir {
    let folder = course();
    diglot(folder.path(), &["i18n", "accept", "--all"]);
    folder
}

impl Editor {
    fn rename(&mut self, path: &str, (line, character): (u32, u32), new: &str) -> Value {
        let uri = self.uri(path);
        let place =
            json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}, "newName": new});
        self.ask("textDocument/rename", place)
    }

    /// Does what the server asks for, on the disk, as an editor does that saves everything.
    fn apply(&self, edit: &Value) {
        let path_of = |uri: &Value| uri.as_str().expect("an address").trim_start_matches("file://").to_owned();
        let write = |path: String, edits: &Value| {
            let mut text = fs::read_to_string(&path).expect("it can be read");
            for edit in edits.as_array().expect("edits").iter().rev() {
                let at = |place: &str| offset(&text, &edit["range"][place]);
                let range = at("start")..at("end");
                text.replace_range(range, edit["newText"].as_str().expect("words"));
            }
            fs::write(path, text).expect("it can be written");
        };
        for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
            write(path_of(&json!(uri)), edits);
        }
        for change in edit["documentChanges"].as_array().into_iter().flatten() {
            if change["kind"] == "rename" {
                fs::rename(path_of(&change["oldUri"]), path_of(&change["newUri"])).expect("it can be renamed");
            } else {
                write(path_of(&change["textDocument"]["uri"]), &change["edits"]);
            }
        }
    }
}

/// The byte at a place that is counted in UTF-16.
fn offset(text: &str, place: &Value) -> usize {
    let number = |name: &str| place[name].as_u64().expect("a number") as usize;
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units == number("character") {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}

#[test]
fn an_item_is_renamed_as_the_command_does_it() {
    let mut editor = Editor::able(accepted(), "en", &able());
    let at = editor.ask_at("textDocument/prepareRename", ENGLISH, (9, 13));
    assert_eq!(at["placeholder"], "thank");
    assert_eq!(at["range"], json!({"start": {"line": 9, "character": 14}, "end": {"line": 9, "character": 19}}));
    let edit = editor.rename(ENGLISH, (9, 16), "say-thanks");
    editor.apply(&edit);
    let by_command = accepted();
    diglot(by_command.path(), &["rename", "step/thank", "say-thanks"]);
    for path in [
        ENGLISH,
        CHINESE,
        "course/steps/02-say-thanks.en.md",
        "course/steps/02-say-thanks.zh.md",
        "course/i18n/zh.lock",
    ] {
        assert_eq!(read(&editor.path(path)), read(&by_command.path().join(path)), "{path}");
    }
    assert_eq!(diglot(editor.folder.path(), &["check", "--strict"]), diglot(by_command.path(), &["check", "--strict"]));
}

#[test]
fn what_is_not_saved_is_renamed_too() {
    let mut editor = Editor::able(accepted(), "en", &able());
    editor.open(ENGLISH);
    let unsaved = read(&editor.path(ENGLISH)).replace("😀 See", "😀😀 See [[thank]],");
    editor.change(ENGLISH, &unsaved);
    let edit = editor.rename(CHINESE, (9, 9), "praise");
    fs::write(editor.path(ENGLISH), &unsaved).expect("it can be written");
    editor.apply(&edit);
    assert!(
        read(&editor.path(ENGLISH)).contains("😀😀 See [[praise]], [[step/praise]]"),
        "{}",
        read(&editor.path(ENGLISH))
    );
}

#[test]
fn places_and_terms_have_names_too() {
    let mut editor = Editor::able(accepted(), "en", &able());
    // The heading of the translation has its id from the source.
    for (path, place, new) in [("course/steps/02-thank.zh.md", (4, 15), "fountain"), (ENGLISH, (6, 15), "spring")] {
        editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
        let edit = editor.rename(path, place, new);
        editor.apply(&edit);
    }
    editor.say("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let text = read(&editor.path(ENGLISH));
    assert!(text.contains("## The geyser {#spring}"), "{text}");
    assert!(text.contains("anchors: {geyser: spring, fountain: spring}"), "{text}");
    assert!(read(&editor.path("course/steps/02-thank.en.md")).contains("[[listen#spring]]"));
    let edit = editor.rename("course/glossary.yaml", (0, 3), "compassion");
    editor.apply(&edit);
    assert!(read(&editor.path(CHINESE)).contains("[[term:compassion]]"));
    assert!(read(&editor.path("course/glossary.yaml")).starts_with("compassion: "));
    let checked = diglot(editor.folder.path(), &["check", "--strict"]);
    assert!(checked.lines().count() <= 1, "{checked}");
    // The command does the same.
    diglot(editor.folder.path(), &["rename", "step/listen#spring", "geyser2"]);
    diglot(editor.folder.path(), &["rename", "term:compassion", "empathy"]);
    assert!(read(&editor.path(ENGLISH)).contains("{#geyser2}"));
    diglot(editor.folder.path(), &["check", "--strict"]);
}

#[test]
fn what_cannot_be_renamed_is_refused_with_the_reason() {
    let mut editor = Editor::able(accepted(), "zh", &able());
    let mut refused = |path: &str, place: (u32, u32), new: &str| {
        let uri = editor.uri(path);
        let (line, character) = place;
        let place =
            json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}, "newName": new});
        editor.refused("textDocument/rename", place)
    };
    assert!(refused(ENGLISH, (9, 16), "listen").contains("已经有条目 `step/listen`"));
    assert!(refused(ENGLISH, (9, 16), "Thank You").contains("不能用作短名"));
    assert!(refused(ENGLISH, (7, 3), "x").contains("这里没有可以改的名称"));
    let mut unable = Editor::new(accepted(), "en", &[]);
    let uri = unable.uri(ENGLISH);
    let place = json!({"textDocument": {"uri": uri}, "position": {"line": 9, "character": 16}, "newName": "praise"});
    let why = unable.refused("textDocument/rename", place);
    assert!(why.contains("cannot rename files") && why.contains("diglot rename step/thank praise"), "{why}");
}
