//! Runs `tests/spec/job.md`: job files and what is said about them. `UPDATE=1` writes what is said now.

use attrflow::connectors::job::{Job, masked};
use attrflow::diag::{Diagnostic, apply};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[test]
fn what_is_said_about_job_files() {
    let before = std::fs::read_to_string(page()).unwrap();
    let now = retold(&before);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(page(), now).unwrap();
        return;
    }
    for (at, (was, is)) in before.lines().zip(now.lines()).enumerate() {
        assert_eq!(was, is, "job.md:{} is not what is said now", at + 1);
    }
    assert_eq!(before.lines().count(), now.lines().count());
}

#[test]
fn every_code_of_job_files_has_a_case() {
    let page = std::fs::read_to_string(page()).unwrap();
    let told: BTreeSet<&str> = page
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.0))
        .collect();
    for code in attrflow::assist::job::CODES {
        assert!(told.contains(code.slug), "no case of {}", code.slug);
    }
}

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/job.md")
}

fn retold(page: &str) -> String {
    let mut now = String::new();
    let mut lines = page.lines();
    let mut said = None;
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            now += line;
            now += "\n";
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = match info {
            "toml" => {
                let text = body.join("\n") + "\n";
                said = Some(told(&text));
                body.join("\n")
            }
            "text" => said
                .take()
                .expect("a text fence follows what it tells about"),
            other => panic!("a fence of the kind {other}"),
        };
        writeln!(now, "```{info}\n{body}\n```").unwrap();
    }
    now
}

fn told(text: &str) -> String {
    let problems = match Job::parse(text, Path::new("tests/data/job")) {
        Ok((_, problems)) | Err(problems) => problems,
    };
    let shown = masked(text);
    assert_eq!(shown.len(), text.len());
    let found: Vec<String> = problems
        .iter()
        .map(|found| one(&shown, text, found))
        .collect();
    match found.is_empty() {
        true => "nothing".to_owned(),
        false => found.join("\n"),
    }
}

fn one(shown: &str, text: &str, found: &Diagnostic) -> String {
    let mut said = format!("{}: {}", found.code.slug, found.message);
    assert!(!found.message.ends_with('.'), "{}", found.message);
    assert!(found.help.is_some(), "{}", found.message);
    for label in &found.labels {
        let before = text.get(..label.span.start as usize).unwrap();
        let line = before.matches('\n').count() + 1;
        write!(
            said,
            "\n  {line}: {}",
            label.span.of(shown).replace('\n', " ")
        )
        .unwrap();
        if !label.text.is_empty() {
            write!(said, " -- {}", label.text).unwrap();
        }
    }
    if let Some(help) = &found.help {
        write!(said, "\n  help: {help}").unwrap();
    }
    for fix in &found.fixes {
        let edit = &fix.edits[0];
        let after = apply(text, fix.edits.clone()).unwrap();
        let line = text[..edit.span.start as usize].matches('\n').count();
        write!(said, "\n  maybe: {}", after.lines().nth(line).unwrap()).unwrap();
    }
    said
}
