//! The sheets of a small course, typeset.
