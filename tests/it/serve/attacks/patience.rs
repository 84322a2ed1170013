//! Clients that are slow, silent, or many.

use crate::serve::wire::{Wire, request};
use crate::serve::{Server, TOKEN};
use std::thread;
use std::time::{Duration, Instant};

/// How long the slowest may hold a connection, with some room for a busy machine.
const LONGEST: Duration = Duration::from_secs(40);

#[test]
fn slow_clients_are_sent_away_and_hold_nobody_up() {
    let server = &Server::start("slow", &[]);
    let head = request(server, "GET /", "", "");
    let body = request(
        server,
        "POST /api/evaluate",
        "",
        r#"{"expression": "[mail]"}"#,
    );
    let chunked = request(
        server,
        "POST /api/evaluate",
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
        "",
    );
    let half = head.replace("\r\n\r\n", "\r\n");
    let (begun, split) = (body.len() - 10, head.len() - 2);
    // What is sent at once, and what follows byte by byte, twice a second.
    let dribbles = [
        ("nothing", "", ""),
        ("a head", &head[..3], &head[3..split]),
        (
            "headers without end",
            &half,
            "X: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\nX: y\r\n",
        ),
        ("a body", &body[..begun], ""),
        (
            "chunks",
            &chunked,
            "1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n1\r\n \r\n",
        ),
    ];
    thread::scope(|scope| {
        for (what, first, rest) in dribbles {
            scope.spawn(move || {
                let mut wire = Wire::to(server);
                wire.say(first);
                let begun = Instant::now();
                for byte in rest.bytes() {
                    thread::sleep(Duration::from_millis(500));
                    if begun.elapsed() > LONGEST || !wire.say([byte]) {
                        break;
                    }
                }
                let heard = wire.everything();
                assert!(
                    begun.elapsed() < LONGEST,
                    "{what}: held for {:?}",
                    begun.elapsed()
                );
                assert!(
                    heard.is_empty() || heard.starts_with("HTTP/1.1 4"),
                    "{what}: {heard}"
                );
            });
        }
        // Whoever is quick is answered at once meanwhile.
        for _ in 0..20 {
            let begun = Instant::now();
            assert_eq!(server.get("/").status, 200);
            assert!(begun.elapsed() < Duration::from_secs(2));
            thread::sleep(Duration::from_millis(200));
        }
    });
}

#[test]
fn an_idle_connection_is_closed() {
    let server = Server::start("idle", &[]);
    let mut wire = Wire::to(&server);
    wire.say(request(&server, "GET /", "", ""));
    assert_eq!(wire.answer().unwrap().status, 200);
    assert!(wire.until_closed() < LONGEST);
}

#[test]
fn whoever_asks_and_does_not_listen_is_sent_away() {
    let server = Server::start("deaf", &[]);
    let mut wire = Wire::to(&server);
    let asked = request(&server, "GET /", "", "").repeat(100);
    let begun = Instant::now();
    while wire.say_in_time(&asked) {
        assert!(begun.elapsed() < LONGEST);
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_silent_handshake_is_closed() {
    let server = Server::start("silent", &["--tls-self-signed"]);
    let mut wires = [Wire::to(&server), Wire::to(&server)];
    wires[1].say("\x16\x03\x01\x02\x00\x01\x00\x01");
    for wire in &mut wires {
        assert!(wire.until_closed() < LONGEST);
    }
    // Whoever does not encrypt gets nothing.
    let mut plain = Wire::to(&server);
    plain.say(request(&server, "GET /", "", ""));
    let heard = plain.everything();
    assert!(
        !heard.contains("HTTP/1.1 2") && !heard.contains(TOKEN),
        "{heard}"
    );
}

#[test]
fn too_many_connections_are_closed_and_the_others_served() {
    let server = Server::start("many", &[]);
    let asked = request(&server, "GET /", "", "");
    let mut held: Vec<Wire> = Vec::new();
    let mut turned_away = 0;
    for _ in 0..300 {
        let mut wire = Wire::to(&server);
        wire.say(&asked);
        match wire.answer() {
            Some(heard) => {
                assert_eq!(heard.status, 200);
                held.push(wire);
            }
            None => turned_away += 1,
        }
    }
    assert_eq!((held.len(), turned_away), (256, 44));
    // Those who are in are served further.
    held[0].say(&asked);
    assert_eq!(held[0].answer().unwrap().status, 200);
    drop(held);
    let begun = Instant::now();
    let is_served = || {
        let mut wire = Wire::to(&server);
        wire.say(&asked);
        wire.answer().is_some_and(|heard| heard.status == 200)
    };
    while !is_served() {
        assert!(begun.elapsed() < Duration::from_secs(10));
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn whoever_shows_no_token_locks_nobody_out() {
    let server = Server::start("crowd", &[]);
    let asked = request(&server, "GET /", "", "");
    let mut inside = Wire::to(&server);
    inside.say(&asked);
    assert_eq!(inside.answer().unwrap().status, 200);
    let silent: Vec<Wire> = (0..300).map(|_| Wire::to(&server)).collect();
    let begun = Instant::now();
    assert_eq!(server.get("/").status, 200);
    // Those who ask without a token take no better place.
    let anonymous = asked.replace(TOKEN, "a-guess");
    let guessing: Vec<Wire> = (0..300)
        .map(|_| {
            let mut wire = Wire::to(&server);
            wire.say(&anonymous);
            wire
        })
        .collect();
    let mut late = Wire::to(&server);
    late.say(&asked);
    assert_eq!(late.answer().unwrap().status, 200);
    inside.say(&asked);
    assert_eq!(inside.answer().unwrap().status, 200);
    assert!(begun.elapsed() < Duration::from_secs(5));
    drop((silent, guessing));
}
