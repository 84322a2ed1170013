//! The fuzzing dictionary, derived from the lists.

use attrflow::functions::FUNCTIONS;
use attrflow::scoping::OPERATORS;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Tokens of the two languages, of dates and of regular expressions.
const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "\"",
    ", ",
    ",",
    "\\",
    "\\\"",
    "[a]",
    "[b]",
    "[list]",
    "[roles]",
    "&H",
    "%P%",
    "-1",
    "0",
    "9223372036854775807",
    " = ",
    " <> ",
    " >= ",
    " & ",
    " AND ",
    " OR ",
    " && ",
    "==",
    "'",
    ";",
    "//",
    "/*",
    "-- ",
    "“",
    "\u{a0}",
    "\u{feff}",
    "😀",
    "IgnoreAttributeFlow",
    "IgnoreObjectFlow",
    "True",
    "NULL",
    "yyyy-MM-dd",
    "HH:mm:ss.FFFFFFFK",
    "dddd",
    "tt",
    "zzz",
    "%d",
    "2020-03-16",
    "T07:00:00Z",
    "+08:00",
    "12/31/9999",
    "(?<g>",
    "(?i)",
    "(?=",
    "(?<!",
    "[^",
    "{2,}",
    "+?",
    "\\b",
    "\\p{Lu}",
    "\\1",
    "\\k<g>",
    "${g}",
    "$1",
    "$&",
    "vbTextCompare",
    "UTF8",
    "\"synchronizationRules\"",
    "\"objectMappings\"",
    "\"attributeMappings\"",
    "\"source\"",
    "\"expression\"",
    "\"parameters\"",
    "\"key\"",
    "\"value\"",
    "\"type\"",
    "\"Function\"",
    "\"scope\"",
    "\"groups\"",
    "\"clauses\"",
    "\"directories\"",
    "\"objects\"",
    "\"attributes\"",
    "\"name\"",
    "null",
    "true",
    "\\u0041",
];

#[test]
fn is_fresh() {
    let calls = FUNCTIONS
        .iter()
        .map(|function| format!("{}(", function.name));
    let words = FUNCTIONS
        .iter()
        .flat_map(|function| function.params)
        .flat_map(|param| param.words)
        .map(|word| (*word).to_owned());
    let operators = OPERATORS
        .iter()
        .map(|operator| format!(" {}", operator.name));
    let tokens = TOKENS.iter().map(|token| (*token).to_owned());
    let all: BTreeSet<String> = calls.chain(words).chain(operators).chain(tokens).collect();
    let dictionary: String = all.iter().map(|token| entry(token)).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/attrflow.dict");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &dictionary).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, dictionary, "run the tests with UPDATE=1");
}

/// A token as libFuzzer reads it.
fn entry(token: &str) -> String {
    let mut line = String::from("\"");
    for byte in token.bytes() {
        match byte {
            b'"' | b'\\' => line.extend(['\\', char::from(byte)]),
            b' '..=b'~' => line.push(char::from(byte)),
            _ => line += &format!("\\x{byte:02x}"),
        }
    }
    line + "\"\n"
}
