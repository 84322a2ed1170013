//! Plans of whole populations.

mod applied;
mod command;
mod deeds;
mod guarded;
mod kinds;
mod populations;
mod reports;
mod tally;
mod told;
mod versions;
mod versions_laws;
