//! Requests and answers over HTTP(S). Whoever has no [`Writing`] can only read.

use super::config::{BaseUrl, Limits, ScimConfig, Token};
use super::retry::{Pace, Tries, retry_after};
use super::target::Writing;
use crate::pipeline::{PortError, PortErrorKind, Request};
use serde_json::Value as Json;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};
use ureq::{Agent, Error, Timeout, http};

const MEDIA_TYPE: &str = "application/scim+json";

/// The connection to a target.
pub(super) struct Wire {
    agent: Agent,
    base: BaseUrl,
    token: Option<Token>,
    limits: Limits,
    pace: Pace,
}

/// What the target answered.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) media_type: Option<String>,
    pub(super) location: Option<String>,
    pub(super) body: String,
    pub(super) retry_after: Option<Duration>,
    /// How often the request was repeated before this answer came.
    pub(super) retries: u32,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Broken {
    kind: BrokenKind,
    message: String,
    pub(super) retries: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum BrokenKind {
    /// It never left.
    Unsent,
    /// The connection was cut.
    Cut,
    /// No answer in time.
    Timeout,
    /// An answer that cannot be taken.
    Unusable,
    /// Something that will not change by trying again.
    Hopeless,
}

/// An answer, or why there is none.
pub(super) type Outcome = Result<Answer, Broken>;

impl Wire {
    pub(super) fn new(config: &ScimConfig) -> Self {
        let mut builder = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("attrflow/", env!("CARGO_PKG_VERSION")))
            .accept(MEDIA_TYPE)
            .timeout_connect(Some(config.limits.connect))
            .timeout_global(Some(config.limits.whole));
        if config.base.is_loopback() {
            builder = builder.proxy(None);
        }
        Self {
            agent: builder.build().new_agent(),
            base: config.base.clone(),
            token: config.token.clone(),
            limits: config.limits,
            pace: Pace::new(config.limits.per_second),
        }
    }

    pub(super) fn root(&self) -> &str {
        self.base.root()
    }

    pub(super) fn tries(&self) -> Tries {
        Tries::new(self.limits)
    }

    /// The text without the token, should a target repeat it.
    pub(super) fn hide(&self, text: &str) -> String {
        match &self.token {
            Some(token) => token.hide(text),
            None => text.to_owned(),
        }
    }

    /// Where a target sends us, as it may be told: without what stands in its query, which can repeat what was sent.
    fn place(&self, location: &str) -> String {
        let end = location.find(['?', '#']).unwrap_or(location.len());
        self.hide(location.get(..end).unwrap_or_default())
    }

    /// Reads, as often as it takes and the limits allow.
    pub(super) fn get(&mut self, path: &str) -> Outcome {
        self.persist("GET", path, None)
    }

    /// Writes, again where that can do no harm.
    pub(super) fn write(&mut self, _: &Writing, request: &Request) -> Outcome {
        self.persist(&request.method, &request.path, request.body.as_ref())
    }

    /// Writes once: the caller decides whether to try again.
    pub(super) fn write_once(&mut self, _: &Writing, request: &Request) -> Outcome {
        self.once(&request.method, &request.path, request.body.as_ref())
    }

    fn persist(&mut self, method: &str, path: &str, body: Option<&Json>) -> Outcome {
        let mut tries = self.tries();
        loop {
            let outcome = self.once(method, path, body);
            if !may_pass(&outcome) || !tries.again(asked_pause(&outcome)) {
                return after(outcome, tries.repeated());
            }
        }
    }

    fn once(&mut self, method: &str, path: &str, body: Option<&Json>) -> Outcome {
        self.pace.wait();
        let mut request = http::Request::builder()
            .method(method)
            .uri(self.base.join(path));
        if let Some(token) = &self.token {
            request = request.header("Authorization", token.header());
        }
        let response = match body {
            Some(body) => request
                .header("Content-Type", MEDIA_TYPE)
                .body(body.to_string())
                .map_err(Error::from)
                .and_then(|request| self.agent.run(request)),
            None => request
                .body(())
                .map_err(Error::from)
                .and_then(|request| self.agent.run(request)),
        };
        let mut response = response.map_err(|error| self.broken(error))?;
        let header = |name| {
            let value = response.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let (asked, location) = (header("Retry-After"), header("Location"));
        let media_type = response.body().mime_type().map(str::to_owned);
        let bytes = response
            .body_mut()
            .with_config()
            .limit(self.limits.answer)
            .read_to_vec()
            .map_err(|error| self.broken(error))?;
        Ok(Answer {
            status: response.status().as_u16(),
            media_type,
            location: location.map(|place| self.place(&place)),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            retry_after: asked.and_then(|text| retry_after(&text, SystemTime::now())),
            retries: 0,
        })
    }

    fn broken(&self, error: Error) -> Broken {
        let root = self.base.root();
        let (kind, message) = match error {
            Error::Timeout(Timeout::Connect | Timeout::Resolve) => (
                BrokenKind::Timeout,
                format!(
                    "no connection to `{root}` within {} s",
                    self.limits.connect.as_secs_f32()
                ),
            ),
            Error::Timeout(_) => (
                BrokenKind::Timeout,
                format!(
                    "no answer from `{root}` within {} s",
                    self.limits.whole.as_secs_f32()
                ),
            ),
            Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
                (BrokenKind::Unsent, format!("nobody listens at `{root}`"))
            }
            Error::Io(error) if error.kind() == ErrorKind::TimedOut => (
                BrokenKind::Timeout,
                format!("no answer from `{root}` in time"),
            ),
            Error::Io(error) if error.kind() == ErrorKind::InvalidData => (
                BrokenKind::Hopeless,
                format!("no encrypted connection to `{root}`: {error}"),
            ),
            Error::Io(error) => (
                BrokenKind::Cut,
                format!("the connection to `{root}` was cut: {error}"),
            ),
            Error::ConnectionFailed => (BrokenKind::Unsent, format!("no connection to `{root}`")),
            Error::HostNotFound => (
                BrokenKind::Hopeless,
                format!("there is no host of the name in `{root}`"),
            ),
            Error::BodyExceedsLimit(bytes) => (
                BrokenKind::Unusable,
                format!("the target's answer is longer than {bytes} bytes"),
            ),
            Error::Protocol(error) => (
                BrokenKind::Cut,
                format!("`{root}` does not answer in HTTP: {error}"),
            ),
            other => (
                BrokenKind::Hopeless,
                format!("no connection to `{root}`: {other}"),
            ),
        };
        Broken {
            kind,
            message: self.hide(&message),
            retries: 0,
        }
    }
}

impl Broken {
    pub(super) fn error(self, label: &str) -> PortError {
        let kind = match self.kind {
            BrokenKind::Timeout => PortErrorKind::Timeout,
            BrokenKind::Unusable => PortErrorKind::ServiceIncompatible,
            _ => PortErrorKind::WebExceptionProtocolError,
        };
        let help = match self.kind {
            BrokenKind::Unsent | BrokenKind::Hopeless => {
                "check the target's address in the job, and whether it runs"
            }
            BrokenKind::Cut => "try again; if it stays, look into the target's own log",
            BrokenKind::Timeout => "try again later, or allow more time in the job",
            BrokenKind::Unusable => "check the target's address in the job",
        };
        let mut error = PortError::new(kind, format!("`{label}`: {}", self.message)).help(help);
        error.retries = self.retries;
        error
    }
}

/// Whether another try may end better.
pub(super) fn may_pass(outcome: &Outcome) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status, 429 | 500 | 502..=599),
        Err(broken) => matches!(broken.kind, BrokenKind::Unsent | BrokenKind::Cut),
    }
}

/// Whether what was asked for may have been done although no answer says so.
pub(super) fn is_unclear(outcome: &Outcome) -> bool {
    match outcome {
        Ok(answer) => matches!(answer.status, 500 | 502..=599),
        Err(broken) => matches!(
            broken.kind,
            BrokenKind::Cut | BrokenKind::Timeout | BrokenKind::Unusable
        ),
    }
}

/// How long the target asks to wait.
pub(super) fn asked_pause(outcome: &Outcome) -> Option<Duration> {
    outcome.as_ref().ok().and_then(|answer| answer.retry_after)
}

/// The outcome, with how often the request was repeated.
pub(super) fn after(outcome: Outcome, retries: u32) -> Outcome {
    match outcome {
        Ok(answer) => Ok(Answer { retries, ..answer }),
        Err(broken) => Err(Broken { retries, ..broken }),
    }
}
