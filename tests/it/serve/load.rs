//! Many requests at once. The bars are generous: tests run unoptimized and beside other tests;
//! `benches/serve.rs` measures.

use super::storm::{Storm, rage, request};
use super::{Server, TOKEN};
use serde_json::Value as Json;
use std::io::{self, Write};
use std::time::Duration;

#[test]
fn many_expressions_are_parsed_in_a_second() {
    let server = Server::start("load", &[]);
    let id = |answer: Json| answer["value"][0]["id"].as_str().unwrap().to_owned();
    let principal = id(server.get("/v1.0/servicePrincipals").json());
    let jobs = format!("/v1.0/servicePrincipals/{principal}/synchronization/jobs");
    let job = id(server.get(&jobs).json());
    let weather = rage(Storm {
        host: server.host(),
        request: request(server.host(), TOKEN, &principal, &job).as_bytes(),
        threads: 2,
        connections: 4,
        time: Duration::from_secs(3),
    })
    .unwrap();
    let (_, body) = weather.sample.split_once("\r\n\r\n").unwrap();
    let body: Json = serde_json::from_str(body).unwrap();
    assert_eq!(body["evaluationResult"][0], "zoe.mullerbrandt@contoso.com");
    let (a_second, slow) = (weather.a_second(), weather.within(0.99));
    let told = format!(
        "parseExpression, unoptimized: {a_second:.0} requests a second, 99 % within {slow:?}\n"
    );
    let _ = io::stderr().write_all(told.as_bytes());
    assert!(a_second >= 200.0, "{told}");
    assert!(slow <= Duration::from_millis(400), "{told}");
}
