//! `derive:` in `book.yaml`: languages whose texts are made from those of another one.

use crate::course::{HanForms, Lang, Language};
use crate::derive::{Derivation, Wording};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::yaml::{Fields, Key, Node, Value};

/// The keys of a language that is made from another one.
pub const DERIVE_KEYS: [&str; 2] = ["from", "words"];

/// One for each of the languages.
pub(super) fn derivations(
    fields: &Fields<'_>,
    languages: &[Language],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Derivation>> {
    let mut found: Vec<Option<Derivation>> = vec![None; languages.len()];
    let Some(node) = fields.get("derive") else { return found };
    for (key, node) in node.fields(diagnostics).entries {
        let Some(to) = named(&key.name, key.span, languages, diagnostics) else { continue };
        found[to] = derivation((key, to), node, languages, diagnostics);
    }
    found
}

fn derivation(
    (key, to): (&Key, usize),
    node: &Node,
    languages: &[Language],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Derivation> {
    let (from, words) = match node.value {
        Value::Map(_) => {
            let mut fields = node.fields(diagnostics);
            fields.only(&DERIVE_KEYS, diagnostics);
            let words = fields.get("words").map(|node| words(node, diagnostics)).unwrap_or_default();
            (fields.require("from", diagnostics)?, words)
        }
        _ => (node, Vec::new()),
    };
    let written = from.text(diagnostics)?;
    let source = named(&written, from.span, languages, diagnostics)?;
    let forms = |index: usize| languages[index].han.filter(|_| languages[index].chinese);
    if (forms(source), forms(to)) != (Some(HanForms::Simplified), Some(HanForms::Traditional)) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                from.span,
                both!("`{}` cannot be made from `{written}`", "`{}` 不能由 `{written}` 转换而来", key.name),
            )
            .hint(both!(
                "Chinese in traditional characters can be made from simplified ones: `derive: {{zh-Hant: zh}}`",
                "只能由简体中文转换成繁体中文：`derive: {{zh-Hant: zh}}`"
            )),
        );
        return None;
    }
    if source > to {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                key.span,
                both!(
                    "`{written}` comes after `{}` in `languages:`",
                    "在 `languages:` 里，`{written}` 排在 `{}` 后面",
                    key.name
                ),
            )
            .hint(both!(
                "name the language that is written before the one that is made from it",
                "请把原来的语言写在转换出来的语言前面"
            )),
        );
        return None;
    }
    let wording = match languages[to].region.as_deref() {
        Some("HK" | "MO") => Wording::HongKong,
        _ => Wording::Taiwan,
    };
    Some(Derivation::new(Lang::new(source), wording, words))
}

/// What stands for each of the words, in the order of the file.
fn words(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, String)> {
    let entries = node.fields(diagnostics).entries;
    entries.into_iter().filter_map(|(key, node)| Some((key.name.clone(), node.text(diagnostics)?))).collect()
}

fn named(written: &str, span: Span, languages: &[Language], diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let found = languages.iter().position(|language| language.key == written);
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                span,
                both!("`{written}` is not among the languages of this book", "这本书的语言里没有 `{written}`"),
            )
            .nearest(written, languages.iter().map(|language| language.key.as_str()))
            .hint(both!("name it in `languages:`, too", "请在 `languages:` 里也写上它")),
        );
    }
    found
}
