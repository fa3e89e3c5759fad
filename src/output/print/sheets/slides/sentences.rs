//! The sentences of a paragraph, and those that a slide shows of it.

use crate::course::tree::{self, Inline, Resolved};
use crate::output::print::writer::text_width;

/// What is no longer, in halves of a Chinese character, is shown as it is: some two lines of a slide. A text without spaces between its words
/// says the same in less room. One sentence of less than half of that says too little by itself.
const SHORT: usize = 120;
const SHORT_UNSPACED: usize = 84;

/// What a slide shows of a paragraph, as paragraphs of whole sentences: those at its beginning that fit on two lines, and at least so many that
/// they fill one; those with strong emphasis; the one that leads on to a list. None when that is all of it.
pub fn key_sentences(paragraph: &[Inline<Resolved>], unspaced: bool) -> Option<Vec<Vec<Inline<Resolved>>>> {
    let pieces: Vec<String> = paragraph.iter().map(|inline| tree::plain_text(std::slice::from_ref(inline))).collect();
    let (text, short) = (pieces.concat(), if unspaced { SHORT_UNSPACED } else { SHORT });
    if text_width(&text) <= short {
        return None;
    }
    let ends = allowed(paragraph, &pieces, ends(&text));
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let sentences: Vec<(usize, usize)> = starts.zip(ends.iter().copied().chain([text.len()])).collect();
    let leads_on = text.trim_end().ends_with([':', '：']);
    let shown = |&(index, &(from, to)): &(usize, &(usize, usize))| {
        let strong = spans(paragraph, &pieces)
            .any(|(inline, start, end)| matches!(inline, Inline::Strong(_)) && start < to && end > from && end > start);
        let begins = text_width(&text[..from]) < short / 2 || text_width(&text[..to]) <= short;
        begins || strong || (leads_on && index + 1 == sentences.len())
    };
    let shown: Vec<(usize, &(usize, usize))> = sentences.iter().enumerate().filter(shown).collect();
    if shown.len() == sentences.len() {
        return None;
    }
    // Sentences that follow each other are one paragraph.
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for (_, &(from, to)) in shown {
        match parts.last_mut() {
            Some(last) if last.1 == from => last.1 = to,
            _ => parts.push((from, to)),
        }
    }
    Some(parts.into_iter().map(|(from, to)| slice(paragraph, &pieces, from, to)).collect())
}

/// Each inline with the bytes of the text that it stands for.
fn spans<'a>(
    paragraph: &'a [Inline<Resolved>],
    pieces: &'a [String],
) -> impl Iterator<Item = (&'a Inline<Resolved>, usize, usize)> {
    paragraph.iter().zip(pieces).scan(0, |at, (inline, piece)| {
        let start = *at;
        *at += piece.len();
        Some((inline, start, *at))
    })
}

/// Those of some places at which the inlines can be parted: within words without markup, or between two inlines.
fn allowed(paragraph: &[Inline<Resolved>], pieces: &[String], mut places: Vec<usize>) -> Vec<usize> {
    places.retain(|&at| {
        spans(paragraph, pieces)
            .all(|(inline, start, end)| at <= start || at >= end || matches!(inline, Inline::Text(..)))
    });
    places
}

/// The inlines from a byte of the text to another one, without the spaces at both ends.
fn slice(paragraph: &[Inline<Resolved>], pieces: &[String], from: usize, to: usize) -> Vec<Inline<Resolved>> {
    let mut out = Vec::new();
    for (inline, start, end) in spans(paragraph, pieces) {
        // What has no words, such as the call of a note, belongs to what it follows.
        let inside = if start == end { start > from && start <= to } else { end > from && start < to };
        if !inside {
            continue;
        }
        match inline {
            Inline::Text(text, span) => {
                let mut words = &text[from.saturating_sub(start)..text.len().min(to - start)];
                if start <= from {
                    words = words.trim_start();
                }
                if end >= to {
                    words = words.trim_end();
                }
                out.push(Inline::Text(words.to_owned(), *span));
            }
            Inline::SoftBreak | Inline::HardBreak if out.is_empty() => {}
            inline => out.push(inline.clone()),
        }
    }
    while matches!(out.last(), Some(Inline::SoftBreak | Inline::HardBreak)) {
        out.pop();
    }
    out
}

/// The places behind the sentences of a text, but for the last one. Where one cannot be sure, a sentence goes on: one that is too long is
/// still whole.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    // How many brackets and quotations are open; straight quotation marks open and close in turn.
    let (mut open, mut quoted) = (0usize, false);
    let mut ended = false;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match c {
            '(' | '（' | '“' | '「' | '『' | '《' | '[' | '«' | '„' => open += 1,
            ')' | '）' | '”' | '」' | '』' | '》' | ']' | '»' => open = open.saturating_sub(1),
            '"' => quoted = !quoted,
            '’' | '\'' => {}
            '.' | '!' | '?' | '…' | '。' | '！' | '？' => ended = c != '.' || !is_abbreviation(&text[..at]),
            _ => ended = false,
        }
        let wide = matches!(c, '。' | '！' | '？');
        if ended && open == 0 && !quoted && goes_on_anew(&text[after..], wide) {
            ends.push(after);
            ended = false;
        }
    }
    ends
}

/// Whether another sentence begins here. `wide` says that a full-width mark stands right before, after which there is no space.
fn goes_on_anew(rest: &str, wide: bool) -> bool {
    let Some(next) = rest.chars().next() else { return false };
    let closes = matches!(next, ')' | '）' | '”' | '」' | '』' | '》' | ']' | '»' | '’' | '\'' | '.' | '!' | '?' | '…')
        || matches!(next, '。' | '！' | '？' | '—' | '，' | '、' | '；');
    if closes {
        return false;
    }
    let begins = rest.trim_start().chars().next().is_some_and(|c| !c.is_lowercase());
    begins && (wide || next.is_whitespace())
}

/// Whether the word that ends here may be a short form: `Mr`, `e.g`, `No`, an ordinal such as `3`.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "(“\"（「".contains(c)).next().unwrap_or_default();
    let short = word.chars().count() <= 3;
    let named = word.starts_with(char::is_uppercase) || word.chars().all(|c| c.is_ascii_digit());
    word.contains('.') || (short && named) || word.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    fn said(text: &str) -> Vec<&str> {
        let ends = ends(text);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends.iter().copied().chain([text.len()])).map(|(from, to)| text[from..to].trim()).collect()
    }

    #[test]
    fn a_sentence_ends_where_another_one_begins() {
        assert_eq!(said("First. Two! Three? Four… Five"), ["First.", "Two!", "Three?", "Four…", "Five"]);
        assert_eq!(said("先听。再说！然后呢？好"), ["先听。", "再说！", "然后呢？", "好"]);
        let quoted = "We begin to dislike them: “They have no manners.” “They shout.” From there it is a short step.";
        assert_eq!(said(quoted)[1], "“They shout.”");
        assert_eq!(
            said("\"I was promised Monday. Look!\" she said. Then she left."),
            ["\"I was promised Monday. Look!\" she said.", "Then she left."]
        );
    }

    #[test]
    fn no_sentence_is_cut_at_a_short_form_a_number_or_within_a_quotation() {
        for whole in [
            "Ask Mr. Zhou, e.g. on the 3. November, at 4 p.m. or later",
            "他说：“等等。我先看看。”然后就走了",
            "version 0.15.1 of the programme",
            "What? she asked",
            "See (the third one. Or the fourth) there",
        ] {
            assert_eq!(said(whole), [whole]);
        }
    }

    fn text(words: &str) -> Inline<Resolved> {
        Inline::Text(words.into(), Span::start_of(FileId::new(0)))
    }

    fn shown(paragraph: &[Inline<Resolved>]) -> Option<Vec<String>> {
        let parts = key_sentences(paragraph, false)?;
        Some(parts.iter().map(|part| tree::plain_text(part)).collect())
    }

    #[test]
    fn a_slide_has_the_beginning_of_a_paragraph_what_is_stressed_and_what_leads_on() {
        assert_eq!(shown(&[text("Short. And whole.")]), None);
        let filler = "This sentence says at some length what nobody needs to read from the back of a room while somebody talks. ";
        let paragraph = [
            text("The first sentence stays, long as it is, as it fills a line of a slide. "),
            text(&filler.repeat(2)),
            Inline::Strong(vec![text("Do not push back.")]),
            text(&format!(" {filler}These are the questions:")),
        ];
        let parts = shown(&paragraph).expect("it is long");
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert!(parts[0].starts_with("The first sentence stays,"), "{parts:?}");
        assert_eq!(parts[1..], ["Do not push back.", "These are the questions:"]);
        assert_eq!(shown(&[text(&filler.repeat(3).replace(". ", ", "))]), None, "one sentence is shown as a whole");
    }
}
