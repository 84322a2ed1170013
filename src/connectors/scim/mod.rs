//! A SCIM 2.0 target over HTTP(S): Entra's requests, in its dialects, with the target's quirks.
//!
//! Owns the protocol and the wire. Knows nothing of mappings, steps and job files.

mod answer;
mod attribute_path;
mod config;
mod constraints;
mod create;
mod fault;
mod patch;
mod probe;
mod quirks;
mod read;
mod requests;
mod retry;
mod roles;
mod target;
mod wire;

pub use config::{BaseUrl, Dialect, Limits, ScimConfig, Token};
pub use constraints::ScimConstraints;
pub use probe::{Finding, Probe, probe};
pub use quirks::{
    Booleans, GroupSchemas, ManagerForm, MemberRemoval, Membership, NoTarget, PatchAnswer, Quirks,
};
pub use read::ScimReader;
pub use requests::{Shape, requests};
pub use target::ScimTarget;
