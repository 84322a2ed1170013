//! `SingleAppRoleAssignment`: the role of an assignment.

use crate::diag::{Code, Sample, Severity};
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value, text};

pub(super) static FUNCTION: Function = Function {
    name: "SingleAppRoleAssignment",
    summary: "Gives the only role that is assigned.",
    details: "More than one role is an error. It does not work with the scope of all users, where nobody is assigned.",
    params: &[Param::required(
        "source",
        Kind::Roles,
        "The attribute `appRoleAssignments`.",
    )],
    examples: &[
        Example {
            given: &[("appRoleAssignments", r#"["My Corp Editor"]"#)],
            expr: "SingleAppRoleAssignment([appRoleAssignments])",
            gives: Gives::Json(r#""My Corp Editor""#),
        },
        Example {
            given: &[(
                "appRoleAssignments",
                r#"[{"id": "1", "value": "Admin", "displayName": "Administrator"}]"#,
            )],
            expr: "SingleAppRoleAssignment([appRoleAssignments])",
            gives: Gives::Json(r#""Admin""#),
        },
        Example {
            given: &[("appRoleAssignments", "null")],
            expr: "SingleAppRoleAssignment([appRoleAssignments])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("appRoleAssignments", r#"["User", "Admin"]"#)],
            expr: "SingleAppRoleAssignment([appRoleAssignments])",
            gives: Gives::Error("several-app-roles"),
        },
    ],
    fidelity: &[VALUE],
    call,
    ..Function::DEFAULT
};

static VALUE: Fidelity = Fidelity {
    id: "singleapproleassignment-value",
    doing: "the role's value is given, not its display name",
    known: "the documentation speaks of the value; samples of provisioning logs show the display name",
    sureness: Sureness::Disputed,
};

/// More than one role.
pub(super) static SEVERAL_APP_ROLES: Code = Code {
    slug: "several-app-roles",
    severity: Severity::Error,
    title: "a user has several app roles where one is expected",
    explanation: "`SingleAppRoleAssignment` works for one role. The user is assigned to the application more \
than once, directly or by groups. Remove assignments, or map `AppRoleAssignmentsComplex` to the target's roles.",
    sample: Sample::Expression("SingleAppRoleAssignment(Split(\"User,Admin\", \",\"))"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    match args.list(0)? {
        [] => Ok(Value::Null),
        [role] => {
            let shown = role.field("displayName");
            if !shown.is_null() && shown != role.field("value") {
                args.note(&VALUE);
            }
            Ok(text(*role, args.arena()).map_or(Value::Null, Value::Text))
        }
        roles => Err(Fault::hiding(
            &SEVERAL_APP_ROLES,
            format!(
                "no more than one app role assignment was expected, but this many were found: {}",
                roles.len()
            ),
            "no more than one app role assignment was expected",
        )
        .into()),
    }
}
