//! From documents of one language each to the pages of a course: chapters side by side, headings in agreement, references that lead to where
//! their places have gone.

mod agreement;
mod append;
mod chapters;
mod pictures;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use self::agreement::agree;
use self::chapters::{Parted, fit, part};
use self::pictures::{has_pictures, name_pictures};
use self::places::{Whereabouts, ids, whereabouts};
use super::docx::Picture;
use super::markdown::{self, Surroundings};
use super::model::{Block, Document, words};
use super::names;
use super::outline::{Outline, Page, Text};
use super::report::Report;

/// A document and what belongs to it.
#[derive(Clone, Debug)]
pub struct Volume {
    /// What people call the file.
    pub name: String,
    /// The language, as `book.yaml` names it.
    pub language: String,
    /// The text.
    pub document: Document,
    /// The notes that it calls.
    pub notes: Vec<Vec<Block>>,
    /// The pictures that it shows.
    pub pictures: Vec<Picture>,
}

/// A page that is there already, to which a translation is added.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The path of its texts, without the language: `course/modules/01-listen/index`.
    pub stem: String,
    /// The levels and ids of its headings. Level 2 stands right below the title.
    pub headings: Vec<(u8, Option<String>)>,
    /// The files of pictures in its folder.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The course that volumes become, the first of which is in the source language.
pub fn outline(volumes: &[Volume], reports: &mut Vec<Report>) -> Outline {
    let mut parted: Vec<Parted> = volumes.iter().map(part).collect();
    let count = parted[0].chapters.len();
    for (volume, other) in volumes.iter().zip(&mut parted).skip(1) {
        fit(other, count, &volume.name, reports);
    }
    let mut taken = BTreeSet::new();
    let slugs: Vec<String> = (0..count)
        .map(|at| {
            let titles: Vec<&str> =
                parted.iter().filter_map(|parted| parted.chapters.get(at)).map(|c| c.title.as_str()).collect();
            let latin = titles.iter().copied().filter(|title| title.chars().any(|c| c.is_ascii_alphabetic()));
            names::unique(latin.chain(titles.iter().copied()), "part", &mut taken)
        })
        .collect();
    let (front, pages) = pages(volumes, parted, &slugs, &vec![None; count], reports);
    let mut outline = Outline { front, ..Outline::default() };
    for volume in volumes {
        let language = &volume.language;
        outline.languages.push(language.clone());
        outline.titles.insert(language.clone(), title_of(volume, &pages));
        if let Some(subtitle) = &volume.document.subtitle {
            outline.subtitles.insert(language.clone(), words(subtitle));
        }
    }
    outline.pages = pages;
    outline
}

/// The texts of a volume for the pages of a course that is there.
pub fn translation(volume: &Volume, standing: &[Standing], reports: &mut Vec<Report>) -> BTreeMap<String, Vec<u8>> {
    let mut parted = part(volume);
    fit(&mut parted, standing.len(), &volume.name, reports);
    let slugs: Vec<String> = standing.iter().map(|standing| standing.stem.clone()).collect();
    let given: Vec<Option<&Standing>> = standing.iter().map(Some).collect();
    let (front, pages) = pages(std::slice::from_ref(volume), vec![parted], &slugs, &given, reports);
    let mut files = BTreeMap::new();
    let folder = standing.first().and_then(|s| s.stem.split('/').next()).unwrap_or("course").to_owned();
    if let Some(text) = front.as_ref().and_then(|front| front.texts.get(&volume.language)) {
        files.insert(format!("{folder}/index.{}.md", volume.language), text.file());
    }
    for (name, bytes) in front.iter().flat_map(|front| &front.files) {
        files.insert(format!("{folder}/{name}"), bytes.clone());
    }
    for (page, standing) in pages.iter().zip(standing) {
        let beside = standing.stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(text) = page.texts.get(&volume.language) {
            files.insert(format!("{}.{}.md", standing.stem, volume.language), text.file());
        }
        for (name, bytes) in page.files.iter().filter(|(name, _)| !standing.files.contains_key(*name)) {
            files.insert(format!("{beside}/{name}"), bytes.clone());
        }
    }
    files
}

fn title_of(volume: &Volume, pages: &[Page]) -> String {
    let own = volume.document.title.as_ref().map(|title| words(title)).filter(|title| !title.is_empty());
    let only = if let [page] = pages { page.texts.get(&volume.language).map(|text| text.title.clone()) } else { None };
    own.or(only).unwrap_or_else(|| stem(&volume.name))
}

/// The name of a file without its ending.
pub fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// A page of all volumes, as they are written one after the other.
fn pages(
    volumes: &[Volume],
    mut parted: Vec<Parted>,
    slugs: &[String],
    standing: &[Option<&Standing>],
    reports: &mut Vec<Report>,
) -> (Option<Page>, Vec<Page>) {
    let count = slugs.len();
    let agreed = agree(volumes, &mut parted, standing, reports);
    let has_front = parted.iter().any(|parted| !parted.front.is_empty());
    let pictured: Vec<bool> = (0..count)
        .map(|at| parted.iter().filter_map(|parted| parted.chapters.get(at)).any(|c| has_pictures(&c.blocks)))
        .collect();
    let width = if count > 99 { 3 } else { 2 };
    // The path of each page without its language, from the folder of the course.
    let paths: Vec<String> = (0..count)
        .map(|at| match standing[at] {
            Some(standing) => standing.stem.split_once('/').map_or(standing.stem.as_str(), |(_, path)| path).to_owned(),
            None => {
                let name = format!("modules/{:0width$}-{}", at + 1, slugs[at]);
                if pictured[at] { name + "/index" } else { name }
            }
        })
        .collect();
    let places: Vec<BTreeMap<String, Whereabouts>> = parted.iter().map(whereabouts).collect();
    let ids = ids(&parted, &places, &agreed, standing);
    let mut front = Page::default();
    let mut pages: Vec<Page> = Vec::new();
    for at in 0..count {
        let files = standing[at].map(|standing| standing.files.clone()).unwrap_or_default();
        pages.push(Page { slug: slugs[at].clone(), in_folder: pictured[at], files, ..Page::default() });
    }
    for (volume_at, (volume, parted)) in volumes.iter().zip(&parted).enumerate() {
        let is_source = volume_at == 0 && standing.iter().all(Option::is_none);
        for at in (0..count).map(Some).chain([None]) {
            let blocks = match at {
                Some(at) => parted.chapters.get(at).map(|chapter| &chapter.blocks),
                None => has_front.then_some(&parted.front),
            };
            let Some(blocks) = blocks else { continue };
            let own = at.map_or("index", |at| &paths[at]);
            let target = |place: &Whereabouts| -> Option<String> {
                let page = place.page.map_or("index", |page| &paths[page]);
                let heading = place.heading.and_then(|heading| {
                    let source = agreed.get(&(volume_at, place.page)).map_or(Some(heading), |map| map[heading])?;
                    ids.get(&(place.page, source)).cloned()
                });
                match heading {
                    Some(id) if page == own => Some(format!("#{id}")),
                    heading => {
                        let file = relative(own, &format!("{page}.{}.md", volume.language));
                        Some(heading.map_or(file.clone(), |id| format!("{file}#{id}")))
                    }
                }
            };
            let targets = places[volume_at].iter().filter_map(|(name, place)| Some((name.clone(), target(place)?)));
            let references: BTreeMap<String, String> = targets.collect();
            let page = at.map_or(&mut front, |at| &mut pages[at]);
            let pictures = name_pictures(blocks, volume, &mut page.files);
            let here = ids.iter().filter(|((page, _), _)| *page == at && is_source);
            let here: BTreeMap<usize, String> = here.map(|((_, heading), id)| (*heading, id.clone())).collect();
            let surroundings = Surroundings {
                notes: &volume.notes,
                pictures: &pictures,
                references: &references,
                page_level: parted.level,
                ids: &here,
            };
            let body = markdown::page(blocks, &surroundings);
            let title = match at {
                Some(at) => parted.chapters[at].title.clone(),
                None => front_title(&volume.language).to_owned(),
            };
            page.texts.insert(volume.language.clone(), Text { title, head: Vec::new(), body });
        }
    }
    (has_front.then_some(front), pages)
}

fn front_title(language: &str) -> &'static str {
    if language.starts_with("zh") { "前言" } else { "Introduction" }
}

/// The way from one file to another, both from the same folder.
pub fn relative(from: &str, to: &str) -> String {
    let mut here: Vec<&str> = from.split('/').collect();
    here.pop();
    let there: Vec<&str> = to.split('/').collect();
    let shared = here.iter().zip(&there[..there.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", here.len() - shared);
    up.chain(there[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn the_way_from_one_page_to_another() {
        assert_eq!(relative("modules/01-a/index", "modules/02-b.en.md"), "../02-b.en.md");
        assert_eq!(relative("modules/01-a", "modules/02-b/index.en.md"), "02-b/index.en.md");
        assert_eq!(relative("index", "modules/02-b.en.md"), "modules/02-b.en.md");
    }
}
