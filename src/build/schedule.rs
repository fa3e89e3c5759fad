//! The commands by which several machines make a build, for programs that run commands: Ninja, make, or whatever reads JSON.

use std::time::Duration;

use clap::ValueEnum;
use serde::Serialize;

use super::shard::{Job, Shard};

/// A form in which a schedule is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScheduleForm {
    /// For people.
    Table,
    /// For other programs: what each shard makes, and the commands.
    Json,
    /// A file of Ninja, `build.ninja`.
    Ninja,
    /// A makefile.
    Make,
}

/// A build that machines share.
pub struct Schedule {
    /// The jobs of each shard.
    pub shares: Vec<Vec<Job>>,
    /// What the build is asked for, as arguments: `handbook`, `--lang`, `en`.
    pub asked: Vec<String>,
    /// The folder of the course, as it is named from where the commands run.
    pub book: String,
    /// The files that the course is made of, relative to its folder.
    pub sources: Vec<String>,
}

#[derive(Serialize)]
struct Json {
    version: &'static str,
    shards: Vec<JsonShard>,
    merge: Vec<String>,
}

#[derive(Serialize)]
struct JsonShard {
    shard: String,
    folder: String,
    command: Vec<String>,
    /// On one core of the machine of `docs/scale.md`.
    seconds: f64,
    makes: Vec<JsonJob>,
}

#[derive(Serialize)]
struct JsonJob {
    name: String,
    seconds: f64,
}

impl Schedule {
    /// The schedule as JSON, with a line end.
    pub fn json(&self) -> String {
        let job = |job: &Job| JsonJob { name: job.product.name(), seconds: seconds(job.cost) };
        let shard = |(shard, jobs): (Shard, &Vec<Job>)| JsonShard {
            shard: shard.to_string(),
            folder: self.part(shard),
            command: self.command(shard),
            seconds: seconds(jobs.iter().map(|job| job.cost).sum()),
            makes: jobs.iter().map(job).collect(),
        };
        let shards = self.shards().zip(&self.shares).map(shard).collect();
        let json = Json { version: env!("CARGO_PKG_VERSION"), shards, merge: self.merge() };
        serde_json::to_string_pretty(&json).expect("texts and numbers become JSON") + "\n"
    }

    /// The schedule as a file of Ninja (<https://ninja-build.org/manual.html>).
    pub fn ninja(&self) -> String {
        let path = |path: String| path.replace('$', "$$").replace(' ', "$ ").replace(':', "$:");
        let command = |words: Vec<String>| shell(&words[1..]).replace('$', "$$");
        let sources = self.sources.iter().map(|source| path(self.beside(source)));
        let mut text = format!(
            "{}\nninja_required_version = 1.5\ndiglot = diglot\n\n\
             # Without a change nothing is written, and what comes after it need not be done.\n\
             rule diglot\n  command = $diglot $words\n  description = diglot $words\n  restat = 1\n\n\
             build sources: phony {}\n",
            self.head("ninja"),
            sources.collect::<Vec<_>>().join(" "),
        );
        for shard in self.shards() {
            let words = command(self.command(shard));
            text += &format!("build {}: diglot | sources\n  words = {words}\n", path(self.list_of(shard)));
        }
        let parts: Vec<String> = self.shards().map(|shard| path(self.list_of(shard))).collect();
        let out = path(self.beside("dist/.diglot/manifest"));
        text + &format!(
            "build {out}: diglot | {}\n  words = {}\ndefault {out}\n",
            parts.join(" "),
            command(self.merge())
        )
    }

    /// The schedule as a makefile (POSIX make, but for `?=`).
    pub fn make(&self) -> String {
        let path = |path: String| {
            path.replace('$', "$$").replace(' ', "\\ ").replace('#', "\\#").replace('%', "\\%").replace(':', "\\:")
        };
        let command = |words: Vec<String>| shell(&words[1..]).replace('$', "$$");
        let sources: Vec<String> = self.sources.iter().map(|source| path(self.beside(source))).collect();
        let out = path(self.beside("dist/.diglot/manifest"));
        let mut text = format!(
            "{}\nDIGLOT ?= diglot\nSOURCES = {}\n\n# Without a change nothing is written; make has to be told that it is done.\n{out}: ",
            self.head("make"),
            sources.join(" \\\n  "),
        );
        let parts: Vec<String> = self.shards().map(|shard| path(self.list_of(shard))).collect();
        text += &format!("{}\n\t$(DIGLOT) {}\n\t@touch '$@'\n", parts.join(" "), command(self.merge()));
        for (shard, list) in self.shards().zip(parts) {
            text += &format!("{list}: $(SOURCES)\n\t$(DIGLOT) {}\n\t@touch '$@'\n", command(self.command(shard)));
        }
        text
    }

    fn head(&self, form: &str) -> String {
        let of = self.shares.len();
        format!(
            "# A build in {of} parts, by `diglot jobs {of} --to {form}`. Make this file anew when files come or go."
        )
    }

    fn shards(&self) -> impl Iterator<Item = Shard> {
        Shard::all(self.shares.len())
    }

    /// A path beside `book.yaml`.
    fn beside(&self, path: &str) -> String {
        if self.book == "." { path.to_owned() } else { format!("{}/{path}", self.book) }
    }

    fn part(&self, shard: Shard) -> String {
        self.beside(&shard.folder())
    }

    /// The file that is written last of a part.
    fn list_of(&self, shard: Shard) -> String {
        format!("{}/.diglot/part", self.part(shard))
    }

    fn command(&self, shard: Shard) -> Vec<String> {
        let mut words = vec!["diglot".to_owned(), "build".to_owned()];
        words.extend(self.asked.iter().cloned());
        words.extend(["--shard".to_owned(), shard.to_string(), "--quiet".to_owned()]);
        if self.book != "." {
            words.extend(["--book".to_owned(), self.book.clone()]);
        }
        words
    }

    fn merge(&self) -> Vec<String> {
        let words = ["diglot".to_owned(), "merge".to_owned(), "--quiet".to_owned(), self.beside("dist")];
        words.into_iter().chain(self.shards().map(|shard| self.part(shard))).collect()
    }
}

/// Seconds, rounded to hundredths.
fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 100.0).round() / 100.0
}

/// Words as a shell reads them.
fn shell(words: &[String]) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,=:".contains(c);
    let quoted = |word: &String| {
        let bare = !word.is_empty() && word.chars().all(plain);
        if bare { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) }
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule() -> Schedule {
        Schedule {
            shares: vec![Vec::new(), Vec::new()],
            asked: vec!["handbook".to_owned(), "--lang".to_owned(), "en".to_owned()],
            book: "our $5 course".to_owned(),
            sources: vec!["book.yaml".to_owned(), "course/a.en.md".to_owned()],
        }
    }

    #[test]
    fn a_file_of_ninja() {
        let expected = "\
# A build in 2 parts, by `diglot jobs 2 --to ninja`. Make this file anew when files come or go.
ninja_required_version = 1.5
diglot = diglot

# Without a change nothing is written, and what comes after it need not be done.
rule diglot
  command = $diglot $words
  description = diglot $words
  restat = 1

build sources: phony our$ $$5$ course/book.yaml our$ $$5$ course/course/a.en.md
build our$ $$5$ course/parts/1-of-2/.diglot/part: diglot | sources
  words = build handbook --lang en --shard 1/2 --quiet --book 'our $$5 course'
build our$ $$5$ course/parts/2-of-2/.diglot/part: diglot | sources
  words = build handbook --lang en --shard 2/2 --quiet --book 'our $$5 course'
build our$ $$5$ course/dist/.diglot/manifest: diglot | our$ $$5$ course/parts/1-of-2/.diglot/part our$ $$5$ course/parts/2-of-2/.diglot/part
  words = merge --quiet 'our $$5 course/dist' 'our $$5 course/parts/1-of-2' 'our $$5 course/parts/2-of-2'
default our$ $$5$ course/dist/.diglot/manifest
";
        assert_eq!(schedule().ninja(), expected);
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_part_them() {
        let words = ["plain", "two words", "it's", "", "$HOME"].map(str::to_owned);
        assert_eq!(shell(&words), "plain 'two words' 'it'\\''s' '' '$HOME'");
    }

    #[test]
    fn the_json_names_the_commands() {
        let json: serde_json::Value = serde_json::from_str(&schedule().json()).expect("it is JSON");
        assert_eq!(json["shards"][1]["command"][5], "--shard", "{json}");
        assert_eq!(json["shards"][1]["command"][6], "2/2", "{json}");
        assert_eq!(json["merge"][3], "our $5 course/dist", "{json}");
    }
}
