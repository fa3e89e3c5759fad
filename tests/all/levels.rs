//! What says the same in two languages begins level, on paper and on a screen: paragraphs, items of lists within lists, what is in quotations and
//! boxes, the turns of a dialogue.

use std::collections::BTreeMap;
use std::process::Command;

use crate::support::{Course, node, said};

/// The blocks of a text, in which `@` stands for a word that begins one of them, and `~` for more words or fewer, as a language needs.
const TEXT: &str = "\
@ ~

- @ ~
- @ ~

  @ ~
- @ ~
  1. @ ~
  2. @ ~
     - @ ~
     - @ ~
  3. @ ~

1. @ ~
2. @ ~

- [ ] @ ~
- [x] @ ~

> @ ~
>
> - @ ~
> - @ ~
>
> @ ~

> [!NOTE]
> @ ~
>
> 1. @ ~
> 2. @ ~

:::exercise {workspace=3cm}
@ ~

- @ ~
- @ ~

> @ ~
:::

:::dialogue
- **A:** @ ~
- **B:** @ ~
:::

<aside>

@ ~

- @ ~

</aside>

@ ~
";

/// The text in one language, its words numbered. Every third block is longer in Chinese.
fn text(language: &str) -> String {
    let (sign, chinese) = if language == "zh" { ('r', true) } else { ('l', false) };
    let (mut out, mut number) = (String::new(), 0);
    for character in TEXT.chars() {
        match character {
            '@' => {
                number += 1;
                out.push_str(&format!("{sign}{number}"));
            }
            '~' if chinese => out.push_str(&"有人投诉，".repeat(1 + 20 * usize::from(number % 3 == 0))),
            '~' => out.push_str(&"and more words ".repeat(1 + number % 4 * 4)),
            other => out.push(other),
        }
    }
    out
}

/// The words whose counterpart stands elsewhere, by the places of all words: the page, and how far down.
fn off(places: &BTreeMap<String, (usize, f64)>, tolerance: f64) -> Vec<String> {
    let count = TEXT.matches('@').count();
    let level = |n: &usize| match (places.get(&format!("l{n}")), places.get(&format!("r{n}"))) {
        (Some((page, left)), Some((other, right))) => page == other && (left - right).abs() <= tolerance,
        _ => false,
    };
    (1..=count)
        .filter(|n| !level(n))
        .map(|n| format!("{n}: {:?}", [places.get(&format!("l{n}")), places.get(&format!("r{n}"))]))
        .collect()
}

#[test]
fn what_says_the_same_begins_level() {
    let course = Course::new();
    for language in ["en", "zh"] {
        course.step(language, &text(language));
    }
    let run = course.run(&["build", "site", "handbook"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);

    let handbook = course.path().join("dist/print/handbook.en-zh.pdf");
    let printed = said(Command::new("pdftotext").arg("-bbox").arg(&handbook).arg("-"));
    let mut places = BTreeMap::new();
    for (page, words) in printed.split("<page ").enumerate() {
        for word in words.split("<word ").skip(1) {
            let bottom = word.split("yMax=\"").nth(1).and_then(|rest| rest.split('"').next());
            let text = word.split('>').nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            let name: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
            places.insert(name, (page, bottom.and_then(|bottom| bottom.parse().ok()).expect("a word has a place")));
        }
    }
    // The fonts of the two languages reach up and down by different shares of their size, some points at most; a line has twelve or more.
    assert_eq!(off(&places, 4.0), Vec::<String>::new(), "on paper");

    let page = course.path().join("dist/site/en-zh/steps/listen.html");
    let shown = node("levels.js", &[page.to_str().expect("its path is text")]);
    let tops: BTreeMap<String, f64> = serde_json::from_str(&shown).expect("the script tells places as JSON");
    let places = tops.into_iter().map(|(word, bottom)| (word, (0, bottom))).collect();
    assert_eq!(off(&places, 5.0), Vec::<String>::new(), "on a screen");
}
