//! `attrflow serve`: the real command on loopback, asked as its clients ask it.

mod access;
mod api;
mod attacks;
mod browser;
mod clients;
mod fuzzed;
mod graph;
mod load;
mod storm;
pub mod wire;

use crate::cli::command;
use crate::provision::Scratch;
use serde_json::Value as Json;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdin, Command};
use std::thread::{self, JoinHandle};
use ureq::Agent;
use ureq::http::{Request, Response};

/// The token of all servers of the tests.
pub const TOKEN: &str = "a-token-that-only-tests-know";

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    _input: Option<ChildStdin>,
    output: Option<[JoinHandle<String>; 2]>,
    /// As in `http://127.0.0.1:40123`.
    pub address: String,
    /// The folder of its job.
    pub scratch: Scratch,
    agent: Agent,
}

/// An answer, with its body as text.
pub struct Answer {
    pub status: u16,
    pub head: ureq::http::HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// A header's value; nothing where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.head
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Server {
    /// Serves a copy of the example, with further options.
    pub fn start(name: &str, options: &[&str]) -> Self {
        Self::serving(Scratch::contoso(&format!("serve-{name}")), options)
    }

    /// Serves a job.
    pub fn serving(scratch: Scratch, options: &[&str]) -> Self {
        scratch.write("token.txt", TOKEN);
        let mut own = vec!["serve", "--token-file", "token.txt"];
        if !options.contains(&"--listen") {
            own.extend(["--listen", "127.0.0.1:0"]);
        }
        let mut child = command(&[own.as_slice(), options].concat())
            .current_dir(&scratch.folder)
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut said).unwrap();
        let Some(address) = said.trim().strip_prefix("listening on ") else {
            let mut error = String::new();
            let _ = child.stderr.take().unwrap().read_to_string(&mut error);
            panic!("the server does not listen: {said}{error}");
        };
        // What it says further must not fill the pipes.
        let error = child.stderr.take().unwrap();
        let output = [
            thread::spawn(move || heard(out)),
            thread::spawn(move || heard(error)),
        ];
        let agent = Agent::config_builder().http_status_as_error(false).build();
        Self {
            address: address.to_owned(),
            _input: child.stdin.take(),
            child,
            output: Some(output),
            scratch,
            agent: agent.into(),
        }
    }

    /// As in `127.0.0.1:40123`.
    pub fn host(&self) -> &str {
        self.address.split_once("://").unwrap().1
    }

    /// The server's process.
    pub fn process(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Stops it, and gives what it said after its address: on standard output, and of errors.
    #[cfg(unix)]
    pub fn stopped(mut self) -> [String; 2] {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        let output = self.output.take().unwrap();
        output.map(|said| said.join().unwrap())
    }

    /// Sends a request as it is.
    #[track_caller]
    pub fn send(&self, request: Request<String>) -> Answer {
        let answer = self.agent.run(request).unwrap();
        let (parts, mut body): (_, ureq::Body) = Response::into_parts(answer);
        Answer {
            status: parts.status.as_u16(),
            head: parts.headers,
            text: body.read_to_string().unwrap(),
        }
    }

    /// A request with the token; a body is JSON.
    pub fn request(&self, method: &str, path: &str, body: Option<&Json>) -> Request<String> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.address))
            .header("Authorization", format!("Bearer {TOKEN}"));
        match body {
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body.to_string()),
            None => request.body(String::new()),
        }
        .unwrap()
    }

    /// Reads what is at a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path, None))
    }

    /// Posts JSON.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Json) -> Answer {
        self.send(self.request("POST", path, Some(body)))
    }
}

fn heard(mut from: impl Read) -> String {
    let mut text = String::new();
    let _ = from.read_to_string(&mut text);
    text
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
