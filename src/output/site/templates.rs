//! The templates: the default ones, some of which a theme replaces.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::course::{Lang, Localized};
use crate::failure::Failure;
use crate::theme::{Common, Strings, Web};

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../themes/default/web/templates/", $name)))
    };
}

const DEFAULT: &[(&str, &str)] = &[
    template!("404.html"),
    template!("base.html"),
    template!("chooser.html"),
    template!("components.html"),
    template!("front.html"),
    template!("glossary.html"),
    template!("item.html"),
    template!("kind.html"),
    template!("matrix.html"),
    template!("moved.html"),
    template!("plan.html"),
];

/// The names that a theme can replace.
pub fn names() -> Vec<&'static str> {
    DEFAULT.iter().map(|(name, _)| *name).collect()
}

/// All templates, compiled.
pub struct Templates {
    tera: Tera,
    replaced: Vec<String>,
    /// What templates call `strings`: made once, because making it takes longer than filling most pages.
    words: Localized<Value>,
}

/// The words of the theme in one language.
#[derive(Serialize)]
struct Words {
    common: &'static Common,
    web: &'static Web,
}

impl Templates {
    /// # Errors
    ///
    /// When a template of the theme cannot be compiled.
    pub fn new(replaced: &BTreeMap<String, String>, words: &Localized<&'static Strings>) -> Result<Templates, Failure> {
        let text =
            |&(name, text): &(&'static str, &'static str)| (name, replaced.get(name).map_or(text, String::as_str));
        let mut tera = Tera::default();
        tera.add_raw_templates(DEFAULT.iter().map(text).collect::<Vec<_>>()).map_err(|error| {
            let failure = Failure::new(error.to_string());
            if replaced.is_empty() { failure } else { failure.at(Path::new("theme/web")) }
        })?;
        let words = words.map(|words| Value::from_serializable(&Words { common: &words.common, web: &words.web }));
        Ok(Templates { tera, replaced: replaced.keys().cloned().collect(), words })
    }

    /// Fills a template in a language.
    pub fn render(&self, name: &str, lang: Lang, context: &impl Serialize) -> Result<Vec<u8>, Failure> {
        let broken = |message: String| {
            let failure = Failure::new(format!("the template `{name}` cannot be filled: {message}"));
            if self.replaced.is_empty() { failure } else { failure.at(Path::new("theme/web")) }
        };
        let mut context = Context::from_serialize(context).map_err(|error| broken(error.to_string()))?;
        context.insert_value("strings", self.words[lang].clone());
        let mut page = Vec::new();
        self.tera.render_to(name, &context, &mut page).map_err(|error| broken(error.to_string()))?;
        Ok(page)
    }
}
