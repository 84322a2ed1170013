//! The kinds of job that a reference of Microsoft's covers.

use crate::library::JobKind;

/// Those of the cloud sync reference.
pub(in crate::functions) const CLOUD_SYNC: &[JobKind] = &[JobKind::AdToEntra, JobKind::EntraToAd];

/// Those of the application provisioning reference.
pub(in crate::functions) const APPLICATIONS: &[JobKind] = &[
    JobKind::App,
    JobKind::CrossTenant,
    JobKind::Workday,
    JobKind::SuccessFactors,
    JobKind::ApiDriven,
];

/// Those where the search for a free value in the target is supported.
pub(in crate::functions) const INTO_DIRECTORY: &[JobKind] = &[
    JobKind::Workday,
    JobKind::SuccessFactors,
    JobKind::ApiDriven,
];
