//! schemathesis makes requests of the OpenAPI document, sound ones and broken ones: none is answered with
//! a status or a body that is not documented, and none makes the server fail. The same requests each time.

use super::{Server, TOKEN};
use crate::tools::installed;
use std::process::{Command, Output};

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance,unsupported_method";

#[test]
fn every_answer_is_documented() {
    let Some(folder) = installed("schemathesis") else {
        return;
    };
    let server = Server::start("fuzzed", &["--allow-apply"]);
    let principal = first_id(&server, "/v1.0/servicePrincipals");
    let job = first_id(
        &server,
        &format!("/v1.0/servicePrincipals/{principal}/synchronization/jobs"),
    );
    // Once with the ids that there are, so that requests get past them, and once with whatever comes.
    let known = format!(
        "[parameters]\nservicePrincipalId = \"{principal}\"\njobId = \"{job}\"\ntemplateId = \"scim\"\n"
    );
    for (name, parameters, examples) in [("known", known, "25"), ("any", String::new(), "6")] {
        let settings = format!("{name}.toml");
        server.scratch.write(&settings, &parameters);
        let ran = Command::new(folder.join("bin/python"))
            .args(["-m", "schemathesis.cli", "--config-file", &settings, "run"])
            .arg(format!("{}/openapi.json", server.address))
            .args(["--header", &format!("Authorization: Bearer {TOKEN}")])
            .args(["--phases", "examples,coverage,fuzzing", "--checks", CHECKS])
            .args([
                "--max-examples",
                examples,
                "--seed",
                "1",
                "--generation-deterministic",
            ])
            .args(["--no-color", "--no-shrink", "--warnings", "off"])
            .args(["--suppress-health-check", "all"])
            .current_dir(&server.scratch.folder)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", told(&ran));
        assert!(told(&ran).contains(" passed"), "{}", told(&ran));
    }
    assert_eq!(server.get("/").status, 200);
}

fn first_id(server: &Server, path: &str) -> String {
    let answer = server.get(path).json();
    answer["value"][0]["id"].as_str().unwrap().to_owned()
}

fn told(ran: &Output) -> String {
    let text = [&ran.stdout[..], &ran.stderr[..]].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    // The token stands in what is to be repeated.
    text.replace(TOKEN, "TOKEN")
}
