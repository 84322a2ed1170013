//! A target's certificate is verified.

use super::given::config;
use attrflow::connectors::scim::{Dialect, ScimReader};
use attrflow::pipeline::{PortErrorKind, TargetReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let folder = std::env::temp_dir().join(format!("attrflow-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let made = Command::new("openssl")
        .current_dir(&folder)
        .args("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out cert.pem".split(' '))
        .stderr(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("left out: a certificate that is refused; openssl is not installed");
        return;
    }
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let server = Command::new("openssl")
        .current_dir(&folder)
        .args("s_server -www -cert cert.pem -key key.pem -accept".split(' '))
        .arg(format!("127.0.0.1:{port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Stopped(server);
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    let base = format!("https://localhost:{port}/scim");
    let failed = ScimReader::new(config(&base, Dialect::Entra))
        .test("User", "userName")
        .unwrap_err();
    drop(server);
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(failed.kind, PortErrorKind::WebExceptionProtocolError);
    assert!(failed.message.contains("certificate"), "{failed}");
    assert_eq!(failed.retries, 0, "{failed}");
}
