//! A document that says everything twice, in English and Chinese, becomes two: tables with a column for each language, paragraphs by turns,
//! headings such as `Listening / 倾听`.

use super::model::{Block, Document, Inline, is_blank, words, words_of_blocks};
use super::script::{Language, Share};
use crate::typography::is_han;

/// What one language says of something, and the other.
#[derive(Clone, Debug, Default)]
pub struct Halves<T> {
    /// In English.
    pub english: T,
    /// In Chinese.
    pub chinese: T,
}

impl<T> Halves<T> {
    fn of(&mut self, language: Language) -> &mut T {
        match language {
            Language::English => &mut self.english,
            Language::Chinese => &mut self.chinese,
        }
    }
}

/// A document in two languages.
#[derive(Clone, Debug)]
pub struct Split {
    /// Each language's document.
    pub documents: Halves<Document>,
    /// Each language's notes, at the same places.
    pub notes: Halves<Vec<Vec<Block>>>,
    /// The language that speaks first.
    pub first: Language,
}

/// So much of a document is in the language that says less, at least, in percent.
const LEAST_SHARE: usize = 22;

/// The documents of both languages, if there are two that say as much.
pub fn split(document: &Document, notes: &[Vec<Block>]) -> Option<Split> {
    let mut halves: Halves<Document> = Halves::default();
    for block in &document.blocks {
        let Halves { english, chinese } = of_block(block);
        halves.english.blocks.extend(english);
        halves.chinese.blocks.extend(chinese);
    }
    if !says_as_much(&halves) {
        return None;
    }
    let title = |title: &Option<Vec<Inline>>| match title {
        Some(title) => of_inlines(title, true),
        None => Halves::default(),
    };
    let (titles, subtitles) = (title(&document.title), title(&document.subtitle));
    halves.english.title = titles.english;
    halves.chinese.title = titles.chinese;
    halves.english.subtitle = subtitles.english;
    halves.chinese.subtitle = subtitles.chinese;
    let mut both: Halves<Vec<Vec<Block>>> = Halves::default();
    for note in notes {
        let Halves { english, chinese } = of_blocks(note);
        // A note of one language alone is called in that language alone.
        both.english.push(if english.is_empty() { chinese.clone() } else { english.clone() });
        both.chinese.push(if chinese.is_empty() { english } else { chinese });
    }
    let said = words_of_blocks(&document.blocks);
    let first = said.lines().find_map(|line| Share::of(line).language().filter(|_| !has_both(line)));
    let first = first.or_else(|| {
        let letter = said.chars().find(|c| c.is_alphabetic())?;
        Some(if is_han(letter) { Language::Chinese } else { Language::English })
    });
    Some(Split { documents: halves, notes: both, first: first.unwrap_or(Language::English) })
}

fn has_both(line: &str) -> bool {
    boundary(line, true).is_some()
}

/// Whether two documents can be one said twice: as long, of about as many paragraphs, under about as many headings.
fn says_as_much(halves: &Halves<Document>) -> bool {
    let said = |document: &Document| {
        let words = words_of_blocks(&document.blocks);
        let Share { letters, han } = Share::of(&words);
        let headings = document.blocks.iter().filter(|block| matches!(block, Block::Heading { .. })).count();
        (letters + han, words.lines().count(), headings)
    };
    let (english, chinese) = (said(&halves.english), said(&halves.chinese));
    let near = |a: usize, b: usize, percent: usize| a.min(b) * 100 >= a.max(b) * percent;
    let all = english.0 + chinese.0;
    all > 0
        && english.0.min(chinese.0) * 100 >= all * LEAST_SHARE
        && near(english.1, chinese.1, 55)
        && near(english.2, chinese.2, 70)
}

fn of_blocks(blocks: &[Block]) -> Halves<Vec<Block>> {
    let mut out: Halves<Vec<Block>> = Halves::default();
    for block in blocks {
        let Halves { english, chinese } = of_block(block);
        out.english.extend(english);
        out.chinese.extend(chinese);
    }
    out
}

fn of_block(block: &Block) -> Halves<Vec<Block>> {
    let wrapped = |halves: Halves<Vec<Block>>, wrap: fn(Vec<Block>) -> Block| {
        let wrap = |blocks: Vec<Block>| if blocks.is_empty() { blocks } else { vec![wrap(blocks)] };
        Halves { english: wrap(halves.english), chinese: wrap(halves.chinese) }
    };
    match block {
        Block::Heading { level, content, names } => {
            of_line(content, true, &|content| Block::Heading { level: *level, content, names: names.clone() })
        }
        Block::Paragraph(content) => of_line(content, false, &Block::Paragraph),
        Block::Caption(content) => of_line(content, true, &Block::Caption),
        Block::Quote(content) => wrapped(of_blocks(content), Block::Quote),
        Block::List { start, items } => {
            let mut lists: Halves<Vec<Vec<Block>>> = Halves::default();
            for item in items {
                let Halves { english, chinese } = of_blocks(item);
                lists.english.extend(Some(english).filter(|item| !item.is_empty()));
                lists.chinese.extend(Some(chinese).filter(|item| !item.is_empty()));
            }
            let list = |items: Vec<Vec<Block>>| {
                if items.is_empty() { Vec::new() } else { vec![Block::List { start: *start, items }] }
            };
            Halves { english: list(lists.english), chinese: list(lists.chinese) }
        }
        Block::Table(rows) => of_table(rows),
        Block::Code(_) => Halves { english: vec![block.clone()], chinese: vec![block.clone()] },
        Block::Comment(text) => {
            let mut halves: Halves<Vec<Block>> = Halves::default();
            halves.of(Share::of(text).language().unwrap_or(Language::English)).push(block.clone());
            halves
        }
    }
}

fn of_line(content: &[Inline], short: bool, make: &dyn Fn(Vec<Inline>) -> Block) -> Halves<Vec<Block>> {
    let Halves { english, chinese } = of_inlines(content, short);
    let block = |content: Option<Vec<Inline>>| content.map(make).into_iter().collect();
    Halves { english: block(english), chinese: block(chinese) }
}

/// What of a line is in which language; what is in none is in both. `short` lines are headings and the like.
fn of_inlines(content: &[Inline], short: bool) -> Halves<Option<Vec<Inline>>> {
    let shown = words(content);
    if Share::of(&shown).language().is_none() {
        return Halves { english: Some(content.to_vec()), chinese: Some(content.to_vec()) };
    }
    let mut halves: Halves<Option<Vec<Inline>>> = Halves::default();
    // Lines within a paragraph may take turns.
    let lines: Vec<&[Inline]> = content.split(|inline| *inline == Inline::Break).collect();
    let languages: Vec<Option<Language>> = lines.iter().map(|line| Share::of(&words(line)).language()).collect();
    let turns = [Language::English, Language::Chinese].iter().all(|language| languages.contains(&Some(*language)));
    if lines.len() > 1 && turns {
        for (line, language) in lines.iter().zip(languages) {
            let language = language.unwrap_or(Language::English);
            let half = halves.of(language).get_or_insert_default();
            if !half.is_empty() {
                half.push(Inline::Break);
            }
            half.extend(line.iter().cloned());
        }
        return halves;
    }
    let flat = flat(content);
    if let Some((at, behind, first)) = boundary(&flat, short) {
        let other = if first == Language::English { Language::Chinese } else { Language::English };
        let (before, after) = (cut(content, 0, at), cut(content, behind, usize::MAX));
        if !is_blank(&before) && !is_blank(&after) {
            *halves.of(first) = Some(before);
            *halves.of(other) = Some(after);
            return halves;
        }
    }
    let language = Share::of(&shown).language().unwrap_or(Language::English);
    *halves.of(language) = Some(content.to_vec());
    halves
}

/// The characters of the texts of a line, and nothing else of it.
fn flat(content: &[Inline]) -> String {
    content.iter().map(|inline| if let Inline::Text(text, _) = inline { text.as_str() } else { "" }).collect()
}

/// What stands between two of the bytes of [`flat`].
fn cut(content: &[Inline], from: usize, to: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut at = 0;
    for inline in content {
        let Inline::Text(text, style) = inline else {
            if at >= from && at < to || at == from && from > 0 {
                out.push(inline.clone());
            }
            continue;
        };
        let (start, end) = (from.saturating_sub(at).min(text.len()), to.saturating_sub(at).min(text.len()));
        at += text.len();
        if start < end {
            out.push(Inline::Text(text[start..end].to_owned(), *style));
        }
    }
    out
}

/// Where a line goes over from one language to the other: the end of what comes first, the beginning of the rest, and which comes first.
fn boundary(line: &str, short: bool) -> Option<(usize, usize, Language)> {
    const SEPARATORS: [char; 9] = ['/', '|', '｜', '／', '\t', '—', '–', '·', '\u{3000}'];
    let between = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
    let first_han = line.find(is_han)?;
    let last_han = line.rfind(is_han)?;
    let latin = |c: char| c.is_alphabetic() && !is_han(c);
    let parts = if line[..first_han].contains(latin) {
        // Marks before the first character belong to it: “《(.
        let opens = |c: char| "“‘《（(【「".contains(c) || c.is_ascii_digit();
        let begins = line[..first_han].trim_end_matches(opens).len();
        (line[..begins].trim_end_matches(between).len(), begins, Language::English)
    } else {
        let end = last_han + line[last_han..].chars().next().map_or(0, char::len_utf8);
        let closes = |c: char| "”’》）)】」。！？，；：…".contains(c);
        let end = line.len() - line[end..].trim_start_matches(closes).len();
        let begins = line.len() - line[end..].trim_start_matches(between).len();
        (end, begins, Language::Chinese)
    };
    let (end, begins, first) = parts;
    let (before, gap, after) = (&line[..end], &line[end..begins], &line[begins..]);
    let (english, chinese) = match first {
        Language::English => (before, after),
        Language::Chinese => (after, before),
    };
    let (here, there) = (Share::of(english), Share::of(chinese));
    // English with a Chinese word in it, or Chinese with a name in letters at its beginning, is one language.
    if here.han > 0 || here.letters < 2 || there.han == 0 || there.letters * 2 > there.han {
        return None;
    }
    let separated = gap.contains(|c: char| SEPARATORS.contains(&c));
    let (more, less) = (here.letters.max(there.han), here.letters.min(there.han));
    let alike = less * 4 >= more;
    let several = english.split_whitespace().count() >= if short { 1 } else { 3 };
    let spoken = short && english.len() >= 4 || english.split_whitespace().count() >= 3;
    (alike && several && (separated || spoken)).then_some((end, begins, first))
}

/// A table with a column for each language says its rows one after the other; any other table is one in each language.
fn of_table(rows: &[Vec<Vec<Block>>]) -> Halves<Vec<Block>> {
    let columns = rows.first().map_or(0, Vec::len);
    let language = |cell: &[Block]| Share::of(&words_of_blocks(cell)).language();
    let of_column = |column: usize| {
        let mut counts: Halves<usize> = Halves::default();
        for cell in rows.iter().filter_map(|row| row.get(column)) {
            if let Some(language) = language(cell) {
                *counts.of(language) += 1;
            }
        }
        let (english, chinese) = (counts.english, counts.chinese);
        match (english, chinese) {
            (0, 0) => None,
            (english, chinese) if chinese * 5 <= english => Some(Language::English),
            (english, chinese) if english * 5 <= chinese => Some(Language::Chinese),
            _ => None,
        }
    };
    let kinds: Vec<Option<Language>> = (0..columns).map(of_column).collect();
    let beside = [Language::English, Language::Chinese].iter().all(|language| kinds.contains(&Some(*language)));
    let mut halves: Halves<Vec<Block>> = Halves::default();
    if beside && columns == 2 {
        for (at, row) in rows.iter().enumerate() {
            let named = |cell: &Vec<Block>| is_name_of_language(&words_of_blocks(cell));
            if at == 0 && row.iter().all(named) {
                continue;
            }
            for (cell, kind) in row.iter().zip(&kinds) {
                if let Some(kind) = kind {
                    halves.of(*kind).extend(cell.iter().cloned());
                }
            }
        }
        return halves;
    }
    let mut tables: Halves<Vec<Vec<Vec<Block>>>> = Halves::default();
    let mut spoken: Halves<usize> = Halves::default();
    for row in rows {
        let mut cells: Halves<Vec<Vec<Block>>> = Halves::default();
        for (cell, kind) in row.iter().zip(&kinds) {
            match kind.filter(|_| beside) {
                Some(kind) => cells.of(kind).push(cell.clone()),
                None => {
                    let Halves { english, chinese } = of_blocks(cell);
                    let neutral = language(cell).is_none();
                    spoken.english += usize::from(!english.is_empty() && !neutral);
                    spoken.chinese += usize::from(!chinese.is_empty() && !neutral);
                    cells.english.push(english);
                    cells.chinese.push(chinese);
                }
            }
        }
        tables.english.push(cells.english);
        tables.chinese.push(cells.chinese);
    }
    let all = spoken.english.max(spoken.chinese);
    let whole = |half: usize| beside || all == 0 || half * 3 >= all;
    if whole(spoken.english) {
        halves.english.push(Block::Table(tables.english));
    }
    if whole(spoken.chinese) {
        halves.chinese.push(Block::Table(tables.chinese));
    }
    // Words of the other language in a table of one are a part of it.
    if !whole(spoken.english) {
        halves.chinese = vec![Block::Table(rows.to_vec())];
    }
    if !whole(spoken.chinese) {
        halves.english = vec![Block::Table(rows.to_vec())];
    }
    halves
}

fn is_name_of_language(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    ["english", "chinese", "en", "zh", "中文", "英文", "英语", "汉语", "中文版", "英文版", "简体中文"]
        .contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(line: &str, short: bool) -> Option<(&str, &str)> {
        boundary(line, short).map(|(end, begins, _)| (&line[..end], &line[begins..]))
    }

    #[test]
    fn a_line_in_two_languages_is_parted_between_them() {
        assert_eq!(parted("Listening / 倾听", true), Some(("Listening", "倾听")));
        assert_eq!(
            parted("Step 1: Listen first 第一步：先倾听", true),
            Some(("Step 1: Listen first", "第一步：先倾听"))
        );
        assert_eq!(parted("倾听 Listening", true), Some(("倾听", "Listening")));
        assert_eq!(parted("先听。Listen to the guest.", false), Some(("先听。", "Listen to the guest.")));
        assert_eq!(parted("Say “sorry”. “对不起。”", false), None);
    }

    #[test]
    fn a_chinese_line_with_a_name_in_letters_is_one() {
        for line in ["VIP 客户的处理办法和注意事项", "请使用 Excel", "用 CRM 记录每一次投诉", "Room 302 的客人"]
        {
            assert_eq!(parted(line, false), None, "{line}");
        }
    }
}
