//! Arguments that can never be of the kind that their parameter needs.

use super::codes::KIND_MISMATCH;
use super::fold::constant;
use super::lower::{Lowered, Lowering};
use crate::diag::Diagnostic;
use crate::dotnet::date::{Ticks, parse_free_utc};
use crate::library::{Function, Param};
use crate::value::{self, Kind, Value};

/// Seconds to a day of a leap year, in which every day and month without a year can be read.
const LEAP_YEAR: i64 = 1_704_067_200;

impl Lowering<'_> {
    /// Reports an argument that can never be read as what the parameter takes.
    pub(super) fn kind(&mut self, function: &Function, param: &Param, arg: &Lowered) -> bool {
        let known = constant(&arg.node).map(|constant| constant.value());
        let problem = match (param.kind, known) {
            (_, Some(Value::Null)) => None,
            (_, Some(_)) if param.forgiving => None,
            (Kind::Integer, Some(value)) => value::integer(value)
                .is_none()
                .then(|| said(value, "an integer")),
            (Kind::Boolean, Some(value)) => value::boolean(value)
                .is_none()
                .then(|| said(value, "a boolean")),
            (Kind::Date, Some(Value::Text(text))) => {
                let read = parse_free_utc(text, Ticks::from_unix(LEAP_YEAR, 0));
                read.is_none().then(|| said(Value::Text(text), "a date"))
            }
            (Kind::Integer, None) if matches!(arg.kind, Kind::Boolean | Kind::Date) => {
                Some(promised(arg.kind, "an integer"))
            }
            (Kind::Boolean, None) if arg.kind == Kind::Date => {
                Some(promised(arg.kind, "a boolean"))
            }
            (Kind::Date, None) if matches!(arg.kind, Kind::Boolean | Kind::Integer) => {
                Some(promised(arg.kind, "a date"))
            }
            _ => None,
        };
        match problem {
            None => true,
            Some(problem) => {
                self.report(
                    Diagnostic::new(&KIND_MISMATCH, arg.node.span, problem)
                        .under(format!(
                            "`{}` of {}: {}",
                            param.name, function.name, param.about
                        ))
                        .help(format!("the signature is `{}`", function.signature())),
                );
                false
            }
        }
    }
}

fn said(value: Value<'_>, wanted: &str) -> String {
    let arena = bumpalo::Bump::new();
    format!(
        "`{}` is not {wanted}",
        value::text(value, &arena).unwrap_or_default()
    )
}

fn promised(kind: Kind, wanted: &str) -> String {
    format!("this is a {}, not {wanted}", kind.word())
}
