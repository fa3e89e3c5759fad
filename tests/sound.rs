//! A course that `check` calls sound builds every output, in every edition and reading.
//!
//! `COURSES=5000 cargo test --release --test sound -- --nocapture` builds more of them; `FIRST` is the first seed.

mod support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use support::{random, update};

/// Seeds that failed once.
const FAILED: &[u64] = &[];

/// What is wrong with the build of a course, if anything is, and whether the course is sound.
fn judge(seed: u64) -> Result<bool, String> {
    let course = random::course(seed);
    let build = course.run(&["build", "--format", "short"]);
    let said = |run: &support::Run| format!("exit {:?}\n{}{}", run.code, run.stdout, run.stderr);
    let lines = |run: &support::Run| {
        run.stdout.lines().filter(|line| line.contains(": error[")).map(str::to_owned).collect::<Vec<_>>()
    };
    match build.code {
        Some(0) => Ok(true),
        Some(1) => {
            let check = course.run(&["check", "--format", "short"]);
            let (built, checked) = (lines(&build), lines(&check));
            if check.code == Some(1) && built == checked && !built.is_empty() {
                return Ok(false);
            }
            Err(format!("build: {}\ncheck: {}", said(&build), said(&check)))
        }
        _ => Err(said(&build)),
    }
}

#[test]
fn a_random_course_that_is_sound_builds_every_output() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
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
