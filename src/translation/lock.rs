//! The lock of a language: the source texts against which its translation was accepted. `course/i18n/zh.lock`.
//!
//! It is a set of lines, each with an item, the fingerprint of a translation and the source text; order and repeats mean nothing, so two versions
//! are merged by taking all lines of both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::digest::Digest;
use crate::message::both;
use crate::span::{FileId, Span};

const HEAD: &str =
    "# Diglot: the source text that each translation was accepted against. Written by `diglot i18n accept`. version 1";

/// What was accepted of one item: by the fingerprint of a translation, the source texts.
pub type Accepted = BTreeMap<Fingerprint, BTreeSet<String>>;

/// What tells a canonical text from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of a canonical text.
    pub fn of(text: &str) -> Fingerprint {
        Fingerprint(Digest::of(text.as_bytes()).beginning())
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// A lock, by item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// By the id of an item.
    pub items: BTreeMap<String, Arc<Accepted>>,
}

impl Lock {
    /// Reads a lock; lines that cannot be read are reported and left out.
    pub fn read(file: FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Lock {
        let mut lock = Lock::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            let line = if start == 0 { line.trim_start_matches('\u{feff}') } else { line };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match entry(line) {
                Some((item, fingerprint, source)) => lock.accept(item, fingerprint, source),
                None => diagnostics.push(wrong(line, Span::new(file, start..start + line.len()))),
            }
        }
        lock
    }

    /// Adds what was accepted.
    pub fn accept(&mut self, item: &str, translation: Fingerprint, source: String) {
        let accepted = Arc::make_mut(self.items.entry(item.to_owned()).or_default());
        accepted.entry(translation).or_default().insert(source);
    }

    /// The lock as its file has it.
    pub fn written(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (item, accepted) in &self.items {
            for (fingerprint, sources) in &**accepted {
                for source in sources {
                    text += &format!("{item}\t{fingerprint}\t{}\n", escaped(source));
                }
            }
        }
        text
    }
}

fn entry(line: &str) -> Option<(&str, Fingerprint, String)> {
    let mut fields = line.split('\t');
    let (item, fingerprint, source) = (fields.next()?, fields.next()?, fields.next()?);
    let whole = fields.next().is_none() && !item.is_empty() && fingerprint.len() == 16;
    let fingerprint = u64::from_str_radix(fingerprint, 16).ok().filter(|_| whole)?;
    Some((item, Fingerprint(fingerprint), unescaped(source)?))
}

fn wrong(line: &str, span: Span) -> Diagnostic {
    let merge = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    let diagnostic =
        Diagnostic::new(Code::I18nLock, span, both!("this line of the lock cannot be read", "锁文件的这一行无法读取"));
    if merge {
        return diagnostic.hint(both!(
            "remove the lines with the marks and keep all others: every line counts, in any order",
            "请删去带有合并标记的行，其余的行全部保留：每一行都有效，顺序无关"
        ));
    }
    diagnostic.hint(both!(
        "remove it, and run `diglot i18n status` to see what is not accepted then",
        "请删去这一行，再用 `diglot i18n status` 查看还有什么没有确认"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r")
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        for (item, translation, source) in [
            ("step/listen", "先听", "Listen\tfirst\\n"),
            ("step/listen", "先听", "Listen"),
            ("module/a", "甲", "two\nlines"),
        ] {
            lock.accept(item, Fingerprint::of(translation), source.to_owned());
        }
        let text = lock.written();
        let file = Sources::default().add("course/i18n/zh.lock", text.as_str());
        let mut found = Vec::new();
        assert_eq!(Lock::read(file, &text, &mut found), lock);
        assert!(found.is_empty());
        // Order, repeats, line ends and comments mean nothing.
        let mut lines: Vec<&str> = text.lines().collect();
        lines.reverse();
        lines.extend(text.lines());
        assert_eq!(Lock::read(file, &lines.join("\r\n"), &mut found), lock);
        assert!(found.is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_the_rest_counts() {
        let text = "<<<<<<< ours\na\t0123456789abcdef\tx\n=======\nno line\nb\t0123\ty\nc\t0123456789abcdef\t\\x\n";
        let file = Sources::default().add("course/i18n/zh.lock", text);
        let mut found = Vec::new();
        let lock = Lock::read(file, text, &mut found);
        assert_eq!(lock.items.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!(found.len(), 5);
    }
}
