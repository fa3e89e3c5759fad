//! What stands within a line: emphasis, links, references with their words, pictures, words of another language.

use std::fmt::Write;

use super::{Context, Renderer, escape, formula, stale_id};
use crate::course::foreign;
use crate::course::tree::{self, Inline, Length, Resolved, Width};
use crate::course::{Anchor, AssetIx, AttachmentIx, ItemIx, Target};
use crate::output::code;
use crate::theme::{NamedFile, PatternPart};

/// The width of a line in pixels, which is what a share of it is taken of.
const LINE: f64 = 720.0;

fn pixels(width: Width) -> u32 {
    match width {
        Width::Percent(share) => (LINE * f64::from(share) / 100.0).round() as u32,
        Width::Length(Length(tenths)) => (f64::from(tenths) * 96.0 / 254.0).round() as u32,
    }
}

impl Renderer<'_> {
    /// Adds what stands in a line to `out`.
    pub fn inlines(&mut self, inlines: &[Inline<Resolved>], out: &mut String) {
        for inline in inlines {
            self.inline(inline, out);
        }
    }

    fn inline(&mut self, inline: &Inline<Resolved>, out: &mut String) {
        let mut around = |tag: &str, content: &[Inline<Resolved>]| {
            let _ = write!(out, "<{tag}>");
            self.inlines(content, out);
            let _ = write!(out, "</{tag}>");
        };
        match inline {
            Inline::Text(text, _) => self.words(text, out),
            Inline::Emphasis(content) => around("em", content),
            Inline::Strong(content) => around("strong", content),
            Inline::Strike(content) => around("s", content),
            Inline::Styled { style, content } => around(style.tag(), content),
            Inline::Abbreviation { meaning, content } => {
                out.push_str("<abbr title=\"");
                escape::attribute(meaning, out);
                out.push_str("\">");
                self.inlines(content, out);
                out.push_str("</abbr>");
            }
            Inline::Ruby { reading, content } => {
                out.push_str("<ruby>");
                self.inlines(content, out);
                out.push_str("<rp>(</rp><rt>");
                escape::text(reading, out);
                out.push_str("</rt><rp>)</rp></ruby>");
            }
            Inline::Blank(width, _) => {
                out.push_str("<span class=\"blank\" role=\"img\" aria-label=\"");
                escape::attribute(&self.context.strings.common.blank, out);
                let _ = write!(out, "\">{}</span>", "_".repeat(*width));
            }
            Inline::Place(id, _) => {
                out.push_str("<span");
                self.id(Some(id), out);
                out.push_str("></span>");
            }
            Inline::Code(text, _) => {
                out.push_str("<code>");
                for (i, part) in code::joints(text).into_iter().enumerate() {
                    if i > 0 {
                        out.push_str("<wbr/>");
                    }
                    escape::text(part, out);
                }
                out.push_str("</code>");
            }
            Inline::Formula(formula) => formula::formula(self.context.medium, formula, false, out),
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("<br/>\n"),
            Inline::Link { url, title, content } => {
                out.push_str("<a class=\"external\" href=\"");
                escape::attribute(&escape::url(url), out);
                out.push('"');
                if let Some(title) = title {
                    out.push_str(" title=\"");
                    escape::attribute(title, out);
                    out.push('"');
                }
                out.push('>');
                self.inlines(content, out);
                out.push_str("</a>");
            }
            Inline::Image { picture, alt, width, .. } => self.image(*picture, alt, *width, out),
            Inline::Reference { target, content, .. } => self.reference(target, content.as_deref(), out),
            Inline::Indexed { content, .. } => self.inlines(content, out),
            Inline::Foreign { language, content } => {
                out.push_str("<span");
                self.context.medium.lang(&language.tag, out);
                out.push('>');
                let outer = std::mem::replace(&mut self.foreign, true);
                self.inlines(content, out);
                self.foreign = outer;
                out.push_str("</span>");
            }
            Inline::Footnote(index) => self.call(*index, out),
            Inline::Stale(change) => self.stale(change, out),
            Inline::Html(_) if self.is_book() => {}
            Inline::Html(html) => out.push_str(html),
        }
    }

    /// The mark of a passage whose source has changed. It leads there, where the source stands on another page.
    fn stale(&mut self, change: &str, out: &mut String) {
        self.stale += 1;
        let Context { links, strings, prefix, .. } = self.context;
        let source = links.source(self.here.as_deref());
        let end = match &source {
            Some(href) => {
                out.push_str("<a class=\"stale\" href=\"");
                escape::attribute(href, out);
                out.push('"');
                "</a>"
            }
            None => {
                out.push_str("<span class=\"stale\" role=\"img\"");
                "</span>"
            }
        };
        let words = &strings.common.stale;
        let _ = write!(out, " id=\"{prefix}{}\" aria-label=\"", stale_id(self.stale));
        escape::attribute(words, out);
        out.push_str("\" title=\"");
        escape::attribute(&format!("{words}\n{change}"), out);
        if !self.is_book() {
            out.push_str("\" data-change=\"");
            escape::attribute(change, out);
        }
        let _ = write!(out, "\">{}{end}", if self.is_book() { "\u{25c7}" } else { "" });
    }

    /// Words between tags. Those that are in another language of the book say so.
    pub(super) fn words(&self, text: &str, out: &mut String) {
        if self.foreign {
            return escape::text(text, out);
        }
        let Context { medium, course, lang, .. } = self.context;
        foreign::each(course, lang, &course.language(lang).spaced(text), |other, words| match other {
            Some(other) => {
                out.push_str("<span");
                medium.lang(&course.language(other).tag, out);
                out.push('>');
                escape::text(words, out);
                out.push_str("</span>");
            }
            None => escape::text(words, out),
        });
    }

    pub(super) fn image(&mut self, picture: AssetIx, alt: &str, wanted: Option<Width>, out: &mut String) {
        out.push_str("<img src=\"");
        escape::attribute(&self.context.links.picture(picture), out);
        out.push_str("\" alt=\"");
        escape::attribute(alt, out);
        out.push('"');
        let natural = self.context.course.asset(picture).picture.size;
        match (wanted.map(pixels), natural) {
            (Some(wanted), Some((width, height))) => {
                let height = (f64::from(wanted) * f64::from(height) / f64::from(width.max(1))).round();
                let _ = write!(out, " width=\"{wanted}\" height=\"{height}\"");
            }
            (Some(wanted), None) => _ = write!(out, " width=\"{wanted}\""),
            (None, Some((width, height))) => _ = write!(out, " width=\"{width}\" height=\"{height}\""),
            (None, None) => {}
        }
        out.push_str("/>");
    }

    fn reference(&mut self, target: &Target, content: Option<&[Inline<Resolved>]>, out: &mut String) {
        let Context { course, lang, strings, links, .. } = self.context;
        if let Target::File(file) = target {
            return self.attachment(*file, content, out);
        }
        // What the words of the link do not say: its title, and for the previews of a script the rest.
        let more = match (target, content) {
            _ if self.is_book() => None,
            (Target::Term(term), Some(_)) => Some(("data-name", course.term(*term).entries[lang].term.clone())),
            (Target::Item(item), Some(_)) => {
                course.item(*item).page.texts[lang].summary.clone().map(|summary| ("data-about", summary))
            }
            _ => None,
        };
        let tooltip = match target {
            Target::Term(term) => Some(course.term(*term).entries[lang].definition.clone()),
            Target::Front(_) => None,
            Target::Item(item) if content.is_none() => course.item(*item).page.texts[lang].summary.clone(),
            Target::File(_) => None,
            Target::Item(item) | Target::Anchor(item, _) => {
                Some(strings.common.reference(course.label(*item, lang).as_deref(), course.title(*item, lang)))
            }
        };
        let class = if matches!(target, Target::Term(_)) { "term" } else { "reference" };
        let _ = write!(out, "<a class=\"{class}\" href=\"");
        escape::attribute(&links.target(target), out);
        out.push('"');
        if let Some(tooltip) = tooltip {
            out.push_str(" title=\"");
            escape::attribute(&tooltip, out);
            out.push('"');
        }
        if let Some((name, value)) = more {
            let _ = write!(out, " {name}=\"");
            escape::attribute(&value, out);
            out.push('"');
        }
        out.push('>');
        match (content, target) {
            (Some(content), _) => self.inlines(content, out),
            (None, Target::Term(term)) => escape::text(&course.term(*term).entries[lang].term, out),
            (None, Target::File(file)) => escape::text(course.attachment(*file).name(), out),
            (None, Target::Front(_)) => self.words(course.front_title(lang), out),
            (None, Target::Item(item)) => self.item_name(*item, out),
            (None, Target::Anchor(item, id)) => match course.item(*item).page.texts[lang].anchors.get(id) {
                Some(Anchor::Heading(words)) => self.words(words, out),
                Some(Anchor::Directive { name, number, title }) => {
                    let label = strings.common.directive(name, *number);
                    match title {
                        Some(title) => escape::text(&strings.common.labelled_title(&label, title), out),
                        None => escape::text(&label, out),
                    }
                }
                Some(Anchor::Place) | None => self.item_name(*item, out),
            },
        }
        out.push_str("</a>");
    }

    /// A link to a file, with what a reader wants to know before it comes: its name, its type and how large it is.
    fn attachment(&mut self, file: AttachmentIx, content: Option<&[Inline<Resolved>]>, out: &mut String) {
        let Context { course, strings, links, .. } = self.context;
        let attachment = course.attachment(file);
        let (name, facts) = (attachment.name(), strings.common.file_facts(attachment));
        let named = content.is_none_or(|content| tree::plain_text(content).trim() == name);
        let address = links.attachment(file);
        match &address {
            Some(address) => {
                out.push_str("<a class=\"attachment\" href=\"");
                escape::attribute(address, out);
                if !self.is_book() {
                    out.push_str("\" download=\"");
                    escape::attribute(name, out);
                }
                out.push_str("\">");
            }
            None => out.push_str("<span class=\"attachment\">"),
        }
        match content {
            Some(content) => self.inlines(content, out),
            None => escape::text(name, out),
        }
        out.push_str(" <span class=\"fact\">");
        let facts =
            if named { facts } else { strings.common.named_file.fill(NamedFile { name: &name, facts: &facts }) };
        escape::text(&facts, out);
        out.push_str(if address.is_some() { "</span></a>" } else { "</span></span>" });
    }

    /// `Step 3: Show that you understand`. A title that is not translated says which language it is in.
    fn item_name(&self, item: ItemIx, out: &mut String) {
        let Context { medium, course, lang, strings, .. } = self.context;
        let text = &course.item(item).page.texts[lang];
        let title = |out: &mut String| {
            if text.language == lang {
                return self.words(&text.title, out);
            }
            out.push_str("<span");
            medium.lang(&course.language(text.language).tag, out);
            out.push('>');
            escape::text(&text.title, out);
            out.push_str("</span>");
        };
        let Some(label) = course.label(item, lang) else { return title(out) };
        for part in strings.common.reference.parts() {
            match part {
                PatternPart::Words(words) => escape::text(words, out),
                // `Module 2` stays on one line.
                PatternPart::Value("label") => escape::text(&label.replace(' ', "\u{a0}"), out),
                PatternPart::Value(_) => title(out),
            }
        }
    }
}
