//! What a build makes: the request, the book and the course together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::offers::{self, Offer};
use super::products::{Catalogue, Leftovers, Product, ProductKind};
use super::request::Request;
use crate::book::{Output, OutputSettings};
use crate::course::Course;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::failure::Failure;
use crate::output::{print, site};
use crate::participants::Participant;
use crate::project::Sound;

/// The products of a build, and what of earlier builds goes with it.
pub struct Plan {
    /// What the build makes, each path once. Websites are made after the files that they offer, wherever they stand here.
    pub products: Vec<Product>,
    /// The place of each file among the products, by its path.
    files: BTreeMap<String, usize>,
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
        let (mut products, mut leftovers) = (Vec::new(), Vec::new());
        for output in Output::ALL {
            let readings = request.readings(course, settings, output)?;
            for edition in request.editions(output, settings.wanted.get(&output).map(Vec::as_slice))? {
                products.extend(catalogue.products(output, edition, &readings, items.as_ref()));
                if items.is_none() {
                    let of = |reading: &Reading| Leftovers::of(output, &reading.key(course), edition);
                    leftovers.extend(readings.iter().filter_map(of));
                }
            }
        }
        let files =
            products.iter().enumerate().filter(|(_, product)| !matches!(product.kind, ProductKind::Site { .. }));
        let files = files.map(|(number, product)| (product.path.clone(), number)).collect();
        Ok(Plan { products, files, leftovers })
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

    /// Whether there is a PDF among the products.
    pub fn prints(&self) -> bool {
        self.products.iter().any(|product| matches!(product.kind, ProductKind::Pdf { .. }))
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<&Product> {
        self.files.get(path).map(|&number| &self.products[number])
    }

    /// Whether an earlier file belongs to this build, so that it goes when the build no longer makes it.
    pub fn owns(&self, path: &str) -> bool {
        let mut sites = self.products.iter().filter(|product| matches!(product.kind, ProductKind::Site { .. }));
        self.file(path).is_some()
            || self.leftovers.iter().any(|leftovers| leftovers.has(path))
            || sites.any(|site| path.starts_with(site.path.as_str()))
    }

    /// The PDFs and books that a website of an edition offers. `read` gives what will lie at a path when this build has ended.
    ///
    /// # Errors
    ///
    /// When `read` fails.
    pub fn downloads(
        &self,
        course: &Course,
        settings: &OutputSettings,
        edition: Edition,
        read: impl Fn(&str) -> Result<Option<Vec<u8>>, Failure>,
    ) -> Result<Vec<site::Download>, Failure> {
        let mut downloads = Vec::new();
        for Offer { reading, spot, label, path } in offers::all(course, settings, edition) {
            // What belongs to this build and is not made by it goes.
            if self.file(&path).is_some() || !self.owns(&path) {
                downloads.extend(read(&path)?.map(|bytes| site::Download { reading, spot, label, path, bytes }));
            }
        }
        Ok(downloads)
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
        let made = |path: &str| Ok(plan.file(path).map(|_| Vec::new()));
        let downloads =
            plan.downloads(&sound.course, &sound.book.outputs, Edition::Learner, made).expect("nothing is read");
        let took = begin.elapsed();
        println!("{} products, {} PDFs offered: {took:?}", plan.products.len(), downloads.len());
        assert!(downloads.len() >= 18_000, "{}", downloads.len());
        assert!(took < Duration::from_millis(1500), "{took:?}");
    }
}
