//! The syntax: vectors, literate cases, properties.

mod literate;
mod properties;
mod samples;
mod speed;
mod trees;
mod vectors;
