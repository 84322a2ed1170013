//! `GREATER_THAN` and `GREATER_THAN_OR_EQUALS`.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::number::{IntegerError, parse_i64};
use crate::library::{
    Args, ClauseExample, Fault, Fidelity, Operator, Prepared, Site, Stop, Sureness,
};
use crate::value::{Kind, Value};

pub(super) static GREATER_THAN: Operator = Operator {
    name: "GREATER_THAN",
    summary: "The attribute is an integer above the value.",
    kinds: &[Kind::Integer, Kind::Text],
    examples: &[
        ClauseExample {
            source: "1001",
            value: "1000",
            holds: true,
        },
        ClauseExample {
            source: "\"9\"",
            value: "10",
            holds: false,
        },
        ClauseExample {
            source: "1000",
            value: "1000",
            holds: false,
        },
        ClauseExample {
            source: "\"E1001\"",
            value: "1000",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "-1",
            holds: false,
        },
    ],
    fidelity: &[NO_INTEGER],
    prepare: Some(prepare),
    test: |args| compare(args, |source, bound| source > bound),
    ..Operator::DEFAULT
};

pub(super) static GREATER_THAN_OR_EQUALS: Operator = Operator {
    name: "GREATER_THAN_OR_EQUALS",
    summary: "The attribute is an integer that is the value or above it.",
    kinds: &[Kind::Integer, Kind::Text],
    examples: &[
        ClauseExample {
            source: "1000",
            value: "1000",
            holds: true,
        },
        ClauseExample {
            source: "\"-2\"",
            value: "-1",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "-1",
            holds: false,
        },
    ],
    fidelity: &[NO_INTEGER],
    prepare: Some(prepare),
    test: |args| compare(args, |source, bound| source >= bound),
    ..Operator::DEFAULT
};

static NO_INTEGER: Fidelity = Fidelity {
    id: "filter-no-integer",
    doing: "an attribute that is no integer is not greater than anything",
    known: "the documentation says to avoid the operator where not all values are integers",
    sureness: Sureness::Chosen,
};

/// A value that no integer can be compared with.
pub(super) static NOT_INTEGER: Code = Code {
    slug: "filter-not-integer",
    severity: Severity::Error,
    title: "a value to compare with is not an integer",
    explanation: "`GREATER_THAN` and `GREATER_THAN_OR_EQUALS` compare integers of 64 bits. Write one, \
without fraction, separators or a unit. For anything else use `REGEX MATCH`.",
    sample: Sample::Filter("employeeId GREATER_THAN \"many\""),
};

/// The value of a clause.
struct Bound(i64);

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let text = site.text(1)?;
    match parse_i64(text) {
        Ok(bound) => Some(Box::new(Bound(bound))),
        Err(error) => {
            let found = Diagnostic::new(&NOT_INTEGER, site.span(1), refusal(text, error))
                .help("write an integer, such as `1000`");
            site.report(found);
            None
        }
    }
}

#[inline]
fn compare<'v>(
    args: &mut Args<'_, 'v>,
    holds: impl Fn(i64, i64) -> bool,
) -> Result<Value<'v>, Stop> {
    let bound = match args.prepared::<Bound>() {
        Some(bound) => bound.0,
        None => {
            let text = args.text(1)?.unwrap_or_default();
            parse_i64(text)
                .map_err(|error| Fault::quoting(&NOT_INTEGER, text, |text| refusal(text, error)))?
        }
    };
    let source = integer(args, 0)?;
    if source.is_none() {
        args.note(&NO_INTEGER);
    }
    Ok(Value::Bool(
        source.is_some_and(|source| holds(source, bound)),
    ))
}

/// An argument that is an integer, or the text of one.
pub(super) fn integer(args: &mut Args<'_, '_>, index: usize) -> Result<Option<i64>, Stop> {
    Ok(match args.value(index)? {
        Value::Int(number) => Some(number),
        _ => args.text(index)?.and_then(|text| parse_i64(text).ok()),
    })
}

fn refusal(text: &str, error: IntegerError) -> String {
    match error {
        IntegerError::Format => format!("`{text}` is not an integer"),
        IntegerError::Overflow => format!("`{text}` does not fit into 64 bits"),
    }
}
