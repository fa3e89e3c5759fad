//! What the preview adds to a page of the website, and its few pages of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::course::{Course, Lang};
use crate::interface::{ENGLISH, Spoken};
use crate::message::{Message, Tongue};
use crate::output::html::escape;
use crate::theme::{self, Preview, Strings};

macro_rules! theme_file {
    ($name:literal) => {
        include_str!(concat!("../../themes/default/", $name))
    };
}

/// The files of the script, in their order. They share the object `diglot` with the page's own scripts, where it has any.
const SCRIPT: &[&str] = &[
    theme_file!("web/js/pure/fill.js"),
    theme_file!("web/js/site/elements.js"),
    theme_file!("preview/words.js"),
    theme_file!("preview/speak.js"),
    theme_file!("preview/differ.js"),
    theme_file!("preview/place.js"),
    theme_file!("preview/report.js"),
    theme_file!("preview/preview.js"),
];
pub const STYLE: &str = theme_file!("preview/preview.css");
/// What browsers show beside the title of a page of the preview's own; without it they ask for an icon that its policy forbids.
pub const ICON: &str = theme_file!("web/icon.svg");

/// The script that listens, after the words that it says in each of the languages. Without a course it speaks all that it can.
pub fn script(course: Option<&Course>) -> String {
    let unasked = unasked();
    let words: BTreeMap<&str, &Preview> = match course {
        Some(course) => {
            let strings = theme::strings(course);
            course.langs().map(|lang| (course.language(lang).tag.as_str(), &strings[lang].preview)).collect()
        }
        None => unasked.iter().map(|(key, words)| (*key, &words.preview)).collect(),
    };
    let json = serde_json::to_string(&words).expect("maps with text keys become JSON");
    let files = SCRIPT.concat();
    format!("\"use strict\";\nwindow.diglot = window.diglot || {{}};\ndiglot.previewWords = {json};\n{files}")
}

/// The languages that the preview speaks where no course says which.
fn unasked() -> [(&'static str, Arc<Strings>); 2] {
    ["en", "zh"].map(|key| (key, Spoken::nearest(key).unwrap_or(ENGLISH).words()))
}

/// A page with the script and the style of the preview, which its policy then allows to ask their own server and nobody else. `version` is the
/// page's.
pub fn listening(html: &[u8], version: &str) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(html) else { return html.to_vec() };
    let mut allowed = String::from("default-src 'none'");
    for kind in ["connect-src", "script-src", "style-src"] {
        if !html.contains(kind) {
            allowed.push_str(&format!("; {kind} 'self'"));
        }
    }
    let added = format!(
        "<link rel=\"stylesheet\" href=\"/__diglot/preview.css\">\n\
         <script src=\"/__diglot/preview.js\" data-version=\"{version}\" defer></script>\n</head>"
    );
    html.replacen("default-src 'none'", &allowed, 1).replacen("</head>", &added, 1).into_bytes()
}

/// A page of the preview's own: `title`, and what stands below it in each language, as HTML.
fn own(course: Option<&Course>, title: &str, body: &str) -> String {
    let lang = course.map_or("en", |course| course.language(Lang::SOURCE).tag.as_str());
    let mut escaped = String::new();
    escape::text(title, &mut escaped);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"/__diglot/icon.svg\" type=\"image/svg+xml\">\n<title>{escaped}</title>\n</head>\n<body class=\"diglot-own\">\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// Words of the preview in every language of the course, as elements.
fn said(course: Option<&Course>, element: &str, words: impl Fn(&Preview) -> &str) -> String {
    let mut out = String::new();
    let mut say = |tag: &str, strings: &Strings| {
        out.push_str(&format!("<{element} lang=\"{tag}\">"));
        escape::text(words(&strings.preview), &mut out);
        out.push_str(&format!("</{element}>\n"));
    };
    match course {
        Some(course) => {
            let strings = theme::strings(course);
            for lang in course.langs() {
                say(&course.language(lang).tag, strings[lang]);
            }
        }
        None => unasked().iter().for_each(|(key, words)| say(key, words)),
    }
    out
}

/// Where there is no page to show, for a reason that the report tells.
pub fn broken(course: Option<&Course>) -> String {
    own(course, "Diglot", &said(course, "p", |words| &words.broken))
}

/// Where a PDF will be.
pub fn typesetting(course: &Course, path: &str) -> String {
    own(Some(course), path, &(name(path) + &said(Some(course), "p", |words| &words.typesetting)))
}

/// Where a PDF cannot be, and why.
pub fn not_printed(course: &Course, path: &str, message: &Message) -> String {
    let mut body = name(path) + &said(Some(course), "p", |words| &words.print_failed);
    for lang in course.langs() {
        let language = course.language(lang);
        let tongue = if language.chinese { Tongue::Zh } else { Tongue::En };
        body.push_str(&format!("<pre lang=\"{}\">", language.tag));
        escape::text(message.text(tongue), &mut body);
        body.push_str("</pre>\n");
    }
    own(Some(course), path, &body)
}

/// All PDFs that there can be.
pub fn prints<'a>(course: &Course, paths: impl Iterator<Item = &'a str>) -> String {
    let mut body =
        said(Some(course), "h1", |words| &words.prints) + &said(Some(course), "p", |words| &words.prints_note);
    body.push_str("<ul>\n");
    for path in paths {
        let mut href = String::new();
        escape::attribute(&escape::path(path), &mut href);
        body.push_str(&format!("<li><a href=\"/{href}\">"));
        escape::text(path.strip_prefix("print/").unwrap_or(path), &mut body);
        body.push_str("</a></li>\n");
    }
    body.push_str("</ul>\n");
    body += &link(course, "/__diglot/lms/", |words| &words.bench.title);
    if course.languages.len() > 1 {
        body += &link(course, "/__diglot/i18n/", |words| &words.translator.title);
    }
    body += &link(course, "/", |words| &words.preview.back);
    own(Some(course), "Diglot", &body)
}

/// A link that is named in every language of the course.
fn link(course: &Course, address: &str, words: impl Fn(&Strings) -> &str) -> String {
    let strings = theme::strings(course);
    let names: Vec<&str> = strings.iter().map(|(_, strings)| words(strings)).collect();
    let mut out = format!("<p><a href=\"{address}\">");
    escape::text(&names.join(" · "), &mut out);
    out + "</a></p>\n"
}

/// Where packages for learning platforms are played.
pub fn bench(course: &Course) -> String {
    scripted(course, "bench", &theme::strings(course)[Lang::SOURCE].bench.title, "")
}

/// Where passages are translated. `key` is what its script says when it has something to write.
pub fn translator(course: &Course, key: &str) -> String {
    let data = format!(" data-key=\"{key}\"");
    scripted(course, "translator", &theme::strings(course)[Lang::SOURCE].translator.title, &data)
}

/// A page that a script of this name makes, with a style beside it.
fn scripted(course: &Course, name: &str, title: &str, data: &str) -> String {
    let page = own(Some(course), title, "");
    let added = format!(
        "<link rel=\"stylesheet\" href=\"{name}.css\">\n<script src=\"{name}.js\"{data} defer></script>\n</body>"
    );
    page.replace("class=\"diglot-own\"", &format!("class=\"diglot-own {name}\"")).replace("</body>", &added)
}

fn name(path: &str) -> String {
    let mut out = String::from("<h1>");
    escape::text(path.rsplit('/').next().unwrap_or(path), &mut out);
    out.push_str("</h1>\n");
    out
}
