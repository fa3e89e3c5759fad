//! A course that `check` calls sound builds every output, in every edition and reading.
//!
//! `COURSES=5000 DIGLOT=target/release/diglot cargo test --test all sound -- --nocapture` builds more of them; `FIRST` is the first seed.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::support::{Run, copy, diglot_within_limits, random, update};

/// Seeds that failed once.
const FAILED: &[u64] =
    &[1, 108, 112, 177, 331, 348, 359, 495, 1171, 10003, 10204, 60117, 64017, 70793, 70921, 70952, 71857, 71961, 72220];

/// What is wrong with the build of a course, if anything is, and whether the course is sound.
fn judge(seed: u64) -> Result<bool, String> {
    let course = random::course(seed);
    let build = diglot_within_limits(course.path(), &["build", "--format", "short"]);
    let errors =
        |run: &Run| run.stdout.lines().filter(|line| line.contains(": error[")).map(str::to_owned).collect::<Vec<_>>();
    let failed =
        |what: &str| Err(format!("{what}, exit {:?}\n{}\n{}", build.code, errors(&build).join("\n"), build.stderr));
    match build.code {
        Some(0) => Ok(true),
        Some(1) => {
            let check = course.run(&["check", "--format", "short"]);
            let foreseen = check.code == Some(1) && errors(&check) == errors(&build) && !errors(&build).is_empty();
            if foreseen { Ok(false) } else { failed("`check` does not know of it") }
        }
        _ => failed("the build did not end as it should"),
    }
}

#[test]
#[ignore = "writes the course of the seed FIRST to the folder that COURSE names"]
fn a_random_course_on_the_disk() {
    let folder = std::env::var("COURSE").expect("COURSE names a folder");
    copy(random::course(number("FIRST").unwrap_or(0)).path(), folder.as_ref());
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

#[test]
fn a_random_course_that_is_sound_builds_every_output() {
    let (first, courses) = (number("FIRST").unwrap_or(0), number("COURSES").unwrap_or(24));
    let seeds: Vec<u64> = FAILED.iter().copied().chain(first..first + courses).collect();
    let (next, sound, failed) = (AtomicU64::new(0), AtomicU64::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(&seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
                    match judge(seed) {
                        Ok(whole) => _ = sound.fetch_add(u64::from(whole), Ordering::Relaxed),
                        Err(why) => {
                            if update() {
                                println!("seed {seed}: {why}");
                            }
                            failed.lock().unwrap().push(format!("seed {seed}: {why}"));
                        }
                    }
                }
            });
        }
    });
    let (sound, failed) = (sound.into_inner(), failed.into_inner().unwrap());
    println!("{} random courses, {sound} of them sound, {} failed", seeds.len(), failed.len());
    assert!(failed.is_empty(), "{} of {} courses:\n{}", failed.len(), seeds.len(), failed.join("\n\n"));
    // The generator is meant to make sound courses.
    assert!(sound * 2 > seeds.len() as u64, "only {sound} of {} courses are sound", seeds.len());
}
