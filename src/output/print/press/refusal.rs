//! Why the typesetter does not take a document: its cause is something in the course that no check knows of, or a template.

use std::fmt;
use std::path::{Path, PathBuf};

use typst::World;
use typst::WorldExt;
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;

use super::world::MemoryWorld;
use crate::failure::Failure;
use crate::message::{Message, both};

/// The reason why there are no pages, or no PDF of them.
#[derive(Debug)]
pub struct Refusal {
    /// The reason in the typesetter's own words.
    pub why: String,
    /// The failure to report when nothing in the course is the cause.
    pub failure: Box<Failure>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

pub fn refusal(world: &MemoryWorld, errors: &[SourceDiagnostic]) -> Refusal {
    let described = errors.iter().map(|error| described(world, error)).collect::<Vec<_>>().join("; ");
    let replaced = &world.context.replaced;
    if replaced.is_empty() {
        return fault(described);
    }
    // Where a template of the course is at fault, or called what is.
    let places = errors.iter().flat_map(|error| {
        let spans = error.trace.iter().map(|point| point.span.into());
        [error.span].into_iter().chain(spans).filter_map(|span| place(world, span)).map(move |place| (place, error))
    });
    let own = |place: &TemplateLine| replaced.contains(&place.file);
    let failure = match places.into_iter().find(|(place, _)| own(place)) {
        Some((place, error)) => Failure::new(Message::as_is(message(error))).at(&place.of_theme()),
        None => Failure::new(Message::as_is(&described)).at(Path::new("theme/print")),
    }
    .hint(both!("a template in `theme/print` stands in for the one of the same name in `themes/default/print`; without it the PDFs are made", "`theme/print` 里的模板替代了 `themes/default/print` 里同名的模板；移走它就能生成 PDF"));
    Refusal { why: described, failure: Box::new(failure) }
}

pub fn fault(why: String) -> Refusal {
    let failure = Failure::new(both!("the print templates failed: {why}", "打印模板出错：{why}")).hint(both!(
        "this is a fault in Diglot, not in the course; please report it with the course that shows it",
        "这是 Diglot 的毛病，不是课程的；请连同课程一起报告"
    ));
    Refusal { why, failure: Box::new(failure) }
}

/// An error or a warning with its place: `blocks.typ:12: unknown variable`.
pub fn described(world: &MemoryWorld, diagnostic: &SourceDiagnostic) -> String {
    match place(world, diagnostic.span) {
        Some(place) => format!("{}:{}: {}", place.file, place.line, message(diagnostic)),
        None => message(diagnostic),
    }
}

fn message(diagnostic: &SourceDiagnostic) -> String {
    let hints = diagnostic.hints.iter().map(|hint| format!(" ({})", hint.v));
    std::iter::once(diagnostic.message.to_string()).chain(hints).collect()
}

/// A line of a template.
struct TemplateLine {
    file: String,
    line: usize,
}

impl TemplateLine {
    /// The place in a template of the course: `theme/print/blocks.typ:12`.
    fn of_theme(&self) -> PathBuf {
        PathBuf::from(format!("theme/print/{}:{}", self.file, self.line))
    }
}

fn place(world: &MemoryWorld, span: DiagSpan) -> Option<TemplateLine> {
    let id = span.id()?;
    let source = world.source(id).ok()?;
    let line = source.lines().byte_to_line(world.range(span)?.start)?;
    Some(TemplateLine { file: id.vpath().get_without_slash().to_string(), line: line + 1 })
}
