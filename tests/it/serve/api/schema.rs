//! The job, its language, its mappings; other versions of them.

use super::map;
use crate::serve::Server;
use serde_json::{Value as Json, json};

#[test]
fn the_job_is_described_without_its_folders() {
    let server = Server::start("api-job", &[]);
    let answer = server.get("/api/job");
    let said = answer.json();
    assert_eq!(
        (&said["job_file"], &said["schema_file"]),
        (&"job.toml".into(), &"schema.json".into())
    );
    assert_eq!(
        (&said["kind"], &said["allow_apply"], &said["groups"]),
        (&"app".into(), &false.into(), &false.into())
    );
    assert_eq!(
        (&said["source"]["object"], &said["default_domain"]),
        (&"User".into(), &"contoso.com".into())
    );
    assert_eq!(said["problems"], json!([]));
    let folder = server.scratch.folder.display().to_string();
    assert!(!answer.text.contains(&folder));
}

#[test]
fn the_language_is_that_of_the_command_line() {
    let server = Server::start("api-language", &[]);
    let said = server.get("/api/language").json();
    let list = |name: &str| {
        let ran = server.scratch.run(&[name, "--format", "json"]);
        serde_json::from_str::<Json>(&ran.out).unwrap()[name].clone()
    };
    assert_eq!(said["functions"], list("functions"));
    assert_eq!(said["operators"], list("operators"));
    assert!(said["words"]["InStr"].is_object(), "{}", said["words"]);
    let attributes = said["attributes"].as_array().unwrap();
    let proxy = attributes
        .iter()
        .find(|one| one["name"] == "proxyAddresses")
        .unwrap();
    assert_eq!(
        (&proxy["type"], &proxy["multivalued"], &proxy["object"]),
        (&"text".into(), &true.into(), &"User".into())
    );
    let targets = said["targets"].as_array().unwrap();
    let name = targets
        .iter()
        .find(|one| one["name"] == "userName")
        .unwrap();
    assert_eq!(
        (&name["mapped"], &name["mutability"]),
        (&true.into(), &"read-write".into())
    );
}

#[test]
fn mappings_are_told_as_the_portal_has_them() {
    let server = Server::start("api-mappings", &[]);
    let said = server.get("/api/mappings").json();
    let object = &said["objects"][0];
    assert_eq!(
        (&object["runs"], &object["enabled"]),
        (&"users".into(), &true.into())
    );
    assert_eq!(object["flow_types"], json!(["Add", "Update", "Delete"]));
    let row = |target: &str| {
        let rows = object["mappings"].as_array().unwrap();
        rows.iter()
            .find(|row| row["target"] == target)
            .unwrap()
            .clone()
    };
    let external = row("externalId");
    assert_eq!(
        (&external["type"], &external["matching_priority"]),
        (&"Direct".into(), &2.into())
    );
    let password = row("password");
    assert_eq!(
        (&password["apply"], &password["secret"]),
        (&"Only during object creation".into(), &true.into())
    );
    let zone = row("timezone");
    assert_eq!(
        (&zone["type"], &zone["expression"], &zone["default_value"]),
        (&"None".into(), &Json::Null, &"Europe/Berlin".into())
    );
    let clause = &object["scope"]["groups"][0]["clauses"][0];
    assert_eq!(
        *clause,
        json!({"attribute": "department", "operator": "EQUALS", "values": ["Engineering"]})
    );
}

#[test]
fn versions_are_compared_attribute_by_attribute() {
    let server = Server::start("api-compare", &[]);
    let old = server.scratch.read("schema.json");
    let compare = |key: Option<&str>| {
        let answer = server.post("/api/compare", &json!({"old": old, "key": key}));
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["objects"][0].clone()
    };
    let same = compare(None);
    assert_eq!(
        (&same["change"], &same["scope_changed"]),
        (&"same".into(), &false.into())
    );
    map(&server, "title", "ToUpper([jobTitle])");
    map(&server, "emails[type eq \"work\"].value", " [mail] ");
    let changed = compare(Some("zoe.mueller@contoso.com"));
    assert_eq!(changed["change"], "changed");
    let targets = changed["targets"].as_array().unwrap();
    let changes: Vec<&Json> = targets
        .iter()
        .filter(|one| one["change"] != "same")
        .collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(
        (&changes[0]["target"], &changes[0]["new"]["expression"]),
        (&"title".into(), &"ToUpper([jobTitle])".into())
    );
    assert_eq!(
        (
            &changes[0]["old_value"]["value"],
            &changes[0]["new_value"]["value"]
        ),
        (&"Staff Engineer".into(), &"STAFF ENGINEER".into())
    );
    let password = targets
        .iter()
        .find(|one| one["target"] == "password")
        .unwrap();
    assert_eq!(password["new_value"]["value"], "[Redact]");
}

#[test]
fn filters_of_both_versions_are_given_and_edits_of_the_text_alone_told() {
    let server = Server::start("api-compare-scope", &[]);
    let old = server.scratch.read("schema.json");
    let old = old
        .replace("Join(", "Append(")
        .replace("\"name\": \"Engineering\"", "\"name\": \"Engineers\"");
    let said = server.post("/api/compare", &json!({"old": old})).json();
    let told = said["warnings"].as_array().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    let told = told[0].as_str().unwrap();
    assert!(
        told.starts_with("in the other version, text and parse tree of "),
        "{told}"
    );
    let object = &said["objects"][0];
    assert_eq!(object["scope_changed"], true);
    let name = |side: &str| &object["scope"][side]["groups"][0]["name"];
    assert_eq!(
        (name("old"), name("new")),
        (&"Engineers".into(), &"Engineering".into())
    );
    assert!(
        object["targets"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["change"] == "same")
    );
}

#[test]
fn a_plan_is_made_with_its_progress() {
    let server = Server::start("api-plan", &[]);
    let plan = |body: Json| {
        let answer = server.post("/api/plan", &body);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "application/x-ndjson"),
            "{}",
            answer.text
        );
        let last: Json = serde_json::from_str(answer.text.lines().last().unwrap()).unwrap();
        assert!(last["plan"].is_object(), "{last}");
        crate::reference::conforms_value("plan", &last["plan"]);
        last["plan"].clone()
    };
    let whole = plan(json!({"samples": 2}));
    let ran = server
        .scratch
        .run(&["plan", "--samples", "2", "--format", "json"]);
    let told: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(whole["counts"], told["counts"]);
    let old = server.scratch.read("schema.json");
    map(&server, "title", "Append([jobTitle], \"!\")");
    let against = plan(json!({"against": old}));
    assert_eq!(against["attributes"][0]["target"], "title", "{against}");
}

#[test]
fn mappings_with_errors_are_shown_so_that_they_can_be_mended() {
    let server = Server::start("api-faulty", &[]);
    map(&server, "title", "Coalesc([jobTitle])");
    for path in ["/api/job", "/api/language", "/api/users?search=zoe"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    }
    let told = &server.get("/api/job").json()["problems"][0];
    assert!(
        told["message"]
            .as_str()
            .unwrap()
            .contains("no function `Coalesc`"),
        "{told}"
    );
    let mappings = server.get("/api/mappings").json();
    let rows = mappings["objects"][0]["mappings"]
        .as_array()
        .unwrap()
        .clone();
    let title = rows.iter().find(|row| row["target"] == "title").unwrap();
    assert_eq!(title["problems"][0]["code"], "unknown-function");
    assert_eq!(
        title["problems"][0]["fixes"][0]["edits"][0]["text"],
        "Coalesce"
    );
    let body = json!({"expression": "Coalesce([jobTitle])", "target": "title", "user": {"jobTitle": "Engineer"}});
    assert_eq!(
        server.post("/api/evaluate", &body).json()["result"]["value"],
        "Engineer"
    );
    // Nothing runs by them, and nothing that one of them might keep secret is shown.
    for path in ["/api/provision", "/api/scope"] {
        let body = json!({"user": "zoe.mueller@contoso.com"});
        let body = if path.ends_with("scope") {
            json!({"key": body["user"]})
        } else {
            body
        };
        let answer = server.post(path, &body);
        assert_eq!(answer.status, 503, "{path}: {}", answer.text);
        assert!(
            answer.text.contains("no function `Coalesc`"),
            "{}",
            answer.text
        );
    }
    assert_eq!(server.get("/api/users/zoe.mueller@contoso.com").status, 503);
}

#[test]
fn other_assignments_are_seen() {
    let scratch = crate::provision::Scratch::contoso("api-assignments");
    let job = scratch.read("job.toml");
    let (before, _) = job.split_once("attribute = ").unwrap();
    scratch.write(
        "job.toml",
        &format!("{before}assignments = \"assigned.txt\"\n"),
    );
    scratch.write("assigned.txt", "zoe.mueller@contoso.com\n");
    let server = Server::serving(scratch, &[]);
    let applied = || {
        let body = json!({"key": "zoe.mueller@contoso.com"});
        server.post("/api/scope", &body).json()["in_scope"].clone()
    };
    assert_eq!(applied(), true);
    server.scratch.write("assigned.txt", "nobody@contoso.com\n");
    assert_eq!(applied(), false);
}

/// A job with so many users.
fn crowded(name: &str, users: usize) -> crate::provision::Scratch {
    let scratch = crate::provision::Scratch::contoso(name);
    let user = scratch
        .read("users.ndjson")
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let users = (0..users).map(|number| {
        user.replace("-00000000a001", &format!("-{number:012}"))
            .replace("zoe.mueller", &format!("user{number}"))
            .replace("Zoë", &format!("Zoë{number}"))
            + "\n"
    });
    scratch.write("users.ndjson", &users.collect::<String>());
    scratch
}

/// Begins a plan; none while another is made.
fn begun(server: &Server) -> Option<impl Sized> {
    let request = server.request("POST", "/api/plan", Some(&json!({})));
    let answer = server.agent.run(request).unwrap();
    (answer.status() == 200).then_some(answer)
}

#[test]
fn a_plan_keeps_nobody_from_provisioning() {
    let server = Server::serving(crowded("api-plan-beside", 4_000), &["--allow-apply"]);
    let plan = begun(&server);
    assert!(plan.is_some());
    for (number, apply) in [(1, false), (2, true), (3, true), (4, false)] {
        let body = json!({"user": format!("user{number}@contoso.com"), "apply": apply});
        let ran = server.post("/api/provision", &body);
        let last: Json = serde_json::from_str(ran.text.lines().last().unwrap()).unwrap();
        assert_eq!(last["run"]["action"], "create", "{last}");
        assert_ne!(last["run"]["status"], "failure", "{last}");
        assert_eq!(server.get("/api/log").status, 200);
    }
}

#[test]
fn plans_are_made_one_at_a_time_and_only_for_who_waits() {
    let server = Server::serving(crowded("api-plans", 30_000), &[]);
    let begin = || begun(&server);
    let first = begin();
    assert!(first.is_some());
    let second = server.post("/api/plan", &json!({}));
    assert_eq!(second.status, 503, "{}", second.text);
    // Given up, it makes room long before its end.
    drop(first);
    let start = std::time::Instant::now();
    while begin().is_none() {
        assert!(
            start.elapsed().as_secs() < 20,
            "the plan goes on for nobody"
        );
    }
}
