//! Arguments that are instants.

use crate::diag::{Code, Sample, Severity};
use crate::dotnet::date::{Ticks, parse_free, parse_free_utc};
use crate::library::{Args, Fault, Fidelity, Stop, Sureness};
use crate::value::Value;

/// A text that is no date.
pub(in crate::functions) static INVALID_DATE: Code = Code {
    slug: "invalid-date",
    severity: Severity::Error,
    title: "a text is not a date",
    explanation: "The function reads dates as .NET's `DateTime.Parse` does, month before day where it \
cannot tell: `2020-03-16-07:00`, `8/25/2021 5:41:18 PM`, `2009-06-15T01:45:30-07:00`. A date in any other \
form goes through `FormatDateTime` first, which is told the form: \
`CDate(FormatDateTime([hired], , \"dd.MM.yyyy\", \"yyyy-MM-dd\"))`.",
    sample: Sample::Expression("CDate(\"16.13.2020\")"),
};

/// A date that nothing can hold.
pub(in crate::functions) static DATE_OUT_OF_RANGE: Code = Code {
    slug: "date-out-of-range",
    severity: Severity::Error,
    title: "a date outside the years 1 to 9999",
    explanation: "The result is not a date between the years 1 and 9999, or the number of intervals does \
not fit into 32 bits. Dates that stand for \"never\", such as 9999-12-31, cannot be moved any further: \
treat them apart with `Switch` or `IIF`.",
    sample: Sample::Expression("DateAdd(\"yyyy\", 1, \"9999-12-31\")"),
};

pub(in crate::functions) static NO_DAY: Fidelity = Fidelity {
    id: "date-without-day",
    doing: "a date text without year or day is completed from the day of the run, in UTC",
    known: "so does .NET; the zone of the service is not documented",
    sureness: Sureness::Inferred,
};

/// The argument as an instant: a date as it is, text by .NET's free parse, converted to UTC. `None`
/// for null.
///
/// # Errors
/// `invalid-date`, with the name of the function.
pub(in crate::functions) fn instant(
    args: &mut Args<'_, '_>,
    index: usize,
    function: &str,
) -> Result<Option<Ticks>, Stop> {
    if let Value::Date(ticks) = args.value(index)? {
        return Ok(Some(ticks));
    }
    let Some(text) = args.text(index)? else {
        return Ok(None);
    };
    if let Some(ticks) = parse_free_utc(text, None) {
        return Ok(Some(ticks));
    }
    match parse_free(text, args.host().now()) {
        Some(date) => {
            args.note(&NO_DAY);
            Ok(Some(date.ticks))
        }
        None => Err(Fault::quoting(&INVALID_DATE, text, |text| invalid(function, text)).into()),
    }
}

/// The sentence of the provisioning logs.
pub(in crate::functions) fn invalid(function: &str, text: &str) -> String {
    format!("invalid date parameter: {function}. The invalid value is `{text}`")
}
