//! Outputs: functions of the course, the theme and options. They do not know each other.

pub mod code;
pub mod epub;
pub mod gift;
pub mod html;
pub mod lms;
pub mod pagination;
pub mod print;
pub mod site;
