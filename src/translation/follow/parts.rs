//! What blocks are made of: items, turns, questions, options, meanings, rows.

use super::Follower;
use super::untranslated::{untranslated, untranslated_choice, untranslated_question};
use crate::course::tree::{
    Alone, Block, BlockKind, Body, Choice, Definition, Inline, ListItem, Parsed, Question, Quiz, Table, Turn,
};
use crate::span::Span;
use crate::translation::groups::{Group, Place};
use crate::translation::unit::{self, Unit, UnitKind};

impl Follower<'_> {
    pub(super) fn items(&mut self, source: &[ListItem<Parsed>], items: Vec<ListItem<Parsed>>) -> Vec<ListItem<Parsed>> {
        let places = self.places(source.iter().map(Group::of_item), items.iter().map(Group::of_item));
        self.arranged(places, items, |follower, place, ours| match (place, ours) {
            (Some(i), Some(ListItem { checked, content })) => {
                Some(ListItem { checked, content: follower.blocks(&source[i].content, content) })
            }
            (Some(i), None) => {
                let ListItem { checked, content } = &source[i];
                follower.missing(unit::units(content));
                Some(ListItem { checked: *checked, content: untranslated(content) })
            }
            (None, ours) => ours.map(|item| follower.additional_item(item)),
        })
    }

    /// Puts things into their places. `make` gets the index of the source's and the translation's own, one of which may be missing.
    fn arranged<T>(
        &mut self,
        places: Vec<Place>,
        ours: Vec<T>,
        mut make: impl FnMut(&mut Self, Option<usize>, Option<T>) -> Option<T>,
    ) -> Vec<T> {
        let mut ours: Vec<Option<T>> = ours.into_iter().map(Some).collect();
        let mut out = Vec::new();
        for place in places {
            match place {
                Place::Both(i, j) => {
                    let own = ours[j].take();
                    out.extend(make(self, Some(i), own));
                }
                Place::Missing(i) => out.extend(make(self, Some(i), None)),
                Place::Additional(j, known) => {
                    let own = ours[j].take();
                    let from = self.followed.units.len();
                    out.extend(make(self, None, own));
                    if !known {
                        self.followed.units.truncate(from);
                    }
                }
                Place::Unclear(step) => {
                    for j in step.right {
                        let own = ours[j].take();
                        out.extend(make(self, None, own));
                    }
                }
            }
        }
        out
    }

    pub(super) fn body(
        &mut self,
        (source, at): (&Body<Parsed>, Span),
        (body, span): (Body<Parsed>, Span),
    ) -> Body<Parsed> {
        match (source, body) {
            (Body::Box(_, theirs), Body::Box(kind, content)) => Body::Box(kind, self.blocks(theirs, content)),
            (Body::Dialogue(theirs), Body::Dialogue(turns)) => {
                let places = self.places(theirs.iter().map(Group::of_turn), turns.iter().map(Group::of_turn));
                Body::Dialogue(self.arranged(places, turns, |follower, place, ours| match (place, ours) {
                    (Some(i), Some(Turn { mut speaker, speech })) => {
                        follower.run((UnitKind::Speaker, &theirs[i].speaker, at), (&mut speaker, span));
                        Some(Turn { speaker, speech: follower.blocks(&theirs[i].speech, speech) })
                    }
                    (Some(i), None) => {
                        let Turn { speaker, speech } = &theirs[i];
                        let name = Unit::of_run(UnitKind::Speaker, speaker, at);
                        follower.missing(name.into_iter().chain(Group::of_turn(&theirs[i]).units).collect());
                        Some(Turn { speaker: follower.foreign(speaker), speech: untranslated(speech) })
                    }
                    (None, ours) => ours.inspect(|turn| follower.obsolete(Group::of_turn(turn).units)),
                }))
            }
            (Body::Quiz(Quiz { questions: theirs, .. }), Body::Quiz(Quiz { questions, test })) => {
                let places =
                    self.places(theirs.iter().map(Group::of_question), questions.iter().map(Group::of_question));
                let questions = self.arranged(places, questions, |follower, place, ours| match (place, ours) {
                    (Some(i), Some(question)) => Some(follower.question(&theirs[i], question)),
                    (Some(i), None) => {
                        follower.missing(Group::of_question(&theirs[i]).units);
                        Some(untranslated_question(&theirs[i]))
                    }
                    (None, ours) => ours.inspect(|question| follower.obsolete(Group::of_question(question).units)),
                });
                Body::Quiz(Quiz { questions, test })
            }
            (_, body) => body,
        }
    }

    fn question(&mut self, source: &Question<Parsed>, ours: Question<Parsed>) -> Question<Parsed> {
        let Question { form, question, options, explanation, .. } = ours;
        let question = self.blocks(&source.question, question);
        let places = self.places(source.options.iter().map(Group::of_choice), options.iter().map(Group::of_choice));
        let options = self.arranged(places, options, |follower, place, ours| match (place, ours) {
            (Some(i), Some(Choice { right, answer, explanation, partner })) => {
                let theirs = &source.options[i];
                let answer = follower.blocks(&theirs.answer, answer);
                let explanation = follower.blocks(&theirs.explanation, explanation);
                Some(Choice { right, answer, explanation, partner })
            }
            (Some(i), None) => {
                follower.missing(Group::of_choice(&source.options[i]).units);
                Some(untranslated_choice(&source.options[i]))
            }
            (None, ours) => ours.inspect(|choice| follower.obsolete(Group::of_choice(choice).units)),
        });
        let explanation = self.blocks(&source.explanation, explanation);
        Question { key: source.key.clone(), form, question, options, explanation }
    }

    pub(super) fn definition(
        &mut self,
        (source, at): (&Definition<Parsed>, Span),
        (ours, span): (Definition<Parsed>, Span),
    ) -> Definition<Parsed> {
        let Definition { mut terms, meanings } = ours;
        for (theirs, term) in source.terms.iter().zip(&mut terms) {
            self.run((UnitKind::Term, theirs, at), (term, span));
        }
        let count = source.meanings.len();
        let followed = meanings.into_iter().enumerate().map(|(n, meaning)| match source.meanings.get(n) {
            Some(theirs) if n < count => self.blocks(theirs, meaning),
            _ => meaning,
        });
        Definition { terms, meanings: followed.collect() }
    }

    /// Cell by cell where the tables have one shape; of rows that one of them lacks, those of the source are put in.
    pub(super) fn table(
        &mut self,
        (source, at): (&Table<Parsed>, Span),
        (table, span): (Table<Parsed>, Span),
    ) -> Table<Parsed> {
        if table.head.len() != source.head.len() {
            let as_block = |table: &Table<Parsed>, span| Block { span, kind: BlockKind::Table(table.clone()) };
            let (theirs, ours) = (as_block(source, at), as_block(&table, span));
            self.unclear(std::iter::once(&theirs), std::iter::once(&ours));
            return table;
        }
        let cells = |follower: &mut Self, theirs: &[Vec<Inline<Parsed>>], ours: &mut [Vec<Inline<Parsed>>]| {
            for (theirs, ours) in theirs.iter().zip(ours) {
                follower.run((UnitKind::Cell, theirs, at), (ours, span));
            }
        };
        let places = if source.rows.len() == table.rows.len() {
            (0..table.rows.len()).map(|at| Place::Both(at, at)).collect()
        } else {
            let (theirs, ours) = (rows_as_blocks(source, at), rows_as_blocks(&table, span));
            self.places(theirs.iter().map(Group::of_block), ours.iter().map(Group::of_block))
        };
        let Table { alignments, mut head, rows } = table;
        cells(self, &source.head, &mut head);
        let rows = self.arranged(places, rows, |follower, place, ours| match (place, ours) {
            (Some(i), Some(mut row)) => {
                cells(follower, &source.rows[i], &mut row);
                Some(row)
            }
            (Some(i), None) => {
                let units = source.rows[i].iter().filter_map(|cell| Unit::of_run(UnitKind::Cell, cell, at));
                follower.missing(units.collect());
                Some(source.rows[i].iter().map(|cell| follower.foreign(cell)).collect())
            }
            (None, ours) => ours,
        });
        Table { alignments, head, rows }
    }

    /// An item without a source, which whoever pairs the lists passes over.
    fn additional_item(&mut self, item: ListItem<Parsed>) -> ListItem<Parsed> {
        self.obsolete(unit::units(&item.content));
        let Some(span) = item.content.first().map(|first| first.span) else { return item };
        let content = vec![Block { span, kind: BlockKind::Alone { reason: Alone::Only, content: item.content } }];
        ListItem { checked: item.checked, content }
    }
}

/// The rows of a table as tables of their own, which are aligned as blocks are.
fn rows_as_blocks(table: &Table<Parsed>, span: Span) -> Vec<Block<Parsed>> {
    let row = |row: &Vec<Vec<Inline<Parsed>>>| Block {
        span,
        kind: BlockKind::Table(Table { alignments: table.alignments.clone(), head: row.clone(), rows: Vec::new() }),
    };
    table.rows.iter().map(row).collect()
}
