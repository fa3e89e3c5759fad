//! Words of another language of the book in the midst of a text, told by their script.
//!
//! A screen reader and a hyphenation need to know the language of a passage where it is not that of the text (WCAG 2.2, success criterion 3.1.2). A
//! run in another script is in the one language of the book that is written in it. Latin letters are the exception: names, terms and
//! abbreviations stand in Chinese texts as words of their own, which the criterion leaves out, too. So there only three words in a row or
//! more are taken for a passage.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::Script;

use crate::course::{Course, Lang};
use crate::typography::is_wide;

/// So many words in Latin letters make a passage.
const PASSAGE: usize = 3;

/// The scripts of a language from the code of ISO 15924 for what it is written in: `Hans`, `Jpan`, `Cyrl`. None for a code that nobody knows.
pub fn scripts(code: &str) -> Vec<Script> {
    match code {
        "Hans" | "Hant" | "Hani" => vec![Script::Han],
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Kore" => vec![Script::Hangul, Script::Han],
        _ => icu_properties::PropertyParser::<Script>::new().get_strict(code).into_iter().collect(),
    }
}

/// Calls `part` with each run of the text in order: with the language where it is another one, with none for the rest.
pub fn each<'t>(course: &Course, lang: Lang, text: &'t str, mut part: impl FnMut(Option<Lang>, &'t str)) {
    let mut told = 0;
    while let Some((run, other)) = next(course, lang, text, told) {
        if told < run.start {
            part(None, &text[told..run.start]);
        }
        part(Some(other), &text[run.clone()]);
        told = run.end;
    }
    if told < text.len() {
        part(None, &text[told..]);
    }
}

/// A run that is being read.
struct Passage {
    range: Range<usize>,
    other: Lang,
    latin: bool,
    words: usize,
    /// Whether a letter goes on with the last word.
    within: bool,
}

/// The first run of another language behind byte `from`.
fn next(course: &Course, lang: Lang, text: &str, from: usize) -> Option<(Range<usize>, Lang)> {
    let own = &course.language(lang).scripts;
    if course.languages.len() == 1 || (text.is_ascii() && own.contains(&Script::Latin)) {
        return None;
    }
    // Most texts are in their own language alone, which is soon seen.
    let is_foreign = |script| !is_neutral(script) && !own.contains(&script);
    if !text[from..].contains(|c| is_foreign(script(c))) {
        return None;
    }
    let mut run: Option<Passage> = None;
    // Where the full-width punctuation before the next character begins.
    let mut wide = None;
    for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)) {
        let end = at + c.len_utf8();
        let script = script(c);
        let neutral = is_neutral(script);
        let other = if neutral || own.contains(&script) { None } else { speaker(course, lang, script) };
        match (other, &mut run) {
            (Some(other), Some(run)) if run.other == other => {
                run.range.end = end;
                run.words += usize::from(!run.within);
                run.within = true;
            }
            (None, Some(run)) if neutral && run.latin && !is_wide(c) => {
                run.within &= matches!(c, '\'' | '’' | '-' | '.')
            }
            (None, Some(run)) if neutral && !run.latin => {
                // “对不起。” takes its full stop along.
                if is_wide(c) && run.range.end == at {
                    run.range.end = end;
                }
            }
            (other, _) => {
                if let Some(run) = run.take_if(|run| run.is_passage()) {
                    return Some((run.range, run.other));
                }
                run = other.map(|other| {
                    let latin = script == Script::Latin;
                    let start = wide.filter(|_| !latin).unwrap_or(at);
                    Passage { range: start..end, other, latin, words: 1, within: true }
                });
            }
        }
        wide = if neutral && is_wide(c) { wide.or(Some(at)) } else { None };
    }
    run.filter(Passage::is_passage).map(|run| (run.range, run.other))
}

impl Passage {
    fn is_passage(&self) -> bool {
        !self.latin || self.words >= PASSAGE
    }
}

/// What the table has for a character, without a look into it for the most frequent ones.
fn script(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        c if c.is_ascii() => Script::Common,
        '\u{4e00}'..='\u{9fff}' => Script::Han,
        c => CodePointMapData::<Script>::new().get(c),
    }
}

/// Punctuation, digits and marks belong to every script.
fn is_neutral(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

/// The language of the book that is written in a script. Of several that are not the same language none can be meant.
fn speaker(course: &Course, lang: Lang, script: Script) -> Option<Lang> {
    let mut speakers =
        course.langs().filter(|&other| other != lang && course.language(other).scripts.contains(&script));
    let first = speakers.next()?;
    let same = |other| course.language(other).language == course.language(first).language;
    speakers.all(same).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;
    use crate::project::Memo;
    use crate::sources::Sources;

    fn parts(languages: &str, lang: usize, text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let words: Vec<String> = languages.split(", ").map(|key| format!("{key}: 'S {{n}}'")).collect();
        let words = format!("{{{}}}", words.join(", "));
        let kinds = format!("{{step: {{folder: steps, label: {words}, plural: {words}}}}}");
        sources.add("book.yaml", format!("title: {words}\nlanguages: [{languages}]\nkinds: {kinds}\n"));
        let source = languages.split(',').next().expect("a language");
        sources.add(format!("course/steps/01-a.{source}.md"), "---\ntitle: A\n---\n");
        let course = project::of(sources, &mut Memo::once()).expect_sound().course;
        let lang = course.langs().nth(lang).expect("the language");
        let mut parts = Vec::new();
        each(&course, lang, text, |other, words| {
            parts.push(other.map_or(words.to_owned(), |other| format!("{}:{words}", course.language(other).key)));
        });
        assert!(parts.iter().map(String::len).sum::<usize>() >= text.len(), "nothing is lost: {parts:?}");
        parts
    }

    #[test]
    fn frequent_characters_have_the_script_of_the_table() {
        let table = CodePointMapData::<Script>::new();
        for c in ('\0'..='\u{a000}').filter(|&c| c.is_ascii() || c >= '\u{4dff}') {
            assert_eq!(script(c), table.get(c), "{c:?}");
        }
    }

    #[test]
    fn chinese_in_english() {
        let english = |text| parts("en, zh", 0, text);
        assert_eq!(english("Nothing – “here”."), ["Nothing – “here”."]);
        assert_eq!(english("A saying: 有则改之，无则加勉. If"), ["A saying: ", "zh:有则改之，无则加勉", ". If"]);
        assert_eq!(english("顺 · 展 · 转"), ["zh:顺 · 展 · 转"]);
        assert_eq!(english("(顺)"), ["(", "zh:顺", ")"]);
        assert_eq!(english("Say 《对不起。》 now"), ["Say ", "zh:《对不起。》", " now"]);
        assert_eq!(english("礼 and 物"), ["zh:礼", " and ", "zh:物"]);
    }

    #[test]
    fn only_passages_in_chinese() {
        let chinese = |text| parts("en, zh", 1, text);
        for text in
            ["IBM的技术创新", "用 Excel 记录", "选A、B、C、D", "NPS（Promoter Score）", "2号、9号", "说“sorry, sorry”"]
        {
            assert_eq!(chinese(text), [text]);
        }
        assert_eq!(chinese("他说：“I don’t know, sir.”然后走了"), ["他说：“", "en:I don’t know, sir", ".”然后走了"]);
        assert_eq!(
            chinese("首次解决率（First Contact Resolution）"),
            ["首次解决率（", "en:First Contact Resolution", "）"]
        );
    }

    #[test]
    fn a_script_of_several_languages_or_of_none_is_left_alone() {
        assert_eq!(parts("en, ja, zh", 0, "a 礼"), ["a 礼"]);
        assert_eq!(parts("en, zh-Hans, zh-Hant", 0, "a 礼"), ["a ", "zh-Hans:礼"]);
        assert_eq!(parts("en, fr", 0, "a 礼"), ["a 礼"]);
        assert_eq!(parts("en", 0, "a 礼"), ["a 礼"]);
        assert_eq!(parts("en, ru", 0, "say спасибо"), ["say ", "ru:спасибо"]);
        assert_eq!(parts("zh, ja", 1, "礼物です"), ["礼物です"]);
    }
}
