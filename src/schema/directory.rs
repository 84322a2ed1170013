//! Directories, their objects and attributes, as the schema defines them.

use std::collections::HashMap;

use super::{Located, Metadata};
use crate::text::Span;
use crate::value::Kind;

/// One side of a synchronization.
#[derive(Clone, PartialEq, Debug)]
pub struct Directory {
    /// Its id.
    pub id: Option<Located<String>>,
    /// Its name, as rules refer to it.
    pub name: Located<String>,
    /// Its kinds of object.
    pub objects: Vec<ObjectDefinition>,
    /// The whole object.
    pub span: Span,
}

/// A kind of object.
#[derive(Clone, PartialEq, Debug)]
pub struct ObjectDefinition {
    /// Its name, as object mappings refer to it.
    pub name: Located<String>,
    /// Its attributes.
    pub attributes: Vec<AttributeDefinition>,
    /// Settings, such as `PropertyNameAccountEnabled`.
    pub metadata: Vec<Metadata>,
    /// The whole object.
    pub span: Span,
    pub(super) by_name: HashMap<Box<str>, usize>,
}

impl ObjectDefinition {
    /// The attribute of that name, its case included; the first one where the file repeats it, `None`
    /// where it has none.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// let user = schema.object("Azure Active Directory", "User").unwrap();
    /// assert!(user.attribute("mail").is_some() && user.attribute("Mail").is_none());
    /// ```
    pub fn attribute(&self, name: &str) -> Option<&AttributeDefinition> {
        self.attributes.get(*self.by_name.get(name)?)
    }
}

/// An attribute of a kind of object.
#[derive(Clone, PartialEq, Debug)]
pub struct AttributeDefinition {
    /// Its name.
    pub name: Located<String>,
    /// What its values are.
    pub kind: AttributeKind,
    /// Whether it identifies the object for good.
    pub anchor: bool,
    /// Whether it can have several values.
    pub multivalued: bool,
    /// Whether an object must have it.
    pub required: bool,
    /// Whether it can be read, written, or written once.
    pub mutability: Mutability,
    /// Whether values that differ in case only are different.
    pub case_exact: bool,
    /// Default value.
    pub default_value: Option<Located<String>>,
    /// Whether null is written.
    pub flow_null_values: bool,
    /// The objects that a reference can lead to.
    pub referenced_objects: Vec<ReferencedObject>,
    /// How a connector finds the value in an answer (XPath, JSONPath), by API.
    pub api_expressions: Vec<Metadata>,
    /// Settings, such as `ReferencedProperty`.
    pub metadata: Vec<Metadata>,
    /// The whole object.
    pub span: Span,
}

/// The object that a reference attribute leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferencedObject {
    /// Name of the object definition.
    pub name: Located<String>,
    /// Which of its attributes the reference holds.
    pub property: Option<Located<String>>,
}

/// What an attribute's values are.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Serialize, serde::Deserialize,
)]
pub enum AttributeKind {
    /// Text; also where the file says nothing or a word that Graph does not have.
    #[default]
    String,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Another object.
    Reference,
    /// Bytes, in base64.
    Binary,
    /// An instant.
    DateTime,
}

impl AttributeKind {
    /// The kind of its values.
    ///
    /// ```
    /// use attrflow::{schema::AttributeKind, value::Kind};
    /// assert_eq!(AttributeKind::DateTime.kind(), Kind::Date);
    /// ```
    pub fn kind(self) -> Kind {
        match self {
            Self::String => Kind::Text,
            Self::Boolean => Kind::Boolean,
            Self::Integer => Kind::Integer,
            Self::Reference => Kind::Reference,
            Self::Binary => Kind::Binary,
            Self::DateTime => Kind::Date,
        }
    }
}

/// Whether an attribute can be read and written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Mutability {
    /// Both.
    #[default]
    ReadWrite,
    /// Read only.
    ReadOnly,
    /// Written at creation only.
    Immutable,
    /// Written, never read.
    WriteOnly,
}
