//! Lines at their edges: none, no last line break, very long ones, broken ones among many.

use super::population::{Dice, schema, shuffled, user};
use super::{Folder, SCHEMA, attrflow, lines};
use serde_json::Value as Json;

const GIVEN: [&str; 5] = ["eval", "--schema", SCHEMA, "--users", "-"];

#[test]
fn nothing_comes_of_nothing() {
    for input in ["", "\n", " \r\n\n", "\u{feff}"] {
        let (code, out, said) = attrflow(&GIVEN, input);
        assert_eq!(
            (code, out.as_str(), super::told(&said)),
            (Some(0), "", String::new()),
            "{input:?}"
        );
    }
}

#[test]
fn the_last_line_needs_no_break() {
    let with = attrflow(
        &GIVEN,
        "\u{feff}{\"objectId\":\"1\"}\n{\"objectId\":\"2\"}\n",
    );
    let without = attrflow(&GIVEN, "{\"objectId\":\"1\"}\r\n\n{\"objectId\":\"2\"}");
    assert_eq!(with, without);
    assert_eq!(with.1.lines().count(), 2);
}

#[test]
fn lines_may_be_longer_than_what_is_read_at_once() {
    let long = "é".repeat(700_000);
    let user = |id: &str, name: &str| format!("{{\"objectId\":\"{id}\",\"{name}\":\"{long}\"}}\n");
    let input = [
        "{\"objectId\":\"0\"}\n",
        &user("1", "givenName"),
        &user("2", "unused"),
        "{\"objectId\":\"3\"}",
    ]
    .concat();
    let (code, out, said) = attrflow(&[&GIVEN[..], &["--threads", "4"]].concat(), &input);
    assert_eq!((code, super::told(&said)), (Some(0), String::new()));
    let out = lines(&out);
    let ids: Vec<_> = out
        .iter()
        .map(|line| line["objectId"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["0", "1", "2", "3"]);
    assert_eq!(out[1]["name.givenName"], long);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new("edges");
    let schema = folder.write("schema.json", schema(str::to_owned).as_bytes());
    let mut dice = Dice(31);
    let mut input = Vec::new();
    for number in 0..6000 {
        let user = user(&mut dice, number);
        match dice.below(200) {
            0 => input.extend_from_slice(b"{\"id\": \"broken\", \"mail\": }\n"),
            1 => input.extend_from_slice(b"{\"mail\": \"no key\"}\r\n"),
            2 => input.extend_from_slice(b"\xff\xfe no UTF-8\n"),
            3 => input.extend_from_slice(b"\n"),
            _ => {
                let user = Json::Object(shuffled(&user, &mut dice));
                input.extend_from_slice(format!("{user}\n").as_bytes());
            }
        }
    }
    assert!(input.len() > 5 << 19, "several chunks");
    let users = folder.write("users.ndjson", &input);
    let run = |threads: &str| {
        attrflow(
            &[
                "eval",
                "--schema",
                &schema,
                "--users",
                &users,
                "--threads",
                threads,
            ],
            "",
        )
    };
    let one = run("1");
    assert_eq!(one.0, Some(1));
    for threads in ["2", "4", "9"] {
        assert!(run(threads) == one, "{threads} threads");
    }
}

#[test]
fn what_is_no_file_of_lines_is_told_at_once() {
    let folder = Folder::new("no-lines");
    let utf16 = folder.write("utf16.ndjson", b"\xff\xfe{\0}\0\n\0");
    for (users, wanted) in [
        (utf16.as_str(), "utf16.ndjson is UTF-16"),
        (".", "cannot read the users: is a directory"),
    ] {
        let given = ["eval", "--schema", SCHEMA, "--users", users];
        let (code, out, said) = attrflow(&given, "");
        assert_eq!((code, out.as_str()), (Some(2), ""), "{said}");
        assert!(said.contains(wanted), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
}
