//! Checks, evaluates and traces Microsoft Entra attribute mappings and scoping filters.
//!
//! The modules in reading order, each importing only from those before it:
//! [`text`] and [`dotnet`], [`diag`], [`schema`].

pub mod text;

pub mod dotnet;

pub mod diag;

pub mod schema;
