//! Plans of whole populations.

mod command;
mod deeds;
mod populations;
mod tally;
mod versions;
mod versions_laws;
