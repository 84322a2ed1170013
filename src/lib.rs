//! Checks, evaluates and traces Microsoft Entra attribute mappings and scoping filters.
//!
//! The modules in reading order, each importing only from those before it.

pub mod text;

pub mod dotnet;

pub mod diag;
pub mod value;

pub mod syntax;

pub mod library;

pub mod schema;

pub mod check;

pub mod eval;

pub mod functions;
pub mod scoping;

pub mod pipeline;

pub mod assist;

pub mod plan;

#[cfg(feature = "connectors")]
pub mod connectors;

#[cfg(feature = "cli")]
pub mod report;

#[cfg(feature = "serve")]
pub mod serve;

#[cfg(feature = "cli")]
pub mod cli;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
