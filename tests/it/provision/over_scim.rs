//! Provisioning into an application over SCIM: what the server is asked is what the run says.

use super::Scratch;
use crate::cli::Ran;
use crate::scim::faulty::{Asked, Faulty, Reply, error, list, scim};
use serde_json::{Value as Json, json};

const WHO: &str = "bjensen@contoso.com";
const BOSS: &str = "ingrid.sorensen@contoso.com";
const TOKEN: &str = "letters-and-digits";

/// A copy of the example whose target is that server.
fn aimed_at(server: &Faulty, name: &str) -> Scratch {
    let scratch = Scratch::contoso(name);
    scratch.aim_at(&server.base());
    scratch
}

fn provision(scratch: &Scratch, more: &[&str]) -> (Ran, Json) {
    let arguments = [&["provision", WHO, "--format", "json"], more].concat();
    let ran = scratch.run_with_token(&arguments, TOKEN);
    let written: Json = serde_json::from_str(&ran.out).unwrap();
    let run = written["runs"][0].clone();
    (ran, run)
}

/// Knows nobody; makes whoever it is asked to.
fn empty(asked: &Asked, _: usize) -> Reply {
    match asked.line.starts_with("GET ") {
        true => list(json!([])),
        false => {
            let mut made = asked.json().unwrap();
            made["id"] = json!("u1");
            scim(201, made)
        }
    }
}

#[test]
fn a_dry_run_only_reads_and_announces_what_applying_sends() {
    let server = Faulty::answering(empty);
    let scratch = aimed_at(&server, "scim");
    let before = scratch.files();
    let (ran, dry) = provision(&scratch, &[]);
    assert_eq!(ran.code, 0, "{dry}");
    assert_eq!(dry["action"], "create");
    let lines = server.lines();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| line.starts_with("GET ")),
        "{lines:?}"
    );
    assert!(before == scratch.files());

    let (ran, applied) = provision(&scratch, &["--apply"]);
    assert_eq!(ran.code, 0, "{applied}");
    assert_eq!(dry["requests"], applied["requests"]);
    let asked = server.asked();
    let writes: Vec<&Asked> = asked
        .iter()
        .filter(|asked| !asked.line.starts_with("GET "))
        .collect();
    assert_eq!(writes.len(), applied["requests"].as_array().unwrap().len());
    for (sent, told) in writes.iter().zip(applied["requests"].as_array().unwrap()) {
        let line = format!(
            "{} /scim{}",
            told["method"].as_str().unwrap(),
            told["path"].as_str().unwrap()
        );
        assert_eq!(sent.line, line);
        let mut body = sent.json().unwrap();
        assert_eq!(
            body["password"], "Welcome-1120-US",
            "the target does get it"
        );
        body["password"] = json!("[Redact]");
        assert_eq!(body, told["body"]);
    }
}

#[test]
fn a_connection_that_does_not_work_is_a_step() {
    let server = Faulty::start(vec![error(401, "the token has expired")]);
    let (ran, run) = provision(&aimed_at(&server, "scim-401"), &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(run["error"]["code"], "Unauthorized");
    assert_eq!(run["steps"][0]["kind"], "connect");
    assert_eq!(run["steps"][0]["status"], "failure");
    assert!(run["error"]["recommended"].is_string());
    assert!(!ran.out.contains(TOKEN));
}

#[test]
fn a_conflict_shows_what_would_have_been_sent() {
    let server = Faulty::answering(|asked, at| match asked.line.starts_with("GET ") {
        true => empty(asked, at),
        false => error(409, "that user name is taken"),
    });
    let (ran, run) = provision(&aimed_at(&server, "scim-409"), &["--apply"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("create"), &json!("failure"))
    );
    assert_eq!(run["error"]["code"], "EntryConflict");
    assert!(run["modified"].as_array().unwrap().len() > 10);
    let sent = run["requests"].as_array().unwrap();
    assert_eq!(sent.len(), 1, "what was refused");
    assert_eq!(sent[0]["method"], "POST");
    assert_eq!(sent[0]["body"]["password"], "[Redact]");
}

#[test]
fn a_failure_in_between_shows_what_was_sent() {
    let server = Faulty::answering(|asked, at| match asked.line.starts_with("PATCH ") {
        true => error(500, "out of order"),
        false => empty(asked, at),
    });
    let scratch = aimed_at(&server, "scim-500");
    let boss = scratch.run_with_token(&["provision", BOSS, "--apply"], TOKEN);
    assert_eq!(boss.code, 0, "{}", boss.out);
    let (ran, run) = provision(&scratch, &["--apply"]);
    assert_eq!(ran.code, 1);
    assert_eq!(run["error"]["code"], "InternalServerError");
    let sent = run["requests"].as_array().unwrap();
    let methods: Vec<&Json> = sent.iter().map(|request| &request["method"]).collect();
    assert_eq!(methods, ["POST", "PATCH"]);
    assert!(
        run["error"]["reason"]
            .as_str()
            .unwrap()
            .contains("was created, but then")
    );
    let text = scratch.run_with_token(&["log", "--full"], TOKEN).out;
    assert!(
        text.contains("Requests that were sent, the last one in vain\nPOST "),
        "{text}"
    );
}

#[test]
fn a_run_asks_no_more_than_entra_does() {
    let server = Faulty::answering(|asked, at| {
        let line = asked.line.as_str();
        match line.split_once(' ').unwrap() {
            ("POST", _) => {
                let mut made = asked.json().unwrap();
                made["id"] = made["externalId"].clone();
                scim(201, made)
            }
            ("GET", path) if path.starts_with("/scim/Users/") => {
                let id = path.trim_start_matches("/scim/Users/");
                scim(200, json!({"id": id, "userName": "somebody"}))
            }
            ("PATCH", _) => scim(200, json!({"id": "x"})),
            _ => empty(asked, at),
        }
    });
    let scratch = aimed_at(&server, "round-trips");
    let mut seen = 0;
    let mut asked = |arguments: &[&str]| {
        let ran = scratch.run_with_token(&[&["provision"], arguments].concat(), TOKEN);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let lines = server.lines();
        let new: Vec<String> = lines[seen..]
            .iter()
            .map(|line| line.split('=').next().unwrap().to_owned())
            .collect();
        seen = lines.len();
        new
    };
    // The connection is tested, then each matching attribute is asked for.
    let filter = "GET /scim/Users?filter";
    let created = asked(&[BOSS, "--apply"]);
    assert_eq!(created, [filter, filter, filter, "POST /scim/Users"]);
    let mut created = asked(&[WHO, "--apply"]);
    let id = "/scim/Users/00000000-0000-0000-0000-00000000a009";
    let (get, patch) = (format!("GET {id}"), format!("PATCH {id}"));
    assert_eq!(created.pop().unwrap(), patch, "the manager follows");
    assert_eq!(created, [filter, filter, filter, "POST /scim/Users"]);
    // Who is linked is read once; its reference is asked for before it is written.
    let updated = asked(&[WHO, "--apply"]);
    assert_eq!(
        updated,
        [filter, get.as_str(), filter, patch.as_str(), patch.as_str()]
    );
}
