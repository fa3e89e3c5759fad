//! The files that a template reads.

use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

/// The files of a document by their absolute virtual paths, such as `/course/book.json`.
pub type VirtualFiles = BTreeMap<String, Bytes>;

/// The JSON of some data.
pub fn json(value: &impl Serialize) -> Bytes {
    Bytes::new(serde_json::to_vec(value).expect("the data of the templates has string keys only"))
}
