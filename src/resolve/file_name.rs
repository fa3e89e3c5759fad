//! What the path of a text says: `steps/02-listen.zh.md`, `modules/02-listening/index.en.md`, `modules/02-listening/01-nod.en.md`.

use crate::book::Book;
use crate::course::{KindIx, Lang};
use crate::message::{self, Message, both};
use crate::slug::{self, is_slug};
use crate::sources::limits::HIGHEST_NUMBER;

/// What the path of a text says.
pub struct FileName {
    /// None for the front page.
    pub place: Option<FilePlace>,
    pub lang: Lang,
}

/// An item as the paths of its files name it.
#[derive(Clone, Debug)]
pub struct FilePlace {
    pub kind: KindIx,
    /// The item in whose folder it lies.
    pub parent: Option<NumberedName>,
    pub own: NumberedName,
}

/// `02-listen`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberedName {
    pub number: u32,
    pub slug: String,
}

impl FilePlace {
    /// As [`crate::course::Item::path`].
    pub fn path(&self) -> String {
        match &self.parent {
            Some(parent) => format!("{}/{}", parent.slug, self.own.slug),
            None => self.own.slug.clone(),
        }
    }

    pub fn id(&self, book: &Book) -> String {
        format!("{}/{}", book.kinds[self.kind.index()].key, self.path())
    }

    pub fn parent_place(&self) -> Option<FilePlace> {
        Some(FilePlace { kind: self.kind, parent: None, own: self.parent.clone()? })
    }

    pub fn parent_id(&self, book: &Book) -> Option<String> {
        self.parent_place().map(|parent| parent.id(book))
    }

    /// Items in this order have their children behind them.
    pub fn order(&self) -> (KindIx, NumberedName, Option<NumberedName>) {
        match &self.parent {
            Some(parent) => (self.kind, parent.clone(), Some(self.own.clone())),
            None => (self.kind, self.own.clone(), None),
        }
    }
}

/// What is wrong with a name, and what to do.
pub struct WrongFileName {
    pub message: Message,
    pub hint: Message,
}

fn wrong<T>(message: Message, hint: Message) -> Result<T, WrongFileName> {
    Err(WrongFileName { message, hint })
}

/// Reads a path, relative to the course folder.
///
/// # Errors
///
/// When it is not that of a text of the course.
pub fn read(book: &Book, path: &str) -> Result<FileName, WrongFileName> {
    let Some(stem) = path.strip_suffix(".md") else {
        return wrong(
            both!("the ending of a text is written `.md`", "正文的扩展名要写作 `.md`"),
            both!("rename it with small letters", "请改成小写字母"),
        );
    };
    let keys = || book.languages.iter().map(|l| l.key.as_str()).collect::<Vec<_>>();
    let Some((stem, key)) = stem.rsplit_once('.') else {
        let key = keys().first().copied().unwrap_or("en");
        let hint = both!(
            "a text is called `index.{key}.md` or like `01-listen.{key}.md`; move other files out of the course",
            "正文叫 `index.{key}.md`，或者像 `01-listen.{key}.md` 这样；其他文件请移出课程"
        );
        return wrong(both!("the name of this file does not say its language", "这个文件的名称没有写明语言"), hint);
    };
    let Some(lang) = book.lang(key) else {
        let message = both!("`{key}` is not a language of this book", "`{key}` 不是这本书的语言");
        let list = message::list(keys());
        let hint = both!(
            "`languages` in `book.yaml` has {list}: add this one there, or rename the file",
            "`book.yaml` 的 `languages` 有 {list}：请在那里加上它，或者给文件改名";
            list
        );
        return wrong(message, hint);
    };
    let place = if stem == "index" { None } else { Some(place(book, stem)?) };
    Ok(FileName { place, lang })
}

fn place(book: &Book, stem: &str) -> Result<FilePlace, WrongFileName> {
    let parts: Vec<&str> = stem.split('/').collect();
    let (folder, parent, own) = match parts[..] {
        [folder, own] | [folder, own, "index"] => (folder, None, own),
        [folder, parent, own] | [folder, parent, own, "index"] => (folder, Some(parent), own),
        _ => {
            let hint = both!(
                "texts lie in a kind's folder, `steps/01-listen.en.md` or `steps/01-listen/index.en.md`, and pages of an item in its own, `steps/01-listen/01-nod.en.md`",
                "正文放在各类条目的文件夹里：`steps/01-listen.en.md` 或 `steps/01-listen/index.en.md`；条目的分页放在条目自己的文件夹里：`steps/01-listen/01-nod.en.md`"
            );
            return wrong(both!("a text cannot lie here", "正文不能放在这里"), hint);
        }
    };
    Ok(FilePlace {
        kind: kind(book, folder)?,
        parent: parent.map(numbered_name).transpose()?,
        own: numbered_name(own)?,
    })
}

fn kind(book: &Book, folder: &str) -> Result<KindIx, WrongFileName> {
    if let Some(kind) = book.kinds.iter().position(|k| k.folder == folder) {
        return Ok(KindIx::new(kind));
    }
    let folders: Vec<&str> = book.kinds.iter().map(|k| k.folder.as_str()).collect();
    let hint = match crate::diagnostic::nearest(folder, folders.iter().copied()) {
        Some(near) => both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？"),
        None => {
            let list = message::joined(folders);
            both!("`kinds` in `book.yaml` has the folders {list}", "`book.yaml` 的 `kinds` 有文件夹 {list}"; list)
        }
    };
    wrong(both!("no kind of the book has the folder `{folder}`", "这本书没有用文件夹 `{folder}` 的条目"), hint)
}

fn numbered_name(name: &str) -> Result<NumberedName, WrongFileName> {
    let parsed = name.split_once('-').and_then(|(number, slug)| Some((number.parse::<u32>().ok()?, slug)));
    match parsed {
        Some((_, "index")) => wrong(
            both!("an item cannot be called `index`", "条目不能叫 `index`"),
            both!("choose another word: the list of a kind has that address", "请换个词：整类条目的列表用了这个地址"),
        ),
        Some((number, slug)) if is_slug(slug) && number <= HIGHEST_NUMBER => {
            Ok(NumberedName { number, slug: slug.to_owned() })
        }
        Some((_, slug)) if slug.len() > slug::LONGEST => {
            let (length, most) = (slug.len(), slug::LONGEST);
            wrong(
                both!(
                    "the name `{slug}` has {length} characters, and may have {most} at most",
                    "名称 `{slug}` 有 {length} 个字符，最多只能有 {most} 个"
                ),
                both!("choose a shorter one: it is a part of the page's address", "请换个短些的：它是网页地址的一部分"),
            )
        }
        _ => wrong(
            both!("`{name}` is not a number and a name", "`{name}` 不是编号加名称"),
            match likely(name) {
                NumberedName { number, slug } if is_slug(&slug) && name.starts_with(|c: char| c.is_ascii_digit()) => {
                    both!("call it `{number:02}-{slug}`", "请改名为 `{number:02}-{slug}`")
                }
                _ if !name.is_ascii() => both!(
                    "it is a part of the page's address: call it like `01-listen`, in English or pinyin",
                    "它是网页地址的一部分：请用英文或拼音，写成 `01-listen` 或 `01-qingting` 这样"
                ),
                _ => both!(
                    "call it like `01-listen`: a number, then lower-case letters, digits and hyphens",
                    "请写成 `01-listen` 这样：先是编号，再是小写字母、数字和连字符"
                ),
            },
        ),
    }
}

/// What a name that does not fit was probably meant as.
fn likely(name: &str) -> NumberedName {
    let stem = name.split('.').next().unwrap_or_default();
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let words = stem[digits..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    NumberedName { number: stem[..digits].parse().unwrap_or(0), slug }
}

/// The item for which a file with a wrong name is probably meant.
pub fn meant(book: &Book, path: &str) -> Option<FilePlace> {
    let (folder, rest) = path.split_once('/')?;
    let kind = KindIx::new(book.kinds.iter().position(|k| k.folder == folder)?);
    let (parent, own) = match rest.split('/').collect::<Vec<_>>()[..] {
        [own] => (None, own),
        [own, file] if file.starts_with("index.") => (None, own),
        [parent, own, ..] => (Some(parent), own),
        [] => return None,
    };
    Some(FilePlace { kind, parent: parent.map(likely), own: likely(own) })
}
