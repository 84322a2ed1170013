//! How large values may grow. Calls inside each other multiply what they put in, so that a short
//! expression could fill any memory.

use super::{Fault, Stop};
use crate::diag::{Code, Sample, Severity};
use crate::dotnet::regex::Sink;
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;
use std::fmt;

/// How many bytes a text that is put together may have.
pub(crate) const MOST_TEXT: usize = 4 << 20;

/// How many bytes the evaluation of one expression may take.
pub(crate) const MOST_MEMORY: usize = 64 << 20;

/// How many bytes a text may have that is known before any user is.
pub(crate) const MOST_FOLDED: usize = 16 << 10;

pub(crate) static VALUE_TOO_LARGE: Code = Code {
    slug: "value-too-large",
    severity: Severity::Error,
    title: "an expression makes a value that is too large",
    explanation: "A text of more than 4 MiB was about to be made, or values that take more than 64 MiB together. \
No attribute of a directory holds as much. Calls of `Replace` inside each other multiply their replacements: each \
that puts ten characters in the place of one makes the text ten times as long.",
    sample: Sample::Expression(
        "Replace(Replace(\"0123456789012345678901234567890123456789012345678901234567890123\", , \".\", , \"$_$_$_$_$_$_$_$_\", , ), , \".\", , \"$_\", , )",
    ),
};

/// Why an evaluation goes no further.
#[cold]
pub(crate) fn too_large() -> Stop {
    Fault::new(
        &VALUE_TOO_LARGE,
        "the value that is put together here is too large",
    )
    .into()
}

/// A text that grows, up to a limit: what comes beyond is left out, and the end is a fault.
pub(crate) struct Growing<'v> {
    text: ArenaString<'v>,
    is_over: bool,
}

impl<'v> Growing<'v> {
    pub fn with_capacity(capacity: usize, arena: &'v Bump) -> Self {
        Self {
            text: ArenaString::with_capacity_in(capacity, arena),
            is_over: false,
        }
    }

    /// The text.
    pub fn end(self) -> Result<&'v str, Stop> {
        match self.is_over {
            false => Ok(self.text.into_bump_str()),
            true => Err(too_large()),
        }
    }
}

impl Sink for Growing<'_> {
    fn push_str(&mut self, piece: &str) {
        if self.is_over || self.text.len() + piece.len() > MOST_TEXT {
            self.is_over = true;
        } else {
            self.text.push_str(piece);
        }
    }
}

impl fmt::Write for Growing<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.push_str(piece);
        Ok(())
    }
}
