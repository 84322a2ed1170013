//! What the embedded directory holds its objects to, taken from the schema.

use crate::pipeline::{PortError, PortErrorKind};
use crate::schema::{
    AttributeDefinition, AttributeKind, Mutability, ObjectDefinition, Rule, Schema,
};
use std::collections::BTreeMap;

/// Names that are unique in the directories that Entra provisions, whatever a schema says.
const UNIQUE: &[&str] = &[
    "userName",
    "userPrincipalName",
    "mailNickname",
    "sAMAccountName",
    "distinguishedName",
    "alternativeSecurityIds",
];

/// The kinds of object that a directory takes, and their constraints.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Shape {
    objects: BTreeMap<String, ObjectShape>,
    deletion: Deletion,
}

/// What a deletion does to an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Deletion {
    /// It is gone.
    #[default]
    Removed,
    /// It is kept, but found no more; its unique values are free for others.
    Soft,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct ObjectShape {
    pub name: String,
    pub attributes: BTreeMap<String, AttributeShape>,
    /// The attributes that hold the object's anchor.
    pub anchors: Vec<String>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct AttributeShape {
    pub name: String,
    pub kind: AttributeKind,
    pub multivalued: bool,
    pub required: bool,
    pub anchor: bool,
    pub mutability: Mutability,
    pub case_exact: bool,
    pub unique: bool,
    /// Whether objects are looked up by it.
    pub indexed: bool,
}

impl Shape {
    /// The shape of these objects: user names and their like are unique, without regard to case
    /// unless the schema says `caseExact`.
    ///
    /// ```
    /// use attrflow::{connectors::store::Shape, schema::Schema};
    /// let file = br#"{ "directories": [{ "name": "App", "objects": [{ "name": "User", "attributes": [
    ///     { "name": "userName" }, { "name": "title" }] }] }] }"#;
    /// let (schema, _) = Schema::read(file).unwrap();
    /// let shape = Shape::of(schema.object("App", "User"));
    /// assert_eq!(shape.unique("User").collect::<Vec<_>>(), ["userName"]);
    /// ```
    pub fn of<'s>(objects: impl IntoIterator<Item = &'s ObjectDefinition>) -> Self {
        let objects = objects
            .into_iter()
            .map(|object| (object.name.value.clone(), ObjectShape::of(object)))
            .collect();
        Self {
            objects,
            deletion: Deletion::default(),
        }
    }

    /// The shape of a rule's target: matching attributes are unique as well.
    pub fn of_target(schema: &Schema, rule: &Rule) -> Self {
        let target = &rule.target_directory.value;
        let directory = schema
            .directories
            .iter()
            .find(|directory| directory.name.value == *target);
        let mut shape = Self::of(
            directory
                .into_iter()
                .flat_map(|directory| &directory.objects),
        );
        let mappings = schema
            .mappings()
            .filter(|(rule, _)| rule.target_directory.value == *target);
        for (_, mapping) in mappings {
            let Some(object) = shape.objects.get_mut(&mapping.target_object.value) else {
                continue;
            };
            for matching in mapping.attributes.iter().filter(|one| one.is_matching()) {
                if let Some(attribute) = object.attributes.get_mut(&matching.target.value) {
                    attribute.unique = true;
                    attribute.indexed = true;
                }
            }
        }
        shape
    }

    /// The same shape where exactly the attributes of these names are unique.
    ///
    /// ```
    /// use attrflow::connectors::store::Shape;
    /// let shape = Shape::default().with_unique(&["mail".to_owned()]);
    /// assert_eq!(shape.unique("User").count(), 0, "no object has that attribute");
    /// ```
    #[must_use]
    pub fn with_unique(mut self, names: &[String]) -> Self {
        for object in self.objects.values_mut() {
            for attribute in object.attributes.values_mut() {
                attribute.unique = names.contains(&attribute.name);
                attribute.indexed |= attribute.unique;
            }
        }
        self
    }

    /// The same shape with another kind of deletion.
    #[must_use]
    pub fn deleting(mut self, deletion: Deletion) -> Self {
        self.deletion = deletion;
        self
    }

    /// The unique attributes of a kind of object, in the order of their names.
    pub fn unique(&self, object: &str) -> impl Iterator<Item = &str> {
        let object = self.objects.get(object);
        object
            .into_iter()
            .flat_map(|object| object.attributes.values())
            .filter(|attribute| attribute.unique)
            .map(|attribute| attribute.name.as_str())
    }

    pub(super) fn deletion(&self) -> Deletion {
        self.deletion
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = &ObjectShape> {
        self.objects.values()
    }

    pub(super) fn object(&self, name: &str) -> Result<&ObjectShape, PortError> {
        self.objects.get(name).ok_or_else(|| {
            PortError::new(
                PortErrorKind::ServiceIncompatible,
                format!("the directory has no objects called `{name}`"),
            )
            .help("take the name of an object of the schema's target directory")
        })
    }
}

impl ObjectShape {
    fn of(object: &ObjectDefinition) -> Self {
        let attributes: BTreeMap<_, _> = object
            .attributes
            .iter()
            .map(|attribute| (attribute.name.value.clone(), AttributeShape::of(attribute)))
            .collect();
        let anchors = attributes.values().filter(|attribute| attribute.anchor);
        Self {
            name: object.name.value.clone(),
            anchors: anchors.map(|anchor| anchor.name.clone()).collect(),
            attributes,
        }
    }

    pub fn attribute(&self, name: &str) -> Result<&AttributeShape, PortError> {
        self.attributes.get(name).ok_or_else(|| {
            PortError::new(
                PortErrorKind::SchemaAttributeNotFound,
                format!(
                    "`{name}` is no attribute of `{}` in the directory",
                    self.name
                ),
            )
            .help("define the attribute in the schema's target directory, or map another one")
        })
    }

    /// The attribute under which members are listed.
    pub fn members(&self) -> &str {
        let lists = self.attributes.values();
        let names = |one: &&AttributeShape| {
            one.kind == AttributeKind::Reference && is_membership(&one.name)
        };
        lists.clone().find(names).map_or("members", |one| &one.name)
    }
}

impl AttributeShape {
    fn of(attribute: &AttributeDefinition) -> Self {
        let name = attribute.name.value.clone();
        let unique = UNIQUE.iter().any(|one| one.eq_ignore_ascii_case(&name));
        Self {
            kind: attribute.kind,
            multivalued: attribute.multivalued,
            required: attribute.required,
            anchor: attribute.anchor,
            mutability: attribute.mutability,
            case_exact: attribute.case_exact,
            indexed: unique,
            unique,
            name,
        }
    }
}

/// Whether an attribute of that name lists a group's members.
pub(super) fn is_membership(name: &str) -> bool {
    name.eq_ignore_ascii_case("members") || name.eq_ignore_ascii_case("member")
}
