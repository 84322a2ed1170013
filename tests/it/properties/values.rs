//! Values of every kind, with more than their share of the edges.

use attrflow::dotnet::date::{TICKS_PER_DAY, Ticks};
use attrflow::value::{Field, Value};
use bumpalo::Bump;
use proptest::prelude::*;

/// A value that owns its parts.
#[derive(Clone, PartialEq, Debug)]
pub enum Owned {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Date(Ticks),
    List(Vec<Owned>),
    Record(Vec<(String, Owned)>),
}

impl Owned {
    pub fn value<'v>(&self, arena: &'v Bump) -> Value<'v> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(arena.alloc_str(text)),
            Self::Date(ticks) => Value::Date(*ticks),
            Self::List(items) => {
                Value::List(arena.alloc_slice_fill_iter(items.iter().map(|item| item.value(arena))))
            }
            Self::Record(fields) => Value::Record(arena.alloc_slice_fill_iter(fields.iter().map(
                |(name, value)| Field {
                    name: arena.alloc_str(name),
                    value: value.value(arena),
                },
            ))),
        }
    }
}

/// Texts that mean something to some function.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "A",
    "ab",
    "Ada Lovelace",
    "a,b,,c",
    "\0",
    "a\0b",
    "😀",
    "a😀b",
    "é",
    "e\u{301}",
    "İ",
    "ß",
    "Ǆ",
    "ﬁ",
    "true",
    "FALSE",
    " True ",
    "yes",
    "0",
    "1",
    "-1",
    "007",
    " 12 ",
    "1.5",
    "1e3",
    "&HF",
    "&hfffffffffffffffff",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "129699324000000000",
    "2020-03-16",
    "2020-03-16T07:00:00Z",
    "2020-03-16-07:00",
    "0001-01-01",
    "9999-12-31T23:59:59.9999999Z",
    "24:00",
    "12:30",
    "16.13.2020",
    "March 2020",
    "29 Feb",
    "yyyy-MM-dd",
    "d",
    "o",
    "%",
    "%d",
    "yyyyMMddHHmmss.0Z",
    "'",
    "RoundtripKind",
    "None, AssumeUniversal",
    "yyyy",
    "m",
    "ww",
    "n",
    "q",
    "UTF8",
    "Unicode",
    "ASCII",
    "vbTextCompare",
    "CaseInsensitive",
    "tr-TR",
    "az",
    "nonsense culture",
    "(?<g>a+)",
    "(?<g>^\\d*)",
    "(a|aa)+$",
    "^(?=(a|aa)+$)\\1",
    "[^a",
    "\\p{Lu}",
    "(?i)a",
    ".",
    "$",
    "g",
    "1",
    "${g}",
    "$1$&$$",
    "$",
    "CN=Ada,DC=x",
    "CN=A\\,B+L=x,OU=\\41",
    "CN=",
    "SABlAA==",
    "/w==",
    "AQEAAAAAAAUKAAAA",
    "AQEAAAAAAAUKAAA=",
    "taken",
    "é𝄞\u{a0}x",
    "\u{feff}",
    "\r\n",
];

/// Any text.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(TEXTS).prop_map(str::to_owned),
        2 => "[a-cA-C ,.@0-9-]{0,12}",
        2 => "\\PC{0,8}",
        1 => any::<String>(),
        1 => ("[ab]{1,3}", 0..200_usize).prop_map(|(text, times)| text.repeat(times)),
    ]
}

/// Any integer.
pub fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -3..40_i64,
        2 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX, 256, 257, 1 << 31, 1 << 32]),
        1 => any::<i64>(),
    ]
}

/// Any instant.
pub fn date() -> impl Strategy<Value = Ticks> {
    let days = |day: i64| Ticks::MIN.plus(day * TICKS_PER_DAY);
    prop_oneof![
        prop::sample::select(vec![Ticks::MIN, Ticks::MAX]),
        (0..3_652_000_i64, 0..TICKS_PER_DAY).prop_map(move |(day, ticks)| {
            days(day)
                .and_then(|date| date.plus(ticks))
                .unwrap_or(Ticks::MAX)
        }),
    ]
}

fn single() -> impl Strategy<Value = Owned> {
    prop_oneof![
        2 => Just(Owned::Null),
        1 => any::<bool>().prop_map(Owned::Bool),
        3 => integer().prop_map(Owned::Int),
        8 => text().prop_map(Owned::Text),
        2 => date().prop_map(Owned::Date),
    ]
}

/// Any value.
pub fn value() -> impl Strategy<Value = Owned> {
    single().prop_recursive(2, 8, 4, |inner| {
        let names = prop::sample::select(vec!["id", "value", "displayName", "other"]);
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..4).prop_map(Owned::List),
            1 => prop::collection::vec((names.prop_map(str::to_owned), inner), 0..3).prop_map(Owned::Record),
        ]
    })
}
