//! `IS NULL` and `IS NOT NULL`.

use crate::library::{ClauseExample, Operator, Shape};
use crate::value::{Kind, Value};

const KINDS: &[Kind] = &[Kind::Integer, Kind::Text, Kind::Binary, Kind::Boolean];

pub(super) static IS_NULL: Operator = Operator {
    name: "IS NULL",
    summary: "The attribute has no value, or an empty one.",
    shape: Shape::Unary,
    kinds: KINDS,
    sees_null: true,
    examples: &[
        ClauseExample {
            source: "null",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "\"\"",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "\"Sales\"",
            value: "",
            holds: false,
        },
    ],
    test: |args| Ok(Value::Bool(args.value(0)?.is_empty())),
    ..Operator::DEFAULT
};

pub(super) static IS_NOT_NULL: Operator = Operator {
    name: "IS NOT NULL",
    summary: "The attribute has a value that is not empty.",
    shape: Shape::Unary,
    kinds: KINDS,
    examples: &[
        ClauseExample {
            source: "\"Sales\"",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "false",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "\"\"",
            value: "",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "",
            holds: false,
        },
    ],
    test: |args| Ok(Value::Bool(!args.value(0)?.is_empty())),
    ..Operator::DEFAULT
};
