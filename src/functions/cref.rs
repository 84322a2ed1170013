//! `CRef`: a text as a reference.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "CRef",
    summary: "Gives the text as a reference to another object.",
    params: &[Param::required(
        "value",
        Kind::Text,
        "The distinguished name, or another key of the object.",
    )],
    returns: Kind::Reference,
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[("dn", "cn=Joe,ou=x")],
            expr: "CRef([dn])",
            gives: Gives::Json(r#""cn=Joe,ou=x""#),
        },
        Example {
            given: &[("dn", "null")],
            expr: "CRef([dn])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[UNLISTED],
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

static UNLISTED: Fidelity = Fidelity {
    id: "cref",
    doing: "the text is passed on as a reference",
    known: "used in examples of the cloud sync reference, but not in its list of functions",
    sureness: Sureness::Inferred,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    args.note(&UNLISTED);
    Ok(args.text(0)?.map_or(Value::Null, Value::Text))
}
