//! The names in a text, and what each was found to be: all that a page depends on beside its own files.

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
pub enum Name {
    Target(Destination),
    Picture(String),
}

/// What a name means; nothing when the reason for that was reported elsewhere.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Found {
    Target(Option<Target>),
    Picture(Option<AssetIx>),
}

/// A name that was looked up.
pub struct Lookup {
    pub name: Name,
    pub span: Span,
    /// Whether trainers alone read it.
    pub trainer: bool,
    pub found: Found,
}

/// The names of one text.
#[derive(Default)]
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

impl TextLookups {
    /// Whether every name still means the same on the page with this id.
    pub fn hold(&self, own: &str, library: &mut Library<'_, '_>) -> bool {
        self.all.iter().all(|Lookup { name, span, trainer, found }| {
            let from = Origin { own, folder: &self.folder, trainer: *trainer, span: *span };
            library.find(name, from).is_ok_and(|now| now == *found)
        })
    }
}
