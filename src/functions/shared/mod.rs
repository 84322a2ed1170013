//! What several functions share, by noun.

pub(super) mod culture;
pub(super) mod instant;
pub(super) mod interval;
pub(super) mod jobs;
pub(super) mod keys;
pub(super) mod roles;
pub(super) mod word;
pub(super) mod written;
