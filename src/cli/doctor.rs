//! `diglot doctor`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::Outcome;
use super::common::{Voice, to_stdout};
use crate::doctor::{Check, Verdict, examine};
use crate::failure::Failure;
use crate::message::{self, Message, Tongue, both};

/// Look for what may keep Diglot from working on this machine, and say what to do.
///
/// Send along what it says when you ask for help. It looks at the system, the course, the names of its files and the output folder. It asks no network and
/// changes nothing.
///
/// Exit status: 0 when nothing stops work, 1 when something does.
#[derive(Args)]
pub struct Doctor {
    /// The folder of the course, in which its `book.yaml` is [default: this folder, if there is one].
    #[arg(long, value_name = "FOLDER")]
    book: Option<PathBuf>,
    /// Where its files are to be put [default: `dist` beside `book.yaml`].
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How it is shown.
    #[arg(long, value_enum, default_value = "text")]
    format: DoctorFormat,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Clone, Copy, ValueEnum)]
enum DoctorFormat {
    /// A line for each thing, for people.
    Text,
    /// For programs.
    Json,
}

impl Doctor {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let book = self.book.as_deref().unwrap_or(Path::new("."));
        let out = self.out.clone().unwrap_or_else(|| book.join("dist"));
        #[expect(clippy::disallowed_methods, reason = "files of the future are told from those of the past")]
        let now = SystemTime::now();
        let mut checks = examine(book, self.book.is_some(), &out, now);
        checks.insert(1, self.language());
        checks.insert(2, terminal());
        let stopped = checks.iter().any(|check| check.verdict == Verdict::Stop);
        if self.voice.quiet {
            checks.retain(|check| check.verdict != Verdict::Good);
        }
        let tongue = self.voice.tongue();
        to_stdout(&match self.format {
            DoctorFormat::Text if checks.is_empty() => String::new(),
            DoctorFormat::Text => text(&checks, tongue),
            DoctorFormat::Json => json(&checks, tongue),
        });
        Ok(if stopped { Outcome::Mistakes } else { Outcome::Done })
    }

    /// The language of messages, and who says so.
    fn language(&self) -> Check {
        let name = match self.voice.tongue() {
            Tongue::En => both!("English", "英文"),
            Tongue::Zh => both!("Chinese", "中文"),
        };
        let found = match (self.voice.asked(), system_locale()) {
            (Some(_), _) => both!("{name}, as `--messages` says", "{name}，由 `--messages` 指定"; name),
            (None, Some(locale)) => {
                both!("{name}; the language of the system is `{locale}`", "{name}；系统语言是 `{locale}`"; name)
            }
            (None, None) => both!("{name}; the system names no language", "{name}；系统没有写明语言"; name),
        };
        Check::good("language", both!("messages", "消息"), found)
    }
}

#[expect(clippy::disallowed_methods, reason = "what the system says is what is to be told")]
fn system_locale() -> Option<String> {
    sys_locale::get_locale()
}

/// Whether what is written can be read where it appears. On Windows a console takes Unicode whatever its code page is.
fn terminal() -> Check {
    let width = console::Term::stderr().size_checked().map(|(_, width)| width);
    let topic = both!("terminal", "终端");
    let encoding = if cfg!(windows) { None } else { declared_encoding() };
    let found = match (std::io::stderr().is_terminal(), width) {
        (true, Some(width)) => both!("{width} columns", "宽 {width} 列"),
        _ => both!("none: the output goes to a file or a program", "没有，输出到文件或程序"),
    };
    let Some(encoding) = encoding.filter(|encoding| !is_unicode(encoding)) else {
        return Check::good("terminal", topic, found);
    };
    let found = both!("{found}; its encoding is `{encoding}`", "{found}；编码是 `{encoding}`"; found);
    Check::good("terminal", topic, found).but(
        Verdict::Look,
        both!(
            "Chinese is written as UTF-8 and may look wrong here: set `LANG` to a language with UTF-8, such as `C.UTF-8`",
            "中文按 UTF-8 输出，在这里可能显示不对：请把 `LANG` 设为 UTF-8 的语言，例如 `C.UTF-8`"
        ),
    )
}

/// What the environment says of the encoding: the first of these that is set counts.
#[expect(clippy::disallowed_methods, reason = "the environment is what is to be told")]
fn declared_encoding() -> Option<String> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set)
}

fn is_unicode(encoding: &str) -> bool {
    let encoding = encoding.to_lowercase();
    encoding.contains("utf-8") || encoding.contains("utf8")
}

fn text(checks: &[Check], tongue: Tongue) -> String {
    let mut text = String::new();
    for Check { topic, verdict, found, advice, .. } in checks {
        let sign = match verdict {
            Verdict::Good => "✓",
            Verdict::Look => "!",
            Verdict::Stop => "✗",
        };
        let line = both!("{sign} {topic}: {found}\n", "{sign} {topic}：{found}\n"; topic, found);
        text += line.text(tongue);
        if let Some(advice) = advice {
            text += &format!("  → {}\n", advice.text(tongue));
        }
    }
    let count = |wanted| checks.iter().filter(|check| check.verdict == wanted).count();
    let (stopping, looking) = (count(Verdict::Stop), count(Verdict::Look));
    let things = |n: usize| Message { en: message::counted(n, "thing", "things"), zh: format!("{n} 处") };
    let (stop, look) = (things(stopping), things(looking));
    let end = match (stopping, looking) {
        (0, 0) => both!("everything is as it should be", "一切正常"),
        (0, _) => both!("nothing stops work; {look} to look at", "可以使用；有 {look}需要留意"; look),
        (_, 0) => both!("{stop} to mend first", "有 {stop}需要先解决"; stop),
        _ => both!("{stop} to mend first, {look} to look at", "有 {stop}需要先解决，{look}需要留意"; stop, look),
    };
    text + "\n" + end.text(tongue) + "\n"
}

#[derive(Serialize)]
struct Report<'a> {
    /// Of this form of the report.
    version: u8,
    diglot: &'static str,
    system: &'static str,
    architecture: &'static str,
    checks: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    check: &'static str,
    verdict: Verdict,
    found: &'a str,
    advice: Option<&'a str>,
}

fn json(checks: &[Check], tongue: Tongue) -> String {
    let entries = checks.iter().map(|check| Entry {
        check: check.name,
        verdict: check.verdict,
        found: check.found.text(tongue),
        advice: check.advice.as_ref().map(|advice| advice.text(tongue)),
    });
    let report = Report {
        version: 1,
        diglot: env!("CARGO_PKG_VERSION"),
        system: std::env::consts::OS,
        architecture: std::env::consts::ARCH,
        checks: entries.collect(),
    };
    serde_json::to_string(&report).expect("strings and numbers are JSON") + "\n"
}
