//! From documents of one language each to the pages of a course: chapters side by side, headings in agreement, references that lead to where
//! their places have gone.

use std::collections::{BTreeMap, BTreeSet};

use super::docx::Picture;
use super::markdown::{self, Surroundings};
use super::model::{Block, Document, Inline, Style, words};
use super::names;
use super::outline::{Outline, Page, Text};
use super::report::Report;
use crate::message::both;

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

impl Volume {
    /// Lets another one of the same language follow, with its places counted on and its names kept apart.
    pub fn append(&mut self, other: Volume) {
        let (notes, pictures) = (self.notes.len(), self.pictures.len());
        let prefix = format!("{}/", other.name);
        let moved = Moved { notes, pictures, prefix };
        let title = other.document.title.map(|content| Block::Heading { level: 1, content, names: Vec::new() });
        let begins = other.document.blocks.first();
        let headed = begins.is_some_and(|block| matches!(block, Block::Heading { level: 0 | 1, .. }));
        self.document.blocks.extend(title.filter(|_| !headed).map(|block| moved.block(block)));
        self.document.blocks.extend(other.document.blocks.into_iter().map(|block| moved.block(block)));
        self.notes.extend(other.notes.into_iter().map(|note| note.into_iter().map(|b| moved.block(b)).collect()));
        self.pictures.extend(other.pictures);
    }
}

/// What changes in blocks that follow those of another document.
struct Moved {
    notes: usize,
    pictures: usize,
    prefix: String,
}

impl Moved {
    fn block(&self, block: Block) -> Block {
        let each = |blocks: Vec<Block>| -> Vec<Block> { blocks.into_iter().map(|block| self.block(block)).collect() };
        match block {
            Block::List { start, items } => Block::List { start, items: items.into_iter().map(each).collect() },
            Block::Table(rows) => {
                Block::Table(rows.into_iter().map(|row| row.into_iter().map(each).collect()).collect())
            }
            Block::Quote(content) => Block::Quote(each(content)),
            Block::Heading { level, content, names } => {
                let names = names.into_iter().map(|name| format!("{}{name}", self.prefix)).collect();
                Block::Heading { level, content: self.inlines(content), names }
            }
            Block::Paragraph(content) => Block::Paragraph(self.inlines(content)),
            Block::Caption(content) => Block::Caption(self.inlines(content)),
            Block::Code(_) | Block::Comment(_) => block,
        }
    }

    fn inlines(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let moved = |inline| match inline {
            Inline::Note(note) => Inline::Note(note + self.notes),
            Inline::Picture { picture, alt, width } => Inline::Picture { picture: picture + self.pictures, alt, width },
            Inline::Reference { name, content } => {
                Inline::Reference { name: format!("{}{name}", self.prefix), content: self.inlines(content) }
            }
            Inline::Link { url, content } => Inline::Link { url, content: self.inlines(content) },
            inline => inline,
        };
        inlines.into_iter().map(moved).collect()
    }
}

/// A part of a volume that becomes a page.
#[derive(Clone, Debug, Default)]
struct Chapter {
    title: String,
    names: Vec<String>,
    blocks: Vec<Block>,
}

/// A volume, taken apart.
struct Parted {
    front: Vec<Block>,
    chapters: Vec<Chapter>,
    /// The level of the headings that begin a chapter.
    level: u8,
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
    let mut taken = Vec::new();
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

/// Sees to it that a translation has no more chapters than there are pages: what is left over stands at the end of the last one.
fn fit(parted: &mut Parted, count: usize, name: &str, reports: &mut Vec<Report>) {
    let here = parted.chapters.len();
    if here != count {
        let message = both!(
            "it has {here} chapters and the source language {count}: they are put side by side in their order; see whether each stands beside its own",
            "它有 {here} 章，源语言有 {count} 章：各章按顺序对应，请核对是否对得上"
        );
        reports.push(Report::new([name.to_owned()], message));
    }
    for extra in parted.chapters.split_off(here.min(count.max(1))) {
        let shown = &extra.title;
        let message = both!(
            "the chapter “{shown}” has none beside it: it stands at the end of the chapter before",
            "章节“{shown}”没有对应的一章，写在前一章的末尾"
        );
        reports.push(Report::new([name.to_owned()], message));
        if let Some(last) = parted.chapters.last_mut() {
            last.blocks.push(emphasised_title(&extra.title));
            last.blocks.extend(extra.blocks.into_iter().map(lowered));
        }
    }
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

/// Takes a document apart at its shallowest headings.
fn part(volume: &Volume) -> Parted {
    let level = volume.document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let level = level.min();
    let mut parted = Parted { front: Vec::new(), chapters: Vec::new(), level: level.unwrap_or(1) };
    for block in &volume.document.blocks {
        match block {
            Block::Heading { level: found, content, names } if Some(*found) == level => {
                parted.chapters.push(Chapter { title: words(content), names: names.clone(), blocks: Vec::new() });
            }
            block => match parted.chapters.last_mut() {
                Some(chapter) => chapter.blocks.push(block.clone()),
                None => parted.front.push(block.clone()),
            },
        }
    }
    if parted.chapters.is_empty() {
        let own = volume.document.title.as_ref().map(|title| words(title)).filter(|title| !title.is_empty());
        let title = own.unwrap_or_else(|| stem(&volume.name));
        let blocks = std::mem::take(&mut parted.front);
        parted.chapters.push(Chapter { title, names: Vec::new(), blocks });
    }
    for chapter in parted.chapters.iter_mut().filter(|chapter| chapter.title.is_empty()) {
        chapter.title = "…".to_owned();
    }
    parted
}

fn emphasised_title(title: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(title.to_owned(), Style { bold: true, ..Style::default() })])
}

/// A heading as a paragraph in bold.
fn lowered(block: Block) -> Block {
    match block {
        Block::Heading { content, .. } => emphasised_title(&words(&content)),
        block => block,
    }
}

/// Where the name of a place is: on the front page, or a chapter; at a heading, or the page itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Whereabouts {
    /// None for the front page.
    page: Option<usize>,
    /// The place of the heading among those of the page.
    heading: Option<usize>,
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

fn has_pictures(blocks: &[Block]) -> bool {
    let mut found = false;
    each_picture(blocks, &mut |_| found = true);
    found
}

fn each_picture(blocks: &[Block], see: &mut impl FnMut(usize)) {
    fn within(inlines: &[Inline], see: &mut impl FnMut(usize)) {
        for inline in inlines {
            match inline {
                Inline::Picture { picture, .. } => see(*picture),
                Inline::Link { content, .. } | Inline::Reference { content, .. } => within(content, see),
                _ => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                within(content, see)
            }
            Block::List { items, .. } => items.iter().for_each(|item| each_picture(item, see)),
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| each_picture(cell, see)),
            Block::Quote(content) => each_picture(content, see),
            Block::Code(_) | Block::Comment(_) => {}
        }
    }
}

/// The names of the pictures of a page. What is there already under some name is not put there twice.
fn name_pictures(blocks: &[Block], volume: &Volume, files: &mut BTreeMap<String, Vec<u8>>) -> BTreeMap<usize, String> {
    let mut shown = Vec::new();
    each_picture(blocks, &mut |picture| shown.push(picture));
    let mut names = BTreeMap::new();
    for place in shown {
        let Some(picture) = volume.pictures.get(place) else { continue };
        let there = files.iter().find(|(_, bytes)| **bytes == picture.bytes).map(|(name, _)| name.clone());
        let name = there.unwrap_or_else(|| {
            let free = (1..).map(|number| format!("picture-{number}.{}", picture.extension));
            let free = free.into_iter().find(|name| !files.contains_key(name)).unwrap_or_default();
            files.insert(free.clone(), picture.bytes.clone());
            free
        });
        names.insert(place, name);
    }
    names
}

/// Where the names of a volume are.
fn whereabouts(parted: &Parted) -> BTreeMap<String, Whereabouts> {
    let mut places = BTreeMap::new();
    let fronts = std::iter::once((None, &parted.front, None));
    let chapters = parted.chapters.iter().enumerate();
    for (page, blocks, names) in
        fronts.chain(chapters.map(|(at, chapter)| (Some(at), &chapter.blocks, Some(&chapter.names))))
    {
        for name in names.into_iter().flatten() {
            places.insert(name.clone(), Whereabouts { page, heading: None });
        }
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading { names, .. } => Some(names),
            _ => None,
        });
        for (heading, names) in headings.enumerate() {
            for name in names {
                places.insert(name.clone(), Whereabouts { page, heading: Some(heading) });
            }
        }
    }
    places
}

/// The names that the blocks of a volume refer to.
fn referred(parted: &Parted) -> BTreeSet<String> {
    fn within(inlines: &[Inline], names: &mut BTreeSet<String>) {
        for inline in inlines {
            match inline {
                Inline::Reference { name, .. } => {
                    names.insert(name.clone());
                }
                Inline::Link { content, .. } => within(content, names),
                _ => {}
            }
        }
    }
    fn of_blocks(blocks: &[Block], names: &mut BTreeSet<String>) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                    within(content, names);
                }
                Block::List { items, .. } => items.iter().for_each(|item| of_blocks(item, names)),
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| of_blocks(cell, names)),
                Block::Quote(content) => of_blocks(content, names),
                Block::Code(_) | Block::Comment(_) => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    of_blocks(&parted.front, &mut names);
    parted.chapters.iter().for_each(|chapter| of_blocks(&chapter.blocks, &mut names));
    names
}

/// For a volume and one of its pages: the heading of the source language beside each of its headings.
type Agreed = BTreeMap<(usize, Option<usize>), Vec<Option<usize>>>;

/// Sees to it that the headings of translations are those of the source language: what it has not becomes a paragraph in bold.
fn agree(
    volumes: &[Volume],
    parted: &mut [Parted],
    standing: &[Option<&Standing>],
    reports: &mut Vec<Report>,
) -> Agreed {
    let mut agreed = Agreed::new();
    let added = standing.iter().any(Option::is_some);
    let source: Vec<Vec<u8>> = if added {
        standing.iter().map(|s| s.iter().flat_map(|s| s.headings.iter().map(|(level, _)| *level)).collect()).collect()
    } else {
        let level = parted[0].level;
        parted[0].chapters.iter().map(|chapter| levels(&chapter.blocks, level)).collect()
    };
    let front = if added { Vec::new() } else { levels(&parted[0].front, parted[0].level) };
    let from = usize::from(!added);
    for (at, (volume, parted)) in volumes.iter().zip(parted.iter_mut()).enumerate().skip(from) {
        let level = parted.level;
        let fronts = std::iter::once((None, &mut parted.front, &front));
        let chapters = parted.chapters.iter_mut().zip(&source).enumerate();
        let chapters = chapters.map(|(at, (chapter, source))| (Some(at), &mut chapter.blocks, source));
        for (page, blocks, source) in fronts.chain(chapters) {
            let partners = common(source, &levels(blocks, level));
            let mut place = 0;
            for block in blocks.iter_mut().filter(|block| matches!(block, Block::Heading { .. })) {
                if partners[place].is_none() {
                    let Block::Heading { content, .. } = &block else { continue };
                    let shown = words(content);
                    let message = both!(
                        "the heading “{shown}” has none beside it in the other language: it is a paragraph in bold",
                        "标题“{shown}”在另一种语言里没有对应的标题，现在是加粗的段落"
                    );
                    reports.push(Report::new([volume.name.clone()], message));
                    *block = emphasised_title(&shown);
                }
                place += 1;
            }
            agreed.insert((at, page), partners.into_iter().filter(Option::is_some).collect());
        }
    }
    agreed
}

/// The levels of headings, as Diglot closes them up: the first below a title is 2.
fn levels(blocks: &[Block], page_level: u8) -> Vec<u8> {
    let written = |block: &Block| match block {
        Block::Heading { level, .. } => Some((level + 1).saturating_sub(page_level).clamp(2, 6)),
        _ => None,
    };
    blocks.iter().filter_map(written).collect()
}

/// For each of the levels of a translation the place of its partner, in the longest row that both have in common.
fn common(source: &[u8], translation: &[u8]) -> Vec<Option<usize>> {
    let (rows, columns) = (source.len(), translation.len());
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            best[row][column] = if source[row] == translation[column] {
                best[row + 1][column + 1] + 1
            } else {
                best[row + 1][column].max(best[row][column + 1])
            };
        }
    }
    let mut partners = vec![None; columns];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if source[row] == translation[column] {
            partners[column] = Some(row);
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    partners
}

/// The ids of the headings that something refers to, by page and place in the source language.
fn ids(
    parted: &[Parted],
    places: &[BTreeMap<String, Whereabouts>],
    agreed: &Agreed,
    standing: &[Option<&Standing>],
) -> BTreeMap<(Option<usize>, usize), String> {
    let mut ids = BTreeMap::new();
    let mut taken: BTreeMap<Option<usize>, Vec<String>> = BTreeMap::new();
    for (at, (volume, places)) in parted.iter().zip(places).enumerate() {
        for name in referred(volume) {
            let Some(Whereabouts { page, heading: Some(heading) }) = places.get(&name).copied() else { continue };
            let source = agreed.get(&(at, page)).map_or(Some(heading), |map| map.get(heading).copied().flatten());
            let Some(source) = source else { continue };
            if ids.contains_key(&(page, source)) {
                continue;
            }
            let given = page.and_then(|page| standing.get(page).copied().flatten());
            if let Some(standing) = given {
                if let Some(id) = standing.headings.get(source).and_then(|(_, id)| id.clone()) {
                    ids.insert((page, source), id);
                }
                continue;
            }
            let blocks = page.map_or(Some(&parted[0].front), |page| parted[0].chapters.get(page).map(|c| &c.blocks));
            let headings = blocks.into_iter().flatten().filter_map(|block| match block {
                Block::Heading { content, .. } => Some(words(content)),
                _ => None,
            });
            let title = headings.into_iter().nth(source).unwrap_or_default();
            let id = names::unique([title.as_str()], "section", taken.entry(page).or_default());
            ids.insert((page, source), id);
        }
    }
    ids
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
    use super::*;

    #[test]
    fn headings_find_their_partners_by_level() {
        assert_eq!(common(&[2, 3, 3, 2], &[2, 3, 2]), [Some(0), Some(1), Some(3)]);
        assert_eq!(common(&[2, 2], &[2, 3, 2]), [Some(0), None, Some(1)]);
        assert_eq!(common(&[], &[2]), [None]);
    }

    #[test]
    fn the_way_from_one_page_to_another() {
        assert_eq!(relative("modules/01-a/index", "modules/02-b.en.md"), "../02-b.en.md");
        assert_eq!(relative("modules/01-a", "modules/02-b/index.en.md"), "02-b/index.en.md");
        assert_eq!(relative("index", "modules/02-b.en.md"), "modules/02-b.en.md");
    }
}
