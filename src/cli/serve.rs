//! `attrflow serve`: the Graph-compatible API and the web page.

use super::job::JobArg;
use super::{Exit, Trouble, output};
use crate::report::graph::Generation;
use crate::serve::{AccessToken, Listening, Settings, Tls};
use std::net::{Ipv6Addr, SocketAddr};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  attrflow serve --job examples/contoso/job.toml
  attrflow serve --job job.toml --allow-apply
  attrflow serve --job job.toml --token-file token.txt --tls-self-signed --listen 10.0.0.5:8787

The page and the API are for whoever shows the access token: it is printed once,
unless it comes from a file. Without --allow-apply everything is read and nothing
is written to the target; what the API is told about the schema is written to the
job's schema file.

Exit codes: 0 it was told to stop, 2 wrong usage, or it cannot listen.";

/// Serve a job: provision on demand, the expression builder and the plan in the browser, and a Graph-compatible API.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Serve {
    #[command(flatten)]
    job: JobArg,

    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8787", value_parser = listen)]
    listen: SocketAddr,

    /// Let requests apply, that is write to the target
    #[arg(long)]
    allow_apply: bool,

    /// A file with the access token; without it one is made and printed
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// Encrypt with a certificate made for this run
    #[arg(long, conflicts_with_all = ["tls_cert", "tls_key"])]
    tls_self_signed: bool,

    /// Where that certificate is written, for clients that shall trust it
    #[arg(long, value_name = "FILE", requires = "tls_self_signed")]
    tls_cert_out: Option<PathBuf>,

    /// Encrypt with this certificate, in PEM, followed by those that vouch for it
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,

    /// A further name by which clients call the server; may be repeated
    #[arg(long = "host", value_name = "NAME", value_parser = host)]
    hosts: Vec<String>,

    /// Which of Graph's two answers `provisionOnDemand` gives: 1, the documented one, or 2
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
    generation: u8,
}

/// Where to listen; `localhost` is this machine.
fn listen(text: &str) -> Result<SocketAddr, String> {
    let local = text
        .strip_prefix("localhost:")
        .map(|port| format!("127.0.0.1:{port}"));
    local
        .as_deref()
        .unwrap_or(text)
        .parse()
        .map_err(|_| "write an address and a port, as in `127.0.0.1:8787`".to_owned())
}

/// A name by which clients call the server: one of the DNS or an address, with a port where it is another.
fn host(text: &str) -> Result<String, String> {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !text.ends_with(']') => (name, Some(port)),
        _ => (text, None),
    };
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let inside = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let is_name = match inside {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => name.split('.').all(|part| {
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            !part.is_empty() && part.bytes().all(fits)
        }),
    };
    match is_name && is_port {
        true => Ok(text.to_owned()),
        false => Err("write a name as in `desk.contoso.com`".to_owned()),
    }
}

impl Serve {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let tls = self.tls();
        if !self.listen.ip().is_loopback() && (self.token_file.is_none() || tls.is_none()) {
            return Err(Trouble::new(format!(
                "`{}` is not this machine alone, and others must neither read along nor guess",
                self.listen
            ))
            .help("give `--token-file FILE`, and `--tls-self-signed` or `--tls-cert FILE --tls-key FILE`"));
        }
        // A job that cannot be read is told now, with its places, and not at the first request.
        super::job::pipeline(&self.job.read()?)?;
        let token = match &self.token_file {
            Some(file) => AccessToken::read(file),
            None => AccessToken::random(),
        };
        let settings = Settings {
            job: self.job.file()?,
            listen: self.listen,
            token: token.map_err(Trouble::new)?,
            tls,
            hosts: self.hosts.clone(),
            allow_apply: self.allow_apply,
            generation: match self.generation {
                2 => Generation::Newer,
                _ => Generation::Documented,
            },
        };
        let token = settings.token.clone();
        crate::serve::serve(settings, |listening| self.told(listening, &token))
            .map_err(Trouble::new)?;
        Ok(Exit::Fine)
    }

    fn tls(&self) -> Option<Tls> {
        match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls::Files {
                certificate: certificate.clone(),
                key: key.clone(),
            }),
            _ => self.tls_self_signed.then_some(Tls::SelfSigned),
        }
    }

    /// Says where it listens, and how to get in.
    fn told(&self, listening: &Listening, token: &AccessToken) -> Result<(), String> {
        let address = &listening.address;
        let mut said = format!("listening on {address}\n");
        if let Some(certificate) = &listening.certificate {
            said.push_str(&format!("certificate  {}\n", certificate.fingerprint));
            if let Some(file) = &self.tls_cert_out {
                std::fs::write(file, &certificate.pem)
                    .map_err(|error| format!("cannot write `{}`: {error}", file.display()))?;
            }
        }
        if self.token_file.is_none() {
            said.push_str(&format!("token        {}\n", token.expose()));
            said.push_str(&format!(
                "open         {address}/#token={}\n",
                token.expose()
            ));
        }
        said.push_str(match self.allow_apply {
            true => "requests may write to the target; interrupt to stop\n",
            false => "nothing is written to the target; interrupt to stop\n",
        });
        output::print(&said).map_err(|trouble| trouble.to_string())
    }
}
