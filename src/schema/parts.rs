//! Of what the schemas are made: values, and keys with their titles and descriptions.

use serde_json::{Map, Value, json};

use crate::book::Book;
use crate::course::Language;
use crate::slug::LONGEST;
use crate::sources::limits::HIGHEST_NUMBER;

/// A whole schema as text.
pub fn document(schema: Value) -> String {
    let mut text =
        serde_json::to_string_pretty(&with(schema, "$schema", json!("http://json-schema.org/draft-07/schema#")))
            .expect("keys of JSON are text");
    text.push('\n');
    text
}

/// A key of a mapping and what it takes.
pub struct Key {
    name: String,
    value: Value,
}

/// A key with its title and its description, each in English and Chinese, as an editor shows them.
pub fn key(name: &str, value: Value, title: [&str; 2], description: [&str; 2]) -> Key {
    Key { name: name.to_owned(), value: described(value, title, description) }
}

impl Key {
    /// As the file writes it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same key with what might be written there.
    pub fn example(mut self, example: Value) -> Key {
        self.value = with(self.value, "examples", json!([example]));
        self
    }

    /// The same key with what counts if it is not written.
    pub fn usual(mut self, value: Value) -> Key {
        self.value = with(self.value, "default", value);
        self
    }
}

/// A value with its title and its description, each in English and Chinese.
pub fn described(value: Value, title: [&str; 2], description: [&str; 2]) -> Value {
    let value = with(value, "title", json!(title.join(" · ")));
    with(value, "description", json!(description.join("\n\n")))
}

/// A schema that asks for one thing more.
pub fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
    schema[keyword] = value;
    schema
}

/// A mapping of these keys and no others.
pub fn map(keys: Vec<Key>, required: &[&str]) -> Value {
    let mut schema = json!({"type": "object", "properties": properties(keys), "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// As [`map`], of which nothing need be written: a key with nothing behind it will do.
pub fn optional_map(keys: Vec<Key>) -> Value {
    with(map(keys, &[]), "type", json!(["object", "null"]))
}

/// The keys of a mapping with their schemas.
pub fn properties(keys: Vec<Key>) -> Value {
    Value::Object(keys.into_iter().map(|key| (key.name, key.value)).collect())
}

/// Text; a number is the text that it is written as.
pub fn text() -> Value {
    json!({"type": ["string", "number"], "pattern": "\\S"})
}

/// Text of a form, by a regular expression.
pub fn matching(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

/// One of a few words.
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    json!({"type": "string", "enum": words.into_iter().collect::<Vec<_>>()})
}

/// `true` or `false`.
pub fn yes_or_no() -> Value {
    json!({"type": "boolean"})
}

/// A whole number from 1 on.
pub fn count() -> Value {
    json!({"type": "integer", "minimum": 1, "maximum": HIGHEST_NUMBER})
}

/// A list, which may be empty.
pub fn list(of: Value) -> Value {
    json!({"type": ["array", "null"], "items": of})
}

/// A list in which nothing stands twice.
pub fn list_of_different(of: Value) -> Value {
    with(list(of), "uniqueItems", json!(true))
}

/// Lower-case letters, digits and hyphens between them.
pub const SLUG: &str = "[a-z0-9]+(?:-[a-z0-9]+)*";

/// The name of a kind, an item or a term.
pub fn slug() -> Value {
    json!({"type": ["string", "number"], "pattern": format!("^{SLUG}$"), "maxLength": LONGEST})
}

/// A language as BCP 47 names it.
pub fn language() -> Value {
    matching("^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$")
}

/// Text for every language at once, or a mapping with the text of each.
pub fn localized(known: Option<&Book>) -> Value {
    let schema = with(text(), "type", json!(["string", "number", "object"]));
    let schema = by_language(schema, &text(), known);
    match known {
        Some(book) => with(schema, "required", json!(languages(book)[..1])),
        None => schema,
    }
}

/// `schema` as a mapping from languages to `value`: those of the book, or any.
pub fn by_language(schema: Value, value: &Value, known: Option<&Book>) -> Value {
    let Some(book) = known else {
        return with(with(schema, "propertyNames", language()), "additionalProperties", value.clone());
    };
    let named = |language: &Language| (language.key.clone(), with(value.clone(), "title", json!(language.name)));
    let values: Map<String, Value> = book.languages.iter().map(named).collect();
    with(with(schema, "properties", Value::Object(values)), "additionalProperties", json!(false))
}

/// The keys of a book's languages.
pub fn languages(book: &Book) -> Vec<&str> {
    book.languages.iter().map(|language| language.key.as_str()).collect()
}
