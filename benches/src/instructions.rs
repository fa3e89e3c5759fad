//! How many instructions each stage of a build takes, by Valgrind's callgrind: the same number on a busy machine as on an idle one, so that a
//! regression of a few percent can be seen. The program needs its symbols.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;

/// What is counted of a build with some arguments.
pub struct Counted {
    /// What has happened before.
    after: &'static str,
    arguments: &'static [&'static str],
    /// A name for the table, and the function that does it, with all that it calls. Those that begin with a dash are part of the one above them.
    stages: &'static [(&'static str, &'static str)],
}

pub const SITE: Counted = Counted {
    after: "from nothing",
    arguments: &["site"],
    stages: &[
        ("parse the Markdown", "diglot::syntax::parse"),
        ("– pulldown-cmark's first pass", "pulldown_cmark::parse::Parser::new_ext"),
        ("resolve", "diglot::resolve::resolve"),
        ("pages", "diglot::output::site::html"),
        ("– HTML of the texts", "diglot::output::site::body::render"),
        ("– values for the templates", "tera::context::Context::from_serialize"),
        ("– templates", "tera::tera::Tera::render_to"),
        ("search index", "diglot::output::site::search::index"),
        ("digests of what pages are made of", "diglot::digest::Digest::of_value"),
        ("short links", "diglot::output::site::entry::short_link"),
    ],
};

pub const EDIT: Counted = Counted {
    after: "after an edit to one paragraph",
    arguments: &["site"],
    stages: &[
        ("parse the Markdown", "diglot::syntax::parse"),
        ("– pulldown-cmark's first pass", "pulldown_cmark::parse::Parser::new_ext"),
        ("drafts of items", "diglot::resolve::drafts::draft"),
        ("checks", "diglot::check::look_at"),
        ("pages", "diglot::output::site::html"),
        ("search index", "diglot::output::site::search::index"),
        ("digests of what pages are made of", "diglot::digest::Digest::of_value"),
    ],
};

pub const HANDBOOK: Counted = Counted {
    after: "from nothing",
    arguments: &["handbook", "--lang", "en"],
    stages: &[
        ("resolve", "diglot::resolve::resolve"),
        ("fonts and templates", "diglot::output::print::press::context::TypesetContext::new"),
        ("data for the templates", "diglot::output::print::manuscript::Manuscript::new"),
        ("the typesetter", "typst::compile_impl"),
        ("– layout", "typst_layout::pages::layout_document"),
        ("the PDF with its tags", "typst_pdf::pdf"),
    ],
};

/// Prints a line for each stage of the build of `course`, in millions of instructions.
pub fn print(diglot: &Path, course: &Path, scratch: &Path, counted: Counted) -> Result<()> {
    let file = scratch.join("callgrind.out");
    let status = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(diglot)
        .arg("build")
        .args(counted.arguments)
        .args(["--quiet", "--book"])
        .arg(course)
        .arg("--out")
        .arg(scratch.join("counted"))
        // What threads wait for each other would be counted, too.
        .env("RAYON_NUM_THREADS", "1")
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        return Err("valgrind failed; is it installed?".into());
    }
    let report = Command::new("callgrind_annotate").args(["--inclusive=yes", "--threshold=100"]).arg(&file).output()?;
    let report = String::from_utf8(report.stdout)?;
    println!("\n`{}`, {}\n", counted.arguments.join(" "), counted.after);
    println!("| work | million instructions | share |\n| --- | ---: | ---: |");
    let total = count(&report, "PROGRAM TOTALS").ok_or("callgrind says nothing of the whole")?;
    println!("| all | {total:.0} | 100 % |");
    for (name, function) in counted.stages {
        let of = count(&report, &format!(":{function} ["));
        let of = of.ok_or_else(|| format!("callgrind does not know `{function}`; was the program stripped?"))?;
        println!("| {name} | {of:.0} | {:.0} % |", of / total * 100.0);
    }
    Ok(())
}

/// The number at the beginning of the line with `what`, in millions.
fn count(report: &str, what: &str) -> Option<f64> {
    let line = report.lines().find(|line| line.contains(what))?;
    let digits: String = line.split_whitespace().next()?.chars().filter(|&c| c != ',').collect();
    digits.parse::<f64>().ok().map(|count| count / 1e6)
}
