//! The literate specification of the functions, `tests/spec/functions/*.md`: one section a function, and in its
//! fences lines of `expression --> outcome`, with the ids of the notes behind it. `UPDATE=1` writes what is so now.

use super::functions::world;
use crate::engine::{Given, Outcome, evaluate};
use attrflow::functions::FUNCTIONS;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ARROW: &str = " --> ";

#[test]
fn every_line_is_so() {
    let mut wrong = Vec::new();
    for path in files() {
        let page = fs::read_to_string(&path).unwrap();
        let now = retold(&page);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, now).unwrap();
            continue;
        }
        let lines = page.lines().zip(now.lines()).enumerate();
        wrong.extend(
            lines
                .filter(|(_, (was, is))| was != is)
                .map(|(at, (was, is))| {
                    format!(
                        "{}:{}: {was}\n    is now {is}",
                        path.file_name().unwrap().display(),
                        at + 1
                    )
                }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_function_has_a_section() {
    let pages: Vec<String> = files()
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let sections: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| page.lines().filter_map(|line| line.strip_prefix("## ")))
        .collect();
    let names: BTreeSet<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    let missing: Vec<&&str> = names.difference(&sections).collect();
    assert!(missing.is_empty(), "no section: {missing:?}");
}

/// Every expression of the pages with what it is given.
pub fn cases() -> Vec<(String, Given)> {
    let mut cases = Vec::new();
    for path in files() {
        let page = fs::read_to_string(path).unwrap();
        walk(&page, |expression, given| {
            cases.push((expression.to_owned(), given));
            String::new()
        });
    }
    cases
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/functions");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn retold(page: &str) -> String {
    walk(page, |expression, given| {
        let (outcome, notes) = evaluate(expression, &given);
        let outcome = match outcome {
            Outcome::Value(value) => value.to_string(),
            Outcome::SkipAttribute => "skip the attribute".to_owned(),
            Outcome::SkipObject => "skip the object".to_owned(),
            Outcome::Error(code, message) => format!("error {code}: {message}"),
            Outcome::Refused(codes) => format!("refused: {}", codes.join(", ")),
        };
        let notes = match notes.is_empty() {
            true => String::new(),
            false => format!("  ({})", notes.join(", ")),
        };
        format!("{expression}{ARROW}{outcome}{notes}")
    })
}

/// The page with each case's line replaced by what `say` makes of it.
fn walk(page: &str, mut say: impl FnMut(&str, Given) -> String) -> String {
    let mut attributes = Map::new();
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out += line;
        out += "\n";
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if kind == "json" {
            let json: Json = serde_json::from_str(&body.concat()).expect(line);
            attributes.extend(json.as_object().unwrap().clone());
        }
        for line in body {
            let case = (kind.is_empty() && !line.trim().is_empty()).then(|| {
                let (expression, _) = line.split_once(ARROW).unwrap_or((line, ""));
                let mut host = world();
                host.taken.insert("taken".to_owned());
                let given = Given {
                    attributes: attributes.clone(),
                    host,
                };
                say(expression.trim_end(), given)
            });
            out += &case.unwrap_or_else(|| line.to_owned());
            out += "\n";
        }
        out += "```\n";
    }
    out
}
