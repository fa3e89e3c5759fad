//! Headings: their levels and ids.

use super::blocks::Builder;
use crate::course::tree::{BlockKind, Inline, Parsed};
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
        if level == 1 {
            self.report(
                Diagnostic::new(
                    Code::HeadingLevel,
                    span,
                    both!("a heading of level 1 stands in the text", "正文里出现了一级标题"),
                )
                .hint(both!(
                    "the title stands in the front matter; begin headings with `##`",
                    "题目写在文件头里；正文的标题从 `##` 开始"
                )),
            );
        } else if level > self.level + 1 {
            self.report(
                Diagnostic::new(
                    Code::HeadingLevel,
                    span,
                    both!(
                        "expected a heading of level {} at most, found level {level}",
                        "这里的标题最多是 {} 级，现在是 {level} 级",
                        self.level + 1
                    ),
                )
                .hint(both!(
                    "write `{} …`: a level may not be skipped",
                    "请写 `{} …`：不能跳级",
                    "#".repeat(self.level as usize + 1)
                )),
            );
        }
        self.level = level;
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
                    Code::HeadingLevel,
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
