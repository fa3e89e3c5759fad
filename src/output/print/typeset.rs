//! From the files of a book to pages, and from pages to a PDF.
//!
//! The course was checked before it came here, so whatever the typesetter complains about is a fault of the templates: those of a theme, or ours.

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

/// A PDF of the pages of a world. `ident` names it: the same on every run, another for every reading and edition.
pub fn tagged(world: &MemoryWorld, document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Failure> {
    let options = PdfOptions {
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard agrees with itself"),
        ..options(ident)
    };
    on_large_stack(|| typst_pdf::pdf(document, &options).map_err(|errors| failure(world, &errors)))
}

/// A PDF without tags: what is put on sheets is not in the order of reading.
pub fn sheets(document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Failure> {
    let options = PdfOptions { tagged: false, ..options(ident) };
    on_large_stack(|| {
        typst_pdf::pdf(document, &options).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
            fault(&errors)
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

/// The pages of something short, and the warnings of the typesetter.
pub fn pages(press: &Press, template: &str, files: Files) -> Result<(PagedDocument, Vec<String>), Failure> {
    lay_out(&MemoryWorld::new(press, template, files), Thrift::Lavish)
}

/// The pages of a world, and the warnings of the typesetter.
pub fn lay_out(world: &MemoryWorld, thrift: Thrift) -> Result<(PagedDocument, Vec<String>), Failure> {
    on_large_stack(|| {
        let Warned { output, warnings } = rounds::lay_out(world, thrift);
        let document = output.map_err(|errors| failure(world, &errors))?;
        Ok((document, warnings.iter().map(|warning| described(world, warning)).collect()))
    })
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
    match &*POOL {
        Ok(pool) => pool.install(work),
        Err(error) => {
            Err(Failure::new(both!("cannot start the threads that typeset: {error}", "无法启动排版线程：{error}")))
        }
    }
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
        Some((place, error)) => Failure::new(Message::as_is(message(error))).at(&place.of_theme()),
        None => Failure::new(Message::as_is(described.join("; "))).at(Path::new("theme/print")),
    }
    .hint(both!("a template in `theme/print` stands in for the one of the same name in `themes/default/print`; without it the PDFs are made", "`theme/print` 里的模板替代了 `themes/default/print` 里同名的模板；移走它就能生成 PDF"))
}

fn fault(errors: &[String]) -> Failure {
    Failure::new(both!("the print templates failed: {}", "打印模板出错：{}", errors.join("; "))).hint(both!(
        "this is a fault in Diglot, not in the course; please report it with the course that shows it",
        "这是 Diglot 的毛病，不是课程的；请连同课程一起报告"
    ))
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
