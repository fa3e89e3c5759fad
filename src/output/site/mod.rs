//! stub
use crate::course::{Course, Localized};
use crate::failure::Failure;
use crate::output::Sink;
use crate::reading::{Edition, Reading};
pub struct Options<'a> {
    pub readings: &'a [Reading],
    pub edition: Edition,
    pub downloads: Vec<Download>,
}
#[derive(Clone, Debug)]
pub struct Download {
    pub reading: Reading,
    pub label: Localized<String>,
    pub path: String,
}
pub fn folder(_: Edition) -> &'static str { "site" }
pub fn render(_: &Course, _: &Options<'_>, _: &dyn Sink) -> Result<(), Failure> { Ok(()) }
