//! `glossary.yaml`.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::course::collation;
use crate::course::{Localized, Term, TermEntry};
use crate::derive;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::slug::is_slug;
use crate::sources::Sources;
use crate::span::FileId;
use crate::typography::typographic;
use crate::yaml::{self, Node, Value};

/// The terms, and what is known of those that have mistakes.
#[derive(Default)]
pub struct Glossary {
    pub terms: Vec<Term>,
    /// The names of terms with mistakes, which were reported.
    pub broken: BTreeSet<String>,
    /// The whole file cannot be read, so any term may be in it.
    pub unreadable: bool,
}

/// The keys of a term in one language.
pub const TERM_KEYS: [&str; 5] = ["term", "also", "avoid", "pinyin", "definition"];

/// Reads the glossary, if there is one. A language that lacks an entry shows the source language's.
pub fn read(book: &Book, sources: &Sources, file: Option<FileId>, diagnostics: &mut Vec<Diagnostic>) -> Glossary {
    let mut glossary = Glossary::default();
    let Some(file) = file else { return glossary };
    let text = &sources.get(file).text;
    let root = match yaml::parse(text, file, 0) {
        Ok(root @ Node { value: Value::Map(_) | Value::Null, .. }) => root,
        Ok(root) => {
            diagnostics.push(yaml::not_a_map(&root, text, 0));
            glossary.unreadable = true;
            return glossary;
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            glossary.unreadable = true;
            return glossary;
        }
    };
    let keys: Vec<&str> = book.languages.iter().map(|l| l.key.as_str()).collect();
    let mut terms = root.fields(diagnostics);
    terms.only_below_their_keys(|name| keys.contains(&name), diagnostics);
    glossary.broken.extend(terms.unknown.iter().map(|name| name.to_string()));
    for (key, node) in terms.entries {
        if !is_slug(&key.name) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongValue,
                    key.span,
                    both!("`{}` cannot be the name of a term", "`{}` 不能用作术语的名称", key.name),
                )
                .hint(both!("use lower-case letters, digits and hyphens", "请用小写字母、数字和连字符")),
            );
            glossary.broken.insert(key.name.clone());
            continue;
        }
        let mut fields = node.fields(diagnostics);
        fields.only(&keys, diagnostics);
        let mut entries: Vec<TermEntry> = Vec::new();
        for (index, language) in keys.iter().enumerate() {
            let set = |text: String| typographic(&text, book.languages[index].is_unspaced());
            let Some(node) = fields.get(language) else {
                if let Some(entry) = derived_entry(book, index, &entries) {
                    entries.push(entry);
                    continue;
                }
                let code = if index == 0 { Code::MissingSource } else { Code::MissingTranslation };
                diagnostics.push(
                    Diagnostic::new(
                        code,
                        key.span,
                        both!(
                            "the term `{}` is not given in `{language}`",
                            "术语 `{}` 没有 `{language}` 的说法",
                            key.name
                        ),
                    )
                    .hint(both!(
                        "add `{language}: {{term: …, definition: …}}`",
                        "请加上 `{language}: {{term: …, definition: …}}`"
                    )),
                );
                if let Some(source) = entries.first().cloned() {
                    entries.push(source);
                }
                continue;
            };
            let mut fields = node.fields(diagnostics);
            fields.only(&TERM_KEYS, diagnostics);
            let mut text = |name: &str| fields.require(name, diagnostics).and_then(|n| n.text(diagnostics)).map(set);
            let (term, definition) = (text("term"), text("definition"));
            let pinyin = fields.get("pinyin").and_then(|n| n.text(diagnostics));
            if let (true, Some(term), Some(said)) = (book.languages[index].chinese, &term, &pinyin)
                && let Some(node) = fields.get("pinyin").filter(|_| !collation::fits(term, said))
            {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnreadPinyin,
                        node.span,
                        both!(
                            "this pinyin does not have a syllable for each character of `{term}`",
                            "这个拼音与 `{term}` 的字对不上"
                        ),
                    )
                    .hint(both!(
                        "write a syllable for each, such as `tónglǐxīn` for 同理心; until then it is shown, but orders nothing",
                        "请给每个字写一个音节，例如“同理心”写作 `tónglǐxīn`；在此之前，它只显示，不用于排序"
                    )),
                );
            }
            let mut words = |name: &str| -> Vec<String> {
                let list = fields.get(name).map(|node| node.list(diagnostics)).unwrap_or_default();
                list.into_iter().filter_map(|word| word.text(diagnostics)).map(set).collect()
            };
            let (also, avoid) = (words("also"), words("avoid"));
            entries.push(TermEntry {
                term: term.unwrap_or_default(),
                also,
                avoid,
                pinyin,
                definition: definition.unwrap_or_default(),
            });
        }
        if entries.len() == keys.len() {
            let mut words = Vec::new();
            for (key, node) in node.entries().iter().flat_map(|(_, node)| node.entries()) {
                if ["term", "pinyin", "definition"].contains(&key.name.as_str()) {
                    node.texts(&mut |text, span| words.push((text.to_owned(), span)));
                }
            }
            glossary.terms.push(Term {
                key: key.name.clone(),
                entries: Localized::new(entries),
                span: key.span,
                words,
            });
        } else {
            glossary.broken.insert(key.name.clone());
        }
    }
    glossary
}

/// A term in a language that is made from one of those before it.
fn derived_entry(book: &Book, index: usize, entries: &[TermEntry]) -> Option<TermEntry> {
    let derivation = book.derivations[index].as_ref()?;
    let TermEntry { term, also, avoid, pinyin, definition } = entries.get(derivation.from.index())?;
    let words = |words: &String| derive::derive_words(words, derivation);
    Some(TermEntry {
        term: words(term),
        also: also.iter().map(words).collect(),
        avoid: avoid.iter().map(words).collect(),
        pinyin: pinyin.clone(),
        definition: words(definition),
    })
}
