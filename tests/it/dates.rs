//! Dates equal those of a real .NET runtime: every row of the vectors, and a fixture of our own.

use attrflow::dotnet::date::{
    DateKind, DateTime, FormatProblem, InputFormat, Interval, OutputFormat, Styles, StylesError,
    Ticks, date_add, date_diff, from_filetime, parse_free, to_filetime, write_general,
};
use proptest::prelude::*;
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
            Err(StylesError::Unknown(_)) => {
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

#[test]
fn format_errors_point_at_what_is_wrong() {
    let cases = [
        ("", (0, 0), FormatProblem::Empty),
        ("h", (0, 1), FormatProblem::UnknownStandard('h')),
        ("yyyy 'at", (5, 8), FormatProblem::UnclosedQuote('\'')),
        ("yyyy\\", (4, 5), FormatProblem::LoneBackslash),
        ("yyyy%", (4, 5), FormatProblem::LonePercent),
        ("ss.ffffffff", (3, 11), FormatProblem::LongFraction),
    ];
    for (format, span, problem) in cases {
        let error = InputFormat::new(format).unwrap_err();
        assert_eq!((error.span, error.problem), (span, problem), "{format}");
    }
    assert!(
        OutputFormat::new("").is_ok(),
        "an empty output format is the general one"
    );
}

#[test]
fn facts_of_formats() {
    let facts = |format: &str| InputFormat::new(format).unwrap().facts().clone();
    assert!(facts("yyyy-MM-dd hh:mm").has_lowercase_hour_without_designator());
    assert!(!facts("yyyy-MM-dd hh:mm tt").has_lowercase_hour_without_designator());

    for (format, span) in [
        ("yyyy-mm-dd", Some(5..7)),
        ("dd/mm/yyyy HH:mm", Some(3..5)),
        ("HH:mm dd.MM.yyyy", None),
        ("yyyyMMddHHmmss", None),
        ("dd.MM.yyyy mm:ss", None),
        ("HH:mm", None),
    ] {
        assert_eq!(facts(format).minutes_in_place_of_months(), span, "{format}");
    }
    for (format, span) in [
        ("yyyy-MM-dd HH:MM:ss", Some(14..16)),
        ("HHMM", Some(2..4)),
        ("HH MM/dd/yyyy", None),
        ("yyyyMMddHHmmss", None),
    ] {
        assert_eq!(facts(format).months_in_place_of_minutes(), span, "{format}");
    }

    assert!(facts("yyyy-MM-ddK").reads_offset() && facts("o").reads_offset());
    assert!(facts("yyyy-MM-ddZ").reads_offset());
    assert!(
        !OutputFormat::new("yyyy-MM-ddZ")
            .unwrap()
            .facts()
            .reads_offset()
    );
    assert!(OutputFormat::new("d").unwrap().facts().is_date_only());
    assert!(!OutputFormat::new("G").unwrap().facts().is_date_only());
    assert!(facts("HH:mm").is_time_only() && !facts("dd HH").is_time_only());
    assert!(facts("M/d/yy").has_two_digit_year() && !facts("M/d/yyyy").has_two_digit_year());
    assert_eq!(facts("YYYY-MM-ddTHH:mm").stray_letter(), Some(('Y', 0..1)));
    assert_eq!(facts("yyyy-MM-ddTHH:mm'Day'").stray_letter(), None);
}

#[test]
fn styles_that_exclude_each_other_are_named() {
    let message = |styles| Styles::parse(styles).unwrap_err().to_string();
    assert_eq!(
        message("RoundtripKind,AssumeLocal"),
        "`RoundtripKind` and `AssumeLocal` exclude each other"
    );
    assert_eq!(
        message("None,Roundtrip"),
        "`Roundtrip` is not a date-time style"
    );
    assert_eq!(
        message("256"),
        "`256` is not the number of date-time styles"
    );
}

#[test]
fn unix_time_is_kept_to_the_tick() {
    for (seconds, nanoseconds) in [(0, 0), (-1, 999_999_900), (1_710_504_000, 123_456_700)] {
        let ticks = Ticks::from_unix(seconds, nanoseconds).unwrap();
        assert_eq!(ticks.to_unix(), (seconds, nanoseconds));
    }
    assert_eq!(Ticks::from_unix(i64::MAX, 0), None);
}

/// Texts of what formats and dates are made of.
const PIECES: &str = "([yMdHhmsfFtzKZgG]{1,9}|[ :/.,'\"\\\\%#\u{0}\u{a0}T+-]|[0-9]{1,9}|MAR|june|Mon|PM|am|A\\.D\\.|GMT|年|日|時|é|😀){0,14}";

const INTERVALS: [&str; 10] = ["yyyy", "q", "m", "y", "d", "w", "ww", "h", "n", "s"];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => PIECES, 1 => any::<String>()]
}

fn any_ticks() -> impl Strategy<Value = Ticks> {
    (0..=Ticks::MAX.get()).prop_map(|ticks| Ticks::new(ticks).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_reading(text in any_text(), format in any_text(), bits in 0..256u32, now in any_ticks()) {
        let styles = Styles::parse(&bits.to_string()).unwrap_or(Styles::DEFAULT);
        match InputFormat::new(&format) {
            Ok(input) => {
                input.parse(&text, styles, now);
                input.parse(&format, styles, now);
            }
            Err(error) => prop_assert!(format.get(error.span.0..error.span.1).is_some()),
        }
        parse_free(&text, now);
        let _ = Styles::parse(&text);
    }

    #[test]
    fn no_format_breaks_writing(format in any_text(), ticks in any_ticks()) {
        match OutputFormat::new(&format) {
            Ok(output) => output.write(unspecified(ticks), &mut String::new()).unwrap(),
            Err(error) => prop_assert!(format.get(error.span.0..error.span.1).is_some()),
        }
    }

    #[test]
    fn what_is_written_reads_back(ticks in any_ticks(), utc: bool) {
        let kind = if utc { DateKind::Utc } else { DateKind::Unspecified };
        let date = DateTime { ticks, kind };
        for format in ["o", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "dddd d MMMM yyyy h:m:s tt fffffff K"] {
            let input = InputFormat::new(format).unwrap();
            prop_assert_eq!(input.parse(&write(format, date), Styles::DEFAULT, Ticks::MIN), Some(date));
        }
        prop_assert_eq!(parse_free(&write("o", date), Ticks::MIN).map(|read| read.ticks), Some(ticks));
        let seconds = Ticks::new(ticks.get() / 10_000_000 * 10_000_000);
        prop_assert_eq!(parse_free(&general(ticks), Ticks::MIN).map(|read| read.ticks), seconds);
    }

    #[test]
    fn no_number_breaks_arithmetic(at in 0..INTERVALS.len(), number: i64, small in -5000..5000i64, from in any_ticks(), to in any_ticks()) {
        let interval = Interval::parse(INTERVALS[at]).unwrap();
        date_add(interval, number, from);
        date_diff(interval, from, to);
        from_filetime(number);
        if let Some(sum) = date_add(interval, small, from) {
            prop_assert_eq!(sum.cmp(&from), small.cmp(&0));
        }
    }
}
