//! "Sync all users and groups" and functions that read assignments of roles exclude each other.

use super::resolve::Desk;
use crate::assist::job::SCOPE;
use crate::diag::Diagnostic;
use crate::schema::{ObjectMapping, SourceKind, TreeNode};
use crate::syntax::{Expr, ExprKind, parse_expression};

/// Functions that read assignments of roles, which "Sync all users and groups" does not have.
const ROLE_FUNCTIONS: &[&str] = &[
    "SingleAppRoleAssignment",
    "AppRoleAssignmentsComplex",
    "AssertiveAppRoleAssignmentsComplex",
];

/// Reports each attribute mapping of a job for everybody that calls one of them.
pub(super) fn check(mapping: &ObjectMapping, desk: &mut Desk<'_, '_>) {
    for attribute in &mapping.attributes {
        let Some(source) = &attribute.source else {
            continue;
        };
        let mut called = Vec::new();
        match (&source.tree, &source.expression) {
            (Some(tree), _) => calls_in_tree(tree, &mut called),
            (None, Some(text)) => {
                if let Ok(expr) = parse_expression(text.text()) {
                    calls_in(&expr, &mut called);
                }
            }
            (None, None) => {}
        }
        let is_role = |name: &&String| {
            ROLE_FUNCTIONS
                .iter()
                .any(|role| role.eq_ignore_ascii_case(name))
        };
        if let Some(name) = called.iter().find(is_role) {
            let at = desk.tree.value(&["scope", "sync"]);
            let message = format!(
                "`{name}`, which feeds `{}`, does not work where everybody is provisioned",
                attribute.target.value
            );
            desk.problems.push(
                Diagnostic::new(&SCOPE, at, message)
                    .help("write `sync = \"assigned\"`, or take the function out of the mapping"),
            );
        }
    }
}

fn calls_in_tree(node: &TreeNode, names: &mut Vec<String>) {
    let name = node.name.as_ref();
    names.extend(
        name.filter(|_| node.kind == SourceKind::Function)
            .map(|name| name.value.clone()),
    );
    for (_, inner) in &node.parameters {
        calls_in_tree(inner, names);
    }
}

fn calls_in(expr: &Expr, names: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Call(call) => {
            names.push(call.name.node.clone());
            let inner = call.args.iter().filter_map(|arg| arg.value.as_ref());
            inner.for_each(|inner| calls_in(inner, names));
        }
        ExprKind::Compare { left, right, .. } => {
            calls_in(left, names);
            calls_in(right, names);
        }
        ExprKind::Concat(items) => items.iter().for_each(|item| calls_in(item, names)),
        _ => {}
    }
}
