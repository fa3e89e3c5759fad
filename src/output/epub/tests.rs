//! The files of small books.
