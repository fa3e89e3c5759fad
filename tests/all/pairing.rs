//! Translations that differ in structure: which block has no partner, with paragraphs of a real course.

use diglot::course::pairing::{self, Gap, Mismatch, Parts, Row};
use diglot::course::tree::{Block, BlockKind, Parsed};
use diglot::sources::Sources;
use diglot::span::Span;
use diglot::syntax::{self, Dialect};

/// Paragraphs of English and Chinese that say the same.
const PARAGRAPHS: [(&str, &str); 6] = [
    (
        "Listen patiently, even when it is only venting. Take out pen and paper. They show that opinions count, they look professional, \
         and they help you find the key points of what the customer wants.",
        "耐心听，哪怕对方只是在宣泄。把纸笔拿出来：一来表明你重视他的意见，二来显得专业，三来帮你抓住要点，弄清他到底要什么。",
    ),
    (
        "Venting is a safety valve. Often it is enough to be allowed to vent and to be promised a quick solution.",
        "宣泄是一个安全阀。很多时候，让客户把话倒出来，再答应尽快解决，他的气也就消了。",
    ),
    (
        "Think of a geyser. Pressure builds underground, it erupts, and then all is calm until the next time. Nobody stops an eruption by \
         sitting on it. Keep your ears open and your mouth closed: that is how you gain room.",
        "不妨想想间歇泉：压力在地下越积越大，一下喷出来，喷完就平静了，直到下一次。坐在泉眼上想把它堵住，谁也办不到。竖起耳朵，闭上嘴巴，你才有回旋的余地。",
    ),
    (
        "You can hear it when the third picture has come. The voice drops, the sentences get shorter, and the customer asks you something. \
         Now it is your turn.",
        "到没到第三幅图，听得出来：声音低了，句子短了，他开始问你话了。这时候，才轮到你说。",
    ),
    (
        "Do not prejudge. Once you treat a complaint as one of those, you solve the wrong problem: the one you assumed.",
        "不要先入为主。把一个投诉归进“又是这种事”，你解决的就是自己想当然的问题，而不是客户的问题。",
    ),
    ("Nod.", "点头。"),
];

struct Texts {
    left: (String, Vec<Block<Parsed>>),
    right: (String, Vec<Block<Parsed>>),
}

fn parsed(text: &str, chinese: bool) -> (String, Vec<Block<Parsed>>) {
    let mut sources = Sources::default();
    let file = sources.add("a.md", text);
    (text.to_owned(), syntax::parse(file, text, Dialect { raw_html: false, math: false, chinese }).0.body)
}

impl Texts {
    /// With the English on the left.
    fn new(english: &[&str], chinese: &[&str]) -> Texts {
        Texts { left: parsed(&english.join("\n\n"), false), right: parsed(&chinese.join("\n\n"), true) }
    }

    fn mirrored(self) -> Texts {
        Texts { left: self.right, right: self.left }
    }

    /// How each text begins in each row, cut to three characters; in brackets what lies in a box.
    fn rows(&self) -> String {
        let (rows, _) = pairing::pair(&self.left.1, &self.right.1);
        rows.iter().map(|row| self.row(row)).collect::<Vec<_>>().join(" ")
    }

    fn row(&self, row: &Row<'_, Parsed>) -> String {
        match row {
            Row::Pair { left, right } => {
                let shown = |text: &str, blocks: &[Block<Parsed>]| {
                    let begin = |block: &Block<Parsed>| text[block.span.range()].chars().take(3).collect::<String>();
                    blocks.iter().map(begin).collect::<Vec<_>>().join("+")
                };
                format!("{}={}", shown(&self.left.0, left), shown(&self.right.0, right))
            }
            Row::Both { left, parts: Parts::Turns | Parts::Cells | Parts::Same, right } => {
                self.row(&Row::Pair { left: std::slice::from_ref(left), right: std::slice::from_ref(right) })
            }
            Row::Both { parts, .. } => {
                format!("[{}]", parts.rows().map(|row| self.row(row)).collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn mismatches(&self) -> Vec<String> {
        let begin = |text: &str, span: Span| text[span.range()].chars().take(3).collect::<String>();
        let mismatches = pairing::pair(&self.left.1, &self.right.1).1.into_iter();
        let said = mismatches.map(|mismatch| match mismatch {
            Mismatch::Additional { block, certain, .. } => {
                format!("{} {}", if certain { "additional" } else { "perhaps additional" }, begin(&self.right.0, block))
            }
            Mismatch::Missing { block, certain, .. } => {
                format!("{} {}", if certain { "missing" } else { "perhaps missing" }, begin(&self.left.0, block))
            }
            Mismatch::Different { right, .. } => format!("different {}", begin(&self.right.0, right)),
            Mismatch::Joined { right, .. } => format!("joined {}", begin(&self.right.0, right)),
            Mismatch::Parted { left, .. } => format!("parted {}", begin(&self.left.0, left)),
        });
        said.collect()
    }
}

/// The paragraphs of one language but for one of them.
fn without(missing: usize, of: fn(&(&'static str, &'static str)) -> &'static str) -> Vec<&'static str> {
    PARAGRAPHS.iter().enumerate().filter(|(at, _)| *at != missing).map(|(_, pair)| of(pair)).collect()
}

fn english(pair: &(&'static str, &'static str)) -> &'static str {
    pair.0
}

fn chinese(pair: &(&'static str, &'static str)) -> &'static str {
    pair.1
}

/// Without a dictionary the fourth and the fifth paragraph cannot be told apart: they are about as long as each other. The last is so short
/// that it may be said in the one before it.
const ALIKE: [usize; 3] = [3, 4, 5];

#[test]
fn the_paragraph_without_a_partner_stands_alone() {
    let begin = |text: &str| text.chars().take(3).collect::<String>();
    let all = |of: fn(&(&'static str, &'static str)) -> &'static str| PARAGRAPHS.iter().map(of).collect::<Vec<_>>();
    for (missing, pair) in PARAGRAPHS.iter().enumerate() {
        let (en, zh) = (begin(pair.0), begin(pair.1));
        let in_chinese = Texts::new(&all(english), &without(missing, chinese));
        let in_english = Texts::new(&without(missing, english), &all(chinese));
        if ALIKE.contains(&missing) {
            for texts in [&in_chinese, &in_english] {
                let said = texts.mismatches();
                assert!(matches!(&said[..], [one] if one.starts_with("perhaps ")), "{said:?}");
            }
            continue;
        }
        let rows = |lacks_english: bool| {
            let rows = PARAGRAPHS.iter().enumerate().map(|(at, pair)| {
                let lacks = |language: bool| at == missing && language;
                let shown = |text, lacks| if lacks { String::new() } else { begin(text) };
                format!("{}={}", shown(pair.0, lacks(lacks_english)), shown(pair.1, lacks(!lacks_english)))
            });
            rows.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(in_chinese.rows(), rows(false));
        assert_eq!(in_chinese.mismatches(), [format!("missing {en}")]);
        assert_eq!(in_chinese.mirrored().mismatches(), [format!("additional {en}")]);
        assert_eq!(in_english.rows(), rows(true));
        assert_eq!(in_english.mismatches(), [format!("additional {zh}")]);
        assert_eq!(in_english.mirrored().mismatches(), [format!("missing {zh}")]);
    }
}

#[test]
fn an_item_that_is_missing_is_named_and_an_empty_one_is_not_passed_over() {
    let english =
        ["- Keys 14 and 15.\n- Call Mrs Lin back at four, as you have promised her this morning.\n- Wash up."];
    let texts = Texts::new(&english, &["- 14号和15号钥匙。\n- 洗杯子。"]);
    assert_eq!(texts.mismatches(), ["missing Cal"]);
    assert_eq!(texts.mirrored().mismatches(), ["additional Cal"]);
    let texts = Texts::new(&["- Keys 14 and 15.\n-\n- Keys 16 and 17."], &["- 14号和15号钥匙。\n- 16号和17号钥匙。"]);
    assert_eq!(texts.mismatches(), ["different - 1"]);
}

#[test]
fn equal_kinds_are_paired_by_position_whatever_their_lengths() {
    let texts = Texts::new(&[PARAGRAPHS[0].0, "Nod.", "- a"], &["点头。", PARAGRAPHS[0].1, "- 甲"]);
    assert_eq!(texts.rows(), "Lis=点头。 Nod=耐心听 [a=甲]");
    assert_eq!(texts.mismatches(), [""; 0]);
}

#[test]
fn two_that_have_changed_places() {
    let list = ("- Sit down.\n- Drink water.\n- Nod.", "- 请坐。\n- 喝水。\n- 点头。");
    let texts = Texts::new(&[PARAGRAPHS[0].0, list.0, PARAGRAPHS[1].0], &[PARAGRAPHS[0].1, PARAGRAPHS[1].1, list.1]);
    let rows = texts.rows();
    assert!(rows.starts_with("Lis=耐心听 ") && rows.split(' ').count() >= 4, "{rows}");
    assert_eq!(texts.mismatches().len(), 2, "{:?}", texts.mismatches());
}

#[test]
fn two_paragraphs_that_have_become_one() {
    let one = [PARAGRAPHS[0].1, PARAGRAPHS[1].1].concat();
    let texts = Texts::new(
        &[PARAGRAPHS[4].0, PARAGRAPHS[0].0, PARAGRAPHS[1].0, PARAGRAPHS[2].0],
        &[PARAGRAPHS[4].1, &one, PARAGRAPHS[2].1],
    );
    assert_eq!(texts.rows(), "Do =不要先 Lis+Ven=耐心听 Thi=不妨想");
    assert_eq!(texts.mismatches(), ["joined 耐心听"]);
    assert_eq!(texts.mirrored().mismatches(), ["parted 耐心听"]);
}

#[test]
fn what_cannot_be_told_is_said_so() {
    let texts = Texts::new(&["Sit down.", "Nod twice.", "Go home."], &["请坐下。", "点点头。"]);
    assert_eq!(texts.mismatches(), ["perhaps missing Go "]);
}

#[test]
fn what_languages_share_tells_more_than_lengths() {
    let step = |name: &str| format!("{name} [[step/{name}]]");
    let (a, b, c) = (step("a"), step("b"), step("c"));
    let texts = Texts::new(&[&a, &b, &c], &[&b, &c]);
    assert_eq!(texts.mismatches(), ["missing a ["]);
}

#[test]
fn another_kind_stands_beside_what_it_stands_for() {
    let texts = Texts::new(
        &[PARAGRAPHS[0].0, "Sit down, drink water, nod.", PARAGRAPHS[2].0],
        &[PARAGRAPHS[0].1, "- 请坐下\n- 喝点水\n- 点点头", PARAGRAPHS[2].1],
    );
    assert_eq!(texts.rows(), "Lis=耐心听 Sit=- 请 Thi=不妨想");
    assert_eq!(texts.mismatches(), ["different - 请"]);
}

#[test]
fn what_one_language_says_alone_has_a_row_of_its_own() {
    let only = ":::only\n译者说明。\n:::";
    let texts = Texts::new(&["Sit down.", "Nod."], &[only, "请坐。", "点头。"]);
    assert_eq!(texts.rows(), "=::: Sit=请坐。 Nod=点头。");
    assert_eq!(texts.mismatches(), [""; 0]);
    let texts = Texts::new(&["Sit down.", ":::only\nUS law.\n:::", "Nod."], &["请坐。", "点头。", only]);
    assert_eq!(texts.rows(), "Sit=请坐。 :::= Nod=点头。 =:::");
    assert_eq!(texts.mismatches(), [""; 0]);
}

#[test]
fn boxes_are_paired_within() {
    let boxed = |inner: &[&str]| format!(":::summary\n{}\n:::", inner.join("\n\n"));
    let (en, zh) = (boxed(&without(9, english)), boxed(&without(1, chinese)));
    let texts = Texts::new(&[&en], &[&zh]);
    assert_eq!(texts.rows(), "[Lis=耐心听 Ven= Thi=不妨想 You=到没到 Do =不要先 Nod=点头。]");
    assert_eq!(texts.mismatches(), ["missing Ven"]);
}

/// The headings of the second text, and those of the first in whose places they stand; none is `-`.
fn partners(source: &[&str], translation: &[&str]) -> String {
    let texts = Texts::new(source, translation);
    let heading = |block: &&Block<Parsed>| matches!(block.kind, BlockKind::Heading { .. });
    let names: Vec<&str> =
        texts.left.1.iter().filter(heading).map(|block| &source_line(&texts.left.0, block.span)[3..]).collect();
    let partners = pairing::partners(&texts.left.1, &texts.right.1);
    let shown: Vec<&str> = partners.into_iter().map(|partner| partner.map_or("-", |at| names[at])).collect();
    shown.join(" ")
}

fn source_line(text: &str, span: Span) -> &str {
    text[span.range()].lines().next().unwrap_or_default().trim()
}

#[test]
fn as_many_headings_are_paired_by_position() {
    assert_eq!(partners(&["## A", "- a", "## B"], &["## 二", "## 一", "- 甲"]), "A B");
}

#[test]
fn a_heading_too_many_or_too_few_is_found_by_what_stands_below() {
    let [a, b, c, d, ..] = PARAGRAPHS;
    let source = ["## A", a.0, "## B", b.0, "- x\n- y", "## C", c.0, d.0];
    assert_eq!(partners(&source, &["## 一", a.1, "## 三", c.1, d.1]), "A C");
    assert_eq!(partners(&source, &["## 二", b.1, "- 甲\n- 乙", "## 三", c.1, d.1]), "B C");
    assert_eq!(partners(&source, &["## 一", a.1, "## 二", b.1, "- 甲\n- 乙"]), "A B");
    assert_eq!(
        partners(&source, &["## 一", a.1, "## 零", "> 引用", "## 二", b.1, "- 甲\n- 乙", "## 三", c.1, d.1]),
        "A - B C"
    );
    // A translation that has begun.
    assert_eq!(partners(&source, &["## 一"]), "A");
    assert_eq!(partners(&source, &["## 一", a.1, "## 二"]), "A B");
    assert_eq!(
        partners(&["## A", "One.", "## B", "Two.", "## C", "Three."], &["## 一", "一。", "## 二", "二。"]),
        "A B"
    );
}

#[test]
fn what_is_missing_at_the_end_is_not_translated_yet() {
    let gaps = |source: &[&str], translation: &[&str]| {
        let texts = Texts::new(source, translation);
        pairing::gaps(&texts.left.1, &texts.right.1)
    };
    let [a, b, c, ..] = PARAGRAPHS;
    let rest = |blocks, at| vec![Gap { blocks, at, to_end: true }];
    assert_eq!(gaps(&[a.0, b.0, c.0], &[a.1]), rest(1..3, 1));
    assert_eq!(gaps(&[a.0, b.0, c.0], &[]), rest(0..3, 0));
    assert_eq!(gaps(&[a.0, b.0, c.0], &[a.1, b.1]), rest(2..3, 2));
    assert_eq!(gaps(&[a.0, b.0, c.0], &[a.1, c.1]), []);
    assert_eq!(gaps(&[a.0, b.0, c.0], &[a.1, b.1, c.1]), []);
    // Which of the three is missing cannot be told.
    assert_eq!(gaps(&["Sit down.", "Nod twice.", "Go home."], &["请坐下。", "点点头。"]), []);
}
