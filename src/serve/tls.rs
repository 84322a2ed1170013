//! Certificates.

use super::settings::{Settings, Tls};
use crate::connectors::world::now;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// For how many days a certificate that is made here is valid: as long as browsers take one.
const LASTS: u32 = 397;

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
    let cannot = |error: rcgen::Error| format!("no certificate could be made: {error}");
    let mut params = CertificateParams::new(names(settings)).map_err(cannot)?;
    params.distinguished_name = DistinguishedName::new();
    params
        .distinguished_name
        .push(DnType::CommonName, "attrflow");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let seconds = u64::try_from(now().to_unix().0).unwrap_or(0);
    let today = date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds);
    params.not_before = today - DAY;
    params.not_after = today + DAY * LASTS;
    let key = KeyPair::generate().map_err(cannot)?;
    let cert = params.self_signed(&key).map_err(cannot)?;
    let shown = Certificate {
        pem: cert.pem(),
        fingerprint: fingerprint(cert.der()),
    };
    let key = PrivatePkcs8KeyDer::from(key.serialize_der());
    Ok((vec![cert.der().clone()], key.into(), Some(shown)))
}

/// The names by which clients may call the server.
fn names(settings: &Settings) -> Vec<String> {
    let own = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut names: Vec<String> = own.into();
    let address = settings.listen.ip();
    names.extend((!address.is_unspecified()).then(|| address.to_string()));
    names.extend(settings.hosts.iter().map(|host| {
        // A certificate is for names, whatever the port.
        let name = host.split(':').next().filter(|name| !name.contains('['));
        name.unwrap_or(host.trim_matches(['[', ']'])).to_owned()
    }));
    names.sort();
    names.dedup();
    names
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
