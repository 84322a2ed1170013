//! The only test binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says what went wrong by panicking"
)]

mod assist;
mod bulk;
#[cfg(unix)]
mod bulk_device;
mod cli;
mod dates;
mod engine;
mod expressions;
mod functions_rest;
mod invariants;
mod jobs;
mod lints;
mod operators;
mod pipeline;
mod plans;
mod properties;
mod provision;
mod readme;
mod real_schemas;
mod reference;
mod regex_model;
mod regexes;
mod registries;
mod runs;
mod schema;
mod schema_lints;
#[cfg(feature = "connectors")]
mod scim;
#[cfg(feature = "connectors")]
mod serve;
mod store;
mod strings;
mod syntax;
mod text_functions;
mod tidy;
mod tools;
mod vectors;
