//! `DateAdd`: a date some intervals later.

use super::shared::instant::{DATE_OUT_OF_RANGE, NO_DAY, instant};
use super::shared::interval::{self, INTERVAL};
use crate::dotnet::date::date_add;
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "DateAdd",
    summary: "Gives the date that lies a number of intervals after another one.",
    details: "A negative number leads back. A month that is too short gives its last day.",
    params: &[
        INTERVAL,
        Param::required("value", Kind::Integer, "How many intervals to add."),
        Param::required("dateTime", Kind::Date, "The date to begin with."),
    ],
    returns: Kind::Date,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[("StatusHireDate", "2012-03-16-07:00")],
            expr: r#"DateAdd("d", 7, CDate([StatusHireDate]))"#,
            gives: Gives::Json(r#""3/23/2012 7:00:00 AM""#),
        },
        Example {
            given: &[("StatusHireDate", "2012-03-16-07:00")],
            expr: r#"DateAdd("d", -10, CDate([StatusHireDate]))"#,
            gives: Gives::Json(r#""3/6/2012 7:00:00 AM""#),
        },
        Example {
            given: &[("StatusHireDate", "2012-03-16-07:00")],
            expr: r#"DateAdd("WW", "2", CDate([StatusHireDate]))"#,
            gives: Gives::Json(r#""3/30/2012 7:00:00 AM""#),
        },
        Example {
            given: &[],
            expr: r#"DateAdd("m", 1, "2024-01-31")"#,
            gives: Gives::Json(r#""2/29/2024 12:00:00 AM""#),
        },
        Example {
            given: &[("StatusHireDate", "null")],
            expr: r#"DateAdd("d", 7, [StatusHireDate])"#,
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("StatusHireDate", "9999-12-31")],
            expr: r#"DateAdd("d", 1, [StatusHireDate])"#,
            gives: Gives::Error("date-out-of-range"),
        },
    ],
    fidelity: &[NULL, NO_DAY],
    prepare: Some(interval::prepare),
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "dateadd-null",
    doing: "a null number or date gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let interval = interval::of(args)?;
    let (Some(value), Some(date)) = (args.integer(1)?, instant(args, 2, "DateAdd")?) else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    match date_add(interval, value, date) {
        Some(ticks) => Ok(Value::Date(ticks)),
        None => Err(
            Fault::quoting(&DATE_OUT_OF_RANGE, &value.to_string(), |value| {
                format!("no date lies {value} intervals after this one")
            })
            .into(),
        ),
    }
}
