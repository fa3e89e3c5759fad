//! From the files of a book to pages, and from pages to a PDF.
//!
//! The course was checked before it came here, so whatever the typesetter complains about is a fault of the templates: those of a theme, or ours.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};
use typst::World;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::DiagSpan;
use typst::{WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::press::Press;
use super::world::{Files, MemoryWorld};
use crate::failure::Failure;

/// Nested boxes are laid out by recursion, which a thread's usual stack does not hold.
const STACK: usize = 64 << 20;

/// For how many further PDFs a result of layout is kept. PDFs share little, and what is kept of a long course is gigabytes.
const KEPT: usize = 1;

static POOL: LazyLock<Result<ThreadPool, String>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().map_err(|error| error.to_string()));

/// `ident` names the PDF: the same on every run, another for every reading and edition.
pub fn pdf(press: &Press, template: &str, files: Files, ident: &str) -> Result<Vec<u8>, Failure> {
    on_large_stack(|| {
        let world = MemoryWorld::new(press, template, files);
        let (document, _) = lay_out(&world)?;
        let options = PdfOptions {
            standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard agrees with itself"),
            ..options(ident)
        };
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| failure(&world, &errors));
        comemo::evict(KEPT);
        pdf
    })
}

/// A PDF of pages that are laid out already, without tags: what is put on sheets is not in the order of reading.
pub fn sheets(document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Failure> {
    let options = PdfOptions { tagged: false, ..options(ident) };
    let pdf = on_large_stack(|| {
        typst_pdf::pdf(document, &options).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
            fault(&errors)
        })
    });
    comemo::evict(KEPT);
    pdf
}

fn options(ident: &str) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(ident.to_string()),
        creator: Smart::Custom(Some("Diglot".to_string())),
        ..PdfOptions::default()
    }
}

/// The pages alone, and the warnings of the typesetter.
pub fn pages(press: &Press, template: &str, files: Files) -> Result<(PagedDocument, Vec<String>), Failure> {
    on_large_stack(|| lay_out(&MemoryWorld::new(press, template, files)))
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
    match &*POOL {
        Ok(pool) => pool.install(work),
        Err(error) => Err(Failure::new(format!("cannot start the threads that typeset: {error}"))),
    }
}

fn lay_out(world: &MemoryWorld) -> Result<(PagedDocument, Vec<String>), Failure> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| failure(world, &errors))?;
    Ok((document, warnings.iter().map(|warning| described(world, warning)).collect()))
}

fn failure(world: &MemoryWorld, errors: &[SourceDiagnostic]) -> Failure {
    let described: Vec<String> = errors.iter().map(|error| described(world, error)).collect();
    let replaced = &world.press.replaced;
    if replaced.is_empty() {
        return fault(&described);
    }
    // Where a template of the course is at fault, or called what is.
    let places = errors.iter().flat_map(|error| {
        let spans = error.trace.iter().map(|point| point.span.into());
        [error.span].into_iter().chain(spans).filter_map(|span| place(world, span)).map(move |place| (place, error))
    });
    let own = |place: &Place| replaced.contains(&place.file);
    match places.into_iter().find(|(place, _)| own(place)) {
        Some((place, error)) => Failure::new(message(error)).at(&place.of_theme()),
        None => Failure::new(described.join("; ")).at(Path::new("theme/print")),
    }
    .hint("a template in `theme/print` stands in for the one of the same name in `themes/default/print`; without it the PDFs are made")
}

fn fault(errors: &[String]) -> Failure {
    Failure::new(format!("the print templates failed: {}", errors.join("; ")))
        .hint("this is a fault in Diglot, not in the course; please report it with the course that shows it")
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
