//! The files that pages share: styles, scripts, the icon, and the pictures of the course.
//!
//! The theme's files carry a hash of their content in their names, so a browser may keep them for ever. Pictures keep the
//! names that the author gave them.
//!
//! A script of the site is several files one after the other (`themes/default/web/js`). They share one object, `diglot`, to which each adds what
//! the files after it use; no file has another global name. What needs no page is in `js/pure` and runs in Node as well (`tests/browser/scripts`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::address::Place;
use super::{Options, Site, Venue, brand};
use crate::course::edition::Edition;
use crate::course::{Asset, AssetIx, Attachment, AttachmentIx, Course, Item, attachment};
use crate::failure::Failure;
use crate::sink::Sink;
use crate::theme;

macro_rules! theme_file {
    ($name:literal) => {
        include_str!(concat!("../../../themes/default/web/", $name))
    };
}

const BASE: &str = theme_file!("css/base.css");

/// What every page of a reading is drawn with, after the base; what only a page of one sort needs has a file of its own.
const STYLE: &[&str] = &[
    theme_file!("css/layout.css"),
    theme_file!("css/menu.css"),
    theme_file!("css/search.css"),
    theme_file!("css/head.css"),
    theme_file!("css/text.css"),
    theme_file!("css/boxes.css"),
    theme_file!("css/pairs.css"),
    theme_file!("css/item.css"),
    theme_file!("css/quiz.css"),
    theme_file!("css/progress.css"),
    theme_file!("css/timer.css"),
    theme_file!("css/typed.css"),
    theme_file!("css/tooltip.css"),
    theme_file!("css/forced.css"),
    theme_file!("css/print.css"),
];

/// What pages with formulas need besides.
const FORMULAS: &str = theme_file!("css/formula.css");

/// Styles of items below others and of those without a number, for courses that have some.
const NESTED: &str = theme_file!("css/nested.css");

/// Styles of what few courses have.
const MARKUP: &str = theme_file!("css/markup.css");

/// The style that pages of every form begin with.
fn base() -> String {
    let rule = theme_file!("css/contrast.css");
    let (_, declarations) = rule.split_once('{').expect("the file holds a rule");
    let contrast = declarations.trim_end().trim_end_matches('}');
    format!(
        "{BASE}@supports (color: light-dark(black, white)) {{\n:root[data-theme=\"contrast\"] {{{contrast}}}\n@media (prefers-contrast: more) {{\n\
         :root:not([data-theme=\"light\"], [data-theme=\"dark\"]) {{{contrast}}}\n}}\n}}\n"
    )
}

/// What a browser remembers of a reader.
const MEMORY: &str = theme_file!("js/site/memory.js");

/// The same in a package, which remembers by itself.
const PACKAGE_MEMORY: &str = theme_file!("js/package/memory.js");

/// What every page runs, after the words that it says.
const SITE: &[&str] = &[
    theme_file!("js/pure/fill.js"),
    theme_file!("js/pure/marks.js"),
    theme_file!("js/site/words.js"),
    MEMORY,
    theme_file!("js/site/elements.js"),
    theme_file!("js/site/load.js"),
    theme_file!("js/site/menu.js"),
    theme_file!("js/site/colours.js"),
    theme_file!("js/site/sections.js"),
    theme_file!("js/site/readings.js"),
    theme_file!("js/site/progress.js"),
    theme_file!("js/site/activities.js"),
    theme_file!("js/site/tooltip.js"),
    theme_file!("js/site/copy.js"),
    theme_file!("js/site/open-search.js"),
];

/// What is loaded when a quiz, an exercise or the notes come near.
const ACTIVITIES: &[&str] = &[
    theme_file!("js/pure/countdown.js"),
    theme_file!("js/pure/typed.js"),
    theme_file!("js/activities/questions.js"),
    theme_file!("js/activities/quiz.js"),
    theme_file!("js/activities/certificate.js"),
    theme_file!("js/activities/test.js"),
    theme_file!("js/activities/timer.js"),
    theme_file!("js/activities/fields.js"),
];

/// What is loaded when the search is opened for the first time.
const FIND: &[&str] = &[
    theme_file!("js/pure/fold.js"),
    theme_file!("js/pure/variants.js"),
    theme_file!("js/pure/query.js"),
    theme_file!("js/pure/pinyin.js"),
    theme_file!("js/pure/score.js"),
    theme_file!("js/pure/misspelt.js"),
    theme_file!("js/pure/sentence.js"),
    theme_file!("js/pure/search.js"),
    theme_file!("js/find/index.js"),
    theme_file!("js/find/results.js"),
    theme_file!("js/find/dialog.js"),
];

/// What the front page runs besides.
const FRONT: &[&str] =
    &[theme_file!("js/pure/typed.js"), theme_file!("js/pure/progress-file.js"), theme_file!("js/keep.js")];

/// What the matrix runs besides.
const MATRIX: &[&str] = &[theme_file!("js/pure/step.js"), theme_file!("js/matrix.js")];

/// What every page of a package runs besides.
const BRIDGE: &str = theme_file!("js/package/bridge.js");

/// Runs before a page is drawn, and shares nothing.
const EARLY: &str = theme_file!("js/early.js");

/// The same in a package.
const PACKAGE_EARLY: &str = theme_file!("js/package/early.js");

/// What a page that asks for a language runs, and nothing else.
const CHOOSER: &[&str] = &["window.diglot = {};\n", theme_file!("js/pure/choice.js"), theme_file!("js/chooser.js")];

/// The paths of the theme's files within the site.
pub struct Files {
    style: String,
    /// In a package the platform keeps what is saved on the front page elsewhere.
    front: (String, Option<String>),
    lists: String,
    matrix: (String, String),
    /// Of a page that only trainers have.
    plan: Option<String>,
    script: String,
    /// Runs before the page is drawn, so that the chosen colours do not flash.
    pub early: String,
    /// The style of the pages that only lead to others.
    pub entry: String,
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

/// Whether a text has what [`MARKUP`] is for.
fn has_markup(course: &Course) -> bool {
    let mut texts = course.pages().flat_map(|page| page.texts.as_slice());
    !course.attachments.is_empty() || texts.any(|text| text.traits().rare_markup)
}

impl Files {
    pub fn new(course: &Course, options: &Options<'_>) -> Files {
        let theme = options.theme;
        let packed = options.venue == Venue::Package;
        let site: Vec<&str> = if packed {
            let own = |&file: &&'static str| if file == MEMORY { PACKAGE_MEMORY } else { file };
            SITE.iter().map(own).chain([BRIDGE]).collect()
        } else {
            SITE.to_vec()
        };
        let formulas = if course.math { FORMULAS } else { "" };
        let nested = |item: &Item| item.parent.is_some() || item.number.is_none();
        let nested = if course.items.iter().any(nested) { NESTED } else { "" };
        let markup = if has_markup(course) { MARKUP } else { "" };
        let pictures = shown_pictures(course);
        let free = |name: &str, extension: &str, bytes: &[u8]| {
            free((course, options.venue), &pictures, name, extension, bytes)
        };
        let mut contents = Vec::new();
        let mut add = |name: &str, extension: &str, text: String| {
            let path = free(name, extension, text.as_bytes());
            contents.push((path.clone(), text));
            path
        };
        let later = Later {
            activities: add("activities", "js", script(ACTIVITIES)),
            find: add("find", "js", script(FIND)),
            results: add("results", "css", slim_style(theme_file!("css/results.css"))),
            items: add("items", "js", items(course)),
        };
        Files {
            style: add(
                "style",
                "css",
                slim_style(&(base() + &STYLE.concat() + nested + markup + formulas + &brand::style(theme))),
            ),
            front: (
                add("front", "css", slim_style(theme_file!("css/front.css"))),
                (!packed).then(|| add("front", "js", script(FRONT))),
            ),
            lists: add("lists", "css", slim_style(theme_file!("css/lists.css"))),
            matrix: (
                add("matrix", "css", slim_style(theme_file!("css/matrix.css"))),
                add("matrix", "js", script(MATRIX)),
            ),
            plan: (options.edition == Edition::Trainer)
                .then(|| add("plan", "css", slim_style(theme_file!("css/plan.css")))),
            early: add("early", "js", script(&[if packed { PACKAGE_EARLY } else { EARLY }])),
            script: add("site", "js", preamble(course, &later) + &script(&site)),
            entry: add("entry", "css", slim_style(&(base() + theme_file!("css/entry.css") + &brand::style(theme)))),
            chooser: add("chooser", "js", script(CHOOSER)),
            icon: add("icon", "svg", brand::icon(theme_file!("icon.svg"), theme)),
            logo: theme
                .logo
                .as_ref()
                .map(|logo| Shown { path: free("logo", &logo.extension, &logo.bytes), bytes: logo.bytes.clone() }),
            pictures,
            contents,
        }
    }

    /// The styles of a page, in their order.
    pub fn styles(&self, place: Place<'_>) -> Vec<&str> {
        let own = match place {
            Place::Front => vec![&self.front.0],
            Place::Kind(_) | Place::Glossary => vec![&self.lists],
            Place::Matrix(_) => vec![&self.matrix.0],
            Place::Plan(_) => std::iter::once(&self.lists).chain(&self.plan).collect(),
            Place::Item(_) => Vec::new(),
        };
        std::iter::once(&self.style).chain(own).map(String::as_str).collect()
    }

    /// The scripts of a page, in their order.
    pub fn scripts(&self, place: Place<'_>) -> Vec<&str> {
        let own = match place {
            Place::Front => self.front.1.as_ref(),
            Place::Matrix(_) => Some(&self.matrix.1),
            Place::Kind(_) | Place::Item(_) | Place::Glossary | Place::Plan(_) => None,
        };
        std::iter::once(&self.script).chain(own).map(String::as_str).collect()
    }

    /// Where all of them but the pictures of the course lie.
    pub fn paths(&self) -> Vec<&str> {
        let logo = self.logo.iter().map(|logo| &logo.path);
        self.contents.iter().map(|(path, _)| path).chain(logo).map(String::as_str).collect()
    }

    pub fn put(&self, sink: &dyn Sink) -> Result<(), Failure> {
        for (path, text) in &self.contents {
            sink.put(path, text.as_bytes())?;
        }
        if let Some(logo) = &self.logo {
            sink.put(&logo.path, &logo.bytes)?;
        }
        Ok(())
    }

    pub fn put_pictures(&self, site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
        self.pictures.iter().try_for_each(|&picture| {
            let asset = site.course.asset(picture);
            sink.put(&picture_path(asset, site.options.venue), &asset.bytes)
        })
    }

    /// Each file to be handed on is read when it is put, and kept no longer.
    pub fn put_attachments(&self, site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
        shown_attachments(site.course).into_iter().try_for_each(|file| {
            let attachment = site.course.attachment(file);
            sink.put(&attachment_path(attachment, site.options.venue), &attachment.content.bytes()?)
        })
    }

    pub fn pictures(&self) -> &BTreeSet<AssetIx> {
        &self.pictures
    }
}

/// The addresses of what pages load when it is needed, relative to the site's folder.
#[derive(Serialize)]
struct Later {
    activities: String,
    find: String,
    results: String,
    items: String,
}

/// The ids of all items, by which the scripts tell which of the pages that were read are still there.
fn items(course: &Course) -> String {
    let ids: Vec<String> = course.item_ixs().map(|ix| course.id(ix)).collect();
    loaded("items", &serde_json::to_string(&ids).expect("texts become JSON"))
}

/// What the scripts know from the start: their words in each of the course's languages, and what can be loaded.
fn preamble(course: &Course, later: &Later) -> String {
    let strings = theme::strings(course);
    let words: BTreeMap<&str, &theme::Script> =
        course.langs().map(|lang| (course.language(lang).tag.as_str(), &strings[lang].script)).collect();
    let json = |value: Result<String, _>| value.expect("maps with text keys become JSON");
    let (words, files) = (json(serde_json::to_string(&words)), json(serde_json::to_string(later)));
    format!("window.diglot = {{ words: {words}, files: {files}, loaded: {{}} }};\n")
}

/// A style sheet without what only its authors read: comments and the room before lines.
fn slim_style(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    out.extend(parts.map(|part| part.split_once("*/").map_or("", |(_, rest)| rest)));
    let mut slim = String::with_capacity(out.len());
    for line in out.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // What goes on on the next line, as long selectors do, is parted from it by a space.
        if !slim.is_empty() && !slim.ends_with([',', ':', ';', '{', '}']) {
            slim.push(' ');
        }
        // A selector has no room behind its colons.
        let declaration = if line.ends_with(';') { line.split_once(": ") } else { None };
        match (declaration, line.strip_suffix(" {")) {
            (Some((name, value)), _) => slim.extend([name, ":", value]),
            (None, Some(selector)) => slim.extend([selector, "{"]),
            (None, None) => slim.push_str(line),
        }
    }
    slim.replace(";}", "}")
}

/// A script of data, which puts it where `diglot.data` looks for it.
pub fn loaded(key: &str, json: &str) -> String {
    ["diglot.loaded[\"", key, "\"] = ", json, ";\n"].concat()
}

/// Files of the theme as one script.
fn script(files: &[&str]) -> String {
    format!("\"use strict\";\n{}", slim_script(&files.concat()))
}

/// A script without whole lines of comment and the room before lines. No string of the theme's scripts is longer than its line.
fn slim_script(js: &str) -> String {
    let lines = js.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What a page that is none of the site's is drawn with, below `css`.
pub fn stand_alone_style(theme: &theme::Theme, css: &str) -> String {
    slim_style(&(base() + css + &brand::style(theme)))
}

/// Scripts one after the other, with the name that they share.
pub fn stand_alone_script(files: &[&str]) -> String {
    format!("window.diglot = {{}};\n{}", script(files))
}

/// `assets/style.0123456789.css`.
pub fn hashed(name: &str, extension: &str, bytes: &[u8]) -> String {
    with_hash(name, extension, bytes, 10)
}

fn with_hash(name: &str, extension: &str, bytes: &[u8], digits: usize) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{name}.{}.{extension}", &hash[..digits])
}

/// As [`hashed`], with a longer hash where a picture of the course has that name and other bytes.
fn free(
    (course, venue): (&Course, Venue),
    pictures: &BTreeSet<AssetIx>,
    name: &str,
    extension: &str,
    bytes: &[u8],
) -> String {
    let picture = |path: &str| pictures.iter().map(|&ix| course.asset(ix)).find(|a| picture_path(a, venue) == path);
    let is_free = |path: &String| picture(path).is_none_or(|picture| *picture.bytes == *bytes);
    let paths = (10..=64).map(|digits| with_hash(name, extension, bytes, digits));
    paths.into_iter().find(is_free).expect("no picture is called after the whole hash of something else")
}

/// Where a picture lies within the site: a server tells by the name what a file is.
pub fn picture_path(asset: &Asset, venue: Venue) -> String {
    let (path, format) = (&asset.path, asset.picture.format);
    if venue == Venue::Package {
        return hashed("picture", format.extension(), &asset.bytes);
    }
    if format.has_name(path) { format!("assets/{path}") } else { hashed(path, format.extension(), &asset.bytes) }
}

/// Endings of names that some learning platforms refuse, because a server could run the file.
const REFUSED: [&str; 9] = ["php", "py", "rb", "pl", "sh", "asp", "jsp", "cgi", "htaccess"];

/// Where a file to be handed on lies within the site. In a package the names of all files are plain, and a link says what the file is called.
pub fn attachment_path(file: &Attachment, venue: Venue) -> String {
    if venue == Venue::Web {
        return file.site_path();
    }
    let extension = attachment::extension(&file.path);
    let extension = if REFUSED.contains(&&*extension) { "txt" } else { &extension };
    format!("files/{}.{extension}", &blake3::hash(file.path.as_bytes()).to_hex()[..10])
}

/// The pictures that this edition shows: one that stands in hidden text alone stays at home.
fn shown_pictures(course: &Course) -> BTreeSet<AssetIx> {
    let pages = course.items.iter().map(|item| &item.page).chain(&course.front);
    pages.flat_map(|page| &page.pictures).copied().collect()
}

/// The files that the texts of this edition hand on.
pub fn shown_attachments(course: &Course) -> BTreeSet<AttachmentIx> {
    course.pages().flat_map(|page| &page.attachments).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_authors_read_stays_at_home() {
        assert_eq!(slim_style("/* a */\na {\n  b: c; /* d\n e */\n}\n\n"), "a{b:c}");
        assert_eq!(slim_style("a\n  > b\n  > c,\nd {\n  e:\n    f,\n    g;\n}\n"), "a > b > c,d{e:f,g}");
        assert_eq!(slim_script("// a\nb();\n  // c\n\n  d(\"//\");\n"), "b();\nd(\"//\");\n");
    }
}
