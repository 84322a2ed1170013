//! `IS TRUE` and `IS FALSE`.

use crate::library::{Args, ClauseExample, Fidelity, Operator, Shape, Stop, Sureness};
use crate::value::{Kind, Value, boolean};

pub(super) static IS_TRUE: Operator = Operator {
    name: "IS TRUE",
    summary: "The attribute is true.",
    shape: Shape::Unary,
    kinds: &[Kind::Boolean],
    examples: &[
        ClauseExample {
            source: "true",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "\"TRUE\"",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "false",
            value: "",
            holds: false,
        },
        ClauseExample {
            source: "\"yes\"",
            value: "",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "",
            holds: false,
        },
    ],
    fidelity: &[NO_BOOLEAN],
    test: |args| Ok(Value::Bool(truth(args)? == Some(true))),
    ..Operator::DEFAULT
};

pub(super) static IS_FALSE: Operator = Operator {
    name: "IS FALSE",
    summary: "The attribute is false.",
    shape: Shape::Unary,
    kinds: &[Kind::Boolean],
    negative: true,
    examples: &[
        ClauseExample {
            source: "false",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "\"False\"",
            value: "",
            holds: true,
        },
        ClauseExample {
            source: "true",
            value: "",
            holds: false,
        },
        ClauseExample {
            source: "\"no\"",
            value: "",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "",
            holds: false,
        },
    ],
    fidelity: &[NO_BOOLEAN],
    test: |args| Ok(Value::Bool(truth(args)? == Some(false))),
    ..Operator::DEFAULT
};

static NO_BOOLEAN: Fidelity = Fidelity {
    id: "filter-no-boolean",
    doing: "a value that is no boolean is neither true nor false",
    known: "documented for boolean attributes only",
    sureness: Sureness::Chosen,
};

fn truth(args: &mut Args<'_, '_>) -> Result<Option<bool>, Stop> {
    let truth = match args.value(0)? {
        Value::List(_) => args.text(0)?.and_then(|text| boolean(Value::Text(text))),
        value => boolean(value),
    };
    if truth.is_none() {
        args.note(&NO_BOOLEAN);
    }
    Ok(truth)
}
