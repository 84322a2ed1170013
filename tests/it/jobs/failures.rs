//! What is said of files that cannot be read.

use super::sources::{Folder, all};
use attrflow::connectors::files::{FileSource, Format, SourceFiles};

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases: &[(&str, &[u8], &str)] = &[
        (
            "a.ndjson",
            b"{\"objectId\": \"1\"}\n{\"objectId\" 2}\n",
            "a.ndjson:2:13: this is no JSON: expected `:`",
        ),
        (
            "a.ndjson",
            b"{\"objectId\": \"1\"}\n[]\n",
            "a.ndjson:2: this line is no JSON object",
        ),
        (
            "a.ndjson",
            b"{\n\"objectId\": \"1\"}\n",
            "a.ndjson:1:1: this is no JSON: eof while parsing an object",
        ),
        (
            "a.ndjson",
            b"{\"mail\": \"x\"}",
            "a.ndjson:1: this User has no `objectId`, which identifies it",
        ),
        (
            "a.ndjson",
            b"{\"objectId\": \"\xff\"}",
            "a.ndjson:1:15: this is no JSON: invalid unicode code point",
        ),
        (
            "a.json",
            b"[{\"objectId\": \"1\"},\n {\"objectId\": \"2\"},\n 5]",
            "a.json:3:2: this is no JSON object",
        ),
        (
            "a.json",
            b"[{\"objectId\": \"1\"},\n {\"objectId\": }]",
            "a.json:2:15: this is no JSON: expected value",
        ),
        (
            "a.json",
            b"[{\"objectId\": \"1\"},\n {\"mail\": \"2\"}]",
            "a.json:2: this User has no `objectId`, which identifies it",
        ),
        ("a.json", b"[\n\"\xe9\"]", "a.json:2: this is no UTF-8 text"),
        ("a.csv", b"", "a.csv:1: the file is empty"),
        (
            "a.csv",
            b"objectId,,mail\n",
            "a.csv:1: column 2 has no name",
        ),
        (
            "a.csv",
            b"objectId,mail, mail\n",
            "a.csv:1: the column `mail` is there twice",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,a\n2\n",
            "a.csv:3: this line has 1 value, the first one names 2",
        ),
        (
            "a.csv",
            b"objectId,accountEnabled\r\n1,yes\r\n",
            "a.csv:2: in column `accountEnabled`, `yes` is neither `true` nor `false`",
        ),
        (
            "a.csv",
            b"objectId,level\n1,12\n2,1.5\n",
            "a.csv:3: in column `level`, `1.5` is no whole number",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,\xe9\n",
            "a.csv:2: this is no UTF-8 text",
        ),
        (
            "a.csv",
            b"mail\na\n",
            "a.csv:2: this User has no `objectId`, which identifies it",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,\"two\nlines\"\n3\n",
            "a.csv:4: this line has 1 value, the first one names 2",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,\"a\n2,b\n3,c\n",
            "a.csv:2: a quote is opened and never closed",
        ),
        (
            "a.csv",
            b"objectId;mail\r\n1;a\r\n2;\"b",
            "a.csv:3: a quote is opened and never closed",
        ),
        (
            "a.csv",
            b"objectId,\"mail\n1,a\n",
            "a.csv:1: a quote is opened and never closed",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,\"a\n2,\"b\"\n3,c\n",
            "a.csv:2: a quote is opened and not closed before line 3, where text follows the next one",
        ),
        (
            "a.csv",
            b"objectId,mail\n1,\"a\"\"b\"\n2,\"the \"b\" one\"\n",
            "a.csv:3: text follows the quote that closes a value",
        ),
    ];
    for (name, bytes, expected) in cases {
        let folder = Folder::new();
        let mut source = folder.source(name, bytes);
        let failure = all(&mut source, "User").unwrap_err();
        assert_eq!(folder.said(&failure), *expected);
    }
}

#[test]
fn a_huge_line_is_refused_before_it_is_held() {
    let folder = Folder::new();
    let line = format!("{{\"objectId\": \"{}\"}}\n", "x".repeat(17 << 20));
    let mut source = folder.source("a.ndjson", line.as_bytes());
    let failure = all(&mut source, "User").unwrap_err();
    assert_eq!(
        folder.said(&failure),
        "a.ndjson:1: this line is longer than 16 MiB"
    );
    let line = format!("{{\"objectId\": \"{}\"}}\n", "x".repeat(1 << 20));
    let mut source = folder.source("a.ndjson", line.as_bytes());
    assert_eq!(all(&mut source, "User").unwrap().len(), 1);
}

#[test]
fn a_source_that_is_not_there_is_named() {
    let failure = FileSource::open(&SourceFiles {
        file: "tests/data/job/none.csv".into(),
        format: Format::Csv,
        object: "User".to_owned(),
        groups: None,
        keys: Vec::new(),
        shapes: Vec::new(),
    });
    assert_eq!(
        failure.unwrap_err().message,
        "cannot read `tests/data/job/none.csv`: no such file or directory"
    );
}

#[test]
fn quotes_that_are_closed_are_no_failure() {
    let folder = Folder::new();
    let mut text = String::from("objectId,mail\n");
    // Beyond what is read at once, so that quotes stand at the edge between two pieces.
    for number in 0..20_000 {
        let mail = ["\"\"", "\"a\"\"\"", "3\"", "\"x,\r\n\"\"y\"", "", " \"b\""][number % 6];
        text.push_str(&format!("{number},{mail}\r\n"));
    }
    let text = text.trim_end();
    for text in [text, &text[..text.rfind(',').unwrap() + 1]] {
        let mut source = folder.source("a.csv", text.as_bytes());
        let found = all(&mut source, "User").unwrap();
        assert_eq!(found.len(), 20_000);
        assert_eq!(found[9].attributes["mail"], "x,\r\n\"y");
        assert_eq!(found[8].attributes["mail"], "3\"");
    }
}
