//! The formulas of a text: their places, and the lines of their own that some take. [`tex`] reads what they say.

use std::ops::Range;

use super::blocks::Builder;
use crate::course::tree::{Apart, Block, BlockKind, Formula, Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::tex;
use crate::typography::is_han;

/// Whether it stands in a line of its own.
pub fn stands_alone(inline: &Inline<Parsed>) -> bool {
    matches!(inline, Inline::Formula(formula) if formula.display)
}

impl Builder<'_> {
    /// Reads a formula, which the parser found at `range`. One that is wrong says nothing, and is reported.
    pub fn formula(&mut self, source: &str, range: Range<usize>) -> Formula {
        let dollars = if self.text[range.clone()].starts_with("$$") { 2 } else { 1 };
        // In a reference the parser takes the `|` for the end of what it has read as a formula beyond it.
        let inner = if range.len() < 2 * dollars { range.clone() } else { range.start + dollars..range.end - dollars };
        let content = tex::read(source).unwrap_or_else(|mistake| {
            let span = self.span_within(source, inner.clone(), mistake.range);
            self.report(Diagnostic::new(Code::BadFormula, span, mistake.message).hint(mistake.hint));
            Vec::new()
        });
        if self.text[range.end..].starts_with(|c: char| c.is_ascii_digit()) {
            let message =
                both!("a digit follows this formula; are these sums of money?", "这个公式后面紧跟数字；写的是金额吗？");
            self.report(Diagnostic::new(Code::BadFormula, self.span(range.clone()), message).hint(both!(
                "write `\\$` for money; after a formula put a space",
                "金额请写 `\\$`；公式后面请留一个空格"
            )));
        }
        let emphasis = ['*', '_', '~'];
        let before = self.text[..range.start].trim_end_matches(emphasis).chars().next_back();
        let after = self.text[range.end..].trim_start_matches(emphasis).chars().next();
        let apart = Apart { before: before.is_some_and(is_han), after: after.is_some_and(is_han) };
        Formula { source: source.to_owned(), span: self.span(inner), display: dollars == 2, content, apart }
    }

    /// The place of a part of a formula. In a list or a quotation the parser has taken what begins each line.
    fn span_within(&self, source: &str, written: Range<usize>, part: Range<usize>) -> Span {
        let lines_before = source[..part.start].matches('\n').count();
        let line = source.split('\n').nth(lines_before).unwrap_or_default();
        let to_line_end = source[part.start..].find('\n').unwrap_or(source.len() - part.start);
        let mut line_ends = self.text[written.clone()].split('\n').scan(written.start, |at, line| {
            let end = *at + line.len();
            *at = end + 1;
            Some((line, end))
        });
        match line_ends.nth(lines_before) {
            Some((original, end)) if original.ends_with(line) => {
                let start = end - to_line_end;
                self.span(start..start + part.len().min(to_line_end))
            }
            _ => self.span(written),
        }
    }

    /// Notes the dollar signs of a text that the parser did not take for a formula.
    pub fn dollars(&mut self, range: Range<usize>) {
        let Some(text) = self.text.get(range.clone()).filter(|_| self.dialect.math) else { return };
        let escaped = self.text[..range.start].ends_with('\\');
        for (at, _) in text.match_indices('$').filter(|&(at, _)| at > 0 || !escaped) {
            let at = range.start + at;
            match self.dollars.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => self.dollars.push(at..at + 1),
            }
        }
    }

    /// Reports what looks like a formula and is none for the parser: a brace is missing, or a space stands inside of a dollar sign.
    pub fn unread_formulas(&mut self) {
        let dollars = std::mem::take(&mut self.dollars);
        let formula = |at: usize| {
            let next = dollars.get(at + 1).map(|next| dollars[at].end..next.start);
            let between = next.and_then(|between| self.text.get(between)).unwrap_or_default().replace("\\$", "");
            dollars[at].len() > 1 || between.contains(['\\', '{', '}', '^', '_']) && !between.contains("\n\n")
        };
        if let Some(first) = (0..dollars.len()).find(|&at| formula(at)) {
            let span = self.span(dollars[first].clone());
            let message = both!(
                "what begins at this dollar sign cannot be read as a formula",
                "从这个美元符号开始的内容不能读作公式"
            );
            self.report(Diagnostic::new(Code::BadFormula, span, message).hint(
                both!(
                    "close each `{{` with a `}}`, begin no line with `+` or `-`, put no space inside of single dollar signs; write `\\$` for money",
                    "每个 `{{` 都要有 `}}`；行首不要写 `+` 或 `-`；单个美元符号的里侧不要有空格；金额请写 `\\$`"
                ),
            ));
        }
    }

    /// A paragraph with formulas that stand alone, as blocks: what is between them are paragraphs of their own.
    pub fn parted_by_formulas(&mut self, content: Vec<Inline<Parsed>>, span: Span, blocks: &mut Vec<Block<Parsed>>) {
        let mut start = span.start;
        let mut words = Vec::new();
        for inline in content {
            match inline {
                Inline::Formula(formula) if formula.display => {
                    let around = Span { start: formula.span.start - 2, end: formula.span.end + 2, ..formula.span };
                    self.words_between(std::mem::take(&mut words), Span { start, end: around.start, ..span }, blocks);
                    start = around.end;
                    blocks.push(Block { span: around, kind: BlockKind::Formula(formula) });
                }
                inline => words.push(inline),
            }
        }
        self.words_between(words, Span { start, end: span.end, ..span }, blocks);
    }

    fn words_between(&mut self, mut words: Vec<Inline<Parsed>>, span: Span, blocks: &mut Vec<Block<Parsed>>) {
        let line_end = |inline: &Inline<Parsed>| matches!(inline, Inline::SoftBreak | Inline::HardBreak);
        words.truncate(words.iter().rposition(|inline| !line_end(inline)).map_or(0, |last| last + 1));
        words.drain(..words.iter().take_while(|inline| line_end(inline)).count());
        // The room beside a formula is the typesetter's.
        if let Some(Inline::Text(first, place)) = words.first_mut() {
            let room = first.len() - first.trim_start_matches(' ').len();
            first.drain(..room);
            place.start += room as u32;
        }
        if let Some(Inline::Text(last, place)) = words.last_mut() {
            let length = last.trim_end_matches(' ').len();
            place.end -= (last.len() - length) as u32;
            last.truncate(length);
        }
        let text = &self.text[span.range()];
        let before = (text.len() - text.trim_start().len()) as u32;
        let after = (text.len() - text.trim_end().len()) as u32;
        let span = Span { start: span.start + before.min(text.len() as u32 - after), end: span.end - after, ..span };
        if !words.is_empty() {
            self.paragraph(words, span, blocks);
        }
    }
}
