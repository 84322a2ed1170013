//! The embedded directory, stored links and the provisioning log.

mod directory;
mod files;
mod kill;
mod links;
mod model;
mod requests;
mod support;
