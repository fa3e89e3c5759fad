//! XLIFF 1.2. Emphasis is `<g>`; what has an address or a name is a pair of `<bpt>` and `<ept>` that hold it, and what stands alone a `<ph>`, so a
//! text that comes back is read without the course.

use crate::i18n::codes::{self, Piece, Sign};
use crate::i18n::exchange::{Exchange, Notes, Passage};
use crate::i18n::xml::escaped;
use crate::syntax::Dialect;
use crate::translation::State;

pub const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:1.2";

/// What the pairs of `<g>` are in Markdown, by their `ctype`.
pub const PAIRS: [(&str, &str); 3] = [("bold", "**"), ("italic", "*"), ("x-strike", "~~")];

pub fn write(exchange: &Exchange<'_>) -> String {
    let notes = Notes::new(exchange);
    let mut out =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"{NAMESPACE}\">\n");
    for passages in exchange.passages.chunk_by(|a, b| a.item == b.item) {
        out += &format!(
            "<file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"x-markdown\">\n<body>\n",
            escaped(passages[0].item),
            escaped(exchange.source_tag()),
            escaped(exchange.target_tag()),
        );
        for section in passages.chunk_by(|a, b| section(&a.context) == section(&b.context)) {
            out += &format!("<group resname=\"{}\">\n", escaped(section_name(section)));
            section.iter().for_each(|passage| out += &unit(exchange, &notes, passage));
            out += "</group>\n";
        }
        out += "</body>\n</file>\n";
    }
    out + "</xliff>\n"
}

fn section(context: &str) -> &str {
    context.rsplit_once('/').map_or(context, |(section, _)| section)
}

fn section_name<'a>(passages: &'a [Passage<'_>]) -> &'a str {
    section(&passages[0].context)
}

fn unit(exchange: &Exchange<'_>, notes: &Notes<'_>, passage: &Passage<'_>) -> String {
    let markdown = passage.kind.is_markdown();
    let (theirs, ours) = (exchange.dialect(crate::course::Lang::SOURCE), exchange.dialect(exchange.lang));
    let pieces = |text: &str, dialect: Dialect| {
        if markdown { codes::pieces(text, dialect) } else { vec![Piece::Words(text.to_owned())] }
    };
    let source = pieces(&passage.source.text, theirs);
    let (approved, state) = match passage.state {
        State::Current => (" approved=\"yes\"", "translated"),
        State::Unreviewed => ("", "needs-review-translation"),
        _ => ("", "needs-translation"),
    };
    let target = match passage.translated() {
        Some(text) if markdown => inline(&codes::pieces_like(text, &source, ours)),
        Some(text) => escaped(text),
        None => inline(&source),
    };
    let mut out = format!(
        "<trans-unit id=\"{}\" resname=\"{}\"{approved} extradata=\"{}\" xml:space=\"preserve\">\n<source>{}</source>\n<target state=\"{state}\">{target}</target>\n",
        passage.id,
        escaped(&passage.context),
        passage.state.name(),
        inline(&source),
    );
    if let Some(former) = passage.former() {
        let former = inline(&pieces(former, theirs));
        out += &format!(
            "<alt-trans alttranstype=\"previous-version\"><source>{former}</source><target>{target}</target></alt-trans>\n"
        );
    }
    for note in notes.of(passage) {
        out += &format!("<note>{}</note>\n", escaped(&note));
    }
    out + "</trans-unit>\n"
}

fn inline(pieces: &[Piece]) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    let is_pair = |sign: &Sign| PAIRS.iter().any(|(kind, _)| *kind == sign.kind);
    match piece {
        Piece::Words(words) => escaped(words),
        Piece::Open(sign) if is_pair(sign) => format!("<g id=\"{}\" ctype=\"{}\">", sign.id, sign.kind),
        Piece::Close(sign) if is_pair(sign) => "</g>".to_owned(),
        Piece::Open(Sign { id, kind, text }) => format!("<bpt id=\"{id}\" ctype=\"{kind}\">{}</bpt>", escaped(text)),
        Piece::Close(Sign { id, text, .. }) => format!("<ept id=\"{id}\">{}</ept>", escaped(text)),
        Piece::Alone(Sign { id, kind, text }) => format!("<ph id=\"{id}\" ctype=\"{kind}\">{}</ph>", escaped(text)),
    }
}
