//! Headings: their levels and ids, and the one that is the title.

use super::blocks::Builder;
use crate::course::tree::{self, Block, BlockKind, Inline, Parsed, Words, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;

impl Builder<'_> {
    pub fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        content: Vec<Inline<Parsed>>,
        span: Span,
    ) -> BlockKind<Parsed> {
        let id = id.filter(|id| {
            let good = is_slug(id);
            if !good {
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongAttribute, span, both!("`{id}` cannot be an id", "`{id}` 不能用作 id"))
                        .hint(both!("use lower-case letters, digits and hyphens", "请用小写字母、数字和连字符")),
                );
            }
            good
        });
        BlockKind::Heading { level, id, content }
    }

    /// Reports a paragraph that was meant as a heading.
    pub fn unspaced_heading(&mut self, content: &[Inline<Parsed>]) {
        if let Some(Inline::Text(text, start)) = content.first()
            && text.starts_with("##")
            && self.text[start.range()].starts_with("##")
        {
            let marks = text.len() - text.trim_start_matches('#').len();
            let start = start.range().start;
            self.report(
                Diagnostic::new(
                    Code::UnreadMarkup,
                    self.span(start..start + marks),
                    both!("a heading needs a space after its `#`", "标题的 `#` 后面要有空格"),
                )
                .hint(both!(
                    "write `{} Title`, or `\\#` if no heading is meant",
                    "请写 `{} 标题`；如果不是标题，请写 `\\#`",
                    &text[..marks]
                )),
            );
        }
    }
}

/// Takes the title out of a text that begins with it, pictures aside: a heading of level 1, unless the front matter has another title.
pub fn title(body: &mut Vec<Block<Parsed>>, written: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Title> {
    let at = body.iter().position(|block| !is_banner(block))?;
    let Block { span, kind: BlockKind::Heading { level: 1, id, content } } = &body[at] else { return None };
    let words = plain_text(content).trim().to_owned();
    let same = |written: &str| written.split_whitespace().eq(words.split_whitespace());
    if words.is_empty() || written.is_some_and(|written| !same(written)) {
        if written.is_some() {
            diagnostics.push(
                Diagnostic::new(
                    Code::HeadingLevel,
                    *span,
                    both!("the front matter has another title than this heading", "文件头里的题目与这个标题不同"),
                )
                .hint(both!(
                    "remove one of the two; until then this one begins the text",
                    "请删去其中一个；在此之前，这个标题放在正文开头"
                )),
            );
        }
        return None;
    }
    let place = match &content[..] {
        [Inline::Text(_, span)] => *span,
        _ => *span,
    };
    let title = Title { words: Words { text: words, span: place }, id: id.clone() };
    body.remove(at);
    Some(title)
}

/// Whether a block is no more than pictures, as they stand above many titles.
fn is_banner(block: &Block<Parsed>) -> bool {
    fn pictures(inlines: &[Inline<Parsed>]) -> bool {
        inlines.iter().all(|inline| match inline {
            Inline::Text(text, _) => text.trim().is_empty(),
            Inline::Link { content, .. } => pictures(content),
            Inline::Image { .. } | Inline::SoftBreak | Inline::HardBreak | Inline::Place(..) | Inline::Html(_) => true,
            _ => false,
        })
    }
    match &block.kind {
        BlockKind::Figure { .. } | BlockKind::Html(_) => true,
        BlockKind::Paragraph(content) => pictures(content),
        BlockKind::Aligned { content, .. } => content.iter().all(is_banner),
        _ => false,
    }
}

/// The title of a text, as a heading.
#[derive(Clone, Debug)]
pub struct Title {
    /// Without markup.
    pub words: Words,
    /// The id that the author gives to the heading: `# Title {#id}`.
    pub id: Option<String>,
}

/// Gives the headings of a text the levels that they have below its title: the shallowest is 2, and none is skipped.
pub fn set_levels(body: &mut [Block<Parsed>], diagnostics: &mut Vec<Diagnostic>) {
    let mut shallowest = u8::MAX;
    tree::blocks(body, &mut |block| {
        if let BlockKind::Heading { level, .. } = &block.kind {
            shallowest = shallowest.min(*level);
        }
    });
    let mut before = shallowest.saturating_sub(1);
    let mut above: Vec<u8> = Vec::new();
    each_mut(body, &mut |block| {
        let span = block.span;
        let BlockKind::Heading { level, .. } = &mut block.kind else { return };
        let written = *level;
        if written > before + 1 {
            let most = before + 1;
            diagnostics.push(
                Diagnostic::new(
                    Code::HeadingLevel,
                    span,
                    both!(
                        "expected a heading of level {most} at most, found level {written}",
                        "这里的标题最多是 {most} 级，现在是 {written} 级"
                    ),
                )
                .hint(both!(
                    "write `{} …`: a level may not be skipped, and it is shown as that",
                    "请写 `{} …`：不能跳级，现在按这一级显示",
                    "#".repeat(usize::from(most))
                )),
            );
        }
        before = written;
        above.retain(|&other| other < written);
        // HTML has no deeper ones.
        *level = (above.len() as u8 + 2).min(6);
        above.push(written);
    });
}

fn each_mut(blocks: &mut [Block<Parsed>], visit: &mut impl FnMut(&mut Block<Parsed>)) {
    for block in blocks {
        visit(block);
        block.kind.children_mut().into_iter().for_each(|children| each_mut(children, visit));
    }
}
