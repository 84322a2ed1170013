//! The .NET behaviour that Entra inherits. Imports nothing of this crate.

pub mod date;
pub mod directory;
pub mod encoding;
pub mod number;
pub mod regex;
pub mod text;
