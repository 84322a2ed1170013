//! The directory's tables, and which attributes are looked up through the table of values.

use super::file::{File, Kind};
use super::shape::{AttributeShape, ObjectShape, Shape};
use super::value::folded;
use crate::pipeline::{PortError, PortErrorKind};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

pub(super) static DIRECTORY: Kind = Kind {
    application: 0x4146_6469,
    version: 1,
    title: "directory of attrflow",
    tables: "
        CREATE TABLE object (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            object TEXT NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0,
            attributes TEXT NOT NULL
        );
        CREATE INDEX object_kind ON object (object, key);
        CREATE TABLE indexed (
            object TEXT NOT NULL,
            attribute TEXT NOT NULL,
            alone INTEGER NOT NULL,
            exact INTEGER NOT NULL,
            PRIMARY KEY (object, attribute)
        ) WITHOUT ROWID;
        -- `tie` is 0 for a unique attribute and the key for others: the primary key is the constraint.
        CREATE TABLE value (
            object TEXT NOT NULL,
            attribute TEXT NOT NULL,
            folded TEXT NOT NULL,
            tie INTEGER NOT NULL,
            key INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
            PRIMARY KEY (object, attribute, folded, tie)
        ) WITHOUT ROWID;
        CREATE INDEX value_of ON value (key, attribute);
        CREATE TABLE reference (
            key INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
            attribute TEXT NOT NULL,
            target INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
            PRIMARY KEY (key, attribute, target)
        ) WITHOUT ROWID;
        CREATE INDEX reference_to ON reference (target, attribute);
        CREATE TABLE member (
            holder INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
            member INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
            PRIMARY KEY (holder, member)
        ) WITHOUT ROWID;
        CREATE INDEX member_of ON member (member);
    ",
};

/// The indexed attributes of a file: by object and attribute, whether unique and whether case counts.
pub(super) type Indexed = BTreeMap<(String, String), (bool, bool)>;

/// What is indexed in the file.
pub(super) fn indexed(connection: &Connection) -> rusqlite::Result<Indexed> {
    let mut query = connection.prepare("SELECT object, attribute, alone, exact FROM indexed")?;
    let rows = query.query_map([], |row| {
        Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?)))
    })?;
    rows.collect()
}

/// Brings the file in line with the shape: a job may name other unique attributes than the last one.
pub(super) fn align(file: &mut File, shape: &Shape) -> Result<Indexed, PortError> {
    let wanted = wanted(shape);
    let has = indexed(&file.connection).map_err(|error| file.told(&error))?;
    let changed: Vec<_> = shape
        .objects()
        .flat_map(|object| object.attributes.values().map(move |one| (object, one)))
        .filter(|(object, one)| {
            let place = (object.name.clone(), one.name.clone());
            has.get(&place) != wanted.get(&place)
        })
        .collect();
    if !changed.is_empty() {
        let rebuilt = rebuild(&mut file.connection, &changed);
        rebuilt.map_err(|error| match error {
            Rebuild::Sqlite(error) => file.told(&error),
            Rebuild::Twice(error) => error,
        })?;
    }
    indexed(&file.connection).map_err(|error| file.told(&error))
}

fn wanted(shape: &Shape) -> Indexed {
    let attributes = shape
        .objects()
        .flat_map(|object| object.attributes.values().map(move |one| (object, one)));
    attributes
        .filter(|(_, one)| one.indexed)
        .map(|(object, one)| {
            let place = (object.name.clone(), one.name.clone());
            (place, (one.unique, one.case_exact))
        })
        .collect()
}

enum Rebuild {
    Sqlite(rusqlite::Error),
    Twice(PortError),
}

impl From<rusqlite::Error> for Rebuild {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn rebuild(
    connection: &mut Connection,
    changed: &[(&ObjectShape, &AttributeShape)],
) -> Result<(), Rebuild> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (object, attribute) in changed {
        let place = params![object.name, attribute.name];
        transaction.execute(
            "DELETE FROM value WHERE object = ? AND attribute = ?",
            place,
        )?;
        transaction.execute(
            "DELETE FROM indexed WHERE object = ? AND attribute = ?",
            place,
        )?;
        if attribute.indexed {
            transaction.execute(
                "INSERT INTO indexed VALUES (?, ?, ?, ?)",
                params![
                    object.name,
                    attribute.name,
                    attribute.unique,
                    attribute.case_exact
                ],
            )?;
            fill(&transaction, object, attribute)?;
        }
    }
    transaction.commit()?;
    Ok(())
}

fn fill(
    transaction: &Transaction<'_>,
    object: &ObjectShape,
    attribute: &AttributeShape,
) -> Result<(), Rebuild> {
    let mut objects = transaction
        .prepare("SELECT key, attributes FROM object WHERE object = ? AND deleted = 0")?;
    let mut rows = objects.query([&object.name])?;
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let attributes: String = row.get(1)?;
        let attributes: Map<String, Json> = serde_json::from_str(&attributes).unwrap_or_default();
        let Some(value) = attributes.get(&attribute.name) else {
            continue;
        };
        if let Some(text) = store(transaction, object, attribute, key, value)? {
            return Err(Rebuild::Twice(
                PortError::new(
                    PortErrorKind::Conflict,
                    format!(
                        "`{}` shall be unique, but several objects of the directory have `{text}`",
                        attribute.name
                    ),
                )
                .help("take the name out of the job's unique attributes, or change one of the objects"),
            ));
        }
    }
    Ok(())
}

/// Makes an object findable by an attribute's values; gives the value that another object has.
pub(super) fn store(
    connection: &Connection,
    object: &ObjectShape,
    attribute: &AttributeShape,
    key: i64,
    value: &Json,
) -> rusqlite::Result<Option<String>> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO value (object, attribute, folded, tie, key) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET key = key WHERE key = ?5",
    )?;
    let tie = if attribute.unique { 0 } else { key };
    for one in each(value) {
        let place = params![
            object.name,
            attribute.name,
            folded(attribute, one),
            tie,
            key
        ];
        if insert.execute(place)? == 0 {
            return Ok(Some(
                one.as_str().map_or_else(|| one.to_string(), str::to_owned),
            ));
        }
    }
    Ok(None)
}

/// The single values of a value.
pub(super) fn each(value: &Json) -> &[Json] {
    match value {
        Json::Array(values) => values,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}
