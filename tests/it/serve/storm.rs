//! Many requests at once over a few connections: how many are answered in a second, and how long the
//! slow ones take. It shares the machine with the server, so it does as little as it can: each thread
//! writes one request on each of its connections, then reads the answers.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// How much is asked.
#[derive(Clone, Copy)]
pub struct Storm<'r> {
    /// As in `127.0.0.1:40123`.
    pub host: &'r str,
    /// The whole request.
    pub request: &'r [u8],
    pub threads: usize,
    /// For each thread.
    pub connections: usize,
    pub time: Duration,
}

/// What came of it.
pub struct Weather {
    pub answers: usize,
    pub took: Duration,
    /// How long each answer took, the shortest first.
    pub waits: Vec<Duration>,
    /// One of the answers, head and body.
    pub sample: String,
}

impl Weather {
    pub fn a_second(&self) -> f64 {
        self.answers as f64 / self.took.as_secs_f64()
    }

    /// The time within which this share of all requests is answered.
    pub fn within(&self, share: f64) -> Duration {
        self.waits[((self.waits.len() - 1) as f64 * share) as usize]
    }
}

/// Asks until the time is over.
///
/// # Errors
/// The server cannot be reached, hangs up, or answers otherwise than with 200.
pub fn rage(storm: Storm<'_>) -> io::Result<Weather> {
    let begun = Instant::now();
    let parts: Vec<io::Result<(Vec<Duration>, String)>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..storm.threads)
            .map(|_| scope.spawn(move || blow(storm)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    let took = begun.elapsed();
    let (mut waits, mut sample) = (Vec::new(), String::new());
    for part in parts {
        let (mut own, seen) = part?;
        waits.append(&mut own);
        sample = seen;
    }
    waits.sort_unstable();
    Ok(Weather {
        answers: waits.len(),
        took,
        waits,
        sample,
    })
}

fn blow(storm: Storm<'_>) -> io::Result<(Vec<Duration>, String)> {
    let mut connections = Vec::new();
    for _ in 0..storm.connections {
        let stream = TcpStream::connect(storm.host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        connections.push((stream, Instant::now()));
    }
    let (mut waits, mut buffer) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    while begun.elapsed() < storm.time {
        for (stream, asked) in &mut connections {
            *asked = Instant::now();
            stream.write_all(storm.request)?;
        }
        for (stream, asked) in &mut connections {
            read_answer(stream, &mut buffer)?;
            waits.push(asked.elapsed());
        }
    }
    Ok((waits, String::from_utf8_lossy(&buffer).into_owned()))
}

/// Reads exactly one answer.
fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    let mut whole = None;
    while whole.is_none_or(|whole| buffer.len() < whole) {
        let mut part = [0; 8 * 1024];
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Err(io::Error::other("the server hung up"));
        }
        buffer.extend_from_slice(&part[..count]);
        if whole.is_none() {
            whole = length(buffer)?;
        }
    }
    Ok(())
}

/// How long the whole answer is, once its head is there.
fn length(answer: &[u8]) -> io::Result<Option<usize>> {
    let Some(end) = answer.windows(4).position(|part| part == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    if !head.starts_with("http/1.1 200 ") {
        return Err(io::Error::other(head));
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length.and_then(|length| length.trim().parse::<usize>().ok());
    let length = length.ok_or_else(|| io::Error::other("an answer without its length"))?;
    Ok(Some(end + 4 + length))
}

/// A request to parse and evaluate an expression over a user as scripts send it.
pub fn request(host: &str, token: &str, principal: &str, job: &str) -> String {
    let expression = r#"Join(\"@\", ToLower(StripSpaces(NormalizeDiacritics(Join(\".\", [givenName], [surname])))), \"contoso.com\")"#;
    let properties = [
        ("objectId", "66E4A8CC-1B7B-435E-95F8-F06CEA133828"),
        ("accountEnabled", "true"),
        ("givenName", "Zo\u{eb}"),
        ("surname", "M\u{fc}ller Brandt"),
        ("preferredLanguage", "EN-US"),
        ("userPrincipalName", "zoe.mueller@contoso.com"),
        ("department", "Engineering"),
    ]
    .map(|(key, value)| format!(r#"{{"key":"{key}","value":"{value}"}}"#))
    .join(",");
    let body = format!(
        r#"{{"expression":"{expression}","targetAttributeDefinition":null,"testInputObject":{{"definition":null,"properties":[{properties}]}}}}"#
    );
    format!(
        "POST /v1.0/servicePrincipals/{principal}/synchronization/jobs/{job}/schema/parseExpression HTTP/1.1\r\n\
         Host: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
