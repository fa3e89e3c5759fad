//! What each verb changes: from an item and a wish to a [`Change`].

use std::collections::BTreeMap;

use super::folder::{Change, Folder};
use super::outline::Key;
use super::places::{self, Named};
use crate::course::{KindIx, Lang};
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::slug::is_slug;
use crate::sources::limits::HIGHEST_NUMBER;

/// Where an item is to stand among those that it is numbered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind all others.
    End,
    /// Behind another item.
    After(Key),
    /// In front of another item.
    Before(Key),
    /// Where its number is this one.
    At(u32),
}

/// Puts an item elsewhere among its siblings, which are numbered anew.
///
/// # Errors
///
/// When there is no such place.
pub fn move_to(folder: &Folder, key: &Key, place: &Place) -> Result<Change, Failure> {
    let others: Vec<&Key> = folder.outline.siblings(key).into_iter().filter(|other| *other != key).collect();
    let (order, from_zero) = placed(folder, key, others, place)?;
    let mut change = Change::default();
    change.names.number(&folder.outline, &order, from_zero);
    Ok(change)
}

/// Numbers all items anew, or those of one kind, in the order that they have.
pub fn renumber(folder: &Folder, kind: Option<KindIx>) -> Change {
    let mut change = Change::default();
    for group in folder.outline.groups().into_iter().filter(|key| kind.is_none_or(|kind| kind == key.kind)) {
        let order = folder.outline.siblings(group);
        let from_zero = begins_with_zero(folder, &order);
        change.names.number(&folder.outline, &order, from_zero);
    }
    change
}

/// Gives an item, a place on a page or a term another name. The old one stays among the earlier names of an item or of the places of a page, unless
/// it is a name that is taken back; a term has none.
///
/// # Errors
///
/// When the name cannot be one, or is that of another, now or earlier.
pub fn rename(folder: &Folder, named: &Named, new: &str) -> Result<Change, Failure> {
    check_slug(new)?;
    match named {
        Named::Item(key) => rename_item(folder, key, new),
        Named::Place(page, id) => places::rename_place(folder, page.as_ref(), id, new),
        Named::Term(key) => places::rename_term(folder, key, new),
    }
}

fn rename_item(folder: &Folder, key: &Key, slug: &str) -> Result<Change, Failure> {
    let new = Key { slug: slug.to_owned(), ..key.clone() };
    let mut change = Change::default();
    if new == *key {
        return Ok(change);
    }
    let id = new.id(&folder.book);
    if let Some(other) = folder.claimed(&id).filter(|other| other != key) {
        return Err(taken(folder, &id, &other));
    }
    change.names.rename(&folder.outline, key, slug);
    if folder.aliases(key).iter().any(|alias| alias == slug) {
        change.alias_back = Some((key.clone(), slug.to_owned()));
    } else {
        change.alias = Some((key.clone(), key.slug.clone()));
    }
    Ok(change)
}

/// Removes an item with all of its files, and numbers its siblings anew.
pub fn remove(folder: &Folder, key: &Key) -> Change {
    let mut change = Change { removed: [key.clone()].into(), ..Change::default() };
    let siblings = folder.outline.siblings(key);
    let order: Vec<&Key> = siblings.into_iter().filter(|other| *other != key).collect();
    let from_zero = begins_with_zero(folder, &order);
    change.names.number(&folder.outline, &order, from_zero);
    change
}

/// A new item.
pub struct NewItem {
    pub key: Key,
    /// By the keys of languages.
    pub titles: BTreeMap<String, String>,
    pub place: Place,
    /// It has a folder of its own, for pictures and pages.
    pub in_folder: bool,
}

/// Adds an item with a file for every language.
///
/// # Errors
///
/// When it cannot have that name or stand there.
pub fn add(folder: &Folder, item: &NewItem) -> Result<Change, Failure> {
    let NewItem { key, titles, place, in_folder } = item;
    let book = &folder.book;
    check_slug(&key.slug)?;
    let id = key.id(book);
    if let Some(other) = folder.claimed(&id) {
        return Err(taken(folder, &id, &other));
    }
    if let Some(unknown) = titles.keys().find(|known| book.languages.iter().all(|language| language.key != **known)) {
        let list = message::list(book.languages.iter().map(|language| &language.key));
        return Err(Failure::new(both!("`{unknown}` is not a language of this book", "`{unknown}` 不是这本书的语言"))
            .hint(both!("`languages` in `book.yaml` has {list}", "`book.yaml` 的 `languages` 有 {list}"; list)));
    }
    let base = match key.parent() {
        None => book.kinds[key.kind.index()].folder.clone(),
        Some(parent) => match folder.outline.entries.get(&parent).and_then(|entry| entry.stems.first()) {
            Some(stem) => stem.clone(),
            None => return folder.find(&parent.id(book)).map(|_| Change::default()),
        },
    };
    let (order, from_zero) = placed(folder, key, folder.outline.siblings(key), place)?;
    let mut change = Change { added: vec![key.clone()], ..Change::default() };
    change.names.number(&folder.outline, &order, from_zero);
    let name = change.names.file_name(key).expect("it was numbered");
    let source = &book.languages[Lang::SOURCE.index()].key;
    let title = titles.get(source).cloned().unwrap_or_else(|| words(&key.slug));
    for (_, language) in book.written() {
        let own = titles.get(&language.key).unwrap_or(&title);
        let hint = if language.chinese {
            "在这里写正文。写好后删去这一行。"
        } else {
            "Write the text here, and delete this line."
        };
        let title = serde_json::to_string(own).expect("a text becomes JSON");
        let file = if *in_folder { format!("{name}/index") } else { name.clone() };
        change.new.insert(
            format!("{base}/{file}.{}.md", language.key),
            format!("---\ntitle: {title}\n---\n\n<!-- {hint} -->\n"),
        );
    }
    Ok(change)
}

/// A slug as a title: `say-it-back` is “Say it back”.
fn words(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The order with an item at its place, and whether it begins with 0.
fn placed<'a>(
    folder: &Folder,
    key: &'a Key,
    mut others: Vec<&'a Key>,
    place: &Place,
) -> Result<(Vec<&'a Key>, bool), Failure> {
    let mut from_zero = begins_with_zero(folder, &others);
    let beside = |other: &Key| {
        others.iter().position(|known| *known == other).ok_or_else(|| {
            let (id, other) = (key.id(&folder.book), other.id(&folder.book));
            Failure::new(both!("`{id}` is not numbered together with `{other}`", "`{id}` 和 `{other}` 不在一起编号"))
                .hint(both!(
                    "an item stands among those of its kind, a page among those of its item",
                    "条目排在同类条目之间，分页排在同一条目的分页之间"
                ))
        })
    };
    let index = match place {
        Place::End => others.len(),
        Place::After(other) => beside(other)? + 1,
        Place::Before(other) => beside(other)?,
        Place::At(0) => {
            from_zero = true;
            0
        }
        Place::At(number) => {
            let index = *number as usize - usize::from(!from_zero);
            if index > others.len() {
                let last = others.len() + usize::from(!from_zero);
                return Err(Failure::new(both!("there is no place {number} yet", "还没有第 {number} 个位置"))
                    .hint(both!("the last place is {last}", "最后一个位置是 {last}")));
            }
            index
        }
    };
    others.insert(index, key);
    if others.len() > HIGHEST_NUMBER as usize {
        return Err(Failure::new(both!(
            "there can be {HIGHEST_NUMBER} items of a kind at most",
            "同类条目最多 {HIGHEST_NUMBER} 个"
        )));
    }
    Ok((others, from_zero))
}

fn begins_with_zero(folder: &Folder, order: &[&Key]) -> bool {
    order.first().and_then(|key| folder.outline.entries.get(key)).is_some_and(|entry| entry.number == 0)
}

fn taken(folder: &Folder, id: &str, other: &Key) -> Failure {
    let other = other.id(&folder.book);
    let message: Message = if other == id {
        both!("there is an item `{id}` already", "已经有条目 `{id}`")
    } else {
        both!("`{id}` is an earlier name of `{other}`", "`{id}` 是 `{other}` 以前的名称")
    };
    Failure::new(message).hint(both!("choose another name", "请另取一个名称"))
}

fn check_slug(slug: &str) -> Result<(), Failure> {
    if is_slug(slug) && slug != "index" {
        return Ok(());
    }
    Err(Failure::new(both!("`{slug}` cannot be a slug", "`{slug}` 不能用作短名")).hint(both!(
        "use lower-case letters, digits and hyphens, such as `say-it-back`; it becomes a part of the page's address",
        "请用小写字母、数字和连字符，例如 `say-it-back`；它会成为网页地址的一部分"
    )))
}
