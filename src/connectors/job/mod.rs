//! The job file `job.toml`: what a run reads and writes, and with which settings. Every problem of the
//! file has a place in it. Knows the pipeline's settings, not its steps.

mod fit;
mod page;
mod read;
mod resolve;
mod roles;
mod scope;
mod secret;
mod secrets;
mod sense;
mod settings;
mod shape;
mod target;
mod tree;
mod walk;
mod wire;

pub use page::page;
pub use read::Reading;
pub use secret::{Secret, SecretSource};
pub use secrets::masked;
pub use settings::{EmbeddedSettings, Job, ScimSettings, TargetSettings};
pub use shape::json_schema;

/// What the system says, without its error number.
fn why(error: &std::io::Error) -> String {
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or_default();
    said.to_lowercase()
}
