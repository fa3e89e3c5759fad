//! The names in a text, and what each was found to be: all that a page depends on beside its own files.

use serde::{Deserialize, Serialize};

use super::assets::Pictures;
use super::attachments::{Files, look_up};
use super::names::{Names, Origin};
use crate::course::tree::Destination;
use crate::course::{AssetIx, Target};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Where names are looked up.
pub struct Library<'a, 'd> {
    pub names: &'a Names<'a>,
    pub pictures: Pictures<'d>,
    pub files: Files<'d>,
}

/// What stands in a text for something else.
#[derive(Serialize, Deserialize)]
pub enum Name {
    Target(Destination),
    Picture(String),
}

/// What a name means; nothing when the reason for that was reported elsewhere.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Found {
    Target(Option<Target>),
    Picture(Option<AssetIx>),
}

/// A name that was looked up.
#[derive(Serialize, Deserialize)]
pub struct Lookup {
    pub name: Name,
    pub span: Span,
    /// Whether trainers alone read it.
    pub trainer: bool,
    pub found: Found,
}

/// The names of one text.
#[derive(Default, Serialize, Deserialize)]
pub struct TextLookups {
    /// The folder of the text, relative to the course.
    pub folder: String,
    pub all: Vec<Lookup>,
}

impl Library<'_, '_> {
    /// What a name means.
    ///
    /// # Errors
    ///
    /// When there is no such thing, or it cannot be shown there.
    pub fn find(&mut self, name: &Name, from: Origin<'_>) -> Result<Found, Box<Diagnostic>> {
        Ok(match name {
            Name::Target(destination) => Found::Target(look_up(self.names, &mut self.files, destination, from)?),
            Name::Picture(name) => Found::Picture(self.pictures.find(from.folder, name, from.span)?),
        })
    }
}

/// What tells a text what its names mean.
pub enum Finder<'r, 'a, 'd> {
    Library(&'r mut Library<'a, 'd>),
    /// The names of the text in their order, which mean what they did when they were looked up.
    Noted(std::slice::Iter<'r, Lookup>),
}

impl Finder<'_, '_, '_> {
    /// As [`Library::find`].
    pub fn find(&mut self, name: &Name, from: Origin<'_>) -> Result<Found, Box<Diagnostic>> {
        match self {
            Finder::Library(library) => library.find(name, from),
            Finder::Noted(lookups) => Ok(lookups.next().expect("a text has the names that it had").found.clone()),
        }
    }
}

impl TextLookups {
    /// Whether every name still means the same on the page with this id.
    pub fn hold(&self, own: &str, library: &mut Library<'_, '_>) -> bool {
        self.all.iter().all(|Lookup { name, span, trainer, found }| {
            let from = Origin { own, folder: &self.folder, trainer: *trainer, span: *span };
            library.find(name, from).is_ok_and(|now| now == *found)
        })
    }
}
