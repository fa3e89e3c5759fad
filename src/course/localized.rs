//! A value for each language.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use super::ids::Lang;

/// One value for each language of the book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Localized<T>(Vec<T>);

impl<T> Localized<T> {
    /// `values` has one value for each language, in the book's order.
    pub fn new(values: Vec<T>) -> Localized<T> {
        Localized(values)
    }

    /// Each value with its language, in the book's order.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().enumerate().map(|(i, t)| (Lang::new(i), t))
    }

    /// A value of another kind for each language, made in the book's order.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Localized<U> {
        Localized(self.0.iter().map(f).collect())
    }

    /// The values in the book's order.
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// The values in the book's order, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut()
    }

    /// The values in the book's order, without the languages.
    pub fn into_values(self) -> Vec<T> {
        self.0
    }
}

impl<T> Index<Lang> for Localized<T> {
    type Output = T;

    fn index(&self, lang: Lang) -> &T {
        &self.0[lang.index()]
    }
}
