//! The files of a book and how one names another. All lie in one folder.

use super::Volume;
use crate::course::edition::Edition;
use crate::course::{Asset, AssetIx, AttachmentIx, Course, ItemIx, KindIx, Target};
use crate::output::html::{Links, escape};
use crate::output::pagination::Begin;

/// A file of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Cover,
    Title,
    Contents,
    Front,
    Part(KindIx),
    Item(ItemIx),
    Glossary,
    Imprint,
}

impl Place {
    /// The name of the file. Kinds and slugs have no underscore, and no slug is `index`.
    pub fn path(self, course: &Course) -> String {
        match self {
            Place::Cover => "cover.xhtml".to_owned(),
            Place::Title => "title.xhtml".to_owned(),
            Place::Contents => "contents.xhtml".to_owned(),
            Place::Front => "front.xhtml".to_owned(),
            Place::Part(kind) => format!("{}_index.xhtml", course.kind(kind).key),
            Place::Item(item) => {
                let item = course.item(item);
                format!("{}_{}.xhtml", course.kind(item.kind).key, item.path.replace('/', "--"))
            }
            Place::Glossary => "glossary.xhtml".to_owned(),
            Place::Imprint => "imprint.xhtml".to_owned(),
        }
    }
}

impl From<Begin> for Place {
    fn from(begin: Begin) -> Place {
        match begin {
            Begin::Part(kind) => Place::Part(kind),
            Begin::Front(_) => Place::Front,
            Begin::Item(item, _) => Place::Item(item),
            Begin::Glossary(_) => Place::Glossary,
        }
    }
}

/// The file of a picture, named after its bytes: what authors call theirs may not be a name for an archive.
pub fn picture(asset: &Asset) -> String {
    let hash = blake3::hash(&asset.bytes).to_hex();
    format!("picture_{}.{}", &hash[..16], asset.picture.format.extension())
}

impl Links for Volume<'_> {
    fn target(&self, target: &Target) -> String {
        let at = |place: Place, id: &str| format!("{}#{}", place.path(self.course), escape::path(id));
        let front = if self.course.front.is_some() { Place::Front } else { Place::Title };
        match target {
            Target::Front(None) => front.path(self.course),
            Target::Front(Some(id)) => at(front, id),
            Target::Item(item) => Place::Item(*item).path(self.course),
            Target::Anchor(item, id) => at(Place::Item(*item), id),
            Target::File(file) => self.attachment(*file).unwrap_or_default(),
            Target::Term(term) => at(Place::Glossary, &self.course.term(*term).key),
        }
    }

    /// A book holds nothing that it does not show itself: such files are on the learners' website.
    fn attachment(&self, file: AttachmentIx) -> Option<String> {
        let site = self.course.about.site_url.as_deref().filter(|_| self.options.edition == Edition::Learner)?;
        Some(format!("{site}{}", escape::path(&self.course.attachment(file).site_path())))
    }

    fn picture(&self, picture: AssetIx) -> String {
        self::picture(self.course.asset(picture))
    }
}
