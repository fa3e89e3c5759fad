//! The translator's view of the preview: what it shows, and what it writes for whom.

use serde_json::{Value, json};

use super::{Preview, Response};
use crate::support::node;

const ENGLISH: &str = "course/steps/01-listen.en.md";
const CHINESE: &str = "course/steps/01-listen.zh.md";

/// A course of which a passage is stale, one missing and one not accepted.
fn preview(arguments: &[&str]) -> Preview {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, text).expect("the file can be written");
    };
    write(
        "book.yaml",
        "title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
",
    );
    write("course/index.en.md", "# Welcome\n");
    write("course/index.zh.md", "# 欢迎\n");
    write(ENGLISH, "---\ntitle: Listen\n---\n\nLet the guest speak.\n\nSay [[step/listen]] back.\n");
    write(CHINESE, "---\ntitle: 倾听\n---\n\n让客人说话。\n\n复述[[step/listen]]。\n");
    let accept = super::diglot().args(["i18n", "accept", "--all", "--book"]).arg(folder.path()).status();
    assert!(accept.expect("diglot runs").success());
    write(
        ENGLISH,
        "---\ntitle: Listen\n---\n\nLet the angry guest speak.\n\nSay [[step/listen]] back.\n\nOffer water.\n\nThank them.\n",
    );
    write(CHINESE, "---\ntitle: 倾听\n---\n\n让客人说话。\n\n复述[[step/listen]]。\n\n请喝水。\n");
    Preview::of(folder, arguments)
}

impl Preview {
    /// What the page of the view says when it writes.
    fn key(&self) -> String {
        let page = self.get("/__diglot/i18n/").text();
        let key = page.split("data-key=\"").nth(1).and_then(|rest| rest.split('"').next());
        key.unwrap_or_else(|| panic!("no key: {page}")).to_owned()
    }

    fn post(&self, path: &str, key: &str, body: &str) -> Response {
        let length = body.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Type: application/json\r\nX-Diglot-Key: {key}\r\nContent-Length: {length}\r\n\r\n{body}",
            self.port
        ))
    }

    fn passages(&self) -> Vec<Value> {
        let passages = self.get("/__diglot/i18n/zh/step/listen.json");
        serde_json::from_slice(&passages.body).unwrap_or_else(|_| panic!("{}", passages.text()))
    }

    /// The passage whose source text begins so.
    fn passage(&self, beginning: &str) -> Value {
        let text = |passage: &Value| -> String {
            passage["source"].as_array().into_iter().flatten().filter_map(|piece| piece[0].as_str()).collect()
        };
        let found = self.passages().into_iter().find(|passage| text(passage).starts_with(beginning));
        found.unwrap_or_else(|| panic!("no {beginning}"))
    }

    /// Writes a translation as the page does; what is refused, by its name.
    fn translate(&self, passage: &Value, text: &str) -> Option<String> {
        let asked = json!({"language": "zh", "id": passage["id"], "standing": passage["translation"], "text": text});
        let answer = self.post("/__diglot/i18n/", &self.key(), &asked.to_string());
        let said: Value = serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}", answer.text()));
        assert_eq!(answer.status == 200, said["code"].is_null(), "{said}");
        assert_eq!(said["words"].is_null(), said["code"].is_null(), "a reason is said in both languages: {said}");
        said["code"].as_str().map(str::to_owned)
    }

    fn waits_for(&self, beginning: &str, state: &str) {
        let begin = std::time::Instant::now();
        while self.passage(beginning)["state"] != state {
            assert!(begin.elapsed() < super::PATIENCE, "{beginning} never is {state}");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

#[test]
fn passages_are_written_and_accepted() {
    let preview = preview(&[]);
    let overview: Value =
        serde_json::from_slice(&preview.get("/__diglot/i18n/overview.json").body).expect("it is JSON");
    let step = overview["items"].as_array().and_then(|items| items.iter().find(|item| item["id"] == "step/listen"));
    let step = step.unwrap_or_else(|| panic!("{overview}"));
    let expected = json!({"current": 2, "missing": 1, "stale": 1, "unreviewed": 1});
    assert_eq!((&step["states"]["zh"], &step["pages"]["zh"]), (&expected, &json!("en-zh/steps/listen.html")));

    let stale = preview.passage("Let the");
    let pieces = json!([["Let ", false], ["the ", false], ["angry ", true], ["guest ", false], ["speak.", false]]);
    assert_eq!((&stale["state"], &stale["source"]), (&json!("stale"), &pieces));
    assert_eq!(stale["place"], "course/steps/01-listen.zh.md:5");

    assert_eq!(preview.translate(&stale, "让生气的客人说话。"), None);
    preview.waits_for("Let the", "current");
    assert_eq!(preview.translate(&preview.passage("Offer"), "请喝水。"), None);
    preview.waits_for("Offer", "current");
    assert_eq!(preview.translate(&preview.passage("Thank"), "谢谢他们。"), None);
    preview.waits_for("Thank", "current");
    let expected = "---\ntitle: 倾听\n---\n\n让生气的客人说话。\n\n复述[[step/listen]]。\n\n请喝水。\n\n谢谢他们。\n";
    assert_eq!(preview.read(CHINESE), expected);
    let lock = preview.read("course/i18n/zh.lock");
    assert!(
        lock.contains("Let the angry guest speak.") && lock.contains("Offer water.") && lock.contains("Thank them."),
        "{lock}"
    );
    preview.shows("/en-zh/steps/listen.html", "让生气的客人说话", true);
}

#[test]
fn what_is_in_doubt_is_not_written() {
    let preview = preview(&[]);
    let before = preview.read(CHINESE);
    let (stale, reference) = (preview.passage("Let the"), preview.passage("Say"));
    let unknown = json!({"id": "000000000000", "translation": ""});
    let other = json!({"id": stale["id"], "translation": "让客人坐下。"});
    for (passage, text, code) in [
        (&unknown, "谢谢。", "unknown-unit"),
        (&other, "让生气的客人说话。", "translation-conflict"),
        (&reference, "复述一遍。", "changed-codes"),
        (&stale, "- 一\n- 二", "changed-block"),
        (&stale, " ", "untranslated"),
        (&preview.passage("Thank"), "Thank them.", "untranslated"),
    ] {
        assert_eq!(preview.translate(passage, text).as_deref(), Some(code));
    }
    let key = preview.key();
    assert_eq!(preview.post("/__diglot/i18n/", &key, "{}").status, 400);
    let french = json!({"language": "fr", "id": stale["id"], "standing": stale["translation"], "text": "Bonjour."});
    assert_eq!(preview.post("/__diglot/i18n/", &key, &french.to_string()).status, 409);
    assert_eq!(preview.post("/__diglot/i18n/", &key, &"x".repeat(2 << 20)).status, 413);
    assert_eq!(preview.read(CHINESE), before);
}

#[test]
fn only_its_own_page_writes_and_only_on_this_machine() {
    let local = preview(&[]);
    let key = local.key();
    assert!(key.len() == 32 && key.chars().all(|c| c.is_ascii_hexdigit()), "{key}");
    let stale = local.passage("Let the");
    let asked =
        json!({"language": "zh", "id": stale["id"], "standing": stale["translation"], "text": "好。"}).to_string();
    for wrong in ["", "0", &key[1..], &format!("{key}0"), &key.to_uppercase().replace(char::is_numeric, "A")] {
        assert_eq!(local.post("/__diglot/i18n/", wrong, &asked).status, 403, "{wrong}");
    }
    for path in ["/", "/__diglot/", "/__diglot/i18n/overview.json", "/__diglot/lms/"] {
        assert_eq!(local.post(path, &key, &asked).status, 405, "{path}");
    }
    let open = preview(&["--host", "0.0.0.0"]);
    assert_eq!(open.key(), "");
    for guess in ["", &key] {
        assert_eq!(open.post("/__diglot/i18n/", guess, &asked).status, 403);
    }
    assert!(local.read(CHINESE).contains("让客人说话。") && open.read(CHINESE).contains("让客人说话。"));
}

#[test]
fn somebody_translates_in_a_browser() {
    let preview = preview(&[]);
    let folder = preview.folder.path().display().to_string();
    node("translator.js", &[format!("http://127.0.0.1:{}/", preview.port), folder]);
}
