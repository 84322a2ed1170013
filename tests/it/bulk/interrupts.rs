//! A process that is stopped at any moment leaves whole lines, and of a file nothing.
#![cfg(unix)]

use super::{Folder, SCHEMA};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Bytes of results after which the process is stopped.
const MOMENTS: [usize; 5] = [1, 70_000, 400_001, 900_000, 2_000_000];

/// The command over users that never end; a thread feeds it until nobody reads.
fn endless(more: &[&str]) -> Child {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(["eval", "--schema", SCHEMA, "--users", "-", "--threads", "2"])
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let users = std::fs::read(super::USERS).unwrap().repeat(100);
    std::thread::spawn(move || while stdin.write_all(&users).is_ok() {});
    child
}

fn stop(child: &Child, signal: &str) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([signal, &id])
            .status()
            .unwrap()
            .success()
    );
}

fn assert_whole(out: &[u8]) {
    let text = std::str::from_utf8(out).unwrap();
    assert!(
        text.ends_with('\n'),
        "half a line: {:?}",
        &text[text.len().saturating_sub(80)..]
    );
    for line in text.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

/// Ends the process when so many results are read, then reads the rest.
fn stopped(signal: &str, after: usize, pause: Duration) -> (Vec<u8>, ExitStatus) {
    let mut child = endless(&[]);
    let mut results = child.stdout.take().unwrap();
    let mut out = vec![0; after];
    results.read_exact(&mut out).unwrap();
    std::thread::sleep(pause);
    stop(&child, signal);
    results.read_to_end(&mut out).unwrap();
    (out, child.wait().unwrap())
}

#[test]
fn standard_output_gets_whole_lines() {
    for after in MOMENTS {
        for signal in ["-INT", "-TERM"] {
            let (out, status) = stopped(signal, after, Duration::ZERO);
            assert_eq!(status.code(), Some(130));
            assert_whole(&out);
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_script_runs_in_the_background_is_stopped_too() {
    let folder = Folder::new("background");
    let users = std::fs::read(super::USERS).unwrap().repeat(20_000);
    let users = folder.write("users.ndjson", &users);
    let command = "$0 eval --schema $1 --users $2 -o $3 & until [ -s $3.part ]; do sleep 0.01; done; kill $!; wait $!";
    let out = folder.path.join("out").display().to_string();
    let status = Command::new("sh")
        .args([
            "-c",
            command,
            env!("CARGO_BIN_EXE_attrflow"),
            SCHEMA,
            &users,
            &out,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(130));
    assert_eq!(
        std::fs::read_dir(&folder.path).unwrap().count(),
        1,
        "only the users are left"
    );
}

#[test]
fn a_slow_reader_gets_whole_lines_too() {
    let (out, status) = stopped("-INT", 10, Duration::from_millis(300));
    assert_eq!(status.code(), Some(130));
    assert_whole(&out);
}

/// Waits until the file has so many bytes.
fn grown(path: &Path, bytes: usize) {
    let start = Instant::now();
    while std::fs::metadata(path).map_or(0, |file| file.len()) < bytes as u64 {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "nothing is written"
        );
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn files_are_whole_or_not_there() {
    for (signal, left) in [
        ("-INT", &[][..]),
        ("-TERM", &[]),
        ("-KILL", &["out.ndjson.part"]),
    ] {
        for after in MOMENTS {
            let folder = Folder::new("interrupts");
            let out = folder.path.join("out.ndjson");
            let mut child = endless(&["-o", &out.display().to_string()]);
            grown(&out.with_added_extension("part"), after);
            stop(&child, signal);
            child.wait().unwrap();
            let files = std::fs::read_dir(&folder.path).unwrap();
            let files: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
            assert_eq!(files, left, "{signal} after {after} bytes");
        }
    }
}
