//! What the parser has found, by its kind.

use std::ops::Range;

use serde_saphyr::granit_parser::ErrorKind;

use super::{Explained, Place, quotes};
use crate::message::both;
use crate::yaml::brackets;

impl Place<'_> {
    pub fn of_parser(&self, kind: &ErrorKind) -> Option<Explained> {
        use ErrorKind as Kind;
        Some(match kind {
            Kind::UnclosedQuotedScalar | Kind::InvalidQuotedScalarIndent | Kind::DocumentIndicatorInQuotedScalar => {
                self.unclosed_quote()
            }
            Kind::InvalidTrailingDoubleQuotedScalar => self.here(
                both!("something stands behind the closing quotation mark", "结尾的引号后面还有内容"),
                both!(
                    "put the whole value between double quotes, and write `\\\"` for the quotation marks in it",
                    "请用双引号括起整个值，值里面的引号写作 `\\\"`，中文引号可以直接写"
                ),
            ),
            Kind::InvalidTrailingSingleQuotedScalar => self.here(
                both!("something stands behind the closing quotation mark", "结尾的引号后面还有内容"),
                both!(
                    "put a value with an apostrophe between double quotes: `\"it's\"`",
                    "值里有撇号时，请用双引号括起整个值：`\"it's\"`"
                ),
            ),
            Kind::UnknownQuotedScalarEscape
            | Kind::InvalidQuotedScalarHexEscape
            | Kind::InvalidLowSurrogateHexEscape
            | Kind::InvalidLowSurrogate
            | Kind::MissingLowSurrogate
            | Kind::UnpairedLowSurrogate
            | Kind::InvalidUnicodeEscape => self.escape(),
            Kind::UnclosedFlowCollection { open } => self.unclosed(self.range.start, *open),
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                let wanted = brackets::closing(*open);
                self.here(
                    both!("this `{open}` is closed by `{close}`", "这个 `{open}` 用 `{close}` 收了尾"),
                    both!("write `{wanted}` where it ends", "请在它结束的地方写 `{wanted}`"),
                )
            }
            Kind::MisplacedFlowCollectionEnd => self.here(
                both!("a closing bracket that nothing has opened", "这个括号没有对应的开头"),
                both!("remove it, or put the whole value between double quotes", "请删去它，或者用双引号括起整个值"),
            ),
            Kind::ExpectedFlowMappingSeparator
            | Kind::ExpectedFlowSequenceSeparator
            | Kind::InvalidFlowScalarIndent
            | Kind::FlowMappingValueAdjacentCollection
            | Kind::BlockEntryInFlowCollection
            | Kind::InvalidColonPlacement
            | Kind::UnexpectedEofFlowMapping
            | Kind::UnexpectedEofFlowSequence
            | Kind::UnexpectedEofImplicitFlowMapping => self.between_brackets(),
            Kind::MappingValueNotAllowed => self.second_colon(),
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => self.no_key(),
            Kind::ExpectedBlockMappingKey | Kind::ExpectedBlockSequenceEntry | Kind::InvalidIndentation => {
                self.indentation()
            }
            Kind::InvalidBlockScalarIndent => self.indentation(),
            Kind::BlockSequenceEntryNotAllowed => self.here(
                both!("a list cannot begin behind its key", "列表不能写在键的同一行"),
                both!(
                    "begin it on the next line, indented by two spaces, or put the value between double quotes",
                    "请另起一行，缩进两个空格再写；如果这是文字，请用双引号括起整个值"
                ),
            ),
            Kind::InvalidBlockScalarHeader | Kind::ZeroBlockScalarIndent => Explained::new(
                self.sign_in_line(['>', '|']),
                both!("behind this sign the text begins on the next line", "这个符号后面的文字要从下一行开始"),
                both!(
                    "write the text below it, indented by two spaces more than the key, or put the whole value between double quotes",
                    "请把文字写在下一行，比键多缩进两个空格；或者用双引号括起整个值"
                ),
            ),
            Kind::CommentNotSeparated | Kind::CommentInterceptedScalar => self.here(
                both!("`#` begins a comment here", "`#` 在这里表示注释"),
                both!(
                    "put a space before it, or put a value that has a `#` between double quotes",
                    "请在前面加一个空格；`#` 属于值时，请用双引号括起整个值"
                ),
            ),
            Kind::BomInsideDocument => self.here(
                both!("an invisible mark stands within this text", "文字中间有一个看不见的记号（BOM）"),
                both!("remove it: write this line anew", "请删去它：把这一行重新输入一遍"),
            ),
            Kind::MissingDirectiveName
            | Kind::InvalidDirectiveName
            | Kind::InvalidDirectiveTerminator
            | Kind::MissingYamlVersion
            | Kind::MissingYamlVersionSeparator
            | Kind::MissingDocumentEndBeforeDirective
            | Kind::ExpectedDocumentStart
                if self.line().starts_with('%') =>
            {
                let start = self.line_start();
                Explained::new(
                    start..start + 1,
                    both!("a line cannot begin with `%`", "行首不能写 `%`"),
                    both!("begin a comment with `#`", "注释请以 `#` 开头"),
                )
            }
            Kind::ExpectedDocumentStart if self.second_part().is_none() => self.indentation(),
            Kind::ExpectedDocumentStart | Kind::InvalidDocumentEnd => self.second_document(),
            Kind::TabNotAllowed
            | Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabAtBlockScalarStart
            | Kind::TabInPlainScalar
            | Kind::InvalidMappingValueWhitespace
            | Kind::InvalidBlockEntryWhitespace => {
                let message = both!("a tab where YAML takes spaces alone", "这里用了制表符，而 YAML 只认空格");
                Explained::new(self.sign_in_line(['\t', '\t']), message, both!("write a space instead", "请改写成空格"))
            }
            _ => return self.beginning(),
        })
    }

    /// The first of two signs in the line, if it has any.
    fn sign_in_line(&self, signs: [char; 2]) -> Range<usize> {
        let found = self.line().find(signs).map(|at| self.line_start() + at);
        found.map_or(self.range.clone(), |at| at..at + 1)
    }

    /// A sign with which no value begins.
    pub fn beginning(&self) -> Option<Explained> {
        let before = self.text[self.line_start()..self.range.start].trim_end();
        let tag = before.rfind('!').filter(|&at| !before[at..].contains(' '));
        let at = tag.map_or(self.range.start, |at| self.line_start() + at);
        let c = self.text[at..].chars().next().filter(|c| "@`%*&!|>?-,".contains(*c))?;
        let shown = if c == '`' { both!("a backtick", "反引号") } else { both!("`{c}`", "`{c}`") };
        let message = both!("a value cannot begin with {shown}", "值的开头不能是：{shown}"; shown);
        Some(Explained::new(at..at + c.len_utf8(), message, quotes()))
    }

    fn unclosed_quote(&self) -> Explained {
        let before = &self.text[..self.range.start.max(self.line_start())];
        let at = opening_quote(before).or_else(|| opening_quote(&self.text[..self.range.end]));
        Explained::new(
            at.map_or(self.range.clone(), |at| at..at + 1),
            both!("this quotation mark is not closed", "这个引号没有收尾"),
            both!(
                "close it at the end of the value; inside of double quotes write `\\\"` for a quotation mark",
                "请在值的末尾补上引号；双引号之内的引号写作 `\\\"`"
            ),
        )
    }

    /// `"C:\quotes"`
    fn escape(&self) -> Explained {
        let mut rest = self.text[self.range.start..].char_indices();
        let mut found = self.range.clone();
        while let Some((at, c)) = rest.next() {
            if c == '\\' && rest.next().is_some_and(|(_, c)| !"0abtnvfre \"/\\N_LP".contains(c)) {
                found = self.range.start + at..self.range.start + at + 1;
                break;
            }
        }
        Explained::new(
            found,
            both!("this `\\` says nothing that is known", "这个 `\\` 后面的字符没有含义"),
            both!(
                "write `\\\\` for a backslash, or put the value between single quotes",
                "反斜杠请写作 `\\\\`，或者用单引号括起整个值"
            ),
        )
    }

    fn unclosed(&self, at: usize, open: char) -> Explained {
        let close = brackets::closing(open);
        Explained::new(
            at..at + open.len_utf8(),
            both!("this `{open}` is not closed", "这个 `{open}` 没有收尾"),
            both!("write `{close}` where it ends", "请在它结束的地方写 `{close}`"),
        )
    }

    /// Between `{` and `}`, or `[` and `]`: one of them is not closed, or a comma is missing.
    fn between_brackets(&self) -> Explained {
        match brackets::open(&self.text[..self.range.start]) {
            Some((at, open)) if at < self.line_start() => self.unclosed(at, open),
            _ => self.here(
                both!("these brackets cannot be read from here on", "括号里的内容从这里开始读不懂"),
                both!(
                    "put a comma between two values, and double quotes around a value that holds a comma, a colon, quotation marks or brackets",
                    "两个值之间请写半角逗号；值里有逗号、冒号、引号或括号时，请用双引号括起整个值"
                ),
            ),
        }
    }
}

/// The last quotation mark that begins a value and is not closed on its line.
fn opening_quote(text: &str) -> Option<usize> {
    let mut end = text.len();
    for line in text.rsplit('\n') {
        let start = end - line.len();
        for quote in ['"', '\''] {
            let opens = |&(at, _): &(usize, &str)| line[..at].trim_end().ends_with([':', '[', '{', ',', '-']);
            if line.matches(quote).count() % 2 == 1
                && let Some((at, _)) = line.match_indices(quote).rfind(opens)
            {
                return Some(start + at);
            }
        }
        end = start.saturating_sub(1);
    }
    None
}
