//! From the files of a book to pages, and from pages to a PDF.
//!
//! What the typesetter will not take is a [`Refusal`]: its cause is something in the course that no check knows of, or a template.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};
use typst::World;
use typst::WorldExt;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::press::Press;
use super::rounds::{self, Thrift};
use super::world::{Files, MemoryWorld};
use crate::failure::Failure;
use crate::message::{Message, both};

/// Nested boxes are laid out by recursion, which a thread's usual stack does not hold.
const STACK: usize = 64 << 20;

static POOL: LazyLock<Result<ThreadPool, String>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().map_err(|error| error.to_string()));

/// Why there are no pages, or no PDF of them.
#[derive(Debug)]
pub struct Refusal {
    /// In the typesetter's own words.
    pub why: String,
    /// What to say when nothing in the course is the cause.
    pub failure: Box<Failure>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

/// A PDF of the pages of a world. `ident` names it: the same on every run, another for every reading and edition.
pub fn tagged(world: &MemoryWorld, document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Refusal> {
    let options = PdfOptions {
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard agrees with itself"),
        ..options(ident)
    };
    on_large_stack(|| typst_pdf::pdf(document, &options).map_err(|errors| refusal(world, &errors)))
}

/// A PDF without tags: what is put on sheets is not in the order of reading.
pub fn sheets(document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Refusal> {
    let options = PdfOptions { tagged: false, ..options(ident) };
    on_large_stack(|| {
        typst_pdf::pdf(document, &options).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
            fault(errors.join("; "))
        })
    })
}

fn options(ident: &str) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(ident.to_string()),
        creator: Smart::Custom(Some("Diglot".to_string())),
        ..PdfOptions::default()
    }
}

/// A tagged PDF of something short.
pub fn pdf(press: &Press, template: &str, files: Files) -> Result<Vec<u8>, Refusal> {
    let world = MemoryWorld::new(press, template, files);
    let (pages, _) = lay_out(&world, Thrift::Lavish)?;
    tagged(&world, &pages, template)
}

/// The pages of something short, and the warnings of the typesetter.
pub fn pages(press: &Press, template: &str, files: Files) -> Result<(PagedDocument, Vec<String>), Refusal> {
    lay_out(&MemoryWorld::new(press, template, files), Thrift::Lavish)
}

/// The pages of a world, and the warnings of the typesetter.
pub fn lay_out(world: &MemoryWorld, thrift: Thrift) -> Result<(PagedDocument, Vec<String>), Refusal> {
    on_large_stack(|| {
        let Warned { output, warnings } = rounds::lay_out(world, thrift);
        let document = output.map_err(|errors| refusal(world, &errors))?;
        Ok((document, warnings.iter().map(|warning| described(world, warning)).collect()))
    })
}

/// A panic of the typesetter is one of its refusals.
fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, Refusal> + Send) -> Result<T, Refusal> {
    match &*POOL {
        Ok(pool) => pool.install(|| panic::catch_unwind(AssertUnwindSafe(work))).unwrap_or_else(|payload| {
            let words =
                payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
            Err(fault(words.unwrap_or("panic").to_owned()))
        }),
        Err(error) => Err(Refusal {
            why: error.clone(),
            failure: Box::new(Failure::new(both!(
                "cannot start the threads that typeset: {error}",
                "无法启动排版线程：{error}"
            ))),
        }),
    }
}

fn refusal(world: &MemoryWorld, errors: &[SourceDiagnostic]) -> Refusal {
    let described = errors.iter().map(|error| described(world, error)).collect::<Vec<_>>().join("; ");
    let replaced = &world.press.replaced;
    if replaced.is_empty() {
        return fault(described);
    }
    // Where a template of the course is at fault, or called what is.
    let places = errors.iter().flat_map(|error| {
        let spans = error.trace.iter().map(|point| point.span.into());
        [error.span].into_iter().chain(spans).filter_map(|span| place(world, span)).map(move |place| (place, error))
    });
    let own = |place: &Place| replaced.contains(&place.file);
    let failure = match places.into_iter().find(|(place, _)| own(place)) {
        Some((place, error)) => Failure::new(Message::as_is(message(error))).at(&place.of_theme()),
        None => Failure::new(Message::as_is(&described)).at(Path::new("theme/print")),
    }
    .hint(both!("a template in `theme/print` stands in for the one of the same name in `themes/default/print`; without it the PDFs are made", "`theme/print` 里的模板替代了 `themes/default/print` 里同名的模板；移走它就能生成 PDF"));
    Refusal { why: described, failure: Box::new(failure) }
}

fn fault(why: String) -> Refusal {
    let failure = Failure::new(both!("the print templates failed: {why}", "打印模板出错：{why}")).hint(both!(
        "this is a fault in Diglot, not in the course; please report it with the course that shows it",
        "这是 Diglot 的毛病，不是课程的；请连同课程一起报告"
    ));
    Refusal { why, failure: Box::new(failure) }
}

/// `blocks.typ:12: unknown variable`.
fn described(world: &MemoryWorld, diagnostic: &SourceDiagnostic) -> String {
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
struct Place {
    file: String,
    line: usize,
}

impl Place {
    /// `theme/print/blocks.typ:12`.
    fn of_theme(&self) -> PathBuf {
        PathBuf::from(format!("theme/print/{}:{}", self.file, self.line))
    }
}

fn place(world: &MemoryWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let source = world.source(id).ok()?;
    let line = source.lines().byte_to_line(world.range(span)?.start)?;
    Some(Place { file: id.vpath().get_without_slash().to_string(), line: line + 1 })
}
