//! What a parameter takes and what a function promises.

use super::Value;

/// A kind of value. Null belongs to every kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Kind {
    /// Anything.
    #[default]
    Any,
    /// Text, or what has a text form.
    Text,
    /// `True` or `False`.
    Boolean,
    /// A 64-bit integer.
    Integer,
    /// An instant.
    Date,
    /// Several values.
    List,
    /// App role assignments: records or texts, one or several.
    Roles,
    /// A structured value.
    Record,
    /// A distinguished name or another object's key, as text.
    Reference,
    /// Bytes, as base64 text.
    Binary,
}

impl Kind {
    /// The word for people.
    ///
    /// ```
    /// assert_eq!(attrflow::value::Kind::Integer.word(), "integer");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Date => "date",
            Self::List => "list",
            Self::Roles => "role list",
            Self::Record => "record",
            Self::Reference => "reference",
            Self::Binary => "binary",
        }
    }

    /// Graph's `attributeType` word for it, as in the answer of `functions()`.
    ///
    /// ```
    /// assert_eq!(attrflow::value::Kind::List.graph(), "String");
    /// ```
    pub fn graph(self) -> &'static str {
        match self {
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::Reference => "Reference",
            Self::Binary => "Binary",
            Self::Date => "DateTime",
            _ => "String",
        }
    }

    /// Whether a value is of this kind, as a function's result must be of the kind it promises.
    ///
    /// ```
    /// use attrflow::value::{Kind, Value};
    /// assert!(Kind::Boolean.holds(Value::Bool(true)) && !Kind::Boolean.holds(Value::Text("True")));
    /// ```
    pub fn holds(self, value: Value<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Roles => !matches!(value, Value::Date(_) | Value::Int(_) | Value::Bool(_)),
            Self::Reference | Self::Binary => matches!(value, Value::Null | Value::Text(_)),
            kind => value.kind().is_none_or(|is| is == kind),
        }
    }
}
