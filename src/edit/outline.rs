//! The items of a course as the names of their files have them. It needs no course that is sound: files are enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;
use crate::course::KindIx;
use crate::resolve::file_name::{self, FilePlace, NumberedName};

/// An item by its slugs: what stays the same when numbers change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub kind: KindIx,
    /// The slug of the item in whose folder it lies.
    pub parent: Option<String>,
    pub slug: String,
}

impl Key {
    pub fn of(place: &FilePlace) -> Key {
        let parent = place.parent.as_ref().map(|parent| parent.slug.clone());
        Key { kind: place.kind, parent, slug: place.own.slug.clone() }
    }

    /// The item in whose folder it lies.
    pub fn parent(&self) -> Option<Key> {
        Some(Key { kind: self.kind, parent: None, slug: self.parent.clone()? })
    }

    /// Its slug, behind that of its parent.
    pub fn path(&self) -> String {
        self.parent.iter().chain([&self.slug]).map(String::as_str).collect::<Vec<_>>().join("/")
    }

    pub fn id(&self, book: &Book) -> String {
        format!("{}/{}", book.kinds[self.kind.index()].key, self.path())
    }

    /// The key by an id: `step/listen`, `module/listening/nod`.
    pub fn parse(book: &Book, id: &str) -> Option<Key> {
        let mut parts = id.split('/');
        let kind = parts.next()?;
        let kind = KindIx::new(book.kinds.iter().position(|known| known.key == kind)?);
        let slugs: Vec<&str> = parts.collect();
        match slugs[..] {
            [slug] => Some(Key { kind, parent: None, slug: slug.to_owned() }),
            [parent, slug] => Some(Key { kind, parent: Some(parent.to_owned()), slug: slug.to_owned() }),
            _ => None,
        }
    }

    fn siblings(&self) -> (KindIx, Option<String>) {
        (self.kind, self.parent.clone())
    }
}

/// The files of one item.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// By the names of its files; the lowest where they differ.
    pub number: u32,
    /// What the paths of its files begin with, relative to the course: `steps/02-listen`. More than one where languages have different numbers.
    pub stems: BTreeSet<String>,
}

/// All items.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pub entries: BTreeMap<Key, Entry>,
}

impl Outline {
    /// Of the files at `paths`, which are relative to the course.
    pub fn new<'a>(book: &Book, paths: impl IntoIterator<Item = &'a str>) -> Outline {
        let mut outline = Outline::default();
        for path in paths {
            let Ok(file_name::FileName { place: Some(place), .. }) = file_name::read(book, path) else { continue };
            let parts: Vec<&str> = path.split('/').collect();
            let stem = |depth: usize| {
                let name = parts[depth].split('.').next().unwrap_or_default();
                parts[..depth].iter().copied().chain([name]).collect::<Vec<_>>().join("/")
            };
            if let Some(parent) = place.parent_place() {
                outline.add(&parent, stem(1));
            }
            let depth = if place.parent.is_some() { 2 } else { 1 };
            outline.add(&place, stem(depth));
        }
        outline
    }

    fn add(&mut self, place: &FilePlace, stem: String) {
        let number = place.own.number;
        let entry = self.entries.entry(Key::of(place)).or_insert(Entry { number, stems: BTreeSet::new() });
        entry.number = entry.number.min(number);
        entry.stems.insert(stem);
    }

    /// The items that are numbered together with `key`, in their order. It need not be among them.
    pub fn siblings(&self, key: &Key) -> Vec<&Key> {
        let mut all: Vec<(&Key, &Entry)> =
            self.entries.iter().filter(|(other, _)| other.siblings() == key.siblings()).collect();
        all.sort_by_key(|(key, entry)| (entry.number, &key.slug));
        all.into_iter().map(|(key, _)| key).collect()
    }

    /// One item of each group that is numbered together.
    pub fn groups(&self) -> Vec<&Key> {
        let mut seen = BTreeSet::new();
        self.entries.keys().filter(|key| seen.insert(key.siblings())).collect()
    }

    /// How many digits the numbers of these items have.
    pub fn digits(&self, keys: &[&Key]) -> usize {
        let names = keys.iter().filter_map(|key| self.entries.get(key)).flat_map(|entry| &entry.stems);
        let digits = |stem: &String| {
            let name = stem.rsplit('/').next().unwrap_or_default();
            name.bytes().take_while(u8::is_ascii_digit).count()
        };
        names.map(digits).max().unwrap_or(2)
    }
}

/// Names of items that change: a number, a slug or both.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub changed: BTreeMap<Key, NumberedName>,
    digits: BTreeMap<(KindIx, Option<String>), usize>,
}

impl Names {
    /// Numbers items that are numbered together in this order, from 0 where `from_zero`.
    pub fn number(&mut self, outline: &Outline, order: &[&Key], from_zero: bool) {
        let Some(first) = order.first() else { return };
        self.digits.insert(first.siblings(), outline.digits(order));
        for (number, key) in (u32::from(!from_zero)..).zip(order) {
            self.changed.insert((*key).clone(), NumberedName { number, slug: key.slug.clone() });
        }
    }

    /// Gives an item another slug, and leaves its number.
    pub fn rename(&mut self, outline: &Outline, key: &Key, slug: &str) {
        self.digits.insert(key.siblings(), outline.digits(&[key]));
        let number = outline.entries.get(key).map_or(1, |entry| entry.number);
        self.changed.insert(key.clone(), NumberedName { number, slug: slug.to_owned() });
    }

    /// The key that an item will have.
    pub fn key(&self, key: &Key) -> Key {
        let slug = |key: &Key| self.changed.get(key).map_or_else(|| key.slug.clone(), |name| name.slug.clone());
        Key { kind: key.kind, parent: key.parent().map(|parent| slug(&parent)), slug: slug(key) }
    }

    /// The name of an item's files: `02-listen`.
    pub fn file_name(&self, key: &Key) -> Option<String> {
        let NumberedName { number, slug } = self.changed.get(key)?;
        let digits = self.digits.get(&key.siblings()).copied().unwrap_or(2);
        Some(format!("{number:0digits$}-{slug}"))
    }

    /// By what the paths of an item's files begin with, what they will begin with; also for addresses, which have no numbers.
    pub fn stems(&self, book: &Book, outline: &Outline) -> BTreeMap<String, String> {
        let mut stems = BTreeMap::new();
        for (key, entry) in &outline.entries {
            for stem in &entry.stems {
                let mut parts: Vec<String> = stem.split('/').map(str::to_owned).collect();
                let last = parts.len() - 1;
                if let Some(parent) = key.parent() {
                    self.replace(&mut parts[last - 1], &parent);
                }
                self.replace(&mut parts[last], key);
                stems.insert(stem.clone(), parts.join("/"));
            }
            let folder = &book.kinds[key.kind.index()].folder;
            stems.insert(format!("{folder}/{}", key.path()), format!("{folder}/{}", self.key(key).path()));
        }
        stems.retain(|from, to| from != to);
        stems
    }

    /// A name that says the same number and slug already stays as it is.
    fn replace(&self, name: &mut String, key: &Key) {
        let Some(new) = self.changed.get(key) else { return };
        let same =
            name.split_once('-').is_some_and(|(number, slug)| number.parse() == Ok(new.number) && slug == new.slug);
        if !same && let Some(new) = self.file_name(key) {
            *name = new;
        }
    }
}
