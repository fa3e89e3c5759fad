//! Courses of any size, the same on every run: modules in two languages with the blocks of real ones.

use std::fs;
use std::io;
use std::path::Path;

/// A course on the disk.
pub struct Size {
    pub modules: usize,
    pub steps: usize,
}

impl Size {
    pub fn of(modules: usize) -> Size {
        Size { modules, steps: (modules / 10).max(1) }
    }
}

const LANGUAGES: [&str; 2] = ["en", "zh"];

const BOOK: &str = "\
title: {en: A large course, zh: 一门很长的课程}
languages: [en, zh]
kinds:
  module:
    folder: modules
    label: {en: \"Module {n}\", zh: \"第{n}单元\"}
    plural: {en: Modules, zh: 单元}
  step:
    folder: steps
    label: {en: \"Step {n}\", zh: \"第{n}步\"}
    plural: {en: Steps, zh: 步骤}
relations:
  steps:
    from: module
    to: step
    label: {en: Steps, zh: 步骤}
    inverse: {en: Modules, zh: 单元}
checks: {orphan: off}
outputs:
  site: {}
";

/// Writes a course into an empty folder.
pub fn write(folder: &Path, size: &Size) -> io::Result<()> {
    fs::create_dir_all(folder.join("course/modules"))?;
    fs::create_dir_all(folder.join("course/steps"))?;
    fs::write(folder.join("book.yaml"), BOOK)?;
    fs::write(folder.join("course/picture.svg"), PICTURE)?;
    for language in LANGUAGES {
        for n in 1..=size.modules {
            fs::write(module_path(folder, size, n, language), module(size, n, language, 0))?;
        }
        for n in 1..=size.steps {
            let name = numbered("step", n, size.steps);
            fs::write(folder.join(format!("course/steps/{name}.{language}.md")), step(n, language))?;
        }
    }
    Ok(())
}

/// Changes one paragraph of a module in one language; `version` tells the changes apart.
pub fn edit(folder: &Path, size: &Size, n: usize, version: usize) -> io::Result<()> {
    fs::write(module_path(folder, size, n, "zh"), module(size, n, "zh", version))
}

/// Adds a module at the end, in both languages; `version` tells those that are added apart.
pub fn add(folder: &Path, size: &Size, version: usize) -> io::Result<()> {
    for language in LANGUAGES {
        let name = format!("{}-more-{version}.{language}.md", size.modules + version);
        fs::write(folder.join("course/modules").join(name), module(size, 1, language, version))?;
    }
    Ok(())
}

fn module_path(folder: &Path, size: &Size, n: usize, language: &str) -> std::path::PathBuf {
    folder.join(format!("course/modules/{}.{language}.md", numbered("module", n, size.modules)))
}

/// `017-module-17`: numbers of equal width sort as they count.
fn numbered(kind: &str, n: usize, of: usize) -> String {
    let width = of.to_string().len().max(2);
    format!("{n:0width$}-{kind}-{n}")
}

/// Numbers that look random and are not (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    fn choose<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

const SUBJECTS: [&str; 8] = [
    "The customer",
    "A colleague",
    "Your manager",
    "The caller",
    "A resident",
    "The technician",
    "Nobody",
    "The person at the counter",
];
const VERBS: [&str; 10] = [
    "asks for",
    "writes down",
    "explains",
    "repeats",
    "waits for",
    "remembers",
    "forgets",
    "brings",
    "promises",
    "checks",
];
const OBJECTS: [&str; 10] = [
    "the number of the order",
    "a date that can be kept",
    "what was agreed last week",
    "the reason for the delay",
    "a cup of tea and a quiet room",
    "the name of the person in charge",
    "every word of the complaint",
    "a second opinion",
    "the parcel that never came",
    "a plain apology",
];
const ENDS: [&str; 6] = [
    "before anything else happens",
    "in the first two minutes",
    "without raising the voice",
    "and leaves nothing out",
    "because it costs nothing",
    "as often as it takes",
];

const CHINESE_SUBJECTS: [&str; 8] =
    ["客户", "同事", "主管", "来电的人", "一位业主", "维修师傅", "谁都不", "柜台前的人"];
const CHINESE_VERBS: [&str; 10] = ["问起", "记下", "解释", "复述", "等着", "记得", "忘了", "带来", "答应", "核对"];
const CHINESE_OBJECTS: [&str; 10] = [
    "订单的号码",
    "一个说到做到的日期",
    "上星期约好的事",
    "拖延的原因",
    "一杯茶和一间安静的屋子",
    "负责人的姓名",
    "投诉里的每一句话",
    "另一种看法",
    "一直没到的包裹",
    "一句痛快的道歉",
];
const CHINESE_ENDS: [&str; 6] =
    ["，别的事都往后放", "，头两分钟就要做到", "，说话不抬高声音", "，一样也不落下", "，这又不花钱", "，做多少遍都行"];

fn sentence(dice: &mut Dice, language: &str, out: &mut String) {
    if language == "en" {
        let (subject, verb) = (dice.choose(&SUBJECTS), dice.choose(&VERBS));
        out.push_str(&format!("{subject} {verb} {} {}. ", dice.choose(&OBJECTS), dice.choose(&ENDS)));
    } else {
        let (subject, verb) = (dice.choose(&CHINESE_SUBJECTS), dice.choose(&CHINESE_VERBS));
        out.push_str(&format!("{subject}{verb}{}{}。", dice.choose(&CHINESE_OBJECTS), dice.choose(&CHINESE_ENDS)));
    }
}

fn paragraph(dice: &mut Dice, language: &str, out: &mut String) {
    for _ in 0..3 + dice.roll(3) {
        sentence(dice, language, out);
    }
    out.truncate(out.trim_end().len());
    out.push_str("\n\n");
}

/// Some 450 words: six sections, a list, a table, a dialogue, a quiz, references, a picture in every tenth.
fn module(size: &Size, n: usize, language: &str, version: usize) -> String {
    let english = language == "en";
    // Both languages throw the same dice, so their blocks are the same.
    let dice = &mut Dice(n as u64);
    let mut out = String::from("---\n");
    out.push_str(&if english { format!("title: Case {n}\n") } else { format!("title: 案例{n}\n") });
    if english {
        out.push_str(&format!("steps: [step-{}]\n", 1 + n % size.steps));
    }
    out.push_str("---\n\n");
    if version > 0 {
        out.push_str(&format!("改过{version}次。\n\n"));
    }
    for section in 1..=6 {
        let title = if english { "What happens now" } else { "接下来怎么办" };
        out.push_str(&format!("## {title} {section} {{#part-{section}}}\n\n"));
        paragraph(dice, language, &mut out);
        match section {
            1 => {
                let target = 1 + (n * 7) % size.modules;
                out.push_str(&if english {
                    format!("Compare **[[module/module-{target}]]** and *take your time*.\n\n")
                } else {
                    format!("请对照**[[module/module-{target}]]。**不用着急。\n\n")
                });
            }
            2 => {
                for _ in 0..4 {
                    out.push_str("- ");
                    sentence(dice, language, &mut out);
                    out.push('\n');
                }
                out.push('\n');
            }
            3 => {
                out.push_str(if english {
                    "| Say | Avoid |\n| --- | --- |\n"
                } else {
                    "| 这样说 | 不要说 |\n| --- | --- |\n"
                });
                for _ in 0..4 {
                    out.push_str("| ");
                    sentence(dice, language, &mut out);
                    out.push_str(" | ");
                    sentence(dice, language, &mut out);
                    out.push_str(" |\n");
                }
                out.push('\n');
            }
            4 => {
                out.push_str(if english { ":::dialogue[At the counter]\n" } else { ":::dialogue[在柜台]\n" });
                for turn in 0..4 {
                    out.push_str(match (english, turn % 2) {
                        (true, 0) => "- **Customer:** ",
                        (true, _) => "- **You:** ",
                        (false, 0) => "- **客户：**",
                        (false, _) => "- **你：**",
                    });
                    sentence(dice, language, &mut out);
                    out.push('\n');
                }
                out.push_str(":::\n\n");
            }
            5 if n.is_multiple_of(10) => {
                let alt = if english { "A square" } else { "一个方块" };
                out.push_str(&format!("![{alt}](../picture.svg)\n\n"));
            }
            6 => {
                out.push_str(":::quiz\n");
                for question in 1..=2 {
                    out.push_str(&format!("{question}. "));
                    sentence(dice, language, &mut out);
                    out.push_str("\n\n");
                    for option in 0..3 {
                        out.push_str(if option == question { "   - [x] " } else { "   - [ ] " });
                        sentence(dice, language, &mut out);
                        out.push_str("\n     > ");
                        sentence(dice, language, &mut out);
                        out.push('\n');
                    }
                    out.push('\n');
                }
                out.push_str(":::\n");
            }
            _ => paragraph(dice, language, &mut out),
        }
    }
    out
}

fn step(n: usize, language: &str) -> String {
    let dice = &mut Dice(1_000_000 + n as u64);
    let mut out = if language == "en" {
        format!("---\ntitle: Move {n}\n---\n\n")
    } else {
        format!("---\ntitle: 第{n}招\n---\n\n")
    };
    for _ in 0..3 {
        paragraph(dice, language, &mut out);
    }
    out
}

const PICTURE: &str = concat!(
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">"#,
    r##"<rect x="5" y="5" width="110" height="50" fill="#1d5b64"/></svg>"##,
    "\n"
);
