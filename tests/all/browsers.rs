//! The website in real browsers, before a checker of accessibility and before one of HTML.
//!
//! These take longest, and tests begin in the order of their names: under a later letter a browser would be waited for in the end.

use std::ffi::OsStr;

use crate::support::built::shipped;
use crate::support::node;

#[test]
fn the_website_works_in_a_browser() {
    node("run.js", &[shipped()]);
}

#[test]
fn the_website_works_in_a_second_browser() {
    node("run.js", &[OsStr::new("--firefox"), shipped().as_os_str()]);
}

#[test]
fn the_search_of_a_long_course_finds_its_pages() {
    node("scale.js", &[env!("CARGO_BIN_EXE_diglot"), "600"]);
}

#[test]
fn the_session_plan_works_in_a_browser() {
    node("plan.js", &[shipped()]);
}

#[test]
fn no_page_shuts_anybody_out() {
    node("axe.js", &[shipped()]);
}

#[test]
fn every_page_is_valid() {
    node("validity.js", &[shipped()]);
}
