//! The blocks of other programs, and what they are here: the admonitions of Docusaurus, VitePress, MkDocs, MyST, Quarto and Obsidian, the
//! fenced divs of Pandoc with the classes of the Carpentries.

use super::blocks::Builder;
use super::fences::Header;
use crate::course::tree::{AlertKind, Block, BlockKind, Body, BoxKind, Directive, Inline, Parsed, Words, plain_text};
use crate::slug::is_slug;
use crate::span::Span;

/// What a block of another program becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    Alert(AlertKind),
    /// With a word of its own in the place of the kind's: English, Chinese.
    Titled(AlertKind, &'static str, &'static str),
    Details,
    Quote,
    Box(BoxKind),
    /// Its content alone.
    Plain,
}

/// The kind of an alert by its name in any of the dialects.
pub fn alert_kind(name: &str) -> Option<AlertKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "note" | "info" | "todo" | "abstract" | "tldr" | "seealso" | "example" | "question" | "help" | "faq"
        | "callout" => AlertKind::Note,
        "tip" | "hint" | "success" | "check" | "done" => AlertKind::Tip,
        "important" => AlertKind::Important,
        "warning" | "attention" => AlertKind::Warning,
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => AlertKind::Caution,
        _ => return None,
    })
}

fn here(name: &str) -> Option<Here> {
    use AlertKind::{Note, Tip};
    Some(match name {
        "details" | "spoiler" | "collapse" | "dropdown" => Here::Details,
        "hint" => Here::Titled(Tip, "Hint", "提示"),
        "questions" => Here::Titled(Note, "Questions", "问题"),
        "discussion" => Here::Titled(Note, "Discussion", "讨论"),
        "prereq" => Here::Titled(Note, "Before you begin", "开始之前"),
        "checklist" => Here::Titled(Note, "Checklist", "检查清单"),
        "testimonial" | "epigraph" => Here::Quote,
        "challenge" => Here::Box(BoxKind::Exercise),
        "keypoints" => Here::Box(BoxKind::Summary),
        "instructor" => Here::Box(BoxKind::Trainer),
        "center" | "columns" | "column" | "aside" | "section" | "tab" | "tabs" | "group-tab" | "code-group" | "raw"
        | "v-pre" | "panel-tabset" | "tab-set" | "tab-item" | "output" | "card" | "grid" | "layout" => Here::Plain,
        name => Here::Alert(alert_kind(name)?),
    })
}

/// Whether a block of this name is known from elsewhere, so that words behind the name are its title.
pub fn is_foreign(name: &str) -> bool {
    here(name).is_some()
}

/// A block of another program from what stands in it. With the content when none has this name.
pub(super) fn build(
    builder: &Builder<'_>,
    header: &Header,
    span: Span,
    mut content: Vec<Block<Parsed>>,
) -> Result<Vec<Block<Parsed>>, Vec<Block<Parsed>>> {
    let Some(here) = here(&header.name) else { return Err(content) };
    let id = header.id.clone().or_else(|| id_among(header));
    if let (Some(id), false) = (&id, matches!(here, Here::Box(_))) {
        place_at(&mut content, id, span);
    }
    let written = header.title.clone().map(|(text, range)| Words { text, span: builder.span(range) });
    let title = written.or_else(|| if here == Here::Plain { None } else { heading(&mut content) });
    let kind = match here {
        Here::Plain => return Ok(content),
        Here::Alert(kind) => BlockKind::Alert { kind, title, content },
        Here::Titled(kind, en, zh) => {
            let own = || Words { text: if builder.dialect.chinese { zh } else { en }.to_owned(), span };
            BlockKind::Alert { kind, title: Some(title.unwrap_or_else(own)), content }
        }
        Here::Details => {
            let summary = title.map(|title| Inline::Text(title.text, title.span));
            BlockKind::Details { summary: summary.into_iter().collect(), content }
        }
        Here::Quote => {
            let title = title.map(|title| {
                let words = Inline::Text(title.text, title.span);
                Block { span, kind: BlockKind::Paragraph(vec![Inline::Strong(vec![words])]) }
            });
            BlockKind::Quote(title.into_iter().chain(content).collect())
        }
        Here::Box(kind) => BlockKind::Directive(Directive {
            title,
            id: id.filter(|id| is_slug(id)),
            number: (kind == BoxKind::Exercise).then_some(0),
            minutes: None,
            group: None,
            workspace: None,
            body: Body::Box(kind, content),
        }),
    };
    Ok(vec![Block { span, kind }])
}

/// The id among attributes such as `{#box .wide}`.
fn id_among(header: &Header) -> Option<String> {
    let (text, _) = header.attributes.as_ref()?;
    text.split_whitespace().find_map(|word| word.strip_prefix('#')).map(str::to_owned)
}

/// Marks the beginning of a block as the place with that id.
fn place_at(content: &mut [Block<Parsed>], id: &str, span: Span) {
    for block in content {
        if let BlockKind::Paragraph(words) | BlockKind::Heading { content: words, .. } = &mut block.kind {
            words.insert(0, Inline::Place(id.to_owned(), span));
            return;
        }
    }
}

/// Takes the heading out with which a block begins, as its title.
pub fn heading(content: &mut Vec<Block<Parsed>>) -> Option<Words> {
    let Some(Block { span, kind: BlockKind::Heading { content: words, .. } }) = content.first() else { return None };
    let place = match &words[..] {
        [Inline::Text(_, span)] => *span,
        _ => *span,
    };
    let title = Words { text: plain_text(words).trim().to_owned(), span: place };
    content.remove(0);
    Some(title).filter(|title| !title.text.is_empty())
}
