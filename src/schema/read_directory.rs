//! Reads directories and the definitions of their objects and attributes.

use std::collections::HashMap;

use jsonc_parser::ast::Object;

use super::reader::Reader;
use super::{
    AttributeDefinition, AttributeKind, Directory, Mutability, ObjectDefinition, ReferencedObject,
};

const KINDS: &[(&str, AttributeKind)] = &[
    ("String", AttributeKind::String),
    ("Boolean", AttributeKind::Boolean),
    ("Integer", AttributeKind::Integer),
    ("Reference", AttributeKind::Reference),
    ("Binary", AttributeKind::Binary),
    ("DateTime", AttributeKind::DateTime),
];

const MUTABILITIES: &[(&str, Mutability)] = &[
    ("ReadWrite", Mutability::ReadWrite),
    ("ReadOnly", Mutability::ReadOnly),
    ("Immutable", Mutability::Immutable),
    ("WriteOnly", Mutability::WriteOnly),
];

impl<'a> Reader<'a> {
    pub fn directory(&mut self, object: &Object<'a>) -> Option<Directory> {
        let name = self.needed(object, "directory", "name")?;
        let objects = self.objects(object, "objects");
        Some(Directory {
            id: self.text(object, "id"),
            name,
            objects: objects
                .into_iter()
                .filter_map(|entry| self.object_definition(entry))
                .collect(),
            span: self.span(object),
        })
    }

    fn object_definition(&mut self, object: &Object<'a>) -> Option<ObjectDefinition> {
        let name = self.needed(object, "object definition", "name")?;
        let attributes = self.objects(object, "attributes");
        let attributes: Vec<AttributeDefinition> = attributes
            .into_iter()
            .filter_map(|entry| self.attribute_definition(entry))
            .collect();
        let mut by_name = HashMap::with_capacity(attributes.len());
        for (at, attribute) in attributes.iter().enumerate() {
            by_name
                .entry(attribute.name.value.as_str().into())
                .or_insert(at);
        }
        Some(ObjectDefinition {
            name,
            attributes,
            metadata: self.pairs(object, "metadata"),
            span: self.span(object),
            by_name,
        })
    }

    fn attribute_definition(&mut self, object: &Object<'a>) -> Option<AttributeDefinition> {
        let referenced = self.objects(object, "referencedObjects");
        Some(AttributeDefinition {
            name: self.needed(object, "attribute definition", "name")?,
            kind: self.word(object, "type", KINDS).unwrap_or_default(),
            anchor: self.flag(object, "anchor", false),
            multivalued: self.flag(object, "multivalued", false),
            required: self.flag(object, "required", false),
            mutability: self
                .word(object, "mutability", MUTABILITIES)
                .unwrap_or_default(),
            case_exact: self.flag(object, "caseExact", false),
            default_value: self.text(object, "defaultValue"),
            flow_null_values: self.flag(object, "flowNullValues", false),
            referenced_objects: referenced
                .into_iter()
                .filter_map(|entry| {
                    Some(ReferencedObject {
                        name: self.needed(entry, "referenced object", "referencedObjectName")?,
                        property: self.text(entry, "referencedProperty"),
                    })
                })
                .collect(),
            api_expressions: self.pairs(object, "apiExpressions"),
            metadata: self.pairs(object, "metadata"),
            span: self.span(object),
        })
    }
}
