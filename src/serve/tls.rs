//! Certificates.

use super::settings::{Settings, Tls};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::path::Path;
use std::sync::Arc;

/// A self-signed certificate, for whoever has to trust it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Certificate {
    /// As PEM.
    pub pem: String,
    /// Its SHA-256 fingerprint, in hexadecimal digits with colons, as browsers show it.
    pub fingerprint: String,
}

/// What the server needs for TLS.
pub(super) struct Encryption {
    pub config: Arc<ServerConfig>,
    /// The certificate, where it was made for this run.
    pub made: Option<Certificate>,
}

/// What the settings say about TLS.
///
/// # Errors
/// A file cannot be read, or holds no certificate or key that can be used.
pub(super) fn config(settings: &Settings) -> Result<Option<Encryption>, String> {
    let (chain, key, made) = match &settings.tls {
        None => return Ok(None),
        Some(Tls::SelfSigned) => made(settings)?,
        Some(Tls::Files { certificate, key }) => (chain(certificate)?, private_key(key)?, None),
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| format!("certificate and key cannot be used: {error}"))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(Encryption {
        config: Arc::new(config),
        made,
    }))
}

type Made = (
    Vec<CertificateDer<'static>>,
    PrivateKeyDer<'static>,
    Option<Certificate>,
);

fn made(settings: &Settings) -> Result<Made, String> {
    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    names.push(settings.listen.ip().to_string());
    names.extend(settings.hosts.iter().cloned());
    names.dedup();
    let made = rcgen::generate_simple_self_signed(names)
        .map_err(|error| format!("no certificate could be made: {error}"))?;
    let der = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let shown = Certificate {
        pem: made.cert.pem(),
        fingerprint: fingerprint(&der),
    };
    Ok((vec![der], key.into(), Some(shown)))
}

fn fingerprint(der: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(der);
    let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    pairs.join(":")
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let name = path.display();
    let found = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| format!("cannot read a certificate from `{name}`: {error}"))?;
    match found.is_empty() {
        true => Err(format!("`{name}` holds no certificate in PEM")),
        false => Ok(found),
    }
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, String> {
    PrivateKeyDer::from_pem_file(path).map_err(|error| {
        format!(
            "cannot read a private key from `{}`: {error}",
            path.display()
        )
    })
}
