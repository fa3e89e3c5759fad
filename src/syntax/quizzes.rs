//! Quizzes: the form of each question is told by what stands under it.

use super::attributes::Attributes;
use super::blocks::Builder;
use crate::course::tree::{
    Block, BlockKind, Choice, FinalTest, Form, Inline, List, ListItem, Parsed, Question, Quiz, plain_text, sides,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;

/// Reads what stands between the fences of a quiz.
pub fn quiz(
    builder: &mut Builder<'_>,
    attributes: &Attributes,
    content: Vec<Block<Parsed>>,
    span: Span,
) -> Quiz<Parsed> {
    let test = final_test(builder, attributes, span);
    let mut questions = Vec::new();
    let empty = content.is_empty() && test.as_ref().is_none_or(|test| test.draw == 0);
    for block in content {
        match block.kind {
            BlockKind::List(List { start: Some(_), items, .. }) => {
                questions.extend(items.into_iter().map(|item| question(builder, item, block.span)));
            }
            _ => report(
                builder,
                block.span,
                both!("a quiz holds numbered questions and nothing else", "测验里只能有编号的题目"),
                both!(
                    "write `1. Question`, its options indented under it; put other text before or after the quiz",
                    "请写 `1. 题目`，选项缩进写在下面；其他文字放在测验之前或之后"
                ),
            ),
        }
    }
    if empty {
        report(
            builder,
            span,
            both!("this quiz has no question", "这个测验没有题目"),
            both!(
                "write `1. Question` and under it options such as `- [x] right` and `- [ ] wrong`",
                "请写 `1. 题目`，下面写选项，例如 `- [x] 对` 和 `- [ ] 错`"
            ),
        );
    }
    Quiz { questions, test }
}

fn final_test(builder: &mut Builder<'_>, attributes: &Attributes, span: Span) -> Option<Box<FinalTest>> {
    let Attributes { is_final, draw, pass, .. } = attributes;
    if *is_final {
        return Some(Box::new(FinalTest { draw: draw.unwrap_or(0), pass: *pass, pool: Vec::new() }));
    }
    if draw.is_some() || pass.is_some() {
        let message = both!("only a final test draws questions and has a pass mark", "只有结业测验才抽题、才有及格线");
        builder.report(
            Diagnostic::new(Code::WrongAttribute, span, message)
                .hint(both!("write `:::quiz {{final draw=2 pass=80}}`", "请写 `:::quiz {{final draw=2 pass=80}}`")),
        );
    }
    None
}

fn report(builder: &mut Builder<'_>, place: Span, message: Message, hint: Message) {
    builder.report(Diagnostic::new(Code::MisplacedDirective, place, message).hint(hint));
}

/// Of what stands under a question, which list holds its options.
fn form(blocks: &[Block<Parsed>]) -> Form {
    let mut form = Form::Open;
    for block in blocks {
        let BlockKind::List(list) = &block.kind else { continue };
        let found = match list.start {
            None if list.items.iter().any(|item| item.checked.is_some()) => Form::Choice,
            None if list.items.iter().any(is_pair) => Form::Match,
            None => continue,
            Some(_) => Form::Order,
        };
        // What has boxes is chosen from, whatever lists the question shows; then come pairs.
        let rank = |form| [Form::Open, Form::Order, Form::Match, Form::Choice].iter().position(|known| *known == form);
        if rank(found) > rank(form) {
            form = found;
        }
    }
    form
}

fn is_pair(item: &ListItem<Parsed>) -> bool {
    let words = item.content.iter().filter(|block| !matches!(block.kind, BlockKind::Quote(_)));
    sides(&words.cloned().collect::<Vec<_>>()).is_some()
}

fn question(builder: &mut Builder<'_>, item: ListItem<Parsed>, list: Span) -> Question<Parsed> {
    let place = item.content.first().map_or(list, |block| block.span);
    let form = form(&item.content);
    let holds_options = |block: &Block<Parsed>| {
        let BlockKind::List(list) = &block.kind else { return false };
        match form {
            Form::Choice => list.start.is_none() && list.items.iter().any(|item| item.checked.is_some()),
            Form::Match => list.start.is_none() && list.items.iter().any(is_pair),
            Form::Order => list.start.is_some(),
            Form::Open => false,
        }
    };
    // An order is that of the last list; what comes before it belongs to the question.
    let last = item.content.iter().rposition(holds_options);
    let is_explanation = |at: usize, content: &[Block<Parsed>]| {
        let rest = &content[at..];
        let behind = last.map_or(at > 0, |last| at > last);
        behind && rest.iter().all(|block| matches!(block.kind, BlockKind::Quote(_)))
    };
    let explained = (0..item.content.len()).find(|&at| is_explanation(at, &item.content));
    let mut question =
        Question { key: String::new(), form, question: Vec::new(), options: Vec::new(), explanation: Vec::new() };
    for (at, block) in item.content.into_iter().enumerate() {
        let options = holds_options(&block) && (form == Form::Choice || Some(at) == last);
        match block.kind {
            BlockKind::Quote(content) if explained.is_some_and(|explained| at >= explained) => {
                question.explanation.extend(content);
            }
            BlockKind::List(List { items, .. }) if options => {
                for item in items {
                    check_option(builder, form, &item, block.span);
                    question.options.push(choice(form, item));
                }
            }
            _ => question.question.push(block),
        }
    }
    question.question.shrink_to_fit();
    if form == Form::Match {
        name_partners(&mut question.options);
    }
    check(builder, &question, place);
    question
}

/// Each of several options is written as the others are.
fn check_option(builder: &mut Builder<'_>, form: Form, item: &ListItem<Parsed>, list: Span) {
    let place = item.content.first().map_or(list, |block| block.span);
    match form {
        Form::Choice if item.checked.is_none() => report(
            builder,
            place,
            both!("this option has no box", "这个选项前面没有方括号"),
            both!(
                "write `- [x]` before what is right, `- [ ]` before what is wrong",
                "对的前面写 `- [x]`，错的前面写 `- [ ]`"
            ),
        ),
        Form::Match if !is_pair(item) => report(
            builder,
            place,
            both!("this pair has no arrow between two sides", "这一对的两边之间没有箭头"),
            both!(
                "write `- left → right` (or `->`) in one paragraph",
                "请在同一段里写 `- 左边 → 右边`（也可以写 `->`）"
            ),
        ),
        _ => {}
    }
}

fn check(builder: &mut Builder<'_>, question: &Question<Parsed>, place: Span) {
    let right = question.options.iter().filter(|o| o.right).count();
    let empty = question.options.iter().position(|option| option.answer.is_empty());
    if let Some(empty) = empty.filter(|_| question.options.len() > 1) {
        let message = both!("option {} of this question is empty", "这道题的第 {} 个选项是空的", empty + 1);
        // What is empty has no place; it stands behind this.
        let before = empty.checked_sub(1).and_then(|before| question.options[before].answer.last());
        let hint = both!("write its answer behind the brackets", "请在方括号后面写出答案");
        report(builder, before.map_or(place, |block| block.span), message, hint);
    }
    if question.form == Form::Open && !question.explanation.is_empty() {
        return;
    }
    let problem = match (question.options.len(), right) {
        (0 | 1, _) => both!("a question needs two options or more", "一道题至少要有两个选项"),
        (_, 0) => both!("no option of this question is ticked as right", "这道题没有标出正确的选项"),
        _ => return,
    };
    let mut diagnostic = Diagnostic::new(Code::MisplacedDirective, place, problem).hint(both!(
        "under the question write options such as `- [x] right` and `- [ ] wrong`, indented",
        "请在题目下面缩进写选项，例如 `- [x] 对` 和 `- [ ] 错`"
    ));
    if question.options.is_empty() {
        diagnostic = diagnostic.hint(both!(
            "a question that is answered in words has a model answer under it: `> answer`",
            "用文字作答的题，请在题目下面写参考答案：`> 答案`"
        ));
    }
    builder.report(diagnostic);
}

fn choice(form: Form, item: ListItem<Parsed>) -> Choice<Parsed> {
    let mut answer = item.content;
    let quotes = answer.extract_if(.., |block| matches!(block.kind, BlockKind::Quote(_)));
    let explanations = quotes.filter_map(|block| match block.kind {
        BlockKind::Quote(content) => Some(content),
        _ => None,
    });
    let explanation = explanations.reduce(|mut all, more| {
        all.extend(more);
        all
    });
    answer.shrink_to_fit();
    let right = form != Form::Choice || item.checked == Some(true);
    Choice { right, answer, explanation: explanation.unwrap_or_default(), partner: 0 }
}

/// Finds the pairs whose right sides say the same: either may be given for the other.
fn name_partners(pairs: &mut [Choice<Parsed>]) {
    let right =
        |pair: &Choice<Parsed>| sides(&pair.answer).map(|[_, right]: [Vec<Inline<Parsed>>; 2]| plain_text(&right));
    let words: Vec<Option<String>> = pairs.iter().map(right).collect();
    for (at, pair) in pairs.iter_mut().enumerate() {
        pair.partner = words.iter().position(|word| word.is_some() && *word == words[at]).unwrap_or(at);
    }
}
