//! The schema of `book.yaml`.

mod outputs;
mod plans;
mod structure;

use serde_json::{Value, json};

use super::parts::{Key, described, key, list, localized, map, matching, one_of, optional_map, text, with, yes_or_no};
use crate::book::Book;
use crate::book::tables::{ACCESSIBILITY_KEYS, CONFORMANCE, HTML, LEVELS};
use crate::course::attachment::TYPES;
use crate::diagnostic::Code;
use outputs::made;
use structure::structure;

/// A day of the calendar, but for the 29th of February.
const DATE: &str = "^[1-9][0-9]{3}-(?:0?[13578]-(?:0?[1-9]|[12][0-9]|3[01])|1[02]-(?:0?[1-9]|[12][0-9]|3[01])|(?:0?[469]|11)-(?:0?[1-9]|[12][0-9]|30)|0?2-(?:0?[1-9]|[12][0-9]))$";
const ADDRESS: &str = r"^https?://[!$-&(-.0-;=@-\[\]_a-z~][!$-&(-;=@-\[\]_a-z~]*$";

pub fn schema(known: Option<&Book>) -> Value {
    let mut keys = about(known);
    keys.extend(structure(known));
    keys.extend(made(known));
    keys.extend(rules());
    described(
        map(keys, &["title", "languages", "kinds"]),
        ["The settings of a course", "课程的设置"],
        [
            "The file `book.yaml`: what the course is called, its languages, its parts, and what is to be made of it.",
            "`book.yaml`：课程的名称、语言、由哪些部分组成，以及要生成什么。",
        ],
    )
}

/// What is said of the course.
fn about(known: Option<&Book>) -> Vec<Key> {
    vec![
        key(
            "title",
            localized(known),
            ["Title", "书名"],
            ["The title of the course, in each language.", "课程的名称，每种语言各写一个。"],
        )
        .example(json!({"en": "Handling Complaints", "zh": "从容应对投诉"})),
        key(
            "subtitle",
            localized(known),
            ["Subtitle", "副题"],
            ["A line below the title, on title pages and the front page.", "书名下面的一行，印在扉页上，也显示在首页。"],
        )
        .example(json!({"en": "For the front desk", "zh": "写给前台"})),
        key(
            "description",
            localized(known),
            ["Description", "简介"],
            [
                "One sentence on the course, for search engines and in what PDFs say of themselves.",
                "用一句话介绍课程，给搜索引擎看，也写进 PDF 的属性。",
            ],
        )
        .example(json!({"en": "How to meet an angry customer calmly.", "zh": "怎样从容面对生气的客户。"})),
        key(
            "author",
            localized(known),
            ["Author", "作者"],
            ["Who has written the course: a person, a team, a company.", "课程的作者：个人、团队或公司。"],
        )
        .example(json!({"en": "The training team", "zh": "培训组"})),
        key("version", text(), ["Version", "版本"], ["Printed on the title page.", "印在扉页上。"]).example(json!("1.0")),
        key(
            "date",
            matching(DATE),
            ["Date", "日期"],
            [
                "Printed on the title page: year, month, day. Diglot never takes today's.",
                "印在扉页上：年-月-日。Diglot 不会自动写今天的日期。",
            ],
        )
        .example(json!("2026-11-01")),
        key(
            "imprint",
            optional_map(imprint(known)),
            ["Imprint", "版权页"],
            [
                "Whose the course is and where it comes from. Printed behind the title page of handbooks and booklets.",
                "课程归谁所有、内容从哪里来。印在手册和小册子扉页的背面。",
            ],
        )
        .example(json!({
            "publisher": {"en": "Example Hotels Ltd", "zh": "示例酒店有限公司"},
            "rights": {"en": "© 2026 Example Hotels Ltd. For staff only.", "zh": "© 2026 示例酒店有限公司。仅供员工使用。"},
            "contact": "training@example.com",
        })),
        key(
            "accessibility",
            map(accessibility(known), &ACCESSIBILITY_KEYS),
            ["Accessibility", "无障碍"],
            [
                "Who vouches for the accessibility of the electronic books, and for what. Write it when somebody has looked at them.",
                "由谁保证电子书无障碍、符合什么标准。有人检查过以后再写。",
            ],
        )
        .example(json!({"certified-by": "Example Hotels Ltd", "conforms-to": "wcag-2.1-aa"})),
        key(
            "identifier",
            matching("^[A-Za-z0-9]+:[!-~]+$"),
            ["Identifier", "标识"],
            [
                "Tells this course from all others, also when its title changes. `diglot new` writes a fresh one; leave it as it is.",
                "用来区分这门课程和其他课程，改了书名也不变。`diglot new` 会写一个新的，以后请不要改动。",
            ],
        )
        .example(json!("urn:uuid:2f4d0d42-5f0b-4d5e-9d5a-0d8f0a3d6b11")),
        key(
            "site-url",
            matching(ADDRESS),
            ["Address of the website", "网站地址"],
            [
                "Where the website will be. With it, worksheets have QR codes that lead there, and search engines get a list of pages.",
                "网站将来放在哪个地址。写了以后，讲义上会有通往网站的二维码，搜索引擎也能得到页面列表。",
            ],
        )
        .example(json!("https://intranet.example/complaints/")),
    ]
}

/// What stands in the imprint beside author, version and date.
fn imprint(known: Option<&Book>) -> Vec<Key> {
    vec![
        key("publisher", localized(known), ["Publisher", "出版者"], ["Who brings the course out.", "由谁出版或发布。"])
            .example(json!({"en": "Example Hotels Ltd", "zh": "示例酒店有限公司"})),
        key("rights", localized(known), ["Rights", "版权"], ["Whose the course is, as a sentence.", "版权归谁，写成一句话。"])
            .example(json!({"en": "© 2026 Example Hotels Ltd. All rights reserved.", "zh": "© 2026 示例酒店有限公司。保留所有权利。"})),
        key(
            "licence",
            localized(known),
            ["Licence", "许可"],
            ["What others may do with the course.", "别人可以怎样使用这门课程。"],
        )
        .example(json!({"en": "CC BY-SA 4.0: share and adapt it with this name and this licence.", "zh": "CC BY-SA 4.0：署名并以相同方式共享。"})),
        key("contact", localized(known), ["Contact", "联系方式"], ["Where readers can ask.", "读者有问题找谁。"])
            .example(json!("training@example.com")),
        key(
            "sources",
            list(localized(known)),
            ["Sources", "资料来源"],
            ["The works that the course draws on, one an entry.", "课程参考的资料，每条写一种。"],
        )
        .example(json!([{"en": "Janelle Barlow, A Complaint Is a Gift", "zh": "贾内尔·巴洛《抱怨是金》"}])),
    ]
}

/// What the publisher claims of the electronic books.
fn accessibility(known: Option<&Book>) -> Vec<Key> {
    vec![
        key(
            "certified-by",
            localized(known),
            ["Certified by", "由谁确认"],
            ["Who has looked at the books: a person, a company.", "检查过电子书的人或公司。"],
        )
        .example(json!({"en": "Example Hotels Ltd", "zh": "示例酒店有限公司"})),
        key(
            "conforms-to",
            one_of(CONFORMANCE.map(|(word, _)| word)),
            ["Conforms to", "符合的标准"],
            [
                "The version and the level of the Web Content Accessibility Guidelines.",
                "网页内容无障碍指南（WCAG）的版本和等级。",
            ],
        )
        .example(json!("wcag-2.1-aa")),
    ]
}

/// How texts are read and judged.
fn rules() -> Vec<Key> {
    let levels = || one_of(LEVELS.map(|(word, _)| word));
    let adjustable = Code::ALL.iter().copied().filter(|code| code.is_adjustable());
    let checks = adjustable.map(|code| {
        let (name, severity) = (code.name(), code.default_severity());
        let usual = severity.name();
        let english = format!(
            "How grave `{name}` is: `off` passes it over, `error` lets nothing be made. Without this it is of the grade “{}”.",
            usual.en
        );
        let chinese = format!(
            "`{name}` 算多严重：`off` 不报告，`error` 就什么也不生成。不写时是“{}”。",
            usual.zh
        );
        let titles = [format!("Check `{name}`"), format!("检查 `{name}`")];
        key(name, levels(), [&titles[0], &titles[1]], [&english, &chinese]).usual(json!(severity.to_string()))
    });
    vec![
        key(
            "checks",
            optional_map(checks.collect()),
            ["Checks", "检查"],
            [
                "How grave each thing is that `diglot check` reports, by the word in brackets in its reports.",
                "`diglot check` 报告的每种问题算多严重，按报告里方括号中的代码写。",
            ],
        )
        .example(json!({"missing-translation": "note"})),
        key(
            "html",
            one_of(HTML.map(|(word, _)| word)),
            ["HTML", "HTML"],
            [
                "`allow` takes HTML in texts over to the website as it is; else what Diglot does not know is reported.",
                "写 `allow`，正文里的 HTML 原样放进网站；否则 Diglot 不认识的会报告。",
            ],
        )
        .usual(json!("escape")),
        key(
            "math",
            yes_or_no(),
            ["Formulas", "公式"],
            ["`true` reads `$x$` in texts as a formula.", "写 `true`，正文里的 `$x$` 就是公式。"],
        )
        .usual(json!(false)),
        key(
            "attachments",
            list(with(matching("^[a-z0-9]+$"), "maxLength", json!(10))),
            ["Files to hand on", "附件"],
            [
                "Types of files that texts may link to for download, without a dot.",
                "正文可以链接、供下载的文件类型，不带点。",
            ],
        )
        .usual(json!(TYPES)),
        key(
            "front-matter",
            list(text()),
            ["Keys of other programs", "其他程序的键"],
            [
                "Keys in the front matter of texts that other programs need; Diglot passes them over.",
                "文件头里别的程序要用的键，Diglot 不理会它们。",
            ],
        )
        .example(json!(["tags", "weight"])),
        key(
            "stale-marks",
            yes_or_no(),
            ["Marks of stale passages", "过时标记"],
            [
                "Whether readers see which passages of a translation are older than what they translate; `false` hides the marks.",
                "读者能不能看到译文里哪些段落已经落后于原文；写 `false` 就不显示标记。",
            ],
        )
        .usual(json!(true)),
    ]
}
