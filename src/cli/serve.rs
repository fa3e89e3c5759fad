//! `diglot serve`.

use std::process::{Command, Stdio};

use clap::Args;

use super::common::{Common, to_stderr};
use super::selection::EditionName;
use super::{Outcome, ending};
use crate::course::Lang;
use crate::course::edition::Edition;
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::preview::{self, News, Port, Preview};
use crate::publish::finish_rewrite;

/// Show the course in a browser, and every edit as it is saved.
///
/// The website is made in memory, in every language. A PDF is typeset when it is opened; all of them are listed at `/__diglot/`, packages for
/// learning platforms are played at `/__diglot/lms/`, and passages are translated at `/__diglot/i18n/`. Nothing is written but the translations that
/// are saved there. While the course has mistakes, the pages stay as they were before them and say what is wrong.
#[derive(Args)]
pub struct Serve {
    /// Open the browser.
    #[arg(long)]
    open: bool,
    /// The name or the address to listen at. Any but this machine's own lets others in.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port [default: 8080, or the next one that is free].
    #[arg(long)]
    port: Option<u16>,
    /// Only this edition of the website [default: the one that `book.yaml` asks for, the learners' when it asks for both].
    #[arg(long, value_enum)]
    edition: Option<EditionName>,
    /// Look at the files twice a second, for network drives that do not tell what changes on them.
    #[arg(long)]
    poll: bool,
    #[command(flatten)]
    pub common: Common,
}

impl Serve {
    pub fn run(&self) -> Result<Outcome, Failure> {
        finish_rewrite(&self.common.book)?;
        let options = preview::Options {
            root: self.common.book.clone(),
            strictness: self.common.strictness(),
            host: self.host.clone(),
            port: self.port.map_or(Port::From(8080), Port::This),
            edition: self.edition.map(Edition::from),
            poll: self.poll,
        };
        let hear = |news: News<'_>| self.hear(&news);
        let mut preview = Preview::open(options, &hear)?;
        let stop = preview.stop();
        ending::listen(move |_| stop())
            .map_err(|error| Failure::new(both!("cannot listen for Ctrl-C: {error}", "无法接收 Ctrl-C：{error}")))?;
        let url = preview.url();
        if !self.common.voice.quiet {
            self.common.voice.say(&match preview.course() {
                Some(course) => {
                    let name = &course.about.title[Lang::SOURCE];
                    both!("{name} is at {url}   (Ctrl-C to stop)", "《{name}》在 {url}   （按 Ctrl-C 结束）")
                }
                None => both!("The course is at {url}   (Ctrl-C to stop)", "课程在 {url}   （按 Ctrl-C 结束）"),
            });
        }
        if self.open {
            self.open(&url);
        }
        preview.run()?;
        Ok(Outcome::Done)
    }

    fn hear(&self, news: &News<'_>) {
        match news {
            News::Found { sources, new, all } => {
                self.common.report(sources, new);
                self.common.summarise(all);
            }
            News::Failed(failure) => self.common.voice.fail(failure),
            News::Changed(words) => self.say(words),
            News::Polling(failure) => self.common.voice.say(&both!(
                "warning: {failure}; its files are looked at twice a second instead",
                "警告：{failure}；改为每秒查看两次文件";
                failure
            )),
        }
    }

    /// Says something with the time of the day.
    #[expect(clippy::disallowed_methods, reason = "the lines of the preview have the time")]
    fn say(&self, words: &Message) {
        if !self.common.voice.quiet {
            let words = words.text(self.common.voice.tongue());
            to_stderr(&format!("{}  {words}\n", jiff::Zoned::now().strftime("%H:%M:%S")));
        }
    }

    /// Opens an address in the browser of whoever runs this. Where that cannot be done, the address stands on the terminal.
    fn open(&self, url: &str) {
        let mut command = if cfg!(target_os = "windows") {
            Command::new("explorer")
        } else {
            Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" })
        };
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if command.spawn().is_err() {
            self.common.voice.say(&both!(
                "no browser could be opened: open the address yourself",
                "无法打开浏览器，请自己打开这个地址"
            ));
        }
    }
}
