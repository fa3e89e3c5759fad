//! The templates of the theme, compiled once.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use crate::failure::Failure;

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../themes/default/web/templates/", $name)))
    };
}

static TEMPLATES: LazyLock<Result<Tera, String>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_templates([
        template!("components.html"),
        template!("404.html"),
        template!("base.html"),
        template!("chooser.html"),
        template!("front.html"),
        template!("glossary.html"),
        template!("item.html"),
        template!("kind.html"),
        template!("matrix.html"),
        template!("moved.html"),
    ])
    .map_err(|error| error.to_string())?;
    Ok(tera)
});

/// Fills a template.
pub fn render(name: &str, context: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let broken = |message: String| Failure::new(format!("the template `{name}` cannot be filled: {message}"));
    let tera = TEMPLATES.as_ref().map_err(|message| broken(message.clone()))?;
    let context = Context::from_serialize(context).map_err(|error| broken(error.to_string()))?;
    let mut page = Vec::new();
    tera.render_to(name, &context, &mut page).map_err(|error| broken(error.to_string()))?;
    Ok(page)
}
