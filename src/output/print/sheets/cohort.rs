//! The cohort: those who take part in a course together.

/// The names of those who take part together, and the time at which they begin.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// The names in the order of their table; may be empty.
    pub names: Vec<String>,
    /// The time at which a day begins, in minutes since midnight.
    pub start: u32,
}
