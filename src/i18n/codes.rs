//! What of a passage is not to be translated: references, addresses, code, formulas, calls of notes; and its markup, piece by piece, for files
//! that keep it apart from the words.

use std::collections::BTreeMap;

use crate::course::tree::{Destination, Inline, Parsed, Words};
use crate::span::Span;
use crate::syntax::{Dialect, line};
use crate::translation::canonical;

/// A piece of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words, without the signs that escape some of them.
    Words(String),
    /// What begins around words: `**`, `[`.
    Open(Sign),
    /// What ends there.
    Close(Sign),
    /// What stands alone: a reference, code, a picture.
    Alone(Sign),
}

/// Markup as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The same for both ends of a pair.
    pub id: usize,
    pub kind: &'static str,
    pub text: String,
}

/// Where a sign stands for the words of a pair when it is written.
const HOLLOW: char = '\u{e000}';

/// What stands for something else in a text of `book.yaml`, such as the `{n}` of a label, with how often it stands there.
pub fn placeholders(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (at, _) in text.match_indices('{') {
        let name = text[at..].find('}').map(|end| &text[at..=at + end]);
        if let Some(name) = name.filter(|name| name[1..name.len() - 1].bytes().all(|b| b.is_ascii_lowercase())) {
            *found.entry(name.to_owned()).or_default() += 1;
        }
    }
    found
}

/// The pieces of a canonical text; all of it as words where it is no line of Markdown.
pub fn pieces(text: &str, dialect: Dialect) -> Vec<Piece> {
    match line::run(text, dialect) {
        Some(run) => {
            let mut writer = Writer::default();
            writer.run(&run);
            writer.pieces
        }
        None => vec![Piece::Words(text.to_owned())],
    }
}

/// The pieces of a translation, whose signs have the ids of those in the source.
pub fn pieces_like(text: &str, source: &[Piece], dialect: Dialect) -> Vec<Piece> {
    let mut free: BTreeMap<(String, &'static str), Vec<usize>> = BTreeMap::new();
    let mut highest = 0;
    for piece in source.iter().rev() {
        if let Piece::Open(sign) | Piece::Alone(sign) = piece {
            free.entry((sign.text.clone(), sign.kind)).or_default().push(sign.id);
            highest = highest.max(sign.id);
        }
    }
    let mut pieces = pieces(text, dialect);
    let mut given: BTreeMap<usize, usize> = BTreeMap::new();
    for piece in &mut pieces {
        match piece {
            Piece::Open(sign) | Piece::Alone(sign) => {
                let known = free.get_mut(&(sign.text.clone(), sign.kind)).and_then(Vec::pop);
                let id = known.unwrap_or_else(|| {
                    highest += 1;
                    highest
                });
                given.insert(sign.id, id);
                sign.id = id;
            }
            Piece::Close(sign) => sign.id = given.get(&sign.id).copied().unwrap_or(sign.id),
            Piece::Words(_) => {}
        }
    }
    pieces
}

#[derive(Default)]
struct Writer {
    pieces: Vec<Piece>,
    ids: usize,
    notes: Vec<usize>,
}

impl Writer {
    fn run(&mut self, run: &[Inline<Parsed>]) {
        run.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline<Parsed>) {
        match inline {
            Inline::Text(text, _) => self.words(text),
            Inline::SoftBreak => self.words(" "),
            Inline::Place(..) | Inline::Stale(_) => {}
            Inline::Footnote(index) => {
                let known = self.notes.iter().position(|note| note == index);
                let number = known.unwrap_or_else(|| {
                    self.notes.push(*index);
                    self.notes.len() - 1
                });
                self.alone("x-note", format!("[^{}]", number + 1));
            }
            Inline::Image { picture, alt, width, span } => {
                let hollow = Inline::Image {
                    picture: picture.clone(),
                    alt: Words { text: HOLLOW.to_string(), span: *span },
                    width: *width,
                    span: *span,
                };
                self.pair("x-picture", &hollow, |writer| writer.words(&alt.text));
            }
            inline if !inline.children().is_empty() => {
                self.pair(kind(inline), &hollow(inline), |writer| writer.run(inline.children()));
            }
            inline => self.alone(kind(inline), canonical::of(std::slice::from_ref(inline))),
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(Piece::Words(before)) = self.pieces.last_mut() {
            before.push_str(words);
        } else {
            self.pieces.push(Piece::Words(words.to_owned()));
        }
    }

    fn alone(&mut self, kind: &'static str, text: String) {
        self.ids += 1;
        self.pieces.push(Piece::Alone(Sign { id: self.ids, kind, text }));
    }

    /// `hollow` is the pair with one sign in the place of its words.
    fn pair(&mut self, kind: &'static str, hollow: &Inline<Parsed>, content: impl FnOnce(&mut Self)) {
        let written = canonical::of(std::slice::from_ref(hollow));
        let (open, close) = written.split_once(HOLLOW).unwrap_or((&written, ""));
        self.ids += 1;
        let sign = |text: &str, id| Sign { id, kind, text: text.to_owned() };
        let id = self.ids;
        self.pieces.push(Piece::Open(sign(open, id)));
        content(self);
        self.pieces.push(Piece::Close(sign(close, id)));
    }
}

/// An inline with one sign in the place of what stands inside.
fn hollow(inline: &Inline<Parsed>) -> Inline<Parsed> {
    let place = Span::start_of(crate::sources::Sources::default().add("", ""));
    let content = vec![Inline::Text(HOLLOW.to_string(), place)];
    match inline.clone() {
        Inline::Emphasis(_) => Inline::Emphasis(content),
        Inline::Strong(_) => Inline::Strong(content),
        Inline::Strike(_) => Inline::Strike(content),
        Inline::Styled { style, .. } => Inline::Styled { style, content },
        Inline::Abbreviation { meaning, .. } => Inline::Abbreviation { meaning, content },
        Inline::Ruby { reading, .. } => Inline::Ruby { reading, content },
        Inline::Foreign { language, .. } => Inline::Foreign { language, content },
        Inline::Indexed { entry, .. } => Inline::Indexed { entry, content },
        Inline::Link { url, title, .. } => Inline::Link { url, title, content },
        Inline::Reference { target, span, .. } => Inline::Reference { target, content: Some(content), span },
        other => other,
    }
}

/// As XLIFF and TMX name kinds of markup.
fn kind(inline: &Inline<Parsed>) -> &'static str {
    match inline {
        Inline::Strong(_) => "bold",
        Inline::Emphasis(_) => "italic",
        Inline::Strike(_) => "x-strike",
        Inline::Link { .. } => "link",
        Inline::Reference { .. } => "x-reference",
        Inline::Code(..) => "x-code",
        Inline::Formula(_) => "x-formula",
        Inline::HardBreak => "lb",
        Inline::Blank(..) => "x-blank",
        Inline::Styled { .. } => "x-style",
        Inline::Abbreviation { .. } => "x-abbreviation",
        Inline::Ruby { .. } => "x-ruby",
        Inline::Foreign { .. } => "x-language",
        Inline::Indexed { .. } => "x-index",
        _ => "x-html",
    }
}

/// What a passage refers to, by its names, in order.
pub fn references(text: &str, dialect: Dialect) -> Vec<String> {
    let mut names = Vec::new();
    if text.contains('[') {
        let run = line::run(text, dialect).unwrap_or_default();
        each(&run, &mut |inline| {
            if let Inline::Reference { target: Destination::Name(name), .. } = inline {
                names.push(name.clone());
            }
        });
    }
    names
}

/// What must be the same in a passage and its translation, each with how often it stands there. Emphasis, quotation marks and room to write may
/// differ.
pub fn fixed(run: &[Inline<Parsed>]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    each(run, &mut |inline| {
        let code = match inline {
            Inline::Reference { target: Destination::Name(name), .. } => format!("[[{name}]]"),
            Inline::Reference { target: Destination::Path(path), .. } => format!("[…]({path})"),
            Inline::Link { url, .. } => format!("[…]({url})"),
            Inline::Image { picture, .. } => format!("![…]({picture})"),
            Inline::Formula(formula) => format!("${}$", formula.source),
            Inline::Code(code, _) => code.clone(),
            Inline::Footnote(_) => "[^…]".to_owned(),
            Inline::Html(html) => html.clone(),
            _ => return,
        };
        *found.entry(code).or_default() += 1;
    });
    found
}

fn each(run: &[Inline<Parsed>], see: &mut impl FnMut(&Inline<Parsed>)) {
    for inline in run {
        see(inline);
        each(inline.children(), see);
    }
}
