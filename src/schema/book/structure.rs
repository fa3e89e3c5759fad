//! Of what a course is made: languages, kinds, relations.

use serde_json::{Value, json};

use crate::book::Book;
use crate::book::tables::{FRONT_MATTER_KEYS, TAKEN_NAMES};
use crate::schema::parts::{
    Key, SLUG, described, key, language, list_of_different, localized, map, matching, one_of, text, with, yes_or_no,
};

/// A path below the folder of `book.yaml`.
const INSIDE: &str = r"^(?!\.{1,2}(?:/|$))[^/\\:]+(?:/(?!\.{1,2}(?:/|$))[^/\\:]+)*$";

/// The parts of the course.
pub(super) fn structure(known: Option<&Book>) -> Vec<Key> {
    vec![
        key(
            "course",
            matching(INSIDE),
            ["Folder of the texts", "文稿文件夹"],
            ["The folder of the Markdown files, beside `book.yaml`.", "放 Markdown 文稿的文件夹，在 `book.yaml` 旁边。"],
        )
        .usual(json!("course")),
        key(
            "languages",
            with(list_of_different(listed_language()), "minItems", json!(1)),
            ["Languages", "语言"],
            [
                "The languages of the course. The first is the one that you write in; the others are its translations. Chinese is `zh`, English `en`. `en: en-GB` says which English it is.",
                "课程的语言。第一个是您写作的语言，其余是译文。中文写 `zh`，英文写 `en`。写 `en: en-GB` 可以说明是哪一种英文。",
            ],
        )
        .example(json!(["zh", "en"])),
        key(
            "derive",
            json!({"type": ["object", "null"], "propertyNames": language(), "additionalProperties": derivation()}),
            ["Languages made from others", "由别的语言转换"],
            [
                "Languages of the list whose texts are made from those of another one: Chinese in traditional characters from simplified ones. A file of its own, such as `index.zh-Hant.md`, counts before what is made.",
                "列表里哪些语言由别的语言转换而来：由简体中文得到繁体中文。如果有单独的文件，例如 `index.zh-Hant.md`，就用那个文件。",
            ],
        )
        .example(json!({"zh-Hant": {"from": "zh", "words": {"投诉": "客訴"}}})),
        key(
            "kinds",
            json!({
                "type": "object",
                "minProperties": 1,
                "propertyNames": name(),
                "additionalProperties": kind(known),
            }),
            ["Kinds of items", "条目的类别"],
            [
                "What the course is made of, such as modules and steps, in the order of the book. Each has a short name of lower-case letters, by which texts refer to its items: `[[module/mindset]]`.",
                "课程由哪几类条目组成，例如单元和步骤，按书中的顺序写。每一类用小写字母取一个短名，正文用它引用条目：`[[module/mindset]]`。",
            ],
        )
        .example(json!({"module": {
            "folder": "modules",
            "label": {"en": "Module {n}", "zh": "第{n}单元"},
            "plural": {"en": "Modules", "zh": "单元"},
        }})),
        key(
            "relations",
            json!({
                "type": ["object", "null"],
                "propertyNames": {"not": {"enum": FRONT_MATTER_KEYS}},
                "additionalProperties": relation(known),
            }),
            ["Relations", "关系"],
            [
                "Which items belong together. The name of a relation is a key in the front matter of texts: with `actions` here, a step may say `actions: [smile, greet]`.",
                "哪些条目互相对应。关系的名称就是文件头里的键：这里写了 `actions`，步骤的文件头就可以写 `actions: [smile, greet]`。",
            ],
        )
        .example(json!({"actions": {
            "from": "step",
            "to": "action",
            "label": {"en": "Actions of this step", "zh": "本步骤的行动"},
            "inverse": {"en": "Steps that this action serves", "zh": "用到本行动的步骤"},
        }})),
    ]
}

/// From which language another one is made.
fn derivation() -> Value {
    let keys = vec![
        key("from", language(), ["From", "来自"], ["The language of the texts.", "原来的语言。"]),
        key(
            "words",
            json!({"type": ["object", "null"], "additionalProperties": text()}),
            ["Words of one's own", "自己的用词"],
            [
                "What the tables do not say as this course wants it: the simplified word, and what stands for it.",
                "词表转换得不合适的词：左边写简体，右边写要换成的词。",
            ],
        ),
    ];
    json!({"anyOf": [language(), map(keys, &["from"])]})
}

/// A language by what files call it, or a mapping from that to the tag of its variety.
fn listed_language() -> Value {
    let varied = json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": language(),
        "additionalProperties": language(),
    });
    json!({"anyOf": [language(), varied]})
}

/// The name of a kind, or of its folder.
pub(super) fn name() -> Value {
    let taken = TAKEN_NAMES.join("|");
    with(matching(&format!("^(?!(?:{taken})$){SLUG}$")), "maxLength", json!(crate::slug::LONGEST))
}

fn kind(known: Option<&Book>) -> Value {
    let keys = vec![
        key(
            "folder",
            name(),
            ["Folder", "文件夹"],
            [
                "The folder of its texts, below the folder of the course. Lower-case letters, digits and hyphens.",
                "这一类文稿的文件夹，在课程文件夹下面。用小写字母、数字和连字符。",
            ],
        )
        .example(json!("modules")),
        key(
            "label",
            localized(known),
            ["Label", "名称"],
            ["What an item is called; `{n}` stands for its number.", "条目怎么称呼；`{n}` 处写编号。"],
        )
        .example(json!({"en": "Module {n}", "zh": "第{n}单元"})),
        key(
            "page-label",
            localized(known),
            ["Label of pages", "分页的名称"],
            ["What a page below an item is called.", "条目下面的分页怎么称呼。"],
        )
        .usual(json!("{n}"))
        .example(json!({"en": "Section {n}", "zh": "第{n}节"})),
        key(
            "plural",
            localized(known),
            ["All of them", "总称"],
            [
                "What all items together are called, in lists and on the parts of the book.",
                "全部条目的总称，用于列表和书的各部分。",
            ],
        )
        .example(json!({"en": "Modules", "zh": "单元"})),
        key(
            "numbered",
            yes_or_no(),
            ["Numbered", "编号"],
            [
                "`false` for items that go by their titles alone, such as appendices; they need no `label`.",
                "写 `false`，这一类条目就没有编号，只用题目，例如附录；也就不需要 `label`。",
            ],
        )
        .usual(json!(true)),
        key(
            "cards",
            yes_or_no(),
            ["Pocket cards", "口袋卡"],
            [
                "Whether its items have pocket cards. If it is not said, those of the kinds that a `matrix` connects have them.",
                "这一类条目要不要口袋卡。不写时，`matrix` 连接的两类才有。",
            ],
        )
        .example(json!(true)),
    ];
    let kind = with(
        map(keys, &["folder", "plural"]),
        "if",
        json!({"properties": {"numbered": {"const": false}}, "required": ["numbered"]}),
    );
    described(
        with(kind, "else", json!({"required": ["label"]})),
        ["A kind of items", "一类条目"],
        ["Where its texts are and what its items are called.", "文稿放在哪里，条目怎么称呼。"],
    )
}

fn relation(known: Option<&Book>) -> Value {
    let end = || match known {
        Some(book) => one_of(book.kinds.iter().map(|kind| kind.key.as_str())),
        None => name(),
    };
    let keys = vec![
        key("from", end(), ["From", "从"], ["The kind whose texts name the others.", "在哪一类条目的文件头里写。"])
            .example(json!("step")),
        key("to", end(), ["To", "到"], ["The kind that is named there.", "那里列出的是哪一类条目。"])
            .example(json!("action")),
        key(
            "label",
            localized(known),
            ["Words there", "正向的说法"],
            ["Stands above the list on the page that names the others.", "写着关系的那一页上，列表上方的文字。"],
        )
        .example(json!({"en": "Actions of this step", "zh": "本步骤的行动"})),
        key(
            "inverse",
            localized(known),
            ["Words on the other side", "反向的说法"],
            [
                "Stands above the list that Diglot puts on the pages that are named.",
                "被列出的那些页上，Diglot 自动加的列表上方的文字。",
            ],
        )
        .example(json!({"en": "Steps that this action serves", "zh": "用到本行动的步骤"})),
        key(
            "matrix",
            yes_or_no(),
            ["Table", "总表"],
            [
                "`true` draws a table of both kinds, and makes cards and a wall chart possible.",
                "写 `true`，就画出两类条目的对照总表，并可以制作口袋卡和挂图。",
            ],
        )
        .usual(json!(false)),
    ];
    described(
        map(keys, &["from", "to", "label", "inverse"]),
        ["A relation", "一种关系"],
        ["Which kind names which, and what stands above the lists.", "哪一类对应哪一类，列表上方写什么。"],
    )
}
