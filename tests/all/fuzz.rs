//! Any bytes may be given to Diglot: the corpus of `fuzz/`, and inputs that are made from it, by what finds most in little time. The same
//! ones in each run. For more than that there is libFuzzer (`fuzz/README.md`); `FUZZ_INPUTS=100000 cargo test --test all fuzz` makes more here.

#[path = "../../fuzz/src/lib.rs"]
pub mod targets;

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// One input is over in a thousandth of that, on a machine that does nothing else.
const LIMIT: Duration = Duration::from_secs(20);

/// Inputs are made no longer than that, so that one which takes its length squared is seen.
const LONGEST: usize = 16_384;

#[test]
fn markdown() {
    run("markdown", targets::markdown, 1_500);
}

#[test]
fn yaml() {
    run("yaml", targets::yaml, 1_500);
}

#[test]
fn formulas() {
    run("formula", targets::formula, 3_000);
}

#[test]
fn names() {
    run("names", targets::names, 20_000);
}

#[test]
fn publish() {
    run("publish", targets::publish, 400);
}

/// Runs a target on its folder of the corpus, and on as many inputs that are made from it.
fn run(name: &str, target: fn(&[u8]), inputs: usize) {
    let corpus = corpus(name);
    assert!(corpus.len() > 3, "fuzz/corpus/{name} has {} files", corpus.len());
    let inputs = std::env::var("FUZZ_INPUTS").map_or(inputs, |count| count.parse().expect("a number"));
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let started = Instant::now();
    for (_, seed) in &corpus {
        feed(name, target, seed);
    }
    for _ in 0..inputs {
        feed(name, target, &made(&corpus, &mut chance));
    }
    // Past what the test runner keeps to itself.
    let said = format!("fuzz {name}: {} inputs, {:.1} s\n", corpus.len() + inputs, started.elapsed().as_secs_f64());
    std::io::stderr().write_all(said.as_bytes()).expect("somebody listens");
}

fn feed(name: &str, target: fn(&[u8]), input: &[u8]) {
    let fault = || {
        let started = Instant::now();
        let done = catch_unwind(AssertUnwindSafe(|| target(input)));
        let took = started.elapsed();
        match done {
            Err(_) => Some("panics".to_owned()),
            Ok(()) => (took > LIMIT).then(|| format!("takes {took:?}")),
        }
    };
    // A machine may halt for a while; an input that is slow is slow twice.
    if let Some(fault) = fault().and_then(|_| fault()) {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
        fs::write(&kept, input).expect("the input can be kept");
        let start = String::from_utf8_lossy(&input[..input.len().min(2_000)]);
        panic!("{name} {fault} with the input in {}:\n{start}", kept.display());
    }
}

/// The files of a target, in the order of their names.
fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let entries = fs::read_dir(folder).expect("the corpus is there").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.map(|path| (path.clone(), fs::read(path).expect("the file can be read"))).collect();
    files.sort();
    files
}

/// What means something to one of the readers.
const SIGNS: &[u8] = b"\n \t*_`[](){}$\\:-#|>&\"'!~^%,.0a";

/// A file of the corpus with a few changes.
fn made(corpus: &[(PathBuf, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let any = |chance: &mut Chance| &corpus[chance.below(corpus.len())].1[..];
    let mut input = any(chance).to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(input.len() + 1);
        match chance.below(8) {
            // A piece of another one.
            0..=2 => {
                let other = any(chance);
                let piece = chance.piece(other, 48).to_vec();
                input.splice(at..at, piece);
            }
            3 => {
                let end = input.len().min(at + chance.below(32));
                input.drain(at..end);
            }
            // A piece again, elsewhere.
            4 => {
                let piece = chance.piece(&input, 64).to_vec();
                input.splice(at..at, piece);
            }
            5 if at < input.len() => input[at] = chance.below(256) as u8,
            6 => input.insert(at, SIGNS[chance.below(SIGNS.len())]),
            // A piece again and again, now and then.
            _ if chance.below(16) == 0 => {
                let piece = chance.piece(&input, 12).to_vec();
                let times = LONGEST / piece.len().max(1);
                input.splice(at..at, piece.repeat(times));
            }
            _ => {}
        }
        input.truncate(LONGEST);
    }
    input
}

/// Xorshift (Marsaglia 2003): the same numbers in each run.
struct Chance(u64);

impl Chance {
    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn piece<'a>(&mut self, of: &'a [u8], longest: usize) -> &'a [u8] {
        let start = self.below(of.len() + 1);
        let end = of.len().min(start + self.below(longest + 1));
        &of[start..end]
    }
}
