//! The session plans.

use serde_json::{Value, json};

use crate::book::Book;
use crate::book::values::LONGEST_PAUSE;
use crate::schema::parts::{Key, count, described, key, list, localized, map, matching, slug, text};

const TIME: &str = "^(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]$";

pub(super) fn start() -> Key {
    key(
        "start",
        matching(TIME),
        ["Begin of a day", "每天几点开始"],
        ["When a day of the course begins, in quotes.", "课程每天几点开始，写在引号里。"],
    )
    .usual(json!("09:00"))
}

/// The session plans.
pub(super) fn plans(known: Option<&Book>) -> Key {
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
