//! Quotation marks, apostrophes, dashes and dots as a typesetter has them, in texts that are not Markdown: titles, summaries, the
//! glossary, `book.yaml`. Markdown's own come from its parser, which does the same.

/// In English texts; Chinese ones have marks of their own and stay as they are.
pub fn typographic(text: &str, chinese: bool) -> String {
    if chinese || !text.contains(['"', '\'', '-', '.']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        // A mark opens what follows at the beginning, after a space, a bracket, a dash or another opening mark.
        let opens = before.is_none_or(|b| b.is_whitespace() || "([{“‘–—/".contains(b));
        let found = [("---", "—"), ("--", "–"), ("...", "…")].into_iter().find(|(plain, _)| rest.starts_with(plain));
        let (length, shown) = match (c, found) {
            (_, Some((plain, shown))) => (plain.len(), shown),
            ('"', _) => (1, if opens { "“" } else { "”" }),
            ('\'', _) => (1, if opens && !elided(rest) { "‘" } else { "’" }),
            _ => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(shown);
        rest = &rest[length..];
    }
    out
}

/// Whether the mark stands for digits that are left out: `'90s`.
fn elided(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_typewriters_become_those_of_typesetters() {
        for (plain, set) in [
            ("Don't promise", "Don’t promise"),
            ("\"I'm sorry\" -- and then?", "“I’m sorry” – and then?"),
            ("The guest's 'no'", "The guest’s ‘no’"),
            ("(\"quoted\") and 'single'...", "(“quoted”) and ‘single’…"),
            ("the '90s", "the ’90s"),
            ("well-known", "well-known"),
            ("", ""),
        ] {
            assert_eq!(typographic(plain, false), set);
        }
        assert_eq!(typographic("说\"好\"", true), "说\"好\"");
    }
}
