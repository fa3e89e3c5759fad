//! What goes wrong outside the course: the disk, the arguments, a broken theme. Mistakes of an author are
//! [diagnostics](crate::diagnostic) instead.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::message::{Message, Tongue, both};

/// Why a run could not go on.
#[derive(Debug)]
pub struct Failure {
    message: Message,
    path: Option<PathBuf>,
    hint: Option<Message>,
}

impl Failure {
    /// A failure of which neither a path nor a way out is known.
    pub fn new(message: Message) -> Failure {
        Failure { message, path: None, hint: None }
    }

    /// What the system says of a file or folder, with its path.
    pub fn io(path: &Path, error: std::io::Error) -> Failure {
        Failure::new(Message::as_is(error)).at(path)
    }

    /// The same failure with the file or folder that it is about.
    #[must_use]
    pub fn at(mut self, path: &Path) -> Failure {
        self.path = Some(path.to_path_buf());
        self
    }

    /// The same failure with what to do about it, shown on a line of its own.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Failure {
        self.hint = Some(hint);
        self
    }
}

impl Failure {
    /// What went wrong, without the place.
    pub fn reason(&self) -> &Message {
        &self.message
    }

    /// What went wrong, where, and on a line of its own what to do.
    pub fn text(&self, tongue: Tongue) -> String {
        let mut text = String::new();
        if let Some(path) = &self.path {
            text += &format!("{}: ", path.display());
        }
        text += self.message.text(tongue);
        if let Some(hint) = &self.hint {
            let help = both!("help", "建议");
            text += &format!("\n{}: {}", help.text(tongue), hint.text(tongue));
        }
        text
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Tongue::En))
    }
}

impl std::error::Error for Failure {}
