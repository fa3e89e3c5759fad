//! That the schemas have the keys that files are read with, and say what each is for in both languages. What they take and refuse is asked
//! of a validator that others wrote, in `tests/all/schemas.rs`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::book::Output;
use crate::book::tables::{FRONT_MATTER_KEYS, KEYS, KIND_KEYS, RELATION_KEYS};
use crate::diagnostic::Code;
use crate::project::{self, Memo, Sound};
use crate::resolve::TERM_KEYS;
use crate::sources::Sources;
use crate::theme::tables;

const BOOK: &str = "\
title: {en: Tea, zh: 茶}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
  action: {folder: actions, label: {en: \"Action {n}\", zh: \"行动{n}\"}, plural: {en: Actions, zh: 行动}}
relations:
  uses: {from: step, to: action, label: {en: Uses, zh: 用到}, inverse: {en: Used by, zh: 用于}}
front-matter: [tags]
";

fn sound() -> Sound {
    let mut sources = Sources::default();
    sources.add("book.yaml", BOOK);
    sources.add("course/steps/01-pour.en.md", "---\ntitle: Pour\nuses: [7, wait]\n---\n");
    sources.add("course/steps/01-pour.zh.md", "---\ntitle: 倒\n---\n");
    sources.add("course/actions/01-7.en.md", "---\ntitle: Seven\naliases: [seven]\n---\n");
    sources.add("course/actions/01-7.zh.md", "---\ntitle: 七\n---\n");
    sources.add("course/actions/02-wait.en.md", "---\ntitle: Wait\n---\n");
    sources.add("course/actions/02-wait.zh.md", "---\ntitle: 等\n---\n");
    project::of(sources, &mut Memo::once()).expect_sound()
}

fn parsed(schema: &str) -> Value {
    serde_json::from_str(schema).expect("a schema is JSON")
}

/// The general schema and that of a course, of each file.
fn all() -> Vec<Value> {
    let Sound { book, course, .. } = sound();
    let general =
        [super::book(None), super::front_matter(None), super::theme(None), super::glossary(None), super::strings()];
    let own = [
        super::book(Some(&book)),
        super::front_matter(Some((&book, &course))),
        super::theme(Some(&book)),
        super::glossary(Some(&book)),
    ];
    general.iter().chain(&own).map(|schema| parsed(schema)).collect()
}

fn keys_at(schema: &Value, place: &str) -> BTreeSet<String> {
    let keys = schema.pointer(place).and_then(Value::as_object).unwrap_or_else(|| panic!("nothing is at {place}"));
    keys.keys().cloned().collect()
}

fn assert_keys(schema: &Value, place: &str, table: &[&str]) {
    let table: BTreeSet<String> = table.iter().map(|&key| key.to_owned()).collect();
    assert_eq!(keys_at(schema, place), table, "{place}");
}

#[test]
fn the_keys_are_those_of_the_tables() {
    let schema = parsed(&super::book(None));
    assert_keys(&schema, "/properties", &KEYS);
    assert_keys(&schema, "/properties/kinds/additionalProperties/properties", &KIND_KEYS);
    assert_keys(&schema, "/properties/relations/additionalProperties/properties", &RELATION_KEYS);
    assert_keys(&schema, "/properties/outputs/properties", &Output::ALL.map(|output| output.facts().key));
    for output in Output::ALL {
        let place = format!("/properties/outputs/properties/{}/properties", output.facts().key);
        assert_keys(&schema, &place, output.facts().settings);
    }
    let codes = Code::ALL.iter().filter(|code| code.is_adjustable()).map(|code| code.name());
    assert_keys(&schema, "/properties/checks/properties", &codes.collect::<Vec<_>>());

    assert_keys(&parsed(&super::front_matter(None)), "/properties", &FRONT_MATTER_KEYS);

    let schema = parsed(&super::theme(None));
    assert_keys(&schema, "/properties", &tables::KEYS);
    assert_keys(&schema, "/properties/colours/properties", &tables::COLOURS);
    for colour in tables::COLOURS {
        assert_keys(&schema, &format!("/properties/colours/properties/{colour}/properties"), &tables::GROUNDS);
    }
    assert_keys(&schema, "/properties/links/items/properties", &tables::LINK_KEYS);
    assert_keys(&schema, "/properties/print/properties", &tables::PRINT_KEYS);
    assert_keys(&schema, "/properties/print/properties/fonts/properties", &tables::FONT_KEYS);
    for role in ["serif", "sans", "mono"] {
        let place = format!("/properties/print/properties/fonts/properties/{role}/properties");
        assert_keys(&schema, &place, &tables::SCRIPTS);
    }
    assert_keys(&schema, "/properties/print/properties/margins/properties", &tables::MARGINS);

    let schema = parsed(&super::glossary(None));
    assert_keys(&schema, "/additionalProperties/additionalProperties/properties", &TERM_KEYS);
}

#[test]
fn a_course_is_named_in_its_own_schema() {
    let Sound { book, course, .. } = sound();
    let schema = parsed(&super::front_matter(Some((&book, &course))));
    let relation = schema.pointer("/properties/uses").expect("the relation is a key");
    assert_eq!(relation["items"]["enum"], serde_json::json!(["7", 7, "wait", "seven"]));
    assert_eq!(relation["title"], "Uses · 用到");
    assert!(schema.pointer("/properties/tags").is_some(), "a key of another program");
    let schema = parsed(&super::book(Some(&book)));
    let from = "/properties/relations/additionalProperties/properties/from/enum";
    assert_eq!(schema.pointer(from), Some(&serde_json::json!(["step", "action"])));
    let readings = "/properties/outputs/properties/booklet/properties/readings/items/enum";
    assert_eq!(schema.pointer(readings), Some(&serde_json::json!(["en", "zh", "en-zh", "zh-en"])));
    assert_eq!(keys_at(&schema, "/properties/title/properties"), BTreeSet::from(["en".to_owned(), "zh".to_owned()]));
}

/// Calls `see` with each key of each mapping, and its schema.
fn each_key(schema: &Value, see: &mut impl FnMut(&str, &Value)) {
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        match keyword.as_str() {
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    see(key, value);
                    each_key(value, see);
                }
            }
            "items" | "additionalProperties" => each_key(value, see),
            _ => {}
        }
    }
}

#[test]
fn each_key_is_described_in_both_languages_and_has_an_example() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut seen = 0;
    for schema in all() {
        each_key(&schema, &mut |key, value| {
            // The text of a language is what the key above it says.
            if ["en", "zh"].contains(&key) {
                return;
            }
            seen += 1;
            let said = |keyword: &str| value[keyword].as_str().unwrap_or_default();
            assert!(said("title").contains(" · "), "{key}: {value:#}");
            let (english, own) = said("description").split_once("\n\n").unwrap_or_default();
            assert!(english.starts_with(|c: char| c.is_ascii()) && chinese(own), "{key}: {value:#}");
            let shown = ["examples", "default", "enum"].iter().any(|keyword| value.get(keyword).is_some());
            assert!(shown || ["uses", "tags"].contains(&key), "{key} has no example: {value:#}");
        });
    }
    assert!(seen > 200, "{seen}");
}
