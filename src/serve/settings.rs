//! How the server is run.

use super::token::AccessToken;
use crate::report::graph::Generation;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How the server is run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The job file.
    pub job: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What every request must show.
    pub token: AccessToken,
    /// Encryption; `None` for plain HTTP.
    pub tls: Option<Tls>,
    /// Names besides `localhost` and the address itself by which clients may call the server.
    pub hosts: Vec<String>,
    /// Whether `apply` may write to the target.
    pub allow_apply: bool,
    /// Which of Graph's two answers `provisionOnDemand` gives.
    pub generation: Generation,
}

/// Whose certificate the server shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tls {
    /// One made for this run.
    SelfSigned,
    /// One in PEM files.
    Files {
        /// The certificate and those that vouch for it.
        certificate: PathBuf,
        /// Its private key.
        key: PathBuf,
    },
}

impl Settings {
    /// The words before the address: `http` or `https`.
    pub(super) fn scheme(&self) -> &'static str {
        match self.tls {
            Some(_) => "https",
            None => "http",
        }
    }
}
