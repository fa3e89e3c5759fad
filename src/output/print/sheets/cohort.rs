//! Those who take part in a course together.

/// Who takes part, and when.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// In the order of their table; may be empty.
    pub names: Vec<String>,
    /// When a day begins, in minutes since midnight.
    pub start: u32,
}
