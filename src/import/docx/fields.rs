//! Fields: what Word works out by itself. Their last result is text like any other; links and references are kept.

use super::Reader;
use crate::import::model::Inline;

/// A field that is not ended.
#[derive(Debug, Default)]
pub struct Field {
    instruction: String,
    /// What follows is the result, no more the instruction.
    in_result: bool,
    content: Vec<Inline>,
}

impl Field {
    /// The words of the instruction, quotation marks taken off.
    fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut rest = self.instruction.trim();
        while !rest.is_empty() {
            let (word, behind) = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
            };
            words.push(word.to_owned());
            rest = behind.trim_start();
        }
        words
    }

    fn is_of_contents(&self) -> bool {
        self.words().first().is_some_and(|name| matches!(name.to_uppercase().as_str(), "TOC" | "INDEX" | "TOA"))
    }
}

impl Reader<'_> {
    /// Adds to the line, or to the result of the field that is open.
    pub fn push(&mut self, inline: Inline) {
        match self.fields.last_mut() {
            Some(field) if field.in_result => field.content.push(inline),
            Some(_) => {}
            None => self.line.push(inline),
        }
    }

    /// Whether a table of contents is open.
    pub fn in_contents(&self) -> bool {
        self.fields.iter().any(Field::is_of_contents)
    }

    /// A field begins with its instruction.
    pub fn begin_code(&mut self) {
        self.fields.push(Field::default());
    }

    /// A field of which all of the instruction is known.
    pub fn begin_field(&mut self, instruction: &str) {
        self.fields.push(Field { instruction: instruction.to_owned(), in_result: true, content: Vec::new() });
    }

    /// A piece of the instruction.
    pub fn instruction(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.in_result) {
            field.instruction.push_str(text);
        }
    }

    /// The instruction ends, and the result begins.
    pub fn separate(&mut self) {
        if let Some(field) = self.fields.last_mut() {
            field.in_result = true;
            self.tallies.contents += usize::from(field.is_of_contents());
        }
    }

    /// A field ends.
    pub fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        let Field { content, .. } = &field;
        let content = content.clone();
        for inline in self.result(&field, content) {
            self.push(inline);
        }
    }

    /// At the end of a paragraph, what fields have so far is in it, and they go on.
    pub fn flush_fields(&mut self) {
        let mut fields = std::mem::take(&mut self.fields);
        let mut carried = Vec::new();
        for field in fields.iter_mut().rev() {
            let mut content = std::mem::take(&mut field.content);
            content.append(&mut carried);
            carried = self.result(field, content);
        }
        self.line.append(&mut carried);
        self.fields = fields;
    }

    fn result(&mut self, field: &Field, content: Vec<Inline>) -> Vec<Inline> {
        if content.is_empty() {
            return content;
        }
        let words = field.words();
        let name = words.first().map(|name| name.to_uppercase()).unwrap_or_default();
        let argument = words.get(1).filter(|word| !word.starts_with('\\')).cloned();
        match (name.as_str(), argument) {
            ("TOC" | "INDEX" | "TOA", _) => Vec::new(),
            ("HYPERLINK", Some(url)) => self.link(&url, content),
            ("HYPERLINK", None) => {
                let local = words.iter().position(|word| word == "\\l").and_then(|at| words.get(at + 1));
                match local {
                    Some(name) => vec![Inline::Reference { name: name.clone(), content }],
                    None => content,
                }
            }
            ("REF" | "PAGEREF" | "NOTEREF", Some(name)) => vec![Inline::Reference { name, content }],
            _ => content,
        }
    }
}
