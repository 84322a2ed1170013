//! Checks, evaluates and traces Microsoft Entra attribute mappings and scoping filters.
//!
//! The modules in reading order, each importing only from those before it:
//! [`text`] and [`dotnet`], [`diag`], [`syntax`], [`schema`].

pub mod text;

pub mod dotnet;

pub mod diag;

pub mod syntax;

pub mod schema;
