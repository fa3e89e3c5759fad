//! What is said of tags that are not taken as they are. Of each kind of tag it is said once in a file.

use super::TagFate;
use super::tags::{HtmlTag, Meaning};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::syntax::blocks::Builder;

impl Builder<'_> {
    /// Reports a tag that no course knows.
    pub fn foreign_tag(&mut self, tag: &HtmlTag) -> TagFate {
        let name = &tag.name;
        let fate = if self.dialect.raw_html { TagFate::Kept } else { TagFate::Dropped };
        if !tag.closing {
            let (message, hint) = if fate == TagFate::Kept {
                (
                    both!(
                        "`<{name}>` is on the website only; print leaves it out",
                        "`<{name}>` 只出现在网站上，印刷品里没有"
                    ),
                    both!(
                        "say in the text what it shows, or set `raw-html: off` in `checks:` of `book.yaml`",
                        "请在正文里说明它的内容，或在 `book.yaml` 的 `checks:` 里写 `raw-html: off`"
                    ),
                )
            } else if tag.meaning == Meaning::Opaque {
                (
                    both!("`<{name}>` is left out, with all that is in it", "`<{name}>` 连同其中的内容都不会显示"),
                    instead(name),
                )
            } else {
                (
                    both!("`<{name}>` is left out; the text in it stays", "`<{name}>` 不会显示；其中的文字保留"),
                    instead(name),
                )
            };
            self.report_tag(tag, message, hint);
        }
        fate
    }

    /// Reports a tag that HTML no longer has. What it says is heeded.
    pub fn outdated_tag(&mut self, tag: &HtmlTag) {
        let name = &tag.name;
        let message = both!("HTML no longer has the tag `<{name}>`", "HTML 已经不用 `<{name}>` 标签了");
        self.report_tag(tag, message, both!("write `<div align=\"center\">`", "请写 `<div align=\"center\">`"));
    }

    /// Reports a tag of a block that stands in a line.
    pub fn misplaced_tag(&mut self, tag: &HtmlTag) {
        let name = &tag.name;
        let message = both!(
            "`<{name}>` stands within a line and is left out; the text in it stays",
            "`<{name}>` 写在一行文字中间，不会显示；其中的文字保留"
        );
        let hint = both!("begin a line with it, after a blank line", "请另起一行写它，前面空一行");
        self.report_tag(tag, message, hint);
    }

    /// Reports cells that are joined.
    pub fn spanned_cell(&mut self, tag: &HtmlTag) {
        let joined = |name| tag.attribute(name).is_some_and(|count| count != "1");
        if joined("colspan") || joined("rowspan") {
            let message = both!(
                "cells are not joined: this text stands in the first of them",
                "单元格不能合并：文字只显示在第一格里"
            );
            let hint = both!("write it into each cell to which it belongs", "请把文字写进它所属的每一格");
            self.report_tag(tag, message, hint);
        }
    }

    pub fn unclosed_tag(&mut self, tag: &HtmlTag) {
        let name = &tag.name;
        let message = both!("`<{name}>` is never closed", "`<{name}>` 没有收尾");
        let hint = both!(
            "end it with `</{name}>`, in the same paragraph, list or quotation",
            "请在同一段、同一列表或引文里用 `</{name}>` 收尾"
        );
        self.report(Diagnostic::new(Code::RawHtml, self.span(tag.range.clone()), message).hint(hint));
    }

    /// Reports a closing tag without an opening one, unless that was reported.
    pub fn stray_tag(&mut self, tag: &HtmlTag) {
        let name = &tag.name;
        if let Some(at) = self.forgiven.iter().position(|forgiven| forgiven == name) {
            self.forgiven.swap_remove(at);
            return;
        }
        let message = both!("`</{name}>` closes nothing", "`</{name}>` 没有可以收尾的标签");
        let hint = both!("remove it, or write `<{name}>` before it", "请删去，或在前面写上 `<{name}>`");
        self.report(Diagnostic::new(Code::RawHtml, self.span(tag.range.clone()), message).hint(hint));
    }

    fn report_tag(&mut self, tag: &HtmlTag, message: Message, hint: Message) {
        if self.reported_tags.insert(tag.name.clone()) {
            self.report(Diagnostic::new(Code::RawHtml, self.span(tag.range.clone()), message).hint(hint));
        }
    }
}

/// What to write instead of a tag.
fn instead(name: &str) -> Message {
    match name {
        "font" | "big" => both!("write `**bold**`, `<mark>` or `<small>`", "请写 `**粗体**`、`<mark>` 或 `<small>`"),
        "span" => both!(
            "colours belong to the theme; write `<mark>`, or `[words]{{lang=fr}}` for another language",
            "颜色由主题决定；请写 `<mark>`，别的语言请写 `[文字]{{lang=fr}}`"
        ),
        "iframe" | "video" | "audio" | "embed" | "object" => both!(
            "link to it: `[the film](https://…)`; with `html: allow` in `book.yaml` the website shows it",
            "请写成链接：`[影片](https://…)`；`book.yaml` 里写 `html: allow` 后网站会显示它"
        ),
        "svg" => both!("save it as a file and show it: `![…](drawing.svg)`", "请存成文件再引用：`![…](drawing.svg)`"),
        _ => both!(
            "write it in Markdown; `\\<` shows the sign itself, and with `html: allow` in `book.yaml` the website gets the tag",
            "请用 Markdown 书写；要显示尖括号请写 `\\<`；`book.yaml` 里写 `html: allow` 后网站会保留这个标签"
        ),
    }
}
