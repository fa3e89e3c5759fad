//! What a build is asked for, by names that have not been looked up.

use std::collections::BTreeSet;

use crate::book::{Output, OutputSettings};
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{Course, ItemIx};
use crate::diagnostic::nearest_id;
use crate::failure::Failure;
use crate::message::{self, both};

/// Which outputs, readings, edition and items are asked for. The default leaves all of them to `book.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The outputs to make. None asks for those of `book.yaml`.
    pub outputs: Vec<Output>,
    /// Keys of readings: `en`, `en-zh`. Without one, all.
    pub readings: Vec<String>,
    /// The edition to make. None asks for those of `book.yaml`.
    pub edition: Option<Edition>,
    /// Ids of items: `module/mindset`. With one, outputs that are always whole are left out.
    pub items: Vec<String>,
}

impl Request {
    /// The readings in which an output is made: those that are asked for, or else those of `book.yaml`.
    ///
    /// # Errors
    ///
    /// When the course has no such reading, or one is asked for on paper alone that cannot be printed.
    pub(super) fn readings(
        &self,
        course: &Course,
        settings: &OutputSettings,
        output: Output,
    ) -> Result<Vec<Reading>, Failure> {
        if self.readings.is_empty() {
            return Ok(readings_of(course, settings, output));
        }
        let all = Reading::possible(course);
        let mut wanted = BTreeSet::new();
        for name in &self.readings {
            let Some(&reading) = all.iter().find(|r| r.key(course) == *name) else {
                let keys = message::joined(all.iter().map(|r| r.key(course)));
                return Err(Failure::new(both!(
                    "this course has no language or pair of languages `{name}`",
                    "这门课程没有 `{name}` 这种语言或对照"
                ))
                .hint(both!("`--lang` takes {keys}", "`--lang` 可以写 {keys}"; keys)));
            };
            wanted.insert(reading);
        }
        let on_paper = !self.outputs.is_empty() && self.outputs.iter().all(|output| output.is_printed());
        if let (true, Some(reading)) = (on_paper, wanted.iter().find(|reading| !reading.is_printed(course))) {
            let key = reading.key(course);
            return Err(Failure::new(both!(
                "there are no PDFs of `{key}`: they cannot set what is written from right to left",
                "`{key}` 没有 PDF：从右到左书写的文字还不能排版"
            ))
            .hint(both!(
                "`diglot build site` makes the website, whose pages can be printed from a browser",
                "`diglot build site` 生成网站，可以在浏览器里打印网页"
            )));
        }
        Ok(wanted.into_iter().collect())
    }

    /// None for the whole course.
    ///
    /// # Errors
    ///
    /// When the course has no such item.
    pub(super) fn items(&self, course: &Course) -> Result<Option<BTreeSet<ItemIx>>, Failure> {
        if self.items.is_empty() {
            return Ok(None);
        }
        let mut wanted = BTreeSet::new();
        for name in &self.items {
            let Some(ix) = course.item_ixs().find(|&ix| course.id(ix) == *name) else {
                let ids: Vec<String> = course.item_ixs().map(|ix| course.id(ix)).collect();
                let failure = Failure::new(both!("there is no item `{name}`", "没有条目 `{name}`"));
                return Err(match nearest_id(name, ids.iter().map(String::as_str)) {
                    Some(near) => failure.hint(both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？")),
                    None => failure.hint(both!(
                        "items are named `kind/slug`, such as `module/mindset`",
                        "条目写作 `类/短名`，例如 `module/mindset`"
                    )),
                });
            };
            wanted.extend(std::iter::once(ix).chain(course.children(ix)));
        }
        Ok(Some(wanted))
    }

    /// The editions of an output that are asked for; none when it is not.
    ///
    /// # Errors
    ///
    /// When the output is named with an edition or with items that it cannot have.
    pub(super) fn editions(&self, output: Output, wanted: Option<&[Edition]>) -> Result<Vec<Edition>, Failure> {
        let facts = output.facts();
        let named = self.outputs.contains(&output);
        if !named && (!self.outputs.is_empty() || (!self.items.is_empty() && !facts.of_items)) {
            return Ok(Vec::new());
        }
        if !self.items.is_empty() && !facts.of_items {
            return Err(Failure::new(both!(
                "`--item` chooses a part of the handouts or the handbook; `{}` is always whole",
                "`--item` 只能选取讲义或手册的一部分；`{}` 总是完整的",
                facts.key
            ))
            .hint(both!("leave out `{}`, or `--item`", "请省去 `{}` 或 `--item`", facts.key)));
        }
        let possible = facts.audience.editions();
        Ok(match self.edition {
            Some(_) if wanted.is_none() && !named => Vec::new(),
            Some(edition) if possible.contains(&edition) => vec![edition],
            Some(edition) if named => {
                return Err(Failure::new(both!(
                    "`{}` has no edition `{}`",
                    "`{}` 没有 `{}` 版",
                    facts.key,
                    edition.key()
                ))
                .hint(both!("leave out `--edition`", "请省去 `--edition`")));
            }
            Some(_) => Vec::new(),
            None => match wanted {
                Some(editions) => editions.to_vec(),
                // Asked for by name, though `book.yaml` does not list it.
                None if named => vec![possible[0]],
                None => Vec::new(),
            },
        })
    }
}

/// The readings of an output that `book.yaml` asks for: the usual ones, if it names none.
pub fn readings_of(course: &Course, settings: &OutputSettings, output: Output) -> Vec<Reading> {
    let Some(keys) = settings.readings.get(&output) else { return Reading::all(course) };
    let possible = Reading::possible(course);
    keys.iter().filter_map(|key| possible.iter().find(|reading| reading.key(course) == *key).copied()).collect()
}
