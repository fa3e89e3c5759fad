//! From the files of a book to pages, and from pages to a PDF.
//!
//! What the typesetter will not take is a [`Refusal`], and so is a panic of it.

use std::panic::{self, AssertUnwindSafe};
use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};
use typst::diag::Warned;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::context::TypesetContext;
use super::refusal::{Refusal, described, fault, refusal};
use super::rounds::{self, CachePolicy};
use super::world::MemoryWorld;
use crate::failure::Failure;
use crate::message::both;
use crate::output::print::data::VirtualFiles;

/// The stack of a thread that typesets, in bytes. Nested boxes are laid out by recursion, for which the usual stack is too small.
const STACK: usize = 64 << 20;

static POOL: LazyLock<Result<ThreadPool, String>> =
    LazyLock::new(|| ThreadPoolBuilder::new().stack_size(STACK).build().map_err(|error| error.to_string()));

/// A PDF of the pages of a world. `ident` names it: the same on every run, another for every reading and edition.
pub fn tagged(world: &MemoryWorld, document: &PagedDocument, ident: &str) -> Result<Vec<u8>, Refusal> {
    let options = PdfOptions {
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard agrees with itself"),
        ..options(ident)
    };
    on_large_stack(|| typst_pdf::pdf(document, &options).map_err(|errors| refusal(world, &errors)))
}

/// A PDF without tags, for pages on the sheets of a booklet, which are not in the order of reading.
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

/// A tagged PDF of a short document.
pub fn pdf(context: &TypesetContext, template: &str, files: VirtualFiles) -> Result<Vec<u8>, Refusal> {
    let world = MemoryWorld::new(context, template, files);
    let (pages, _) = lay_out(&world, CachePolicy::KeepAll)?;
    tagged(&world, &pages, template)
}

/// The pages of a short document, and the warnings of the typesetter.
pub fn pages(
    context: &TypesetContext,
    template: &str,
    files: VirtualFiles,
) -> Result<(PagedDocument, Vec<String>), Refusal> {
    lay_out(&MemoryWorld::new(context, template, files), CachePolicy::KeepAll)
}

/// The pages of a world, and the warnings of the typesetter.
pub fn lay_out(world: &MemoryWorld, policy: CachePolicy) -> Result<(PagedDocument, Vec<String>), Refusal> {
    on_large_stack(|| {
        let Warned { output, warnings } = rounds::lay_out(world, policy);
        let document = output.map_err(|errors| refusal(world, &errors))?;
        Ok((document, warnings.iter().map(|warning| described(world, warning)).collect()))
    })
}

/// Runs `work` on a thread with a large stack. A panic becomes a refusal.
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
