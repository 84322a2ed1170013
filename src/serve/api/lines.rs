//! Answers that come line by line, as newline-delimited JSON, while the work goes on.

use crate::serve::Fault;
use crate::serve::turns::Turn;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use serde_json::Value as Json;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How many lines wait for a slow reader.
const WAITING: usize = 256;

/// Where the lines of an answer go. Never waits: what is worth telling must not keep work from its end,
/// so lines that a reader does not take in time are left out, but never the last one.
#[derive(Debug)]
pub struct Lines {
    out: Sender<Bytes>,
}

impl Lines {
    /// Adds a line, if there is room.
    pub fn add(&self, line: &Json) {
        if self.out.capacity() > 1 {
            self.send(line);
        }
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.out.is_closed()
    }

    /// Adds the last line.
    pub fn end(self, line: &Json) {
        self.send(line);
    }

    fn send(&self, line: &Json) {
        let mut text = line.to_string();
        text.push('\n');
        // Nobody listens any more: the work goes on all the same.
        let _ = self.out.try_send(text.into());
    }
}

/// Does work on a thread that may wait, as long as its turn is held, and answers with the lines that it adds; what fails is the last one.
pub fn answered(
    turn: Turn,
    work: impl FnOnce(&Lines) -> Result<Json, Fault> + Send + 'static,
) -> Response {
    let (out, coming) = channel(WAITING);
    let lines = Lines { out };
    tokio::task::spawn_blocking(move || {
        let last = match work(&lines) {
            Ok(last) => last,
            Err(fault) => fault.json(),
        };
        drop(turn);
        lines.end(&last);
    });
    let kind = [(CONTENT_TYPE, "application/x-ndjson")];
    (kind, Body::new(Coming(coming))).into_response()
}

/// Lines as a body.
struct Coming(Receiver<Bytes>);

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0
            .poll_recv(cx)
            .map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}
