//! `AltSecIdFromNetId`: the identifier by which cross-tenant synchronization matches.

use crate::library::{Args, Example, Fidelity, Function, Gives, JobKind, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "AltSecIdFromNetId",
    summary: "Gives the alternative security identifier of a net id.",
    details: "Internal to cross-tenant synchronization, whose default mapping of `alternativeSecurityIds` uses it.",
    params: &[Param::required(
        "netId",
        Kind::Text,
        "The attribute `netId`.",
    )],
    jobs: &[JobKind::CrossTenant],
    examples: &[
        Example {
            given: &[("netId", "1003BFFD8A2F5E31")],
            expr: "AltSecIdFromNetId([netId])",
            gives: Gives::Json(r#""1003BFFD8A2F5E31""#),
        },
        Example {
            given: &[("netId", "null")],
            expr: "AltSecIdFromNetId([netId])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[OPAQUE],
    call,
    source: "cross-tenant-synchronization-configure",
    ..Function::DEFAULT
};

static OPAQUE: Fidelity = Fidelity {
    id: "altsecidfromnetid",
    doing: "the value is passed on as it is",
    known: "shown in a default mapping, described nowhere",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    args.note(&OPAQUE);
    Ok(args.text(0)?.map_or(Value::Null, Value::Text))
}
