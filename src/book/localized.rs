//! What is said in every language of the book: `{en: …, zh: …}`, or one text for all.

use crate::course::{Lang, Language, Localized};
use crate::derive::{self, Derivation};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::typography::typographic;
use crate::yaml::{self, Fields, Node};

/// Reads what is said in every language of the book.
pub struct LocalizedReader<'a> {
    pub languages: &'a [Language],
    pub derivations: &'a [Option<Derivation>],
}

impl LocalizedReader<'_> {
    /// `{en: …, zh: …}`, or one text for every language. What a translation lacks is that of the source language, and reported.
    pub fn localized(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Localized<String>> {
        if !matches!(node.value, yaml::Value::Map(_)) {
            let text = node.text(diagnostics)?;
            let texts = self.languages.iter().map(|language| typographic(&text, language.is_unspaced()));
            return Some(Localized::new(texts.collect()));
        }
        if self.languages.is_empty() {
            return None;
        }
        let mut fields = node.fields(diagnostics);
        let keys: Vec<&str> = self.languages.iter().map(|l| l.key.as_str()).collect();
        fields.only(&keys, diagnostics);
        let text = |(index, language): (usize, &Language)| {
            let derivation = self.derivations[index].as_ref().filter(|_| fields.get(&language.key).is_none());
            let from = derivation.map_or(language, |derivation| &self.languages[derivation.from.index()]);
            let source = &self.languages[Lang::SOURCE.index()];
            let Some(own) = fields.get(&from.key) else {
                if derivation.is_none() && index > 0 && !fields.has_slip_of(&language.key) {
                    diagnostics.push(untranslated(node.span, &language.key, &source.key));
                }
                let node = if index == 0 { fields.require(&source.key, diagnostics) } else { fields.get(&source.key) };
                return Some(typographic(&node?.text(&mut Vec::new())?, source.is_unspaced()));
            };
            let text = typographic(&own.text(diagnostics)?, from.is_unspaced());
            Some(derivation.map_or_else(|| text.clone(), |derivation| derive::derive_words(&text, derivation)))
        };
        let texts: Vec<Option<String>> = self.languages.iter().enumerate().map(text).collect();
        texts.into_iter().collect::<Option<Vec<_>>>().map(Localized::new)
    }

    /// What must be there under `key`.
    pub fn label(&self, fields: &Fields<'_>, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Localized<String> {
        fields
            .require(key, diagnostics)
            .and_then(|node| self.localized(node, diagnostics))
            .unwrap_or_else(|| self.empty())
    }

    /// Nothing in every language.
    pub fn empty(&self) -> Localized<String> {
        Localized::new(vec![String::new(); self.languages.len()])
    }
}

fn untranslated(span: Span, language: &str, source: &str) -> Diagnostic {
    let message = both!("this is not given in `{language}`", "这里没有 `{language}` 的说法");
    Diagnostic::new(Code::MissingTranslation, span, message).hint(both!(
        "add `{language}: …`; until then it is shown in `{source}`",
        "请加上 `{language}: …`；在此之前，显示 `{source}` 的说法"
    ))
}
