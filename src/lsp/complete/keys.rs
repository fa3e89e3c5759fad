//! What a schema knows of a place: the keys that may stand there, or the words that a key takes.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use super::super::reading::Place;
use super::Offered;
use super::spot::{Spot, spot};
use crate::course::{ItemIx, KindIx, Lang};
use crate::{resolve, schema};

/// The words for byte `at` of a text, of which `region` is YAML that keeps to a schema.
pub fn offered(schema: &str, text: &str, region: Range<usize>, at: usize) -> Vec<Offered> {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    spot(text, &region, at).map_or_else(Vec::new, |spot| words(&schema, text, &spot))
}

/// The words for a place in the front matter of a text: keys of its own page and language alone, relations with the titles of items.
pub fn of_front_matter(place: &Place<'_>, region: Range<usize>) -> Vec<Offered> {
    let Place { book, course, .. } = *place;
    let (item, lang) = place.own().unwrap_or((None, Lang::SOURCE));
    let Some(spot) = spot(place.source(), &region, place.at) else { return Vec::new() };
    let schema = schema::front_matter(Some((book, course)));
    let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
    let mut words = words(&schema, place.source(), &spot);
    if let Some(key) = spot.path.first().or(spot.key.as_ref()) {
        if let Some(relation) = book.relations.iter().find(|relation| relation.key == *key) {
            let to = KindIx::new(relation.to);
            words.iter_mut().for_each(|word| entitle(word, place, to, lang));
        }
        return words;
    }
    let known = resolve::front_matter_keys(book, item.map(|item: ItemIx| course.item(item).kind), lang);
    words.retain(|word| known.contains(&word.word.as_str()));
    words
}

/// Gives the slug of an item its titles.
fn entitle(word: &mut Offered, place: &Place<'_>, kind: KindIx, lang: Lang) {
    let course = place.course;
    let Some(ix) = course.items_of(kind).find(|&ix| course.item(ix).path == word.word) else { return };
    course.title(ix, lang).clone_into(&mut word.title);
    word.titles = course.langs().map(|lang| course.title(ix, lang)).collect::<Vec<_>>().join(" ");
}

fn words(schema: &Value, text: &str, spot: &Spot) -> Vec<Offered> {
    let mut schemas = alternatives(schema);
    for key in spot.path.iter().chain(&spot.key) {
        schemas = schemas.into_iter().flat_map(|schema| below(schema, key)).flat_map(alternatives).collect();
    }
    let rest = text[spot.typed.end..].lines().next().unwrap_or_default();
    let colon =
        if rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-').starts_with(':') { "" } else { ": " };
    let (mut words, mut seen) = (Vec::new(), BTreeSet::new());
    let mut offer = |word: &str, text: String, of: &Value| {
        if !spot.siblings.iter().any(|known| known == word) && seen.insert(word.to_owned()) {
            let say = |name: &str| of[name].as_str().unwrap_or_default().to_owned();
            let (title, about) = (say("title"), say("description"));
            let titles = title.clone();
            words.push(Offered { word: word.to_owned(), title, about, titles, range: spot.typed.clone(), text });
        }
    };
    for schema in schemas {
        if spot.key.is_none() {
            for (key, value) in schema["properties"].as_object().into_iter().flatten() {
                offer(key, format!("{key}{colon}"), value);
            }
        }
        if spot.key.is_some() || !spot.path.is_empty() {
            let flags: &[&str] = if schema["type"] == "boolean" { &["true", "false"] } else { &[] };
            let listed = schema["enum"].as_array().into_iter().flatten().chain(schema.get("const"));
            for word in listed.filter_map(Value::as_str).chain(flags.iter().copied()) {
                offer(word, word.to_owned(), &Value::Null);
            }
        }
    }
    words
}

/// A schema, and those of which it takes one, with the entries of lists.
fn alternatives(schema: &Value) -> Vec<&Value> {
    let mut all = vec![schema];
    for name in ["anyOf", "oneOf", "allOf"] {
        all.extend(schema[name].as_array().into_iter().flatten().flat_map(alternatives));
    }
    all.extend(schema.get("items").into_iter().flat_map(alternatives));
    all
}

/// The schemas of what stands below a key.
fn below<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
    schema["properties"].get(key).or_else(|| schema.get("additionalProperties").filter(|schema| schema.is_object()))
}
