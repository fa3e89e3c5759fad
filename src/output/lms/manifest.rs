//! The manifests: what a platform is told of an archive.
//!
//! None of them names a score to pass: a platform that knows one passes judgement by itself, on a learner who is in the middle of a quiz.

use std::fmt::Write;

use super::{Contents, shell};
use crate::book::{Package, ScormEdition};
use crate::course::Localized;
use crate::output::html::escape;

/// A manifest with its name. `files` are all other files of the archive.
pub fn manifest<'a>(
    contents: &Contents<'_>,
    package: Package,
    files: impl Iterator<Item = &'a str>,
) -> (&'static str, String) {
    match package {
        Package::Scorm12 => ("imsmanifest.xml", scorm(contents, &SCORM_12, "1.2", files)),
        Package::Scorm2004 => {
            let version = match contents.options.settings.edition {
                ScormEdition::Third => "2004 3rd Edition",
                ScormEdition::Fourth => "2004 4th Edition",
            };
            ("imsmanifest.xml", scorm(contents, &SCORM_2004, version, files))
        }
        Package::Cmi5 => ("cmi5.xml", cmi5(contents)),
    }
}

/// What differs between the versions of SCORM.
struct Dialect {
    /// Namespaces of the root element.
    namespaces: &'static str,
    /// The attribute that makes a resource one that speaks to the platform.
    kind: &'static str,
    /// What stands in the item below its title.
    sequencing: &'static str,
}

const SCORM_12: Dialect = Dialect {
    namespaces: "xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\"",
    kind: "adlcp:scormtype",
    sequencing: "",
};

const SCORM_2004: Dialect = Dialect {
    namespaces: "xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" \
                 xmlns:imsss=\"http://www.imsglobal.org/xsd/imsss\"",
    kind: "adlcp:scormType",
    sequencing: "        <imsss:sequencing>\n          <imsss:deliveryControls completionSetByContent=\"true\" \
                 objectiveSetByContent=\"true\"/>\n        </imsss:sequencing>\n",
};

fn scorm<'a>(
    contents: &Contents<'_>,
    dialect: &Dialect,
    version: &str,
    files: impl Iterator<Item = &'a str>,
) -> String {
    let Dialect { namespaces, kind, sequencing } = dialect;
    let about = &contents.course.about;
    let (identifier, title) = (name(&about.identity()), escaped(&shell::title(contents)));
    let own = about.version.as_ref().map(|version| format!(" version=\"{}\"", escaped(version))).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest identifier=\"{identifier}\"{own} {namespaces}>\n  <metadata>\n\
         \x20   <schema>ADL SCORM</schema>\n    <schemaversion>{version}</schemaversion>\n  </metadata>\n\
         \x20 <organizations default=\"course\">\n    <organization identifier=\"course\">\n      <title>{title}</title>\n\
         \x20     <item identifier=\"item\" identifierref=\"package\">\n        <title>{title}</title>\n{sequencing}\
         \x20     </item>\n    </organization>\n  </organizations>\n  <resources>\n\
         \x20   <resource identifier=\"package\" type=\"webcontent\" {kind}=\"sco\" href=\"index.html\">\n"
    );
    for file in files {
        let _ = writeln!(out, "      <file href=\"{}\"/>", escape::path(file));
    }
    out.push_str("    </resource>\n  </resources>\n</manifest>\n");
    out
}

/// <https://github.com/AICC/CMI-5_Spec_Current>, section 13.
fn cmi5(contents: &Contents<'_>) -> String {
    let settings = contents.options.settings;
    let about = &contents.course.about;
    let urn = escaped(&about.identity());
    let titles = langstrings(contents, &about.title);
    let descriptions = about.description.as_ref().map_or_else(|| titles.clone(), |texts| langstrings(contents, texts));
    let said = format!("    <title>\n{titles}    </title>\n    <description>\n{descriptions}    </description>\n");
    let lessons = &contents.lessons;
    let scored = !lessons.questions.is_empty() || lessons.test.is_some();
    let mastery = settings.mastery_score(lessons.test).filter(|_| scored);
    let judged = mastery.map(|score| format!(" masteryScore=\"{}\"", f64::from(score) / 100.0)).unwrap_or_default();
    let move_on = if mastery.is_some() { "CompletedAndPassed" } else { "Completed" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<courseStructure xmlns=\"https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd\">\n\
         \x20 <course id=\"{urn}\">\n{said}  </course>\n  <au id=\"{urn}#course\" launchMethod=\"AnyWindow\" moveOn=\"{move_on}\"{judged}>\n{said}\
         \x20   <url>index.html</url>\n  </au>\n</courseStructure>\n"
    )
}

fn langstrings(contents: &Contents<'_>, texts: &Localized<String>) -> String {
    let mut out = String::new();
    for (lang, text) in texts.iter() {
        let tag = &contents.course.language(lang).tag;
        let _ = writeln!(out, "      <langstring lang=\"{tag}\">{}</langstring>", escaped(text));
    }
    out
}

/// An identifier as a name of XML.
fn name(identifier: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' };
    format!("course-{}", identifier.chars().map(plain).collect::<String>())
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape::attribute(text, &mut out);
    out
}
