//! HTTP spoken byte by byte, for what no well-behaved client sends, and for what must be sent fast.

use super::{Server, TOKEN};
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A connection.
pub struct Wire {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Wire {
    pub fn to(server: &Server) -> Self {
        Self::open(server).unwrap()
    }

    pub fn open(server: &Server) -> io::Result<Self> {
        let stream = TcpStream::connect(server.host())?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(40)))?;
        Ok(Self {
            stream,
            unread: Vec::new(),
        })
    }

    /// Sends bytes; that the server does not want them any more is no fault.
    pub fn say(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// Sends what the server takes within a moment; false where it hung up.
    pub fn say_in_time(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        let moment = Some(Duration::from_millis(200));
        self.stream.set_write_timeout(moment).unwrap();
        match self.stream.write_all(bytes.as_ref()) {
            Ok(()) => true,
            Err(error) => is_patience(&error),
        }
    }

    /// The next answer; none where the server hangs up without one.
    pub fn answer(&mut self) -> Option<Heard> {
        let end = loop {
            if let Some(end) = find(&self.unread, b"\r\n\r\n") {
                break end;
            }
            if !self.read() {
                return None;
            }
        };
        let head = String::from_utf8_lossy(&self.unread[..end]).into_owned();
        self.unread.drain(..end + 4);
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = match length(&head) {
            Some(length) => self.exactly(length)?,
            None if head.to_ascii_lowercase().contains("chunked") => self.chunks()?,
            None => Vec::new(),
        };
        Some(Heard { status, head, body })
    }

    /// How long it takes until the server hangs up.
    pub fn until_closed(&mut self) -> Duration {
        let begun = Instant::now();
        while self.read() {}
        begun.elapsed()
    }

    /// All that comes until the server hangs up.
    pub fn everything(&mut self) -> String {
        while self.read() {}
        String::from_utf8_lossy(&self.unread).into_owned()
    }

    fn exactly(&mut self, length: usize) -> Option<Vec<u8>> {
        while self.unread.len() < length {
            if !self.read() {
                return None;
            }
        }
        Some(self.unread.drain(..length).collect())
    }

    fn chunks(&mut self) -> Option<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            while find(&self.unread, b"\r\n").is_none() {
                if !self.read() {
                    return None;
                }
            }
            let end = find(&self.unread, b"\r\n")?;
            let line = self.exactly(end + 2)?;
            let line = std::str::from_utf8(&line).ok()?.trim();
            let length = usize::from_str_radix(line, 16).ok()?;
            let mut chunk = self.exactly(length + 2)?;
            if length == 0 {
                return Some(body);
            }
            chunk.truncate(length);
            body.append(&mut chunk);
        }
    }

    /// Reads what has come; false where nothing will come any more.
    fn read(&mut self) -> bool {
        let mut buffer = [0; 16 * 1024];
        match self.stream.read(&mut buffer) {
            Ok(0) => false,
            Ok(count) => {
                self.unread.extend_from_slice(&buffer[..count]);
                true
            }
            Err(error) => {
                assert!(
                    !is_patience(&error),
                    "the server neither answers nor hangs up"
                );
                false
            }
        }
    }
}

/// A request with the token and the right host.
pub fn request(server: &Server, line: &str, more: &str, body: &str) -> String {
    let length = match body {
        "" => String::new(),
        body => format!(
            "Content-Type: application/json\r\nContent-Length: {}\r\n",
            body.len()
        ),
    };
    format!(
        "{line} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\n{length}{more}\r\n{body}",
        server.host()
    )
}

/// What the server answers to bytes, and nothing where it hangs up.
pub fn ask(server: &Server, bytes: impl AsRef<[u8]>) -> Option<Heard> {
    let mut wire = Wire::to(server);
    wire.say(bytes);
    wire.answer()
}

/// Whether nothing was to be had for the time that was given.
fn is_patience(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

fn length(head: &str) -> Option<usize> {
    let head = head.to_ascii_lowercase();
    let mut lines = head.lines();
    let line = lines.find_map(|line| line.strip_prefix("content-length:"))?;
    Some(line.trim().parse().unwrap())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}
