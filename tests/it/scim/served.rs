//! Real SCIM servers on loopback, which `tests/servers` installs.

use super::given::TOKEN;
use crate::tools::installed;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::thread;
use std::time::{Duration, Instant};

/// A running server; it is stopped when this goes.
pub struct Served {
    pub name: &'static str,
    pub base: String,
    child: Child,
}

/// The servers that are installed, freshly started.
pub fn all() -> Vec<Served> {
    [scim2_server(), scimmy()].into_iter().flatten().collect()
}

fn scim2_server() -> Option<Served> {
    let programs = installed("scim2-server")?.join("bin");
    start("scim2-server", "/v2", |port| {
        // Not by its first line, which names the folder that it was installed into.
        let mut command = Command::new(programs.join("python"));
        command.arg(programs.join("scim2-server")).args([
            "--hostname",
            "127.0.0.1",
            "--port",
            port,
            "--bearer-token",
            TOKEN,
        ]);
        command
    })
}

fn scimmy() -> Option<Served> {
    let folder = installed("scimmy")?;
    // Modules are looked for from where the file is.
    let host = folder.join("srv.mjs");
    let source = include_str!("../../data/scimmy/srv.mjs");
    static WRITTEN: Once = Once::new();
    WRITTEN.call_once(|| fs::write(&host, source).unwrap());
    start("scimmy", "/scim", |port| {
        let mut command = Command::new("node");
        command.arg(&host).args([port, TOKEN]);
        command
    })
}

fn start(name: &'static str, path: &str, command: impl Fn(&str) -> Command) -> Option<Served> {
    // Another process may take the port between looking for it and using it.
    for _ in 0..3 {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = command(&port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut served = Served {
            name,
            base: format!("http://127.0.0.1:{port}{path}"),
            child,
        };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(60) {
            if served.child.try_wait().unwrap().is_some() {
                break;
            }
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(served);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
    panic!("{name} does not start");
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
