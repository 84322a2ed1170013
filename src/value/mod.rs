//! Values that flow through expressions, and the rules that turn one kind into another.
//!
//! A [`Value`] is `Copy`: its text lives in the row, in the program or in the arena of the user
//! that is being evaluated, so that passing values around costs nothing and drops nothing.

mod compare;
mod convert;
mod json;
mod kind;

pub use compare::{Order, equal, order};
pub use convert::{boolean, integer, text};
pub use json::{from_json, to_json};
pub use kind::Kind;

use crate::dotnet::date::Ticks;

/// One value. `'v` is the shortest of the lives of row, program and arena.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
// A tag as wide as a register: values are then copied word by word, which takes two thirds of the time.
#[repr(u64)]
pub enum Value<'v> {
    /// An absent attribute or a JSON null; distinct from the empty text.
    #[default]
    Null,
    /// `True` or `False`.
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// Text. Positions and lengths count UTF-16 code units, as in .NET.
    Text(&'v str),
    /// An instant, UTC; behaves as its text form wherever text is wanted.
    Date(Ticks),
    /// Several values in order.
    List(&'v [Value<'v>]),
    /// A structured value, such as an app role assignment.
    Record(&'v [Field<'v>]),
}

/// A named part of a [`Value::Record`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Field<'v> {
    /// Its name, as in the source's JSON.
    pub name: &'v str,
    /// Its value.
    pub value: Value<'v>,
}

impl<'v> Value<'v> {
    /// Whether it is null.
    ///
    /// ```
    /// use attrflow::value::Value;
    /// assert!(Value::Null.is_null() && !Value::Text("").is_null());
    /// ```
    pub fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is null, the empty text or the empty list: what `IsNullOrEmpty` asks.
    ///
    /// ```
    /// use attrflow::value::Value;
    /// assert!(Value::Text("").is_empty() && !Value::Int(0).is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The kind of this very value; `None` for null, which belongs to every kind.
    ///
    /// ```
    /// use attrflow::value::{Kind, Value};
    /// assert_eq!(Value::Int(1).kind(), Some(Kind::Integer));
    /// ```
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Null => None,
            Self::Bool(_) => Some(Kind::Boolean),
            Self::Int(_) => Some(Kind::Integer),
            Self::Text(_) => Some(Kind::Text),
            Self::Date(_) => Some(Kind::Date),
            Self::List(_) => Some(Kind::List),
            Self::Record(_) => Some(Kind::Record),
        }
    }

    /// The part of a record with that name; null for anything else.
    ///
    /// ```
    /// use attrflow::value::{Field, Value};
    /// let fields = [Field { name: "id", value: Value::Int(7) }];
    /// assert_eq!(Value::Record(&fields).field("id"), Value::Int(7));
    /// ```
    pub fn field(self, name: &str) -> Value<'v> {
        match self {
            Self::Record(fields) => fields
                .iter()
                .find(|field| field.name == name)
                .map_or(Value::Null, |field| field.value),
            _ => Value::Null,
        }
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
