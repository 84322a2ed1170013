//! Who is let in, and what every answer carries. Stands before everything else: a request that is not
//! addressed to this server, comes from another site, or shows no token, is refused unread.

mod body;
mod headers;
mod origin;
mod path;
mod session;

use super::desk::Desk;
use super::fault::Fault;
use super::graph;
use super::listen::Seat;
use super::page;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

pub use session::{Session, sign_in, sign_out};

/// What the guard must know.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The server's work.
    pub desk: Arc<Desk>,
    /// Who is signed in.
    pub session: Arc<Session>,
    /// `http` or `https`.
    pub scheme: &'static str,
    /// The names by which the server may be called, with the port.
    pub hosts: Arc<[String]>,
}

/// Lets a request through, or answers it.
pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let is_graph = graph::is_graph(request.uri().path());
    let ids = graph::request_ids(request.headers());
    let mut answer = match admitted(&guard, request).await {
        Ok(request) => next.run(request).await,
        Err(Refusal::SignIn) => page::sign_in_page(),
        Err(Refusal::Fault(fault)) if is_graph => graph::envelope(&fault, &ids),
        Err(Refusal::Fault(fault)) => fault.into_response(),
    };
    headers::add(answer.headers_mut());
    answer
}

enum Refusal {
    Fault(Fault),
    /// Nobody is signed in, and a person asks.
    SignIn,
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

async fn admitted(guard: &Guard, request: Request) -> Result<Request, Refusal> {
    let host = origin::host(&request, &guard.hosts)?;
    path::plain(request.uri())?;
    let same = origin::same(request.headers(), guard.scheme, &host)?;
    let open = page::is_open(request.method(), request.uri().path());
    if !open {
        match session::shown(request.headers(), guard) {
            session::Shown::Token => {}
            // A cookie is sent by the browser unasked, so what changes something must come from our page.
            session::Shown::Cookie if same || request.method().is_safe() => {}
            session::Shown::Cookie => return Err(origin::foreign().into()),
            session::Shown::Nothing if page::is_view(&request) => return Err(Refusal::SignIn),
            session::Shown::Nothing => return Err(session::refused().into()),
        }
        if let Some(seat) = request.extensions().get::<Arc<Seat>>() {
            seat.keep();
        }
    }
    let most = match open {
        true => body::MOST_OPEN,
        false => body::MOST,
    };
    Ok(body::whole(request, most).await?)
}
