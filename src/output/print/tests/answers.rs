//! Model answers: in their place for trainers, at the end of the book for learners.

use super::*;
use crate::course::reading::Reading;
use crate::project;
use crate::project::Memo;
use crate::sources::Sources;

fn answered() -> Course {
    let mut sources = Sources::default();
    let kind =
        "step:\n    folder: steps\n    label: {en: \"Step {n}\", zh: \"第{n}步\"}\n    plural: {en: Steps, zh: 步骤}";
    sources.add("book.yaml", format!("title: {{en: A book, zh: 书}}\nlanguages: [en, zh]\nkinds:\n  {kind}\n"));
    let english = "---\ntitle: Nod\n---\n\n::::exercise[Two sentences] {#two workspace=2cm}\nTo be done.\n\n:::model-answer\n\
                   1. Heard.[^1]\n2. Asked.\n:::\n\n:::solution\nDebriefed.\n:::\n::::\n\n[^1]: Quietly.\n";
    let chinese = "---\ntitle: 点头\n---\n\n::::exercise[两句话]\n做一做。\n\n:::model-answer\n\
                   1. 听见。[^1]\n2. 问到。\n:::\n\n:::solution\n讲一讲。\n:::\n::::\n\n[^1]: 轻声。\n";
    sources.add("course/steps/01-nod.en.md", english);
    sources.add("course/steps/01-nod.zh.md", chinese);
    project::of(sources, &mut Memo::once()).expect_sound().course
}

/// What each language has in the task, in the answer and in the debrief.
fn words(reading: Reading) -> Vec<[&'static str; 5]> {
    let english = ["To be done.", "Heard.", "Asked.", "Quietly.", "Debriefed."];
    let chinese = ["做一做。", "听见。", "问到。", "轻声。", "讲一讲。"];
    match reading {
        Reading::Parallel(..) => vec![english, chinese],
        reading if reading == ENGLISH => vec![english],
        _ => vec![chinese],
    }
}

#[test]
fn learners_read_them_at_the_end_and_trainers_in_their_place() {
    let course = answered();
    for (reading, style) in [ENGLISH, chinese(), parallel()]
        .map(|reading| (reading, Style::Columns))
        .into_iter()
        .chain([(parallel(), Style::Stacked), (parallel(), Style::Facing)])
    {
        let mut asked = options(reading, Edition::Learner);
        asked.design.style = style;
        let learner = shown(&lay_out(&course, &asked));
        let title = if reading == chinese() { "答案" } else { "Answer key" };
        let (before, key) = learner.rsplit_once(title).expect("a key");
        let trainer = shown(&lay_out(&course, &Options { edition: Edition::Trainer, ..asked.clone() }));
        asked.design.without_answers = true;
        let without = shown(&lay_out(&course, &asked));
        for [task, heard, tested, noted, debriefed] in words(reading) {
            assert!(before.contains(task) && !learner.contains(debriefed), "{reading:?} {style:?}: {learner}");
            for answer in [heard, tested, noted] {
                assert!(!before.contains(answer) && key.contains(answer), "{answer}, {reading:?} {style:?}: {learner}");
                assert_eq!(trainer.matches(answer).count(), 1, "{answer}, {reading:?} {style:?}: {trainer}");
                assert!(!without.contains(answer), "{answer}, {reading:?} {style:?}: {without}");
            }
        }
    }
}

#[test]
fn handouts_of_learners_have_none() {
    let course = answered();
    for reading in [ENGLISH, chinese(), parallel()] {
        let handout = |edition| {
            let (options, context) = (options(reading, edition), context());
            let course = edition::select(course.clone(), edition);
            let manuscript = Manuscript::new(&Document::Handout(ItemIx::new(0)), &course, &context, &options);
            let pages = typeset::pages(&context, manuscript.template, manuscript.files.clone());
            shown(&pages.unwrap_or_else(|refusal| panic!("{refusal}")).0)
        };
        let (learner, trainer) = (handout(Edition::Learner), handout(Edition::Trainer));
        for [task, answer, _, _, debriefed] in words(reading) {
            assert!(learner.contains(task) && !learner.contains(answer), "{learner}");
            assert!(trainer.matches(answer).count() == 1 && trainer.contains(debriefed), "{trainer}");
        }
    }
}
