//! Which known name somebody meant who wrote another one.

use std::cell::Cell;

/// The known name that is nearest to `found`, if one is near enough to be meant. Where both can be many, take [`Guesses`].
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Guesses::default().nearest(found, known)
}

/// The id `kind/slug` that is meant by `found`: the nearest one, or else the first one with this slug, whose kind was left out or is another.
pub fn nearest_id<'a>(found: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let slug = |id: &'a str| id.rsplit('/').next();
    let wanted = found.rsplit('/').next();
    nearest(found, known.clone()).or_else(|| known.clone().find(|&id| slug(id) == wanted))
}

/// Looks for the names that are meant, as long as that is quick: of thousands of mistakes among thousands of names nobody reads the last
/// ones, and each has to be held against each.
#[derive(Debug)]
pub struct Guesses {
    /// How many letters may still be looked at.
    left: Cell<usize>,
}

impl Default for Guesses {
    /// For a thousand mistakes among some thousand names; it takes less than a second.
    fn default() -> Guesses {
        Guesses { left: Cell::new(200_000_000) }
    }
}

impl Guesses {
    /// The known name that is nearest to `found`, if one is near enough to be meant; none when enough has been looked for.
    pub fn nearest<'a>(&self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let found = found.to_lowercase();
        let length = found.chars().count();
        // Nobody means a name by something much longer than names are.
        if length > 200 {
            return None;
        }
        let mut limit = (length / 3).max(1);
        let letters = Letters::of(&found);
        let mut best = None;
        for name in known {
            self.spend(name.len() + Letters::KINDS)?;
            if name.chars().count().abs_diff(length) > limit {
                continue;
            }
            let lower = name.to_lowercase();
            if Letters::of(&lower).least_distance(&letters) > limit {
                continue;
            }
            self.spend(found.len() * lower.len())?;
            let distance = strsim::osa_distance(&found, &lower);
            if distance <= limit && best.is_none_or(|best| (distance, name) < best) {
                best = Some((distance, name));
                limit = distance;
            }
        }
        best.map(|(_, name)| name)
    }

    fn spend(&self, letters: usize) -> Option<()> {
        let left = self.left.get().checked_sub(letters);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

/// How often a text has each letter, where some letters share a count.
struct Letters([u8; Letters::KINDS]);

impl Letters {
    const KINDS: usize = 32;

    fn of(text: &str) -> Letters {
        let mut letters = Letters([0; Letters::KINDS]);
        for c in text.chars() {
            let count = &mut letters.0[c as usize % Letters::KINDS];
            *count = count.saturating_add(1);
        }
        letters
    }

    /// So many letters have to be changed at least to make one text of the other.
    fn least_distance(&self, other: &Letters) -> usize {
        let (mut more, mut less) = (0, 0);
        for (&ours, &theirs) in self.0.iter().zip(&other.0) {
            more += usize::from(ours.saturating_sub(theirs));
            less += usize::from(theirs.saturating_sub(ours));
        }
        more.max(less)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As [`Guesses::nearest`], without anything that makes it quick.
    fn plainly<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
        let found = found.to_lowercase();
        let length = found.chars().count();
        let limit = (length / 3).max(1);
        let near = known.iter().filter(|name| name.chars().count().abs_diff(length) <= limit);
        let near = near.map(|name| (strsim::osa_distance(&found, &name.to_lowercase()), *name));
        near.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
    }

    #[test]
    fn nothing_that_is_near_is_passed_over() {
        let known = ["listen", "silent", "step/listen", "lion.svg", "倾听", "倾诉", "Ünder", "a", "", "lsiten"];
        let found =
            ["lisen", "Listen", "enlist", "setp/lisetn", "loin.svg", "听倾", "倾", "under", "b", "zzzzzz", "iİ"];
        for found in found {
            assert_eq!(nearest(found, known), plainly(found, &known), "{found}");
        }
    }

    #[test]
    fn an_id_is_found_without_its_kind() {
        let known = ["module/our-shop", "step/listen", "module/our-shop/the-till"];
        let found = |id| nearest_id(id, known.into_iter());
        assert_eq!(found("our-shop"), Some("module/our-shop"));
        assert_eq!(found("steps/listen"), Some("step/listen"));
        assert_eq!(found("action/the-till"), Some("module/our-shop/the-till"));
        assert_eq!(found("night-shift"), None);
    }

    #[test]
    fn it_is_given_up_when_there_is_too_much() {
        let names: Vec<String> = (0..4_000).map(|n| format!("modules/02-listening/lion-{n}.png")).collect();
        let guesses = Guesses::default();
        let found =
            names.iter().map_while(|name| guesses.nearest(&format!("{name}x"), names.iter().map(String::as_str)));
        let found = found.count();
        assert!((10..1_000).contains(&found), "{found}");
    }
}
