//! What a refusal means: HTTP answers and the codes of Entra's provisioning log.

use super::wire::Answer;
use crate::pipeline::{PortError, PortErrorKind};
use serde_json::Value as Json;

const LONGEST_QUOTE: usize = 300;

/// What was asked, which decides what "not found" means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asked {
    /// All objects of a kind: a list, a creation.
    Collection,
    /// One object.
    Object,
}

/// The failure that an answer tells.
pub(super) fn fault(label: &str, answer: &Answer, asked: Asked) -> PortError {
    let (kind, help) = meaning(answer, asked);
    let mut message = format!(
        "the target answers `{label}` with {}",
        status(answer.status)
    );
    if let Some(place) = answer
        .location
        .as_deref()
        .filter(|_| answer.status / 100 == 3)
    {
        message.push_str(&format!(" to `{}`", quoted(place)));
    }
    let detail = detail(answer);
    if !detail.is_empty() {
        message.push_str(&format!(": {detail}"));
    }
    let help = match answer.retry_after {
        Some(pause) => format!("try again in {} s, as the target asks", pause.as_secs()),
        None => help.to_owned(),
    };
    let mut error = PortError::new(kind, message).help(help);
    error.status = Some(answer.status);
    error.retries = answer.retries;
    error
}

/// An answer that does not fit the protocol.
pub(super) fn incompatible(label: &str, answer: &Answer, why: &str) -> PortError {
    let mut message = format!("the target's answer to `{label}` {why}");
    let text = answer.body.trim();
    if !text.is_empty() {
        message.push_str(&format!(": `{}`", quoted(text)));
    }
    let mut error = PortError::new(PortErrorKind::ServiceIncompatible, message)
        .help("Entra would refuse it, too; check the target's address in the job, and the target");
    error.status = Some(answer.status);
    error.retries = answer.retries;
    error
}

/// The `scimType` of a refusal.
pub(super) fn scim_type(answer: &Answer) -> Option<String> {
    let body: Json = serde_json::from_str(&answer.body).ok()?;
    body.get("scimType")?.as_str().map(str::to_owned)
}

fn meaning(answer: &Answer, asked: Asked) -> (PortErrorKind, &'static str) {
    use PortErrorKind as Kind;
    match answer.status {
        300..=399 => (
            Kind::ServiceIncompatible,
            "write the address that it leads to into the job: redirects are not followed with a token",
        ),
        400 if scim_type(answer).is_some_and(|word| word.eq_ignore_ascii_case("invalidPath")) => (
            Kind::SchemaAttributeNotFound,
            "take the attribute out of the mapping, or add it to the target",
        ),
        401 => (
            Kind::Unauthorized,
            "check the token in the environment variable or file that the job names",
        ),
        403 => (
            Kind::InsufficientRights,
            "give the token's owner the right to manage users and groups in the target",
        ),
        404 if asked == Asked::Object => (
            Kind::InvalidAnchor,
            "the object is gone: delete its link, so that it is matched again",
        ),
        404 => (
            Kind::ServiceIncompatible,
            "check the target's address in the job: a list without hits must be answered with 200, and Entra quarantines jobs on 404",
        ),
        405 => (
            Kind::MethodNotAllowed,
            "switch that action off in the mapping, or on in the target",
        ),
        409 => (
            Kind::Conflict,
            "another object has such a value already: change the value, or match by it",
        ),
        422 => (
            Kind::UnprocessableEntity,
            "correct the values that the target names",
        ),
        429 => (Kind::TooManyRequests, "try again later"),
        501 => (
            Kind::NotImplemented,
            "the target cannot do that; take it out of the mapping",
        ),
        500.. => (
            Kind::InternalServerError,
            "try again later; if it stays, look into the target's own log",
        ),
        _ => (
            Kind::ServiceIncompatible,
            "ask the target what it takes: `attrflow probe`",
        ),
    }
}

/// The error's own words; the beginning of the answer where it is no SCIM error.
fn detail(answer: &Answer) -> String {
    let body: Option<Json> = serde_json::from_str(&answer.body).ok();
    let said = body
        .as_ref()
        .and_then(|body| body.get("detail"))
        .and_then(Json::as_str)
        .filter(|detail| !detail.is_empty());
    match said {
        Some(detail) => quoted(detail),
        None if answer.body.trim().is_empty() => String::new(),
        None => format!("`{}`", quoted(answer.body.trim())),
    }
}

/// The text, shortened, without line ends and control characters.
fn quoted(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(LONGEST_QUOTE)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        shown.push('…');
    }
    shown
}

fn status(code: u16) -> String {
    let words = ureq::http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason());
    match words {
        Some(words) => format!("{code} {words}"),
        None => code.to_string(),
    }
}
