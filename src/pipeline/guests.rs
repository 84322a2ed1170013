//! What a kind of job writes besides its attribute mappings: names and types of guests, and the switch
//! of accounts that no attribute mapping turns.

use super::build::Pipeline;
use super::change::{AttributeChange, Deed};
use super::import::Entry;
use super::plan::{Aim, Plan};
use super::run::ErrorInfo;
use super::{values, variant};
use crate::eval::find;
use crate::library::JobKind;
use crate::schema::AttributeKind;
use serde_json::Value as Json;

/// A guest's user principal name as its home tenant has it: `ada_contoso.com#EXT#@fabrikam.com` is
/// `ada@contoso.com` (`how-provisioning-works`).
pub(super) fn home_name(name: &str) -> Option<String> {
    let at = name.to_ascii_uppercase().find("#EXT#@")?;
    let (local, domain) = name.get(..at)?.rsplit_once('_')?;
    Some(format!("{local}@{domain}"))
}

/// A user principal name as a guest has it in another tenant, where it is none yet.
pub(super) fn guest_name(name: &str, domain: &str) -> String {
    if name.to_ascii_uppercase().contains("#EXT#") {
        return name.to_owned();
    }
    format!("{}#EXT#@{domain}", name.replace('@', "_"))
}

/// A value as the kind of job writes it: guests have `#EXT#` names in the tenant that invites them.
pub(super) fn rewritten(pipeline: &Pipeline<'_>, target: &str, value: Json) -> Json {
    let spec = pipeline.spec;
    match (&value, &spec.default_domain) {
        (Json::String(name), Some(domain))
            if spec.kind == JobKind::CrossTenant && target == USER_NAME && !name.is_empty() =>
        {
            Json::from(guest_name(name, domain))
        }
        _ => value,
    }
}

const USER_NAME: &str = "userPrincipalName";

/// What the kind of job writes besides the attribute mappings: the name and type of a guest that is
/// created, and the switch of an account of Active Directory that leaves the scope.
pub(super) fn complete(pipeline: &Pipeline<'_>, aim: &Aim<'_>, plan: &mut Plan) {
    match (pipeline.spec.kind, aim.deed) {
        (JobKind::CrossTenant, Deed::Create) => {
            if !has(plan, USER_NAME) {
                match guest_of(pipeline, aim.entry) {
                    Ok(name) => add(plan, USER_NAME, Json::Null, Json::from(name)),
                    Err(error) => {
                        plan.failure.get_or_insert(error);
                    }
                }
            }
            if !has(plan, "userType") {
                add(plan, "userType", Json::Null, Json::from("Member"));
            }
        }
        (JobKind::EntraToAd, Deed::Disable)
            if variant::is_person(&aim.entry.object)
                && plan.flows.is_empty()
                && plan.agreeing == 0 =>
        {
            let old = aim
                .target
                .and_then(|target| find(&target.resource, "accountDisabled"))
                .cloned()
                .unwrap_or_default();
            if values::as_text(&old).as_deref() != Some("True") {
                add(plan, "accountDisabled", old, Json::Bool(true));
            }
        }
        _ => {}
    }
}

fn guest_of(pipeline: &Pipeline<'_>, entry: &Entry) -> Result<String, ErrorInfo> {
    let failed = |reason: String, way_out: &str| ErrorInfo {
        code: "MissingValues".to_owned(),
        reason,
        recommended: Some(way_out.to_owned()),
    };
    let name = entry.attributes.get(USER_NAME).and_then(values::as_text);
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return Err(failed(
            "the user has no `userPrincipalName`, of which the invited user's is made".to_owned(),
            "give the user a user principal name in the source",
        ));
    };
    match &pipeline.spec.default_domain {
        Some(domain) => Ok(guest_name(&name, domain)),
        None => Err(failed(
            "the domain of the target tenant is not known, which ends the invited user's name"
                .to_owned(),
            "give the job a default domain, as in `fabrikam.onmicrosoft.com`",
        )),
    }
}

fn has(plan: &Plan, target: &str) -> bool {
    let mut changes = plan.change.attributes.iter();
    changes.any(|change| change.target == target)
}

fn add(plan: &mut Plan, target: &str, old: Json, new: Json) {
    let kind = match new {
        Json::Bool(_) => AttributeKind::Boolean,
        _ => AttributeKind::String,
    };
    plan.change.attributes.push(AttributeChange {
        target: target.to_owned(),
        old,
        new,
        kind,
        multivalued: false,
        replaces: true,
        secret: false,
    });
}
