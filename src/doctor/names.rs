//! Names of files that another system cannot have, or takes for one another: a course that is made on Linux is opened on Windows and macOS.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizer;

use super::{Check, Verdict};
use crate::message::{self, Message, both};

/// Names that Windows keeps for devices, with whatever ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Windows takes 260 characters of a whole path; so many of them are left to a course in somebody's documents.
const LONGEST: usize = 180;

/// How many names are told.
const TOLD: usize = 3;

pub fn topic() -> Message {
    both!("file names", "文件名")
}

/// Looks at names, which are paths with `/` between their parts.
pub fn check(paths: &[&str]) -> Check {
    let wrong = wrong(paths);
    if wrong.is_empty() {
        return Check::good("names", topic(), both!("work on every system", "在各种系统上都能用"));
    }
    let count = wrong.len();
    let told: Vec<Message> = wrong.into_iter().take(TOLD).collect();
    let join = |language: fn(&Message) -> &String, comma: &str| {
        told.iter().map(language).cloned().collect::<Vec<_>>().join(comma)
    };
    let mut found = Message { en: join(|message| &message.en, "; "), zh: join(|message| &message.zh, "；") };
    if count > TOLD {
        let more = count - TOLD;
        found = both!("{found}; and {more} more", "{found}；另有 {more} 处"; found);
    }
    Check::good("names", topic(), found).but(
        Verdict::Look,
        both!(
            "give these files other names, so that the course can be opened on Windows and macOS, too",
            "请给这些文件改名，这样课程在 Windows 和 macOS 上也能打开"
        ),
    )
}

fn wrong(paths: &[&str]) -> Vec<Message> {
    let normal = ComposingNormalizer::new_nfc();
    let mut wrong = Vec::new();
    // By what Windows and macOS take for the same name. A folder is there once for each spelling.
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for (end, part) in ends.zip(path.split('/')) {
            let begun = &path[..end];
            let same = normal.normalize(begun).to_lowercase();
            match seen.insert(same, begun) {
                Some(other) if other == begun => continue,
                Some(other) => {
                    wrong.push(both!(
                        "`{begun}` and `{other}` are one file elsewhere",
                        "`{begun}` 和 `{other}` 在别的系统上是同一个文件"
                    ));
                }
                None => {}
            }
            wrong.extend(of_part(part).map(|why| both!("`{begun}`: {why}", "`{begun}`：{why}"; why)));
            if !normal.is_normalized(part) {
                wrong.push(both!("`{begun}`: its accents are signs of their own", "`{begun}`：其中的音标是单独的字符"));
            }
        }
        let length = path.encode_utf16().count();
        if length > LONGEST {
            wrong.push(both!(
                "`{path}`: {length} characters are too many for Windows",
                "`{path}`：{length} 个字符，Windows 上太长"
            ));
        }
    }
    wrong
}

/// What Windows has against a name.
fn of_part(name: &str) -> Option<Message> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    if DEVICES.contains(&stem.as_str()) {
        return Some(both!("Windows keeps this name for a device", "这是 Windows 的设备名"));
    }
    if name.ends_with(['.', ' ']) {
        return Some(both!("Windows drops a full stop or a space at the end", "Windows 会去掉末尾的点或空格"));
    }
    let strange: Vec<String> = name
        .chars()
        .filter(|c| r#"<>:"|?*\"#.contains(*c) || c.is_control())
        .map(|c| c.escape_debug().to_string())
        .collect();
    (!strange.is_empty()).then(|| {
        let list = message::list(strange);
        both!("Windows has no {list} in names", "Windows 的文件名里不能有 {list}"; list)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_others_cannot_have() {
        let said = |paths: &[&str]| wrong(paths).into_iter().map(|message| message.en).collect::<Vec<_>>().join("\n");
        assert_eq!(said(&["course/steps/01-listen.zh.md", "course/图/倾听.svg", "course/concert.png"]), "");
        assert_eq!(said(&["a/Lion.png", "a/lion.png"]), "`a/lion.png` and `a/Lion.png` are one file elsewhere");
        assert_eq!(said(&["A/x.md", "a/y.md"]), "`a` and `A` are one file elsewhere");
        assert_eq!(
            said(&["caf\u{e9}.md", "cafe\u{301}.md"]),
            "`cafe\u{301}.md` and `caf\u{e9}.md` are one file elsewhere\n`cafe\u{301}.md`: its accents are signs of their own"
        );
        assert_eq!(said(&["Aux.en.md"]), "`Aux.en.md`: Windows keeps this name for a device");
        assert_eq!(said(&["a./b"]), "`a.`: Windows drops a full stop or a space at the end");
        assert_eq!(said(&["why?.md"]), "`why?.md`: Windows has no `?` in names");
        let long = format!("course/{}.md", "倾".repeat(180));
        assert!(said(&[&long]).ends_with("190 characters are too many for Windows"));
    }
}
