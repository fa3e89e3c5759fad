//! `theme/strings/LANG.yaml`. Its keys are those of the words of the default theme, and each shows these.

use serde_json::{Value, json};

use super::parts::{Key, described, key, optional_map, text};
use crate::interface::{ENGLISH, Spoken};

pub fn schema() -> Value {
    let read = |spoken: &Spoken| -> Value { serde_saphyr::from_str(spoken.yaml).expect("the theme's words are YAML") };
    let (english, chinese) = (read(ENGLISH), read(Spoken::nearest("zh").unwrap_or(ENGLISH)));
    let sections = SECTIONS.iter().map(|(name, title, description)| {
        let words = english[name].as_object().into_iter().flatten();
        let words = words.map(|(key, words)| word(key, words, &chinese[name][key])).collect();
        key(name, optional_map(words), *title, *description).example(json!({}))
    });
    described(
        optional_map(sections.collect()),
        ["The words of the interface", "界面文字"],
        [
            "The file `theme/strings/LANG.yaml`, for a language such as `pl`. What it does not say stays as it is; `{…}` are places to fill.",
            "文件 `theme/strings/LANG.yaml`，LANG 是语言代码，例如 `pl`。没有写的保持不变；`{…}` 是待填的位置。",
        ],
    )
}

const SECTIONS: [(&str, [&str; 2], [&str; 2]); 12] = [
    ("common", ["Common", "通用"], ["On the website and in the PDFs.", "网站和 PDF 都用。"]),
    ("web", ["Website", "网站"], ["On the website.", "用在网站上。"]),
    ("script", ["Scripts", "脚本"], ["What quizzes, timers and the search say.", "测验、计时器和搜索显示的文字。"]),
    ("print", ["PDFs", "PDF"], ["In the PDFs.", "用在 PDF 里。"]),
    ("epub", ["Electronic books", "电子书"], ["In electronic books.", "用在电子书里。"]),
    ("booklet", ["Booklet", "小册子"], ["On the first sheet of a booklet.", "用在小册子的第一张上。"]),
    (
        "sheets",
        ["Sheets", "单页"],
        ["On handouts, cards, lists and certificates.", "用在讲义、卡片、各种表格和证书上。"],
    ),
    ("plan", ["Session plan", "授课安排"], ["In the session plan.", "用在授课安排里。"]),
    ("lms", ["Learning platforms", "学习平台"], ["In packages for learning platforms.", "用在学习平台的课件包里。"]),
    ("preview", ["Preview", "预览"], ["What `diglot serve` adds to pages.", "`diglot serve` 在页面上添加的文字。"]),
    ("bench", ["Bench", "试播"], ["Where `diglot serve` plays packages.", "`diglot serve` 试播课件包的页面。"]),
    (
        "translator",
        ["Translation", "翻译"],
        ["Where `diglot serve` shows passages to translate.", "`diglot serve` 的翻译页面。"],
    ),
];

fn word(name: &str, english: &Value, chinese: &Value) -> Key {
    let shown = |words: &Value| match words {
        Value::String(words) => words.clone(),
        words => words.to_string(),
    };
    let (en, zh) = (shown(english), shown(chinese));
    let title = [format!("{name}: {en}"), zh.clone()];
    let description = [format!("In English: {en}"), format!("中文：{zh}")];
    key(name, form(english), title.each_ref().map(String::as_str), description.each_ref().map(String::as_str))
        .example(english.clone())
}

/// Text, or a list of as many.
fn form(words: &Value) -> Value {
    match words.as_array() {
        None => text(),
        Some(list) => {
            let of = list.first().map_or_else(text, form);
            json!({"type": "array", "items": of, "minItems": list.len(), "maxItems": list.len()})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_words_is_in_the_schema() {
        let english: Value = serde_saphyr::from_str(ENGLISH.yaml).expect("the theme's words are YAML");
        let mut expected: Vec<&str> =
            english.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let mut sections = SECTIONS.map(|(name, ..)| name);
        expected.sort_unstable();
        sections.sort_unstable();
        assert_eq!(sections[..], expected);
    }
}
