//! `RemoveDuplicates`: each value once.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::collections::Vec as ArenaVec;
use std::collections::HashSet;

pub(super) static FUNCTION: Function = Function {
    name: "RemoveDuplicates",
    summary: "Gives the values of an attribute, each only once.",
    details: "The first occurrence stays where it is.",
    params: &[Param::required("attribute", Kind::Any, "The multi-valued attribute.").key("source")],
    returns: Kind::Any,
    examples: &[
        Example {
            given: &[("proxyAddresses", r#"["SMTP:a@x", "smtp:b@x", "SMTP:a@x"]"#)],
            expr: "RemoveDuplicates([proxyAddresses])",
            gives: Gives::Json(r#"["SMTP:a@x", "smtp:b@x"]"#),
        },
        Example {
            given: &[("proxyAddresses", r#"[" a ", "a", "A"]"#)],
            expr: "RemoveDuplicates(Trim([proxyAddresses]))",
            gives: Gives::Json(r#"["a", "A"]"#),
        },
        Example {
            given: &[("proxyAddresses", "null")],
            expr: "RemoveDuplicates([proxyAddresses])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[CASE],
    call,
    ..Function::DEFAULT
};

static CASE: Fidelity = Fidelity {
    id: "removeduplicates-case",
    doing: "values that differ in case are different values",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// Up to so many values each is compared with all before it; more are looked up by their hash.
const FEW: usize = 32;

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    let Value::List(items) = value else {
        return Ok(value);
    };
    let mut kept = ArenaVec::with_capacity_in(items.len(), args.arena());
    let mut texts = HashSet::new();
    for item in items {
        let first = match item {
            Value::Text(text) if items.len() > FEW => texts.insert(*text),
            _ => !kept.contains(item),
        };
        if first {
            if items.len() <= FEW && kept.iter().any(|one| differ_in_case(*one, *item)) {
                args.note(&CASE);
            }
            kept.push(*item);
        }
    }
    if kept.len() == items.len() {
        return Ok(value);
    }
    Ok(Value::List(kept.into_bump_slice()))
}

fn differ_in_case(one: Value<'_>, other: Value<'_>) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => one.eq_ignore_ascii_case(other),
        _ => false,
    }
}
