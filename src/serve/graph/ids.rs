//! The ids that Graph's clients need and a job file does not have: made of the job file's name, so that
//! they are the same after every start and on every computer.

use crate::dotnet::encoding::Guid;
use crate::library::JobKind;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The ids of a server's only tenant, application and job.
///
/// ```
/// use attrflow::{library::JobKind, serve::graph::Ids};
/// let ids = Ids::of(std::path::Path::new("contoso/job.toml"), JobKind::App);
/// assert_eq!(ids, Ids::of(std::path::Path::new("elsewhere/job.toml"), JobKind::App));
/// assert_eq!(ids.job.split('.').next(), Some("scim"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ids {
    /// The tenant.
    pub tenant: String,
    /// The service principal.
    pub principal: String,
    /// The application's `appId`.
    pub app: String,
    /// The application object.
    pub application: String,
    /// The source system.
    pub source: String,
    /// The target system.
    pub target: String,
    /// The template, which tells the kind of job.
    pub template: &'static str,
    /// The job: template, tenant without hyphens, and a GUID of its own, with points between.
    pub job: String,
}

impl Ids {
    /// The ids of a job.
    pub fn of(job_file: &Path, kind: JobKind) -> Self {
        let name = job_file.file_name().unwrap_or_default();
        let guid = |what: &str| guid(what, &name.to_string_lossy());
        let (tenant, template) = (guid("tenant"), template(kind));
        Self {
            job: format!("{template}.{}.{}", tenant.replace('-', ""), guid("job")),
            principal: guid("service principal"),
            app: guid("app"),
            application: guid("application"),
            source: guid("source"),
            target: guid("target"),
            tenant,
            template,
        }
    }
}

fn guid(what: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("attrflow\n{what}\n{name}"));
    let bits = digest
        .iter()
        .take(16)
        .fold(0, |bits: u128, byte| bits << 8 | u128::from(*byte));
    Guid::v4(bits).to_string()
}

/// The template of a kind of job; for the last three none is published, so these are words of our own.
fn template(kind: JobKind) -> &'static str {
    match kind {
        JobKind::App => "scim",
        JobKind::CrossTenant => "Azure2Azure",
        JobKind::AdToEntra => "AD2AADProvisioning",
        JobKind::EntraToAd => "AAD2ADGroupProvisioning",
        JobKind::Workday => "Workday",
        JobKind::SuccessFactors => "SuccessFactors",
        JobKind::ApiDriven => "ApiDriven",
    }
}
