//! What is at each address of the preview.

use std::sync::Arc;

use super::bench::Bench;
use super::print::{self, Printer};
use super::signals::Answer;
use super::translator::{self, Translator};
use super::{PREVIEW_FOLDER, bench, pages};
use crate::build::{Plan, ProductKind};
use crate::course::edition::{self, Edition};
use crate::failure::Failure;
use crate::output::html::escape;
use crate::output::print::{TypesetContext, form};
use crate::output::site::{Download, OnDemand};
use crate::output::{epub, gift, lms};
use crate::project::Sound;
use crate::sources::Sources;

/// A course without mistakes, and what can be made of it.
pub struct Current {
    pub sound: Arc<Sound>,
    pub sources: Arc<Sources>,
    pub plan: Plan,
    pub edition: Edition,
    pub bench: Bench,
    pub translator: Translator,
}

/// What the pages are made from; nothing before the first course without mistakes.
pub struct Shown<'a> {
    pub current: Option<&'a Current>,
    pub site: Option<&'a OnDemand<'a>>,
}

impl Current {
    /// Every PDF and electronic book that the book asks for is offered, and made when it is opened.
    pub fn downloads(&self) -> Vec<Download> {
        let made = |path: &str| self.plan.file(path).is_some();
        self.plan.downloads(&self.sound.course, &self.sound.book.outputs, self.edition, made)
    }

    /// The paths of all PDFs.
    pub fn pdf_paths(&self) -> impl Iterator<Item = &str> {
        let pdfs = self.plan.products.iter().filter(|product| matches!(product.kind, ProductKind::Pdf { .. }));
        pdfs.map(|product| product.path.as_str())
    }
}

impl Shown<'_> {
    /// What is at an address.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn answer(&self, printer: &mut Printer, path: &str) -> Result<Answer, Failure> {
        match path.strip_prefix(PREVIEW_FOLDER) {
            Some("preview.css") => return Ok(Answer::new(200, "text/css; charset=utf-8", pages::STYLE.as_bytes())),
            Some("icon.svg") => return Ok(Answer::new(200, "image/svg+xml", pages::ICON.as_bytes())),
            Some("preview.js") => {
                let script = pages::script(self.current.map(|current| &current.sound.course));
                return Ok(Answer::new(200, "text/javascript; charset=utf-8", script.into_bytes()));
            }
            _ => {}
        }
        let (Some(current), Some(site)) = (self.current, self.site) else { return Ok(self.broken(503)) };
        if path == PREVIEW_FOLDER {
            return Ok(Answer::page(200, pages::prints(&current.sound.course, current.pdf_paths()).as_bytes()));
        }
        if let Some(path) = path.strip_prefix(bench::FOLDER)
            && let Some(answer) = current.bench.answer(&current.sound, path)?
        {
            return Ok(answer);
        }
        if let Some(path) = path.strip_prefix(translator::FOLDER)
            && let Some(answer) = current.translator.answer(current, path)?
        {
            return Ok(answer);
        }
        if self.job(path).is_some() {
            return Ok(match printer.ask(path) {
                Some(Ok(pdf)) => Answer::new(200, "application/pdf", pdf.clone()),
                Some(Err(why)) => Answer::page(500, pages::not_printed(&current.sound.course, path, why).as_bytes()),
                None => Answer::page(202, pages::typesetting(&current.sound.course, path).as_bytes()),
            });
        }
        if let Some((kind, bytes)) = self.made(path) {
            return Ok(Answer::new(200, kind, bytes));
        }
        let file = match path {
            folder if folder.is_empty() || folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        if site.has(&format!("{file}/index.html")) {
            return Ok(Answer::new(301, "", format!("{}/", escape::path(&file)).into_bytes()));
        }
        Ok(match site.file(&file)? {
            Some(html) if file.ends_with(".html") => Answer::page(200, &html),
            Some(bytes) => Answer::new(200, kind(&file), bytes),
            None => Answer::page(404, &site.file(&missing(site, &file))?.unwrap_or_default()),
        })
    }

    /// An electronic book, a form, a file of questions or a package for learning platforms, with what it is.
    fn made(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        let current = self.current?;
        let product = current.plan.file(path)?;
        let Sound { book, course, theme, .. } = &*current.sound;
        let shown = || edition::select(course.clone(), product.edition);
        match &product.kind {
            // Nobody waits here for the handbook that has the page numbers.
            ProductKind::Epub { reading, .. } => {
                let options = epub::Options { reading: *reading, edition: product.edition, theme, pages: &[] };
                Some(("application/epub+zip", epub::render(&shown(), &options)))
            }
            ProductKind::Quiz { lang } => {
                Some(("text/plain; charset=utf-8", gift::render(&shown(), *lang).into_bytes()))
            }
            ProductKind::Form { item, lang, paper } => {
                let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                Some((kind, form(&shown(), &TypesetContext::new(theme), *item, *lang, *paper)))
            }
            ProductKind::Package { package, readings } => {
                let options = lms::Options { readings, settings: &book.outputs.lms, theme };
                let course = shown();
                Some(("application/zip", lms::Contents::new(&course, &options).ok()?.archive(*package)))
            }
            ProductKind::Site { .. } | ProductKind::Pdf { .. } => None,
        }
    }

    /// Where there is no page to show, for a reason that the report tells.
    pub fn broken(&self, status: u16) -> Answer {
        Answer::page(status, pages::broken(self.current.map(|current| &current.sound.course)).as_bytes())
    }

    /// What makes the PDF at `path`.
    pub fn job(&self, path: &str) -> Option<print::Job> {
        let current = self.current?;
        match &current.plan.file(path)?.kind {
            ProductKind::Pdf { document, options } => Some(print::Job {
                document: document.clone(),
                options: options.clone(),
                sound: current.sound.clone(),
                sources: current.sources.clone(),
            }),
            ProductKind::Site { .. }
            | ProductKind::Form { .. }
            | ProductKind::Epub { .. }
            | ProductKind::Quiz { .. }
            | ProductKind::Package { .. } => None,
        }
    }
}

/// The page for an address that is not there, in the reading that it would belong to.
fn missing(site: &OnDemand<'_>, path: &str) -> String {
    let own = format!("{}/404.html", path.split('/').next().unwrap_or_default());
    if site.has(&own) { own } else { "404.html".to_owned() }
}

/// What a file is, by the end of its name.
pub fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
