//! Runs the cases of `tests/spec/syntax*.md`: a text in a fence, then what is said about it.
//! `UPDATE=1 cargo test` writes what is said now.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use attrflow::diag::{Diagnostic, Problems};
use attrflow::syntax::{parse_expression, parse_filter};
use attrflow::text::{LineIndex, Span};

use crate::invariants::applied;

#[test]
fn expressions() {
    run("syntax.md");
}

#[test]
fn filters() {
    run("syntax-filters.md");
}

#[test]
fn spellings() {
    run("syntax-spelling.md");
}

fn run(name: &str) {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/spec")
        .join(name);
    let page = std::fs::read_to_string(&path).unwrap();
    let now = retold(&page);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
        return;
    }
    for (at, (was, is)) in page.lines().zip(now.lines()).enumerate() {
        assert_eq!(was, is, "{name}:{} is not what is said now", at + 1);
    }
    assert_eq!(page.lines().count(), now.lines().count(), "{name}");
}

/// The page with what is said now in its `text` fences.
fn retold(page: &str) -> String {
    let mut now = String::new();
    let mut lines = page.lines();
    let mut said = None;
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            now += line;
            now += "\n";
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = body
            .join("\n")
            .replace("\\u{a0}", "\u{a0}")
            .replace("\\u{feff}", "\u{feff}");
        let mut body = body
            .iter()
            .fold(String::new(), |all, line| all + line + "\n");
        match kind {
            "expression" => said = Some(expression(&text)),
            "filter" => said = Some(filter(&text)),
            _ => body = said.take().expect("a text before what is said about it"),
        }
        write!(now, "```{kind}\n{body}```\n").unwrap();
    }
    now
}

fn expression(text: &str) -> String {
    match parse_expression(text) {
        Ok(tree) => {
            let pairs = |name: &str| (name == "Switch").then_some(2);
            let (line, pretty) = (tree.canonical(), tree.pretty_with(60, &pairs));
            if line == pretty {
                format!("{line}\n")
            } else {
                format!("{line}\n\n{pretty}\n")
            }
        }
        Err(problems) => told(text, &problems, &|text| parse_expression(text).map(drop)),
    }
}

fn filter(text: &str) -> String {
    match parse_filter(text) {
        Ok(filter) => format!("{filter}\n"),
        Err(problems) => told(text, &problems, &|text| parse_filter(text).map(drop)),
    }
}

fn told(text: &str, problems: &Problems, parse: &dyn Fn(&str) -> Result<(), Problems>) -> String {
    let index = LineIndex::new(text);
    let mut told = String::new();
    for Diagnostic {
        code,
        message,
        labels,
        help,
        fixes,
        ..
    } in problems
    {
        for (at, label) in labels.iter().enumerate() {
            let place = place(&index, text, label.span);
            match at {
                0 => writeln!(told, "{}: {place}: {message}", code.slug).unwrap(),
                _ if label.text.is_empty() => writeln!(told, "  and {place}").unwrap(),
                _ => writeln!(told, "  and {place}: {}", label.text).unwrap(),
            }
            if at == 0 && !label.text.is_empty() {
                writeln!(told, "  at {place}: {}", label.text).unwrap();
            }
        }
        if let Some(help) = help {
            writeln!(told, "  help: {help}").unwrap();
        }
        for fix in fixes {
            let sure = if fix.safe { "fix" } else { "maybe" };
            writeln!(told, "  {sure}: {}: {}", fix.title, applied(text, fix)).unwrap();
        }
    }
    if let Some(mended) = mended(text, parse) {
        writeln!(told, "all fixes: {mended}").unwrap();
    }
    told
}

fn place(index: &LineIndex, text: &str, span: Span) -> String {
    let from = index.position(text, span.start as usize);
    let to = index.position(text, span.end as usize);
    if span.is_empty() {
        format!("{}:{}", from.line, from.column)
    } else if from.line == to.line {
        format!("{}:{}-{}", from.line, from.column, to.column - 1)
    } else {
        format!(
            "{}:{}-{}:{}",
            from.line,
            from.column,
            to.line,
            to.column - 1
        )
    }
}

/// The text after its safe fixes, one at a time, if that makes it parse.
fn mended(text: &str, parse: &dyn Fn(&str) -> Result<(), Problems>) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..40 {
        let Err(problems) = parse(&text) else {
            return Some(text);
        };
        let fix = problems
            .iter()
            .flat_map(|found| &found.fixes)
            .find(|fix| fix.safe)?;
        text = applied(&text, fix);
    }
    panic!("fixes never end: {text}");
}
