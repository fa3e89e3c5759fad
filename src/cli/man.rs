//! `diglot man`.

use std::io;

use clap::{Args, Command};

use super::Outcome;
use super::common::{Voice, to_stdout};
use crate::failure::Failure;
use crate::message::Message;

/// The manual page of `diglot`, with all of its commands.
///
/// On the standard output, in English: `diglot man > diglot.1`, then `man -l diglot.1`.
#[derive(Args)]
pub struct Man {
    #[command(flatten)]
    pub voice: Voice,
}

impl Man {
    /// `command` is what the page is about.
    pub fn run(&self, command: Command) -> Result<Outcome, Failure> {
        let page = page(command).map_err(|error| Failure::new(Message::as_is(error)))?;
        to_stdout(&String::from_utf8_lossy(&page));
        Ok(Outcome::Done)
    }
}

/// The head of the page, a section for each verb, the exit status.
fn page(mut command: Command) -> io::Result<Vec<u8>> {
    command.build();
    let verbs: Vec<Command> = command.get_subcommands().filter(|verb| verb.get_name() != "help").cloned().collect();
    let whole = clap_mangen::Man::new(command);
    let mut page = Vec::new();
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for verb in verbs {
        page.extend(format!(".SH \"DIGLOT {}\"\n", verb.get_name().to_uppercase()).bytes());
        page.extend(section(verb)?);
    }
    Ok(page)
}

/// What is to be known of a verb, its headings below that of the section. What every verb takes has been told.
fn section(verb: Command) -> io::Result<Vec<u8>> {
    let verb = verb.mut_args(|argument| {
        let told = ["help", "messages"].contains(&argument.get_id().as_str());
        argument.hide(told)
    });
    let verb = clap_mangen::Man::new(verb);
    let mut own = Vec::new();
    verb.render_description_section(&mut own)?;
    verb.render_synopsis_section(&mut own)?;
    verb.render_options_section(&mut own)?;
    let own = String::from_utf8_lossy(&own).replace("\n.SH ", "\n.SS ");
    // The description needs no heading of its own.
    Ok(own.replacen(".SH DESCRIPTION\n", "", 1).into_bytes())
}
