//! Why a request is not answered as it was meant.

use super::words::bare;
use crate::pipeline::{PortError, PortErrorKind};
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// In how many seconds a file may be free again that another process holds.
const FREE: u32 = 5;

/// Why a request is refused or failed. As an answer it is `{"error": {"code", "message", "help"}}`;
/// the Graph API puts the same into Graph's envelope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The status of the answer.
    pub status: StatusCode,
    /// A word for programs, in lower camel case as Graph's own codes.
    pub code: &'static str,
    /// What is wrong: lower case, no final period.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// In how many seconds it is worth trying again, where waiting alone helps.
    pub retry: Option<u32>,
}

impl Fault {
    /// A refusal.
    ///
    /// ```
    /// use attrflow::serve::Fault;
    /// let fault = Fault::new(404, "itemNotFound", "there is no user `ada`").help("search by name");
    /// assert_eq!(fault.status.as_u16(), 404);
    /// ```
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code,
            message: message.into(),
            help: None,
            retry: None,
        }
    }

    /// Says what to do.
    ///
    /// ```
    /// use attrflow::serve::Fault;
    /// assert_eq!(Fault::internal().help("try again").help.as_deref(), Some("try again"));
    /// ```
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says in how many seconds to try again.
    ///
    /// ```
    /// use attrflow::serve::Fault;
    /// assert_eq!(Fault::internal().retry(5).retry, Some(5));
    /// ```
    #[must_use]
    pub fn retry(mut self, seconds: u32) -> Self {
        self.retry = Some(seconds);
        self
    }

    /// A defect of ours.
    ///
    /// ```
    /// assert_eq!(attrflow::serve::Fault::internal().code, "generalException");
    /// ```
    pub fn internal() -> Self {
        Self::new(
            500,
            "generalException",
            "the request failed inside attrflow",
        )
        .help("this is a defect; please report what was asked")
    }

    /// As JSON.
    ///
    /// ```
    /// let json = attrflow::serve::Fault::new(400, "invalidRequest", "no `expression`").json();
    /// assert_eq!(json["error"]["code"], "invalidRequest");
    /// ```
    pub fn json(&self) -> Value {
        let mut error = Map::new();
        error.insert("code".to_owned(), self.code.into());
        error.insert("message".to_owned(), self.message.as_str().into());
        if let Some(help) = &self.help {
            error.insert("help".to_owned(), help.as_str().into());
        }
        json!({ "error": error })
    }
}

/// What a file, the target or the links say: the request was well formed, but the job cannot do it now.
impl From<PortError> for Fault {
    fn from(error: PortError) -> Self {
        let message = bare(&error.message);
        let fault = match error.kind {
            PortErrorKind::Busy => Self::new(503, "serviceNotAvailable", message).retry(FREE),
            kind => Self::new(502, kind.code(), message),
        };
        Self {
            help: error.help.as_deref().map(bare),
            ..fault
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut answer = (self.status, Json(self.json())).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let bearer = HeaderValue::from_static("Bearer");
            answer.headers_mut().insert(WWW_AUTHENTICATE, bearer);
        }
        if let Some(seconds) = self.retry {
            answer.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        answer
    }
}
