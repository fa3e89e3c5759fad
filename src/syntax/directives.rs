//! The blocks of the course's own: what each may hold, and the shape of dialogues.

use super::attributes;
use super::blocks::Builder;
use super::dialects;
use super::fences::Header;
use super::quizzes;
use crate::course::tree::{
    self, Alone, Block, BlockKind, Body, BoxKind, Directive, Inline, ListItem, Parsed, Turn, Words,
};
use crate::diagnostic::{Code, Diagnostic, Hint, Severity, nearest};
use crate::message::{self, Message, both};
use crate::span::Span;
use crate::typography::typographic;

/// What one language says alone.
const ONLY: &str = "only";

/// The names and what attributes each takes.
const DIRECTIVES: [(&str, &[&str]); 13] = [
    ("objectives", &[]),
    ("summary", &[]),
    ("trainer", &["minutes"]),
    ("exercise", &["id", "minutes", "group", "workspace"]),
    ("solution", &[]),
    ("model-answer", &[]),
    ("quiz", &["id", "minutes", "final", "draw", "pass"]),
    ("dialogue", &[]),
    ("say", &[]),
    ("avoid", &[]),
    ("role-play", &["id", "minutes"]),
    ("side", &[]),
    (ONLY, &[]),
];

/// Whether a fence has this name.
pub fn is_known(name: &str) -> bool {
    DIRECTIVES.iter().any(|(known, _)| *known == name)
}

/// The names of all fences.
pub fn names() -> impl Iterator<Item = &'static str> {
    DIRECTIVES.iter().map(|(name, _)| *name)
}

/// The attributes that a fence takes; `id` is written `#…`, `final` alone.
pub fn attributes(name: &str) -> &'static [&'static str] {
    DIRECTIVES.iter().find(|(known, _)| *known == name).map_or(&[], |(_, attributes)| attributes)
}

/// Builds the block of a fence from what stands in it.
///
/// # Errors
///
/// With the content, when the name is unknown and none is near it. With one near it the block is read as that, so that a slip in
/// the name is all that is reported.
pub fn build(
    builder: &mut Builder<'_>,
    header: &Header,
    span: Span,
    mut content: Vec<Block<Parsed>>,
) -> Result<Vec<Block<Parsed>>, Vec<Block<Parsed>>> {
    let find = |wanted: &str| DIRECTIVES.into_iter().find(|(name, _)| *name == wanted);
    let known = find(&header.name).or_else(|| {
        let near = nearest(&header.name, names());
        if !header.name.is_empty() {
            let unknown = Diagnostic::new(
                Code::UnknownDirective,
                span,
                both!("unknown fence `:::{}`", "不认识的块 `:::{}`", header.name),
            );
            builder.report(match near {
                // Other programs leave a space, and have boxes that mean something to them alone.
                None if header.spaced => {
                    let mut unknown = unknown
                        .hint(both!("what stands in it is shown without a box", "里面的内容照常显示，只是没有框"));
                    unknown.severity = Severity::Warning;
                    unknown
                }
                Some(near) => unknown.hint(Hint::meant_as(&header.name, near, &format!(":::{near}"))),
                None => {
                    let list = message::joined(names());
                    unknown.hint(both!("the fences are {list}", "可用的块有 {list}"; list))
                }
            });
        }
        near.and_then(find)
    });
    let Some((name, allowed)) = known else { return Err(content) };
    let attributes = match &header.attributes {
        Some((text, at)) => attributes::read(builder, text, *at, allowed),
        None => attributes::Attributes::default(),
    };
    if name == ONLY {
        let kind = only(builder, header, span, content);
        return Ok(vec![Block { span, kind }]);
    }
    let heading = if header.spaced && header.title.is_none() { dialects::heading(&mut content) } else { None };
    let body = match name {
        "quiz" => Body::Quiz(quizzes::quiz(builder, &attributes, content, span)),
        "dialogue" => Body::Dialogue(dialogue(builder, content, span)),
        _ => {
            let kind = BoxKind::ALL.into_iter().find(|k| k.name() == name).expect("the other names are boxes");
            if kind == BoxKind::ModelAnswer {
                let hint = both!(
                    "a model answer is read where the exercise is not: put what has a number, an id or minutes outside",
                    "参考答案不和练习放在一起读：有编号、id 或分钟数的内容请放到外面"
                );
                refuse_shared(builder, name, &content, &hint);
            }
            Body::Box(kind, content)
        }
    };
    let kind = BlockKind::Directive(Directive {
        title: header
            .title
            .clone()
            .map(|(text, range)| Words { text: typographic(&text, builder.dialect.chinese), span: builder.span(range) })
            .or(heading),
        id: attributes.id,
        number: None,
        minutes: attributes.minutes,
        group: attributes.group,
        workspace: attributes.workspace,
        body,
    });
    Ok(vec![Block { span, kind }])
}

/// What one language says alone has no head, and nothing in it that both languages count or refer to.
fn only(builder: &mut Builder<'_>, header: &Header, span: Span, content: Vec<Block<Parsed>>) -> BlockKind<Parsed> {
    if header.title.is_some() {
        let untitled =
            Diagnostic::new(Code::FenceLine, span, both!("`:::only` shows no title", "`:::only` 不显示题目"));
        builder.report(untitled.hint(both!("write it as a line of its own inside", "请把它写成里面单独的一行")));
    }
    let hint = both!(
        "headings, exercises, quizzes, role plays, ids and minutes are the same in both languages: put it outside, and translate it",
        "标题、练习、测验、角色扮演、id 和分钟数在两种语言里相同：请放到外面，并译出来"
    );
    refuse_shared(builder, ONLY, &content, &hint);
    BlockKind::Alone { reason: Alone::Only, content }
}

/// Reports what both languages count or refer to in the fence of this name.
fn refuse_shared(builder: &mut Builder<'_>, name: &str, content: &[Block<Parsed>], hint: &Message) {
    let mut shared = Vec::new();
    tree::blocks(content, &mut |block| {
        let what = match &block.kind {
            BlockKind::Heading { .. } => Some(both!("a heading", "标题")),
            BlockKind::Directive(Directive { id, minutes, body, .. })
                if id.is_some()
                    || minutes.is_some()
                    || matches!(body, Body::Quiz(_) | Body::Box(BoxKind::Exercise | BoxKind::RolePlay, _)) =>
            {
                let name = body.name();
                Some(both!("`:::{name}`", "`:::{name}` "))
            }
            _ => None,
        };
        shared.extend(what.map(|what| (block.span, what)));
        tree::places(block, &mut |id, span| shared.push((span, both!("`#{id}`", "`#{id}` "))));
    });
    for (span, what) in shared {
        let message = both!("{what} cannot stand in `:::{name}`", "{what}不能放在 `:::{name}` 里"; what);
        builder.report(Diagnostic::new(Code::MisplacedDirective, span, message).hint(hint.clone()));
    }
}

/// A side belongs in a role play, which needs one, and a model answer in an exercise.
pub fn check_places(blocks: &[Block<Parsed>], diagnostics: &mut Vec<Diagnostic>) {
    fn walk(blocks: &[Block<Parsed>], around: Option<BoxKind>, diagnostics: &mut Vec<Diagnostic>) {
        for block in blocks {
            let kind = box_kind(block);
            if kind == Some(BoxKind::ModelAnswer) && around != Some(BoxKind::Exercise) {
                let message = both!(
                    "a `:::model-answer` stands directly in an `:::exercise` only",
                    "`:::model-answer` 只能直接放在 `:::exercise` 里"
                );
                diagnostics.push(Diagnostic::new(Code::MisplacedDirective, block.span, message).hint(both!(
                    "put it at the end of the exercise that it answers, which then has more colons",
                    "请放在它所回答的练习末尾，练习的冒号要更多"
                )));
            }
            if kind == Some(BoxKind::Side) && around != Some(BoxKind::RolePlay) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::MisplacedDirective,
                        block.span,
                        both!(
                            "a `:::side` stands directly in a `:::role-play` only",
                            "`:::side` 只能直接放在 `:::role-play` 里"
                        ),
                    )
                    .hint(both!(
                        "open `::::role-play` around it, with more colons",
                        "请在它外面加一层冒号更多的 `::::role-play`"
                    )),
                );
            }
            let role_play = kind == Some(BoxKind::RolePlay);
            let children = block.kind.children();
            if role_play && !children.iter().copied().flatten().any(|b| box_kind(b) == Some(BoxKind::Side)) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::MisplacedDirective,
                        block.span,
                        both!("this role play has no sides", "这个角色扮演没有角色"),
                    )
                    .hint(both!(
                        "write a `:::side[Name]` in it for each player, and give the `:::role-play` more colons",
                        "请给每个角色写一个 `:::side[名称]`，并让 `:::role-play` 的冒号更多"
                    )),
                );
            }
            for children in children {
                walk(children, kind, diagnostics);
            }
        }
    }
    walk(blocks, None, diagnostics);
}

fn box_kind(block: &Block<Parsed>) -> Option<BoxKind> {
    match &block.kind {
        BlockKind::Directive(Directive { body: Body::Box(kind, _), .. }) => Some(*kind),
        _ => None,
    }
}

fn dialogue(builder: &mut Builder<'_>, content: Vec<Block<Parsed>>, span: Span) -> Vec<Turn<Parsed>> {
    let hint = || both!("write each turn as `- **Speaker:** words`", "每句发言请写成 `- **说话人：**话`");
    let mut turns = Vec::new();
    let empty = content.is_empty();
    for block in content {
        let BlockKind::List(list) = block.kind else {
            builder.report(
                Diagnostic::new(
                    Code::MisplacedDirective,
                    block.span,
                    both!("a dialogue holds a list of turns and nothing else", "对话里只能有一串发言"),
                )
                .hint(hint()),
            );
            continue;
        };
        for item in list.items {
            let place = item.content.first().map_or(block.span, |b| b.span);
            match turn(item) {
                Some(turn) => turns.push(turn),
                None => builder.report(
                    Diagnostic::new(
                        Code::MisplacedDirective,
                        place,
                        both!("this turn does not begin with its speaker in bold", "这句发言没有以加粗的说话人开头"),
                    )
                    .hint(hint()),
                ),
            }
        }
    }
    if empty {
        builder.report(
            Diagnostic::new(
                Code::MisplacedDirective,
                span,
                both!("nobody speaks in this dialogue", "这段对话里没有人说话"),
            )
            .hint(hint()),
        );
    }
    turns
}

/// Takes the speaker from the beginning of a turn.
fn turn(item: ListItem<Parsed>) -> Option<Turn<Parsed>> {
    let mut speech = item.content;
    let BlockKind::Paragraph(words) = &mut speech.first_mut()?.kind else { return None };
    if !matches!(words.first(), Some(Inline::Strong(_))) {
        return None;
    }
    let Inline::Strong(mut speaker) = words.remove(0) else { return None };
    // The colon may stand inside or outside of the bold; the outputs set the speaker apart without it.
    let colons = [':', '：'];
    if let Some(Inline::Text(text, _)) = speaker.last_mut() {
        text.truncate(text.trim_end().trim_end_matches(colons).len());
    }
    if let Some(Inline::Text(text, span)) = words.first_mut() {
        let rest = text.trim_start().trim_start_matches(colons).trim_start();
        span.start += (text.len() - rest.len()) as u32;
        *text = rest.to_owned();
    }
    if words.is_empty() {
        speech.remove(0);
    }
    Some(Turn { speaker, speech })
}
