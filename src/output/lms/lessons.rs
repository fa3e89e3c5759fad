//! What a learner does of a course: pages to read and questions to answer, each with the key under which it is kept.
//!
//! Keys come from names and texts, never from positions: a course with a page more keeps everything else, and a question that says something else
//! than before is open again.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::course::tree::audience::trainer_only;
use crate::course::tree::{self, Block, BlockKind, Body, Directive, Inline, Question, Resolved};
use crate::course::{Course, ItemIx, Lang, Page};

/// So many characters of a key tell all pages and questions of a course apart.
pub const KEY: usize = 6;

/// The pages and the questions, in the order of the course.
pub struct Lessons {
    /// The items.
    pub pages: Vec<LessonPage>,
    /// The questions of all quizzes that learners see.
    pub questions: Vec<LessonQuestion>,
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
    /// What a right answer chooses, as indices of the options.
    pub right: Vec<usize>,
    /// How many options there are.
    pub options: usize,
}

impl Lessons {
    /// Those of a course; what trainers alone see does not count.
    pub fn of(course: &Course) -> Lessons {
        let page = |item| LessonPage { item, key: key(course.id(item).as_bytes()) };
        let mut found = Found { questions: Vec::new(), keys: BTreeSet::new() };
        for item in course.item_ixs() {
            let path = course.item(item).path.replace('/', ".");
            found.page(&course.id(item), &path, &course.item(item).page);
        }
        if let Some(front) = &course.front {
            found.page("", "front", front);
        }
        Lessons { pages: course.item_ixs().map(page).collect(), questions: found.questions }
    }
}

struct Found {
    questions: Vec<LessonQuestion>,
    keys: BTreeSet<String>,
}

impl Found {
    fn page(&mut self, id: &str, name: &str, page: &Page) {
        let mut quizzes = 0;
        quizzes_of(&page.texts[Lang::SOURCE].body, &mut |directive, questions| {
            quizzes += 1;
            let quiz = directive.id.clone().filter(|id| id.is_ascii()).unwrap_or_else(|| format!("quiz-{quizzes}"));
            for (number, question) in (1..).zip(questions) {
                self.question(id, format!("{name}.{quiz}.{number}"), question);
            }
        });
    }

    /// A question that is asked twice on a page is one.
    fn question(&mut self, page: &str, id: String, question: &Question<Resolved>) {
        let mut words = String::new();
        tree::inlines(&question.question, &mut |inline| {
            if let Inline::Text(text, _) = inline {
                words += text;
            }
        });
        let key = key(format!("{page}\n{words}").as_bytes());
        if self.keys.insert(key.clone()) {
            let options = question.options.iter().enumerate();
            let right = options.filter(|(_, option)| option.right).map(|(index, _)| index).collect();
            self.questions.push(LessonQuestion { key, id, form: "choice", right, options: question.options.len() });
        }
    }
}

/// Calls `see` with each quiz that learners see, in reading order.
fn quizzes_of<'a>(
    blocks: &'a [Block<Resolved>],
    see: &mut impl FnMut(&'a Directive<Resolved>, &'a [Question<Resolved>]),
) {
    for block in blocks.iter().filter(|block| !trainer_only(block)) {
        if let BlockKind::Directive(directive) = &block.kind
            && let Body::Quiz(questions) = &directive.body
        {
            see(directive, questions);
        } else {
            block.kind.children().into_iter().for_each(|blocks| quizzes_of(blocks, see));
        }
    }
}

fn key(bytes: &[u8]) -> String {
    let mut key = URL_SAFE_NO_PAD.encode(blake3::hash(bytes).as_bytes());
    key.truncate(KEY);
    key
}
