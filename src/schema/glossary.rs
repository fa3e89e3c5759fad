//! The schema of `glossary.yaml`.

use serde_json::{Value, json};

use super::parts::{by_language, described, key, languages, list, map, slug, text, with};
use crate::book::Book;

pub fn schema(known: Option<&Book>) -> Value {
    let term = by_language(json!({"type": "object"}), &entry(), known);
    let term = match known {
        Some(book) => with(term, "required", json!(languages(book)[..1])),
        None => with(term, "minProperties", json!(1)),
    };
    let term = described(
        term,
        ["A term", "术语"],
        [
            "What the term is called in each language, and what it means. Texts refer to it by this name: `[[term:empathy]]`.",
            "这个术语在每种语言里怎么说、是什么意思。正文用这个名称引用它：`[[term:empathy]]`。",
        ],
    );
    let glossary = json!({"type": ["object", "null"], "propertyNames": slug(), "additionalProperties": term});
    let glossary = with(
        glossary,
        "examples",
        json!([{"empathy": {
            "en": {"term": "empathy", "definition": "Standing where the other person stands."},
            "zh": {"term": "同理心", "pinyin": "tónglǐxīn", "definition": "站在对方的位置上去感受和理解。"},
        }}]),
    );
    described(
        glossary,
        ["The glossary", "术语表"],
        [
            "The terms of the course, each under a short name of lower-case letters, digits and hyphens.",
            "课程里的术语，每个用一个短名：小写字母、数字和连字符。",
        ],
    )
}

/// A term in one language.
fn entry() -> Value {
    let keys = vec![
        key("term", text(), ["Word", "说法"], ["The word itself, as texts write it.", "术语本身，正文里就这样写。"])
            .example(json!("同理心")),
        key(
            "also",
            list(text()),
            ["Other words", "其他说法"],
            ["Other words that may stand for the term.", "也可以代替这个术语的词。"],
        )
        .example(json!(["设身处地"])),
        key(
            "avoid",
            list(text()),
            ["Words to avoid", "不用的说法"],
            [
                "Words that are not to be used for the term. `diglot check` finds them in the texts.",
                "不要用来称呼这个术语的词。`diglot check` 会在正文里找出它们。",
            ],
        )
        .example(json!(["同情心"])),
        key(
            "pinyin",
            text(),
            ["Pinyin", "拼音"],
            [
                "How a Chinese term is read, a syllable for each character. It is shown beside the term, and the glossary and the index go by it. Only needed where the usual reading is wrong.",
                "中文术语的读音，每个字一个音节。显示在术语旁边，术语表和索引也按它排序。只有常用读音不对时才需要写。",
            ],
        )
        .example(json!("tónglǐxīn")),
        key(
            "definition",
            text(),
            ["Meaning", "解释"],
            ["What the term means, in a sentence. Plain text.", "用一句话解释这个术语，只写文字。"],
        )
        .example(json!("站在对方的位置上去感受和理解。")),
    ];
    map(keys, &["term", "definition"])
}
