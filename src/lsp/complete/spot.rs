//! Where in a tree of YAML a place is that somebody has begun to write. It is told by the columns in which lines begin and by the brackets in the
//! line, as the file cannot be parsed at such a moment.

use std::ops::Range;

use super::super::names::line_at;

/// A place in a tree of YAML.
#[derive(Debug, PartialEq, Eq)]
pub struct Spot {
    /// The keys that lead to the mapping or list at the place. Entries of lists have no names of their own.
    pub path: Vec<String>,
    /// The key whose value is begun; None where a key is, or an entry of a list.
    pub key: Option<String>,
    /// What is typed so far.
    pub typed: Range<usize>,
    /// The keys that stand in the same mapping.
    pub siblings: Vec<String>,
}

/// A line: the columns of the dashes before it and of its first word, and its key.
struct Line<'a> {
    dash: Option<usize>,
    column: usize,
    words: &'a str,
}

impl Line<'_> {
    fn of(line: &str) -> Option<Line<'_>> {
        let mut words = line.trim_start_matches(' ');
        let mut column = line.len() - words.len();
        let mut dash = None;
        while let Some(rest) =
            words.strip_prefix("- ").or_else(|| words.strip_prefix('-').filter(|rest| rest.is_empty()))
        {
            dash = dash.or(Some(column));
            let rest = rest.trim_start_matches(' ');
            column += words.len() - rest.len();
            words = rest;
        }
        (!words.starts_with('#') && (dash.is_some() || !words.trim().is_empty())).then_some(Line {
            dash,
            column,
            words,
        })
    }

    fn key(&self) -> Option<(&str, &str)> {
        let (key, value) = self.words.split_once(": ").or_else(|| Some((self.words.strip_suffix(':')?, "")))?;
        (!key.starts_with(['{', '['])).then(|| (key.trim_matches(['"', '\'']), value))
    }
}

/// The place of byte `at`; the YAML is `region` of the text.
pub fn spot(text: &str, region: &Range<usize>, at: usize) -> Option<Spot> {
    if at < region.start || region.end < at {
        return None;
    }
    let line = line_at(text, at);
    let before = &text[line.start.max(region.start)..at];
    if before.contains(" #") || before.trim_start().starts_with('#') {
        return None;
    }
    let blank = Line { dash: None, column: before.len(), words: "" };
    let own = Line::of(before).unwrap_or(blank);
    let above = text[region.start..line.start.max(region.start)].lines().rev();
    let mut path = Vec::new();
    // A list may begin in the column of its key.
    let (mut least, mut dash) = (own.column, own.dash);
    let mut siblings = Vec::new();
    let mut beside = true;
    if let Some(dash) = own.dash {
        least = dash + 1;
        beside = false;
    }
    for known in above.filter_map(Line::of) {
        if beside && known.column < own.column {
            beside = false;
        }
        let Some((key, _)) = known.key() else { continue };
        if beside && known.column == own.column {
            siblings.push(key.to_owned());
            beside = known.dash.is_none();
        }
        // Entries of the same list are no keys above it.
        if known.column < least && !(dash.is_some() && known.dash == dash) {
            path.push(key.to_owned());
            (least, dash) = (known.dash.map_or(known.column, |dash| dash + 1), known.dash);
        } else if known.column == own.column && known.dash.is_some() && dash.is_none() {
            (least, dash) = (known.dash.map_or(least, |dash| dash + 1), known.dash);
        }
    }
    path.reverse();
    let below = text[line.end.min(region.end)..region.end].lines().skip(1).filter_map(Line::of);
    let below = below.take_while(|known| known.column >= own.column && known.dash.is_none());
    siblings
        .extend(below.filter(|known| known.column == own.column).filter_map(|known| Some(known.key()?.0.to_owned())));
    let mut spot = Spot { path, key: None, typed: at - own.words.len()..at, siblings };
    if let Some((key, value)) = own.key() {
        spot.typed = at - value.len()..at;
        spot.key = Some(key.to_owned());
        spot.siblings.clear();
        within_brackets(value.trim_start(), &mut spot);
    } else {
        within_brackets(own.words, &mut spot);
    }
    Some(spot)
}

/// Goes into the brackets that are open at the end of `begun`: `{from: module, to: `.
fn within_brackets(begun: &str, spot: &mut Spot) {
    if !begun.starts_with(['{', '[']) {
        if spot.key.is_some() {
            spot.typed.start = spot.typed.end - begun.len();
        }
        return;
    }
    // Of each bracket the key that was written last.
    let mut open: Vec<Option<&str>> = Vec::new();
    let (mut start, mut siblings) = (0, Vec::new());
    for (at, c) in begun.char_indices() {
        match c {
            '{' | '[' => {
                open.push(None);
                siblings.push(Vec::new());
            }
            '}' | ']' => {
                open.pop();
                siblings.pop();
            }
            ',' => open.last_mut().into_iter().for_each(|key| *key = None),
            ':' if begun[at + 1..].starts_with(' ') || at + 1 == begun.len() => {
                let key = begun[start..at].trim();
                open.last_mut().into_iter().for_each(|last| *last = Some(key));
                siblings.last_mut().into_iter().for_each(|all: &mut Vec<&str>| all.push(key));
            }
            _ => continue,
        }
        start = at + c.len_utf8();
    }
    let Some(last) = open.pop() else {
        // The brackets are closed: nothing is begun behind them.
        spot.typed.start = spot.typed.end - begun.len();
        return;
    };
    spot.path.extend(spot.key.take());
    spot.path.extend(open.into_iter().flatten().map(str::to_owned));
    spot.key = last.map(str::to_owned);
    let all = siblings.pop().unwrap_or_default();
    spot.siblings = all.into_iter().map(str::to_owned).collect();
    spot.typed.start = spot.typed.end - begun[start..].trim_start().len();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path, the key and what is typed at the `|` of a text.
    fn at(marked: &str) -> (String, Option<String>, String, String) {
        let at = marked.find('|').expect("a place");
        let text = marked.replacen('|', "", 1);
        let spot = spot(&text, &(0..text.len()), at).expect("a spot");
        (spot.path.join("/"), spot.key, text[spot.typed].to_owned(), spot.siblings.join(" "))
    }

    fn is(path: &str, key: Option<&str>, typed: &str, siblings: &str) -> (String, Option<String>, String, String) {
        (path.to_owned(), key.map(str::to_owned), typed.to_owned(), siblings.to_owned())
    }

    #[test]
    fn a_place_in_lines() {
        assert_eq!(at("tit|"), is("", None, "tit", ""));
        assert_eq!(at("a: b\n|\nc: d\n"), is("", None, "", "a c"));
        assert_eq!(at("title: x\nsheet: land|"), is("", Some("sheet"), "land", ""));
        assert_eq!(at("outputs:\n  site:\n    a: b\n  pr|\n  lms: x\nz: y"), is("outputs", None, "pr", "site lms"));
        assert_eq!(at("outputs:\n  # c\n\n  print:\n    paper: A|"), is("outputs/print", Some("paper"), "A", ""));
        assert_eq!(at("actions:\n  - smile\n  - gr|"), is("actions", None, "gr", ""));
        assert_eq!(at("actions:\n- smile\n- |"), is("actions", None, "", ""));
        assert_eq!(at("plans:\n  - key: x\n    da|"), is("plans", None, "da", "key"));
        assert_eq!(at("plans:\n  - key: x\n    items:\n      - step/|"), is("plans/items", None, "step/", ""));
        assert_eq!(at("a: b\r\nc:\r\n  d|\r\n"), is("c", None, "d", ""));
    }

    #[test]
    fn a_place_in_brackets() {
        assert_eq!(at("actions: [smile, gr|]"), is("actions", None, "gr", ""));
        assert_eq!(at("kinds:\n  step: {folder: steps, la|}"), is("kinds/step", None, "la", "folder"));
        assert_eq!(at("r:\n  a: {from: step, to: |"), is("r/a", Some("to"), "", "from to"));
        assert_eq!(at("k: {label: {en: x, z|"), is("k/label", None, "z", "en"));
        assert_eq!(at("k: {label: {en: x}, pl|"), is("k", None, "pl", "label"));
    }
}
