//! Asking a target how it behaves, with a test user and a test group that are deleted again.

mod group;

use super::answer::resource;
use super::fault::Asked;
use super::quirks::{Booleans, ManagerForm, NoTarget, PatchAnswer, Quirks};
use super::requests::collection;
use super::target::ScimTarget;
use super::wire::Answer;
use crate::eval::find;
use crate::pipeline::{ObjectRef, PortError, Request, TargetObject, TargetReader};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:";

/// What a target was found to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Probe {
    /// The profile.
    pub quirks: Quirks,
    /// Every question with its answer, in the order asked.
    pub findings: Vec<Finding>,
    /// Objects that were made and could not be deleted again, as paths.
    pub left: Vec<String>,
}

/// One thing that was found out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// What was asked.
    pub question: String,
    /// What the target does.
    pub answer: String,
    /// Whether Entra's default requests work with that.
    pub as_entra: bool,
}

/// Asks a target, by two users and a group whose names begin with `attrflow-probe-`, which are deleted
/// again even where a question fails.
///
/// # Errors
/// The target cannot be reached, or does not let the test user be created.
pub fn probe(target: &mut ScimTarget) -> Result<Probe, PortError> {
    let attribute = "userName";
    target.test("User", attribute)?;
    let mut session = Session {
        target,
        probe: Probe {
            quirks: Quirks::default(),
            findings: Vec::new(),
            left: Vec::new(),
        },
        made: Vec::new(),
    };
    let asked = session.ask();
    session.clean_up();
    match asked {
        Ok(()) => Ok(session.probe),
        Err(error) if session.probe.left.is_empty() => Err(error),
        Err(error) => {
            let left = session.probe.left.join("`, `");
            Err(error.help(format!("delete what is left of the probe: `{left}`")))
        }
    }
}

struct Session<'t> {
    target: &'t mut ScimTarget,
    probe: Probe,
    made: Vec<(&'static str, String)>,
}

impl Session<'_> {
    fn ask(&mut self) -> Result<(), PortError> {
        let name = self.name("");
        let user = self.user(&name)?;
        let boss = self.user(&self.name("-2"))?;
        self.user_name_case(&name)?;
        self.patch_answer(&user)?;
        self.booleans(&user)?;
        self.no_target(&user)?;
        self.manager(&user, &boss)?;
        self.group(&name, &user)
    }

    /// A name that no other has, shaped as a mail address, which some targets want.
    fn name(&self, ending: &str) -> String {
        let nonce = &self.target.reader.nonce;
        format!("attrflow-probe-{nonce}{ending}@example.com")
    }

    fn user(&mut self, name: &str) -> Result<String, PortError> {
        let body = json!({
            "schemas": [format!("{CORE}User")],
            "userName": name,
            "active": true,
            "displayName": "Attrflow",
            "name": {"givenName": "Attrflow", "familyName": "Probe"},
            "emails": [{"primary": true, "type": "work", "value": name}],
        });
        self.make("User", body)
    }

    fn make(&mut self, object: &'static str, body: Json) -> Result<String, PortError> {
        let request = request("POST", collection(object), Some(body));
        let answer = self.target.send(&request)?;
        let made = resource(&super::target::label(&request), &answer, Asked::Collection)?;
        self.made.push((object, made.id.clone()));
        Ok(made.id)
    }

    fn user_name_case(&mut self, name: &str) -> Result<(), PortError> {
        let found = self.target.find("User", "userName", &name.to_uppercase())?;
        let exact = found.is_empty();
        self.probe.quirks.user_name_case_exact = Some(exact);
        let answer = if exact {
            "tells upper from lower case"
        } else {
            "does not tell upper from lower case"
        };
        self.found("filter on `userName`", answer, !exact);
        Ok(())
    }

    fn patch_answer(&mut self, user: &str) -> Result<(), PortError> {
        let answer = self.patch(
            "User",
            user,
            json!([
            {"op": "replace", "path": "displayName", "value": "Attrflow Probe"}]),
        )?;
        if answer.status / 100 != 2 {
            return Err(super::fault::fault(
                "PATCH of `displayName`",
                &answer,
                Asked::Object,
            ));
        }
        let (form, words) = match answer.status {
            204 => (PatchAnswer::Nothing, "204 and nothing"),
            _ => (PatchAnswer::Resource, "200 and the resource"),
        };
        self.probe.quirks.patch_answer = Some(form);
        self.found("answer to PATCH", words, true);
        Ok(())
    }

    fn booleans(&mut self, user: &str) -> Result<(), PortError> {
        let answer = self.patch(
            "User",
            user,
            json!([
            {"op": "Replace", "path": "active", "value": "False"}]),
        )?;
        let stored = self.read("User", user)?;
        let text = answer.status / 100 == 2 && stored.get("active") == Some(&Json::Bool(false));
        let (form, words) = if text {
            (Booleans::Text, "takes `\"False\"` for false")
        } else {
            (Booleans::Json, "wants `false`, not `\"False\"`")
        };
        self.probe.quirks.booleans = Some(form);
        self.found("booleans in PATCH", words, text);
        Ok(())
    }

    fn no_target(&mut self, user: &str) -> Result<(), PortError> {
        let name = "phoneNumbers[type eq \"mobile\"].value";
        let answer = self.patch(
            "User",
            user,
            json!([
            {"op": "Add", "path": name, "value": "+15550100"}]),
        )?;
        let stored = self.read("User", user)?;
        let added = answer.status / 100 == 2
            && find(&stored, name).is_some_and(|value| value == "+15550100");
        let (form, words) = if added {
            (NoTarget::Filter, "makes the element")
        } else {
            (NoTarget::Element, "wants the whole element")
        };
        self.probe.quirks.no_target = Some(form);
        self.found("adding by a filter that nothing fits", words, added);
        Ok(())
    }

    fn manager(&mut self, user: &str, boss: &str) -> Result<(), PortError> {
        let list = json!([{"$ref": format!("{}/Users/{boss}", self.target.reader.wire.root()), "value": boss}]);
        let forms = [
            (
                ManagerForm::List,
                "manager".to_owned(),
                list,
                "`[{\"$ref\", \"value\"}]` at `manager`",
            ),
            (
                ManagerForm::Text,
                MANAGER.to_owned(),
                json!(boss),
                "the id itself",
            ),
            (
                ManagerForm::Object,
                MANAGER.to_owned(),
                json!({"value": boss}),
                "`{\"value\": id}`",
            ),
            (
                ManagerForm::ValuePath,
                format!("{MANAGER}.value"),
                json!(boss),
                "the id at `manager.value`",
            ),
        ];
        let mut user = user.to_owned();
        for (form, path, value, words) in forms {
            let answer = self.patch(
                "User",
                &user,
                json!([
                {"op": "Add", "path": path, "value": value}]),
            )?;
            if answer.status / 100 != 2 {
                continue;
            }
            let stored = self.read("User", &user)?;
            let right = find(&stored, &format!("{MANAGER}.value")).is_some_and(|id| id == boss);
            if right && !stored.contains_key(MANAGER) {
                self.probe.quirks.manager = Some(form);
                self.found(
                    "manager",
                    &format!("takes {words}"),
                    form == ManagerForm::List,
                );
                return Ok(());
            }
            // What a target stored in the wrong place would stand in the way of the next form.
            user = self.user(&self.name(&format!("-{form:?}").to_lowercase()))?;
        }
        self.found("manager", "takes none of the four forms", false);
        Ok(())
    }

    fn patch(&mut self, object: &str, id: &str, steps: Json) -> Result<Answer, PortError> {
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": steps});
        self.target.send(&request(
            "PATCH",
            Request::path_of(&collection(object), id),
            Some(body),
        ))
    }

    fn read(&mut self, object: &str, id: &str) -> Result<Map<String, Json>, PortError> {
        let found: Option<TargetObject> = self.target.get(ObjectRef { object, id })?;
        Ok(found.map(|found| found.resource).unwrap_or_default())
    }

    fn found(&mut self, question: &str, answer: &str, as_entra: bool) {
        self.probe.findings.push(Finding {
            question: question.into(),
            answer: answer.into(),
            as_entra,
        });
    }

    fn clean_up(&mut self) {
        while let Some((object, id)) = self.made.pop() {
            let place = Request::path_of(&collection(object), &id);
            let gone = self.target.send(&request("DELETE", place.clone(), None));
            let which = ObjectRef { object, id: &id };
            let deleted = gone.is_ok_and(|answer| matches!(answer.status, 200..=299 | 404))
                || matches!(self.target.get(which), Ok(None));
            if !deleted {
                self.probe.left.push(place);
            }
        }
    }
}

fn request(method: &str, path: String, body: Option<Json>) -> Request {
    Request {
        method: method.into(),
        path,
        body,
        secrets: Vec::new(),
    }
}
