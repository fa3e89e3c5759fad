//! The files that pages share: styles, scripts, the icon, and the pictures of the course.
//!
//! The theme's files carry a hash of their content in their names, so a browser may keep them for ever. Pictures keep the
//! names that the author gave them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Options, Site, brand};
use crate::course::{AssetIx, Course, Page};
use crate::failure::Failure;
use crate::output::Sink;
use crate::reading::Edition;
use crate::theme;

macro_rules! theme_file {
    ($name:literal) => {
        include_str!(concat!("../../../themes/default/web/", $name))
    };
}

const STYLE: &[&str] = &[
    theme_file!("css/base.css"),
    theme_file!("css/layout.css"),
    theme_file!("css/search.css"),
    theme_file!("css/text.css"),
    theme_file!("css/boxes.css"),
    theme_file!("css/pairs.css"),
    theme_file!("css/lists.css"),
    theme_file!("css/front.css"),
    theme_file!("css/item.css"),
    theme_file!("css/matrix.css"),
    theme_file!("css/quiz.css"),
    theme_file!("css/progress.css"),
    theme_file!("css/timer.css"),
    theme_file!("css/preview.css"),
    theme_file!("css/print.css"),
];

/// Of pages that only the trainer's edition has.
const TRAINER_STYLE: &str = theme_file!("css/plan.css");

/// What every page runs, after the words that it says.
const SCRIPT: &[&str] = &[
    theme_file!("js/shared.js"),
    theme_file!("js/page.js"),
    theme_file!("js/place.js"),
    theme_file!("js/quiz.js"),
    theme_file!("js/progress.js"),
    theme_file!("js/timer.js"),
    theme_file!("js/preview.js"),
    theme_file!("js/matrix.js"),
    theme_file!("js/search.js"),
];

/// The paths of the theme's files within the site.
pub struct Files {
    pub style: String,
    /// Runs before the page is drawn, so that the chosen colours do not flash.
    pub early: String,
    pub script: String,
    /// What a page loads when its search is opened for the first time.
    pub find: String,
    pub chooser: String,
    pub icon: String,
    pub logo: Option<Shown>,
    contents: Vec<(String, String)>,
    pictures: BTreeSet<AssetIx>,
}

/// A picture of the theme.
pub struct Shown {
    pub path: String,
    bytes: Vec<u8>,
}

impl Files {
    pub fn new(course: &Course, options: &Options<'_>) -> Files {
        let theme = options.theme;
        let own = match options.edition {
            Edition::Learner => "",
            Edition::Trainer => TRAINER_STYLE,
        };
        let mut contents = Vec::new();
        let mut add = |name: &str, extension: &str, text: String| {
            let path = hashed(name, extension, text.as_bytes());
            contents.push((path.clone(), text));
            path
        };
        Files {
            style: add("style", "css", slim_style(&(STYLE.concat() + own + &brand::style(theme)))),
            early: add("early", "js", slim_script(theme_file!("js/early.js"))),
            script: add("site", "js", words(course) + &slim_script(&SCRIPT.concat())),
            find: add("find", "js", slim_script(theme_file!("js/find.js"))),
            chooser: add("chooser", "js", slim_script(theme_file!("js/chooser.js"))),
            icon: add("icon", "svg", brand::icon(theme_file!("icon.svg"), theme)),
            logo: theme
                .logo
                .as_ref()
                .map(|logo| Shown { path: hashed("logo", &logo.extension, &logo.bytes), bytes: logo.bytes.clone() }),
            pictures: shown_pictures(course),
            contents,
        }
    }

    pub fn put(&self, site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
        for (path, text) in &self.contents {
            site.put(sink, path, text.as_bytes())?;
        }
        if let Some(logo) = &self.logo {
            site.put(sink, &logo.path, &logo.bytes)?;
        }
        for &picture in &self.pictures {
            let asset = site.course.asset(picture);
            site.put(sink, &picture_path(&asset.path), &asset.bytes)?;
        }
        Ok(())
    }
}

/// The words of the scripts in each of the course's languages, as a script.
fn words(course: &Course) -> String {
    let strings = theme::strings(course);
    let words: BTreeMap<&str, &theme::Script> =
        course.langs().map(|lang| (course.language(lang).tag.as_str(), &strings[lang].script)).collect();
    let json = serde_json::to_string(&words).expect("maps with text keys become JSON");
    format!("window.diglot = {{ words: {json} }};\n")
}

/// A style sheet without what only its authors read: comments and the room before lines.
fn slim_style(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    out.extend(parts.map(|part| part.split_once("*/").map_or("", |(_, rest)| rest)));
    slim_lines(out.lines())
}

/// A script without whole lines of comment and the room before lines. No string of the theme's scripts is longer than its line.
fn slim_script(js: &str) -> String {
    slim_lines(js.lines().filter(|line| !line.trim_start().starts_with("//")))
}

fn slim_lines<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// `assets/style.0123456789.css`.
pub fn hashed(name: &str, extension: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{name}.{}.{extension}", &hash[..10])
}

/// Where a picture lies within the site. `path` is its path in the course.
pub fn picture_path(path: &str) -> String {
    format!("assets/{path}")
}

/// The pictures that this edition shows: one that stands in hidden text alone stays at home.
fn shown_pictures(course: &Course) -> BTreeSet<AssetIx> {
    course.items.iter().map(|item| &item.page).chain(&course.front).flat_map(Page::pictures).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_authors_read_stays_at_home() {
        assert_eq!(slim_style("/* a */\na {\n  b: c; /* d\n e */\n}\n\n"), "a {\nb: c;\n}\n");
        assert_eq!(slim_script("// a\nb();\n  // c\n\n  d(\"//\");\n"), "b();\nd(\"//\");\n");
    }
}
