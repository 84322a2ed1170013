//! `DateDiff`: the distance of two dates.

use super::shared::instant::{DATE_OUT_OF_RANGE, NO_DAY, instant};
use super::shared::interval::{self, INTERVAL};
use crate::dotnet::date::{Interval, date_diff};
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "DateDiff",
    summary: "Gives the number of intervals from one date to another.",
    details: "The number is negative where the second date is the earlier one. Years and months are counted by the calendar, weeks by their Sundays; of days, hours, minutes and seconds only whole ones count.",
    params: &[
        INTERVAL,
        Param::required("date1", Kind::Date, "The date to count from."),
        Param::required("date2", Kind::Date, "The date to count to."),
    ],
    returns: Kind::Integer,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[("StatusHireDate", "2021-08-31+08:00")],
            expr: r#"DateDiff("d", "2021-08-18+08:00", CDate([StatusHireDate]))"#,
            gives: Gives::Json("13"),
        },
        Example {
            given: &[("StatusHireDate", "2012-03-16-07:00")],
            expr: r#"DateDiff("ww", "8/25/2021 5:41:18 PM", CDate([StatusHireDate]))"#,
            gives: Gives::Json("-493"),
        },
        Example {
            given: &[("StatusHireDate", "2012-03-16-07:00")],
            expr: r#"DateDiff("yyyy", "8/25/2021 5:41:18 PM", CDate([StatusHireDate]))"#,
            gives: Gives::Json("-9"),
        },
        Example {
            given: &[],
            expr: r#"DateDiff("n", "2021-08-24", "2021-08-25")"#,
            gives: Gives::Json("1440"),
        },
        Example {
            given: &[("StatusHireDate", "null")],
            expr: r#"DateDiff("d", Now(), [StatusHireDate])"#,
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[NULL, WEEKS, NO_DAY],
    prepare: Some(interval::prepare),
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "datediff-null",
    doing: "a null date gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static WEEKS: Fidelity = Fidelity {
    id: "datediff-weeks",
    doing: "weeks are counted by the Sundays between the dates, as Visual Basic counts them",
    known: "no more than one documented result, which whole weeks would miss by one",
    sureness: Sureness::Inferred,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let interval = interval::of(args)?;
    let dates = (instant(args, 1, "DateDiff")?, instant(args, 2, "DateDiff")?);
    let (Some(from), Some(to)) = dates else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    if interval == Interval::Week {
        args.note(&WEEKS);
    }
    match date_diff(interval, from, to) {
        Some(count) => Ok(Value::Int(count)),
        None => Err(Fault::new(
            &DATE_OUT_OF_RANGE,
            "weeks cannot be counted from or to the first days of the year 1",
        )
        .into()),
    }
}
