//! What goes wrong outside the course: the disk, the arguments, a broken theme. Mistakes of an author are
//! [diagnostics](crate::diagnostic) instead.

use std::fmt;
use std::io::{self, ErrorKind};
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
    pub fn io(path: &Path, error: io::Error) -> Failure {
        Failure::new(of_the_system(&error)).at(path)
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

    /// What to do about it.
    pub fn advice(&self) -> Option<&Message> {
        self.hint.as_ref()
    }

    /// What went wrong, where, and on a line of its own what to do.
    pub fn text(&self, tongue: Tongue) -> String {
        let message = &self.message;
        let mut text = match self.path.as_ref().map(|path| path.display()) {
            Some(path) => both!("{path}: {message}", "{path}：{message}"; message),
            None => message.clone(),
        };
        if let Some(hint) = &self.hint {
            text = both!("{text}\nhelp: {hint}", "{text}\n建议：{hint}"; text, hint);
        }
        text.text(tongue).to_owned()
    }
}

/// What the system says, in both languages where it is what people meet.
pub fn of_the_system(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => both!("there is no such file or folder", "没有这个文件或文件夹"),
        ErrorKind::PermissionDenied => both!(
            "the system does not permit it: the file may be open in another program, or belong to somebody else",
            "系统不允许：文件可能正在别的程序里打开，或者属于别的用户"
        ),
        ErrorKind::AlreadyExists => both!("there is such a file or folder already", "已经有这个文件或文件夹"),
        ErrorKind::NotADirectory => both!("this is not a folder", "这不是文件夹"),
        ErrorKind::IsADirectory => both!("this is a folder, not a file", "这是文件夹，不是文件"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => both!("there is no room left on the disk", "磁盘空间不足"),
        ErrorKind::ReadOnlyFilesystem => both!("nothing can be written on this disk", "这个磁盘不能写入"),
        _ => Message::as_is(error),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Tongue::En))
    }
}

impl std::error::Error for Failure {}
