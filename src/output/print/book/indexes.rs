//! What is at the end of a book: the list of exercises, the answer key, and the indexes of terms, titles and marked words.

use std::collections::BTreeMap;

use crate::course::collation::{Collation, SortKey};
use crate::course::edition::Edition;
use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Choice, Directive, Form, Inline, Question, Resolved};
use crate::course::{Anchor, Lang, Text};
use crate::output::print::data::appendix::{
    AnswerGroup, AnsweredQuestion, Answers, Exercise, Exercises, Index, IndexEntry, IndexGroup, RightAnswer,
};
use crate::output::print::data::text::Wording;
use crate::output::print::writer::{CoursePage, Labels, Scope, TextWriter, index_key, plain};
use crate::theme::TitledIn;

/// The exercises and role plays of the items in the PDF, in the order of the book.
pub fn exercises(scope: &Scope) -> Exercises {
    let course = scope.course;
    let main = scope.reading.main();
    let (mut found, mut with_plays) = (Vec::new(), false);
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        let texts = &course.item(item).page.texts;
        let mut ids = Vec::new();
        tree::blocks(&texts[main].body, &mut |block| {
            if let BlockKind::Directive(Directive { id: Some(id), .. }) = &block.kind {
                ids.push(id);
            }
        });
        for id in ids {
            let Some(Anchor::Directive { name, number, title }) = texts[main].anchors.get(id) else { continue };
            let played = *name == BoxKind::RolePlay.name();
            if number.is_none() && !played {
                continue;
            }
            with_plays |= played;
            let label = scope.each(|lang| scope.words(lang).directive(name, *number));
            let said = |lang: Lang| match texts[lang].anchors.get(id) {
                Some(anchor @ Anchor::Directive { title: Some(title), .. }) => {
                    let untranslated = !texts[lang].is_whole() && texts[Lang::SOURCE].anchors.get(id) == Some(anchor);
                    Some((if untranslated { Lang::SOURCE } else { texts[lang].language }, title.clone()))
                }
                _ => title.clone().map(|title| (texts[main].language, title)),
            };
            let titles = scope.each(said).into_iter().flatten();
            let mut titles: Vec<Wording> = titles.map(|(lang, text)| Wording { lang: lang.index(), text }).collect();
            titles.dedup_by_key(|said| said.lang);
            found.push(Exercise { to: scope.anchor_label(CoursePage::Item(item), id), label, title: titles });
        }
    }
    let title = scope.each(|lang| {
        let print = &scope.strings[lang].print;
        if with_plays { print.exercises_and_plays.clone() } else { print.exercises.clone() }
    });
    Exercises { id: "exercises".into(), title, exercises: found }
}

/// The answer key: the right answers of each quiz, in the order of the book.
pub fn answers(scope: &Scope) -> Answers {
    let course = scope.course;
    let front = course.front.iter().map(|page| (CoursePage::Front, page));
    let items = course.item_ixs().filter(|&item| scope.contains(item));
    let pages = front.chain(items.map(|item| (CoursePage::Item(item), &course.item(item).page)));
    let mut groups = Vec::new();
    for (place, page) in pages {
        let mut texts: Vec<&Text> = scope.each(|lang| &page.texts[lang]);
        texts.dedup_by_key(|text| text.language);
        let label = match place {
            CoursePage::Front => Vec::new(),
            CoursePage::Item(item) | CoursePage::Answers(item) => scope.labels(item),
        };
        let quizzes: Vec<Vec<Quiz<'_>>> = texts.iter().map(|text| quizzes(text, scope.edition)).collect();
        for (number, main) in quizzes[0].iter().map(|quiz| &quiz.questions).enumerate() {
            let said = |n: usize| {
                let columns = texts.iter().zip(&quizzes);
                let right = columns.filter_map(|(text, quizzes)| {
                    let quiz = quizzes.get(number)?;
                    // One that is not translated is answered in the source language already.
                    let once = texts.len() == 1 || quiz.language == text.language;
                    once.then_some(right_answer(scope, place, text, (quiz.language, quiz.questions.get(n)?)))
                });
                right.collect()
            };
            let answer = |(n, question): (usize, &&Question<Resolved>)| {
                let to = scope.question_label(place, question)?;
                Some(AnsweredQuestion { to, number: n + 1, said: said(n) })
            };
            let answers: Vec<AnsweredQuestion> = main.iter().enumerate().filter_map(answer).collect();
            if !answers.is_empty() {
                groups.push(AnswerGroup { label: label.clone(), title: scope.titles(page), answers });
            }
        }
    }
    let title = scope.each(|lang| scope.strings[lang].print.answers.clone());
    Answers { id: "answers".into(), title, groups }
}

struct Quiz<'a> {
    language: Lang,
    questions: Vec<&'a Question<Resolved>>,
}

fn quizzes(text: &Text, edition: Edition) -> Vec<Quiz<'_>> {
    let mut found = Vec::new();
    for block in &text.body {
        let language = if tree::is_untranslated(block) { Lang::SOURCE } else { text.language };
        tree::blocks(std::slice::from_ref(block), &mut |block| {
            if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &block.kind {
                // The final test is for trainers to mark.
                if quiz.test.is_none() || edition == Edition::Trainer {
                    found.push(Quiz { language, questions: quiz.printed().collect() });
                }
            }
        });
    }
    found
}

fn right_answer(
    scope: &Scope,
    place: CoursePage,
    text: &Text,
    (language, question): (Lang, &Question<Resolved>),
) -> RightAnswer {
    let mut writer = TextWriter::new(scope, place, text, Labels::Omitted).speaking(language);
    let letters = writer.right_letters(question);
    let mut words = |blocks: &[Block<Resolved>]| {
        let mut lines = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => lines.push(plain(&writer.runs(content))),
                BlockKind::Formula(formula) => lines.push(formula.in_line()),
                _ => {}
            }
        }
        lines.join(" ")
    };
    let options = question.options.iter().filter(|option| option.right && question.form == Form::Choice);
    let right: Vec<&Choice<Resolved>> = options.collect();
    let explained = right.iter().map(|option| &option.explanation).chain([&question.explanation]);
    let said: Vec<String> = explained.map(|blocks| words(blocks)).filter(|said| !said.is_empty()).collect();
    RightAnswer {
        lang: language.index(),
        question: words(&question.question),
        options: right.iter().map(|option| words(&option.answer)).collect(),
        explanation: said.join(" "),
        letters,
    }
}

/// The indexes of a book: one for each language of the reading.
pub fn indexes(scope: &Scope) -> Vec<Index> {
    let langs = scope.reading.langs();
    let found = langs.iter().map(|&lang| index(scope, lang, langs.len() > 1));
    found.filter(|index| !index.groups.is_empty()).collect()
}

/// Entries by their keys, each with the reading of its name, if the author gives one.
type NamedEntries = BTreeMap<String, (Option<String>, IndexEntry)>;

/// The entry of a name, a new one if there is none yet.
fn named<'a>(
    entries: &'a mut NamedEntries,
    lang: Lang,
    title: Vec<Wording>,
    pinyin: Option<&str>,
) -> &'a mut IndexEntry {
    let key = index_key(lang, &title[0].text);
    let new = || (pinyin.map(str::to_owned), IndexEntry { title, main: Vec::new(), term: None, key: key.clone() });
    &mut entries.entry(key.clone()).or_insert_with(new).1
}

/// The index of terms, titles and marked words in a language, sorted as it sorts words. What has the same name is one entry.
fn index(scope: &Scope, lang: Lang, among_others: bool) -> Index {
    let course = scope.course;
    let said = |lang: Lang, text: &str| Wording { lang: lang.index(), text: text.to_string() };
    // The other languages of the reading behind that of the index.
    let turned = |mut titles: Vec<Wording>| {
        titles.sort_by_key(|title| title.lang != lang.index());
        titles
    };
    let mut entries = NamedEntries::new();
    for ix in course.term_ixs() {
        let term = &course.term(ix).entries;
        let title = turned(scope.each(|lang| said(lang, &term[lang].term)));
        named(&mut entries, lang, title, term[lang].pinyin.as_deref()).term = Some(scope.term_label(ix));
    }
    for item in course.item_ixs() {
        let title = turned(scope.titles(&course.item(item).page));
        named(&mut entries, lang, title, None).main.push(scope.item_label(item));
    }
    let pages = course.front.as_deref().into_iter().chain(course.item_ixs().map(|item| &*course.item(item).page));
    for text in pages.map(|page| &page.texts[lang]).filter(|text| text.language == lang) {
        tree::inlines(&text.body, &mut |inline| {
            if let Inline::Indexed { entry, content } = inline {
                let name = entry.clone().unwrap_or_else(|| tree::plain_text(content));
                named(&mut entries, lang, vec![said(lang, &name)], None);
            }
        });
    }
    let collation = Collation::of(course.language(lang));
    let key =
        |(pinyin, entry): (Option<String>, IndexEntry)| (collation.key(&entry.title[0].text, pinyin.as_deref()), entry);
    let mut entries: Vec<(SortKey, IndexEntry)> = entries.into_values().map(key).collect();
    entries.sort_by(|(a, _), (b, _)| collation.compare(a, b));
    let mut groups: Vec<IndexGroup> = Vec::new();
    for (key, entry) in entries {
        let letter = collation.letter(&key);
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroup { letter, entries: vec![entry] }),
        }
    }
    // Chinese sorts before Latin; under their letters the two belong together.
    if collation.is_by_letters() {
        groups.sort_by(|a, b| a.letter.cmp(&b.letter));
    }
    let language = course.language(lang);
    let title = scope.each(|column| {
        let strings = scope.strings[column];
        let title = &strings.print.index;
        if among_others {
            strings.common.with_language.fill(TitledIn { title, language: &language.name })
        } else {
            title.clone()
        }
    });
    Index { id: format!("index:{}", language.key), lang: lang.index(), title, groups }
}
