//! Names of files and ids, made of titles.

use std::collections::BTreeSet;

use crate::book;
use crate::course::collation::Collation;
use crate::slug::is_slug;
use crate::typography::is_han;

/// Longer ones are cut between words.
const LONGEST: usize = 40;

/// The slug of a title in Latin letters, or of the pinyin of one in Chinese; empty when it has neither.
pub fn slug(title: &str) -> String {
    let chinese = book::language("zh").map(|language| Collation::of(&language));
    let mut readings = chinese.iter().flat_map(|collation| collation.readings(title)).map(|(_, read)| read);
    let mut words: Vec<String> = vec![String::new()];
    for c in title.chars() {
        if is_han(c) {
            words.push(readings.next().unwrap_or_default().replace('ü', "v"));
            words.push(String::new());
            continue;
        }
        match (plain_letters(c), words.last_mut()) {
            (Some(letters), Some(word)) => word.push_str(letters.as_str()),
            (None, Some(_)) if matches!(c, '\'' | '’') => {}
            _ => words.push(String::new()),
        }
    }
    let mut slug = String::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + word.len() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    slug
}

/// A letter of ASCII in lower case, or those that stand for another one.
fn plain_letters(c: char) -> Option<String> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase().to_string());
    }
    let folded = match c.to_lowercase().next()? {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' => "a",
        'ä' | 'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' => "o",
        'ö' | 'œ' => "oe",
        'ù' | 'ú' | 'û' | 'ū' => "u",
        'ü' => "ue",
        'ß' => "ss",
        _ => return None,
    };
    Some(folded.to_owned())
}

/// A name that is not `taken`: the first of the titles that makes one, else `otherwise` with a number. It is taken then.
pub fn unique<'a>(titles: impl IntoIterator<Item = &'a str>, otherwise: &str, taken: &mut BTreeSet<String>) -> String {
    let found = titles.into_iter().map(slug).find(|slug| is_slug(slug) && slug != "index");
    let base = found.unwrap_or_else(|| format!("{otherwise}-{}", taken.len() + 1));
    let mut name = base.clone();
    let mut number = 2;
    while taken.contains(&name) {
        name = format!("{base}-{number}");
        number += 1;
    }
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_from_letters_or_from_pinyin() {
        for (title, expected) in [
            ("Meeting an Angry Guest", "meeting-an-angry-guest"),
            ("Don’t say “no”!", "dont-say-no"),
            ("Café & Crème", "cafe-creme"),
            ("从容应对投诉", "cong-rong-ying-dui-tou-su"),
            ("第1步：倾听", "di-1-bu-qing-ting"),
            ("……", ""),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
        let long = slug(&"word ".repeat(40));
        assert!(long.len() <= LONGEST && is_slug(&long), "{long}");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut taken = BTreeSet::new();
        let names = ["Listen", "Listen!", "…", "…", "index"].map(|title| unique([title], "part", &mut taken));
        assert_eq!(names, ["listen", "listen-2", "part-3", "part-4", "part-5"]);
    }
}
