//! What the words of code are, as far as colours tell it. The grammars are those of Sublime Text, which name everything by scopes
//! (`keyword.control.import.python`); a few kinds of them are all that a reader tells apart at a glance.

use std::sync::LazyLock;

use serde::Serialize;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Token {
    /// A remark, with its marks.
    Comment,
    /// A string, with its quotation marks.
    Quoted,
    /// A number, or a constant such as a colour.
    Number,
    /// A word of the language.
    Keyword,
    /// What is defined or called: a function, a tag, a key.
    Name,
    /// A type or a class.
    Type,
    /// A line that a patch adds.
    Added,
    /// A line that a patch takes away.
    Removed,
}

impl Token {
    /// The name of the kind, which is that of its class in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Token::Comment => "comment",
            Token::Quoted => "quoted",
            Token::Number => "number",
            Token::Keyword => "keyword",
            Token::Name => "name",
            Token::Type => "type",
            Token::Added => "added",
            Token::Removed => "removed",
        }
    }
}

/// A piece of a line, and what it is.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Piece<'t> {
    /// None of what has no colour.
    pub token: Option<Token>,
    /// The piece as it is written.
    pub text: &'t str,
}

/// More than this is listed, not read: it stays without colours.
const LONGEST: usize = 64 << 10;
const LONGEST_LINE: usize = 2000;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_no_newlines);

/// The beginnings of scopes that have a kind. Of two that fit, the longer one counts.
static KINDS: LazyLock<Vec<(Scope, Option<Token>)>> = LazyLock::new(|| {
    let kinds = [
        ("comment", Some(Token::Comment)),
        ("string", Some(Token::Quoted)),
        ("constant.character", Some(Token::Quoted)),
        ("constant.numeric", Some(Token::Number)),
        ("constant.language", Some(Token::Keyword)),
        ("keyword", Some(Token::Keyword)),
        ("keyword.operator", None),
        ("keyword.operator.word", Some(Token::Keyword)),
        ("keyword.operator.logical.python", Some(Token::Keyword)),
        ("storage", Some(Token::Keyword)),
        ("variable.language", Some(Token::Keyword)),
        ("entity.name", Some(Token::Type)),
        ("entity.name.function", Some(Token::Name)),
        ("entity.name.tag", Some(Token::Name)),
        ("entity.name.section", Some(Token::Keyword)),
        ("entity.other.attribute-name", Some(Token::Name)),
        ("variable.function", Some(Token::Name)),
        ("support.function", Some(Token::Name)),
        ("support.type", Some(Token::Type)),
        ("support.class", Some(Token::Type)),
        ("support.constant", Some(Token::Number)),
        ("support.type.property-name", Some(Token::Name)),
        ("markup.heading", Some(Token::Keyword)),
        ("markup.inserted", Some(Token::Added)),
        ("markup.deleted", Some(Token::Removed)),
        ("meta.interpolation", None),
    ];
    let mut kinds = kinds.map(|(scope, token)| (Scope::new(scope).expect("a scope of few words"), token)).to_vec();
    kinds.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    kinds
});

/// A key is a name, though a string as well.
static KEY: LazyLock<Scope> = LazyLock::new(|| Scope::new("meta.mapping.key").expect("a scope of few words"));

/// The lines of some code, each in pieces that hold all of it. Without a language that is known, a line is one piece of no kind.
pub fn lines<'t>(language: Option<&str>, text: &'t str) -> Vec<Vec<Piece<'t>>> {
    let grammar = language
        .filter(|_| text.len() <= LONGEST)
        .and_then(|language| GRAMMARS.find_syntax_by_token(language))
        .filter(|grammar| grammar.name != "Plain Text");
    let plain = |line: &'t str| if line.is_empty() { Vec::new() } else { vec![Piece { token: None, text: line }] };
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let Some(grammar) = grammar else { return lines.map(plain).collect() };
    let (mut state, mut scopes) = (ParseState::new(grammar), ScopeStack::new());
    let mut read = |line: &'t str| {
        // What follows a line that is too long, or that no grammar can read, is read as if it was not there.
        let Some(steps) = (line.len() <= LONGEST_LINE).then(|| state.parse_line(line, &GRAMMARS).ok()).flatten() else {
            return plain(line);
        };
        let mut pieces: Vec<Piece<'t>> = Vec::new();
        let (mut start, mut steps) = (0, steps.into_iter().peekable());
        loop {
            while let Some((_, step)) = steps.next_if(|(at, _)| *at <= start) {
                // A grammar that leaves more than it entered leaves what is there.
                let _ = scopes.apply(&step);
            }
            if start == line.len() {
                return pieces;
            }
            let end = steps.peek().map_or(line.len(), |(at, _)| *at);
            let token = kind(scopes.as_slice());
            match pieces.last_mut().filter(|last| last.token == token) {
                Some(last) => last.text = &line[start - last.text.len()..end],
                None => pieces.push(Piece { token, text: &line[start..end] }),
            }
            start = end;
        }
    };
    lines.map(&mut read).collect()
}

/// The kind of the innermost scope that has one.
fn kind(scopes: &[Scope]) -> Option<Token> {
    if scopes.iter().any(|scope| KEY.is_prefix_of(*scope)) {
        return Some(Token::Name);
    }
    let found = |scope: &Scope| KINDS.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
    scopes.iter().rev().find_map(found).and_then(|(_, token)| *token)
}

/// How long a name may be until it is parted at its joints.
const LONG_NAME: usize = 16;

/// A name in pieces between which a line may end: behind its signs, but for those that a word begins with (`--strict`), and before a capital
/// that follows a small letter. A short one is one piece.
pub fn joints(name: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before, mut in_word) = (0, '\0', false);
    let sign = |c: char| "_./\\([{,;:=&?@|~+-".contains(c);
    for (at, c) in name.char_indices().filter(|_| name.len() > LONG_NAME) {
        if in_word && sign(before) && !sign(c) || before.is_lowercase() && c.is_uppercase() {
            pieces.push(&name[start..at]);
            start = at;
        }
        in_word = !c.is_whitespace() && (in_word || !sign(c));
        before = c;
    }
    pieces.push(&name[start..]);
    pieces
}

/// The joints of a name, as data for templates.
pub fn parts(name: &str) -> Vec<String> {
    joints(name).into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece with its kind before it.
    fn shown(language: &str, text: &str) -> String {
        let piece = |piece: &Piece<'_>| match piece.token {
            Some(token) => format!("<{}:{}>", token.name(), piece.text),
            None => piece.text.to_owned(),
        };
        let lines = lines(Some(language), text);
        lines.iter().map(|line| line.iter().map(piece).collect::<String>()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_told_apart() {
        let cases = [
            ("python", "def f(x): # why", "<keyword:def> <name:f>(x): <comment:# why>"),
            ("py", "return 'a' + 1", "<keyword:return> <quoted:'a'> + <number:1>"),
            ("json", r#"{"a": [1, true]}"#, r#"{<name:"a">: [<number:1>, <keyword:true>]}"#),
            ("no-such-language", "if a", "if a"),
            ("text", "if a", "if a"),
        ];
        for (language, text, expected) in cases {
            assert_eq!(shown(language, text), expected, "{language}");
        }
    }

    #[test]
    fn long_names_have_joints() {
        let cases = [
            ("customer_service.send(to=All)", vec!["customer_", "service.", "send(", "to=", "All)"]),
            ("sendReminderToColleague", vec!["send", "Reminder", "To", "Colleague"]),
            ("book.yaml", vec!["book.yaml"]),
            ("--state missing,stale", vec!["--state missing,", "stale"]),
            ("C:\\\\Users--and-all", vec!["C:\\\\", "Users--", "and-", "all"]),
        ];
        for (name, expected) in cases {
            assert_eq!(joints(name), expected);
        }
    }

    #[test]
    fn nothing_of_it_is_lost() {
        let text = "fn main() {\n\n    println!(\"中文 {}\", 1);\r\n}\n/* open";
        for language in
            ["rust", "python", "html", "css", "js", "ts", "sql", "sh", "yaml", "toml", "diff", "xml", "c", "md"]
        {
            let lines = lines(Some(language), text);
            let whole: Vec<String> = lines.iter().map(|line| line.iter().map(|piece| piece.text).collect()).collect();
            assert_eq!(whole.join("\n"), text.replace('\r', ""), "{language}");
        }
    }
}
