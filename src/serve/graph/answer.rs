//! What an operation answers.

use super::envelope::{Refusal, RequestIds};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Response as HttpResponse, StatusCode};
use axum::response::Response;
use serde::Serialize;

/// How an operation ends.
pub type Reply = Result<Answer, Refusal>;

/// The content type of Graph's own answers.
const JSON: &str = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

static ODATA_VERSION: HeaderName = HeaderName::from_static("odata-version");

/// An answer of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    status: StatusCode,
    body: Option<String>,
    headers: Vec<(&'static str, &'static str)>,
}

impl Answer {
    /// JSON.
    pub fn json(shape: &impl Serialize) -> Self {
        Self::text(serde_json::to_string(shape).unwrap_or_default())
    }

    /// JSON that is written already.
    pub fn text(body: String) -> Self {
        Self {
            status: StatusCode::OK,
            body: Some(body),
            headers: Vec::new(),
        }
    }

    /// Nothing: it was done.
    pub fn done() -> Self {
        Self {
            status: StatusCode::NO_CONTENT,
            body: None,
            headers: Vec::new(),
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    pub fn response(self, ids: &RequestIds) -> Response {
        let mut answer = HttpResponse::new(match self.body {
            Some(text) => Body::from(text),
            None => Body::empty(),
        });
        *answer.status_mut() = self.status;
        let is_empty = self.status == StatusCode::NO_CONTENT;
        let headers = answer.headers_mut();
        if !is_empty {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
            headers.insert(&ODATA_VERSION, HeaderValue::from_static("4.0"));
        }
        ids.add(headers);
        for (name, value) in self.headers {
            headers.insert(name, HeaderValue::from_static(value));
        }
        answer
    }
}
