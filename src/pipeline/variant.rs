//! What differs between the kinds of job: keys, limits, refusals, details (`on-demand` 4 and 5).

use super::build::Unfit;
use super::course::Ask;
use super::run::{ErrorInfo, Status};
use crate::library::JobKind;
use crate::schema::ObjectMapping;
use serde_json::{Map, Value as Json};

/// Whether groups can be provisioned on demand.
pub(super) fn takes_groups(kind: JobKind) -> bool {
    matches!(kind, JobKind::App | JobKind::EntraToAd)
}

/// Whether assignment decides who is in scope: not for inbound jobs.
pub(super) fn is_assigned(kind: JobKind) -> bool {
    matches!(
        kind,
        JobKind::App | JobKind::CrossTenant | JobKind::EntraToAd
    )
}

/// Whether the source is Entra, where a user can be disabled and guests have `#EXT#` names.
pub(super) fn from_entra(kind: JobKind) -> bool {
    is_assigned(kind)
}

/// Whether `accountEnabled=false` counts as soft deletion: not where it blocks the target's user.
pub(super) fn disabled_is_deleted(kind: JobKind) -> bool {
    kind == JobKind::App
}

/// Whether scoping filters decide anything: cloud sync into Entra shows them only.
pub(super) fn applies_filters(kind: JobKind) -> bool {
    kind != JobKind::AdToEntra
}

/// Whether the import step lists every attribute of the schema, those without a value as empty texts.
pub(super) fn lists_all(kind: JobKind) -> bool {
    kind == JobKind::AdToEntra
}

/// Whether a reference that leads nowhere makes the run fail, instead of being left out.
pub(super) fn needs_references(kind: JobKind) -> bool {
    matches!(
        kind,
        JobKind::Workday | JobKind::SuccessFactors | JobKind::ApiDriven
    )
}

/// Whether `SkipOutOfScopeDeletions` works (`skip-out-of-scope-deletions`).
pub(super) fn can_skip_deletions(kind: JobKind) -> bool {
    kind != JobKind::CrossTenant
}

/// Whether the matching step names the operation that follows.
pub(super) fn tells_operation(kind: JobKind) -> bool {
    matches!(kind, JobKind::AdToEntra | JobKind::EntraToAd)
}

/// The attributes that a key of this kind of job can be, where the kind prescribes them.
pub(super) fn keys(kind: JobKind) -> Option<&'static [&'static str]> {
    match kind {
        JobKind::Workday => Some(&["WorkerID", "WID"]),
        JobKind::SuccessFactors => Some(&["personIdExternal"]),
        _ => None,
    }
}

/// Whether objects of that name are people.
pub(super) fn is_person(object: &str) -> bool {
    let name = object.rsplit(':').next().unwrap_or(object);
    name.eq_ignore_ascii_case("user") || name.eq_ignore_ascii_case("worker")
}

/// Whether the object mapping can be used by the kind of job.
pub(super) fn fits(kind: JobKind, mapping: &ObjectMapping) -> Result<(), Unfit> {
    let Some(wrong) = mapping
        .attributes
        .iter()
        .find(|attribute| {
            attribute.is_matching() && attribute.target.value != "alternativeSecurityIds"
        })
        .filter(|_| kind == JobKind::CrossTenant)
    else {
        return Ok(());
    };
    Err(Unfit::Schema {
        span: wrong.target.span,
        message: format!(
            "schemaInvalid: cross-tenant synchronization cannot match by `{}`",
            wrong.target.value
        ),
        help: Some("match by `alternativeSecurityIds` only".to_owned()),
    })
}

/// Why the kind of job refuses what is asked, before anything is read.
pub(super) fn refuses(kind: JobKind, ask: &Ask, maps_groups: bool) -> Option<(Status, ErrorInfo)> {
    let refused = |status, code: &str, reason: String, way_out: &str| {
        let error = ErrorInfo {
            code: code.to_owned(),
            reason,
            recommended: Some(way_out.to_owned()),
        };
        Some((status, error))
    };
    if ask.group && !takes_groups(kind) {
        return refused(
            Status::Skipped,
            "EntityTypeNotSupported",
            format!(
                "jobs of the kind `{}` do not provision groups on demand",
                kind.word()
            ),
            "name a user; where the job synchronizes groups at all, wait for its next cycle",
        );
    }
    if ask.group && !maps_groups {
        return refused(
            Status::Skipped,
            "EntityTypeNotSupported",
            "the synchronization rule has no enabled object mapping for groups".to_owned(),
            "enable the object mapping for groups in the schema",
        );
    }
    if !ask.group && !ask.members.is_empty() {
        return refused(
            Status::Failure,
            "BadRequest",
            "members were named, but no group".to_owned(),
            "name the group whose members they are",
        );
    }
    if ask.members.len() > Ask::MOST_MEMBERS {
        return refused(
            Status::Failure,
            "BadRequest",
            format!(
                "{} members were named, but at most {} members of a group are provisioned on demand",
                ask.members.len(),
                Ask::MOST_MEMBERS
            ),
            "name up to five members, and the others in further runs",
        );
    }
    None
}

/// Why an object cannot be asked for by such a key.
pub(super) fn misnamed(kind: JobKind, key: &str) -> Option<ErrorInfo> {
    let is_wrong = kind == JobKind::AdToEntra && !is_distinguished_name(key);
    is_wrong.then(|| ErrorInfo {
        code: "BadRequest".to_owned(),
        reason: format!("`{key}` is not a distinguished name"),
        recommended: Some(
            "write the user's distinguished name, as in `CN=Ada Lovelace,OU=Users,DC=contoso,DC=com`"
                .to_owned(),
        ),
    })
}

fn is_distinguished_name(key: &str) -> bool {
    key.split_once('=').is_some_and(|(kind, rest)| {
        !rest.is_empty()
            && kind.starts_with(|letter: char| letter.is_ascii_alphanumeric())
            && kind
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || ".- ".contains(letter))
    })
}

/// A clause that a kind of job adds to every filter.
pub(super) struct Implicit {
    pub title: &'static str,
    pub holds: bool,
}

/// The clauses that no schema shows: cross-tenant synchronization leaves external users out, cloud
/// sync to Active Directory takes cloud security groups only (`pipeline` 2).
pub(super) fn implicit_clauses(
    kind: JobKind,
    object: &str,
    attributes: &Map<String, Json>,
) -> Vec<Implicit> {
    let is = |name: &str| attributes.get(name) == Some(&Json::Bool(true));
    match kind {
        JobKind::CrossTenant => {
            let external = match attributes.get("alternativeSecurityIds") {
                None | Some(Json::Null) => false,
                Some(Json::String(text)) => !text.is_empty() && text != "None",
                Some(Json::Array(ids)) => !ids.is_empty(),
                Some(_) => true,
            };
            vec![Implicit {
                title: "Filter external users.alternativeSecurityIds EQUALS 'None'",
                holds: !external,
            }]
        }
        JobKind::EntraToAd if object.eq_ignore_ascii_case("group") => vec![
            Implicit {
                title: "securityEnabled IS TRUE",
                holds: is("securityEnabled"),
            },
            Implicit {
                title: "dirSyncEnabled IS FALSE",
                holds: !is("dirSyncEnabled"),
            },
            Implicit {
                title: "mailEnabled IS FALSE",
                holds: !is("mailEnabled"),
            },
        ],
        _ => Vec::new(),
    }
}
