//! The schema of `book.yaml`.

use serde_json::{Value, json};

use super::parts::{
    Key, SLUG, count, described, key, language, list, list_of_different, localized, map, matching, one_of,
    optional_map, slug, text, with, yes_or_no,
};
use crate::book::tables::{
    FAILED, FRONT_MATTER_KEYS, HTML, LEVELS, NO_MASTERY, ONE_SIGNATURE, PACKAGES, PAPERS, PARTS, SCORM_EDITIONS,
    SHEETS, TAKEN_NAMES, TURNS,
};
use crate::book::values::LONGEST_PAUSE;
use crate::book::{Book, Output, readings};
use crate::course::attachment::TYPES;
use crate::course::edition::Edition;
use crate::course::reading::Style;
use crate::diagnostic::Code;

/// A day of the calendar, but for the 29th of February.
const DATE: &str = "^[1-9][0-9]{3}-(?:0?[13578]-(?:0?[1-9]|[12][0-9]|3[01])|1[02]-(?:0?[1-9]|[12][0-9]|3[01])|(?:0?[469]|11)-(?:0?[1-9]|[12][0-9]|30)|0?2-(?:0?[1-9]|[12][0-9]))$";
/// A path below the folder of `book.yaml`.
const INSIDE: &str = r"^(?!\.{1,2}(?:/|$))[^/\\:]+(?:/(?!\.{1,2}(?:/|$))[^/\\:]+)*$";
const ADDRESS: &str = r"^https?://[!$-&(-.0-;=@-\[\]_a-z~][!$-&(-;=@-\[\]_a-z~]*$";
/// Up to `0.5mm`.
const THICKNESS: &str = r"^(?:0|0?\.[0-4][0-9]*|0?\.50*)\s*mm$";
const TIME: &str = "^(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]$";

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

/// The parts of the course.
fn structure(known: Option<&Book>) -> Vec<Key> {
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
fn name() -> Value {
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

/// What is made.
fn made(known: Option<&Book>) -> Vec<Key> {
    let outputs = Output::ALL.map(|output| {
        let facts = output.facts();
        let settings = settings(known).into_iter().filter(|key| facts.settings.contains(&key.name())).collect();
        let (title, description, example) = of_output(output);
        key(facts.key, optional_map(settings), title, description).example(example)
    });
    vec![
        editions().usual(json!([Edition::Learner.key()])),
        key(
            "outputs",
            optional_map(outputs.into()),
            ["What to make", "要生成什么"],
            [
                "What `diglot build` makes when it is not told: each has a line of its own. Without `outputs`, all but the booklet and the packages for learning platforms.",
                "`diglot build` 后面不写时生成什么，一行一种。不写 `outputs`，就生成除小册子和学习平台课件包以外的全部。",
            ],
        )
        .example(json!({"site": {}, "handbook": {"paper": "a4"}, "handouts": {}})),
        plans(known),
    ]
}

/// The title, the description and an example of an output.
fn of_output(output: Output) -> ([&'static str; 2], [&'static str; 2], Value) {
    match output {
        Output::Site => (
            ["Website", "网站"],
            [
                "The website, in `site/`; for trainers in `site-trainer/`.",
                "网站，在 `site/`；讲师版在 `site-trainer/`。",
            ],
            json!({"editions": ["learner"]}),
        ),
        Output::Handbook => (
            ["Handbook", "手册"],
            [
                "The whole course as a PDF: in each language, and in both side by side.",
                "整门课程的 PDF：每种语言一本，再加一本对照。",
            ],
            json!({"paper": "a4", "styles": ["columns"]}),
        ),
        Output::Booklet => (
            ["Booklet", "小册子"],
            [
                "The handbook as small pages on sheets that are folded and stapled.",
                "把手册缩成小页，拼在纸上，打印后对折装订。",
            ],
            json!({"readings": ["zh", "en"]}),
        ),
        Output::Handouts => (
            ["Worksheets", "讲义"],
            ["A worksheet for each item of the first kind.", "第一类条目每个一份课堂讲义。"],
            json!({"editions": ["learner", "trainer"]}),
        ),
        Output::Sheets => (
            ["Sheets", "工具表"],
            [
                "The printable sheet of each item with `sheet:` in its front matter.",
                "文件头里写了 `sheet:` 的每个条目，各印一份可以填写的表。",
            ],
            json!({"readings": ["zh", "en"]}),
        ),
        Output::Cards => (
            ["Cards", "卡片"],
            [
                "Pocket cards of the items in the table of a relation, and cards for role plays.",
                "关系总表里各条目的口袋卡，以及角色扮演用的角色卡。",
            ],
            json!({}),
        ),
        Output::Chart => {
            (["Wall chart", "挂图"], ["The table of a relation, on A3.", "一张关系总表，A3 大小。"], json!({}))
        }
        Output::Kit => (
            ["Trainer's kit", "讲师资料"],
            ["Session plans, attendance list, feedback form and certificates.", "授课安排、签到表、反馈表和证书。"],
            json!({"names": "names.csv"}),
        ),
        Output::Lms => (
            ["For learning platforms", "给学习平台"],
            [
                "The course as packages for Moodle and other learning platforms, which record who has finished it.",
                "把课程打成学习平台（例如 Moodle）用的课件包，平台会记录谁学完了。",
            ],
            json!({"packages": ["scorm-1.2"], "mastery-score": 80}),
        ),
        Output::Epub => (
            ["Electronic book", "电子书"],
            [
                "The handbook for e-readers and telephones, as EPUB: in each language, and in both, block below block.",
                "手机和阅读器用的手册（EPUB）：每种语言一本，再加一本两种语言逐段对照的。",
            ],
            json!({"readings": ["en", "zh", "en-zh"]}),
        ),
        Output::Quiz => (
            ["Questions for a learning platform", "学习平台用的测验题"],
            [
                "The questions of all quizzes in GIFT, which Moodle and other platforms read: a file for each language.",
                "所有测验题，GIFT 格式，Moodle 等平台可以导入：每种语言一个文件。",
            ],
            json!({}),
        ),
    }
}

fn editions() -> Key {
    key(
        "editions",
        list(one_of(Edition::ALL.map(Edition::key))),
        ["Editions", "版本"],
        [
            "For whom it is made: `learner` leaves out trainer notes and solutions, `trainer` has everything.",
            "给谁用：`learner` 是学员版，不含讲师说明和答案；`trainer` 是讲师版，内容齐全。",
        ],
    )
    .example(json!(["learner", "trainer"]))
}

/// The keys of all outputs.
fn settings(known: Option<&Book>) -> Vec<Key> {
    vec![
        editions(),
        key(
            "paper",
            one_of(PAPERS.map(|(word, _)| word)),
            ["Paper", "纸张"],
            ["The paper of the handbook.", "手册用的纸。"],
        )
        .usual(json!("a4")),
        key(
            "two-sided",
            yes_or_no(),
            ["Two-sided", "双面"],
            [
                "`true` for printing on both sides: more room where pages are bound, chapters begin on a right-hand page. A handbook on A5 is two-sided unless you say `false`.",
                "写 `true` 用于双面印刷：装订一侧留得宽些，每章从右页开始。A5 的手册不写时就是双面。",
            ],
        )
        .example(json!(true)),
        key(
            "styles",
            list(one_of(Style::ALL.map(Style::key))),
            ["Two languages together", "对照的排法"],
            [
                "How two languages stand together: `columns` side by side, `stacked` one below the other, `facing` on pages that face each other. Each is a PDF of its own.",
                "两种语言怎么排在一起：`columns` 左右两栏，`stacked` 上下相接，`facing` 左右两页相对。每种排法一个 PDF。",
            ],
        )
        .usual(json!(["columns"])),
        key(
            "answers",
            yes_or_no(),
            ["Answers of the quizzes", "测验答案"],
            [
                "`false` for a learners' book without the answers of the quizzes at its end. Trainers' books always have them.",
                "写 `false`，学员用书的末尾就没有测验答案。讲师用书总有答案。",
            ],
        )
        .usual(json!(true)),
        key(
            "readings",
            list(match known {
                Some(book) => one_of(readings(&book.languages).iter().map(String::as_str)),
                None => language(),
            }),
            ["Readings", "读法"],
            [
                "In which languages, or pairs of languages, it is made. If it is not written: each language, and the first one beside each other one.",
                "用哪些语言或哪几种对照来做。不写就是每种语言，以及第一种语言与其他每种语言的对照。",
            ],
        )
        .example(json!(["en", "zh", "en-zh"])),
        key(
            "sheet",
            one_of(SHEETS.map(|(word, _)| word)),
            ["Sheet", "用纸"],
            ["The paper that is folded: `a4` gives pages of A5.", "对折的纸：`a4` 折成 A5 的页。"],
        )
        .usual(json!("a4")),
        key(
            "sheets-per-signature",
            json!({"anyOf": [count(), {"const": ONE_SIGNATURE}]}),
            ["Sheets laid together", "每帖张数"],
            [
                "The most sheets that are laid into each other and stapled; `none` for all of them together.",
                "最多几张纸套在一起装订；写 `none` 就全部套成一本。",
            ],
        )
        .usual(json!(4)),
        key(
            "paper-thickness",
            matching(THICKNESS),
            ["Thickness of the paper", "纸的厚度"],
            [
                "Inner pages are moved towards the fold by it. Usual paper of 80 g is `0.1mm` thick.",
                "里层的页会按纸的厚度向折缝移动。常用的 80 克纸厚 `0.1mm`。",
            ],
        )
        .usual(json!("0.1mm")),
        key(
            "duplex",
            one_of(TURNS.map(|(word, _)| word)),
            ["How the printer turns sheets", "打印机怎样翻面"],
            [
                "Over which edge the printer turns a sheet to print its back.",
                "打印机双面打印时，沿短边还是长边翻转。",
            ],
        )
        .usual(json!("short-edge")),
        key(
            "names",
            matching(INSIDE),
            ["Names", "名单"],
            [
                "A table of those who take part, beside `book.yaml`: a CSV file with a column `name` or `姓名`. Each gets a certificate and a row of the attendance list.",
                "学员名单，`book.yaml` 旁边的一个 CSV 文件，其中有 `姓名` 或 `name` 一列。每人一张证书，签到表上各占一行。",
            ],
        )
        .example(json!("names.csv")),
        key(
            "plan",
            slug(),
            ["Plan that is followed", "采用的授课安排"],
            [
                "The one of `plans:` that those who take part follow: certificates name its minutes, and the attendance list has its days. Without it, the first.",
                "学员上的是 `plans:` 里的哪一种：证书写它的时长，签到表按它的天数。不写就是第一种。",
            ],
        )
        .example(json!("one-day")),
        start(),
    ]
    .into_iter()
    .chain(lms(known))
    .collect()
}

/// The keys of the packages for learning platforms.
fn lms(known: Option<&Book>) -> Vec<Key> {
    vec![
        key(
            "packages",
            list(one_of(PACKAGES.map(|(word, _)| word))),
            ["Packages", "课件包"],
            [
                "Which standards it is made for: every platform takes `scorm-1.2`; `scorm-2004` and `cmi5` report more. Ask who runs the platform.",
                "按哪些标准打包：`scorm-1.2` 各平台都能用，`scorm-2004` 和 `cmi5` 记录得更细。请问平台的管理员。",
            ],
        )
        .usual(json!(PACKAGES.map(|(word, _)| word))),
        key(
            "edition",
            one_of(SCORM_EDITIONS.map(|(word, _)| word)),
            ["Edition of SCORM 2004", "SCORM 2004 的版本"],
            ["`4th` for the few platforms that ask for it.", "少数平台要求 `4th`，其余不用写。"],
        )
        .usual(json!("3rd")),
        key(
            "mastery-score",
            json!({"anyOf": [with(with(count(), "minimum", json!(1)), "maximum", json!(100)), {"const": NO_MASTERY}]}),
            ["Score to pass", "及格分"],
            [
                "The least score in per cent with which the course is passed; `none` when all who complete it have passed.",
                "通过课程至少要得的百分数；写 `none`，学完就算通过。",
            ],
        )
        .usual(json!(80)),
        key(
            "complete",
            list(one_of(PARTS.map(|(word, _)| word))),
            ["To complete it", "学完的条件"],
            [
                "What a learner must have done: read the `pages`, answered the questions of all `quizzes`.",
                "学员要做完什么：`pages` 读完页面，`quizzes` 答完所有测验题。",
            ],
        )
        .usual(json!(PARTS.map(|(word, _)| word))),
        key(
            "pages",
            list(match known {
                Some(book) => one_of(book.kinds.iter().map(|kind| kind.key.as_str())),
                None => text(),
            }),
            ["Pages to read", "要读的页面"],
            [
                "The kinds of items whose pages must be read. If it is not written: those of the first kind.",
                "哪几类条目的页面必须读完。不写就是第一类。",
            ],
        )
        .example(json!(["module", "step"])),
        key(
            "on-fail",
            one_of(FAILED.map(|(word, _)| word)),
            ["Below that score", "不及格时"],
            [
                "What is reported of a lower score. After `failed` some platforms let nobody try again.",
                "分数不够时怎么报告。写 `failed`，有些平台就不让学员再试了。",
            ],
        )
        .usual(json!("incomplete")),
    ]
}

fn start() -> Key {
    key(
        "start",
        matching(TIME),
        ["Begin of a day", "每天几点开始"],
        ["When a day of the course begins, in quotes.", "课程每天几点开始，写在引号里。"],
    )
    .usual(json!("09:00"))
}

/// The session plans.
fn plans(known: Option<&Book>) -> Key {
    key(
        "plans",
        json!({
            "type": ["object", "null"],
            "propertyNames": slug(),
            "additionalProperties": plan(known),
        }),
        ["Session plans", "授课安排"],
        [
            "The ways in which the course is taught, such as in half a day and in two days. Each is a PDF of its own, called by its name. Without `plans`, there is one of all items of the first kind.",
            "课程有哪几种上法，例如半天和两天。每种一个 PDF，以它的名称命名。不写 `plans`，就只有一种：第一类的全部条目。",
        ],
    )
    .example(json!({"half-day": {
        "title": {"en": "Half a day", "zh": "半天"},
        "hours": 4,
        "items": ["module/mindset", {"step/listen": 20}],
    }}))
}

fn plan(known: Option<&Book>) -> Value {
    let pause = || json!({"type": "integer", "minimum": 0, "maximum": LONGEST_PAUSE});
    let minutes_of = json!({"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": count()});
    let keys = vec![
        key(
            "title",
            localized(known),
            ["Title", "名称"],
            ["What the plan is called, behind “Session plan”.", "写在“授课安排”后面的名称。"],
        )
        .example(json!({"en": "Half a day", "zh": "半天"})),
        start(),
        key(
            "hours",
            json!({"type": "number", "minimum": 0.25, "maximum": 24}),
            ["Hours of a day", "一天多少小时"],
            [
                "The most from the beginning of a day to its end, with breaks and lunch.",
                "从一天开始到结束最多多少小时，包括休息和午餐。",
            ],
        )
        .usual(json!(8.5)),
        key(
            "days",
            count(),
            ["Days", "几天"],
            [
                "Over how many days the plan is spread, as evenly as can be. Without it, as few as hold it.",
                "分成几天，各天尽量一样长。不写就用最少的天数。",
            ],
        )
        .example(json!(2)),
        key(
            "break",
            pause(),
            ["Break", "课间休息"],
            ["How many minutes a short break is; `0` for none.", "课间休息多少分钟；写 `0` 就没有。"],
        )
        .usual(json!(15)),
        key(
            "lunch",
            pause(),
            ["Lunch", "午餐"],
            ["How many minutes there are for lunch; `0` for none.", "午餐多少分钟；写 `0` 就没有。"],
        )
        .usual(json!(60)),
        key(
            "lunch-at",
            matching(TIME),
            ["Time of lunch", "几点午餐"],
            [
                "When lunch begins, in quotes; nothing is cut in two for it.",
                "几点开始午餐，写在引号里；不会为它打断一项活动。",
            ],
        )
        .usual(json!("12:00")),
        key(
            "items",
            list(json!({"anyOf": [text(), minutes_of]})),
            ["Items", "内容"],
            [
                "What is done, in the order of the clock: items of any kind, or one exercise or section of them (`module/mindset#lion`), with minutes where they are other ones than in the text. Without it, all items of the first kind.",
                "按先后顺序写：任何一类条目，或其中一个练习、一节（`module/mindset#lion`）；时间与文稿不同时，后面写分钟数。不写就是第一类的全部条目。",
            ],
        )
        .example(json!(["module/mindset", {"step/listen": 20}])),
    ];
    described(
        map(keys, &["title"]),
        ["A session plan", "一种授课安排"],
        ["What is done, when the days begin and how long they are.", "上什么内容，每天几点开始，一共多长。"],
    )
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
