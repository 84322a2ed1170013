//! So many connections, and no more. Whoever has shown no token yet gives way to newcomers, so that silent
//! connections lock nobody out.

use axum::Extension;
use axum::middleware::AddExtension;
use axum_server::accept::Accept;
use std::collections::VecDeque;
use std::future::{Future, Ready, ready};
use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};
use tower::Layer;

/// How many connections are open at once; beyond, the oldest that has shown no token is closed for a new one,
/// and where all have, the new one.
const MOST: usize = 256;

/// How long a client may take nothing of what is sent to it.
const STALLED: Duration = Duration::from_secs(20);

/// Accepts connections while there is room.
#[derive(Clone, Debug)]
pub struct Room {
    free: Arc<Semaphore>,
    /// Who has shown no token yet, the oldest first.
    strangers: Arc<Mutex<VecDeque<Weak<Seat>>>>,
}

impl Room {
    pub fn new() -> Self {
        Self {
            free: Arc::new(Semaphore::new(MOST)),
            strangers: Arc::default(),
        }
    }

    /// A seat: a free one, or that of a stranger.
    fn seat(&self) -> std::io::Result<Arc<Seat>> {
        let mut strangers = held(&self.strangers);
        strangers.retain(|seat| seat.upgrade().is_some_and(|seat| !held(&seat.0).is_known));
        let free = Arc::clone(&self.free).try_acquire_owned();
        let permit = free.or_else(|full| {
            let mut given = std::iter::from_fn(|| strangers.pop_front());
            given
                .find_map(|seat| seat.upgrade()?.give_up())
                .ok_or_else(|| Error::other(full))
        })?;
        let seat = Arc::new(Seat(Mutex::new(Place {
            permit: Some(permit),
            is_known: false,
            reader: None,
        })));
        strangers.push_back(Arc::downgrade(&seat));
        Ok(seat)
    }
}

/// The place of a connection.
#[derive(Debug)]
pub struct Seat(Mutex<Place>);

#[derive(Debug)]
struct Place {
    /// What it holds of the room; nothing once it was given to another.
    permit: Option<OwnedSemaphorePermit>,
    /// Whether a token was shown.
    is_known: bool,
    /// Who waits for what a stranger says.
    reader: Option<Waker>,
}

impl Seat {
    /// Keeps the place for good: a token was shown.
    pub fn keep(&self) {
        let mut place = held(&self.0);
        place.is_known = true;
        place.reader = None;
    }

    /// Gives the place to another, and ends the connection; not where a token was shown.
    fn give_up(&self) -> Option<OwnedSemaphorePermit> {
        let mut place = held(&self.0);
        if place.is_known {
            return None;
        }
        if let Some(reader) = place.reader.take() {
            reader.wake();
        }
        place.permit.take()
    }

    /// Whether the connection may still be read; if not now, the reader is told.
    fn is_open(&self, cx: &Context<'_>) -> bool {
        let mut place = held(&self.0);
        if !place.is_known {
            place.reader = Some(cx.waker().clone());
        }
        place.permit.is_some()
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<S> Accept<TcpStream, S> for Room {
    type Stream = Seated;
    type Service = AddExtension<S, Arc<Seat>>;
    type Future = Ready<std::io::Result<(Seated, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let seated = self.seat().and_then(|seat| {
            stream.set_nodelay(true)?;
            let service = Extension(Arc::clone(&seat)).layer(service);
            let seated = Seated {
                stream,
                stalled: None,
                seat,
            };
            Ok((seated, service))
        });
        ready(seated)
    }
}

/// A connection, which gives its place free when it ends.
#[derive(Debug)]
pub struct Seated {
    stream: TcpStream,
    /// Until when the client must take something.
    stalled: Option<Pin<Box<Sleep>>>,
    seat: Arc<Seat>,
}

impl Seated {
    /// What came of writing; an error where nothing comes of it for too long.
    fn written(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<std::io::Result<usize>>,
    ) -> Poll<std::io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALLED)));
        stalled
            .as_mut()
            .poll(cx)
            .map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Seated {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        match self.seat.is_open(cx) {
            true => Pin::new(&mut self.stream).poll_read(cx, buffer),
            false => Poll::Ready(Err(ErrorKind::ConnectionAborted.into())),
        }
    }
}

impl AsyncWrite for Seated {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
