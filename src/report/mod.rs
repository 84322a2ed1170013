//! From plain data to words: for terminals, for programs, for pages. Reads nothing, prints nothing and
//! decides nothing: each function gives a text, and `cli` writes it.

mod checked;
mod github;
pub mod json;
mod place;
mod plain;
mod range;
mod sarif;
mod terminal;

pub use checked::{Checked, Count, count, counted, summary};
pub use github::github;
pub use place::place;
pub use plain::plain;
pub use range::{Point, Range, Ranges};
pub use sarif::sarif;
pub use terminal::terminal;
