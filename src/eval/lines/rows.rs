//! Users as rows, for whoever does something else with them than writing results.

use super::{LineEvaluator, LineOptions, NotJson};
use crate::check::Mapping;
use crate::value::Value;
use bumpalo::Bump;

/// Reads one user a line into rows: the attributes of a mapping's slots, and nothing else.
pub struct RowReader<'m>(LineEvaluator<'m>);

impl<'m> RowReader<'m> {
    /// A reader of the slots of that mapping; its flows do not matter.
    pub fn new(mapping: &'m Mapping) -> Self {
        let first = mapping.slots.names().first();
        Self(LineEvaluator::new(
            mapping,
            LineOptions {
                key: first.cloned().unwrap_or_default(),
                in_scope_only: false,
                notes: false,
            },
        ))
    }

    /// The row of a line, which is a JSON object. Reset `arena` after each line.
    ///
    /// ```
    /// use attrflow::{check::{Mapping, Slots}, eval::RowReader, value::Value};
    /// let mut slots = Slots::new();
    /// slots.place("mail");
    /// let mapping = Mapping { title: String::new(), slots, flows: vec![], scope: None };
    /// let arena = bumpalo::Bump::new();
    /// let mut reader = RowReader::new(&mapping);
    /// assert_eq!(reader.row(r#"{"id": 1, "mail": "a@b.c"}"#, &arena).unwrap(), [Value::Text("a@b.c")]);
    /// assert!(reader.row("[]", &arena).is_err());
    /// ```
    ///
    /// # Errors
    /// The line is no JSON object.
    pub fn row<'v>(&mut self, line: &'v str, arena: &'v Bump) -> Result<&'v [Value<'v>], NotJson> {
        self.0.lines += 1;
        self.0.row(line, arena)
    }
}
