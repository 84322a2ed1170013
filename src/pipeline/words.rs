//! The sentences of steps, after Entra's own (`pipeline` 7), and what to do about failures.

use super::change::Deed;
use super::port::{PortError, PortErrorKind};
use super::run::ErrorInfo;

/// `User 'x'`: how sentences name an object.
pub(super) fn named(object: &str, id: &str) -> String {
    format!("{object} '{id}'")
}

/// The import from the source.
pub(super) fn retrieved(object: &str, id: &str, system: &str) -> String {
    format!("Retrieved {object} '{id}' from {system}")
}

/// The first import of cloud sync.
pub(super) fn received(object: &str, id: &str, system: &str) -> String {
    format!("Received {object} '{id}' change of type (Add) from {system}")
}

/// The scope step.
pub(super) fn scoping(object: &str) -> String {
    format!("Determine if {object} in scope by evaluating against each scoping filter")
}

/// The matching step of an object that the target lacks.
pub(super) fn to_create(object: &str, id: &str, source: &str, target: &str) -> String {
    format!(
        "{object} '{id}' will be created in {target} ({object} is active and assigned in {source}, but no matching {object} was found in {target})"
    )
}

/// What happened to the target's object, or would.
pub(super) fn exported(deed: Deed, object: &str, id: &str, target: &str, what_if: bool) -> String {
    let was = if what_if { "would be" } else { "was" };
    let done = match deed {
        Deed::Create => "created",
        Deed::Update => "updated",
        Deed::Disable => "disabled",
        Deed::Delete => "deleted",
    };
    format!("{object} '{id}' {was} {done} in {target}")
}

/// What failed.
pub(super) fn failed(deed: Deed, object: &str, id: &str, target: &str) -> String {
    let verb = match deed {
        Deed::Create => "create",
        Deed::Update => "update",
        Deed::Disable => "disable",
        Deed::Delete => "delete",
    };
    format!("Failed to {verb} {object} '{id}' in {target}")
}

/// Why nothing needs to be done.
pub(super) fn redundant(object: &str, id: &str) -> String {
    format!(
        "{} No change to the {object} '{id}' currently needs to be made.",
        both_match(object)
    )
}

/// The sentence that Graph's answer repeats as `errorMessage`.
pub(super) fn both_match(object: &str) -> String {
    let what = if object.eq_ignore_ascii_case("user") {
        "user"
    } else {
        "entry"
    };
    format!("The state of the {what} in both the source and target systems already match.")
}

/// Why an object is skipped, with numbered reasons.
pub(super) fn skipped(object: &str, id: &str, reasons: &[String]) -> String {
    let mut sentence = format!("The {object} '{id}' will be skipped due to the following reasons:");
    for (at, reason) in reasons.iter().enumerate() {
        sentence.push_str(&format!(" {}) {reason}", at + 1));
    }
    sentence
}

/// A port's failure as the provisioning log tells it.
pub(super) fn port_error(error: &PortError) -> ErrorInfo {
    ErrorInfo {
        code: error.kind.code().to_owned(),
        reason: error.message.clone(),
        recommended: error
            .help
            .clone()
            .or_else(|| advice(error.kind).map(str::to_owned)),
    }
}

fn advice(kind: PortErrorKind) -> Option<&'static str> {
    Some(match kind {
        PortErrorKind::Conflict => {
            "another object of the target holds one of these values: change it, or match by that attribute"
        }
        PortErrorKind::TooManyRequests => "run again later, or allow fewer requests a second",
        PortErrorKind::InternalServerError => {
            "run again later; if it goes on, ask who runs the target, with the time of this run"
        }
        PortErrorKind::Unauthorized => "renew the target's token",
        PortErrorKind::InsufficientRights | PortErrorKind::MethodNotAllowed => {
            "give the token the right to do this in the target"
        }
        PortErrorKind::InvalidAnchor => {
            "the linked object is gone: delete the link and run again, which matches anew"
        }
        PortErrorKind::SchemaAttributeNotFound => {
            "take the attribute mapping out, or add the attribute to the target"
        }
        PortErrorKind::SingleValued => {
            "map one value to the attribute, such as with `Item` or `Join`"
        }
        PortErrorKind::MissingValues => {
            "give the attribute a value in the source, or a default value"
        }
        PortErrorKind::MultipleEntriesInResponse => {
            "make the target answer with the one object that was asked for"
        }
        PortErrorKind::Timeout | PortErrorKind::WebExceptionProtocolError => {
            "run again; it finds out what reached the target"
        }
        PortErrorKind::UnprocessableEntity
        | PortErrorKind::NotImplemented
        | PortErrorKind::ServiceIncompatible
        | PortErrorKind::InternalError => return None,
    })
}
