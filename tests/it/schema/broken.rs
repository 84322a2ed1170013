//! Files that are no schema: one finding that helps.

use attrflow::diag::{Sample, Severity};
use attrflow::schema::{CODES, Schema};
use attrflow::text::LineIndex;

use super::{SMALL, shared};

/// The only finding: code, marked text, message and help.
fn refused(bytes: &[u8]) -> (String, String, String, String) {
    let problems = Schema::read(bytes).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let found = problems.iter().next().unwrap();
    let text = attrflow::schema::decode(bytes).text;
    for label in &found.labels {
        assert!(label.span.end as usize <= text.len(), "{found:?}");
    }
    let marked = found.span().of(&text).to_owned();
    (
        found.code.slug.to_owned(),
        marked,
        found.message.clone(),
        found.help.clone().unwrap_or_default(),
    )
}

#[test]
fn files_that_are_no_json() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for (file, marked, message, help) in [
        (
            "",
            "",
            "this is no JSON: the file is empty",
            "GET https://graph",
        ),
        (" \r\n", "", "this is no JSON: the file is empty", "GET"),
        (
            "\n<!DOCTYPE html>",
            "<",
            "this is no JSON: the file begins like a web page or XML",
            "sign-in page",
        ),
        (
            r#"{ "a": [ .. ] }"#,
            "..",
            "this is no JSON: `..` stands where a value should be",
            "sample from documentation",
        ),
        (
            r#"{ "a": 1, … }"#,
            "…",
            "this is no JSON: `…` stands where a value should be",
            "sample",
        ),
        (
            r#"{ "a": [1, 2, ] }"#,
            ",",
            "this is no JSON: a comma stands before `]`",
            "delete the comma",
        ),
        (
            "{ \"a\": 1,\r\n}",
            ",",
            "this is no JSON: a comma stands before `}`",
            "delete the comma",
        ),
        (
            "{ // all\n \"a\": 1 }",
            "// all",
            "this is no JSON: a comment stands here",
            "no comments",
        ),
        (
            "{ synchronizationRules: [] }",
            "synchronizationRules",
            "this is no JSON: `synchronizationRules` has no quotes",
            "JavaScript or PowerShell object",
        ),
        (
            "{ \"a\": True }",
            "True",
            "this is no JSON: `True` has no quotes",
            "JSON writes `true`",
        ),
        (
            "{ \"a\": None }",
            "None",
            "this is no JSON: `None` has no quotes",
            "JSON writes `null`",
        ),
        (
            "{ 'a': 1 }",
            "'",
            "this is no JSON: ' is no JSON quote",
            "straight double quotes",
        ),
        (
            "{ “a”: 1 }",
            "“",
            "this is no JSON: “ is no JSON quote",
            "straight double quotes",
        ),
        (
            "{ \"a\": \"x\ny\" }",
            "\n",
            "this is no JSON: a line break or control character stands inside a string",
            "\\n",
        ),
        (
            r#"{ "a": "Replace([x], \, )" }"#,
            "\\,",
            "this is no JSON: `\\,` is no escape",
            "`\\\\`",
        ),
        (
            r#"{ "a": "\ud83d" }"#,
            "\\ud83d",
            "this is no JSON: a `\\u` escape is half a character",
            "two escapes",
        ),
        (
            r#"{ "a": 1 "b": 2 }"#,
            "\"",
            "this is no JSON: a `,` or `}` is missing before `\"`",
            "GET",
        ),
        (
            r#"{ "a" 1 }"#,
            "1",
            "this is no JSON: a `:` is missing before `1`",
            "GET",
        ),
        (
            r#"{ "a": 1 } { }"#,
            "{",
            "this is no JSON: something follows after its end before `{`",
            "GET",
        ),
        (
            r#"{ "a": [ { "b": "c" }, "#,
            "",
            "this is no JSON: the file ends before everything is closed",
            "cut off",
        ),
        (
            &deep,
            "[",
            "this is no JSON: it is nested more than 128 levels deep",
            "40 levels",
        ),
    ] {
        let (code, place, told, advice) = refused(file.as_bytes());
        let short: String = file.chars().take(60).collect();
        assert_eq!(
            (code.as_str(), place.as_str(), told.as_str()),
            ("not-json", marked, message),
            "{short}"
        );
        assert!(advice.contains(help), "{short}: {advice}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let (code, marked, message, help) = refused(b"{ \"a\": \"caf\xe9\" }");
    assert_eq!((code.as_str(), marked.as_str()), ("not-json", "\u{fffd}"));
    assert_eq!(
        (message.as_str(), help.as_str()),
        (
            "this is no JSON: the file is neither UTF-8 nor UTF-16",
            "save the file as UTF-8"
        )
    );
    refused(b"{\0\"\0\x00\xd8\"\0}\0");
    refused(b"{\0}\0}");
}

#[test]
fn a_cut_file_is_refused_wherever_it_is_cut() {
    let end = SMALL.trim_end().len();
    for at in (0..end).filter(|at| SMALL.is_char_boundary(*at)) {
        refused(&SMALL.as_bytes()[..at]);
    }
}

#[test]
fn json_of_something_else() {
    for (file, message) in [
        (
            "[]",
            "a schema is an object `{…}`, but this is something else",
        ),
        (
            "{}",
            "this object has neither `synchronizationRules` nor `directories`",
        ),
        (
            r#"{ "value": [] }"#,
            "this is a list of Graph's (`value`), not a schema",
        ),
        (
            r#"{ "error": {} }"#,
            "this is an error message of Graph's, not a schema",
        ),
        (
            r#"{ "attributeMappings": [] }"#,
            "this is one object mapping, not a whole schema",
        ),
    ] {
        let (code, _, told, _) = refused(file.as_bytes());
        assert_eq!((code.as_str(), told.as_str()), ("not-a-schema", message));
    }
}

#[test]
fn the_sample_of_documentation_that_is_no_json() {
    let Some(bytes) = shared("schemas/not-json.txt") else {
        return;
    };
    let (_, marked, message, help) = refused(&bytes);
    assert_eq!(
        (marked.as_str(), message.as_str()),
        ("..", "this is no JSON: `..` stands where a value should be")
    );
    assert!(
        help.contains("/synchronization/jobs/{jobId}/schema"),
        "{help}"
    );
    let problems = Schema::read(&bytes).unwrap_err();
    let text = String::from_utf8(bytes).unwrap();
    let start = problems.iter().next().unwrap().span().start as usize;
    assert_eq!(LineIndex::new(&text).position(&text, start).line, 33);
}

#[test]
fn a_repeated_member_counts_as_written_last() {
    let file =
        r#"{ "version": "1", "version": "2", "directories": [], "later": { "x": 1, "x": 2 } }"#;
    let (schema, problems) = Schema::read(file.as_bytes()).unwrap();
    assert_eq!(schema.version.as_ref().unwrap().value, "2");
    assert_eq!(schema.to_json()["version"], "2");
    let found: Vec<_> = problems
        .iter()
        .map(|found| (found.code.slug, found.span().start))
        .collect();
    assert_eq!(found, [("duplicate-member", 18), ("duplicate-member", 72)]);
}

#[test]
fn every_code_has_a_sample_that_triggers_it_alone() {
    for code in CODES {
        let Sample::Schema(text) = code.sample else {
            panic!("{}", code.slug)
        };
        let problems = Schema::read(text.as_bytes())
            .map_or_else(|problems| problems, |(_, problems)| problems);
        // Found by turning trees into expressions, which needs a library.
        if code.slug == "unreadable-tree" {
            assert!(problems.is_empty());
            continue;
        }
        let found: Vec<_> = problems
            .iter()
            .filter(|found| found.severity > Severity::Advice)
            .map(|found| found.code.slug)
            .collect();
        assert_eq!(found, [code.slug]);
    }
}

#[test]
fn a_file_that_is_wrong_throughout_is_told_in_part() {
    let file = format!(
        r#"{{ "directories": [{}{{"name":"d","objects":1}}] }}"#,
        r#"{"name":1},"#.repeat(10_500)
    );
    let (_, problems) = Schema::read(file.as_bytes()).unwrap();
    assert_eq!(
        problems.len(),
        10_001,
        "and the error at the end is among them"
    );
    assert!(problems.has_errors());
}
