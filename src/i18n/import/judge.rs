//! What a row of a file is: a translation, nothing new, or a mistake.

use std::collections::BTreeMap;

use super::read::{Row, Said};
use crate::course::Lang;
use crate::course::tree::{Inline, Parsed};
use crate::i18n::exchange::{Passage, dialect};
use crate::i18n::{Work, codes};
use crate::message::{Message, both, list};
use crate::syntax::line;
use crate::translation::{State, UnitKind, canonical, similarity};
use crate::typography::{is_wide, typographic};

/// What is to be done with a row.
pub enum Verdict {
    /// It says nothing: its target is the source text.
    Nothing,
    /// What it says stands there already, and is accepted.
    Unchanged,
    /// It is left out, for a reason that has a name.
    Wrong(&'static str, Message),
    /// It is a translation of the text that its translator saw.
    Take { seen: String, written: String, text: String, stands: bool },
}

/// A text to write, and what it holds where it has markup.
type Target = (String, Option<Vec<Inline<Parsed>>>);

/// What judges the rows of one language.
pub struct Judge<'a> {
    pub work: &'a Work,
    pub lang: Lang,
    pub overwrite: bool,
}

impl Judge<'_> {
    pub fn row(&self, passage: &Passage<'_>, row: &Row) -> Verdict {
        let (seen, theirs) = self.seen(passage, &row.source);
        let written = one_line(if passage.kind.is_markdown() { &row.target.markdown } else { &row.target.plain });
        let (written, ours) = match self.target(passage.kind, written) {
            Ok(target) => target,
            Err(message) => return Verdict::Wrong("changed-block", message),
        };
        let text = match &ours {
            Some(run) => canonical::of(run),
            None => self.words(passage.kind, &written),
        };
        let standing = passage.target.map(|unit| unit.text.as_str());
        if standing == Some(text.as_str()) {
            let accepted = *passage.state == State::Current || !row.done || row.exported.as_deref() == Some("current");
            let untouched = text == passage.source.text && passage.source.worded && !row.done;
            return if accepted || untouched {
                Verdict::Unchanged
            } else {
                Verdict::Take { seen, written, text, stands: true }
            };
        }
        if text == passage.source.text || text == seen {
            return Verdict::Nothing;
        }
        let changed = match &ours {
            Some(ours) => self.changed(passage, &theirs, ours),
            None if passage.kind == UnitKind::Setting => {
                difference(&codes::placeholders(&passage.source.text), &codes::placeholders(&text))
            }
            None => None,
        };
        if let Some(message) = changed {
            return Verdict::Wrong("changed-codes", message);
        }
        match self.conflict(passage, &seen, row.exported.as_deref()) {
            Some(message) if !self.overwrite => Verdict::Wrong("translation-conflict", message),
            _ => Verdict::Take { seen, written, text, stands: false },
        }
    }

    /// The canonical text that the translator saw, and what it holds.
    fn seen(&self, passage: &Passage<'_>, source: &Said) -> (String, Vec<Inline<Parsed>>) {
        let dialect = dialect(&self.work.book, Lang::SOURCE);
        if !passage.kind.is_markdown() {
            return (canonical::of_words(&source.plain), Vec::new());
        }
        let now = &passage.source.text;
        let markdown = one_line(&source.markdown);
        let run = line::run(&markdown, dialect).unwrap_or_default();
        let text = canonical::of(&run);
        // A source that came back in other clothes is that of today.
        let today = one_line(now) == markdown || text == *now;
        if today || run.is_empty() { (now.clone(), line::run(now, dialect).unwrap_or_default()) } else { (text, run) }
    }

    /// A target as it is to be written, and what it holds where it has markup.
    fn target(&self, kind: UnitKind, written: String) -> Result<Target, Message> {
        if !kind.is_markdown() {
            return Ok((written, None));
        }
        let written = match kind {
            UnitKind::Speaker => written.trim_end_matches([':', '：', ' ']).to_owned(),
            _ => written,
        };
        match line::run(&written, dialect(&self.work.book, self.lang)) {
            Some(run) => Ok((written, Some(run))),
            None => Err(both!(
                "this is no line of text any more, but a list, a heading, a table or a box: if a sign at its beginning belongs to the words, write `\\` before it",
                "这已经不是一行文字，而成了列表、标题、表格或块：如果开头的符号是文字的一部分，请在前面写 `\\`"
            )),
        }
    }

    fn words(&self, kind: UnitKind, written: &str) -> String {
        let unspaced = self.work.book.languages[self.lang.index()].is_unspaced();
        // What is written in the title of a box is set as it is read.
        let set = kind.is_set_later() || kind == UnitKind::BoxTitle;
        canonical::of_words(&if set { typographic(written, unspaced) } else { written.to_owned() })
    }

    /// What of the source a translation lacks, and what it has beyond that. What the translation of today has, it may have, too.
    fn changed(&self, passage: &Passage<'_>, theirs: &[Inline<Parsed>], ours: &[Inline<Parsed>]) -> Option<Message> {
        let (theirs, ours) = (codes::fixed(theirs), codes::fixed(ours));
        let standing = passage.translated().and_then(|text| line::run(text, dialect(&self.work.book, self.lang)));
        if standing.is_some_and(|standing| codes::fixed(&standing) == ours) {
            return None;
        }
        difference(&theirs, &ours)
    }

    /// Whether somebody else has translated the passage since the file went out.
    fn conflict(&self, passage: &Passage<'_>, seen: &str, exported: Option<&str>) -> Option<Message> {
        let now = &passage.source.text;
        let newer = match passage.state {
            State::Current => exported != Some("current") || seen != now,
            State::Stale(was) => was != seen && seen != now && similarity(seen, now) < similarity(was, now),
            _ => false,
        };
        newer.then(|| {
            let place = passage.target.map(|unit| self.work.sources.place(unit.words).line);
            let path = passage.target.map(|unit| &self.work.sources.get(unit.words.file).path);
            let (path, line) = (path.map_or("", String::as_str), place.unwrap_or(1));
            both!(
                "somebody else has translated this meanwhile, in {path}:{line}: that stays, unless you say `--overwrite`",
                "这一处已经有别人译好了，在 {path}:{line}：保留那一个；要换成这一个，请加 `--overwrite`"
            )
        })
    }
}

fn difference(theirs: &BTreeMap<String, usize>, ours: &BTreeMap<String, usize>) -> Option<Message> {
    let beyond = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<String> {
        a.iter().filter(|(code, n)| b.get(*code).is_none_or(|other| other < n)).map(|(code, _)| code.clone()).collect()
    };
    let (missing, new) = (beyond(theirs, ours), beyond(ours, theirs));
    let (lacks, has) = (list(&missing), list(&new));
    Some(match (missing.is_empty(), new.is_empty()) {
        (true, true) => return None,
        (false, true) => both!("the translation lacks {lacks} of the source", "译文少了原文里的 {lacks}"; lacks),
        (true, false) => {
            both!("the translation has {has}, which the source has not", "译文多了原文里没有的 {has}"; has)
        }
        (false, false) => both!(
            "the translation lacks {lacks} of the source, and has {has} instead",
            "译文少了原文里的 {lacks}，多了 {has}"; lacks, has
        ),
    })
}

/// A text whose lines are joined: with a space, but not between Chinese characters.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let joined = wide(out.chars().next_back()) && wide(line.chars().next());
        if !out.is_empty() && !joined {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
