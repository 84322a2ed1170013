//! Plans of whole populations.

mod deeds;
mod versions;
mod versions_laws;
