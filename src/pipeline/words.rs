//! The sentences of steps, after Entra's own (`pipeline` 7), and what to do about failures.

use super::build::Objects;
use super::change::Deed;
use super::decide::Reason;
use super::import::Entry;
use super::matching::target_name;
use super::plan::Plan;
use super::port::{Link, TargetObject};
use super::port_error::{PortError, PortErrorKind};
use super::run::ErrorInfo;
use super::scope::Scope;

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
    let mut letters = object.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let object: String = first.into_iter().chain(letters).collect();
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

/// An expression that fails.
pub(super) fn unevaluable(target: &str, code: &str, message: &str) -> ErrorInfo {
    ErrorInfo {
        code: code.to_owned(),
        reason: format!("the expression of `{target}` cannot be evaluated: {message}"),
        recommended: Some(format!(
            "trace `{target}`, and see `attrflow explain {code}`"
        )),
    }
}

/// Several values for an attribute that holds one.
pub(super) fn too_many(target: &str, count: usize) -> ErrorInfo {
    ErrorInfo {
        code: "SchemaPropertyCanOnlyAcceptValue".to_owned(),
        reason: format!("`{target}` holds one value, but {count} values flow into it"),
        recommended: Some(
            "map one of the values, such as with `Item`, or join them with `Join`".to_owned(),
        ),
    }
}

/// An expression that leaves the whole object out.
pub(super) fn left_out(target: &str) -> ErrorInfo {
    ErrorInfo {
        code: "EntrySynchronizationSkipped".to_owned(),
        reason: format!("the expression of `{target}` leaves the whole object out"),
        recommended: None,
    }
}

/// Why an object is skipped, with numbered reasons.
pub(super) fn skipped(object: &str, id: &str, reasons: &[String]) -> String {
    let mut sentence = format!("The {object} '{id}' will be skipped due to the following reasons:");
    for (at, reason) in reasons.iter().enumerate() {
        sentence.push_str(&format!(" {}) {reason}", at + 1));
    }
    sentence
}

/// A skip's sentence and code.
pub(super) fn skip(
    reason: Reason,
    entry: &Entry,
    scope: &Scope,
    target: &str,
) -> (String, ErrorInfo) {
    let (reasons, recommended) = match reason {
        Reason::NotEntitled | Reason::OutOfScope | Reason::Ignored => {
            (scope.reasons.clone(), scope.advice)
        }
        Reason::DeletionsSkipped => {
            let mut reasons = scope.reasons.clone();
            reasons.push("`SkipOutOfScopeDeletions` is on, so it is not disabled".to_owned());
            (
                reasons,
                Some("set `SkipOutOfScopeDeletions` to false to disable it"),
            )
        }
        Reason::ActionOff(deed) => {
            let (action, word) = match deed {
                Deed::Create => ("Create", "created"),
                Deed::Update => ("Update", "updated"),
                Deed::Disable => ("Update", "disabled"),
                Deed::Delete => ("Delete", "deleted"),
            };
            (
                vec![format!(
                    "it would be {word} in {target}, but the target object action `{action}` is off"
                )],
                Some(
                    "switch the target object action on in the job and in the schema's `flowTypes`",
                ),
            )
        }
        Reason::NotManaged => (
            vec![format!(
                "it is deleted in the source, and its object in {target} is not, or no longer, managed"
            )],
            None,
        ),
        Reason::StaysBlocked => (
            vec![format!(
                "its account is blocked in {target} already, and who is blocked before leaving the scope is not deleted"
            )],
            Some("delete the user in the target, if nobody needs it"),
        ),
        Reason::AlreadyGone => (
            vec![format!("it is deleted in the source and in {target}")],
            None,
        ),
    };
    let error = ErrorInfo {
        code: reason.code().to_owned(),
        reason: reasons.join("; "),
        recommended: recommended.map(str::to_owned),
    };
    (skipped(&entry.object, &entry.name, &reasons), error)
}

/// Both sides agree.
pub(super) fn redundant_export(entry: &Entry) -> ErrorInfo {
    ErrorInfo {
        code: "RedundantExport".to_owned(),
        reason: both_match(&entry.object),
        recommended: None,
    }
}

/// Why an object that should be disabled cannot be.
pub(super) fn undisablable(
    objects: &Objects<'_>,
    deed: Deed,
    entry: &Entry,
    plan: &Plan,
) -> Option<ErrorInfo> {
    (deed == Deed::Disable && plan.has_no_flows()).then(|| ErrorInfo {
        code: "EntrySynchronizationSkipped".to_owned(),
        reason: format!(
            "no attribute mapping of `{}` reads `IsSoftDeleted`, so nothing can disable {}",
            objects.mapping.title(),
            named(&entry.object, &entry.name)
        ),
        recommended: Some(
            r#"map `Switch([IsSoftDeleted], , "False", "True", "True", "False")` to the attribute that enables an account"#
                .to_owned(),
        ),
    })
}

/// Several objects of the target match.
pub(super) fn duplicate_target(objects: &Objects<'_>, hits: &[TargetObject]) -> ErrorInfo {
    let names: Vec<String> = hits
        .iter()
        .map(|hit| format!("`{}` ({})", target_name(objects, hit), hit.id))
        .collect();
    ErrorInfo {
        code: "DuplicateTargetEntries".to_owned(),
        reason: format!("several objects of the target match: {}", names.join(", ")),
        recommended: Some(
            "make the value unique in the target, or match by an attribute that is unique"
                .to_owned(),
        ),
    }
}

/// Another source object is linked to the object that matches.
pub(super) fn duplicate_source(rival: &Link) -> ErrorInfo {
    ErrorInfo {
        code: "DuplicateSourceEntries".to_owned(),
        reason: format!(
            "the object of the target that matches is linked to {} ({}) already",
            named(&rival.source_object, &rival.display_name),
            rival.source
        ),
        recommended: Some(
            "give the two source objects different values of the matching attribute, or delete the other link"
                .to_owned(),
        ),
    }
}

/// The linked object is gone.
pub(super) fn vanished(link: Option<&Link>, target: &str) -> ErrorInfo {
    let id = link.map_or("", |link| link.target.as_str());
    ErrorInfo {
        code: PortErrorKind::InvalidAnchor.code().to_owned(),
        reason: format!("the linked object `{id}` does not exist in {target} any more"),
        recommended: advice(PortErrorKind::InvalidAnchor).map(str::to_owned),
    }
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
        | PortErrorKind::Busy
        | PortErrorKind::InternalError => return None,
    })
}
