//! What the schema says of the objects in a file.

use super::Format;
use crate::schema::{AttributeKind, ObjectDefinition};
use std::collections::HashMap;
use std::path::PathBuf;

/// The files of a source, and what is in them.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceFiles {
    /// The file of users, and of whatever else says its kind.
    pub file: PathBuf,
    /// Its format.
    pub format: Format,
    /// What an object of [`Self::file`] is that does not say so.
    pub object: String,
    /// The file of groups, with its format and the name of the groups' object.
    pub groups: Option<(PathBuf, Format, String)>,
    /// Attributes by which objects are found, besides their anchors; the first ones are preferred.
    pub keys: Vec<String>,
    /// The kinds of object that the schema defines.
    pub shapes: Vec<ObjectShape>,
}

/// A kind of object.
#[derive(Clone, PartialEq, Debug)]
pub struct ObjectShape {
    /// Its name in the schema.
    pub name: String,
    /// The attribute that identifies it for good.
    pub anchor: String,
    attributes: HashMap<String, (AttributeKind, bool)>,
}

impl ObjectShape {
    /// The shape that a schema's definition gives.
    pub fn of(definition: &ObjectDefinition) -> Self {
        let anchor = definition
            .attributes
            .iter()
            .find(|attribute| attribute.anchor)
            .map(|attribute| attribute.name.value.clone());
        Self {
            anchor: anchor.unwrap_or_else(|| usual_anchor(&definition.name.value)),
            name: definition.name.value.clone(),
            attributes: definition
                .attributes
                .iter()
                .map(|attribute| {
                    let kind = (attribute.kind, attribute.multivalued);
                    (attribute.name.value.clone(), kind)
                })
                .collect(),
        }
    }

    /// The shape of objects that the schema does not define: every attribute is a text.
    ///
    /// ```
    /// use attrflow::connectors::files::ObjectShape;
    /// assert_eq!(ObjectShape::undefined("User").anchor, "objectId");
    /// ```
    pub fn undefined(name: &str) -> Self {
        Self {
            anchor: usual_anchor(name),
            name: name.to_owned(),
            attributes: HashMap::new(),
        }
    }

    /// Whether the schema defines an attribute of that name.
    pub fn defines(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// An attribute's type, and whether it holds several values.
    pub fn attribute(&self, name: &str) -> (AttributeKind, bool) {
        let known = self.attributes.get(name).copied();
        known.unwrap_or((AttributeKind::String, false))
    }
}

fn usual_anchor(object: &str) -> String {
    match object {
        "user" | "group" | "contact" | "inetOrgPerson" => "objectGUID",
        "Worker" => "WID",
        _ => "objectId",
    }
    .to_owned()
}
