//! The Graph API, asked as its clients ask it.

mod bodies;
mod broken;
mod demand;
mod errors;
mod expression;
mod filter;
mod logs;
mod modes;
mod openapi;
mod rows;
mod schema;
mod turns;

use super::{Answer, Server};
use serde_json::Value as Json;

/// What the only service principal and its only job are called, as `/v1.0` lists them.
pub struct Names {
    pub principal: String,
    pub app: String,
    pub job: String,
    pub template: String,
    pub rule: String,
}

impl Names {
    /// Asks the server.
    pub fn of(server: &Server) -> Self {
        let text = |json: &Json| json.as_str().unwrap().to_owned();
        let principals = server.get("/v1.0/servicePrincipals").json();
        let principal = &principals["value"][0];
        let (id, app) = (text(&principal["id"]), text(&principal["appId"]));
        let jobs = server.get(&format!(
            "/v1.0/servicePrincipals/{id}/synchronization/jobs"
        ));
        let job = jobs.json()["value"][0].clone();
        let names = Self {
            principal: id,
            app,
            job: text(&job["id"]),
            template: text(&job["templateId"]),
            rule: String::new(),
        };
        let schema = server.get(&names.at("/schema")).json();
        let rule = text(&schema["synchronizationRules"][0]["id"]);
        Self { rule, ..names }
    }

    /// A path below the job.
    pub fn at(&self, rest: &str) -> String {
        self.under(&format!("/jobs/{}{rest}", self.job))
    }

    /// A path below `synchronization`.
    pub fn under(&self, rest: &str) -> String {
        format!(
            "/v1.0/servicePrincipals/{}/synchronization{rest}",
            self.principal
        )
    }

    /// What is sent to provision a user.
    pub fn user(&self, id: &str) -> Json {
        let subjects = serde_json::json!([{"objectId": id, "objectTypeName": "User"}]);
        serde_json::json!({"parameters": [{"ruleId": self.rule, "subjects": subjects}]})
    }
}

/// Checks status, content type and ids of an answer, and gives its error's code.
#[track_caller]
pub fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    let error = &answer.json()["error"];
    assert_eq!(
        error["innerError"]["request-id"],
        answer.header("request-id")
    );
    assert_eq!(
        error["innerError"]["client-request-id"],
        answer.header("client-request-id")
    );
    assert!(!error["message"].as_str().unwrap().is_empty());
    error["code"].as_str().unwrap().to_owned()
}
