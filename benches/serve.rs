//! How many expressions a second `attrflow serve` parses and evaluates for clients on the same machine,
//! and how long the slow answers take: `cargo bench --bench serve`. The bars are 5,000 requests a second
//! and 99 % within 20 ms, on two cores that the clients share.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a bench says what went wrong by panicking"
)]

#[path = "../tests/it/serve/storm.rs"]
mod storm;

use serde_json::Value as Json;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use storm::{Storm, rage, request};

const TOKEN: &str = "a-token-that-only-this-bench-knows";
const BAR: f64 = 5_000.0;
const SLOWEST: Duration = Duration::from_millis(20);

/// Stopped when this goes.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-serve");
    fs::create_dir_all(&folder).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso");
    for file in ["schema.json", "users.ndjson", "job.toml"] {
        fs::copy(example.join(file), folder.join(file)).unwrap();
    }
    fs::write(folder.join("token.txt"), TOKEN).unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--token-file",
            "token.txt",
        ])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut out = BufReader::new(server.stdout.take().unwrap());
    let _server = Server(server);
    out.read_line(&mut said).unwrap();
    let address = said.trim().strip_prefix("listening on ").unwrap();
    let (_, host) = address.split_once("://").unwrap();

    let principal = first_id(&format!("{address}/v1.0/servicePrincipals"));
    let job = first_id(&format!(
        "{address}/v1.0/servicePrincipals/{principal}/synchronization/jobs"
    ));
    let request = request(host, TOKEN, &principal, &job);
    println!("parseExpression, one expression of five calls over seven attributes");
    println!("connections   requests/s   of {BAR:.0}     median        99 %      99.9 %");
    for connections in [1, 4, 8, 32] {
        let weather = rage(Storm {
            host,
            request: request.as_bytes(),
            threads: connections.min(2),
            connections: connections.div_ceil(2),
            time: Duration::from_secs(5),
        })
        .unwrap();
        assert!(
            weather.sample.contains("@contoso.com"),
            "{}",
            weather.sample
        );
        let (a_second, slow) = (weather.a_second(), weather.within(0.99));
        println!(
            "{connections:11} {a_second:12.0} {:8.2}x {:>10.2?} {slow:>11.2?} {:>11.2?}",
            a_second / BAR,
            weather.within(0.5),
            weather.within(0.999),
        );
        assert!(
            connections < 8 || a_second >= BAR,
            "{a_second:.0} requests a second are fewer than {BAR}"
        );
        assert!(
            slow <= SLOWEST,
            "99 % within {slow:?} is slower than {SLOWEST:?}"
        );
    }
}

fn first_id(url: &str) -> String {
    let mut answer = ureq::get(url)
        .header("Authorization", format!("Bearer {TOKEN}"))
        .call()
        .unwrap();
    let text = answer.body_mut().read_to_string().unwrap();
    let read: Json = serde_json::from_str(&text).unwrap();
    read["value"][0]["id"].as_str().unwrap().to_owned()
}
