//! Dates equal those of a real .NET runtime: every row of the vectors, and a fixture of our own.

use attrflow::dotnet::date::{
    DateKind, DateTime, InputFormat, Interval, OutputFormat, Styles, Ticks, date_add, date_diff,
    from_filetime, parse_free, to_filetime, write_general,
};
use serde_json::{Value, json};

use crate::vectors;

/// The clock of the rows that depend on one.
const NOW: &str = "2025-06-15T10:20:30Z";

#[test]
fn formats() {
    check("dotnet/dates_parse_format.jsonl");
}

#[test]
fn free_texts() {
    check("dotnet/dates_parse_free.jsonl");
}

#[test]
fn arithmetic() {
    check("dotnet/dateadd_datediff.jsonl");
}

#[test]
fn file_times() {
    check("dotnet/filetime.jsonl");
}

#[test]
fn fixture() {
    let rows: Vec<Value> = include_str!("../data/dates.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a fixture row is JSON"))
        .collect();
    compare("tests/data/dates.jsonl", &rows);
}

fn check(name: &str) {
    if let Some(rows) = vectors::rows(name) {
        compare(name, &rows);
    }
}

fn compare(name: &str, rows: &[Value]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let (ours, theirs) = (answer(row), expected(row));
            (ours != theirs).then(|| {
                format!(
                    "{} {}\n  ours   {ours}\n  theirs {theirs}",
                    row["id"], row["args"]
                )
            })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{name}: {} of {} rows differ\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// What the row promises, in the shape of [`answer`].
fn expected(row: &Value) -> Value {
    let mut answer = json!({});
    for key in ["out", "parsed", "iso", "cdate"] {
        if let Some(value) = row.get(key) {
            answer[key] = value.clone();
        }
    }
    if let Some(error) = row.get("error") {
        answer["error"] = row.get("at").unwrap_or(error).clone();
    }
    // An interval that is unknown is the only argument error; all others are dates out of range.
    if answer["error"] == "OverflowException" {
        answer["error"] = json!("ArgumentOutOfRangeException");
    }
    answer
}

fn answer(row: &Value) -> Value {
    let args = &row["args"];
    let text = |key: &str| args[key].as_str().expect("the argument is a text");
    match row["op"].as_str().expect("a row has an operation") {
        "date.reformat" => reformat(
            text("source"),
            text("styles"),
            text("input"),
            text("output"),
        ),
        "date.cdate" => match parse_free(text("source"), instant(NOW)) {
            Some(date) => json!({"out": general(date.ticks), "parsed": parsed(date)}),
            None => json!({"error": "parse"}),
        },
        "date.add" => {
            let number = args["number"].as_f64().expect("a number").trunc() as i64;
            match Interval::parse(text("interval"))
                .map(|interval| date_add(interval, number, instant(text("date"))))
            {
                Some(Some(sum)) => {
                    json!({"out": general(sum), "iso": write("o", unspecified(sum))})
                }
                Some(None) => json!({"error": "ArgumentOutOfRangeException"}),
                None => json!({"error": "ArgumentException"}),
            }
        }
        "date.diff" => {
            let (from, to) = (instant(text("date1")), instant(text("date2")));
            match Interval::parse(text("interval")).map(|interval| date_diff(interval, from, to)) {
                Some(Some(count)) => json!({"out": count}),
                Some(None) => json!({"error": "ArgumentOutOfRangeException"}),
                None => json!({"error": "ArgumentException"}),
            }
        }
        "filetime.to" => match to_filetime(instant(text("date"))) {
            Some(filetime) => json!({"out": filetime}),
            None => json!({"error": "ArgumentOutOfRangeException"}),
        },
        "filetime.from" => match from_filetime(args["n"].as_i64().expect("a number")) {
            Some(ticks) => {
                let date = DateTime {
                    ticks,
                    kind: DateKind::Utc,
                };
                json!({"out": write("o", date), "cdate": general(ticks)})
            }
            None => json!({"error": "ArgumentOutOfRangeException"}),
        },
        other => panic!("no operation `{other}`"),
    }
}

fn reformat(source: &str, styles: &str, input: &str, output: &str) -> Value {
    let styles = match styles {
        "" => Styles::NONE,
        named => match Styles::parse(named) {
            Ok(styles) => styles,
            Err(attrflow::dotnet::date::StylesError::Unknown(_)) => {
                return json!({"error": "styles"});
            }
            Err(_) => return json!({"error": "parse"}),
        },
    };
    let Some(date) = InputFormat::new(input)
        .ok()
        .and_then(|format| format.parse(source, styles, instant(NOW)))
    else {
        return json!({"error": "parse"});
    };
    match OutputFormat::new(output) {
        Ok(format) => {
            let mut text = String::new();
            format
                .write(date, &mut text)
                .expect("a string takes everything");
            json!({"out": text, "parsed": parsed(date)})
        }
        Err(_) => json!({"error": "format"}),
    }
}

fn parsed(date: DateTime) -> String {
    format!(
        "{}/{:?}",
        write("yyyy-MM-ddTHH:mm:ss.fffffff", date),
        date.kind
    )
}

fn write(format: &str, date: DateTime) -> String {
    let mut text = String::new();
    let format = OutputFormat::new(format).expect("a format");
    format
        .write(date, &mut text)
        .expect("a string takes everything");
    text
}

fn general(ticks: Ticks) -> String {
    let mut text = String::new();
    write_general(ticks, &mut text).expect("a string takes everything");
    text
}

fn unspecified(ticks: Ticks) -> DateTime {
    DateTime {
        ticks,
        kind: DateKind::Unspecified,
    }
}

fn instant(text: &str) -> Ticks {
    InputFormat::new("yyyy-MM-ddTHH:mm:ss.FFFFFFFK")
        .expect("a format")
        .parse(text, Styles::NONE, Ticks::MIN)
        .expect("a date")
        .ticks
}
