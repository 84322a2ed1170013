//! What we tell people, as plain data. Holds spans only: whoever prints attaches the text.

mod code;
mod diagnostic;
mod edits;
mod nearest;
mod problems;

pub use code::{Code, Sample, Severity};
pub use diagnostic::{Diagnostic, Edit, Fix, Label, Place};
pub use edits::apply;
pub use nearest::nearest;
pub use problems::Problems;
