//! The .NET behaviour that Entra inherits. Imports nothing of this crate.

pub mod date;
pub mod regex;
pub mod text;
