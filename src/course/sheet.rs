//! How a sheet of paper lies.

use serde::{Deserialize, Serialize};

/// The way in which a printable sheet is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    /// Higher than wide.
    Portrait,
    /// Wider than high, for tables of many columns.
    Landscape,
}
