//! The schema of the front matter of texts. A schema does not know which file is looked at, so the keys are those of all of them together.

use serde_json::{Value, json};

use super::parts::{
    Key, SLUG, count, described, key, list, list_of_different, matching, one_of, properties, slug, text, with,
    yes_or_no,
};
use crate::book::tables::ORIENTATIONS;
use crate::book::{Book, RelationSettings};
use crate::course::{Course, KindIx, Lang, Localized};

pub fn schema(known: Option<(&Book, &Course)>) -> Value {
    let mut keys = own(known.map(|(book, _)| book));
    let mut schema = json!({"type": ["object", "null"], "patternProperties": {"^x-": {}}});
    if let Some((book, course)) = known {
        keys.extend(book.relations.iter().map(|settings| relation(settings, book, course)));
        keys.extend(book.foreign_keys.iter().map(|name| foreign(name)));
        schema["additionalProperties"] = json!(false);
    }
    schema["properties"] = properties(keys);
    described(
        schema,
        ["Front matter", "文件头"],
        [
            "The lines between `---` and `---` at the head of a text. A translation has `title`, `summary` and `materials` alone; all else is written once, in the source language's file.",
            "文稿开头两行 `---` 之间的内容。译文只写 `title`、`summary` 和 `materials`；其余的只在原文的文件里写一次。",
        ],
    )
}

/// The keys of Diglot itself.
fn own(book: Option<&Book>) -> Vec<Key> {
    vec![
        key(
            "title",
            text(),
            ["Title", "题目"],
            [
                "The title of the page, in the language of the file. It may be a heading at the head of the text instead: `# Listen actively`.",
                "这一页的题目，用这个文件的语言写。也可以不写在这里，而写成正文开头的标题：`# 积极倾听`。",
            ],
        )
        .example(json!("积极倾听")),
        key(
            "summary",
            text(),
            ["Summary", "提要"],
            [
                "One or two sentences, shown under the title, in lists and to search engines.",
                "一两句话，显示在题目下面、目录里，也给搜索引擎看。",
            ],
        )
        .example(json!("Give the customer your eyes, your pen and your silence.")),
        key(
            "materials",
            list(material()),
            ["Materials", "材料"],
            [
                "What the trainer brings along. It is shown in the session plan, to trainers only. Behind an id and a colon stands what one section, exercise, role play or quiz of the page alone needs.",
                "讲师要带的东西，只显示在授课安排里，学员看不到。只有这一页的某一节、某个练习、角色扮演或测验用得上的，在前面写它的 id 和冒号。",
            ],
        )
        .example(json!(["白板笔", {"lion-and-tiger": "几个靠垫"}])),
        key(
            "minutes",
            count(),
            ["Minutes", "分钟"],
            [
                "How long it takes in the classroom. In the source language's file only.",
                "课堂上要用多少分钟。只写在原文的文件里。",
            ],
        )
        .example(json!(20)),
        key(
            "numbered",
            yes_or_no(),
            ["Numbered", "编号"],
            [
                "`false` for a page that goes by its title alone, such as a preface.",
                "写 `false`，这一页就没有编号，只用题目，例如前言。",
            ],
        )
        .usual(json!(true)),
        key(
            "sheet",
            one_of(ORIENTATIONS.map(|(word, _)| word)),
            ["Printable sheet", "工具表"],
            [
                "How its printable sheet lies: `portrait` or `landscape`. Without it there is none. In the source language's file only.",
                "它的工具表怎么印：`portrait` 竖放，`landscape` 横放。不写就没有。只写在原文的文件里。",
            ],
        )
        .example(json!("landscape")),
        key(
            "aliases",
            list_of_different(alias(book)),
            ["Earlier names", "曾用名"],
            [
                "Short names that the page had before. References and links to them keep working. In the source language's file only.",
                "这一页以前的短名，指向它们的引用和链接照样有效。只写在原文的文件里。",
            ],
        )
        .example(json!(["hear", "step/hear"])),
        key(
            "anchors",
            json!({"type": ["object", "null"], "additionalProperties": text()}),
            ["Earlier ids", "曾用 id"],
            [
                "Earlier ids of headings on this page, each with the id that its place has now. In the source language's file only.",
                "这一页标题以前的 id，冒号后面写现在的 id。只写在原文的文件里。",
            ],
        )
        .example(json!({"listen-first": "listen"})),
    ]
}

/// A slug, or an id with the kind that it had.
fn alias(book: Option<&Book>) -> Value {
    let slug = format!("(?!index(?:/|$)){SLUG}");
    let kinds = match book {
        Some(book) => book.kinds.iter().map(|kind| kind.key.as_str()).collect::<Vec<_>>().join("|"),
        None => SLUG.to_owned(),
    };
    let id = format!("^(?:{slug}|(?:{kinds})/{slug}(?:/{slug})?)$");
    with(matching(&id), "type", json!(["string", "number"]))
}

/// A relation, which takes the items that there are.
fn relation(settings: &RelationSettings, book: &Book, course: &Course) -> Key {
    let (from, to) = (&book.kinds[settings.from].key, &book.kinds[settings.to]);
    let [label, plural] = [&settings.label, &to.plural].map(|words| in_both(words, book));
    let english = format!(
        "Short names of {} (`{}`), in the order in which they are shown. Only on pages of the kind `{from}`, in the source language's file.",
        plural[0], to.key
    );
    let chinese =
        format!("{}（`{}`）的短名，按显示的顺序写。只写在 `{from}` 类的页里，原文的文件中。", plural[1], to.key);
    let value = list_of_different(item(course, KindIx::new(settings.to)));
    key(&settings.key, value, label, [&english, &chinese])
}

/// The book's own words for an English sentence and for a Chinese one; of a book in neither language, those of the source language.
fn in_both<'a>(words: &'a Localized<String>, book: &Book) -> [&'a str; 2] {
    [false, true].map(|chinese| {
        let wanted = book.languages.iter().position(|language| language.chinese == chinese);
        words[wanted.map_or(Lang::SOURCE, Lang::new)].as_str()
    })
}

/// An item of a kind, by the name that it has or had.
fn item(course: &Course, kind: KindIx) -> Value {
    let now = course.items_of(kind).map(|ix| course.item(ix).path.as_str());
    let before = course.items.iter().flat_map(|item| &item.aliases);
    let before = before.filter(|place| place.kind == kind).map(|place| place.path.as_str());
    let mut names: Vec<Value> = Vec::new();
    for name in now.chain(before) {
        names.push(json!(name));
        // A name of digits alone is a number to YAML.
        names.extend(name.parse::<u32>().ok().filter(|number| number.to_string() == name).map(|number| json!(number)));
    }
    if names.is_empty() { slug() } else { json!({"enum": names}) }
}

/// A key that `book.yaml` knows to be another program's.
/// A thing, or the place that alone needs it with the thing.
fn material() -> Value {
    let schema = with(text(), "type", json!(["string", "number", "object"]));
    with(with(schema, "additionalProperties", text()), "maxProperties", json!(1))
}

fn foreign(name: &str) -> Key {
    key(
        name,
        json!({}),
        ["Of another program", "其他程序的键"],
        [
            "`book.yaml` lists this key under `front-matter:`; Diglot passes it over.",
            "`book.yaml` 的 `front-matter:` 列出了这个键，Diglot 不理会它。",
        ],
    )
}
