//! TMX 1.4b: a translation memory of what is current, one unit a passage.

use crate::course::Lang;
use crate::i18n::codes::{self, Piece, Sign};
use crate::i18n::exchange::Exchange;
use crate::i18n::xml::escaped;

pub fn write(exchange: &Exchange<'_>) -> String {
    let (source, target) = (escaped(exchange.source_tag()), escaped(exchange.target_tag()));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"Diglot\" creationtoolversion=\"{}\" segtype=\"paragraph\" \
         o-tmf=\"Markdown\" adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"/>\n<body>\n",
        env!("CARGO_PKG_VERSION"),
    );
    for passage in &exchange.passages {
        let Some(text) = passage.translated() else { continue };
        let (theirs, ours) = if passage.kind.is_markdown() {
            let theirs = codes::pieces(&passage.source.text, exchange.dialect(Lang::SOURCE));
            let ours = codes::pieces_like(text, &theirs, exchange.dialect(exchange.lang));
            (theirs, ours)
        } else {
            (vec![Piece::Words(passage.source.text.clone())], vec![Piece::Words(text.to_owned())])
        };
        out += &format!(
            "<tu tuid=\"{}\"><prop type=\"x-context\">{}</prop>\n<tuv xml:lang=\"{source}\"><seg>{}</seg></tuv>\n<tuv xml:lang=\"{target}\"><seg>{}</seg></tuv>\n</tu>\n",
            passage.id,
            escaped(&passage.context),
            segment(&theirs),
            segment(&ours),
        );
    }
    out + "</body>\n</tmx>\n"
}

fn segment(pieces: &[Piece]) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => escaped(words),
        Piece::Open(Sign { id, kind, text }) => {
            format!("<bpt i=\"{id}\" x=\"{id}\" type=\"{kind}\">{}</bpt>", escaped(text))
        }
        Piece::Close(Sign { id, text, .. }) => format!("<ept i=\"{id}\">{}</ept>", escaped(text)),
        Piece::Alone(Sign { id, kind, text }) => format!("<ph x=\"{id}\" type=\"{kind}\">{}</ph>", escaped(text)),
    }
}
