//! Checks, evaluates and traces Microsoft Entra attribute mappings and scoping filters.

pub mod dotnet;
