//! The schema of `theme.yaml`.

use serde_json::{Value, json};

use super::parts::{described, key, list, localized, map, matching, optional_map, text, yes_or_no};
use crate::book::Book;
use crate::theme::tables::{GROUNDS, LINK_KEYS, MARGINS};

/// From `10mm` to `50mm`, in millimetres or centimetres.
const MARGIN: &str = r"^(?:(?:[1-4][0-9](?:\.[0-9]+)?|50(?:\.0+)?)\s*mm|(?:[1-4](?:\.[0-9]+)?|5(?:\.0+)?)\s*cm)$";

pub fn schema(known: Option<&Book>) -> Value {
    let keys = vec![
        key(
            "colours",
            colours(),
            ["Colours", "颜色"],
            [
                "The company's colours, each for light and for dark pages. Text is set in them, so `diglot check` says when one cannot be read well and which is near.",
                "公司的颜色，浅色页面和深色页面各一个。文字会用这些颜色，看不清时 `diglot check` 会指出，并给出相近的颜色。",
            ],
        )
        .example(json!({"accent": {"light": "#5b3a8c", "dark": "#c4a8f0"}})),
        key(
            "logo",
            text(),
            ["Logo", "标志"],
            [
                "A picture in the folder `theme`: SVG, PNG, JPEG or WebP. It stands beside the title, on title pages, sheets and certificates.",
                "文件夹 `theme` 里的一张图片：SVG、PNG、JPEG 或 WebP。显示在标题旁边、扉页、讲义和证书上。",
            ],
        )
        .example(json!("logo.svg")),
        key(
            "cover",
            text(),
            ["Cover", "封面"],
            [
                "The cover of electronic books: a picture in the folder `theme`, best a JPEG of 1,600 by 2,560 pixels. If it is not there, the title is drawn.",
                "电子书的封面：文件夹 `theme` 里的一张图片，最好是 1600 × 2560 像素的 JPEG。不写就画上书名。",
            ],
        )
        .example(json!("front.jpg")),
        key(
            "footer",
            localized(known),
            ["Last line", "页脚文字"],
            ["The last line of every page of the website.", "网站每一页最下面的一行字。"],
        )
        .example(json!({"en": "For staff only.", "zh": "仅供员工使用。"})),
        key("links", list(link(known)), ["Links", "页脚链接"], ["Links in the footer of the website.", "网站页脚里的链接。"])
            .example(json!([{"label": {"en": "Help desk", "zh": "服务台"}, "url": "https://help.example/"}])),
        key("print", print(), ["Print", "印刷"], ["What is changed of the PDFs alone.", "只改变 PDF 的设置。"])
            .example(json!({"margins": {"top": "25mm", "bottom": "24mm", "inside": "26mm", "outside": "20mm"}})),
    ];
    described(
        optional_map(keys),
        ["The look of a course", "课程的外观"],
        [
            "The file `theme.yaml` beside `book.yaml`: colours, logo, fonts and margins. Everything in it may be left out.",
            "`book.yaml` 旁边的 `theme.yaml`：颜色、标志、字体和页边距。里面的每一项都可以不写。",
        ],
    )
}

fn colours() -> Value {
    let colour = |name, example, title, description| {
        let one = |name, title, description| {
            key(name, matching("^#[0-9A-Fa-f]{6}$"), title, description).example(json!("#1b6673"))
        };
        let grounds = vec![
            one(
                "light",
                ["On light pages", "浅色页面"],
                [
                    "Six digits in quotes. Also the colour of the PDFs. It needs a contrast of 4.5:1.",
                    "六位数字，写在引号里。PDF 也用这个颜色。对比度至少要 4.5:1。",
                ],
            ),
            one(
                "dark",
                ["On dark pages", "深色页面"],
                ["Six digits in quotes. It needs a contrast of 4.5:1.", "六位数字，写在引号里。对比度至少要 4.5:1。"],
            ),
        ];
        key(name, map(grounds, &GROUNDS), title, description).example(example)
    };
    optional_map(vec![
        colour(
            "accent",
            json!({"light": "#5b3a8c", "dark": "#c4a8f0"}),
            ["Accent", "主色"],
            ["For links, buttons and what is chosen.", "用于链接、按钮和选中的内容。"],
        ),
        colour(
            "second",
            json!({"light": "#2b6a3a", "dark": "#8fd19e"}),
            ["Second colour", "辅色"],
            ["For numbers, marks and quizzes.", "用于编号、标记和测验。"],
        ),
    ])
}

fn link(known: Option<&Book>) -> Value {
    let keys = vec![
        key("label", localized(known), ["Words", "文字"], ["The words of the link.", "链接的文字。"])
            .example(json!({"en": "Help desk", "zh": "服务台"})),
        key(
            "url",
            matching(r"^https://[^/?#\s]\S*$"),
            ["Address", "地址"],
            ["Where it leads, in full, with `https://`.", "链接的地址，要写完整，以 `https://` 开头。"],
        )
        .example(json!("https://help.example/")),
    ];
    map(keys, &LINK_KEYS)
}

fn print() -> Value {
    optional_map(vec![
        key(
            "fonts",
            fonts(),
            ["Fonts", "字体"],
            [
                "Families of the TTF or OTF files in the folder `theme/fonts`. What they lack is set in Diglot's own.",
                "文件夹 `theme/fonts` 里 TTF 或 OTF 字体的名称。它们没有的字用 Diglot 自带的字体。",
            ],
        )
        .example(json!({"serif": {"latin": "Example Serif", "chinese": "Example Song"}})),
        key(
            "margins",
            margins(),
            ["Margins", "页边距"],
            [
                "How far from the edge of A4 and Letter pages what stands outermost begins: all four, from `10mm` to `50mm`.",
                "A4 和 Letter 页面上，最外侧的内容离纸边多远：四边都要写，`10mm` 到 `50mm`。",
            ],
        )
        .example(json!({"top": "25mm", "bottom": "24mm", "inside": "26mm", "outside": "20mm"})),
        key(
            "indents",
            yes_or_no(),
            ["Indents", "段首空两格"],
            [
                "`true`: paragraphs of Chinese and Japanese begin two characters in, with no room between them, as in books.",
                "写 `true`，中文和日文段首空两格，段与段之间不另留空，和书里一样。",
            ],
        )
        .usual(json!(false))
        .example(json!(true)),
    ])
}

fn fonts() -> Value {
    let role = |name, title, description| {
        let family = |name, example, title, description| key(name, text(), title, description).example(json!(example));
        let families = vec![
            family(
                "latin",
                "Example Serif",
                ["For Latin letters", "西文字体"],
                ["The name of the family for Latin letters.", "西文所用字体的名称。"],
            ),
            family(
                "chinese",
                "Example Song",
                ["For Chinese", "中文字体"],
                ["The name of the family for Chinese characters.", "中文所用字体的名称。"],
            ),
            family(
                "traditional",
                "Noto Serif CJK TC",
                ["For traditional Chinese", "繁体中文字体"],
                ["The name of the family for texts in traditional Chinese.", "繁体中文所用字体的名称。"],
            ),
            family(
                "japanese",
                "Noto Serif CJK JP",
                ["For Japanese", "日文字体"],
                ["The name of the family for texts in Japanese.", "日文所用字体的名称。"],
            ),
            family(
                "korean",
                "Noto Serif CJK KR",
                ["For Korean", "韩文字体"],
                ["The name of the family for texts in Korean.", "韩文所用字体的名称。"],
            ),
        ];
        key(name, optional_map(families), title, description)
            .example(json!({"latin": "Example Serif", "chinese": "Example Song"}))
    };
    optional_map(vec![
        role("serif", ["Running text", "正文"], ["The fonts of running text.", "正文的字体。"]),
        role("sans", ["Titles", "标题"], ["The fonts of titles, labels and tables.", "标题、标签和表格的字体。"]),
        role("mono", ["Code", "代码"], ["The fonts of code.", "代码的字体。"]),
        key(
            "others",
            list(text()),
            ["Other scripts", "其他文字"],
            [
                "Families for scripts and signs that none of the others has, tried in this order.",
                "其他字体都没有的文字和符号所用的字体，按这里的顺序查找。",
            ],
        )
        .example(json!(["Noto Sans Thai"])),
        key(
            "emoji",
            text(),
            ["Emoji", "表情符号"],
            ["The family of emoji, instead of Diglot's own.", "表情符号的字体，代替 Diglot 自带的。"],
        )
        .example(json!("Example Emoji")),
    ])
}

fn margins() -> Value {
    let margin = |name, title, description| key(name, matching(MARGIN), title, description).example(json!("25mm"));
    let keys = vec![
        margin("top", ["Top", "上"], ["Above the running head.", "页眉上方。"]),
        margin("bottom", ["Bottom", "下"], ["Below the page number.", "页码下方。"]),
        margin(
            "inside",
            ["Inside", "内侧"],
            ["Where pages are bound; the left of pages printed on one side.", "装订的一侧；单面印刷时是左边。"],
        ),
        margin(
            "outside",
            ["Outside", "外侧"],
            ["The open edge; the right of pages printed on one side.", "翻页的一侧；单面印刷时是右边。"],
        ),
    ];
    map(keys, &MARGINS)
}
