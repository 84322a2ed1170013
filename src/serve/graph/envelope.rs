//! The ids of requests, and how Graph tells errors (`concepts/errors`).

use super::super::fault::Fault;
use super::wire;
use crate::connectors::world::{now, seed};
use crate::dotnet::date::{DateKind, DateTime, OutputFormat, Ticks};
use crate::dotnet::encoding::Guid;
use crate::pipeline::PortError;
use axum::Json;
use axum::http::header::{HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

static REQUEST: HeaderName = HeaderName::from_static("request-id");
static CLIENT: HeaderName = HeaderName::from_static("client-request-id");

/// How long the id may be that a client gives.
const LONGEST: usize = 128;

/// What a request is called, by us and by its client.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestIds {
    /// Ours: another one for each request.
    pub request: String,
    /// The client's; ours where it gives none.
    pub client: String,
}

impl RequestIds {
    /// Writes both into an answer's headers.
    pub fn add(&self, headers: &mut HeaderMap) {
        for (name, id) in [(&REQUEST, &self.request), (&CLIENT, &self.client)] {
            if let Ok(value) = HeaderValue::from_str(id) {
                headers.insert(name, value);
            }
        }
    }
}

/// The ids of a request.
///
/// ```
/// use attrflow::serve::graph::request_ids;
/// let ids = request_ids(&axum::http::HeaderMap::new());
/// assert_eq!((ids.request.len(), &ids.client), (36, &ids.request));
/// ```
pub fn request_ids(headers: &HeaderMap) -> RequestIds {
    let request = Guid::v4(u128::from(seed()) << 64 | u128::from(seed())).to_string();
    let given = headers.get(&CLIENT).and_then(|id| id.to_str().ok());
    let usable = |id: &&str| {
        !id.is_empty() && id.len() <= LONGEST && id.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let client = given.filter(usable).unwrap_or(&request).to_owned();
    RequestIds { request, client }
}

/// Why a request is refused, as far as Graph's envelope can tell it.
#[derive(Clone, PartialEq, Debug)]
// Boxed: an answer is mostly none.
pub struct Refusal(Box<Told>);

#[derive(Clone, PartialEq, Debug)]
struct Told {
    fault: Fault,
    target: Option<String>,
    details: Vec<wire::Detail>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Fault::new(status, code, message).into()
    }

    /// There is nothing of that id, in Graph's words.
    pub fn not_found(id: &str) -> Self {
        let message = match id.trim() {
            "" => "The key of the resource is empty.".to_owned(),
            _ => format!(
                "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
            ),
        };
        Self::new(404, "Request_ResourceNotFound", message)
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.fault.help = Some(help.into());
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn target(mut self, target: impl Into<String>) -> Self {
        self.0.target = Some(target.into());
        self
    }

    /// Says every single thing that is wrong.
    #[must_use]
    pub fn details(mut self, details: Vec<wire::Detail>) -> Self {
        self.0.details = details;
        self
    }

    /// Adds a header: `Allow`, `Retry-After`.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: &str) -> Self {
        let value = HeaderValue::from_str(value);
        self.0.header = value.ok().map(|value| (name, value));
        self
    }

    /// As an answer.
    pub fn answer(self, ids: &RequestIds) -> Response {
        let Told {
            fault,
            target,
            details,
            header,
        } = *self.0;
        let error = wire::Fault {
            code: fault.code.to_owned(),
            message: match &fault.help {
                Some(help) => joined(&fault.message, help),
                None => fault.message,
            },
            target,
            details,
            inner_error: wire::Inner {
                date: written(now(), "yyyy-MM-dd'T'HH:mm:ss"),
                request_id: ids.request.clone(),
                client_request_id: ids.client.clone(),
            },
        };
        let mut answer = (fault.status, Json(wire::Envelope { error })).into_response();
        let headers = answer.headers_mut();
        ids.add(headers);
        if let Some((name, value)) = header {
            headers.insert(name, value);
        }
        if let Some(seconds) = fault.retry {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        if fault.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self(Box::new(Told {
            fault,
            target: None,
            details: Vec::new(),
            header: None,
        }))
    }
}

impl From<PortError> for Refusal {
    fn from(error: PortError) -> Self {
        Fault::from(error).into()
    }
}

/// What is wrong and what to do, in one text: Graph's own messages are sentences, ours are none.
fn joined(message: &str, help: &str) -> String {
    if !message.ends_with('.') {
        return format!("{message}; {help}");
    }
    let mut letters = help.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let sentence: String = first.into_iter().chain(letters).collect();
    let end = if help.ends_with(['.', '?']) { "" } else { "." };
    format!("{message} {sentence}{end}")
}

/// A fault as Graph tells it.
pub fn envelope(fault: &Fault, ids: &RequestIds) -> Response {
    Refusal::from(fault.clone()).answer(ids)
}

/// An instant, UTC, in a format of .NET's.
pub fn written(instant: Ticks, format: &'static str) -> String {
    let mut text = String::new();
    let date = DateTime {
        ticks: instant,
        kind: DateKind::Utc,
    };
    if let Ok(format) = OutputFormat::new(format) {
        // A text takes everything that is written to it.
        let _ = format.write(date, &mut text);
    }
    text
}
