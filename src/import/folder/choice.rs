//! Which languages a course takes of a folder, and which of its pages: those that have a text in the source language.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Leaf};
use crate::import::report::Report;
use crate::import::script;
use crate::message::{self, both};

/// The source language: the first that is said, or that of the texts that name none. These are told by their script, and get their language.
pub fn source_language(found: &mut Found, languages: &[String]) -> String {
    let mut unsaid = String::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    found.each(&mut |leaf| {
        for (language, original) in &leaf.texts {
            *counts.entry(language.clone()).or_default() += 1;
            if language.is_empty() {
                unsaid.push_str(&original.text);
            }
        }
    });
    let script = script::language(&unsaid);
    let told = found.languages.first().cloned().or(script);
    let told = told.filter(|language| languages.is_empty() || languages.contains(language));
    let said = languages.first().cloned();
    if let Some(language) = told.or(said.clone()).filter(|_| !unsaid.is_empty()) {
        found.each(&mut |leaf| {
            if let Some(original) = leaf.texts.remove("") {
                leaf.texts.entry(language.clone()).or_insert(original);
            }
        });
        return said.unwrap_or(language);
    }
    counts.remove("");
    // English first, where there is as much of it.
    let most = counts.into_iter().max_by_key(|(language, count)| (*count, language == "en"));
    said.or(found.languages.first().cloned()).or(most.map(|(language, _)| language)).unwrap_or_else(|| "en".to_owned())
}

/// The languages of the course, the source first: those that are asked for. Of more than three that nobody has chosen these are English, Chinese
/// and the source.
pub fn choose_languages(
    found: &mut Found,
    source: &str,
    languages: &[String],
    reports: &mut Vec<Report>,
) -> Vec<String> {
    let mut spoken: BTreeSet<String> = BTreeSet::new();
    found.each(&mut |leaf| spoken.extend(leaf.texts.keys().cloned()));
    spoken.remove(source);
    let chinese = if spoken.contains("zh") { "zh" } else { "zh-Hant" };
    let many = spoken.len() > 2;
    let wanted = |language: &str| match languages {
        [] => !many || language == "en" || language == chinese,
        chosen => chosen.iter().any(|chosen| chosen == language),
    };
    let (kept, others): (Vec<String>, Vec<String>) = spoken.into_iter().partition(|language| wanted(language));
    if !others.is_empty() {
        let mut gone = BTreeSet::new();
        found.each(&mut |leaf| {
            let left = leaf.texts.extract_if(.., |language, _| others.contains(language));
            gone.extend(left.map(|(_, original)| original.path));
        });
        // What is otherwise in them nobody needs to know.
        let path =
            |report: &Report| report.place.first().map(|place| place.split(':').next().unwrap_or_default().to_owned());
        reports.retain(|report| path(report).is_none_or(|path| !gone.contains(&path)));
        let list = message::list(&others);
        let more = std::iter::once(source).chain(kept.iter().map(String::as_str)).chain([others[0].as_str()]);
        let more = more.collect::<Vec<_>>().join(",");
        let message = both!(
            "texts in {list} are left out: `--lang {more}` takes more of them",
            "这些语言的文本没有导入：{list}；要多导入几种，请写 `--lang {more}`"; list
        );
        reports.push(Report::new([], message));
    }
    std::iter::once(source.to_owned()).chain(kept).collect()
}

/// Pages that have no text in the source language are reported and left out.
pub fn settle(found: &mut Found, source: &str, reports: &mut Vec<Report>) {
    fn keep(leaf: &mut Leaf, source: &str, reports: &mut Vec<Report>) -> bool {
        leaf.below.retain_mut(|leaf| keep(leaf, source, reports));
        if leaf.texts.contains_key(source) {
            return true;
        }
        let paths = leaf.texts.values().map(|original| original.path.clone());
        let message = both!(
            "this text has none in `{source}` beside it, and is left out",
            "这个文本没有对应的 `{source}` 原文，没有导入"
        );
        reports.extend(paths.map(|path| Report::new([path], message.clone())));
        // What is below it needs a page above it.
        leaf.texts.clear();
        !leaf.below.is_empty()
    }
    found.leaves.retain_mut(|leaf| keep(leaf, source, reports));
    let front = found.front.take();
    found.front = front.and_then(|mut leaf| keep(&mut leaf, source, reports).then_some(leaf));
}
