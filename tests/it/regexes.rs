//! .NET regular expressions against answers of a real .NET 9.

use std::collections::BTreeMap;

use attrflow::dotnet::regex::{MatchError, PatternError, PatternErrorKind, Regex, Template};
use proptest::prelude::*;
use serde_json::Value;

use crate::vectors;

#[derive(Debug, PartialEq, Clone)]
enum Answer {
    Out(Value),
    Invalid,
    Unsupported(String),
    Unanswered(MatchError),
}

impl From<PatternError> for Answer {
    fn from(error: PatternError) -> Answer {
        match error.kind {
            PatternErrorKind::Invalid => Answer::Invalid,
            PatternErrorKind::Unsupported => Answer::Unsupported(error.message),
        }
    }
}

impl From<MatchError> for Answer {
    fn from(error: MatchError) -> Answer {
        Answer::Unanswered(error)
    }
}

fn replace(pattern: &str, source: &str, template: &str) -> Result<String, Answer> {
    let regex = Regex::new(pattern)?;
    let template = Template::new(template, &regex)?;
    let mut out = String::new();
    if !regex.replace_all(source, &template, &mut out)? {
        assert_eq!(out, "", "nothing is appended without a match");
        out.push_str(source);
    }
    Ok(out)
}

fn answer(row: &Value) -> Result<Value, Answer> {
    let args = &row["args"];
    let source = args["source"].as_str().unwrap();
    let pattern = args["pattern"].as_str().unwrap();
    match row["op"].as_str().unwrap() {
        "regex.ismatch" => Ok(Regex::new(pattern)?.is_match(source)?.into()),
        "regex.replace" => {
            replace(pattern, source, args["replacement"].as_str().unwrap()).map(Value::from)
        }
        "regex.match" => {
            let Some(found) = Regex::new(pattern)?.captures(source)? else {
                return Ok(Value::Null);
            };
            let groups: serde_json::Map<_, _> = found
                .groups
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect();
            Ok(serde_json::json!({"index": found.index, "length": found.length, "groups": groups}))
        }
        op => panic!("{op}"),
    }
}

/// `faster`: .NET ran into its time limit, and we did not.
fn verdict(row: &Value) -> &'static str {
    let answer = answer(row).map_or_else(|error| error, Answer::Out);
    let error = row.get("error").and_then(Value::as_str);
    match (&answer, error) {
        (Answer::Out(out), None) if Some(out) == row.get("out") => "equal",
        (Answer::Invalid, Some("RegexParseException")) => "equal",
        (Answer::Unanswered(MatchError::Budget), Some("RegexMatchTimeoutException")) => "equal",
        (Answer::Out(_), Some("RegexMatchTimeoutException")) => "faster",
        (Answer::Unanswered(MatchError::CodeUnits), None) if row.get("out_utf16").is_some() => {
            "half pair"
        }
        (Answer::Unsupported(_) | Answer::Unanswered(_), None) => "refused",
        _ => "different",
    }
}

fn count(rows: &[Value]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        let verdict = verdict(row);
        if verdict != "equal" {
            println!("{verdict}: {row}\n    {:?}", answer(row));
        }
        *counts.entry(verdict).or_default() += 1;
    }
    counts
}

#[test]
fn equals_dotnet() {
    let Some(rows) = vectors::rows("dotnet/regex_replace.jsonl") else {
        return;
    };
    let counts = count(&rows);
    println!("{counts:?}");
    let expected = [
        ("equal", 1447),
        ("faster", 11),
        ("half pair", 12),
        ("refused", 19),
    ];
    assert_eq!(counts, expected.into());
    let everyday: Vec<Value> = rows
        .into_iter()
        .filter(|row| ["hr", "misc", "ismatch"].contains(&row["tag"].as_str().unwrap()))
        .collect();
    assert_eq!(count(&everyday), [("equal", 382), ("refused", 1)].into());
}

#[test]
fn equals_dotnet_in_the_sample() {
    let rows: Vec<Value> = include_str!("../data/regex.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let counts = count(&rows);
    println!("{counts:?}");
    assert_eq!(counts.get("different"), None);
    assert!(counts["equal"] * 10 > rows.len() * 9);
}

#[test]
fn takes_the_patterns_of_default_filters() {
    let cases = [
        ("^SystemMailbox{", "SystemMailbox{1f05a927}", true),
        ("^SystemMailbox{", "SystemMailbox", false),
        (r"^CN\s*=\s*([^\,]*)\0ACNF", "CN=Jo\\0ACNF:7", false),
        (r"^CN\s*=\s*([^\,]*)\0ACNF", "CN=Jo\0ACNF:7", true),
        ("^CAS_([^{]*){", "CAS_x{y", true),
        (r"(?:^|\W)Sales|Marketing|Operations(?:$|\W)", "Sales", true),
        (
            r"(?:^|\W)Sales|Marketing|Operations(?:$|\W)",
            "Presales",
            false,
        ),
        ("([1-9][0-9])", "room 10", true),
        ("^User_", "user_1", false),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(
            Regex::new(pattern).unwrap().is_match(text),
            Ok(expected),
            "{pattern} {text}"
        );
    }
    for row in std::fs::read_to_string("../shared/vectors/scoping-filters.tsv")
        .unwrap_or_default()
        .lines()
    {
        let fields: Vec<&str> = row.split('\t').collect();
        if fields[2].ends_with("REGEX MATCH") {
            assert_eq!(Regex::new(fields[3]).err(), None, "{row}");
        }
    }
}

#[test]
fn names_what_it_refuses_and_where() {
    let cases = [
        (
            "a(?<o>b)(?<-o>c)",
            "(?<-o>",
            "balancing groups are not supported",
        ),
        (
            r"a(?<=(b)\1)c",
            r"\1",
            "a back-reference in a look-behind is not supported",
        ),
        (
            r"(?<!($|a))b",
            r"(?<!($|a))b",
            "`$`, a word boundary or a look-around in a look-behind is not supported",
        ),
        (
            r"(?<n>a)|(?<n>b)\k<n>",
            r"\k<n>",
            "a reference to a group that is written twice is not supported",
        ),
        (
            r"(?:(a\1?))*",
            r"\1",
            "a reference inside its own repeated group is not supported",
        ),
        (
            r"[a-z]{99999}\w{99999}",
            r"[a-z]{99999}\w{99999}",
            "the pattern is too large once its repeats are written out",
        ),
    ];
    for (pattern, part, message) in cases {
        let error = Regex::new(pattern).unwrap_err();
        assert_eq!(&pattern[error.start..error.end], part, "{pattern}");
        assert_eq!(
            (error.kind, error.message.as_str()),
            (PatternErrorKind::Unsupported, message)
        );
    }
    let deep = format!("{}a{}", "(".repeat(101), ")".repeat(101));
    assert_eq!(
        Regex::new(&deep).unwrap_err().kind,
        PatternErrorKind::Unsupported
    );
    for open in ["(?=", "(?>", "(?<!", "(?((?=", "(?:a|(?:", "[a-["] {
        let _ = Regex::new(&(open.repeat(49) + "a" + &")".repeat(98)));
        let _ = Regex::new(&open.repeat(3000));
    }
    let nested = format!("{}a{}", "(?(".repeat(40), ")b|c)".repeat(40));
    assert_eq!(
        Regex::new(&nested).unwrap_err().kind,
        PatternErrorKind::Unsupported
    );
    let classes = format!("{}a{}", "[a-z-".repeat(91), "]".repeat(91));
    assert_eq!(Regex::new(&classes).unwrap().is_match("a"), Ok(true));
    let fair = format!("{}a{}", "(".repeat(100), ")".repeat(100));
    assert_eq!(Regex::new(&fair).unwrap().is_match("a"), Ok(true));
}

#[test]
fn finds_and_replaces_a_group() {
    let regex = Regex::new(r"(?<area>\d{3})-(?<rest>\d+)").unwrap();
    assert_eq!(regex.group_names(), ["area", "rest"]);
    assert!(regex.has_group("rest") && !regex.has_group("1"));
    let mut out = String::new();
    assert_eq!(
        regex.replace_group("425-1 😀 206-2", "area", "x", &mut out),
        Ok(true)
    );
    assert_eq!(out, "x-1 😀 x-2");
    assert_eq!(regex.find_group("😀 425-77", "rest"), Ok(Some("77")));
    assert_eq!(regex.find_group("none", "rest"), Ok(None));
    assert_eq!(
        Regex::new("(?<a>.)").unwrap().find_group("😀", "a"),
        Err(MatchError::CodeUnits)
    );
}

fn pattern_text() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b",
        "1",
        "é",
        "😀",
        "\n",
        " ",
        "#",
        "-",
        ",",
        ":",
        "=",
        "!",
        "<",
        ">",
        "'",
        "_",
        "&",
        "~",
        "(",
        ")",
        "(?",
        "(?:",
        "(?=",
        "(?!",
        "(?<=",
        "(?<!",
        "(?>",
        "(?<n>",
        "(?<2>",
        "(?(1)",
        "(?(n)",
        "(?i)",
        "(?x)",
        "(?n)",
        "(?s-m:",
        "(?#",
        "[",
        "[^",
        "]",
        "-[",
        "{",
        "}",
        "{2}",
        "{2,}",
        "{0,3}",
        "{,3}",
        "*",
        "+",
        "?",
        "|",
        "^",
        "$",
        ".",
        "\\",
        "\\1",
        "\\2",
        "\\k<n>",
        "\\0",
        "\\d",
        "\\w",
        "\\s",
        "\\S",
        "\\b",
        "\\B",
        "\\A",
        "\\Z",
        "\\z",
        "\\G",
        "\\p{L}",
        "\\P{IsGreek}",
        "\\x41",
        "\\u00e9",
        "\\cA",
        "\\-",
        "a-z",
        "&&",
        "--",
        "~~",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn never_panics(
        pattern in pattern_text(),
        text in "[ab1é😀\n #k-]{0,12}",
        template in "([$a1]|\\$\\{|\\{|\\}|n|\\$[&+_`'])*",
    ) {
        if let Ok(regex) = Regex::new(&pattern) {
            let _ = regex.is_match(&text);
            let _ = regex.captures(&text);
            let _ = regex.find_group(&text, "n");
            if let Ok(template) = Template::new(&template, &regex) {
                let mut out = String::new();
                let _ = regex.replace_all(&text, &template, &mut out);
            }
        }
    }
}

fn common_shape() -> impl Strategy<Value = String> {
    let items = [
        "a", "b-k", "0-9", "é", "à-ö", "\\d", "\\w", "\\s", "\\S", "\\p{Lu}", "+", ".", "\\-",
        "-[b\\d]",
    ];
    let class = (
        any::<bool>(),
        prop::collection::vec(prop::sample::select(items.to_vec()), 1..4),
    )
        .prop_map(|(negated, items)| {
            format!("[{}{}]", if negated { "^" } else { "" }, items.concat())
        });
    let unit = prop_oneof![
        3 => class,
        1 => prop::sample::select(vec!["\\d", "\\D", "\\s", "\\S", "\\w", "\\W", ".", "a", "é", "(?i)k", "(?s)."]).prop_map(str::to_owned),
    ];
    let units =
        (unit, prop::sample::select(vec!["", "+", "+?"])).prop_map(|(unit, plus)| unit + plus);
    let literal = prop::sample::select(vec!["a", "ab", "ba", "aab", "b😀", "é", "\\.b", "b\\n"]);
    let literals = (
        prop::sample::select(vec!["", "^", "\\A"]),
        prop::collection::vec(literal, 1..4),
        prop::sample::select(vec!["", "$", "\\Z", "\\z"]),
    )
        .prop_map(|(start, literals, end)| format!("{start}({}){end}", literals.join("|")));
    prop_oneof![units, literals]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// `(?=)` changes nothing, but keeps the pattern from being of a common shape.
    #[test]
    fn common_shapes_equal_the_engine(
        pattern in common_shape(),
        text in "[ab.k0 éK😀\n+-]{0,8}",
        template in prop::sample::select(vec!["", "-", "<$&>", "$`|$'", "$1", "$_"]),
    ) {
        let slow = format!("(?:{pattern})(?=)");
        prop_assert_eq!(replace(&pattern, &text, template), replace(&slow, &text, template));
        if let (Ok(fast), Ok(slow)) = (Regex::new(&pattern), Regex::new(&slow)) {
            prop_assert_eq!(fast.is_match(&text), slow.is_match(&text));
        }
    }
}
