//! What is wrong with a text that is no YAML, or not what was expected, in the words of somebody who writes a course.

use std::ops::Range;

use serde_saphyr::Error;
use serde_saphyr::ExternalMessageSource::Parser;
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;

use super::indentation::Level;
use super::parse::{DEEPEST, MOST_VALUES, range_of};
use super::{Node, brackets, indentation};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, Message, both};
use crate::span::{FileId, Span};

/// The library's mistake as a diagnostic; `text` begins at byte `base` of `file`.
pub fn explain(error: &Error, text: &str, file: FileId, base: usize) -> Diagnostic {
    let range = error.location().map_or(0..0, |location| range_of(location, text));
    let place = Place { text, range };
    let found = place.too_much(error).or_else(|| place.slip()).or_else(|| place.of(error));
    let found = found.unwrap_or_else(|| place.unknown(error));
    let at = |range: Range<usize>| Span::new(file, base + range.start..base + range.end);
    let diagnostic = Diagnostic::new(Code::Yaml, at(found.range), found.message).hint(found.hint);
    match found.level {
        Some((range, words)) => diagnostic.note(at(range), words),
        None => diagnostic,
    }
}

/// What is said of a mistake.
struct Explained {
    range: Range<usize>,
    message: Message,
    hint: Message,
    /// The line above that this one is measured by.
    level: Option<(Range<usize>, Message)>,
}

impl Explained {
    fn new(range: Range<usize>, message: Message, hint: Message) -> Explained {
        Explained { range, message, hint, level: None }
    }
}

/// Where the library has stopped.
struct Place<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Place<'_> {
    fn line_start(&self) -> usize {
        self.text[..self.range.start].rfind('\n').map_or(0, |i| i + 1)
    }

    fn line(&self) -> &str {
        self.text[self.line_start()..].lines().next().unwrap_or_default()
    }

    /// The line above, if it is none of spaces and comments.
    fn line_above(&self) -> Option<&str> {
        let mut above = self.text[..self.line_start()].lines().rev();
        above.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    }

    fn here(&self, message: Message, hint: Message) -> Explained {
        Explained::new(self.range.clone(), message, hint)
    }

    fn too_much(&self, error: &Error) -> Option<Explained> {
        let (message, hint) = match error {
            Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => return Some(self.second_document()),
            Error::Budget { breach: BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. }, .. } => (
                both!("there are more than {MOST_VALUES} values in this YAML", "这段 YAML 里的值超过 {MOST_VALUES} 个"),
                both!("take out what the course does not use", "请删去课程用不到的内容"),
            ),
            Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (
                both!("this YAML nests more than {DEEPEST} deep", "这段 YAML 嵌套超过 {DEEPEST} 层"),
                both!("write it with fewer levels", "请减少层次"),
            ),
            Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. } => (
                both!("this YAML repeats too much with `&` and `*`", "这段 YAML 用 `&` 和 `*` 重复得太多"),
                both!("write each value out, without `&` and `*`", "请把每个值直接写出来，不用 `&` 和 `*`"),
            ),
            _ => return None,
        };
        Some(self.here(message, hint))
    }

    /// What a Chinese keyboard has put into the line, and tabs.
    fn slip(&self) -> Option<Explained> {
        let line_start = self.line_start();
        let marks = |at: usize, c: char| line_start + at..line_start + at + c.len_utf8();
        if let Some(at) = full_width_colon(self.line()) {
            return Some(Explained::new(marks(at, '：'), wide_colon(), half_width_colon()));
        }
        if let Some((at, mark)) = brackets::full_width(self.line()) {
            let plain = brackets::half_width(mark);
            return Some(Explained::new(
                marks(at, mark),
                both!("a full-width `{mark}`", "这里用了全角 `{mark}`"),
                both!("write the half-width `{plain}`", "请写半角的 `{plain}`"),
            ));
        }
        // The line that continues a value is found wanting where the value begins.
        let lines = self.text[line_start..].split_inclusive('\n').scan(line_start, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line))
        });
        let tab = lines.take(2).find_map(|(start, line)| {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            line[..blanks].find('\t').map(|at| start + at)
        });
        tab.map(|at| {
            let message = both!("a tab in the indentation", "缩进里有制表符");
            Explained::new(at..at + 1, message, both!("indent with spaces", "请用空格缩进"))
        })
    }

    /// By the kind of the mistake.
    fn of(&self, error: &Error) -> Option<Explained> {
        match error {
            Error::ExternalMessage { source, .. } => match &**source {
                Parser(error) => self.of_parser(error.kind()),
                _ => None,
            },
            Error::MultipleDocuments { .. } => Some(self.second_document()),
            Error::UnknownAnchor { .. }
            | Error::InvalidBinaryBase64 { .. }
            | Error::BinaryNotUtf8 { .. }
            | Error::TaggedScalarCannotDeserializeIntoString { .. } => self.beginning(),
            Error::MergeKeyNotAllowed { .. } => Some(self.here(
                both!("`<<` is not read here", "这里不能用 `<<`"),
                both!("write the keys out, each with its value", "请把各个键和值直接写出来"),
            )),
            Error::NonFiniteFloat { value, .. } => {
                Some(self.here(
                    both!("`{value}` is read as a number that cannot be", "`{value}` 会被读作不存在的数"),
                    quotes(),
                ))
            }
            Error::Unexpected { expected: "string scalar", .. } => Some(self.here(
                both!("a key is a word, without brackets around it", "键应当是一个词，外面不要括号"),
                both!("put a key that has brackets between double quotes", "键里有括号时，请用双引号括起整个键"),
            )),
            _ => None,
        }
    }

    fn of_parser(&self, kind: &ErrorKind) -> Option<Explained> {
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
    fn beginning(&self) -> Option<Explained> {
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

    /// A colon where no key can be: a second one in a line, below a value, or below a line without one.
    fn second_colon(&self) -> Explained {
        let before = &self.text[self.line_start()..self.range.start];
        if let Some((key, value)) = before.split_once(": ") {
            let at = self.line_start() + key.len() + 2 + (value.len() - value.trim_start().len());
            if let Some(open) = value.trim_start().chars().next().filter(|c| "“”‘’「『".contains(*c)) {
                return Explained::new(
                    at..at + open.len_utf8(),
                    both!("YAML takes no curly quotation marks", "YAML 不认中文引号"),
                    both!(
                        "put the whole value between straight double quotes, such as `title: \"Listen: the first step\"`",
                        "请用半角双引号括起整个值，例如 `title: \"倾听: 第一步\"`"
                    ),
                );
            }
            let key = key.trim_start();
            if let Some((word, _)) = key.split_once(['{', '[']).filter(|(word, _)| !word.trim().is_empty()) {
                return self.missing_colon(word.trim());
            }
            let quotes = quotes();
            return self.here(
                both!("a second `: ` in one line", "同一行里出现了第二个 `: `"),
                both!(
                    "{quotes}, such as `title: \"Listen: the first step\"`",
                    "{quotes}，例如 `title: \"倾听: 第一步\"`";
                    quotes
                ),
            );
        }
        match self.line_above() {
            Some(above) if !above.contains(": ") && !above.trim_end().ends_with(':') => {
                let start = above.as_ptr().addr() - self.text.as_ptr().addr();
                let trimmed = above.trim_start();
                let start = start + (above.len() - trimmed.len());
                let word = trimmed.trim_end().to_owned();
                let place = Place { text: self.text, range: start..start + word.len() };
                if trimmed.starts_with("//") { place.comment() } else { place.no_key() }
            }
            _ => self.indentation(),
        }
    }

    fn comment(&self) -> Explained {
        self.here(
            both!("this line is no comment", "这一行不是注释"),
            both!("begin a comment with `#`", "注释请以 `#` 开头"),
        )
    }

    fn missing_colon(&self, word: &str) -> Explained {
        let start = self.line_start() + self.line().find(word).unwrap_or(0);
        Explained::new(
            start..start + word.len(),
            both!("a colon is missing behind `{word}`", "`{word}` 后面缺少冒号"),
            both!("write `{word}: …`", "请写 `{word}: …`"),
        )
    }

    /// A line without a key.
    fn no_key(&self) -> Explained {
        let line = self.line().trim();
        let start = self.line_start() + (self.line().len() - self.line().trim_start().len());
        let range = start..start + line.len();
        if let Some(at) = full_width_colon(line) {
            let at = start + at;
            return Explained::new(at..at + '：'.len_utf8(), wide_colon(), half_width_colon());
        }
        if let Some(explained) = unspaced(line) {
            let (message, hint) = explained;
            return Explained::new(range, message, hint);
        }
        if line.starts_with("//") {
            return Place { text: self.text, range }.comment();
        }
        let word = line.split_whitespace().next().unwrap_or_default();
        if self.line_above().is_none() && word.len() < line.len() && word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.missing_colon(word);
        }
        let word = line.chars().take(30).collect::<String>();
        Explained::new(
            range,
            both!("this line has no key", "这一行没有键"),
            both!(
                "write `key: value`; a line that goes on with the value above is indented further than the key of that value",
                "请写成 `键: 值`；如果 `{word}` 是上一行的值的后半部分，请让这一行比上一行的键多缩进两个空格"
            ),
        )
    }

    /// A line that begins in a column in which none can begin.
    fn indentation(&self) -> Explained {
        let start = self.line_start();
        let line = self.line();
        let own = Level::of(line, start);
        let range = own.word.clone();
        let word = &self.text[range.clone()];
        let Some(level) = indentation::nearest(self.text, start).filter(|level| level.indent != own.indent) else {
            return if word == "-" {
                Explained::new(
                    range,
                    both!("an entry of a list among keys", "键与键之间出现了列表的一项"),
                    both!(
                        "put the list below its key, indented by two spaces more, or remove the `-`",
                        "请把列表写在它的键下面，多缩进两个空格；或者删去 `-`"
                    ),
                )
            } else {
                Explained::new(
                    range,
                    both!("`{word}` does not belong to the list above it", "`{word}` 不属于上面的列表"),
                    both!(
                        "begin the line with `- `, or indent it by two spaces more to put it into the entry above",
                        "请以 `- ` 开头；如果它属于上面那一项，请多缩进两个空格"
                    ),
                )
            };
        };
        let above = &self.text[level.word.clone()];
        let (found, wanted, there) = (spaces(own.indent), wanted(level.indent), spaces(level.indent));
        let begins_text = self.line_above().is_some_and(|line| line.trim_end().ends_with(['>', '|']));
        let hint = if begins_text {
            both!(
                "indent the text of `{above}` by two spaces more than `{above}`",
                "`{above}` 的文字要比 `{above}` 多缩进两个空格"
            )
        } else if (word, above) == ("-", "-") {
            both!(
                "the entries of a list begin in the same column: write {wanted} before this `-`",
                "同一个列表的各项要对齐：这个 `-` 前面{wanted}";
                wanted
            )
        } else {
            both!(
                "write {wanted} before `{word}` to put it beside `{above}`; what belongs under `{above}` has two more",
                "`{word}` 与 `{above}` 同级时，前面{wanted}；属于 `{above}` 的下一级时，再多写两个空格";
                wanted
            )
        };
        let message = both!("wrong indentation: {found} before `{word}`", "缩进不对：`{word}` 前面{found}"; found);
        let mut explained = Explained::new(range, message, hint);
        explained.level = Some((level.word.clone(), both!("{there} before `{above}`", "`{above}` 前面{there}"; there)));
        explained
    }

    /// The line that has ended the text above this place.
    fn second_part(&self) -> Option<usize> {
        let above = &self.text[..self.range.end];
        above.rfind("\n---").max(above.rfind("\n...")).map(|at| at + 1)
    }

    fn second_document(&self) -> Explained {
        let start = self.second_part().unwrap_or(self.line_start());
        let line = self.text[start..].lines().next().unwrap_or_default();
        Explained::new(
            start..start + line.len(),
            both!("a second part begins here, which Diglot would not read", "从这里开始是第二部分，Diglot 不会读它"),
            both!("remove this line", "请删去这一行"),
        )
    }

    fn unknown(&self, error: &Error) -> Explained {
        let shown = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
        let shown = shown.lines().next().unwrap_or_default();
        let shown = shown.rsplit_once(" at line ").map_or(shown, |(message, _)| message);
        self.here(
            both!("this YAML cannot be read: {shown}", "这里的写法不合 YAML 的规则"),
            both!(
                "put a value that holds `: `, ` #`, quotes or brackets between double quotes",
                "值里有 `: `、` #`、引号或括号时，请用双引号括起整个值"
            ),
        )
    }
}

fn quotes() -> Message {
    both!("put the whole value between double quotes", "请用双引号括起整个值")
}

fn spaces(n: usize) -> Message {
    let en = if n == 0 { "no space".to_owned() } else { message::counted(n, "space", "spaces") };
    Message { en, zh: if n == 0 { "没有空格".to_owned() } else { format!("有 {n} 个空格") } }
}

/// As [`spaces`], where they should stand.
fn wanted(n: usize) -> Message {
    let zh = if n == 0 { "不应有空格".to_owned() } else { format!("应有 {n} 个空格") };
    Message { zh, ..spaces(n) }
}

fn wide_colon() -> Message {
    both!("a full-width `：` after a key", "键后面用了全角 `：`")
}

fn half_width_colon() -> Message {
    both!("write the half-width `:` and a space", "请写半角 `:`，后面加一个空格")
}

/// What is said of a line in which the space is missing: `title:Listen`, `-Listen`.
fn unspaced(line: &str) -> Option<(Message, Message)> {
    let space = both!("a space is missing here", "这里缺少一个空格");
    if let Some(rest) =
        line.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '"'))
    {
        return Some((space, both!("write `- {rest}`", "请写 `- {rest}`")));
    }
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let is_value = !value.is_empty() && !value.starts_with([' ', '/']);
    (is_key && is_value).then(|| (space, both!("write `{key}: {value}`", "请写 `{key}: {value}`")))
}

/// The full-width colon that somebody put after a key.
fn full_width_colon(line: &str) -> Option<usize> {
    let at = line.find('：')?;
    line[..at].chars().all(|c| c.is_alphanumeric() || "-_ \t".contains(c)).then_some(at)
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

/// A key that begins with a space that YAML takes for a letter.
pub fn strange_space(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Yaml, span, both!("a full-width space before a key", "键前面用了全角空格"))
        .hint(both!("indent with ordinary, half-width spaces", "请用普通的半角空格缩进"))
}

/// A word before a value that YAML takes for its type, and leaves out.
pub fn tagged(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Yaml, span, both!("a value cannot begin with `!`", "值的开头不能是：`!`")).hint(quotes())
}

/// A document that should have been a mapping; `text` begins at byte `base` of the file.
pub fn not_a_map(node: &Node, text: &str, base: usize) -> Diagnostic {
    let mut line_start = base;
    for line in text.split_inclusive('\n') {
        if let Some(at) = full_width_colon(line) {
            let at = line_start + at;
            let span = Span::new(node.span.file, at..at + '：'.len_utf8());
            return Diagnostic::new(Code::Yaml, span, wide_colon()).hint(half_width_colon());
        }
        line_start += line.len();
    }
    let expected = node.expected(&both!("lines such as `title: Listen`", "`title: 倾听` 这样的行"));
    let first = text.trim_start().lines().next().unwrap_or_default();
    match unspaced(first.trim()) {
        Some((_, hint)) => expected.hint(hint),
        None => expected.hint(both!(
            "write the key, a half-width `:`, a space and the value",
            "请依次写键、半角 `:`、一个空格和值"
        )),
    }
}

/// What to write instead of `words`, if they were meant as keys with values.
pub fn meant_as_map(words: &str) -> Option<Message> {
    let first = words.split_whitespace().next().unwrap_or_default();
    if full_width_colon(first).is_some() {
        return Some(half_width_colon());
    }
    unspaced(first).map(|(_, hint)| hint)
}
