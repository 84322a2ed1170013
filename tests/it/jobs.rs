//! Job files: what is said about them, the published JSON Schema and the reference page; and the
//! source directories that they name.

mod cases;
mod failures;
mod meaning;
mod pages;
mod populations;
mod sources;
