//! The web templates of the default theme, which are part of the program.

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../themes/default/web/templates/", $name)))
    };
}

/// The templates that a theme can replace, by name.
pub const WEB_TEMPLATES: &[(&str, &str)] = &[
    template!("404.html"),
    template!("bar.html"),
    template!("base.html"),
    template!("chooser.html"),
    template!("components.html"),
    template!("foot.html"),
    template!("front.html"),
    template!("glossary.html"),
    template!("item.html"),
    template!("kind.html"),
    template!("line.html"),
    template!("links.html"),
    template!("matrix.html"),
    template!("moved.html"),
    template!("parts.html"),
    template!("plan.html"),
    template!("tools.html"),
];
