//! `AppRoleAssignments`: the roles of the assignments.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value, text};
use bumpalo::collections::Vec as ArenaVec;

pub(super) static FUNCTION: Function = Function {
    name: "AppRoleAssignments",
    summary: "Gives the roles that are assigned, by their values.",
    details: "An older form of `AppRoleAssignmentsComplex`.",
    params: &[Param::required(
        "source",
        Kind::Roles,
        "The attribute `appRoleAssignments`.",
    )],
    returns: Kind::List,
    examples: &[
        Example {
            given: &[("appRoleAssignments", r#"["User", "Admin"]"#)],
            expr: "AppRoleAssignments([appRoleAssignments])",
            gives: Gives::Json(r#"["User", "Admin"]"#),
        },
        Example {
            given: &[(
                "appRoleAssignments",
                r#"[{"id": "1", "value": "Admin", "displayName": "Administrator"}]"#,
            )],
            expr: "AppRoleAssignments([appRoleAssignments])",
            gives: Gives::Json(r#"["Admin"]"#),
        },
        Example {
            given: &[("appRoleAssignments", "null")],
            expr: "AppRoleAssignments([appRoleAssignments])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[VALUES],
    call,
    source: "synchronization-synchronizationschema-functions",
    ..Function::DEFAULT
};

static VALUES: Fidelity = Fidelity {
    id: "approleassignments",
    doing: "the values of the roles are given, as a list",
    known: "Graph lists the function without a word about it",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let roles = args.list(0)?;
    args.note(&VALUES);
    if roles.is_empty() {
        return Ok(Value::Null);
    }
    let arena = args.arena();
    let values = roles.iter().filter_map(|role| text(*role, arena));
    Ok(Value::List(
        ArenaVec::from_iter_in(values.map(Value::Text), arena).into_bump_slice(),
    ))
}
