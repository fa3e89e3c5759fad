//! Builds that are stopped or killed, and builds that meet in a folder: there is always one whole output.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Course, shown};

/// Builds are killed at random moments. `KILLS=300 SEED=7` kills more of them, elsewhere.
#[cfg(unix)]
#[test]
fn a_build_that_is_stopped_has_changed_all_or_nothing() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use diglot::publish::mend;

    let number = |name, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (kills, mut random) = (number("KILLS", 36), number("SEED", 1));
    let course = Course::new();
    // Two versions of the course, of which each has what the other one has not.
    let versions = [0, 1];
    let edit = |version: usize| {
        for number in 2..=12 {
            let place = |v| format!("course/steps/{number:02}-v{v}-n{number}.en.md");
            let _ = fs::remove_file(course.path().join(place(1 - version)));
            course.write(&place(version), format!("---\ntitle: Version {version}\n---\n\nStep {number}.\n"));
        }
        course.step("en", &format!("Version {version}.\n"));
    };
    let arguments = ["build", "site", "cards", "--quiet"];
    let mut usual = Duration::MAX;
    let expected = versions.map(|version| {
        edit(version);
        let begin = Instant::now();
        let built = course.run(&[&arguments[..], &["--out", &format!("well/{version}")]].concat());
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        usual = usual.min(begin.elapsed());
        shown(&course.path().join(format!("well/{version}")))
    });
    let out = course.path().join("dist");
    let mut now: Option<usize> = None;
    let mut ends = BTreeMap::new();
    for kill in 0..kills {
        let (signal, status) = [("INT", 130), ("TERM", 143), ("KILL", 137)][kill as usize % 3];
        let version = now.map_or(0, |now| 1 - now);
        edit(version);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = usual.mul_f64((random >> 33) as f64 / f64::from(1_u32 << 31) * 1.1);
        let mut process = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .args(arguments)
            .current_dir(course.path())
            .env_clear()
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(moment);
        let pid = process.id().to_string();
        // It may have ended before.
        let _ = Command::new("kill").args([&format!("-{signal}"), &pid]).stderr(Stdio::null()).status();
        let ended = process.wait().expect("it ends");
        let ended = ended.code().or(ended.signal().map(|signal| 128 + signal)).expect("one of both");
        let at = format!("kill {kill} ({signal}) after {moment:?}, exit {ended}");
        assert!([0, status].contains(&ended), "{at}");
        if signal == "KILL" {
            mend(&out).unwrap_or_else(|failure| panic!("{at}: {failure}"));
        }
        let left = out.join(".diglot/staged").exists();
        let found = shown(&out);
        let is = |version: Option<usize>| found == version.map_or(BTreeMap::new(), |version| expected[version].clone());
        if signal == "KILL" {
            assert!(is(now) || is(Some(version)), "{at}: neither old nor new: {found:?}", found = found.len());
            if is(Some(version)) {
                now = Some(version);
            }
        } else if ended == 0 {
            assert!(is(Some(version)), "{at}: not the new output");
            now = Some(version);
        } else {
            assert!(is(now), "{at}: the output has changed");
            // A build that was killed before may have made the folder.
            let nothing = !out.exists() || fs::read_dir(&out).expect("it is a folder").next().is_none();
            assert!(now.is_some() || nothing, "{at}: something is left");
        }
        assert!(!left, "{at}: files are left");
        *ends.entry((signal, ended)).or_insert(0) += 1;
        if kill % 4 == 3 {
            let built = course.run(&arguments);
            assert_eq!(built.code, Some(0), "{at}: {}", built.stderr);
            assert!(shown(&out) == expected[version], "{at}: then built otherwise");
            now = Some(version);
        }
    }
    println!("{kills} kills within {usual:?}, by signal and exit: {ends:?}");
}

#[test]
fn two_builds_at_once_end_with_one_whole_output() {
    let course = Course::copied("tests/courses/valid/minimal");
    let arguments = ["build", "site", "cards"];
    let built = course.run(&[&arguments[..], &["--out", "well"]].concat());
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let expected = shown(&course.path().join("well"));
    let mut refused = 0;
    for round in 0..8 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(course.path().join("dist"));
        }
        std::thread::scope(|scope| {
            let builds: Vec<_> = (0..3).map(|_| scope.spawn(|| course.run(&arguments))).collect();
            let runs: Vec<_> = builds.into_iter().map(|build| build.join().expect("it runs")).collect();
            assert!(runs.iter().any(|run| run.code == Some(0)), "none has built");
            for run in runs.iter().filter(|run| run.code != Some(0)) {
                assert_eq!(run.code, Some(2), "{}", run.stderr);
                assert!(run.stderr.contains("another build is writing into this folder"), "{}", run.stderr);
                refused += 1;
            }
        });
        assert!(shown(&course.path().join("dist")) == expected, "round {round}");
        assert!(!course.path().join("dist/.diglot/staged").exists(), "round {round}");
    }
    println!("8 rounds of 3 builds: {refused} refused");
}

#[test]
fn the_rest_of_a_killed_build_goes_whatever_comes_next() {
    let course = Course::copied("tests/courses/valid/minimal");
    let out = course.path().join("dist");
    assert_eq!(course.run(&["build", "handbook", "--quiet"]).code, Some(0));
    let before = shown(&out);
    for rest in ["staged/site/a.html", "manifest.new", "journal.new"] {
        course.write(&format!("dist/.diglot/{rest}"), "half of");
        course.step("en", "See [[step/nowhere]].\n");
        assert_eq!(course.run(&["build", "handbook"]).code, Some(1));
        assert!(!out.join(".diglot").join(rest).exists(), "{rest}");
    }
    assert_eq!(shown(&out), before);
}
