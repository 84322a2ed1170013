//! The reference: generated pages are fresh, codes are sound, JSON has the published shape.

mod codes;
mod graph;
mod json;
mod pages;
mod shape;

pub use json::{conforms, conforms_value};
