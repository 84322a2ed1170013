//! Plans of whole populations.

mod deeds;
