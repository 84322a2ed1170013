//! CSV at its edges, through the command.

use super::population::{Dice, csv, schema, tellable, user};
use super::{Folder, attrflow, lines, told};
use serde_json::{Value as Json, json};

/// The command over a table: exit code, standard output, standard error.
fn table(text: &[u8], more: &[&str]) -> (Option<i32>, String, String) {
    let folder = Folder::new("table");
    let schema = folder.write("schema.json", schema(str::to_owned).as_bytes());
    let users = folder.write("users.csv", text);
    let given = ["eval", "--schema", &schema, "--users", &users];
    let (code, out, said) = attrflow(&[&given, more].concat(), "");
    (code, out, said.replace(&users, "users.csv"))
}

#[test]
fn cells_become_what_the_schema_says() {
    let text = "\u{feff}id;accountEnabled;level;roles;givenName;unused\r\n\
        1; TRUE ;-5;\"a\\;b;c\\\\\\d\";\"Ada\r\nMarie \"\"Lovelace\"\"\";x\r\n\
        \r\n\
        2;0;;;;\"\"";
    let (code, out, said) = table(text.as_bytes(), &[]);
    assert_eq!((code, told(&said)), (Some(0), String::new()));
    let out = lines(&out);
    assert_eq!(out.len(), 2);
    assert_eq!(out[0]["roles"], json!(["a;b", "c\\\\d"]));
    assert_eq!(out[0]["givenName"], "Ada\r\nMarie \"Lovelace\"");
    assert_eq!(
        (&out[0]["level"], &out[0]["status"]),
        (&json!(-5), &json!("active"))
    );
    assert_eq!(
        (&out[1]["level"], &out[1]["status"]),
        (&Json::Null, &json!("disabled"))
    );
    assert_eq!(
        (&out[1]["givenName"], &out[1]["roles"]),
        (&Json::Null, &Json::Null)
    );
}

#[test]
fn bad_records_are_told_with_their_lines_and_stop_nothing() {
    let mut text = b"id,accountEnabled,level,givenName,unused\n\
        1,true,1,\"two\nlines\",\n\
        2,perhaps,1,Ada,\n\
        3,true,1,Ada\n\
        ,true,1,Ada,\n\
        5,true,1.5,Ada,\n"
        .to_vec();
    text.extend_from_slice(
        b"6,true,1,\"caf\xe9\n\",\n7,true,1,\"Zo\xc3\xab\n\",not 1\n8,true,1,\"open,\n",
    );
    let (code, out, said) = table(&text, &[]);
    assert_eq!(code, Some(1));
    let wanted = [
        "users.csv:4: in column `accountEnabled`, `perhaps` is neither `true` nor `false`",
        "users.csv:5: this line has 4 values, the first one names 5",
        "users.csv:6: the user has no `id`",
        "users.csv:7: in column `level`, `1.5` is no whole number",
        "users.csv:8: this is not UTF-8",
        "users.csv:12: a quote is opened and never closed",
        "8 users: 5 cannot be read, 1 have no key, 0 have attributes that failed",
    ];
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    let out = lines(&out);
    assert_eq!(out.len(), 8);
    assert_eq!(out[6]["givenName"], "Zoë\n");
    assert_eq!(
        out.iter()
            .filter(|line| line.get("@error").is_some())
            .count(),
        6
    );
}

#[test]
fn headers_must_name_each_attribute_once() {
    let wanted = [
        (&b""[..], "users.csv:1: the file is empty"),
        (b"\r\n\n", "users.csv:1: the file is empty"),
        (
            b"id,mail,id\n1,2,3\n",
            "users.csv:1: the column `id` is there twice",
        ),
        (b"id,,mail\n", "users.csv:1: column 2 has no name"),
        (
            b"id,caf\xe9\n1,2\n",
            "users.csv:1: the header is no UTF-8 text",
        ),
        (b"\xff\xfei\0d\0\n\0", "users.csv is UTF-16"),
    ];
    for (text, wanted) in wanted {
        let (code, out, said) = table(text, &[]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{said}");
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    let (code, out, said) = table(b"id,mail", &[]);
    assert_eq!(
        (code, out.as_str(), told(&said)),
        (Some(0), "", String::new())
    );
}

#[test]
fn standard_input_is_a_table_where_that_is_said() {
    let given = ["eval", "--schema", super::SCHEMA, "--users", "-"];
    let users = "objectId,mail\nx,a@contoso.com\n";
    let (code, out, said) = attrflow(&[&given[..], &["--input", "csv"]].concat(), users);
    assert_eq!((code, told(&said)), (Some(0), String::new()));
    assert_eq!(lines(&out)[0]["objectId"], "x");
    let (code, ..) = attrflow(&given, users);
    assert_eq!(code, Some(1), "without it each line is JSON");
}

#[test]
fn large_tables_come_out_as_lines_do_on_any_number_of_threads() {
    let mut dice = Dice(21);
    let users: Vec<_> = (0..9000)
        .map(|number| tellable(&user(&mut dice, number)))
        .collect();
    let text = csv(&users, "\n");
    assert!(text.len() > 3 << 19, "several chunks");
    let one = table(text.as_bytes(), &["--threads", "1"]);
    let four = table(text.as_bytes(), &["--threads", "4"]);
    assert!(one == four);
    let folder = Folder::new("large");
    let ndjson: String = users
        .into_iter()
        .map(|user| format!("{}\n", Json::Object(user)))
        .collect();
    let schema = folder.write("schema.json", schema(str::to_owned).as_bytes());
    let lines = attrflow(&["eval", "--schema", &schema, "--users", "-"], &ndjson);
    assert!((lines.0, lines.1) == (one.0, one.1));
}

#[cfg(feature = "connectors")]
mod same_as_csv {
    use super::super::with_direct_mapping;
    use attrflow::eval::{CsvHeader, LineResult};
    use attrflow::library::FixedHost;
    use bumpalo::Bump;
    use proptest::prelude::*;
    use serde_json::Value as Json;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// Records are split as the `csv` crate splits them.
        #[test]
        fn records_are_split_alike(rest in "[,\"\n\ra;é ]{0,40}") {
            let text = format!("id,b,c\n{rest}");
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let mut expected = reader.records().map(Result::unwrap);
            with_direct_mapping(&["id", "b", "c"], |evaluator| {
                let header = CsvHeader::read(&text).unwrap();
                let layout = evaluator.layout(&header, None);
                let host = FixedHost::new(Default::default(), 1);
                let mut at = header.bytes;
                loop {
                    let blanks = text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
                    at += blanks;
                    if at == text.len() {
                        break;
                    }
                    let mut out = Vec::new();
                    let record = evaluator.record(&text[at..], &layout, &host, &Bump::new(), &mut |_| {}, &mut out);
                    assert_eq!(record.line_breaks, text[at..at + record.bytes].matches('\n').count());
                    at += record.bytes;
                    let cells = expected.next().unwrap();
                    match &record.result {
                        LineResult::BadRecord(why) if why.contains("never closed") => assert_eq!(at, text.len()),
                        LineResult::BadRecord(why) => assert!(cells.len() != 3, "{why}: {cells:?}"),
                        LineResult::NoKey => assert_eq!(&cells[0], ""),
                        _ => {
                            let line: Json = serde_json::from_slice(&out).unwrap();
                            let given = cells.iter().map(|cell| (!cell.is_empty()).then(|| Json::from(cell)));
                            for (name, cell) in ["t id", "t b", "t c"].iter().zip(given) {
                                assert_eq!(line[*name], cell.unwrap_or_default(), "{text:?}");
                            }
                        }
                    }
                }
                assert!(expected.next().is_none());
            });
        }
    }
}
