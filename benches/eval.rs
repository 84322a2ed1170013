//! One line a promise of the README: nanoseconds of one evaluation, beside hand-written Rust that does
//! the same, in one process.
//!
//! `cargo bench --bench eval [-- USERS.ndjson]`: users with the attributes of `examples/contoso`; without
//! a file those of the example are taken over and over.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a bench stops where its data is not as it says"
)]

use attrflow::assist::standard;
use attrflow::check::{Context, Program, Slots, check};
use attrflow::dotnet::date::Ticks;
use attrflow::eval::{Run, fill};
use attrflow::library::FixedHost;
use attrflow::syntax::parse_expression;
use attrflow::value::Value;
use bumpalo::Bump;
use serde_json::{Map, Value as Json};
use std::hint::black_box;
use std::time::Instant;

/// Name, expression, and the most nanoseconds that the README promises.
const PROMISES: &[(&str, &str, f64)] = &[
    ("direct", "[employeeId]", 5.0),
    (
        "IIF",
        r#"IIF([accountEnabled]="True", "active", "disabled")"#,
        15.0,
    ),
    ("Switch over 17 keys", SWITCH, 20.0),
    (
        "Join, NormalizeDiacritics, StripSpaces, ToLower",
        r#"ToLower(StripSpaces(NormalizeDiacritics(Join(".", [givenName], [surname]))))"#,
        210.0,
    ),
    (
        "Replace with a class",
        r#"Replace([mobilePhone], , "[^0-9+]", , "", , )"#,
        190.0,
    ),
    (
        "FormatDateTime",
        r#"FormatDateTime([employeeHireDate], , "yyyy-MM-ddTHH:mm:ssZ", "dd.MM.yyyy")"#,
        80.0,
    ),
];

const SWITCH: &str = r#"Switch([country], "OTHER", "US", "AMER", "CA", "AMER", "MX", "AMER", "BR", "AMER", "DE", "EMEA", "FR", "EMEA", "GB", "EMEA", "ES", "EMEA", "IT", "EMEA", "PL", "EMEA", "SE", "EMEA", "CH", "EMEA", "ZA", "EMEA", "IN", "APAC", "JP", "APAC", "SG", "APAC", "AU", "APAC")"#;

/// Milliseconds that checking the bulk mapping may take.
const CHECKING: f64 = 2.0;

/// How many users are held in memory, and how often all of them are evaluated.
const USERS: usize = 4096;
const ROUNDS: usize = 60;

fn main() {
    let users = users();
    println!(
        "{} users, median of {ROUNDS} rounds, ns an evaluation\n",
        users.len()
    );
    println!(
        "{:<50} {:>9} {:>9} {:>7} {:>8}",
        "", "attrflow", "by hand", "ratio", "promise"
    );
    let mut missed = 0;
    for (name, text, promise) in PROMISES {
        let ours = ours(text, &users);
        let hand = by_hand(name, &users);
        missed += usize::from(ours > *promise);
        let verdict = if ours > *promise { "  MISSED" } else { "" };
        println!(
            "{name:<50} {ours:>9.1} {hand:>9.1} {:>7.1} {promise:>8.0}{verdict}",
            ours / hand
        );
    }
    let checking = checking();
    missed += usize::from(checking > CHECKING);
    let verdict = if checking > CHECKING { "  MISSED" } else { "" };
    println!(
        "{:<50} {checking:>6.3} ms {CHECKING:>25} ms{verdict}",
        "parsing and checking 20 expressions"
    );
    std::process::exit(i32::from(missed > 0));
}

fn users() -> Vec<Map<String, Json>> {
    let file = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso/users.ndjson");
    let path = file.unwrap_or_else(|| example.to_owned());
    let text = std::fs::read_to_string(&path).expect("the users can be read");
    let lines: Vec<&str> = text.lines().take(USERS).collect();
    let parse = |line: &&str| serde_json::from_str(line).expect("a user is a JSON object");
    lines.iter().cycle().take(USERS).map(parse).collect()
}

fn ours(text: &str, users: &[Map<String, Json>]) -> f64 {
    let mut slots = Slots::new();
    let program = program(text, &mut slots);
    let host = FixedHost::new(Ticks::default(), 1);
    let imported = Bump::new();
    let rows: Vec<&[Value<'_>]> = users
        .iter()
        .map(|user| fill(&slots, user, &imported))
        .collect();
    let mut arena = Bump::with_capacity(1 << 22);
    median(|| {
        arena.reset();
        let mut run = Run::new(&arena, &host);
        for row in &rows {
            let _ = black_box(run.value(black_box(&program), row));
        }
        rows.len()
    })
}

fn program(text: &str, slots: &mut Slots) -> Program {
    let expr = parse_expression(text).expect("it parses");
    check(&Context::open(standard()), text, &expr, slots)
        .0
        .expect("it checks")
}

/// What a Rust programmer would write, with the crates that one would take.
fn by_hand(name: &str, users: &[Map<String, Json>]) -> f64 {
    let column = |attribute: &str| -> Vec<Option<String>> {
        let text = |user: &Map<String, Json>| Some(user.get(attribute)?.as_str()?.to_owned());
        users.iter().map(text).collect()
    };
    match name {
        "direct" => each(&column("employeeId"), |id| id.map(str::to_owned)),
        "IIF" => {
            let enabled: Vec<bool> = users
                .iter()
                .map(|user| user["accountEnabled"] == true)
                .collect();
            median(|| {
                for enabled in &enabled {
                    black_box(match black_box(enabled) {
                        true => "active",
                        false => "disabled",
                    });
                }
                enabled.len()
            })
        }
        "Switch over 17 keys" => each(&column("country"), |country| match country {
            Some("US" | "CA" | "MX" | "BR") => "AMER",
            Some("DE" | "FR" | "GB" | "ES" | "IT" | "PL" | "SE" | "CH" | "ZA") => "EMEA",
            Some("IN" | "JP" | "SG" | "AU") => "APAC",
            _ => "OTHER",
        }),
        "Replace with a class" => {
            let class = regex::Regex::new("[^0-9+]").expect("it is a pattern");
            each(&column("mobilePhone"), |phone| {
                phone.map(|phone| class.replace_all(phone, "").into_owned())
            })
        }
        "FormatDateTime" => each(&column("employeeHireDate"), |date| {
            let date = chrono::NaiveDateTime::parse_from_str(date?, "%Y-%m-%dT%H:%M:%SZ").ok()?;
            Some(date.format("%d.%m.%Y").to_string())
        }),
        _ => {
            let (given, sur) = (column("givenName"), column("surname"));
            median(|| {
                for (given, sur) in given.iter().zip(&sur) {
                    black_box(local_part(given.as_deref(), sur.as_deref()));
                }
                given.len()
            })
        }
    }
}

fn each<R>(column: &[Option<String>], work: impl Fn(Option<&str>) -> R) -> f64 {
    median(|| {
        for value in column {
            black_box(work(black_box(value.as_deref())));
        }
        column.len()
    })
}

fn local_part(given: Option<&str>, sur: Option<&str>) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let joined: Vec<&str> = [given, sur].into_iter().flatten().collect();
    let joined = joined.join(".");
    let plain: String = match joined.is_ascii() {
        true => joined,
        false => joined
            .nfd()
            .filter(|letter| !is_combining_mark(*letter))
            .nfc()
            .collect(),
    };
    let close: String = plain.chars().filter(|letter| *letter != ' ').collect();
    close.to_lowercase()
}

/// Median nanoseconds of one of the pieces of work that a round says it did.
fn median(mut round: impl FnMut() -> usize) -> f64 {
    round();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let done = round();
            start.elapsed().as_nanos() as f64 / done as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Milliseconds to parse and check the 20 expressions of the bulk mapping.
fn checking() -> f64 {
    let mapping = include_str!("map.entra");
    let texts: Vec<&str> = mapping
        .lines()
        .filter_map(|line| Some(line.split_once(": ")?.1))
        .collect();
    assert_eq!(texts.len(), 20);
    median(|| {
        let mut slots = Slots::new();
        for text in &texts {
            black_box(program(text, &mut slots));
        }
        1
    }) / 1e6
}
