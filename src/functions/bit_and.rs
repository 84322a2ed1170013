//! `BitAnd`: the bits that two numbers share.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "BitAnd",
    summary: "Gives the bits that are set in both numbers.",
    details: "A hexadecimal number is written `&HF7`.",
    params: &[
        Param::required("value1", Kind::Integer, "A number.").key("left"),
        Param::required("value2", Kind::Integer, "Another number, mostly a mask.").key("right"),
    ],
    returns: Kind::Integer,
    examples: &[
        Example {
            given: &[],
            expr: "BitAnd(&HF, &HF7)",
            gives: Gives::Json("7"),
        },
        Example {
            given: &[("userAccountControl", "514")],
            expr: "BitAnd([userAccountControl], 2)",
            gives: Gives::Json("2"),
        },
        Example {
            given: &[("userAccountControl", r#""512""#)],
            expr: r#"IIF(BitAnd([userAccountControl], 2)="0", "True", "False")"#,
            gives: Gives::Json(r#""True""#),
        },
        Example {
            given: &[("userAccountControl", "null")],
            expr: "BitAnd([userAccountControl], 2)",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("userAccountControl", "x")],
            expr: "BitAnd([userAccountControl], 2)",
            gives: Gives::Error("argument-kind"),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "bitand-null",
    doing: "null on either side gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(match (args.integer(0)?, args.integer(1)?) {
        (Some(left), Some(right)) => Value::Int(left & right),
        _ => {
            args.note(&NULL);
            Value::Null
        }
    })
}
