//! What a build makes: the request, the book and the course together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::offers::{self, Offer};
use super::products::{Catalogue, Product, ProductKind, leftovers};
use super::request::Request;
use crate::book::{Output, OutputSettings};
use crate::course::Course;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::failure::Failure;
use crate::output::{print, site};
use crate::participants::Participant;
use crate::project::Sound;
use crate::publish::Leftovers;

/// The products of a build, and what of earlier builds goes with it.
pub struct Plan {
    /// What the build makes, each path once. Websites are made after the files that they offer, wherever they stand here.
    pub products: Vec<Product>,
    /// The place of each file among the products, by its path.
    files: BTreeMap<String, usize>,
    /// What lay there before and belongs to this build, beside its files.
    leftovers: Vec<Leftovers>,
}

impl Plan {
    /// # Errors
    ///
    /// When the request names a reading or an item that the course does not have.
    pub fn new(request: &Request, sound: &Sound) -> Result<Plan, Failure> {
        let (course, settings) = (&sound.course, &sound.book.outputs);
        let items = request.items(course)?;
        let catalogue = Catalogue { course, settings, cohort: Arc::new(cohort(sound)) };
        let (mut products, mut left) = (Vec::new(), Vec::new());
        for output in Output::ALL {
            let readings = request.readings(course, settings, output)?;
            for edition in request.editions(output, settings.wanted.get(&output).map(Vec::as_slice))? {
                products.extend(catalogue.products(output, edition, &readings, items.as_ref()));
                if items.is_none() {
                    let of = |reading: &Reading| leftovers(output, &reading.key(course), edition);
                    left.extend(readings.iter().flat_map(of));
                }
            }
        }
        let sites = products.iter().filter(|product: &&Product| product.is_site());
        left.extend(sites.map(|site| Leftovers::new(&site.path, "")));
        let files = products.iter().enumerate().filter(|(_, product)| !product.is_site());
        let files = files.map(|(number, product)| (product.path.clone(), number)).collect();
        Ok(Plan { products, files, leftovers: left })
    }

    /// Whether there is a product of an output that is no PDF.
    pub fn makes(&self, output: Output) -> bool {
        self.products.iter().any(|product| match &product.kind {
            ProductKind::Site { .. } => output == Output::Site,
            ProductKind::Epub { .. } => output == Output::Epub,
            ProductKind::Quiz { .. } => output == Output::Quiz,
            ProductKind::Package { .. } => output == Output::Lms,
            ProductKind::Pdf { .. } | ProductKind::Form { .. } => false,
        })
    }

    /// Whether something is typeset: a PDF, a handbook for the page numbers of a book, the drawings of a form.
    pub fn prints(&self) -> bool {
        let is_set = |kind: &ProductKind| match kind {
            ProductKind::Pdf { .. } | ProductKind::Form { .. } | ProductKind::Epub { handbook: Some(_), .. } => true,
            ProductKind::Site { .. }
            | ProductKind::Epub { .. }
            | ProductKind::Quiz { .. }
            | ProductKind::Package { .. } => false,
        };
        self.products.iter().any(|product| is_set(&product.kind))
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<&Product> {
        self.files.get(path).map(|&number| &self.products[number])
    }

    /// Whether an earlier file belongs to this build, so that it goes when the build no longer makes it.
    pub fn owns(&self, path: &str) -> bool {
        self.file(path).is_some() || self.leftovers.iter().any(|leftovers| leftovers.has(path))
    }

    /// All that this build [owns](Plan::owns), for who has no course at hand.
    pub fn owned(&self) -> Vec<Leftovers> {
        let files = self.files.keys().map(|path| Leftovers::new(path, ""));
        self.leftovers.iter().cloned().chain(files).collect()
    }

    /// The PDFs and books that a website of an edition offers: those that will lie there when this build has ended, as `is_there` tells by their
    /// paths.
    pub fn downloads(
        &self,
        course: &Course,
        settings: &OutputSettings,
        edition: Edition,
        is_there: impl Fn(&str) -> bool,
    ) -> Vec<site::Download> {
        // What belongs to this build and is not made by it goes.
        let stays = |path: &str| self.file(path).is_some() || !self.owns(path);
        let offers = offers::all(course, settings, edition).into_iter();
        let offers = offers.filter(|offer| stays(&offer.path) && is_there(&offer.path));
        offers.map(|Offer { reading, spot, label, path }| site::Download { reading, spot, label, path }).collect()
    }
}

/// Those who take part, for the sheets that name them.
fn cohort(sound: &Sound) -> print::Cohort {
    let member = |participant: &Participant| print::Member {
        name: participant.name.clone(),
        department: participant.department.as_ref().map(|(text, _)| text.clone()).unwrap_or_default(),
    };
    print::Cohort { members: sound.participants.iter().map(member).collect() }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::project;
    use crate::project::Memo;
    use crate::sources::Sources;

    #[test]
    fn what_a_long_course_offers_is_found_in_time() {
        let mut sources = Sources::default();
        sources.add(
            "book.yaml",
            "title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step:
    folder: steps
    label: {en: \"Step {n}\", zh: \"第{n}步\"}
    plural: {en: Steps, zh: 步骤}
",
        );
        for number in 1..=6000 {
            for language in ["en", "zh"] {
                let path = format!("course/steps/{number:04}-s{number}.{language}.md");
                let exercise = ":::exercise {minutes=5}\nListen.\n:::\n";
                sources.add(&path, format!("---\ntitle: {number}\n---\n\n{exercise}"));
            }
        }
        let sound = project::of(sources, &mut Memo::once()).expect_sound();
        let plan = Plan::new(&Request::default(), &sound);
        let plan = plan.unwrap_or_else(|failure| panic!("{failure}"));
        #[expect(clippy::disallowed_methods, reason = "the test measures")]
        let begin = Instant::now();
        let made = |path: &str| plan.file(path).is_some();
        let downloads = plan.downloads(&sound.course, &sound.book.outputs, Edition::Learner, made);
        let took = begin.elapsed();
        println!("{} products, {} PDFs offered: {took:?}", plan.products.len(), downloads.len());
        assert!(downloads.len() >= 18_000, "{}", downloads.len());
        assert!(took < Duration::from_millis(1500), "{took:?}");
    }
}
