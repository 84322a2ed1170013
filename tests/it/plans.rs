//! Plans of whole populations.

mod deeds;
mod populations;
mod versions;
mod versions_laws;
