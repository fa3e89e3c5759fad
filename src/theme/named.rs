//! What words of the interface say of a course: inlines as plain text, with the names of what their references lead to; dates; an imprint.

use crate::course::tree::{Inline, Resolved, Segment, segments_of_inlines};
use crate::course::{About, Anchor, Course, Date, Lang, Localized, Target};
use crate::interface::pattern::DateParts;
use crate::interface::{Common, Print};

/// A word of the theme.
pub type Word = fn(&Print) -> &String;

/// Whose a course is and where it comes from, each with the word of the theme for it.
pub fn facts(about: &About) -> impl Iterator<Item = (Word, &Localized<String>)> {
    let imprint = &about.imprint;
    let facts: [(Word, &Option<Localized<String>>); 5] = [
        (|print| &print.author, &about.author),
        (|print| &print.publisher, &imprint.publisher),
        (|print| &print.rights, &imprint.rights),
        (|print| &print.licence, &imprint.licence),
        (|print| &print.contact, &imprint.contact),
    ];
    let sources = imprint.sources.iter().map(|text| -> (Word, _) { (|print| &print.sources, text) });
    facts.into_iter().filter_map(|(label, text)| Some((label, text.as_ref()?))).chain(sources)
}

impl Print {
    /// A date, written as the language writes it.
    pub fn written(&self, date: Date) -> String {
        let month = usize::from(date.month).checked_sub(1).and_then(|i| self.months.get(i));
        let month = month.map_or("", String::as_str);
        self.date.fill(DateParts { year: &date.year, month: &month, day: &date.day })
    }
}

impl Common {
    /// The words that a reader sees of inlines, without markup: for the contents of a page, bookmarks and plans. These are the words of
    /// `lang`, which names the targets of references, too.
    pub fn plain_text(&self, course: &Course, lang: Lang, inlines: &[Inline<Resolved>]) -> String {
        let mut out = String::new();
        segments_of_inlines(inlines, None, &mut |segment| match segment {
            Segment::Text(text, _) | Segment::Code(text, _) => out.push_str(text),
            Segment::Formula(formula) => out.push_str(&formula.in_line()),
            Segment::Alt(alt) => out.push_str(alt),
            Segment::Name(target, _) => out.push_str(&self.target_name(course, lang, target)),
            Segment::Break => out.push(' '),
            _ => {}
        });
        out
    }

    /// What a reference shows for which the author gives no words.
    fn target_name(&self, course: &Course, lang: Lang, target: &Target) -> String {
        match target {
            Target::Front(_) => course.front_title(lang).to_owned(),
            Target::File(file) => course.attachment(*file).name().to_owned(),
            Target::Term(term) => course.term(*term).entries[lang].term.clone(),
            Target::Item(item) => self.reference(course.label(*item, lang).as_deref(), course.title(*item, lang)),
            Target::Anchor(item, id) => match course.item(*item).page.texts[lang].anchors.get(id) {
                Some(Anchor::Heading(words)) => words.clone(),
                Some(Anchor::Directive { name, number, title }) => {
                    let label = self.directive(name, *number);
                    title.as_ref().map_or(label.clone(), |title| self.labelled_title(&label, title))
                }
                Some(Anchor::Place) | None => self.target_name(course, lang, &Target::Item(*item)),
            },
        }
    }
}
