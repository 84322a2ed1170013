//! `Now`: the time of the run.

use crate::library::{Args, Example, Function, Gives, Purity, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Now",
    summary: "Gives the date and time at which the mapping is evaluated, in UTC.",
    details: "All calls of one run give the same instant.",
    returns: Kind::Date,
    purity: Purity::Clock,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[Example {
        given: &[],
        expr: "Now()",
        gives: Gives::Like(r#"\d+/\d+/\d{4} \d+:\d\d:\d\d [AP]M"#),
    }],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(Value::Date(args.host().now()))
}
