//! What the settings of a theme become on the website: custom properties of the style, the colours of the icon.

use std::fmt::Write;

use crate::theme::{Colour, DARK, LIGHT, Scheme, Theme, tint};

/// What stands after the default style, which refers to these properties for every colour.
pub fn style(theme: &Theme) -> String {
    let mut properties: Vec<(&str, Scheme)> = Vec::new();
    let both = |of: &dyn Fn(Colour, [Colour; 3]) -> Colour, scheme: Scheme| Scheme {
        light: of(scheme.light, LIGHT),
        dark: of(scheme.dark, DARK),
    };
    if let Some(accent) = theme.accent {
        properties.push(("accent", accent));
        let strong =
            Scheme { light: accent.light.mixed(0.7, Colour::BLACK), dark: accent.dark.mixed(0.6, Colour::WHITE) };
        properties.push(("accent-strong", strong));
        properties.push(("accent-soft", both(&tint, accent)));
        // A colour that can be read on white carries white words, and one that can be read on the dark, black ones.
        properties.push(("accent-ink", Scheme { light: Colour::WHITE, dark: Colour::BLACK }));
    }
    if let Some(second) = theme.second {
        properties.push(("gold", second));
        properties.push(("gold-bright", second));
        properties.push(("gold-soft", both(&tint, second)));
    }
    if properties.is_empty() {
        return String::new();
    }
    let mut plain = String::new();
    let mut schemes = String::new();
    for (name, scheme) in properties {
        let _ = writeln!(plain, "  --{name}: {};", scheme.light);
        let _ = writeln!(schemes, "    --{name}: light-dark({}, {});", scheme.light, scheme.dark);
    }
    format!("\n:root {{\n{plain}}}\n\n@supports (color: light-dark(#000, #fff)) {{\n  :root {{\n{schemes}  }}\n}}\n")
}

/// The icon in the colours of the theme.
pub fn icon(svg: &str, theme: &Theme) -> String {
    let mut icon = svg.to_owned();
    for (colour, scheme) in [("#1f6f7d", theme.accent), ("#d79a3c", theme.second)] {
        if let Some(scheme) = scheme {
            icon = icon.replace(colour, &scheme.light.to_string());
        }
    }
    icon
}
