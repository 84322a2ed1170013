//! What the checker accepts, the evaluator never rejects for its kind, where every kind is known beforehand.

use super::config;
use crate::invariants::checked;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Function, Occurs, Param};
use attrflow::value::{Kind, Value};
use bumpalo::Bump;
use proptest::prelude::*;

/// An expression whose value is of that kind or null, for every user of [`row`].
fn of(kind: Kind, depth: u32) -> BoxedStrategy<String> {
    let leaf = match kind {
        Kind::Integer => &["[integer]", "[none]", "1", "-3", "\"12\"", "&HF"][..],
        Kind::Boolean => &["[boolean]", "[none]", "\"true\"", "[integer] > 2", "1"],
        Kind::Date => &["[date]", "[none]", "\"2020-03-16\"", "Now()"],
        Kind::Binary => &["[none]", "\"AQEAAAAAAAUKAAAA\""],
        Kind::Reference => &["[none]", "\"CN=Ada,DC=contoso\""],
        _ => &["[text]", "[none]", "\"Ada\"", "[integer]", "[date]"],
    };
    let leaf = prop::sample::select(leaf).prop_map(str::to_owned).boxed();
    let makers: Vec<&'static Function> = FUNCTIONS
        .iter()
        .copied()
        .filter(|function| function.returns == kind && callable(function))
        .collect();
    if depth == 0 || makers.is_empty() {
        return leaf;
    }
    let made =
        prop::sample::select(makers).prop_flat_map(move |function| call(function, depth - 1));
    prop_oneof![1 => leaf, 2 => made].boxed()
}

/// Whether its arguments are right as soon as each is of its parameter's kind.
fn callable(function: &Function) -> bool {
    !matches!(
        function.name,
        "Replace" | "Error" | "StringFromSid" | "SingleAppRoleAssignment" | "Item"
    )
}

fn call(function: &'static Function, depth: u32) -> BoxedStrategy<String> {
    let args: Vec<BoxedStrategy<String>> = function
        .params
        .iter()
        .filter(|param| param.occurs != Occurs::Optional || param.kind == Kind::Any)
        .map(|param| argument(param, depth))
        .collect();
    args.prop_map(move |args| format!("{}({})", function.name, args.join(", ")))
        .boxed()
}

fn argument(param: &'static Param, depth: u32) -> BoxedStrategy<String> {
    match param.name {
        "interval" => Just("\"d\"".to_owned()).boxed(),
        "outputFormat" => Just("\"yyyy\"".to_owned()).boxed(),
        "expression" if param.kind == Kind::Text => of(Kind::Date, depth),
        _ => of(param.kind, depth),
    }
}

fn row<'v>(name: &str, arena: &'v Bump, (number, truth, date): (i64, bool, i64)) -> Value<'v> {
    match name {
        "integer" => Value::Int(number),
        "boolean" => Value::Bool(truth),
        "text" => Value::Text(arena.alloc_str(&number.to_string())),
        "date" => {
            attrflow::dotnet::date::Ticks::from_unix(date, 0).map_or(Value::Null, Value::Date)
        }
        _ => Value::Null,
    }
}

#[test]
fn what_is_accepted_is_never_rejected_for_its_kind() {
    for kind in [
        Kind::Integer,
        Kind::Boolean,
        Kind::Date,
        Kind::Text,
        Kind::List,
    ] {
        let config = config(150);
        let user = (
            any::<i64>(),
            any::<bool>(),
            -62_135_596_800..253_402_300_800_i64,
        );
        proptest!(config, |(text in of(kind, 3), user in user)| {
            let Some(checked) = checked(&text) else { return Ok(()) };
            let arena = Bump::new();
            let names = checked.slots.names();
            let values: Vec<_> = names.iter().map(|name| row(name, &arena, user)).collect();
            let came = checked.run(&values, &arena);
            let kind = "argument-kind".to_owned();
            prop_assert_ne!(came.result.err(), Some(kind), "{} for {:?}", text, values);
        });
    }
}
