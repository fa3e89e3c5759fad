//! What a version control leaves in a file that two people have changed in the same place.

use std::ops::Range;

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
    let mut code: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let fence = words.trim_start();
        if fence.starts_with("```") || fence.starts_with("~~~") {
            code = match code {
                Some((_, opened)) if fence.starts_with(opened) => None,
                None => Some((at, &fence[..3])),
                still => still,
            };
        }
        if words.starts_with("<<<<<<< ") {
            (open, parted) = (Some(at..at + words.len()), false);
        } else if words == "=======" {
            parted = true;
        } else if words.starts_with(">>>>>>> ") && parted {
            // A lesson on version control shows one in a block of code.
            let shown = |range: &Range<usize>| code.is_some_and(|(start, _)| start < range.start);
            found.extend(open.take().filter(|range| !shown(range)).map(|range| {
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
