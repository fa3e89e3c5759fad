//! What `diglot` gives to shells and to `man`.

use std::process::Command;

use crate::support::{Course, Run, said};

const DIGLOT: &str = env!("CARGO_BIN_EXE_diglot");

fn run(arguments: &[&str]) -> Run {
    let run = Course::empty().run(arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run
}

/// The commands that the help lists.
fn verbs() -> Vec<String> {
    let help = run(&["--help"]).stdout;
    let (_, list) = help.split_once("Commands:\n").expect("the help lists the commands");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let verbs: Vec<String> = lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(verbs.len() > 6, "{verbs:?}");
    verbs
}

/// What bash offers for the last of these words.
fn offered(words: &[&str]) -> Vec<String> {
    let script = r#"
        source <("$0" completions bash)
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _diglot diglot "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let found = said(Command::new("bash").args(["--norc", "-c", script, DIGLOT]).args(words));
    found.lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_outputs_and_values() {
    assert_eq!(offered(&["diglot", "bu"]), ["build"]);
    assert_eq!(offered(&["diglot", "build", "--ed"]), ["--edition"]);
    assert_eq!(offered(&["diglot", "build", "--edition", ""]), ["learner", "trainer"]);
    assert_eq!(offered(&["diglot", "schema", "f"]), ["front-matter"]);
    let all = offered(&["diglot", ""]);
    for verb in verbs() {
        assert!(all.contains(&verb), "{verb} is not in {all:?}");
    }
    assert!(offered(&["diglot", "build", ""]).contains(&"handouts".to_owned()));
}

#[test]
fn each_shell_has_a_script_with_all_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell]).stdout;
        for verb in verbs() {
            assert!(script.contains(&verb), "{shell} does not know `{verb}`");
        }
        assert_eq!(run(&["completions", shell, "--messages", "zh"]).stdout, script, "{shell} is in English");
    }
}

#[test]
fn the_manual_page_has_a_section_for_each_command() {
    let page = run(&["man"]).stdout;
    assert!(page.contains("\n.TH diglot 1 "), "{page}");
    for verb in verbs().iter().filter(|verb| *verb != "help") {
        let section = format!("\n.SH \"DIGLOT {}\"\n", verb.to_uppercase());
        let (_, section) = page.split_once(&section).unwrap_or_else(|| panic!("{verb} has no section"));
        assert!(section.contains("\n.SS SYNOPSIS\n\\fBdiglot"), "{verb}: {section}");
    }
}
