//! `diglot doctor`: what it says of sound, broken and unlucky courses, to people and to programs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use serde_json::Value;

/// A course whose folder is new.
fn course() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["new", "--quiet"])
        .arg(folder.path().join("course"))
        .status()
        .expect("diglot runs");
    assert!(made.success());
    folder
}

fn doctor(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .arg("doctor")
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .output()
        .expect("diglot runs")
}

/// What is said of one thing: its verdict, what was found, what to do.
fn said(folder: &Path, args: &[&str], check: &str) -> (String, String, String) {
    let output = doctor(folder, &[args, &["--format", "json"]].concat());
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let checks = report["checks"].as_array().expect("checks");
    let found = checks.iter().find(|entry| entry["check"] == check).unwrap_or_else(|| panic!("{check}: {report}"));
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    let stops = checks.iter().any(|entry| entry["verdict"] == "stop");
    assert_eq!(output.status.code(), Some(i32::from(stops)), "{report}");
    (text("verdict"), text("found"), text("advice"))
}

/// All files below a folder with what they hold.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("it can be read").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.push((entry.display().to_string(), fs::read(&entry).expect("it can be read")));
        }
    }
    found.sort();
    found
}

#[test]
fn a_sound_course_works_and_stays_as_it_is() {
    let folder = course();
    let root = folder.path().join("course");
    let before = files(&root);
    for (language, last, sound) in
        [("en", "everything is as it should be", "0 errors, 0 warnings"), ("zh", "一切正常", "0 个错误，0 个警告")]
    {
        let output = doctor(&root, &["--messages", language]);
        let text = String::from_utf8(output.stdout).expect("it is UTF-8");
        // A machine on which tests run may be short of memory or room.
        let machine = ["machine", "电脑", "room", "空间"];
        let others =
            text.lines().filter(|line| line.starts_with(['!', '✗']) && !machine.iter().any(|word| line.contains(word)));
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&str>::new(), "{text}");
        assert!(text.contains(sound), "{text}");
        if !text.contains("\n! ") {
            assert_eq!(text.lines().last(), Some(last));
        }
        assert_eq!(output.status.code(), Some(0), "{text}");
        assert!(output.stderr.is_empty());
    }
    assert_eq!(files(&root), before);
    assert!(!root.join("dist").exists(), "nothing is made");
}

#[test]
fn a_folder_without_a_course_is_no_fault_unless_it_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (verdict, found, advice) = said(folder.path(), &[], "course");
    assert_eq!(verdict, "look");
    assert!(found.contains("there is none in this folder") && advice.contains("diglot new"), "{found} {advice}");
    let (verdict, found, advice) = said(folder.path(), &["--book", "elsewhere", "--messages", "zh"], "course");
    assert_eq!(verdict, "stop");
    assert!(found.contains("elsewhere") && !advice.is_empty(), "{found} {advice}");
}

#[test]
fn mistakes_and_missing_characters_are_counted() {
    let folder = course();
    let root = folder.path().join("course");
    let front = root.join("course/index.en.md");
    let text = fs::read_to_string(&front).expect("it can be read");
    fs::write(&front, format!("{text}\nSee [[nothing]].\n")).expect("it can be written");
    let (verdict, found, advice) = said(&root, &[], "course");
    assert_eq!((verdict.as_str(), advice.contains("diglot check")), ("stop", true), "{found}");
    assert!(found.contains("1 error,"), "{found}");
    fs::write(&front, format!("{text}\nHere is \u{12345}.\n")).expect("it can be written");
    let (verdict, found, advice) = said(&root, &[], "fonts");
    assert_eq!((verdict.as_str(), found.as_str()), ("look", "lack characters in 1 place"));
    assert!(advice.contains("theme/fonts"), "{advice}");
}

#[test]
fn an_output_folder_is_told_by_what_a_build_would_meet_with() {
    let folder = course();
    let root = folder.path().join("course");
    let out = folder.path().join("out");
    let out_name = out.display().to_string();
    let said_of = |check: &str| said(&root, &["--out", &out_name], check);
    assert!(said_of("output").1.contains("will be made"));
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("mine.txt"), "mine").expect("it can be written");
    let (verdict, found, advice) = said_of("output");
    assert_eq!(verdict, "stop");
    assert!(found.contains("files that Diglot did not write") && advice.contains("--out"), "{found} {advice}");
    assert!(out.join("mine.txt").exists());

    fs::remove_file(out.join("mine.txt")).expect("it can be removed");
    fs::create_dir(out.join(".diglot")).expect("a folder");
    assert!(said_of("output").1.contains("can be written"));
    let lock = fs::File::create(out.join(".diglot/lock")).expect("it can be made");
    lock.lock().expect("it can be locked");
    let (verdict, found, _) = said_of("output");
    assert_eq!((verdict.as_str(), found.contains("another build has it")), ("stop", true), "{found}");
    drop(lock);
    fs::write(out.join(".diglot/journal"), "").expect("it can be written");
    let (verdict, found, advice) = said_of("output");
    assert_eq!((verdict.as_str(), found.contains("cut off")), ("look", true), "{found}");
    assert!(advice.contains("diglot build"));
    let (_, found, _) = said_of("output-room");
    assert!(found.contains("B are free"), "{found}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_written_is_told_with_its_place() {
    let folder = course();
    let root = folder.path().join("course");
    // Nobody makes a folder there, whoever runs the tests.
    let (verdict, found, _) = said(&root, &["--out", "/proc/diglot/out"], "output");
    assert_eq!(verdict, "stop");
    assert!(found.starts_with("/proc"), "{found}");
    fs::write(folder.path().join("file"), "").expect("it can be written");
    let (verdict, found, _) = said(&root, &["--out", "../file"], "output");
    assert_eq!(verdict, "stop");
    assert!(found.contains("file"), "{found}");
}

#[test]
#[cfg(target_os = "linux")]
fn names_clocks_and_places_that_make_trouble_elsewhere_are_told() {
    let folder = course();
    let root = folder.path().join("course");
    for name in ["course/Lion.svg", "course/lion.svg", "course/con.svg"] {
        fs::write(root.join(name), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").expect("it can be written");
    }
    let (verdict, found, _) = said(&root, &[], "names");
    assert_eq!(verdict, "look");
    assert!(found.contains("`course/lion.svg` and `course/Lion.svg` are one file elsewhere"), "{found}");
    assert!(found.contains("`course/con.svg`: Windows keeps this name for a device"), "{found}");
    let (_, found, _) = said(&root, &["--messages", "zh"], "names");
    assert!(found.contains("`course/con.svg`：这是 Windows 的设备名"), "{found}");

    let front = fs::File::options().append(true).open(root.join("book.yaml")).expect("it can be opened");
    front.set_modified(SystemTime::now() + Duration::from_secs(86_400)).expect("a time can be set");
    let (verdict, found, advice) = said(&root, &[], "clock");
    assert_eq!((verdict.as_str(), found.contains("`book.yaml`")), ("look", true), "{found}");
    assert!(advice.contains("clock"));

    let cloud = folder.path().join("OneDrive - Example");
    fs::rename(&root, &cloud).expect("it can be renamed");
    let (verdict, found, _) = said(&cloud, &[], "place");
    assert_eq!((verdict.as_str(), found.contains("OneDrive")), ("look", true), "{found}");
}

#[test]
fn git_is_told_how_to_merge_locks() {
    let folder = course();
    let root = folder.path().join("course");
    let accepted = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["i18n", "accept", "--all", "--quiet", "--book"])
        .arg(&root)
        .status()
        .expect("diglot runs");
    assert!(accepted.success());
    fs::create_dir(root.join(".git")).expect("a folder");
    assert_eq!(said(&root, &[], "git").0, "good");
    fs::remove_file(root.join(".gitattributes")).expect("it can be removed");
    let (verdict, _, advice) = said(&root, &[], "git");
    assert_eq!(verdict, "look");
    assert!(advice.contains("`course/i18n/*.lock text merge=union`"), "{advice}");
}

#[test]
#[cfg(unix)]
fn a_terminal_without_chinese_is_told() {
    let folder = course();
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["doctor", "--messages", "zh"])
        .current_dir(folder.path().join("course"))
        .env_clear()
        .env("LC_ALL", "zh_CN.GBK")
        .output()
        .expect("diglot runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("编码是 `zh_CN.GBK`") && text.contains("消息：中文，由 `--messages` 指定"), "{text}");
}
