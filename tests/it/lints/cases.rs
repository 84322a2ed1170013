//! Runs `tests/spec/lints*.md`: a section a lint; in it texts with what is said about them, and fences
//! of texts, one a line, about which the lint says nothing. `UPDATE=1 cargo test` writes what is said now.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::Subject;
use attrflow::check::{LINTS, Subject as Looks};
use attrflow::diag::{Diagnostic, Severity};
use attrflow::library::JobKind;

/// Its only case is its sample, which is too long to be read in a page.
const LONG: &str = "expression-length";

#[test]
fn what_is_said_of_expressions() {
    run("lints.md");
}

#[test]
fn what_is_said_of_filters() {
    run("lints-filters.md");
}

#[test]
fn every_lint_has_a_section_with_both_kinds_of_case() {
    let pages = [page("lints.md"), page("lints-filters.md")]
        .map(|path| std::fs::read_to_string(path).unwrap());
    let mut silent = BTreeSet::new();
    let mut said = BTreeSet::new();
    for page in &pages {
        let mut section = "";
        for line in page.lines() {
            section = line.strip_prefix("## ").unwrap_or(section);
            if line.starts_with("```silent") {
                silent.insert(section);
            }
            if line
                .strip_prefix(section)
                .is_some_and(|rest| rest.starts_with(": "))
            {
                said.insert(section);
            }
        }
    }
    for lint in LINTS {
        let slug = lint.code.slug;
        if matches!(lint.subject, Looks::Mapping(_)) || crate::schema_lints::has_case(slug) {
            continue;
        }
        assert!(slug == LONG || said.contains(slug), "no case of {slug}");
        assert!(silent.contains(slug), "nothing that {slug} is silent about");
    }
}

/// After each fix the text still checks, and the finding is gone.
pub fn fixes_mend(subject: &Subject, slug: &str) {
    let count = |subject: &Subject| {
        let found = subject.findings();
        assert!(
            !found
                .iter()
                .any(|found| found.severity == Severity::Error && found.code.slug != slug),
            "{}: {found:#?}",
            subject.shown()
        );
        found.iter().filter(|found| found.code.slug == slug).count()
    };
    let before = count(subject);
    for found in subject.findings() {
        for fix in found.fixes.iter().filter(|_| found.code.slug == slug) {
            let after = subject.fixed(fix);
            assert!(
                count(&after) < before,
                "{slug}: {}: {}",
                fix.title,
                after.shown()
            );
        }
    }
}

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/spec")
        .join(name)
}

fn run(name: &str) {
    let before = std::fs::read_to_string(page(name)).unwrap();
    let now = retold(&before);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(page(name), now).unwrap();
        return;
    }
    for (at, (was, is)) in before.lines().zip(now.lines()).enumerate() {
        assert_eq!(was, is, "{name}:{} is not what is said now", at + 1);
    }
    assert_eq!(before.lines().count(), now.lines().count(), "{name}");
}

fn retold(page: &str) -> String {
    let mut now = String::new();
    let mut lines = page.lines();
    let mut section = "";
    let mut said = None;
    while let Some(line) = lines.next() {
        section = line.strip_prefix("## ").unwrap_or(section);
        let Some(info) = line.strip_prefix("```") else {
            now += line;
            now += "\n";
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut words: Vec<&str> = info.split(' ').collect();
        let kept = body.join("\n");
        let body = match words.remove(0) {
            "silent" => {
                for text in &body {
                    let found = subject(&words, text).findings();
                    assert!(
                        !found.iter().any(|found| found.code.slug == section),
                        "{text}: {found:#?}"
                    );
                    let error = found.iter().find(|found| found.severity == Severity::Error);
                    assert!(error.is_none(), "{text}: {found:#?}");
                }
                kept
            }
            "text" => said
                .take()
                .expect("a text fence follows what it tells about"),
            "toml" => kept,
            kind => {
                words.insert(0, kind);
                let subject = subject(&words, &kept);
                fixes_mend(&subject, section);
                said = Some(told(&subject));
                kept
            }
        };
        writeln!(now, "```{info}\n{body}\n```").unwrap();
    }
    now
}

fn subject(words: &[&str], text: &str) -> Subject {
    let job = JobKind::ALL
        .iter()
        .find(|job| words.contains(&job.word()))
        .copied();
    match words[0] {
        "filter" => Subject::Filter(text.to_owned()),
        "mapping" => {
            let (target, expression) = text.split_once(": ").unwrap();
            Subject::mapping(target, expression, words, job)
        }
        "expression" => Subject::Expression(text.to_owned(), job),
        other => panic!("a fence of the kind {other}"),
    }
}

fn told(subject: &Subject) -> String {
    let found: Vec<String> = subject
        .findings()
        .iter()
        .map(|found| one(subject, found))
        .collect();
    match found.is_empty() {
        true => "nothing".to_owned(),
        false => found.join("\n"),
    }
}

fn one(subject: &Subject, found: &Diagnostic) -> String {
    let mut said = format!("{}: {}", found.code.slug, found.message);
    for label in &found.labels {
        let marked = label.span.of(subject.text()).replace('\n', " ");
        write!(said, "\n  at {marked}").unwrap();
        if !label.text.is_empty() {
            write!(said, " -- {}", label.text).unwrap();
        }
    }
    if let Some(help) = &found.help {
        write!(said, "\n  help: {help}").unwrap();
    }
    for fix in &found.fixes {
        let kind = if fix.safe { "fix" } else { "maybe" };
        write!(
            said,
            "\n  {kind}: {}",
            subject.fixed(fix).shown().replace('\n', " ")
        )
        .unwrap();
    }
    said
}
