//! What holds for every command: help, colours, closed pipes, exit codes.

use super::{attrflow, command};
use std::process::Stdio;

#[test]
fn without_a_command_the_help_is_shown() {
    let ran = attrflow(&[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Usage: attrflow <COMMAND>"), "{}", ran.err);
}

#[test]
fn every_command_has_help_with_examples() {
    let help = attrflow(&["--help"]);
    assert_eq!(help.code, 0);
    let (_, commands) = help.out.split_once("Commands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  "));
    for name in names.filter_map(|line| line.split(' ').find(|_| !line.starts_with(' '))) {
        let ran = attrflow(&[name, "--help"]);
        assert_eq!(ran.code, 0, "{name}");
        assert!(ran.out.contains("Examples:\n") || name == "eval", "{name}");
    }
}

/// Every option that an example uses is an option of the example's command.
#[test]
fn examples_use_options_that_exist() {
    let main = attrflow(&["--help"]).out;
    let (_, commands) = main.split_once("Commands:\n").unwrap();
    let names = commands.lines().take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| {
        line.strip_prefix("  ")
            .filter(|line| !line.starts_with(' '))
    });
    let names: Vec<&str> = names.map(|line| line.split(' ').next().unwrap()).collect();
    let help = |name: &str| attrflow(&[name, "--help"]).out;
    let pages = names.iter().map(|name| help(name)).chain([main.clone()]);
    for page in pages {
        let examples = page
            .split_once("Examples:\n")
            .map_or("", |(_, examples)| examples);
        let examples = examples.split("\n\n").next().unwrap().replace("\n  ", " ");
        for example in examples.split("attrflow ").skip(1) {
            let Some(command) = example.split_whitespace().next() else {
                continue;
            };
            assert!(names.contains(&command), "{example}");
            let (options, _) = example.split_once(" | ").unwrap_or((example, ""));
            for option in options
                .split_whitespace()
                .filter(|word| word.starts_with("--"))
            {
                let option = option.split('=').next().unwrap();
                assert!(help(command).contains(option), "{option} of {example}");
            }
        }
    }
}

#[test]
fn wrong_usage_exits_with_two() {
    for arguments in [&["chekc"] as &[&str], &["check"], &["check", "--nope", "1"]] {
        let ran = attrflow(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
    let ran = attrflow(&["check", "nowhere.json"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "error: cannot read `nowhere.json`: there is no such file\n"
    );
}

#[test]
fn colours_come_on_request_only() {
    let wrong = ["check", "Append([mail]"];
    assert!(!attrflow(&wrong).out.contains('\u{1b}'));
    let piped = command(&wrong).env_remove("NO_COLOR").output().unwrap();
    assert!(!piped.stdout.contains(&0x1b));
    let forced = command(&wrong)
        .env_remove("NO_COLOR")
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(forced.stdout.contains(&0x1b));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = command(&["check", "--format", "json", "Append([mail]"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = command(&["check", "[mail]"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: cannot write the output: "),
        "{said}"
    );
}
