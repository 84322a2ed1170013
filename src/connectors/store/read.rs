//! Questions to the directory's tables.

use super::file::File;
use super::index::{Indexed, each};
use super::shape::{AttributeShape, ObjectShape, Shape, is_membership};
use super::value::{folded, folded_text};
use crate::pipeline::{ObjectRef, PortError, TargetObject};
use crate::schema::AttributeKind;
use rusqlite::{Params, Row, params};
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;

/// A directory that is read.
pub(super) struct Read<'d> {
    pub file: &'d File,
    pub shape: &'d Shape,
    pub indexed: &'d Indexed,
}

impl Read<'_> {
    pub fn find(
        &self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        let object = self.shape.object(object)?;
        let attribute = object.attribute(attribute)?;
        let found = if attribute.anchor {
            self.select(object, BY_ID, params![value, object.name])
        } else if attribute.kind == AttributeKind::Reference {
            self.select(
                object,
                BY_REFERENCE,
                params![value, attribute.name, object.name],
            )
        } else if self.is_indexed(object, attribute) {
            let folded = folded_text(attribute, value);
            self.select(
                object,
                BY_VALUE,
                params![object.name, attribute.name, folded],
            )
        } else {
            return self.scan(object, attribute, value);
        };
        found.map_err(|error| self.file.told(&error))
    }

    pub fn get(&self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        let object = self.shape.object(which.object)?;
        let found = self.select(object, BY_ID, params![which.id, object.name]);
        let found = found.map_err(|error| self.file.told(&error))?;
        Ok(found.into_iter().next())
    }

    pub fn refers(
        &self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        let query = if is_membership(attribute) {
            "SELECT 1 FROM member JOIN object AS a ON a.key = holder JOIN object AS b ON b.key = member
             WHERE a.id = ?1 AND a.object = ?2 AND b.id = ?3 AND ?4 <> ''"
        } else {
            "SELECT 1 FROM reference AS r JOIN object AS a ON a.key = r.key JOIN object AS b ON b.key = r.target
             WHERE a.id = ?1 AND a.object = ?2 AND b.id = ?3 AND r.attribute = ?4"
        };
        let holds = || {
            self.file.connection.prepare_cached(query)?.exists([
                which.id,
                which.object,
                value,
                attribute,
            ])
        };
        holds().map_err(|error| self.file.told(&error))
    }

    pub fn members(&self, which: ObjectRef<'_>) -> Result<Vec<String>, PortError> {
        let ids = || -> rusqlite::Result<Vec<String>> {
            let mut query = self.file.connection.prepare_cached(
                "SELECT b.id FROM object AS a JOIN member ON holder = a.key JOIN object AS b ON b.key = member
                 WHERE a.id = ? AND a.object = ? ORDER BY b.key",
            )?;
            query
                .query_map([which.id, which.object], |row| row.get(0))?
                .collect()
        };
        ids().map_err(|error| self.file.told(&error))
    }

    pub fn each(
        &self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let object = self.shape.object(object)?;
        let mut every = || {
            let mut query = self.file.connection.prepare_cached(EVERY)?;
            let mut rows = query.query([&object.name])?;
            while let Some(row) = rows.next()? {
                if visit(self.object(object, row)?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        every().map_err(|error: rusqlite::Error| self.file.told(&error))
    }

    fn is_indexed(&self, object: &ObjectShape, attribute: &AttributeShape) -> bool {
        let place = (object.name.clone(), attribute.name.clone());
        let exact = self.indexed.get(&place).map(|(_, exact)| *exact);
        exact == Some(attribute.case_exact)
    }

    fn scan(
        &self,
        object: &ObjectShape,
        attribute: &AttributeShape,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        let wanted = folded_text(attribute, value);
        let mut found = Vec::new();
        self.each(&object.name, &mut |one| {
            let has = one.resource.get(&attribute.name).unwrap_or(&Json::Null);
            if each(has).iter().any(|one| folded(attribute, one) == wanted) {
                found.push(one);
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    fn select(
        &self,
        object: &ObjectShape,
        query: &str,
        parameters: impl Params,
    ) -> rusqlite::Result<Vec<TargetObject>> {
        let mut query = self.file.connection.prepare_cached(query)?;
        let rows = query.query_map(parameters, |row| self.object(object, row))?;
        rows.collect()
    }

    /// From a row of key, id, attributes.
    fn object(&self, object: &ObjectShape, row: &Row<'_>) -> rusqlite::Result<TargetObject> {
        let key: i64 = row.get(0)?;
        let id: String = row.get(1)?;
        let attributes = row.get_ref(2)?.as_str()?;
        let mut resource = Map::new();
        for anchor in &object.anchors {
            resource.insert(anchor.clone(), id.as_str().into());
        }
        let attributes: Map<String, Json> = serde_json::from_str(attributes).unwrap_or_default();
        resource.extend(attributes);
        self.references(object, key, &mut resource)?;
        Ok(TargetObject { id, resource })
    }

    fn references(
        &self,
        object: &ObjectShape,
        key: i64,
        resource: &mut Map<String, Json>,
    ) -> rusqlite::Result<()> {
        let mut attributes = object.attributes.values();
        if !attributes.any(|one| one.kind == AttributeKind::Reference) {
            return Ok(());
        }
        let mut query = self.file.connection.prepare_cached(REFERENCES)?;
        let mut rows = query.query([key])?;
        while let Some(row) = rows.next()? {
            let (name, id): (String, String) = (row.get(0)?, row.get(1)?);
            let listed = object
                .attributes
                .get(&name)
                .is_some_and(|one| one.multivalued);
            if !listed {
                resource.insert(name, id.into());
            } else if let Json::Array(ids) = resource
                .entry(name)
                .or_insert_with(|| Json::Array(Vec::new()))
            {
                ids.push(id.into());
            }
        }
        Ok(())
    }
}

const BY_ID: &str = "SELECT key, id, attributes FROM object
    WHERE id = ? AND object = ? AND deleted = 0";
const BY_VALUE: &str =
    "SELECT o.key, o.id, o.attributes FROM value AS v JOIN object AS o USING (key)
    WHERE v.object = ? AND v.attribute = ? AND v.folded = ? ORDER BY o.key";
const BY_REFERENCE: &str = "SELECT o.key, o.id, o.attributes
    FROM object AS t JOIN reference AS r ON r.target = t.key JOIN object AS o ON o.key = r.key
    WHERE t.id = ? AND r.attribute = ? AND o.object = ? ORDER BY o.key";
const EVERY: &str = "SELECT key, id, attributes FROM object
    WHERE object = ? AND deleted = 0 ORDER BY key";
const REFERENCES: &str =
    "SELECT r.attribute, t.id FROM reference AS r JOIN object AS t ON t.key = r.target
    WHERE r.key = ? ORDER BY r.attribute, t.key";
