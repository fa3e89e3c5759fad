//! What is at the end of a book: the list of exercises, the answer key, and the index of terms and titles.

use crate::course::collation::{Collation, SortKey};
use crate::course::edition::Edition;
use crate::course::tree::{self, Block, BlockKind, Body, Choice, Directive, Form, Question, Resolved};
use crate::course::{Anchor, Lang, Text};
use crate::output::print::data::appendix::{
    AnswerGroup, AnsweredQuestion, Answers, Exercise, Exercises, Index, IndexEntry, IndexGroup, RightAnswer,
};
use crate::output::print::data::text::Wording;
use crate::output::print::writer::{CoursePage, Labels, Scope, TextWriter, plain};

/// The numbered exercises of the items in the PDF, in the order of their numbers.
pub fn exercises(scope: &Scope) -> Exercises {
    let course = scope.course;
    let main = scope.reading.main();
    let mut found = Vec::new();
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        let texts = &course.item(item).page.texts;
        for (id, anchor) in &texts[main].anchors {
            let Anchor::Directive { name, number: Some(number), title } = anchor else { continue };
            let label = scope.each(|lang| scope.words(lang).directive(name, Some(*number)));
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
            let to = scope.anchor_label(CoursePage::Item(item), id);
            found.push((*number, Exercise { to, label, title: titles }));
        }
    }
    found.sort_by_key(|(number, _)| *number);
    Exercises {
        id: "exercises".into(),
        title: scope.each(|lang| scope.strings[lang].print.exercises.clone()),
        exercises: found.into_iter().map(|(_, exercise)| exercise).collect(),
    }
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

/// The index of terms and titles, sorted as the first language of the reading sorts words.
pub fn index(scope: &Scope) -> Index {
    let course = scope.course;
    let main = scope.reading.main();
    let said = |lang: Lang, text: &str| Wording { lang: lang.index(), text: text.to_string() };
    let collation = Collation::of(course.language(main));
    let terms = course.term_ixs().map(|ix| {
        let entries = &course.term(ix).entries;
        let key = collation.key(&entries[main].term, entries[main].pinyin.as_deref());
        (key, IndexEntry { to: scope.term_label(ix), title: scope.each(|lang| said(lang, &entries[lang].term)) })
    });
    let items = course.item_ixs().map(|item| {
        let title = scope.titles(&course.item(item).page);
        (collation.key(&title[0].text, None), IndexEntry { to: scope.item_label(item), title })
    });
    let mut entries: Vec<(SortKey, IndexEntry)> = terms.chain(items).collect();
    entries.sort_by(|(a, _), (b, _)| collation.compare(a, b));
    let mut groups: Vec<IndexGroup> = Vec::new();
    for (key, entry) in entries {
        let letter = key.letter();
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroup { letter, entries: vec![entry] }),
        }
    }
    // Chinese sorts before Latin; under their letters the two belong together.
    groups.sort_by(|a, b| a.letter.cmp(&b.letter));
    Index { id: "index".into(), title: scope.each(|lang| scope.strings[lang].print.index.clone()), groups }
}
