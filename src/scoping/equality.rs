//! `EQUALS` and `NOT EQUALS`.

use crate::library::{Args, ClauseExample, Operator, Stop};
use crate::value::Value;

pub(super) static EQUALS: Operator = Operator {
    name: "EQUALS",
    summary: "The attribute's text form is exactly the value, with regard to case.",
    examples: &[
        ClauseExample {
            source: "\"Sales\"",
            value: "Sales",
            holds: true,
        },
        ClauseExample {
            source: "\"sales\"",
            value: "Sales",
            holds: false,
        },
        ClauseExample {
            source: "5",
            value: "5",
            holds: true,
        },
        ClauseExample {
            source: "true",
            value: "True",
            holds: true,
        },
        ClauseExample {
            source: "null",
            value: "Sales",
            holds: false,
        },
    ],
    test: |args| Ok(Value::Bool(equal(args)?)),
    ..Operator::DEFAULT
};

pub(super) static NOT_EQUALS: Operator = Operator {
    name: "NOT EQUALS",
    summary: "The attribute's text form is not exactly the value, with regard to case.",
    negative: true,
    examples: &[
        ClauseExample {
            source: "\"ada\"",
            value: "SUPPORT_388945a0",
            holds: true,
        },
        ClauseExample {
            source: "\"Sales\"",
            value: "Sales",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "Sales",
            holds: false,
        },
    ],
    test: |args| Ok(Value::Bool(!equal(args)?)),
    ..Operator::DEFAULT
};

fn equal(args: &mut Args<'_, '_>) -> Result<bool, Stop> {
    Ok(args.text(0)?.unwrap_or_default() == args.text(1)?.unwrap_or_default())
}
