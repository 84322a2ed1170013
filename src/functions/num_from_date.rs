//! `NumFromDate`: a date as an Active Directory time.

use super::date_from_num::FILE_TIME;
use super::shared::instant::{NO_DAY, instant};
use crate::dotnet::date::to_filetime;
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "NumFromDate",
    summary: "Gives the number that Active Directory keeps for a date.",
    details: "The number counts steps of 100 nanoseconds since 1601.",
    params: &[Param::required(
        "value",
        Kind::Date,
        "The date, as in ISO 8601.",
    )],
    returns: Kind::Integer,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[],
            expr: r#"NumFromDate("2012-01-01T23:00:00Z")"#,
            gives: Gives::Json("129699324000000000"),
        },
        Example {
            given: &[("end", "2025-12-31T23:59:59-08:00")],
            expr: "NumFromDate([end])",
            gives: Gives::Json("134117279990000000"),
        },
        Example {
            given: &[("end", "null")],
            expr: "NumFromDate([end])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("end", "soon")],
            expr: "NumFromDate([end])",
            gives: Gives::Error("invalid-date"),
        },
        Example {
            given: &[("end", "1600-12-31")],
            expr: "NumFromDate([end])",
            gives: Gives::Error("file-time"),
        },
    ],
    fidelity: &[NULL, NO_DAY],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "numfromdate-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(date) = instant(args, 0, "NumFromDate")? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    match to_filetime(date) {
        Some(number) => Ok(Value::Int(number)),
        None => Err(Fault::new(&FILE_TIME, "a date before the year 1601 has no number").into()),
    }
}
