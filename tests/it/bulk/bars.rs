//! The progress bar: on a terminal after a second, never on a pipe.
#![cfg(target_os = "linux")]

use super::{Folder, SCHEMA, USERS};
use std::process::{Command, Stdio};

/// What a command over users that take more than a second shows, under a shell.
fn shown(shell: &[&str], results: &str) -> Option<String> {
    let attrflow = env!("CARGO_BIN_EXE_attrflow");
    let command = format!(
        "(cat {USERS}; sleep 1.3; cat {USERS}) | {attrflow} eval --schema {SCHEMA} --users - {results}"
    );
    let done = Command::new(shell[0])
        .args(&shell[1..])
        .arg(command)
        .args(match shell[0] {
            "script" => &["/dev/null"][..],
            _ => &[],
        })
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .ok()?;
    assert!(done.status.success());
    Some(String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
}

#[test]
fn terminals_are_shown_how_far_it_is_and_pipes_are_not() {
    let folder = Folder::new("bars");
    let out = format!("-o {}", folder.path.join("out").display());
    let (terminal, pipe, both) = std::thread::scope(|scope| {
        let terminal = scope.spawn(|| shown(&["script", "-qec"], &out));
        let pipe = scope.spawn(|| shown(&["sh", "-c"], "-o /dev/null"));
        let both = scope.spawn(|| shown(&["script", "-qec"], ""));
        (
            terminal.join().unwrap(),
            pipe.join().unwrap(),
            both.join().unwrap(),
        )
    });
    assert!(!pipe.unwrap().contains("users, "), "nothing on a pipe");
    // Without `script` there is no terminal to try it on.
    let (Some(terminal), Some(both)) = (terminal, both) else {
        return;
    };
    assert!(terminal.contains(" users, "), "{terminal}");
    assert!(!terminal.contains("\u{1b}[3"), "no colours: {terminal:?}");
    assert!(
        !both.contains(" users, "),
        "not between the results: {both}"
    );
}
