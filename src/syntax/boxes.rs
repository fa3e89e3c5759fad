//! Fences where the parser meets them: what is open, what a closing line closes, and how reading goes on after a mistake, so that one
//! mistake is one message.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::blocks::Builder;
use super::fences::{Fence, FenceKind, Header, Problem};
use super::html::OpenElements;
use super::{MAX_DEPTH, dialects, directives};
use crate::course::tree::{Block, BlockKind, List, Parsed};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Message, both};
use crate::span::Span;

/// What is known about the fences of a file.
pub struct Boxes {
    /// By the start of the line.
    fences: BTreeMap<usize, Fence>,
    here: Container,
    /// The colons of closing lines whose opening line was reported already.
    forgiven: Vec<usize>,
    /// The starts of the lines that were read, or are known not to be fences.
    explained: BTreeSet<usize>,
}

/// What is open in the container that is being read.
#[derive(Default)]
pub struct Container {
    open: Vec<Open>,
    /// The colons of fences that nest too deep and are passed over.
    buried: Vec<usize>,
    elements: OpenElements,
}

struct Open {
    colons: usize,
    /// Any closing line ends it, as in Pandoc.
    spaced: bool,
    span: Span,
    name: String,
}

/// What a fence did to the list of blocks in which it stands.
#[derive(PartialEq, Eq)]
pub enum Met {
    Block,
    /// It ended the list.
    End,
}

impl Boxes {
    pub fn new(fences: BTreeMap<usize, Fence>) -> Boxes {
        Boxes { fences, here: Container::default(), forgiven: Vec::new(), explained: BTreeSet::new() }
    }

    /// Begins a container; what is open outside cannot be closed in it.
    pub fn enter(&mut self) -> Container {
        std::mem::take(&mut self.here)
    }

    /// Ends a container and goes on with the one around it.
    pub fn leave(&mut self, outer: Container) {
        self.here = outer;
    }

    /// The elements of HTML that are open in this container.
    pub fn elements(&mut self) -> &mut OpenElements {
        &mut self.here.elements
    }

    /// The lines of colons in this range are no fences, and are not meant to be.
    pub fn explain(&mut self, range: &Range<usize>) {
        let inside = self.fences.range(..range.end).rev().take_while(|(_, fence)| fence.start >= range.start);
        self.explained.extend(inside.map(|(line, _)| *line));
    }
}

impl Builder<'_> {
    /// The fence whose line holds this byte.
    pub fn fence_at(&mut self, position: usize) -> Option<Fence> {
        let (line, fence) = self.boxes.fences.range(..=position).next_back()?;
        if fence.end < position {
            return None;
        }
        self.boxes.explained.insert(*line);
        Some(fence.clone())
    }

    /// Reads a fence: an opening one with its content.
    pub fn meet(&mut self, fence: Fence, blocks: &mut Vec<Block<Parsed>>) -> Met {
        let span = self.span(fence.start..fence.end);
        if let Some(problem) = &fence.problem {
            self.report(explain(problem, &fence, span));
        }
        match fence.kind {
            FenceKind::Open(header) => {
                self.at += 1;
                self.open(&header, fence.colons, span, blocks);
                // An element around it was closed before it was.
                if self.boxes.elements().is_closing() { Met::End } else { Met::Block }
            }
            FenceKind::Close => self.close(fence.colons, span),
        }
    }

    fn open(&mut self, header: &Header, colons: usize, span: Span, blocks: &mut Vec<Block<Parsed>>) {
        if self.depth == MAX_DEPTH {
            self.report_too_deep(span);
            self.boxes.here.buried.push(colons);
            return;
        }
        self.boxes.here.open.push(Open { colons, spaced: header.spaced, span, name: header.name.clone() });
        self.depth += 1;
        let depth = self.boxes.here.open.len();
        let mut content = self.blocks();
        self.depth -= 1;
        let mut behind = Vec::new();
        if self.boxes.here.open.len() == depth {
            // The container ended, or an outer fence closed, before this one did.
            self.boxes.here.open.pop();
            self.boxes.forgiven.push(colons);
            let mut unclosed = Diagnostic::new(
                Code::UnclosedFence,
                span,
                both!("`:::{}` is never closed", "`:::{}` 没有收尾", header.name),
            )
            .hint(both!("end it with a line `{}`", "请用一行 `{}` 收尾", ":".repeat(colons)));
            // Other programs end their boxes where what is around them ends.
            if header.spaced && !directives::is_known(&header.name) {
                unclosed.severity = Severity::Warning;
            }
            self.report(unclosed);
            behind = content.split_off(likely_end(&header.name, &content));
        }
        let built = if directives::is_known(&header.name) {
            Err(content)
        } else {
            dialects::build(self, header, span, content)
        };
        match built.map_or_else(|content| directives::build(self, header, span, content), Ok) {
            Ok(built) | Err(built) => blocks.extend(built),
        }
        blocks.extend(behind);
    }

    fn close(&mut self, colons: usize, span: Span) -> Met {
        if let Some(index) = self.boxes.here.buried.iter().rposition(|&c| c == colons) {
            self.boxes.here.buried.truncate(index);
            self.at += 1;
            return Met::Block;
        }
        let open = &mut self.boxes.here.open;
        let equal = open.iter().rposition(|open| open.colons == colons);
        // The lines of Pandoc close the innermost block, however many colons they have; so does a longer one that closes no other.
        let innermost = open.last().filter(|open| open.spaced || (equal.is_none() && open.colons < colons));
        match innermost.map(|_| open.len() - 1).or(equal) {
            Some(index) if index + 1 == open.len() => {
                self.at += 1;
                open.pop();
                return Met::End;
            }
            Some(_) => return Met::End,
            None => self.at += 1,
        }
        if let Some(index) = self.boxes.forgiven.iter().position(|&c| c == colons) {
            self.boxes.forgiven.swap_remove(index);
            return Met::Block;
        }
        // A line with the wrong number of colons is taken for the end of the innermost fence.
        let Some(innermost) = self.boxes.here.open.pop() else {
            self.report(
                Diagnostic::new(
                    Code::UnclosedFence,
                    span,
                    both!("this fence closes nothing", "这一行没有可以收尾的块"),
                )
                .hint(both!(
                    "remove it, or open a block with `:::name` above",
                    "请删去，或在上面用 `:::名称` 开始一个块"
                )),
            );
            return Met::Block;
        };
        self.boxes.forgiven.push(innermost.colons);
        let (name, expected) = (innermost.name, ":".repeat(innermost.colons));
        self.report(
            Diagnostic::new(
                Code::UnclosedFence,
                span,
                both!(
                    "expected `{expected}` to close `:::{name}`, found {colons} colons",
                    "收尾 `:::{name}` 应写 `{expected}`，现在有 {colons} 个冒号"
                ),
            )
            .note(innermost.span, both!("opened here", "从这里开始"))
            .hint(both!("an opening and a closing fence have equally many colons", "开头和收尾的冒号要一样多")),
        );
        Met::End
    }

    /// Reports the lines that look like fences but are read as text.
    pub fn unread_fences(&mut self) {
        let unread: Vec<Span> = self
            .boxes
            .fences
            .iter()
            .filter(|(line, _)| !self.boxes.explained.contains(line))
            .map(|(_, fence)| self.span(fence.start..fence.end))
            .collect();
        for span in unread {
            self.report(
                Diagnostic::new(Code::FenceLine, span, both!("this fence is read as text", "这一行被当成了正文")).hint(both!(
                    "indent it as far as the text around it, and put no HTML around it; code goes between lines of ```",
                    "缩进请与周围的文字一致，外面不要放 HTML；代码写在两行 ``` 之间"
                )),
            );
        }
    }
}

/// Where an unclosed block probably ends: at the next heading, or at what it cannot hold.
fn likely_end(name: &str, content: &[Block<Parsed>]) -> usize {
    let foreign = |block: &Block<Parsed>| match (&block.kind, name) {
        (BlockKind::Heading { .. }, _) => true,
        (BlockKind::List(List { start: Some(_), .. }), "quiz") | (BlockKind::List(_), "dialogue") => false,
        (_, "quiz" | "dialogue") => true,
        (BlockKind::Directive(directive), _) => directive.body.name() == name,
        _ => false,
    };
    content.iter().position(foreign).unwrap_or(content.len())
}

fn explain(problem: &Problem, fence: &Fence, span: Span) -> Diagnostic {
    let colons = ":".repeat(fence.colons);
    let name = match &fence.kind {
        FenceKind::Open(header) => header.name.as_str(),
        FenceKind::Close => "",
    };
    let report = |message: Message| Diagnostic::new(Code::FenceLine, span, message);
    match problem {
        Problem::FullWidth => report(both!("a fence of full-width colons", "这里用了全角冒号")).hint(both!(
            "write the half-width `{colons}{name}`, not the full-width `：`",
            "请写半角的 `{colons}{name}`，不要用全角 `：`"
        )),
        Problem::NoName => report(both!("this fence has no name", "这个块没有名称")).hint(both!(
            "write the name behind the colons, such as `:::say` or `:::exercise {{#id}}`",
            "请在冒号后面写名称，例如 `:::say` 或 `:::exercise {{#id}}`"
        )),
        Problem::OpenBracket => report(both!("the title's `[` is not closed", "标题的 `[` 没有收尾")).hint(both!(
            "write `:::name[Title]`; a bracket that belongs to the title is written `\\[`",
            "请写 `:::名称[标题]`；属于标题本身的方括号写作 `\\[`"
        )),
        Problem::OpenBrace => report(both!("the attributes' `{{` is not closed", "属性的 `{{` 没有收尾"))
            .hint(both!("write `:::name {{#id key=value}}`", "请写 `:::名称 {{#id 键=值}}`")),
        Problem::Rest(rest) => {
            let diagnostic = report(both!("`{rest}` cannot stand here", "这里不能写 `{rest}`"));
            let title = matches!(&fence.kind, FenceKind::Open(h) if h.title.is_none() && h.attributes.is_none());
            if title {
                diagnostic.hint(both!(
                    "write a title in brackets: `{colons}{name}[{rest}]`",
                    "标题请写在方括号里：`{colons}{name}[{rest}]`"
                ))
            } else {
                diagnostic.hint(both!(
                    "write `:::name[Title] {{#id key=value}}` and nothing behind it",
                    "请写 `:::名称[标题] {{#id 键=值}}`，后面不要再写别的"
                ))
            }
        }
    }
}
