//! App role assignments as the records that SCIM servers are sent.

use crate::library::{Args, Fidelity, Stop, Sureness};
use crate::value::{Field, Value, text};
use bumpalo::collections::Vec as ArenaVec;

pub(in crate::functions) static NULL: Fidelity = Fidelity {
    id: "complex-roles-null",
    doing: "without assignments the result is null",
    known: "requests show an empty list for `roles`; which side makes it is not documented",
    sureness: Sureness::Inferred,
};

/// The roles of argument 0 as they stand in the request that creates a user; `shown_as` is the
/// member that holds the display name.
pub(in crate::functions) fn complex<'v>(
    args: &mut Args<'_, 'v>,
    shown_as: &'static str,
) -> Result<Value<'v>, Stop> {
    let roles = args.list(0)?;
    if roles.is_empty() {
        args.note(&NULL);
        return Ok(Value::Null);
    }
    let arena = args.arena();
    let mut records = ArenaVec::with_capacity_in(roles.len(), arena);
    for role in roles {
        let value = text(*role, arena).map_or(Value::Null, Value::Text);
        let shown = match role.field("displayName") {
            Value::Null => value,
            shown => shown,
        };
        let fields = [
            ("primary", Value::Bool(false)),
            ("type", Value::Text("WindowsAzureActiveDirectoryRole")),
            (shown_as, shown),
            ("value", value),
        ];
        let fields = fields.map(|(name, value)| Field { name, value });
        records.push(Value::Record(arena.alloc_slice_copy(&fields)));
    }
    Ok(Value::List(records.into_bump_slice()))
}
