//! Source text: where a piece of it stands. Imports nothing and knows no language.

mod lines;
mod span;
mod units;

pub use lines::{LineIndex, Position};
pub use span::{Span, Spanned};
pub use units::Units;
