//! The course's own blocks, which are fenced by colons.

use super::{Block, Inline, Length, Quiz, State, Words};

/// A block fenced by colons.
#[derive(Clone, Debug, Hash)]
pub struct Directive<S: State> {
    /// The title in brackets.
    pub title: Option<Words>,
    /// The id that the author gives it, for references.
    pub id: Option<String>,
    /// The number of an exercise in the book, the same in every edition, and that of the exercise of a model answer. None until resolved.
    pub number: Option<u32>,
    /// How long it takes in the classroom.
    pub minutes: Option<u32>,
    /// How many people do an exercise together.
    pub group: Option<u32>,
    /// Room to write in print.
    pub workspace: Option<Length>,
    /// What stands between the fences.
    pub body: Body<S>,
}

/// The contents of a directive, by the rules of its kind.
#[derive(Clone, Debug, Hash)]
pub enum Body<S: State> {
    /// A box with blocks in it.
    Box(BoxKind, Vec<Block<S>>),
    /// A conversation.
    Dialogue(Vec<Turn<S>>),
    /// Questions.
    Quiz(Quiz<S>),
}

/// The kinds of boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoxKind {
    /// `objectives`: what a learner will be able to do.
    Objectives,
    /// `summary`: what to remember.
    Summary,
    /// `trainer`: a note for trainers alone.
    Trainer,
    /// `exercise`: something to do, with a number of its own.
    Exercise,
    /// `solution`: the debrief of an exercise, for trainers alone.
    Solution,
    /// `model-answer`: an answer to an exercise, which learners see on request.
    ModelAnswer,
    /// `say`: words that help.
    Say,
    /// `avoid`: words that do not.
    Avoid,
    /// `role-play`: a scene with parts to play.
    RolePlay,
    /// `side`: what one player alone is told, within a role play.
    Side,
}

/// What one speaker says before the next one does.
#[derive(Clone, Debug, Hash)]
pub struct Turn<S: State> {
    /// The bold words at the beginning, without the colon behind them.
    pub speaker: Vec<Inline<S>>,
    /// What is said, in one or more paragraphs.
    pub speech: Vec<Block<S>>,
}

impl BoxKind {
    /// All kinds of boxes.
    pub const ALL: [BoxKind; 10] = [
        BoxKind::Objectives,
        BoxKind::Summary,
        BoxKind::Trainer,
        BoxKind::Exercise,
        BoxKind::Solution,
        BoxKind::ModelAnswer,
        BoxKind::Say,
        BoxKind::Avoid,
        BoxKind::RolePlay,
        BoxKind::Side,
    ];

    /// The name in the source and in class names.
    pub fn name(self) -> &'static str {
        match self {
            BoxKind::Objectives => "objectives",
            BoxKind::Summary => "summary",
            BoxKind::Trainer => "trainer",
            BoxKind::Exercise => "exercise",
            BoxKind::Solution => "solution",
            BoxKind::ModelAnswer => "model-answer",
            BoxKind::Say => "say",
            BoxKind::Avoid => "avoid",
            BoxKind::RolePlay => "role-play",
            BoxKind::Side => "side",
        }
    }
}

impl<S: State> Body<S> {
    /// The turns of a dialogue; none of anything else.
    pub fn turns(&self) -> &[Turn<S>] {
        if let Body::Dialogue(turns) = self { turns } else { &[] }
    }

    /// The quiz, where it is one.
    pub fn quiz(&self) -> Option<&Quiz<S>> {
        if let Body::Quiz(quiz) = self { Some(quiz) } else { None }
    }

    /// The name of the words that stand above it.
    pub fn label(&self) -> &'static str {
        if self.quiz().is_some_and(|quiz| quiz.test.is_some()) { "test" } else { self.name() }
    }

    /// The name in the source and in class names.
    pub fn name(&self) -> &'static str {
        match self {
            Body::Box(kind, _) => kind.name(),
            Body::Dialogue(_) => "dialogue",
            Body::Quiz(_) => "quiz",
        }
    }
}
