//! What several functions share, by noun.

pub(super) mod culture;
pub(super) mod jobs;
pub(super) mod keys;
pub(super) mod written;
