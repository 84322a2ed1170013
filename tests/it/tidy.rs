//! The shape of the project: layers, absences, sizes.

use std::fs;
use std::path::{Path, PathBuf};

/// The stages in order; a module imports only from earlier stages, or from itself.
const STAGES: &[&[&str]] = &[
    &["text", "dotnet"],
    &["diag", "value"],
    &["syntax"],
    &["library"],
    &["schema"],
    &["check"],
    &["eval"],
    &["functions", "scoping"],
    &["pipeline"],
    &["assist"],
    &["plan"],
    &["connectors", "report"],
    &["serve"],
    &["cli"],
];

/// What only these places may name: pest belongs to the grammar, miette to the terminal, and so on.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("pest::", &["syntax"]),
    ("miette::", &["report/terminal"]),
    ("clap::", &["cli"]),
    ("anstream::", &["cli", "report"]),
    ("rusqlite::", &["connectors/store"]),
    ("ureq::", &["connectors/scim"]),
    ("fancy_regex::", &["dotnet/regex"]),
    ("std::fs", &["cli", "connectors", "serve"]),
    ("std::env", &["cli", "connectors/job"]),
    ("indicatif::", &["cli/progress"]),
    ("ctrlc::", &["cli/interrupt"]),
    ("std::net", &["cli/serve", "connectors/scim", "serve"]),
    ("tokio::", &["serve"]),
    ("axum", &["serve"]),
    (
        "std::thread",
        &[
            "cli/eval/bulk",
            "cli/plan",
            "connectors/population",
            "connectors/scim",
            "serve/api/plan",
        ],
    ),
    ("SystemTime", &["connectors", "serve/desk"]),
    ("Instant::now", &["connectors/scim"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("print!(", &[]),
    (
        "std::io",
        &[
            "cli",
            "connectors",
            "report/plan",
            "report/terminal",
            "serve",
        ],
    ),
    ("std::process", &["cli", "main.rs"]),
];

/// How many lines a file may have.
const MOST_LINES: usize = 400;

#[test]
fn modules_import_from_earlier_stages_only() {
    let mut wrong = Vec::new();
    for file in sources() {
        let module = module_of(&file);
        let Some(own) = stage(&module) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code_lines(&text) {
            for used in line.split("crate::").skip(1) {
                let used: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                match stage(&used) {
                    Some(other) if other < own || used == module => {}
                    Some(_) => wrong.push(format!(
                        "{}:{number}: {module} imports {used}",
                        file.display()
                    )),
                    None if module == "lib.rs" || module == "main.rs" => {}
                    None => wrong.push(format!("{}:{number}: {used} has no stage", file.display())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_stage() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in library.lines() {
        if let Some(module) = line
            .trim()
            .strip_prefix("pub mod ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            assert!(
                stage(module).is_some(),
                "{module} has no stage in this table"
            );
        }
    }
}

#[test]
fn what_belongs_to_one_place_is_named_nowhere_else() {
    let mut wrong = Vec::new();
    for file in sources() {
        let place = file
            .strip_prefix(root().join("src"))
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in code_lines(&text) {
            for (name, places) in ONLY_IN {
                if line.contains(name) && !places.iter().any(|allowed| place.starts_with(allowed)) {
                    wrong.push(format!("src/{place}:{number}: names {name}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small_and_have_headers() {
    let mut wrong = Vec::new();
    for file in sources()
        .into_iter()
        .chain(rust_files(&root().join("tests/it")))
    {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{}: {lines} lines", file.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!(
                "{}: no header that says what it owns",
                file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_to_do() {
    let marks = [
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "todo".to_owned() + "!(",
        "unimplemented".to_owned() + "!(",
    ];
    let mut wrong = Vec::new();
    for file in sources()
        .into_iter()
        .chain(rust_files(&root().join("tests/it")))
    {
        let text = fs::read_to_string(&file).unwrap();
        for mark in &marks {
            if text.contains(mark) {
                wrong.push(format!("{}: {mark}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<PathBuf> {
    rust_files(&root().join("src"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned()
}

fn stage(module: &str) -> Option<usize> {
    STAGES.iter().position(|stage| stage.contains(&module))
}

/// The lines that are no comments, numbered from 1.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}
