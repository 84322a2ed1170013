//! `SelectUniqueValue`: the first value that nobody has yet.

use crate::diag::{Code, Sample, Severity};
use crate::library::{
    Args, Example, Fault, Fidelity, Function, Gives, Param, Placement, Purity, Stop, Sureness,
};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "SelectUniqueValue",
    summary: "Gives the first of its arguments that no other object of the target has.",
    details: "Each rule is asked for in turn, and only as long as the values before it are taken. It must stand outermost, flows only when the object is created, and cannot be on a matching attribute.",
    params: &[
        Param::required("uniqueValueRule1", Kind::Text, "The value to prefer.").key("source"),
        Param::required(
            "uniqueValueRule2",
            Kind::Text,
            "The value to take if the first is taken.",
        )
        .key("source"),
        Param::repeated("uniqueValueRule", Kind::Text, "The next value to take.").key("source"),
    ],
    purity: Purity::World,
    placement: Placement::OutermostOnCreation,
    jobs: super::shared::jobs::INTO_DIRECTORY,
    examples: &[
        Example {
            given: &[("first", "Ada"), ("last", "Lovelace")],
            expr: r#"SelectUniqueValue(Join(".", [first], [last]), Join(".", Left([first], 1), [last]))"#,
            gives: Gives::Json(r#""Ada.Lovelace""#),
        },
        Example {
            given: &[("first", "Grace"), ("last", "Hopper")],
            expr: r#"SelectUniqueValue(ToLower(Join(".", [first], [last])), ToLower([last]))"#,
            gives: Gives::Json(r#""grace.hopper""#),
        },
        Example {
            given: &[("first", "null"), ("second", r#""b""#)],
            expr: "SelectUniqueValue([first], [second])",
            gives: Gives::Json(r#""b""#),
        },
    ],
    fidelity: &[EMPTY],
    call,
    ..Function::DEFAULT
};

static EMPTY: Fidelity = Fidelity {
    id: "selectuniquevalue-empty",
    doing: "a rule that gives null or an empty text is passed over",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// Every candidate belongs to somebody.
pub(super) static NO_UNIQUE_VALUE: Code = Code {
    slug: "no-unique-value",
    severity: Severity::Error,
    title: "every value of `SelectUniqueValue` is taken",
    explanation: "Each rule of `SelectUniqueValue` gave a value that another object of the target already has, \
so the object cannot be created and is tried again later. Add rules that differ more, such as one with a \
number or with `RandomString`.",
    sample: Sample::Expression("SelectUniqueValue([mailNickname], [mailNickname])"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let mut taken = None;
    for index in 0..args.len() {
        match args.text(index)? {
            None | Some("") => args.note(&EMPTY),
            Some(value) if args.host().is_taken(value) => taken = taken.or(Some(value)),
            Some(value) => return Ok(Value::Text(value)),
        }
    }
    match taken {
        None => Ok(Value::Null),
        Some(value) => Err(Fault::quoting(&NO_UNIQUE_VALUE, value, |value| {
            format!("every value is taken in the target, `{value}` the first")
        })
        .into()),
    }
}
