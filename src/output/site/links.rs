//! A page that is being made: what it is called, what it may name and in which words.

use serde::Serialize;

use super::address::{self, Place};
use super::{Site, Spot, assets, frame};
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{AssetIx, Course, ItemIx, Lang, Localized, Relation, Target};
use crate::failure::Failure;
use crate::output::html::{Links, escape};
use crate::theme::Strings;

/// A page of one reading.
pub struct SitePage<'a> {
    pub site: &'a Site<'a>,
    pub reading: Reading,
    pub place: Place<'a>,
    path: String,
}

/// Words for a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    pub text: String,
    /// The tag of their language, when it is not the page's.
    pub lang: Option<String>,
}

/// A link to an item.
#[derive(Debug, Serialize)]
pub struct ItemLink {
    pub href: String,
    /// `2`, `3.2`; none when the item goes by its title alone.
    pub number: Option<String>,
    /// `Step 2`, in each language of the reading; empty without a number.
    pub labels: Vec<Said>,
    pub titles: Vec<Said>,
}

/// A link with what a list may show about its item.
#[derive(Debug, Serialize)]
pub struct ListedItem {
    #[serde(flatten)]
    pub link: ItemLink,
    /// `step/listen`.
    pub id: String,
    pub summaries: Vec<Said>,
    /// `15 min`.
    pub minutes: Option<String>,
}

/// A link to a file of another output.
#[derive(Debug, Serialize)]
pub struct FileLink {
    pub href: String,
    pub text: String,
}

impl<'a> SitePage<'a> {
    pub fn new(site: &'a Site<'a>, reading: Reading, place: Place<'a>) -> SitePage<'a> {
        let path = address::in_reading(site.course, reading, place);
        SitePage { site, reading, place, path }
    }

    /// Relative to the site's folder: `en/steps/listen.html`.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn course(&self) -> &'a Course {
        self.site.course
    }

    /// The language of what surrounds the text.
    pub fn lang(&self) -> Lang {
        self.reading.main()
    }

    pub fn strings(&self) -> &'a Strings {
        self.site.strings[self.lang()]
    }

    /// A trainer edition is not for search engines.
    pub fn hidden(&self) -> bool {
        self.site.options.edition == Edition::Trainer
    }

    /// The page, from the template of its kind.
    pub fn fill(&self, template: &str, context: &impl Serialize) -> Result<Vec<u8>, Failure> {
        self.site.templates.page(template, self.lang(), frame::frame(self)?, context)
    }

    pub fn tag(&self, lang: Lang) -> &'a str {
        &self.course().language(lang).tag
    }

    /// The address of a file of the site.
    pub fn file(&self, path: &str) -> String {
        address::escaped(address::relative(&self.path, path))
    }

    /// The address of a page of this reading.
    pub fn to(&self, place: Place<'_>) -> String {
        self.to_path(&address::path(self.course(), place))
    }

    pub fn to_path(&self, path: &str) -> String {
        // Both lie in the folder of this reading.
        let here = self.path.split_once('/').map_or(self.path.as_str(), |(_, path)| path);
        address::escaped(address::relative(here, path))
    }

    /// This page in another reading.
    pub fn in_reading(&self, reading: Reading) -> String {
        address::in_reading(self.course(), reading, self.place)
    }

    /// What is offered there in this reading.
    pub fn downloads(&self, spot: Spot) -> impl Iterator<Item = FileLink> {
        let offered = self.site.options.downloads.iter();
        offered
            .filter(move |file| file.reading == self.reading && file.spot == spot)
            .map(move |file| FileLink { href: self.file(&file.path), text: file.label.clone() })
    }

    /// Words in `lang`.
    pub fn said(&self, text: &str, lang: Lang) -> Said {
        let text = self.course().language(lang).spaced(text).into_owned();
        let lang = (lang != self.lang()).then(|| self.tag(lang).to_owned());
        Said { text, lang }
    }

    /// Words in each language of the reading.
    pub fn both(&self, words: impl Fn(Lang) -> String) -> Vec<Said> {
        self.reading.langs().into_iter().map(|lang| self.said(&words(lang), lang)).collect()
    }

    pub fn localized(&self, words: &Localized<String>) -> Vec<Said> {
        self.both(|lang| words[lang].clone())
    }

    /// The words of a text in each language of the reading. What is not translated is said once.
    pub fn of_texts(
        &self,
        page: &crate::course::Page,
        words: impl Fn(&crate::course::Text) -> Option<&str>,
    ) -> Vec<Said> {
        let texts = self.reading.langs().into_iter().map(|lang| (lang, &page.texts[lang]));
        texts
            .filter(|(lang, text)| *lang == self.lang() || text.language == *lang)
            .filter_map(|(_, text)| words(text).map(|words| self.said(words, text.language)))
            .collect()
    }

    /// The titles of a page in the languages of the reading.
    pub fn titles(&self, page: &crate::course::Page) -> Vec<Said> {
        self.of_texts(page, |text| Some(&text.title))
    }

    /// The label of an item in the languages of the reading.
    fn labels(&self, ix: ItemIx) -> Vec<Said> {
        let label = |lang| self.course().label(ix, lang).map(|label| self.said(&label, lang));
        self.reading.langs().into_iter().filter_map(label).collect()
    }

    pub fn item_link(&self, ix: ItemIx) -> ItemLink {
        let item = self.course().item(ix);
        ItemLink {
            href: self.to(Place::Item(ix)),
            number: item.number.map(|number| number.to_string()),
            labels: self.labels(ix),
            titles: self.titles(&item.page),
        }
    }

    pub fn entry(&self, ix: ItemIx) -> ListedItem {
        let item = self.course().item(ix);
        ListedItem {
            link: self.item_link(ix),
            id: self.course().id(ix),
            summaries: self.of_texts(&item.page, |text| text.summary.as_deref()),
            minutes: self.course().minutes(ix).map(|n| self.strings().common.minutes(n)),
        }
    }
}

impl Links for SitePage<'_> {
    fn target(&self, target: &Target) -> String {
        match target {
            Target::Front(None) => self.to(Place::Front),
            Target::Front(Some(id)) => {
                let page = if matches!(self.place, Place::Front) { String::new() } else { self.to(Place::Front) };
                format!("{page}#{}", escape::path(id))
            }
            Target::Item(item) => self.to(Place::Item(*item)),
            Target::Anchor(item, id) => {
                let page = if matches!(self.place, Place::Item(here) if here == *item) {
                    String::new()
                } else {
                    self.to(Place::Item(*item))
                };
                format!("{page}#{}", escape::path(id))
            }
            Target::File(file) => {
                self.file(&assets::attachment_path(self.course().attachment(*file), self.site.options.venue))
            }
            Target::Term(term) => {
                format!("{}#{}", self.to(Place::Glossary), escape::path(&self.course().term(*term).key))
            }
        }
    }

    fn picture(&self, picture: AssetIx) -> String {
        self.file(&assets::picture_path(self.course().asset(picture), self.site.options.venue))
    }

    fn source(&self, place: Option<&str>) -> Option<String> {
        let has_source = |reading: &&Reading| reading.langs().contains(&Lang::SOURCE);
        // Of one language rather than of two.
        let reading =
            self.site.options.readings.iter().filter(has_source).min_by_key(|reading| reading.langs().len())?;
        let place = place.map(|id| format!("#{}", escape::path(id))).unwrap_or_default();
        (!has_source(&&self.reading)).then(|| self.file(&self.in_reading(*reading)) + &place)
    }
}

/// The id of the list of related items on an item's page: the relation's key, or the other kind's folder on the far side. The text's own
/// ids go first.
pub fn relation_id(course: &Course, item: ItemIx, relation: &Relation) -> String {
    let forward = course.item(item).kind == relation.from && !relation.targets(item).is_empty();
    let name = if forward { &relation.key } else { &course.kind(relation.from).folder };
    let taken = course.item(item).page.texts.iter().any(|(_, text)| text.claims(name));
    if taken { format!("{name}-list") } else { name.clone() }
}
