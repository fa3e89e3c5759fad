//! What a learner does of a course: pages to read and questions to answer, each with the key under which it is kept.
//!
//! Keys come from names and texts, never from positions: a course with a page more keeps everything else, and a question that says something else
//! than before is open again.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::course::tree::audience::trainer_only;
use crate::course::tree::{Block, BlockKind, Directive, Form, Question, Quiz, Resolved};
use crate::course::{Course, ItemIx, Lang, Page};
use crate::digest::Digest;

/// So many characters of a key tell all pages and questions of a course apart.
pub const KEY: usize = 6;

/// The pages and the questions, in the order of the course.
pub struct Lessons {
    /// The items.
    pub pages: Vec<LessonPage>,
    /// The questions of all quizzes that learners see, but for those that are answered in words: nobody judges these.
    pub questions: Vec<LessonQuestion>,
    /// The pass mark of the final test, when there is one. Its result is then the score of the course.
    pub test: Option<u32>,
}

/// A page to read.
pub struct LessonPage {
    pub item: ItemIx,
    /// Of [`KEY`] characters.
    pub key: String,
}

/// A question to answer.
#[derive(Serialize)]
pub struct LessonQuestion {
    /// Of [`KEY`] characters.
    pub key: String,
    /// What a platform's report calls it: `mindset.check-yourself.1`.
    pub id: String,
    /// How it is answered: `choice`.
    pub form: &'static str,
    /// The right answer: the options that are chosen, the options in their order, or of each pair the right side.
    pub right: Vec<usize>,
    /// How many options there are.
    pub options: usize,
}

impl Lessons {
    /// Those of a course; what trainers alone see does not count.
    pub fn of(course: &Course) -> Lessons {
        let page = |item| LessonPage { item, key: Digest::of(course.id(item).as_bytes()).letters(KEY) };
        let pass_mark = course.about.pass_mark;
        let mut found = Found { pass_mark, questions: Vec::new(), keys: BTreeSet::new(), test: None };
        for item in course.item_ixs() {
            found.page(&course.item(item).path.replace('/', "."), &course.item(item).page);
        }
        if let Some(front) = &course.front {
            found.page("front", front);
        }
        let Found { questions, test, .. } = found;
        Lessons { pages: course.item_ixs().map(page).collect(), questions, test }
    }
}

struct Found {
    /// Of a test that does not say it.
    pass_mark: u32,
    questions: Vec<LessonQuestion>,
    keys: BTreeSet<String>,
    test: Option<u32>,
}

impl Found {
    fn page(&mut self, name: &str, page: &Page) {
        let mut quizzes = 0;
        quizzes_of(page.texts[Lang::SOURCE].body(), &mut |directive, quiz| {
            quizzes += 1;
            self.test = self.test.or(quiz.test.as_ref().map(|test| test.pass.unwrap_or(self.pass_mark)));
            let id = directive.id.clone().filter(|id| id.is_ascii()).unwrap_or_else(|| format!("quiz-{quizzes}"));
            for (number, question) in (1..).zip(&quiz.questions) {
                self.question(format!("{name}.{id}.{number}"), question);
            }
        });
    }

    /// A question that is asked twice on a page is one.
    fn question(&mut self, id: String, question: &Question<Resolved>) {
        if question.form == Form::Open || !self.keys.insert(question.key.clone()) {
            return;
        }
        let options = &question.options;
        let right = match question.form {
            Form::Choice => (0..options.len()).filter(|&index| options[index].right).collect(),
            Form::Match => options.iter().map(|pair| pair.partner).collect(),
            Form::Order | Form::Open => (0..options.len()).collect(),
        };
        let (key, form) = (question.key.clone(), question.form.name());
        self.questions.push(LessonQuestion { key, id, form, right, options: options.len() });
    }
}

/// Calls `see` with each quiz that learners see, in reading order.
fn quizzes_of<'a>(blocks: &'a [Block<Resolved>], see: &mut impl FnMut(&'a Directive<Resolved>, &'a Quiz<Resolved>)) {
    for block in blocks.iter().filter(|block| !trainer_only(block)) {
        if let BlockKind::Directive(directive) = &block.kind
            && let Some(quiz) = directive.body.quiz()
        {
            see(directive, quiz);
        } else {
            block.kind.children().into_iter().for_each(|blocks| quizzes_of(blocks, see));
        }
    }
}
