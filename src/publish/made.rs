//! Of what each file was made that is costly to make: so that a build can tell that it would make the same file again.
//!
//! An entry says that inputs with one digest gave bytes with another. That stays true whatever happens to the output folder, so a list
//! that is lost or old costs time and never gives a wrong file. Of files that are quick to make and many, such as pages, an entry has the inputs
//! alone: it says what the file in its place was made of, and is believed while nobody has touched the folder.

use std::collections::BTreeMap;

use crate::digest::Digest;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Origin {
    inputs: Digest,
    bytes: Option<Digest>,
}

/// Stands in a list for bytes that are not known.
const UNKNOWN: &str = "-";

/// Entries by the path of their file, relative to the output folder.
#[derive(Debug, Default)]
pub struct Origins(BTreeMap<String, Origin>);

impl Origins {
    /// A line that cannot be read is no entry, so a list that was cut or damaged has fewer.
    pub fn read(list: &[u8]) -> Origins {
        let entry = |line: &str| {
            let mut words = line.splitn(3, ' ');
            let inputs = words.next()?.parse().ok()?;
            let bytes = match words.next()? {
                UNKNOWN => None,
                digest => Some(digest.parse().ok()?),
            };
            Some((words.next()?.to_owned(), Origin { inputs, bytes }))
        };
        Origins(String::from_utf8_lossy(list).lines().filter_map(entry).collect())
    }

    /// Without the files that `remains` does not know.
    pub fn lines(&self, remains: impl Fn(&str) -> bool) -> String {
        let line = |(path, Origin { inputs, bytes }): (&String, &Origin)| match bytes {
            Some(bytes) => format!("{inputs} {bytes} {path}\n"),
            None => format!("{inputs} {UNKNOWN} {path}\n"),
        };
        self.0.iter().filter(|(path, _)| remains(path)).map(line).collect()
    }

    /// What the file at `path` holds, as far as it is known, if it was made of these inputs.
    pub fn bytes(&self, path: &str, inputs: Digest) -> Option<Option<Digest>> {
        self.0.get(path).filter(|entry| entry.inputs == inputs).map(|entry| entry.bytes)
    }

    pub fn insert(&mut self, path: &str, inputs: Digest, bytes: Option<Digest>) {
        self.0.insert(path.to_owned(), Origin { inputs, bytes });
    }

    /// Nothing is known any more of what the file at `path` was made of.
    pub fn remove(&mut self, path: &str) {
        self.0.remove(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let mut made = Origins::default();
        let (inputs, bytes) = (Digest::of(b"inputs"), Digest::of(b"bytes"));
        made.insert("print/a b.pdf", inputs, Some(bytes));
        made.insert("print/gone.pdf", inputs, Some(bytes));
        made.insert("site/a b.html", inputs, None);
        let list = made.lines(|path| !path.contains("gone")) + "not a line\n";
        let read = Origins::read(list.as_bytes());
        assert_eq!(read.bytes("print/a b.pdf", inputs), Some(Some(bytes)));
        assert_eq!(read.bytes("site/a b.html", inputs), Some(None));
        assert_eq!(read.bytes("print/a b.pdf", bytes), None);
        assert_eq!(read.bytes("print/gone.pdf", inputs), None);
    }
}
