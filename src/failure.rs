//! What goes wrong outside the course: the disk, the arguments, a broken theme. Mistakes of an author are
//! [diagnostics](crate::diagnostic) instead.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a run could not go on.
#[derive(Debug)]
pub struct Failure {
    message: String,
    path: Option<PathBuf>,
    hint: Option<String>,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), path: None, hint: None }
    }

    pub fn io(path: &Path, error: std::io::Error) -> Failure {
        Failure::new(error.to_string()).at(path)
    }

    #[must_use]
    pub fn at(mut self, path: &Path) -> Failure {
        self.path = Some(path.to_path_buf());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhelp: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}
