//! `AssertiveAppRoleAssignmentsComplex`: the roles of the assignments, for SCIM.

use super::shared::roles::{NULL, complex};
use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "AssertiveAppRoleAssignmentsComplex",
    summary: "Gives the roles that are assigned, as SCIM has them in `roles`.",
    details: "When the user is updated, these roles take the place of those that the application has. It does not work with the scope of all users, where nobody is assigned.",
    params: &[Param::required(
        "source",
        Kind::Roles,
        "The attribute `appRoleAssignments`.",
    )],
    returns: Kind::List,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[("appRoleAssignments", r#"["Admin"]"#)],
            expr: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            gives: Gives::Json(
                r#"[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "Admin", "value": "Admin"}]"#,
            ),
        },
        Example {
            given: &[(
                "appRoleAssignments",
                r#"[{"id": "1", "value": "Admin", "displayName": "Administrator"}, {"id": "2", "value": "User", "displayName": "User"}]"#,
            )],
            expr: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            gives: Gives::Json(
                r#"[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "Administrator", "value": "Admin"}, {"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "User", "value": "User"}]"#,
            ),
        },
        Example {
            given: &[("appRoleAssignments", "null")],
            expr: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[NULL],
    call,
    source: "customize-application-attributes",
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    complex(args, "display")
}
