//! What is at the end of a book: the list of exercises, the answer key, and the index of terms and titles.

use std::cmp::Ordering;

use super::data::{
    Answer, AnswerGroup, Answers, Exercise, Exercises, Index, IndexEntry, IndexGroup, RightAnswer, Said,
};
use super::nodes::{Labels, Writer};
use super::runs::plain;
use super::scope::{Place, Scope};
use crate::collation::Collation;
use crate::course::{Anchor, Lang, Text};
use crate::tree::{self, Block, BlockKind, Body, Directive, Question, Resolved};

pub fn exercises(scope: &Scope) -> Exercises {
    let course = scope.course;
    let main = scope.reading.main();
    let mut found = Vec::new();
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        let texts = &course.item(item).page.texts;
        for (id, anchor) in &texts[main].anchors {
            let Anchor::Directive { name, number: Some(number), title } = anchor else { continue };
            let label = scope.each(|lang| scope.directive_label(name, Some(*number), lang));
            let said = |lang: Lang| match texts[lang].anchors.get(id) {
                Some(Anchor::Directive { title: Some(title), .. }) => Some((texts[lang].language, title.clone())),
                _ => title.clone().map(|title| (texts[main].language, title)),
            };
            let titles = scope.each(said).into_iter().flatten();
            let mut titles: Vec<Said> = titles.map(|(lang, text)| Said { lang: lang.index(), text }).collect();
            titles.dedup_by_key(|said| said.lang);
            let to = scope.anchor_label(Place::Item(item), id);
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

/// The right answers, quiz by quiz, in the order of the book.
pub fn answers(scope: &Scope) -> Answers {
    let course = scope.course;
    let front = course.front.iter().map(|page| (Place::Front, page));
    let items = course.item_ixs().filter(|&item| scope.contains(item));
    let pages = front.chain(items.map(|item| (Place::Item(item), &course.item(item).page)));
    let mut groups = Vec::new();
    for (place, page) in pages {
        let mut texts: Vec<&Text> = scope.each(|lang| &page.texts[lang]);
        texts.dedup_by_key(|text| text.language);
        let label = match place {
            Place::Front => Vec::new(),
            Place::Item(item) => scope.each(|lang| course.label(item, lang)),
        };
        let quizzes: Vec<Vec<&[Question<Resolved>]>> = texts.iter().map(|text| quizzes(text)).collect();
        for (number, main) in quizzes[0].iter().enumerate() {
            let said = |n: usize| {
                let columns = texts.iter().zip(&quizzes);
                let right = columns
                    .filter_map(|(text, quizzes)| Some(right_answer(scope, place, text, quizzes.get(number)?.get(n)?)));
                right.collect()
            };
            let answer = |(n, question): (usize, &Question<Resolved>)| {
                let to = scope.question_label(place, question)?;
                Some(Answer { to, number: n + 1, said: said(n) })
            };
            let answers: Vec<Answer> = main.iter().enumerate().filter_map(answer).collect();
            if !answers.is_empty() {
                groups.push(AnswerGroup { label: label.clone(), title: scope.titles(page), answers });
            }
        }
    }
    let title = scope.each(|lang| scope.strings[lang].print.answers.clone());
    Answers { id: "answers".into(), title, groups }
}

fn quizzes(text: &Text) -> Vec<&[Question<Resolved>]> {
    let mut found = Vec::new();
    tree::blocks(&text.body, &mut |block| {
        if let BlockKind::Directive(Directive { body: Body::Quiz(questions), .. }) = &block.kind {
            found.push(questions.as_slice());
        }
    });
    found
}

fn right_answer(scope: &Scope, place: Place, text: &Text, question: &Question<Resolved>) -> RightAnswer {
    let mut writer = Writer::new(scope, place, text, Labels::Omitted);
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
    RightAnswer {
        lang: text.language.index(),
        question: words(&question.question),
        options: question.options.iter().filter(|option| option.right).map(|option| words(&option.answer)).collect(),
        letters,
    }
}

/// In the order of the first language of the reading.
pub fn index(scope: &Scope) -> Index {
    let course = scope.course;
    let main = scope.reading.main();
    let said = |lang: Lang, text: &str| Said { lang: lang.index(), text: text.to_string() };
    let terms = course.term_ixs().map(|term| IndexEntry {
        to: scope.term_label(term),
        title: scope.each(|lang| said(lang, &course.term(term).entries[lang].term)),
    });
    let items = course
        .item_ixs()
        .map(|item| IndexEntry { to: scope.item_label(item), title: scope.titles(&course.item(item).page) });
    let collation = Collation::of(course.language(main));
    let mut entries: Vec<IndexEntry> = terms.chain(items).collect();
    entries.sort_by(|a, b| collation.compare(&a.title[0].text, &b.title[0].text));
    let chinese = scope.is_chinese(main);
    let mut groups: Vec<IndexGroup> = Vec::new();
    for entry in entries {
        let letter = letter(&entry.title[0].text, chinese, &collation);
        match groups.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.entries.push(entry),
            None => groups.push(IndexGroup { letter, entries: vec![entry] }),
        }
    }
    // Chinese sorts before Latin; under their letters the two belong together.
    groups.sort_by(|a, b| a.letter.cmp(&b.letter));
    Index { id: "index".into(), title: scope.each(|lang| scope.strings[lang].print.index.clone()), groups }
}

/// The first character of each letter in the pinyin order of CLDR; no word begins with I, U or V.
const PINYIN: [(char, char); 23] = [
    ('A', '阿'),
    ('B', '八'),
    ('C', '嚓'),
    ('D', '咑'),
    ('E', '妸'),
    ('F', '发'),
    ('G', '旮'),
    ('H', '哈'),
    ('J', '丌'),
    ('K', '咔'),
    ('L', '垃'),
    ('M', '呣'),
    ('N', '拏'),
    ('O', '喔'),
    ('P', '妑'),
    ('Q', '七'),
    ('R', '呥'),
    ('S', '仨'),
    ('T', '他'),
    ('W', '屲'),
    ('X', '夕'),
    ('Y', '丫'),
    ('Z', '帀'),
];

/// The letter that a word stands under, `#` for what begins with none.
fn letter(word: &str, chinese: bool, collation: &Collation) -> String {
    let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { return "#".into() };
    if first.is_ascii_alphabetic() {
        return first.to_ascii_uppercase().to_string();
    }
    if chinese && first >= '\u{3400}' {
        let first = first.to_string();
        let reached =
            PINYIN.iter().rev().find(|(_, bound)| collation.compare(&first, &bound.to_string()) != Ordering::Less);
        return reached.map_or('A', |(letter, _)| *letter).to_string();
    }
    match first.is_alphabetic() {
        true => first.to_uppercase().to_string(),
        false => "#".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Language;

    #[test]
    fn chinese_words_stand_under_the_letter_of_their_pinyin() {
        let chinese = Language {
            key: "zh".to_owned(),
            tag: "zh-Hans".to_owned(),
            language: "zh".to_owned(),
            region: None,
            chinese: true,
            scripts: Vec::new(),
        };
        let collation = Collation::of(&chinese);
        let words = [
            ("安抚", "A"),
            ("冲突", "C"),
            ("反馈", "F"),
            ("复述", "F"),
            ("沟通", "G"),
            ("倾听", "Q"),
            ("投诉", "T"),
            ("行动", "X"),
            ("那", "N"),
            ("银行", "Y"),
            ("中国", "Z"),
            ("换位思考", "H"),
            ("LEAF法", "L"),
            ("10步", "#"),
            ("“倾听”", "Q"),
            ("额", "E"),
        ];
        for (word, expected) in words {
            assert_eq!(letter(word, true, &collation), expected, "{word}");
        }
        assert_eq!(letter("empathy", false, &collation), "E");
    }
}
