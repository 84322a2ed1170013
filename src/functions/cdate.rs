//! `CDate`: a text as a date.

use super::shared::instant::{INVALID_DATE, NO_DAY, instant, invalid};
use crate::diag::Diagnostic;
use crate::dotnet::date::{Ticks, parse_free};
use crate::library::{
    Args, Example, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "CDate",
    summary: "Gives the date that a text stands for, in UTC.",
    details: "The text may be of any form that .NET reads by itself, with or without a zone. The result behaves as the text `M/d/yyyy h:mm:ss tt` wherever text is wanted.",
    params: &[Param::required(
        "expression",
        Kind::Text,
        "The text that holds a date.",
    )],
    returns: Kind::Date,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[("StatusHireDate", "2020-03-16-07:00")],
            expr: "CDate([StatusHireDate])",
            gives: Gives::Json(r#""3/16/2020 7:00:00 AM""#),
        },
        Example {
            given: &[],
            expr: r#"CDate("2021-06-30+08:00")"#,
            gives: Gives::Json(r#""6/29/2021 4:00:00 PM""#),
        },
        Example {
            given: &[],
            expr: r#"CDate("2009-06-15T01:45:30-07:00")"#,
            gives: Gives::Json(r#""6/15/2009 8:45:30 AM""#),
        },
        Example {
            given: &[("hired", "null")],
            expr: "CDate([hired])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("hired", "tomorrow")],
            expr: "CDate([hired])",
            gives: Gives::Error("invalid-date"),
        },
    ],
    fidelity: &[NULL, NO_DAY],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "cdate-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let text = site.text(0)?;
    if parse_free(text, Ticks::MIN).is_none() {
        let found = Diagnostic::new(&INVALID_DATE, site.span(0), invalid("CDate", text))
            .help("write a date as in `2020-03-16` or `2020-03-16T07:00:00Z`");
        site.report(found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(match instant(args, 0, "CDate")? {
        Some(ticks) => Value::Date(ticks),
        None => {
            args.note(&NULL);
            Value::Null
        }
    })
}
