//! The embedded directory, stored links and the provisioning log.

mod directory;
mod files;
mod links;
mod requests;
mod support;
