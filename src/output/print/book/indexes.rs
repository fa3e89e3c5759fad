//! What is at the end of a book: the list of exercises, and the indexes of terms, titles and marked words.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::collation::{Collation, SortKey};
use crate::course::tree::{self, BlockKind, BoxKind, Directive, Inline};
use crate::course::{Anchor, Lang, Localized, Target, Text};
use crate::output::print::data::appendix::{Exercise, Exercises, Index, IndexEntry, IndexGroup};
use crate::output::print::data::text::Wording;
use crate::output::print::writer::{CoursePage, EXERCISES_LABEL, Scope, index_key};
use crate::theme::TitledIn;

/// The exercises and role plays of the items in the PDF, in the order of the book.
pub fn exercises(scope: &Scope) -> Exercises {
    let course = scope.course;
    let main = scope.reading.main();
    let (mut found, mut with_plays) = (Vec::new(), false);
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        let texts = &course.item(item).page.texts;
        let mut ids = Vec::new();
        tree::blocks(texts[main].body(), &mut |block| {
            if let BlockKind::Directive(Directive { id: Some(id), .. }) = &block.kind {
                ids.push(id);
            }
        });
        for id in ids {
            let Some(exercise) = exercise(scope, CoursePage::Item(item), texts, id) else { continue };
            with_plays |= exercise.number.is_none();
            found.push(exercise.line);
        }
    }
    let title = scope.each(|lang| {
        let print = &scope.strings[lang].print;
        if with_plays { print.exercises_and_plays.clone() } else { print.exercises.clone() }
    });
    Exercises { id: EXERCISES_LABEL.into(), title, exercises: found }
}

/// An exercise or a role play, which has no number.
pub struct ExerciseEntry {
    pub number: Option<u32>,
    pub line: Exercise,
}

/// The exercise or the role play with an id, by its label and its title in each column; none of anything else.
pub fn exercise(scope: &Scope, place: CoursePage, texts: &Localized<Text>, id: &str) -> Option<ExerciseEntry> {
    let main = &texts[scope.reading.main()];
    let Anchor::Directive { name, number, title } = main.anchors.get(id)? else { return None };
    if number.is_none() && *name != BoxKind::RolePlay.name() {
        return None;
    }
    let label = scope.each(|lang| scope.words(lang).directive(name, *number));
    let said = |lang: Lang| match texts[lang].anchors.get(id) {
        Some(anchor @ Anchor::Directive { title: Some(title), .. }) => {
            let untranslated = !texts[lang].traits().is_whole && texts[Lang::SOURCE].anchors.get(id) == Some(anchor);
            Some((if untranslated { Lang::SOURCE } else { texts[lang].language }, title.clone()))
        }
        _ => title.clone().map(|title| (main.language, title)),
    };
    let titles = scope.each(said).into_iter().flatten();
    let mut titles: Vec<Wording> = titles.map(|(lang, text)| Wording { lang: lang.index(), text }).collect();
    titles.dedup_by_key(|said| said.lang);
    Some(ExerciseEntry { number: *number, line: Exercise { to: scope.anchor_label(place, id), label, title: titles } })
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
    let new =
        || (pinyin.map(str::to_owned), IndexEntry { title, main: Vec::new(), term: None, key: key.clone(), uses: 0 });
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
        let mut names = BTreeSet::new();
        tree::inlines(text.body(), &mut |inline| match inline {
            Inline::Indexed { entry, content } => {
                names.insert(entry.clone().unwrap_or_else(|| tree::plain_text(content)));
            }
            Inline::Reference { target: Target::Term(ix), .. } => {
                names.insert(course.term(*ix).entries[lang].term.clone());
            }
            _ => {}
        });
        for name in names {
            named(&mut entries, lang, vec![said(lang, &name)], None).uses += 1;
        }
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
    Index { id: scope.index_label(lang), lang: lang.index(), title, groups }
}
