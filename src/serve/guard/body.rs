//! Bodies: whole, in time, and not too large.

use super::super::fault::Fault;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use std::time::Duration;

/// How large a body may be, in bytes: real synchronization schemas have some hundred thousand.
pub const MOST: usize = 8 * 1024 * 1024;

/// How large it may be where no token was shown, in bytes.
pub const MOST_OPEN: usize = 16 * 1024;

/// How long a client may take to send its body.
const LONGEST: Duration = Duration::from_secs(20);

/// The request with its body read, of at most so many bytes.
pub async fn whole(request: Request, most: usize) -> Result<Request, Fault> {
    let (parts, body) = request.into_parts();
    if declared(&parts.headers).is_some_and(|length| length > most) {
        return Err(large(most));
    }
    let bytes = match tokio::time::timeout(LONGEST, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) if is_large(&error) => return Err(large(most)),
        Ok(Err(_)) => {
            return Err(Fault::new(
                400,
                "invalidRequest",
                "the body ended before it was whole",
            ));
        }
        Err(_) => return Err(Fault::new(408, "timeout", "the body took too long to come")),
    };
    typed(&parts.headers, &bytes)?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// A body is JSON and says so: what a form of another page can send is none.
fn typed(headers: &HeaderMap, bytes: &Bytes) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Ok(());
    }
    let said = headers
        .get(CONTENT_TYPE)
        .and_then(|said| said.to_str().ok());
    let kind = said
        .and_then(|said| said.split(';').next())
        .unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let is_json =
        kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    match is_json {
        true => Ok(()),
        false => Err(
            Fault::new(415, "invalidRequest", "the body must be `application/json`")
                .help("send `Content-Type: application/json`"),
        ),
    }
}

fn declared(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_large(error: &axum::Error) -> bool {
    // axum tells it in no other way.
    std::error::Error::source(error).is_some_and(|source| source.to_string().contains("limit"))
}

fn large(most: usize) -> Fault {
    Fault::new(
        413,
        "requestEntityTooLarge",
        format!("the body is larger than {} KiB", most / 1024),
    )
}
