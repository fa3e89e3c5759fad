//! Walks over a tree. Its depth is bounded by the parser, so recursion is safe.

use smallvec::{SmallVec, smallvec};

use super::{Alone, Block, BlockKind, Body, BoxKind, Directive, Formula, Inline, Question, State};
use crate::span::Span;

/// Walks meet every block, and most blocks have none or one of these.
type Few<T> = SmallVec<[T; 4]>;

impl<S: State> BlockKind<S> {
    /// The lists of blocks directly inside this one.
    pub fn children(&self) -> Few<&Vec<Block<S>>> {
        let mut all = Few::new();
        self.each_child(|children| all.push(children));
        all
    }

    /// As [`BlockKind::children`], one after the other: walks meet every block.
    fn each_child<'a>(&'a self, mut see: impl FnMut(&'a Vec<Block<S>>)) {
        match self {
            BlockKind::Quote(content)
            | BlockKind::Alert { content, .. }
            | BlockKind::Aside(content)
            | BlockKind::Details { content, .. }
            | BlockKind::Aligned { content, .. }
            | BlockKind::Alone { content, .. } => see(content),
            BlockKind::Definitions(all) => all.iter().flat_map(|definition| &definition.meanings).for_each(see),
            BlockKind::List(list) => list.items.iter().for_each(|item| see(&item.content)),
            BlockKind::Directive(directive) => match &directive.body {
                Body::Box(_, content) => see(content),
                Body::Dialogue(turns) => turns.iter().for_each(|turn| see(&turn.speech)),
                Body::Quiz(quiz) => quiz.questions.iter().flat_map(Question::texts).for_each(see),
            },
            _ => {}
        }
    }

    /// As [`BlockKind::children`], to change them.
    pub fn children_mut(&mut self) -> Few<&mut Vec<Block<S>>> {
        match self {
            BlockKind::Quote(content)
            | BlockKind::Alert { content, .. }
            | BlockKind::Aside(content)
            | BlockKind::Details { content, .. }
            | BlockKind::Aligned { content, .. }
            | BlockKind::Alone { content, .. } => smallvec![content],
            BlockKind::Definitions(all) => all.iter_mut().flat_map(|definition| &mut definition.meanings).collect(),
            BlockKind::List(list) => list.items.iter_mut().map(|i| &mut i.content).collect(),
            BlockKind::Directive(directive) => match &mut directive.body {
                Body::Box(_, content) => smallvec![content],
                Body::Dialogue(turns) => turns.iter_mut().map(|t| &mut t.speech).collect(),
                Body::Quiz(quiz) => quiz.questions.iter_mut().flat_map(Question::texts_mut).collect(),
            },
            _ => Few::new(),
        }
    }

    /// The runs of text that belong to this block itself.
    pub fn runs(&self) -> Few<&Vec<Inline<S>>> {
        let mut all = Few::new();
        self.each_run(|run| all.push(run));
        all
    }

    /// As [`BlockKind::runs`], one after the other.
    fn each_run<'a>(&'a self, mut see: impl FnMut(&'a Vec<Inline<S>>)) {
        match self {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Details { summary: content, .. } => see(content),
            BlockKind::Definitions(all) => all.iter().flat_map(|definition| &definition.terms).for_each(see),
            BlockKind::Table(table) => table.lines().flatten().for_each(see),
            BlockKind::Directive(Directive { body: Body::Dialogue(turns), .. }) => {
                turns.iter().for_each(|turn| see(&turn.speaker));
            }
            _ => {}
        }
    }

    fn runs_mut(&mut self) -> Few<&mut Vec<Inline<S>>> {
        match self {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Details { summary: content, .. } => smallvec![content],
            BlockKind::Definitions(all) => all.iter_mut().flat_map(|definition| &mut definition.terms).collect(),
            BlockKind::Table(table) => table.head.iter_mut().chain(table.rows.iter_mut().flatten()).collect(),
            BlockKind::Directive(directive) => match &mut directive.body {
                Body::Dialogue(turns) => turns.iter_mut().map(|t| &mut t.speaker).collect(),
                _ => Few::new(),
            },
            _ => Few::new(),
        }
    }
}

impl<S: State> Inline<S> {
    /// What stands inside of this one.
    pub fn children(&self) -> &[Inline<S>] {
        match self {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => content,
            Inline::Styled { content, .. } | Inline::Abbreviation { content, .. } | Inline::Ruby { content, .. } => {
                content
            }
            Inline::Link { content, .. } | Inline::Foreign { content, .. } | Inline::Indexed { content, .. } => content,
            Inline::Reference { content: Some(content), .. } => content,
            _ => &[],
        }
    }

    fn children_mut(&mut self) -> &mut [Inline<S>] {
        match self {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strike(content) => content,
            Inline::Styled { content, .. } | Inline::Abbreviation { content, .. } | Inline::Ruby { content, .. } => {
                content
            }
            Inline::Link { content, .. } | Inline::Foreign { content, .. } | Inline::Indexed { content, .. } => content,
            Inline::Reference { content: Some(content), .. } => content,
            _ => &mut [],
        }
    }
}

/// Every block, outer ones first, in the order of the text.
pub fn blocks<'a, S: State>(blocks: &'a [Block<S>], visit: &mut impl FnMut(&'a Block<S>)) {
    for block in blocks {
        visit(block);
        block.kind.each_child(|children| self::blocks(children, visit));
    }
}

/// Blocks as a reader sees them below each other: those that stand in one language alone have no frame.
pub fn level<S: State>(blocks: &[Block<S>]) -> Vec<&Block<S>> {
    let mut all = Vec::with_capacity(blocks.len());
    for block in blocks {
        match &block.kind {
            BlockKind::Alone { content, .. } => all.extend(level(content)),
            _ => all.push(block),
        }
    }
    all
}

/// How many blocks stand within each other, this one counted.
pub fn levels<S: State>(block: &Block<S>) -> usize {
    1 + block.kind.children().into_iter().flatten().map(levels).max().unwrap_or(0)
}

/// Whether a block stands in a translation in the words of the source language.
pub fn is_untranslated<S: State>(block: &Block<S>) -> bool {
    matches!(block.kind, BlockKind::Alone { reason: Alone::Untranslated, .. })
}

/// Whether a block is something to do: an exercise, a role play or a quiz.
pub fn is_work<S: State>(block: &Block<S>) -> bool {
    let BlockKind::Directive(directive) = &block.kind else { return false };
    matches!(directive.body, Body::Box(BoxKind::Exercise | BoxKind::RolePlay, _) | Body::Quiz(_))
}

/// Every inline, outer ones first. The runs of a block come before the blocks inside it.
pub fn inlines<'a, S: State>(blocks: &'a [Block<S>], visit: &mut impl FnMut(&'a Inline<S>)) {
    fn run<'a, S: State>(inlines: &'a [Inline<S>], visit: &mut impl FnMut(&'a Inline<S>)) {
        for inline in inlines {
            visit(inline);
            run(inline.children(), visit);
        }
    }
    self::blocks(blocks, &mut |block| block.kind.each_run(|inlines| run(inlines, visit)));
}

/// The places in a block's own text to which links may lead.
pub fn places<'a, S: State>(block: &'a Block<S>, visit: &mut impl FnMut(&'a str, Span)) {
    fn run<'a, S: State>(inlines: &'a [Inline<S>], visit: &mut impl FnMut(&'a str, Span)) {
        for inline in inlines {
            if let Inline::Place(id, span) = inline {
                visit(id, *span);
            }
            run(inline.children(), visit);
        }
    }
    block.kind.each_run(|inlines| run(inlines, visit));
}

/// Every formula, in a line of its own or in the midst of a text.
pub fn formulas<'a, S: State>(blocks: &'a [Block<S>], visit: &mut impl FnMut(&'a Formula)) {
    self::blocks(blocks, &mut |block| {
        if let BlockKind::Formula(formula) = &block.kind {
            visit(formula);
        }
    });
    inlines(blocks, &mut |inline| {
        if let Inline::Formula(formula) = inline {
            visit(formula);
        }
    });
}

/// Every inline of a run, outer ones first, to change them.
pub fn each_inline_mut<S: State>(inlines: &mut [Inline<S>], visit: &mut impl FnMut(&mut Inline<S>)) {
    for inline in inlines {
        visit(inline);
        each_inline_mut(inline.children_mut(), visit);
    }
}

/// As [`inlines`], to change them.
pub fn inlines_mut<S: State>(blocks: &mut [Block<S>], visit: &mut impl FnMut(&mut Inline<S>)) {
    for block in blocks {
        for inlines in block.kind.runs_mut() {
            each_inline_mut(inlines, visit);
        }
        for children in block.kind.children_mut() {
            inlines_mut(children, visit);
        }
    }
}

/// Every text that readers read, titles and words in the place of pictures among them, to change it. Code, formulas and addresses are none;
/// what stands in another language is passed over.
pub fn words_mut<S: State>(blocks: &mut [Block<S>], visit: &mut impl FnMut(&mut String)) {
    fn run<S: State>(inlines: &mut [Inline<S>], visit: &mut impl FnMut(&mut String)) {
        for inline in inlines {
            match inline {
                Inline::Text(text, _) => visit(text),
                Inline::Abbreviation { meaning: words, .. }
                | Inline::Ruby { reading: words, .. }
                | Inline::Image { alt: words, .. } => visit(&mut words.text),
                Inline::Link { title: Some(title), .. } => visit(title),
                Inline::Foreign { .. } => continue,
                _ => {}
            }
            run(inline.children_mut(), visit);
        }
    }
    for block in blocks.iter_mut().filter(|block| !is_untranslated(block)) {
        let own = match &mut block.kind {
            BlockKind::Figure { alt, caption, .. } => [Some(alt), caption.as_mut()],
            BlockKind::Alert { title, .. } => [title.as_mut(), None],
            BlockKind::Directive(directive) => [directive.title.as_mut(), None],
            _ => [None, None],
        };
        own.into_iter().flatten().for_each(|words| visit(&mut words.text));
        block.kind.runs_mut().into_iter().for_each(|inlines| run(inlines, visit));
        block.kind.children_mut().into_iter().for_each(|children| words_mut(children, visit));
    }
}
