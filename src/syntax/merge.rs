//! What a version control leaves in a file that two people have changed in the same place.

use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::{FileId, Span};

/// The beginning of each place where a merge waits for a decision.
pub fn unfinished(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !text.contains("<<<<<<< ") {
        return found;
    }
    let (mut at, mut open, mut parted) = (0, None, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.starts_with("<<<<<<< ") {
            (open, parted) = (Some(at..at + words.len()), false);
        } else if words == "=======" {
            parted = true;
        } else if words.starts_with(">>>>>>> ") && parted {
            found.extend(open.take().map(|range| {
                Diagnostic::new(
                    Code::UnfinishedMerge,
                    Span::new(file, range),
                    both!("an unfinished merge begins here", "从这里起是一处没有完成的合并"),
                )
                .hint(both!(
                    "keep one of the two versions, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
                    "请保留两个版本中的一个，并删去以 `<<<<<<<`、`=======` 和 `>>>>>>>` 开头的行"
                ))
            }));
        }
        at += line.len();
    }
    found
}
