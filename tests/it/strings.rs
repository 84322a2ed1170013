//! Texts, numbers and encodings against the answers of .NET 9 (`tests/data/strings.jsonl`, and
//! the whole vector files where they are there).

mod examples;
mod properties;

use std::fmt::Write;

use attrflow::dotnet::{
    encoding::{Charset, Guid, from_base64, to_base64, utf8_hex},
    number::{IntegerError, as_number, parse_bool, parse_cbool, parse_i64},
    text::{
        Culture, eq_ignore_case, fold_diacritics, index_of, is_white_space, left16, len16, lower,
        mid16, replace, split, title, title_lower, trim, upper, words,
    },
};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

/// Operations that nothing in the language does.
const UNUSED: &[(&str, &str)] = &[
    ("str.vbright", "there is no Right"),
    ("str.lastindexof", "no function searches backwards"),
    ("str.vbinstrrev", "no function searches backwards"),
    ("conv.vbcint", "integers are read as by int.Parse"),
    ("conv.double_parse", "no value is a floating-point number"),
    ("conv.cstr_double", "no value is a floating-point number"),
    (
        "conv.cstr_bool",
        "the text forms of values belong to values",
    ),
    ("conv.cstr_date", "the text forms of dates belong to dates"),
    ("conv.vbcdate", "reading dates belongs to dates"),
];

/// Rows whose answer differs from ours, with the reason.
const DIFFERENT: &[(&str, &str)] = &[(
    "str-02065",
    "vbTextCompare holds `é` and `e` with a combining accent for equal; ours is ordinal, as no \
     collation tables come with the program",
)];

fn rewritten(text: &str, by: impl FnOnce(&mut String) -> bool) -> String {
    let mut out = String::new();
    if by(&mut out) {
        assert_ne!(out, text, "a text that does not change is not written");
        out
    } else {
        assert_eq!(out, "", "nothing is written where nothing changes");
        text.to_owned()
    }
}

/// Our answer to a row, `Err` with the name of the exception, or `None` for what is not used.
fn answer(op: &str, args: &Value) -> Option<Result<Value, &'static str>> {
    let get = |key: &str| args[key].as_str().unwrap_or_default();
    let number = |key: &str| args[key].as_i64();
    let s = get("s");
    let culture = || Culture::parse(get("culture")).ok_or("CultureNotFoundException");
    let ignore_case = match get("mode") {
        "Ordinal" => Some(false),
        "OrdinalIgnoreCase" => Some(true),
        // No function compares by the rules of a language.
        _ => None,
    };
    let position = |at: Option<usize>| at.map_or(-1, |at| at as i64);
    let positive = |n: i64| usize::try_from(n).map_err(|_| "ArgumentException");
    let kept = |pieces: Vec<&str>| match get("opt") {
        "RemoveEmptyEntries" => json!(
            pieces
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
        ),
        _ => json!(pieces),
    };
    let integer = |error| match error {
        IntegerError::Format => "FormatException",
        IntegerError::Overflow => "OverflowException",
    };
    let written = |by: &dyn Fn(&mut String) -> bool| Ok(json!(rewritten(s, by)));
    Some(match op {
        "upper" => culture().and_then(|c| written(&|out| upper(s, c, out))),
        "lower" => culture().and_then(|c| written(&|out| lower(s, c, out))),
        "title" => culture().and_then(|c| written(&|out| title(s, c, out))),
        "title_lower" => culture().and_then(|c| written(&|out| title_lower(s, c, out))),
        "str.length" => Ok(json!(len16(s))),
        "str.substring" => (|| {
            let range = "ArgumentOutOfRangeException";
            let start = usize::try_from(number("start")?).map_err(|_| range);
            let len =
                number("len").map_or(Ok(usize::MAX), |n| usize::try_from(n).map_err(|_| range));
            Some(start.and_then(|start| {
                let len = len?;
                let rest = len16(s).checked_sub(start).ok_or(range)?;
                if len != usize::MAX && len > rest {
                    return Err(range);
                }
                Ok(json!(mid16(s, start, len).to_string()))
            }))
        })()?,
        "str.vbleft" => positive(number("n")?).map(|n| json!(left16(s, n).to_string())),
        "str.vbmid" => positive(number("start")? - 1).and_then(|skip| {
            let len = number("len").map_or(Ok(usize::MAX), positive)?;
            Ok(json!(mid16(s, skip, len).to_string()))
        }),
        "str.indexof" => Ok(json!(position(index_of(s, get("sub"), 0, ignore_case?)))),
        "str.vbinstr" => positive(number("start")? - 1).map(|start| {
            json!(position(index_of(s, get("sub"), start, number("cmp") == Some(1))) + 1)
        }),
        "str.equals" => Ok(json!(if ignore_case? {
            eq_ignore_case(s, get("t"))
        } else {
            s == get("t")
        })),
        "str.normalize" => Ok(match get("form") {
            "FormC" => json!(s.nfc().collect::<String>()),
            "FormD" => json!(s.nfd().collect::<String>()),
            // Diacritics are folded by canonical forms; nothing uses the compatible ones.
            _ => return None,
        }),
        "str.strip_diacritics" => Ok(json!(rewritten(s, |out| fold_diacritics(s, out)))),
        "str.replace" if get("old").is_empty() => {
            assert!(!replace(s, "", get("new"), &mut String::new()));
            Err("ArgumentException")
        }
        "str.replace" => Ok(json!(rewritten(s, |out| replace(
            s,
            get("old"),
            get("new"),
            out
        )))),
        "str.trim" => Ok(json!(trim(s))),
        "str.isblank" => Ok(json!(s.chars().all(is_white_space))),
        "str.split" => Ok(kept(split(s, get("sep")).collect())),
        "str.splitchars" if get("opt") == "RemoveEmptyEntries" => {
            Ok(json!(words(s, get("sep")).collect::<Vec<_>>()))
        }
        // Word takes no empty pieces.
        "str.splitchars" => return None,
        "str.b64utf16" => Ok(json!(into(|out| to_base64(s, out)))),
        "str.utf8hex" => Ok(json!(hyphenated(&into(|out| utf8_hex(s, out))))),
        "str.unb64utf16" => from_text(s, Charset::Unicode),
        "str.unutf8" => from_text(get("b64"), Charset::Utf8),
        "conv.vbcbool" => parse_cbool(s)
            .map(|b| json!(b))
            .ok_or("InvalidCastException"),
        "conv.bool_parse" => parse_bool(s).map(|b| json!(b)).ok_or("FormatException"),
        "conv.long_parse" => parse_i64(s).map(|n| json!(n)).map_err(integer),
        "conv.int_parse" | "conv.int_convert" => parse_i64(s).map_err(integer).and_then(|n| {
            i32::try_from(n)
                .map(|n| json!(n))
                .map_err(|_| "OverflowException")
        }),
        "conv.cstr_decimal" => as_number(s)
            .map(|n| json!(n.to_string()))
            .ok_or("FormatException"),
        // Guids are made, never read; form D is the only one.
        "conv.guid" if matches!(get("fmt"), "D" | "d" | "") && s.len() == 36 => {
            u128::from_str_radix(&s.replace('-', ""), 16)
                .map(|guid| json!(Guid(guid).to_string()))
                .map_err(|_| "FormatException")
        }
        "conv.guid" => return None,
        _ if UNUSED.iter().any(|(unused, _)| *unused == op) => return None,
        _ => panic!("`{op}` is neither answered nor listed as unused"),
    })
}

fn into(write: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    write(&mut out);
    out
}

/// As `BitConverter.ToString` writes bytes.
fn hyphenated(hex: &str) -> String {
    let pairs: Vec<_> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| str::from_utf8(pair).unwrap())
        .collect();
    pairs.join("-")
}

fn from_text(base64: &str, charset: Charset) -> Result<Value, &'static str> {
    let mut out = String::new();
    from_base64(base64, charset, &mut out).map_err(|_| "FormatException")?;
    Ok(json!(out))
}

/// .NET's answer; halves of surrogate pairs are U+FFFD with us.
fn expected(row: &Value) -> Result<Value, &str> {
    if let Some(error) = row["error"].as_str() {
        return Err(error);
    }
    let Some(units) = row["out_utf16"].as_array() else {
        let out = row["out"].clone();
        return Ok(match row["op"].as_str() {
            Some("str.strip_diacritics") => json!(by_documented_table(out.as_str().unwrap())),
            _ => out,
        });
    };
    let units: Vec<u16> = units.iter().map(|u| u.as_u64().unwrap() as u16).collect();
    Ok(json!(String::from_utf16_lossy(&units)))
}

/// What Entra adds to .NET's plain removal of marks.
fn by_documented_table(text: &str) -> String {
    let table = [
        ("æ", "ae"),
        ("Æ", "AE"),
        ("ø", "oe"),
        ("Ø", "OE"),
        ("ß", "ss"),
        ("ł", "l"),
        ("Ł", "L"),
        ("ı", "i"),
    ];
    table
        .iter()
        .fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
}

/// Compares every row; gives the numbers of rows that were compared and of those not used.
fn compare(rows: &[Value]) -> (usize, usize) {
    let mut wrong = String::new();
    let (mut compared, mut unused) = (0, 0);
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let Some(ours) = answer(row["op"].as_str().unwrap(), &row["args"]) else {
            unused += 1;
            continue;
        };
        compared += 1;
        let listed = DIFFERENT.iter().any(|(different, _)| *different == id);
        if (ours == expected(row)) == listed {
            writeln!(wrong, "{row}\n    ours: {ours:?}").unwrap();
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{wrong}",
        wrong.lines().count() / 2
    );
    (compared, unused)
}

#[test]
fn fixture_equals_dotnet() {
    let rows: Vec<Value> = include_str!("../data/strings.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    compare(&rows);
}

#[test]
fn vectors_equal_dotnet() {
    for (file, rows) in [
        ("casing", (2076, 0)),
        ("titlecase", (1300, 0)),
        ("strings", (1709, 631)),
    ] {
        if let Some(found) = crate::vectors::rows(&format!("dotnet/{file}.jsonl")) {
            assert_eq!(compare(&found), rows, "{file}");
        }
    }
}
