//! The cohort: those who take part in a course together.

/// Somebody who takes part.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// As certificates have it.
    pub name: String,
    /// Where they work; empty when it is not known.
    pub department: String,
}

/// Those who take part together, and the time at which they begin.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// In the order of their table; may be empty.
    pub members: Vec<Member>,
    /// The time at which a day begins, in minutes since midnight.
    pub start: u32,
}
