//! The page of a package: a bar, what there is to say of the platform, and the website in a frame.

use std::fmt::Write;

use super::{Contents, data};
use crate::book::Package;
use crate::course::Lang;
use crate::output::html::escape;
use crate::output::site;
use crate::theme;

macro_rules! shell_file {
    ($name:literal) => {
        include_str!(concat!("../../../themes/default/lms/", $name))
    };
}

/// What all packages run.
const SHARED: &[&str] = &[shell_file!("state.js"), shell_file!("report.js"), shell_file!("time.js")];
/// What finds a platform's programming interface and calls it.
const SCORM: &[&str] = &[shell_file!("api.js"), shell_file!("scorm.js")];
/// What it is called in each version of SCORM. A package has the names of its own alone.
const SCORM_12: &str = shell_file!("scorm-1.2.js");
const SCORM_2004: &str = shell_file!("scorm-2004.js");
const CMI5: &str = shell_file!("cmi5.js");
/// The page itself.
const SHELL: &str = shell_file!("shell.js");
const STYLE: &str = shell_file!("shell.css");

/// The page and its files, by their paths.
pub fn files(contents: &Contents<'_>, package: Package) -> Vec<(String, String)> {
    let platform: Vec<&str> = match package {
        Package::Scorm12 => [SCORM, &[SCORM_12]].concat(),
        Package::Scorm2004 => [SCORM, &[SCORM_2004]].concat(),
        Package::Cmi5 => vec![CMI5],
    };
    let named = |name, extension, text: String| (site::hashed(name, extension, text.as_bytes()), text);
    let style = named("shell", "css", site::stand_alone_style(contents.options.theme, STYLE));
    let course = named("course", "js", data::script(contents));
    let script = named("shell", "js", site::stand_alone_script(&[SHARED, &platform, &[SHELL]].concat()));
    let page = page(contents, package, &style.0, [&course.0, &script.0]);
    vec![("index.html".to_owned(), page), style, course, script]
}

/// `index.html`. The words come from the scripts, without which it can do nothing.
fn page(contents: &Contents<'_>, package: Package, style: &str, scripts: [&str; 2]) -> String {
    let course = contents.course;
    let words = &theme::strings(course)[Lang::SOURCE].lms;
    let escaped = |text: &str| {
        let mut out = String::new();
        escape::attribute(text, &mut out);
        out
    };
    let (lang, title) = (&course.language(Lang::SOURCE).tag, escaped(&title(contents)));
    // The record store of cmi5 may be on another host.
    let connect = if package == Package::Cmi5 { "; connect-src https: http:" } else { "" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' file:; style-src 'self' file:; \
         frame-src 'self' file:{connect}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"{style}\">\n"
    );
    for script in scripts {
        let _ = writeln!(out, "<script src=\"{script}\" defer></script>");
    }
    let (finish, no_script) = (escaped(&words.finish), escaped(&words.no_script));
    let _ = write!(
        out,
        "</head>\n<body class=\"shell\">\n<header class=\"bar\">\n<p class=\"done\" id=\"done\"></p>\n\
         <button class=\"finish\" id=\"finish\" type=\"button\">{finish}</button>\n</header>\n\
         <p class=\"line\" id=\"line\" role=\"status\"></p>\n<p class=\"line\" id=\"unopened\" role=\"status\"></p>\n<noscript><p class=\"line\">{no_script}</p></noscript>\n\
         <iframe id=\"pages\" title=\"{title}\"></iframe>\n<main class=\"ended\" id=\"ended\" tabindex=\"-1\" hidden></main>\n</body>\n</html>\n"
    );
    out
}

/// `English · 中文`. What is the same in two languages stands once.
pub fn title(contents: &Contents<'_>) -> String {
    let mut titles: Vec<&str> = contents.course.about.title.iter().map(|(_, title)| title.as_str()).collect();
    titles.dedup();
    titles.join(" · ")
}
