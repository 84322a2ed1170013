//! A server that answers what the test says, however wrong, and writes down what it was asked.

use serde_json::{Value as Json, json};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One answer.
#[derive(Clone)]
pub enum Reply {
    /// Status, further headers, body; as `application/scim+json`.
    Scim(u16, &'static str, String),
    /// The bytes as they are.
    Raw(String),
    /// Nothing, for that long.
    Slow(Duration),
    /// The connection is closed at once.
    Cut,
}

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub head: String,
    pub body: String,
}

impl Asked {
    pub fn json(&self) -> Option<Json> {
        serde_json::from_str(&self.body).ok()
    }
}

/// A listening server; it ends with the test's process.
pub struct Faulty {
    port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Faulty {
    /// Answers in that order, and the last answer from then on.
    pub fn start(replies: Vec<Reply>) -> Self {
        Self::answering(move |_, at| replies[at.min(replies.len() - 1)].clone())
    }

    /// Answers each request by its content and number.
    pub fn answering(reply: impl Fn(&Asked, usize) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let Some(request) = read(&mut stream) else {
                    continue;
                };
                let at = {
                    let mut record = record.lock().unwrap();
                    record.push(request.clone());
                    record.len() - 1
                };
                answer(stream, reply(&request, at));
            }
        });
        Self { port, asked }
    }

    pub fn base(&self) -> String {
        format!("http://127.0.0.1:{}/scim", self.port)
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }
}

pub fn scim(status: u16, body: Json) -> Reply {
    Reply::Scim(status, "", body.to_string())
}

fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut buffer).ok()? {
            0 => return None,
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, length)| length.trim().parse().unwrap());
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        let read = stream.read(&mut buffer).ok()?;
        body.extend_from_slice(&buffer[..read]);
    }
    let line = head
        .lines()
        .next()?
        .trim_end_matches(" HTTP/1.1")
        .to_owned();
    Some(Asked {
        line,
        head,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

fn answer(mut stream: TcpStream, reply: Reply) {
    let text = match reply {
        Reply::Cut => return,
        Reply::Slow(pause) => {
            thread::spawn(move || {
                thread::sleep(pause);
                drop(stream);
            });
            return;
        }
        Reply::Raw(text) => text,
        Reply::Scim(status, headers, body) => format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/scim+json\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ),
    };
    let _ = stream.write_all(text.as_bytes());
}

pub fn list(resources: Json) -> Reply {
    let total = resources.as_array().unwrap().len();
    scim(
        200,
        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": total, "Resources": resources}),
    )
}

pub fn error(status: u16, detail: &str) -> Reply {
    scim(
        status,
        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.to_string(), "detail": detail}),
    )
}

pub fn user(id: &str) -> Json {
    json!({"id": id, "userName": "bjensen", "externalId": "7"})
}
