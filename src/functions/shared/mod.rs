//! What several functions share, by noun.

pub(super) mod written;
