//! `DateFromNum`: an Active Directory time as a date.

use crate::diag::{Code, Sample, Severity};
use crate::dotnet::date::from_filetime;
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "DateFromNum",
    summary: "Gives the date of a number that Active Directory keeps for a time.",
    details: "The number counts steps of 100 nanoseconds since 1601. The largest one, 9223372036854775807, means never, and is no date.",
    params: &[Param::required(
        "value",
        Kind::Integer,
        "The number, such as `lastLogonTimestamp`.",
    )
    .key("source")],
    returns: Kind::Date,
    examples: &[
        Example {
            given: &[],
            expr: "DateFromNum(129699324000000000)",
            gives: Gives::Json(r#""1/1/2012 11:00:00 PM""#),
        },
        Example {
            given: &[("pwdLastSet", r#""0""#)],
            expr: "DateFromNum([pwdLastSet])",
            gives: Gives::Json(r#""1/1/1601 12:00:00 AM""#),
        },
        Example {
            given: &[("lastLogonTimestamp", "null")],
            expr: "DateFromNum([lastLogonTimestamp])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("accountExpires", "9223372036854775807")],
            expr: "DateFromNum([accountExpires])",
            gives: Gives::Error("file-time"),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "datefromnum-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// A number that is no date, or a date that has no number.
pub(super) static FILE_TIME: Code = Code {
    slug: "file-time",
    severity: Severity::Error,
    title: "a number is not an Active Directory time, or a date has none",
    explanation: "Active Directory keeps times as steps of 100 nanoseconds since the year 1601. Negative \
numbers, and 9223372036854775807 which means never, are no dates; dates before 1601 have no number. Treat \
them apart: `Switch([accountExpires], DateFromNum([accountExpires]), \"9223372036854775807\", \"\")`.",
    sample: Sample::Expression("DateFromNum(9223372036854775807)"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(number) = args.integer(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    match from_filetime(number) {
        Some(ticks) => Ok(Value::Date(ticks)),
        None => Err(Fault::quoting(&FILE_TIME, &number.to_string(), |number| {
            format!("`{number}` is not the number of a date")
        })
        .into()),
    }
}
