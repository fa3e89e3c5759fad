//! What is made of a course, and how.

use serde_json::{Value, json};

use super::plans::plans;
use super::plans::start;
use crate::book::tables::{
    FAILED, NO_MASTERY, ONE_SIGNATURE, PACKAGES, PAPERS, PARTS, SCORM_EDITIONS, SHEETS, TURNS, TYPES,
};
use crate::book::{Book, Output, readings};
use crate::course::edition::Edition;
use crate::course::reading::Style;
use crate::schema::parts::{
    Key, count, key, language, list, matching, one_of, optional_map, slug, text, with, yes_or_no,
};

/// A path below the folder of `book.yaml`.
const INSIDE: &str = r"^(?!\.{1,2}(?:/|$))[^/\\:]+(?:/(?!\.{1,2}(?:/|$))[^/\\:]+)*$";
/// Up to `0.5mm`.
const THICKNESS: &str = r"^(?:0|0?\.[0-4][0-9]*|0?\.50*)\s*mm$";
const BLEED: &str = r"^(?:[0-9](?:\.[0-9]+)?|0?\.[0-9]+|10(?:\.0+)?)\s*mm$";

/// What is made.
pub(super) fn made(known: Option<&Book>) -> Vec<Key> {
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
                "What `diglot build` makes when it is not told: each has a line of its own. Without `outputs`, all but the booklet, the slides, the electronic book, the questions and the packages for learning platforms.",
                "`diglot build` 后面不写时生成什么，一行一种。不写 `outputs`，就生成除小册子、幻灯片、电子书、测验题和学习平台课件包以外的全部。",
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
        Output::Slides => (
            ["Slides", "幻灯片"],
            [
                "Slides of each item of the first kind, to be shown in the classroom; the trainer's edition has notes below them.",
                "第一类条目的幻灯片，上课时投影用；讲师版在每张下面附备注。",
            ],
            json!({"editions": ["learner", "trainer"]}),
        ),
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
            "type",
            one_of(TYPES.map(|(word, _)| word)),
            ["Type", "字体"],
            [
                "`large` for those who read with difficulty: 17 points, sans serif, ragged, without italics.",
                "写 `large`，供视力不好的人读：17 磅黑体，右边不强求对齐，不用斜体。",
            ],
        )
        .usual(json!("usual")),
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
            "bleed",
            matching(BLEED),
            ["Bleed", "出血"],
            [
                "For a print shop that cuts the pages: how far colours run over their edges. With it, marks at the outer edge show where each part is. Most shops want `3mm`.",
                "给裁切成品的印刷厂：颜色超出页边多少。写了它，页边还有色标，标出各个部分。印刷厂一般要 `3mm`。",
            ],
        )
        .example(json!("3mm")),
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
            ["Answers at the end", "书末的答案"],
            [
                "`false` for a learners' book without the answers of quizzes and exercises at its end. Trainers' books always have them.",
                "写 `false`，学员用书的末尾就没有测验和练习的答案。讲师用书总有答案。",
            ],
        )
        .usual(json!(true)),
        key(
            "readings",
            list(match known {
                Some(book) => one_of(readings(&book.languages).iter().map(String::as_str)),
                None => language(),
            }),
            ["Readings", "语言和对照"],
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
