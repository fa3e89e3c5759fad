//! The keys of `theme.yaml`: what reads the file and what describes it to editors have them in common.

/// The keys of the file.
pub const KEYS: [&str; 5] = ["colours", "logo", "footer", "links", "print"];

/// The keys of `colours:`.
pub const COLOURS: [&str; 2] = ["accent", "second"];

/// The keys of a colour.
pub const GROUNDS: [&str; 2] = ["light", "dark"];

/// The keys of a link in the footer.
pub const LINK_KEYS: [&str; 2] = ["label", "url"];

/// The keys of `print:`.
pub const PRINT_KEYS: [&str; 2] = ["fonts", "margins"];

/// The keys of `fonts:`.
pub const FONT_KEYS: [&str; 5] = ["serif", "sans", "mono", "others", "emoji"];

/// The keys of `serif:`, `sans:` and `mono:`.
pub const SCRIPTS: [&str; 2] = ["latin", "chinese"];

/// The keys of `margins:`.
pub const MARGINS: [&str; 4] = ["top", "bottom", "inside", "outside"];
