//! Other generators on the same content, when their programs are given. What is Diglot's own in it (fences, references) is text to them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::floor;

pub struct Peer {
    pub name: &'static str,
    program: PathBuf,
}

impl Peer {
    /// By the name of the program: `hugo`, `zola`, `mdbook`.
    pub fn new(program: &Path) -> Option<Peer> {
        let file = program.file_stem()?.to_str()?;
        let name = ["hugo", "zola", "mdbook"].into_iter().find(|name| file.starts_with(name))?;
        Some(Peer { name, program: program.to_path_buf() })
    }

    /// Writes the content of a course as the peer wants to have it.
    pub fn prepare(&self, course: &Path, site: &Path) -> io::Result<()> {
        let mut summary = String::from("# Summary\n\n");
        for path in floor::files(&course.join("course")) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(".md"))
            else {
                continue;
            };
            let source = fs::read_to_string(&path)?;
            let body = source.splitn(3, "---\n").nth(2).unwrap_or(&source);
            let (slug, language) = name.rsplit_once('.').expect("a file of a course has a language");
            let (text, target) = match self.name {
                "mdbook" => {
                    summary.push_str(&format!("- [{name}]({language}/{slug}.md)\n"));
                    (format!("# {name}\n\n{body}"), site.join(format!("src/{language}/{slug}.md")))
                }
                _ => (
                    format!("+++\ntitle = \"{name}\"\n+++\n\n{body}"),
                    site.join(format!("content/{language}/{slug}.md")),
                ),
            };
            put(&target, &text)?;
        }
        match self.name {
            "mdbook" => {
                put(&site.join("src/SUMMARY.md"), &summary)?;
                put(&site.join("book.toml"), "[book]\ntitle = \"A large course\"\n")
            }
            "zola" => {
                for language in ["en", "zh"] {
                    put(&site.join(format!("content/{language}/_index.md")), "+++\ntitle = \"All\"\n+++\n")?;
                }
                put(&site.join("zola.toml"), "base_url = \"https://example.com\"\nbuild_search_index = true\n")?;
                put(&site.join("config.toml"), "base_url = \"https://example.com\"\nbuild_search_index = true\n")?;
                put(&site.join("templates/index.html"), "<!doctype html><title>All</title>")?;
                put(&site.join("templates/section.html"), "<!doctype html><title>All</title>")?;
                put(
                    &site.join("templates/page.html"),
                    "<!doctype html><html><head><title>{{ page.title }}</title></head><body><main>{{ page.content | safe }}</main></body></html>",
                )
            }
            _ => {
                put(&site.join("hugo.toml"), HUGO)?;
                put(&site.join("config.toml"), HUGO)?;
                put(
                    &site.join("layouts/_default/single.html"),
                    "<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>",
                )?;
                put(&site.join("layouts/_default/list.html"), "<!doctype html><title>All</title>")?;
                let index = "[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}{{ dict \"u\" $p.RelPermalink \"t\" $p.Title \"x\" $p.Plain | jsonify }}{{ end }}]";
                put(&site.join("layouts/index.json"), index)?;
                put(&site.join("layouts/index.html"), "<!doctype html><title>All</title>")
            }
        }
    }

    /// A build from nothing.
    pub fn command(&self, site: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("build").current_dir(site);
        if self.name == "hugo" {
            command = Command::new(&self.program);
            command.args(["--cleanDestinationDir", "--quiet"]).current_dir(site);
        }
        command
    }

    /// Where its output lies.
    pub fn output(&self, site: &Path) -> PathBuf {
        site.join(if self.name == "mdbook" { "book" } else { "public" })
    }
}

const HUGO: &str = "baseURL = \"https://example.com/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\"]\n[outputs]\nhome = [\"HTML\", \"JSON\"]\n";

fn put(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().expect("a file has a folder"))?;
    fs::write(path, text)
}
