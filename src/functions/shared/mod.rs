//! What several functions share, by noun.

pub(super) mod culture;
pub(super) mod written;
