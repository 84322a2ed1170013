//! Executes the statements of a change inside one transaction each.

use super::index::store;
use super::shape::{AttributeShape, Deletion, ObjectShape, is_membership};
use super::statement::{Statement, adds};
use super::value::{Moment, admitted, missing};
use crate::pipeline::{AttributeChange, Membership, PortError, PortErrorKind};
use crate::schema::{AttributeKind, Mutability};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::{Map, Value as Json};

/// Why a statement was not executed.
pub(super) enum Failure {
    Sqlite(rusqlite::Error),
    Refused(PortError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<PortError> for Failure {
    fn from(error: PortError) -> Self {
        Self::Refused(error)
    }
}

/// Executes one statement: wholly, or not at all.
pub(super) fn execute(
    connection: &mut Connection,
    shape: &ObjectShape,
    deletion: Deletion,
    id: &str,
    statement: &Statement<'_>,
) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let write = Write {
        transaction: &transaction,
        shape,
    };
    match statement {
        Statement::Create(changes) => write.create(id, changes)?,
        Statement::Patch(changes) => write.patch(id, changes)?,
        Statement::Members(members) => write.members(id, members)?,
        Statement::Delete => write.delete(id, deletion)?,
    }
    transaction.commit()?;
    Ok(())
}

/// Whether no object, deleted ones included, has that anchor.
pub(super) fn is_free(connection: &Connection, id: &str) -> rusqlite::Result<bool> {
    let mut query = connection.prepare_cached("SELECT 1 FROM object WHERE id = ?")?;
    query.exists([id]).map(|taken| !taken)
}

struct Write<'t> {
    transaction: &'t Transaction<'t>,
    shape: &'t ObjectShape,
}

impl Write<'_> {
    fn create(&self, id: &str, changes: &[AttributeChange]) -> Result<(), Failure> {
        self.transaction
            .prepare_cached("INSERT INTO object (id, object, attributes) VALUES (?, ?, '{}')")?
            .execute([id, &self.shape.name])?;
        let key = self.transaction.last_insert_rowid();
        self.apply(key, Map::new(), changes, Moment::Creation)?;
        required(self.shape, changes)?;
        Ok(())
    }

    fn patch(&self, id: &str, changes: &[AttributeChange]) -> Result<(), Failure> {
        let key = self.key(id)?;
        let attributes: String = self
            .transaction
            .prepare_cached("SELECT attributes FROM object WHERE key = ?")?
            .query_row([key], |row| row.get(0))?;
        let attributes = serde_json::from_str(&attributes).unwrap_or_default();
        self.apply(key, attributes, changes, Moment::Update)
    }

    fn apply(
        &self,
        key: i64,
        mut attributes: Map<String, Json>,
        changes: &[AttributeChange],
        moment: Moment,
    ) -> Result<(), Failure> {
        for change in changes {
            let attribute = self.shape.attribute(&change.target)?;
            let values = admitted(attribute, change, moment)?;
            if attribute.kind == AttributeKind::Reference {
                self.refer(key, attribute, change, &values)?;
                continue;
            }
            if attribute.mutability == Mutability::WriteOnly {
                continue;
            }
            let value = joined(attribute, change, attributes.get(&attribute.name), values);
            if attribute.indexed {
                self.index(key, attribute, change, &value)?;
            }
            if value.is_null() {
                attributes.shift_remove(&attribute.name);
            } else {
                attributes.insert(attribute.name.clone(), value);
            }
        }
        self.transaction
            .prepare_cached("UPDATE object SET attributes = ? WHERE key = ?")?
            .execute(params![Json::Object(attributes).to_string(), key])?;
        Ok(())
    }

    fn index(
        &self,
        key: i64,
        attribute: &AttributeShape,
        change: &AttributeChange,
        value: &Json,
    ) -> Result<(), Failure> {
        self.transaction
            .prepare_cached("DELETE FROM value WHERE key = ? AND attribute = ?")?
            .execute(params![key, attribute.name])?;
        match store(self.transaction, self.shape, attribute, key, value)? {
            None => Ok(()),
            Some(taken) => Err(conflict(self.shape, attribute, change, &taken).into()),
        }
    }

    fn refer(
        &self,
        key: i64,
        attribute: &AttributeShape,
        change: &AttributeChange,
        values: &[Json],
    ) -> Result<(), Failure> {
        if is_membership(&attribute.name) {
            return Err(one_by_one(&attribute.name).into());
        }
        if !adds(change) {
            self.transaction
                .prepare_cached("DELETE FROM reference WHERE key = ? AND attribute = ?")?
                .execute(params![key, attribute.name])?;
        }
        for id in values.iter().filter_map(Json::as_str) {
            let Some(target) = self.anchored(id)? else {
                return Err(leads_nowhere(&attribute.name, id).into());
            };
            self.transaction
                .prepare_cached("INSERT OR IGNORE INTO reference VALUES (?, ?, ?)")?
                .execute(params![key, attribute.name, target])?;
        }
        Ok(())
    }

    fn members(&self, id: &str, members: &Membership) -> Result<(), Failure> {
        let holder = self.key(id)?;
        for id in &members.add {
            let Some(member) = self.anchored(id)? else {
                return Err(leads_nowhere(self.shape.members(), id).into());
            };
            self.transaction
                .prepare_cached("INSERT OR IGNORE INTO member VALUES (?, ?)")?
                .execute([holder, member])?;
        }
        for id in &members.remove {
            if let Some(member) = self.anchored(id)? {
                self.transaction
                    .prepare_cached("DELETE FROM member WHERE holder = ? AND member = ?")?
                    .execute([holder, member])?;
            }
        }
        Ok(())
    }

    fn delete(&self, id: &str, deletion: Deletion) -> Result<(), Failure> {
        let key = self.key(id)?;
        let statements: &[&str] = match deletion {
            Deletion::Removed => &["DELETE FROM object WHERE key = ?1"],
            Deletion::Soft => &[
                "UPDATE object SET deleted = 1 WHERE key = ?1",
                "DELETE FROM value WHERE key = ?1",
                "DELETE FROM reference WHERE key = ?1 OR target = ?1",
                "DELETE FROM member WHERE holder = ?1 OR member = ?1",
            ],
        };
        for statement in statements {
            self.transaction.prepare_cached(statement)?.execute([key])?;
        }
        Ok(())
    }

    /// The key of an object of this kind.
    fn key(&self, id: &str) -> Result<i64, Failure> {
        let found = self
            .transaction
            .prepare_cached("SELECT key FROM object WHERE id = ? AND object = ? AND deleted = 0")?
            .query_row([id, &self.shape.name], |row| row.get(0))
            .optional()?;
        found.ok_or_else(|| gone(self.shape, id).into())
    }

    /// The key of an object of any kind.
    fn anchored(&self, id: &str) -> rusqlite::Result<Option<i64>> {
        self.transaction
            .prepare_cached("SELECT key FROM object WHERE id = ? AND deleted = 0")?
            .query_row([id], |row| row.get(0))
            .optional()
    }
}

/// What an attribute holds after a change.
pub(super) fn joined(
    attribute: &AttributeShape,
    change: &AttributeChange,
    old: Option<&Json>,
    values: Vec<Json>,
) -> Json {
    if !attribute.multivalued {
        return values.into_iter().next().unwrap_or_default();
    }
    let mut all = match old {
        Some(Json::Array(old)) if adds(change) && !values.is_empty() => old.clone(),
        _ => Vec::new(),
    };
    for value in values {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    if all.is_empty() {
        Json::Null
    } else {
        Json::Array(all)
    }
}

/// Another object has a value that is unique.
pub(super) fn conflict(
    shape: &ObjectShape,
    attribute: &AttributeShape,
    change: &AttributeChange,
    taken: &str,
) -> PortError {
    let shown = match change.secret {
        true => "that value".to_owned(),
        false => format!("`{taken}`"),
    };
    let mut conflict = PortError::new(
        PortErrorKind::Conflict,
        format!(
            "`{}` is unique, and another `{}` has {shown}",
            attribute.name, shape.name
        ),
    )
    .help("match on the attribute so that the two are linked, or give another value, for instance with `SelectUniqueValue`");
    conflict.status = Some(409);
    conflict
}

fn refused(message: String) -> PortError {
    PortError::new(PortErrorKind::UnprocessableEntity, message)
}

/// Whether a creation gives every attribute that must have a value.
pub(super) fn required(shape: &ObjectShape, changes: &[AttributeChange]) -> Result<(), PortError> {
    let given = |name: &str| {
        changes
            .iter()
            .any(|change| change.target == name && !change.new.is_null())
    };
    let mut required = shape
        .attributes
        .values()
        .filter(|one| one.required && !one.anchor && one.mutability != Mutability::ReadOnly);
    match required.find(|one| !given(&one.name)) {
        Some(one) => Err(missing(&one.name)),
        None => Ok(()),
    }
}

/// The object is not there.
pub(super) fn gone(shape: &ObjectShape, id: &str) -> PortError {
    let mut gone = PortError::new(
        PortErrorKind::InvalidAnchor,
        format!(
            "the directory has no `{}` with the anchor `{id}`",
            shape.name
        ),
    )
    .help("delete the link with `attrflow links delete`, so that the object is matched again");
    gone.status = Some(404);
    gone
}

/// Members are no attribute that is written.
pub(super) fn one_by_one(attribute: &str) -> PortError {
    refused(format!(
        "`{attribute}` lists members, which are added and removed one by one"
    ))
}

/// A reference to nothing.
pub(super) fn leads_nowhere(attribute: &str, id: &str) -> PortError {
    refused(format!(
        "`{attribute}` leads to `{id}`, which is no object of the directory"
    ))
    .help("provision that object first; then this one again")
}
