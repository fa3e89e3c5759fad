//! The keys of `theme.yaml`: what reads the file and what describes it to editors have them in common.

use crate::course::HanForms;

/// The keys of the file.
pub const KEYS: [&str; 6] = ["colours", "logo", "cover", "footer", "links", "print"];

/// The keys of `colours:`.
pub const COLOURS: [&str; 2] = ["accent", "second"];

/// The keys of a colour.
pub const GROUNDS: [&str; 2] = ["light", "dark"];

/// The keys of a link in the footer.
pub const LINK_KEYS: [&str; 2] = ["label", "url"];

/// The keys of `print:`.
pub const PRINT_KEYS: [&str; 3] = ["fonts", "margins", "indents"];

/// The keys of `fonts:`.
pub const FONT_KEYS: [&str; 5] = ["serif", "sans", "mono", "others", "emoji"];

/// The keys of `serif:`, `sans:` and `mono:`.
pub const SCRIPTS: [&str; 5] = ["latin", "chinese", "traditional", "japanese", "korean"];

/// Those of them that are for other forms of Han characters than the simplified ones.
pub const FORMS: [(&str, HanForms); 3] =
    [("traditional", HanForms::Traditional), ("japanese", HanForms::Japanese), ("korean", HanForms::Korean)];

/// The keys of `margins:`.
pub const MARGINS: [&str; 4] = ["top", "bottom", "inside", "outside"];
