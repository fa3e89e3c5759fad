//! The cohort: those who take part in a course together.

/// Somebody who takes part.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// As certificates have it.
    pub name: String,
    /// Where they work; empty when it is not known.
    pub department: String,
}

/// Those who take part together.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// In the order of their table; may be empty.
    pub members: Vec<Member>,
}
