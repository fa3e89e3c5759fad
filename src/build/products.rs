//! The products: every website, PDF, book, file of questions and package that the outputs consist of, one table for all of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::request::readings_of;
use crate::book::{Output, OutputSettings, Package, PaperSize, Turn};
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::{Course, ItemIx, KindIx, Lang};
use crate::output::print::{self, Document};
use crate::output::{epub, gift, lms, site};
use crate::publish::Leftovers;

/// One file or folder to be made.
#[derive(Clone, Debug)]
pub struct Product {
    /// Relative to the output folder. That of a folder ends with a slash.
    pub path: String,
    /// For whom it is; that of learners for what is the same for all.
    pub edition: Edition,
    /// What it is and what it is made of.
    pub kind: ProductKind,
}

/// What a product is, and of what it is made.
#[derive(Clone, Debug)]
pub enum ProductKind {
    /// A website.
    Site {
        /// The readings that it can be switched between.
        readings: Vec<Reading>,
        /// How much of it: all, unless the build is shared among machines.
        share: site::Share,
    },
    /// A file for paper.
    Pdf {
        /// What kind of PDF it is.
        document: Document,
        /// Which one of that kind.
        options: print::Options,
    },
    /// A sheet to be filled in on a computer.
    Form {
        /// Whose sheet.
        item: ItemIx,
        /// The language that it is in.
        lang: Lang,
        /// The size of its pages.
        paper: print::Paper,
    },
    /// An archive for learning platforms.
    Package {
        /// Of which standard.
        package: Package,
        /// The readings that learners can switch between.
        readings: Vec<Reading>,
    },
    /// An electronic book.
    Epub {
        /// The languages that it is in.
        reading: Reading,
        /// The handbook whose page numbers it has.
        handbook: Option<Box<Product>>,
    },
    /// The questions of all quizzes.
    Quiz {
        /// The language that they are in.
        lang: Lang,
    },
}

impl Product {
    /// Its path; of a share of a website, with what it is of it.
    pub fn name(&self) -> String {
        match &self.kind {
            ProductKind::Site { share: site::Share::Frame, .. } => format!("{} (frame)", self.path),
            ProductKind::Site { share: site::Share::Items(items), .. } => {
                format!("{} (items {}–{})", self.path, items.start + 1, items.end)
            }
            _ => self.path.clone(),
        }
    }

    /// Of an electronic book, the handbook whose page numbers it has.
    pub fn handbook(&self) -> Option<&Product> {
        match &self.kind {
            ProductKind::Epub { handbook, .. } => handbook.as_deref(),
            _ => None,
        }
    }

    /// Whether it is a website, or a share of one.
    pub fn is_site(&self) -> bool {
        matches!(self.kind, ProductKind::Site { .. })
    }
}

/// The course, its settings and its cohort, from which the products of every output follow.
pub struct Catalogue<'a> {
    pub course: &'a Course,
    pub settings: &'a OutputSettings,
    pub cohort: Arc<print::Cohort>,
}

impl Catalogue<'_> {
    /// What an output consists of in an edition, in these readings. `items` chooses a part of it; none is the whole course.
    pub fn products(
        &self,
        output: Output,
        edition: Edition,
        readings: &[Reading],
        items: Option<&BTreeSet<ItemIx>>,
    ) -> Vec<Product> {
        if output == Output::Site {
            let kind = ProductKind::Site { readings: readings.to_vec(), share: site::Share::Whole };
            return vec![Product { path: format!("{}/", site::folder(edition)), edition, kind }];
        }
        if output == Output::Lms {
            let product = |&package: &Package| {
                let kind = ProductKind::Package { package, readings: readings.to_vec() };
                Product { path: lms::path(package), edition, kind }
            };
            return self.settings.lms.packages.iter().map(product).collect();
        }
        if output == Output::Epub {
            let book = |&reading: &Reading| Product {
                path: epub::path(self.course, reading, edition),
                edition,
                kind: ProductKind::Epub { reading, handbook: self.handbook(reading, edition).map(Box::new) },
            };
            return readings.iter().map(book).collect();
        }
        if output == Output::Quiz {
            let singles = readings.iter().filter_map(|reading| match reading {
                Reading::Single(lang) if gift::has_questions(self.course) => Some(*lang),
                _ => None,
            });
            let questions =
                |lang| Product { path: gift::path(self.course, lang), edition, kind: ProductKind::Quiz { lang } };
            return singles.map(questions).collect();
        }
        let mut products = Vec::new();
        // The side-by-side readings are the longest.
        for &reading in readings.iter().rev().filter(|reading| reading.is_printed(self.course)) {
            for design in designs(output, reading, self.settings) {
                let paper = paper(output, self.settings.paper);
                let options = print::Options { reading, edition, paper, design, items: items.cloned() };
                for document in self.documents(output, items) {
                    let path = document.path(self.course, &options);
                    products.push(Product {
                        path,
                        edition,
                        kind: ProductKind::Pdf { document, options: options.clone() },
                    });
                }
            }
            if let (Output::Sheets, Reading::Single(lang)) = (output, reading) {
                let form = |item: ItemIx| {
                    let kind = ProductKind::Form { item, lang, paper: paper(output, self.settings.paper) };
                    Product { path: print::form_path(self.course, item, lang), edition, kind }
                };
                products.extend(self.forms(items).map(form));
            }
        }
        products
    }

    /// The handbook of a reading and an edition among the outputs of `book.yaml`: of several, the one that is named first. What a build is
    /// asked for beside that makes no difference.
    fn handbook(&self, reading: Reading, edition: Edition) -> Option<Product> {
        let editions = self.settings.wanted.get(&Output::Handbook)?;
        let readings = readings_of(self.course, self.settings, Output::Handbook);
        if !editions.contains(&edition) || !readings.contains(&reading) {
            return None;
        }
        self.products(Output::Handbook, edition, &[reading], None).into_iter().next()
    }

    /// The items whose sheets can be filled in on a computer.
    pub fn forms(&self, items: Option<&BTreeSet<ItemIx>>) -> impl Iterator<Item = ItemIx> {
        let (course, chosen) = (self.course, move |item: &ItemIx| items.is_none_or(|items| items.contains(item)));
        course.item_ixs().filter(chosen).filter(move |&item| print::has_form(course, item))
    }

    /// The PDFs of an output, of which each reading and design has its own.
    pub fn documents(&self, output: Output, items: Option<&BTreeSet<ItemIx>>) -> Vec<Document> {
        let cohort = || self.cohort.clone();
        match output {
            Output::Site | Output::Epub | Output::Quiz | Output::Lms => Vec::new(),
            Output::Handbook => vec![Document::Handbook],
            Output::Booklet => vec![Document::Booklet(binding(self.settings))],
            Output::Handouts => {
                // The first kind is the book's chapters. That of an item has what is below it.
                let chosen = |item: ItemIx| match items {
                    Some(items) => items.contains(&item),
                    None => self.course.item(item).kind == KindIx::FIRST,
                };
                let with_parent = |item: ItemIx| self.course.item(item).parent.is_some_and(chosen);
                let items = self.course.item_ixs().filter(|&item| chosen(item) && !with_parent(item));
                items.filter(|&item| print::has_handout(self.course, item)).map(Document::Handout).collect()
            }
            Output::Sheets => {
                let chosen = |&item: &ItemIx| items.is_none_or(|items| items.contains(&item));
                let sheets = self.course.item_ixs().filter(|&item| self.course.item(item).sheet.is_some());
                sheets.filter(chosen).map(Document::Sheet).collect()
            }
            Output::Cards => print::has_cards(self.course).then_some(Document::Cards).into_iter().collect(),
            Output::Chart => print::has_chart(self.course).then_some(Document::Chart).into_iter().collect(),
            Output::Slides => vec![Document::Slides],
            Output::Kit => {
                let plans = (0..self.course.programmes.len()).map(Document::SessionPlan);
                let others = [Document::Attendance(cohort()), Document::Feedback, Document::Certificate(cohort())];
                plans.chain(others).collect()
            }
        }
    }
}

/// Files of earlier builds of an output, in a reading and an edition, that go when no product takes their place. None for an output whose files
/// do not depend on what the course holds.
pub fn leftovers(output: Output, reading: &str, edition: Edition) -> Vec<Leftovers> {
    match output {
        Output::Handouts => vec![Leftovers::new("print/handouts/", format!(".{reading}.{}.pdf", edition.key()))],
        Output::Sheets => {
            ["pdf", "docx"].map(|form| Leftovers::new("print/sheets/", format!(".{reading}.{form}"))).to_vec()
        }
        Output::Kit => vec![Leftovers::new("print/kit/session-plan", format!(".{reading}.pdf"))],
        Output::Cards => vec![Leftovers::new("print/cards", format!(".{reading}.pdf"))],
        Output::Chart => vec![Leftovers::new("print/chart", format!(".{reading}.pdf"))],
        Output::Lms => vec![Leftovers::new("lms/", ".zip")],
        Output::Quiz => vec![Leftovers::new("quiz/questions", format!(".{reading}.gift.txt"))],
        _ => Vec::new(),
    }
}

/// The paper of an output. Only a handbook has small pages.
fn paper(output: Output, size: PaperSize) -> print::Paper {
    match size {
        PaperSize::A5 if output == Output::Handbook => print::Paper::A5,
        PaperSize::A4 | PaperSize::A5 => print::Paper::A4,
        PaperSize::Letter => print::Paper::Letter,
    }
}

/// The looks in which an output shows a reading: of a handbook in two languages, one for each style.
fn designs(output: Output, reading: Reading, settings: &OutputSettings) -> Vec<print::Design> {
    let without_answers = settings.without_answers.contains(&output);
    let large = settings.large.contains(&output);
    let lettering = if large { print::Lettering::Large } else { print::Lettering::Usual };
    if output != Output::Handbook {
        // A column has no room for large type.
        let style = if large { Style::Stacked } else { Style::default() };
        return vec![print::Design { style, without_answers, lettering, ..print::Design::default() }];
    }
    let styles = match reading {
        Reading::Single(_) => &[Style::Columns][..],
        Reading::Parallel(..) if large && settings.styles == [Style::Columns] => &[Style::Stacked],
        Reading::Parallel(..) => &settings.styles,
    };
    let design = |&style: &Style| {
        let sides = if settings.two_sided || style == Style::Facing { print::Sides::Two } else { print::Sides::One };
        print::Design { style, sides, bleed: settings.bleed, lettering, back_cover: false, without_answers }
    };
    styles.iter().map(design).collect()
}

fn binding(settings: &OutputSettings) -> print::Binding {
    let settings = &settings.booklet;
    print::Binding {
        sheet: match settings.sheet {
            PaperSize::Letter => print::SheetSize::Letter,
            PaperSize::A4 | PaperSize::A5 => print::SheetSize::A4,
        },
        duplex: match settings.turn {
            Turn::ShortEdge => print::Duplex::ShortEdge,
            Turn::LongEdge => print::Duplex::LongEdge,
        },
        sheets_per_signature: settings.sheets_per_signature,
        thickness: settings.thickness,
    }
}
