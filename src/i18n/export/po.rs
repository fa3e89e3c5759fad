//! Gettext. Texts are Markdown, one line each; nothing in the file changes unless the course does.

use crate::i18n::exchange::{Exchange, Notes};
use crate::translation::State;

/// Before the state in a comment, by which a file that comes back tells what was right when it went out.
pub const STATE: &str = "state: ";

pub fn write(exchange: &Exchange<'_>) -> String {
    let notes = Notes::new(exchange);
    let about = &exchange.work.book.about;
    let version = about.version.as_ref().map(|version| format!(" {version}")).unwrap_or_default();
    let fields = [
        ("Project-Id-Version", format!("{}{version}", exchange.title())),
        ("Language", exchange.target_tag().replace('-', "_")),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        ("X-Source-Language", exchange.source_tag().replace('-', "_")),
    ];
    let mut out = "msgid \"\"\nmsgstr \"\"\n".to_owned();
    for (name, value) in fields {
        out += &format!("{}\n", quoted(&format!("{name}: {value}\n")));
    }
    for passage in &exchange.passages {
        out.push('\n');
        let state = passage.state.name();
        for note in notes.of(passage).into_iter().chain([format!("{STATE}{state}")]) {
            out += &format!("#. {note}\n");
        }
        let (path, _) = exchange.place(passage);
        // A space would part it into two places.
        let path = if path.contains(' ') { format!("\u{2068}{path}\u{2069}") } else { path.to_owned() };
        out += &format!("#: {path}\n");
        let target = passage.translated().unwrap_or_default();
        if !target.is_empty() && *passage.state != State::Current {
            out += "#, fuzzy\n";
        }
        if let Some(former) = passage.former() {
            out += &format!("#| msgid {}\n", quoted(former));
        }
        out += &format!(
            "msgctxt {}\nmsgid {}\nmsgstr {}\n",
            quoted(&passage.context),
            quoted(&passage.source.text),
            quoted(target)
        );
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
