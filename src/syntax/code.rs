//! Blocks of code, and those that nobody has closed.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::blocks::Builder;
use super::pandoc;
use crate::course::tree::{BlockKind, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

impl Builder<'_> {
    /// A block of code whose start was consumed; consumes its end.
    pub fn code(&mut self, kind: CodeBlockKind<'_>, range: &Range<usize>) -> BlockKind<Parsed> {
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            self.unclosed_code(range);
        }
        let mut code = String::new();
        while let Some((event, range)) = self.events.get(self.at) {
            match event {
                Event::Text(text) => {
                    code.push_str(self.unmasked(text, range));
                    self.at += 1;
                }
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => pandoc::code_language(&info),
            CodeBlockKind::Indented => None,
        };
        BlockKind::Code { language, text: code.replace("\r\n", "\n") }
    }

    /// Reports a block of code that goes on to the end of what is around it.
    fn unclosed_code(&mut self, range: &Range<usize>) {
        let written = &self.text[range.clone()];
        let mark = if written.starts_with('~') { '~' } else { '`' };
        let fence = &written[..written.len() - written.trim_start_matches(mark).len()];
        let closes = |line: &str| {
            let line = line.trim_matches([' ', '\t', '>', '\r', '\n']);
            line.len() >= fence.len() && line.chars().all(|c| c == mark)
        };
        let inner = self.events[self.at..].iter().take_while(|(event, _)| matches!(event, Event::Text(_))).last();
        let behind = inner.map_or_else(
            || written.split_once('\n').map_or("", |(_, rest)| rest),
            |(_, inner)| self.text.get(inner.end..range.end).unwrap_or_default(),
        );
        if fence.len() < 3 || closes(behind) {
            return;
        }
        let first = written.lines().next().unwrap_or_default().trim_end().len();
        let message = both!("this block of code is never closed", "这段代码没有收尾");
        let mut diagnostic = Diagnostic::new(Code::UnclosedCode, self.span(range.start..range.start + first), message);
        let mut at = range.start;
        for line in written.split_inclusive('\n') {
            if at > range.start && closes(line) {
                let start = at + (line.len() - line.trim_start().len());
                let place = self.span(start..at + line.trim_end().len());
                let what = both!("this line is indented too far to close it", "这一行缩进太多，不能收尾");
                diagnostic = diagnostic.note(place, what);
                break;
            }
            at += line.len();
        }
        self.report(diagnostic.hint(both!(
            "close it with a line {fence} that is indented as far as this one",
            "请用一行 {fence} 收尾，缩进与这一行相同"
        )));
    }

    /// The file's own text where a line that looked like a fence was masked.
    pub fn unmasked<'s>(&'s self, text: &'s str, range: &Range<usize>) -> &'s str {
        match self.text.get(range.clone()) {
            Some(original) if original.len() == text.len() => original,
            _ => text,
        }
    }
}
