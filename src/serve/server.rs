//! The server itself: it listens, answers, and stops when it is told to.

use super::desk::Desk;
use super::fault::Fault;
use super::guard::{self, Guard, Session, sign_in, sign_out};
use super::listen::Room;
use super::settings::Settings;
use super::tls::{self, Certificate};
use super::{api, graph, page};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::post;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use hyper_util::rt::TokioTimer;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
#[cfg(unix)]
use std::{
    future::{Future, poll_fn},
    task::Poll,
};
use tower_http::catch_panic::CatchPanicLayer;

/// How long a client may take to send the head of a request, and may keep quiet between two.
const HEAD: Duration = Duration::from_secs(15);

/// How long requests under way may take once the server was told to stop.
const LAST: Duration = Duration::from_secs(10);

/// How long work may take that goes on when nobody waits for it any more.
const REST: Duration = Duration::from_secs(1);

/// How many requests wait for files or other machines at once.
const WAITING: usize = 64;

/// What a server tells when it listens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listening {
    /// Its address, as in `http://127.0.0.1:8787`.
    pub address: String,
    /// The certificate that was made for it.
    pub certificate: Option<Certificate>,
}

/// Serves until it is interrupted or told to end; then lets requests under way come to theirs.
///
/// # Errors
/// It cannot listen, certificate or key cannot be used, or what `told` says.
pub fn serve(
    settings: Settings,
    told: impl FnOnce(&Listening) -> Result<(), String>,
) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(WAITING)
        .build()
        .map_err(|error| format!("no threads: {error}"))?;
    let served = runtime.block_on(run(settings, told));
    // What still tries a pattern, or waits for a target that does not answer, keeps nobody here.
    runtime.shutdown_timeout(REST);
    served
}

async fn run(
    settings: Settings,
    told: impl FnOnce(&Listening) -> Result<(), String>,
) -> Result<(), String> {
    let tls = tls::config(&settings)?;
    let wanted = settings.listen;
    let cannot = |error: std::io::Error| match error.kind() {
        ErrorKind::AddrInUse => format!(
            "cannot listen on {wanted}: something else listens there; name another port with `--listen`, port 0 takes a free one"
        ),
        _ => {
            let said = error.to_string();
            let said = said.split(" (os error").next().unwrap_or_default();
            format!("cannot listen on {wanted}: {}", said.to_lowercase())
        }
    };
    let listener = TcpListener::bind(wanted).map_err(cannot)?;
    listener.set_nonblocking(true).map_err(cannot)?;
    let at = listener.local_addr().map_err(cannot)?;
    let scheme = settings.scheme();
    let app = app(settings, at)?;

    let handle = Handle::new();
    tokio::spawn(until_told(handle.clone()));
    let room = Room::new();
    told(&Listening {
        address: format!("{scheme}://{at}"),
        certificate: tls.as_ref().and_then(|tls| tls.made.clone()),
    })?;
    let server = axum_server::from_tcp(listener)
        .map_err(cannot)?
        .handle(handle);
    match tls {
        Some(tls) => {
            let acceptor =
                RustlsAcceptor::new(RustlsConfig::from_config(tls.config)).acceptor(room);
            timed(server.acceptor(acceptor))
                .serve(app.into_make_service())
                .await
        }
        None => {
            timed(server.acceptor(room))
                .serve(app.into_make_service())
                .await
        }
    }
    .map_err(|error| format!("the server failed: {error}"))
}

fn timed<A>(server: Server<SocketAddr, A>) -> Server<SocketAddr, A> {
    // Said last: with another acceptor it is forgotten, and then whoever says nothing has all the time.
    let mut server = server.http1_only();
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1024);
    server
}

/// Everything that is served, behind the guard.
fn app(settings: Settings, at: SocketAddr) -> Result<Router, String> {
    let mut hosts = vec![at.to_string(), format!("localhost:{}", at.port())];
    let usual = match settings.tls {
        Some(_) => 443,
        None => 80,
    };
    if at.port() == usual {
        hosts.push(match at.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        });
        hosts.push("localhost".to_owned());
    }
    for name in &settings.hosts {
        let name = name.to_ascii_lowercase();
        hosts.push(format!("{name}:{}", at.port()));
        // Behind a proxy, or on the scheme's own port, clients name none.
        hosts.push(name);
    }
    let guard = Guard {
        scheme: settings.scheme(),
        desk: Arc::new(Desk::new(settings)),
        session: Arc::new(Session::new(at.port())?),
        hosts: hosts.into(),
    };
    let session = Router::new()
        .route("/session", post(sign_in).delete(sign_out))
        .with_state(guard.clone());
    Ok(Router::new()
        .nest("/api", api::router())
        .merge(graph::router())
        .with_state(Arc::clone(&guard.desk))
        .merge(session)
        .fallback(page::serve)
        .layer(CatchPanicLayer::custom(|_| {
            Fault::internal().into_response()
        }))
        .layer(from_fn_with_state(guard, guard::guard)))
}

/// Waits for the word to stop; a second one stops at once.
async fn until_told(handle: Handle<SocketAddr>) {
    told_to_stop().await;
    handle.graceful_shutdown(Some(LAST));
    told_to_stop().await;
    handle.shutdown();
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    let interrupt = std::pin::pin!(tokio::signal::ctrl_c());
    let end = std::pin::pin!(end.recv());
    let (mut interrupt, mut end) = (interrupt, end);
    poll_fn(|cx| {
        match interrupt.as_mut().poll(cx).is_ready() || end.as_mut().poll(cx).is_ready() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
}

#[cfg(not(unix))]
async fn told_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
