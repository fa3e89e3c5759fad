//! How grave a mistake is, where a book or its author decides.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity};

/// What becomes of warnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// They stay warnings.
    #[default]
    Usual,
    /// They are errors.
    Strict,
}

/// The levels of a book's checks.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// None is off. A code that is not here has the level of its own.
    pub of: BTreeMap<Code, Option<Severity>>,
    /// Whether warnings become errors.
    pub strictness: Strictness,
}

impl Levels {
    /// Gives each diagnostic its level and takes out those that are off.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            match self.of.get(&diagnostic.code) {
                Some(Some(level)) => diagnostic.severity = *level,
                Some(None) => return false,
                None => {}
            }
            if self.strictness == Strictness::Strict && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            true
        });
    }
}
