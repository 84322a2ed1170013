//! `attrflow serve`: one job behind a Graph-compatible API and a web page. The only module that knows
//! HTTP as a server, and the only one that is asynchronous; the engine stays as it is, and whatever
//! reads files or asks a target runs on threads made for waiting ([`blocking`]).

pub mod api;
mod desk;
mod fault;
pub mod graph;
mod guard;
mod listen;
mod page;
mod server;
mod settings;
mod tls;
mod token;
mod turns;
mod words;

pub use desk::{Desk, Loaded, Outline};
pub use fault::Fault;
pub use server::{Listening, serve};
pub use settings::{Settings, Tls};
pub use tls::Certificate;
pub use token::AccessToken;

/// Does work that waits for files or other machines, away from the threads that answer.
///
/// # Errors
/// What the work says; where it panics, that it failed.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(Fault::internal()),
    }
}
