//! So many connections, and no more.

use axum_server::accept::Accept;
use std::future::{Future, Ready, ready};
use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep};

/// How many connections are open at once; what comes beyond is closed.
const MOST: usize = 256;

/// How long a client may take nothing of what is sent to it.
const STALLED: Duration = Duration::from_secs(20);

/// Accepts connections while there is room.
#[derive(Clone, Debug)]
pub struct Room(Arc<Semaphore>);

impl Room {
    pub fn new() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }
}

impl<S> Accept<TcpStream, S> for Room {
    type Stream = Seated;
    type Service = S;
    type Future = Ready<std::io::Result<(Seated, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let seated = Arc::clone(&self.0)
            .try_acquire_owned()
            .map_err(Error::other)
            .and_then(|seat| {
                stream.set_nodelay(true)?;
                Ok((
                    Seated {
                        stream,
                        stalled: None,
                        _seat: seat,
                    },
                    service,
                ))
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
    _seat: OwnedSemaphorePermit,
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
        Pin::new(&mut self.stream).poll_read(cx, buffer)
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
