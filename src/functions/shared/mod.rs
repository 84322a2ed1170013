//! What several functions share, by noun.

pub(super) mod culture;
pub(super) mod instant;
pub(super) mod interval;
pub(super) mod jobs;
pub(super) mod keys;
pub(crate) mod pattern;
pub(super) mod written;
