//! Provisioning into real SCIM servers from the command line: what they hold afterwards is what the
//! run reported. Left out where the servers are not installed.

use super::groups::{GROUP, with_group};
use super::{Scratch, changes};
use crate::cli::Ran;
use crate::scim::given::{MANAGER, TOKEN, change, config};
use crate::scim::served::{self, Served};
use attrflow::connectors::scim::{Dialect, ScimReader, ScimTarget};
use attrflow::eval::find;
use attrflow::pipeline::{Deed, ObjectRef, Request, TargetDirectory, TargetObject, TargetReader};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

const WHO: &str = "bjensen@contoso.com";
const ANCHOR: &str = "00000000-0000-0000-0000-00000000a009";
const BOSS: &str = "ingrid.sorensen@contoso.com";
const MOBILE: &str = "phoneNumbers[type eq \"mobile\"].value";
const HIRED: &str = "urn:ietf:params:scim:schemas:extension:contoso:2.0:User:hireDate";
const ROLE: &str = r#""appRoleAssignments": [{"id": "00000000-0000-0000-0000-00000000d002", "value": "User", "displayName": "User"}]"#;
const NO_ROLE: &str = r#""appRoleAssignments": []"#;

/// A job that writes to a server, and what the server must therefore hold.
struct Desk<'s> {
    server: &'s Served,
    scratch: Scratch,
    users: BTreeMap<String, BTreeMap<String, Json>>,
}

impl<'s> Desk<'s> {
    fn begin(server: &'s Served, name: &str, target: &str) -> Self {
        let scratch = with_group(&format!("real-{}-{name}", server.name));
        // The servers know the standard's schemas alone; SCIMMY takes no type of a role at all.
        let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
        let mappings = &mut schema["synchronizationRules"][0]["objectMappings"][0];
        let mappings = mappings["attributeMappings"].as_array_mut().unwrap();
        mappings.retain(|mapping| {
            let target = mapping["targetAttributeName"].as_str().unwrap();
            target != HIRED && (server.name != "scimmy" || !target.starts_with("roles["))
        });
        scratch.write("schema.json", &schema.to_string());
        scratch.aim_at(&server.base);
        let job = scratch.read("job.toml");
        let job = job.replace("retries = 0\n", &format!("rate = 1000\n{target}"));
        scratch.write("job.toml", &job);
        Self {
            server,
            scratch,
            users: BTreeMap::new(),
        }
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let ran = self.scratch.run_with_token(arguments, TOKEN);
        assert!(!ran.out.contains(TOKEN) && !ran.err.contains(TOKEN));
        ran
    }

    fn provision(&self, arguments: &[&str]) -> Json {
        let ran = self.run(&[&["provision", "--format", "json"], arguments].concat());
        assert_eq!(ran.err, "", "{}", self.server.name);
        let written: Json = serde_json::from_str(&ran.out).unwrap();
        written["runs"][0].clone()
    }

    /// Provisions dry, which must change nothing, then applies, which must send what was announced,
    /// and compares what the server holds with what is reported.
    fn apply(&mut self, arguments: &[&str], action: &str) -> Json {
        let name = self.server.name;
        let before = self.held("User");
        let dry = self.provision(arguments);
        assert_eq!(before, self.held("User"), "{name}: a dry run wrote");
        let run = self.provision(&[arguments, &["--apply"]].concat());
        let what = format!("{name}: {arguments:?}: {run:#}");
        assert_eq!(run["action"], action, "{what}");
        let status = match action {
            "other" => "skipped",
            _ => "success",
        };
        assert_eq!(run["status"], status, "{what}");
        let id = run["target"]["id"].as_str().unwrap().to_owned();
        let place = Request::path_of("", &id);
        let place = place.trim_start_matches('/');
        let mut announced = dry["requests"].clone();
        for request in announced.as_array_mut().unwrap() {
            let path = request["path"].as_str().unwrap().replace("{id}", place);
            request["path"] = json!(path);
        }
        assert_eq!(announced, run["requests"], "{what}");
        if !arguments.contains(&"--group") {
            match action {
                "delete" => drop(self.users.remove(&id)),
                _ => self.users.entry(id).or_default().extend(changes(&run)),
            }
        }
        self.agrees(&what);
        run
    }

    fn held(&self, object: &str) -> BTreeMap<String, TargetObject> {
        let mut held = BTreeMap::new();
        let mut reader = self.reader();
        let visit = &mut |object: TargetObject| {
            held.insert(object.id.clone(), object);
            ControlFlow::Continue(())
        };
        reader.each(object, visit).unwrap();
        held
    }

    fn reader(&self) -> ScimReader {
        ScimReader::new(config(&self.server.base, Dialect::Rfc))
    }

    /// The server has the users that were reported, with their values, and nobody else.
    fn agrees(&self, what: &str) {
        let held = self.held("User");
        let ids: Vec<&String> = held.keys().collect();
        assert_eq!(ids, self.users.keys().collect::<Vec<_>>(), "{what}");
        for (id, values) in &self.users {
            let resource = &held[id].resource;
            for (name, value) in values.iter().filter(|(name, _)| *name != "password") {
                let found = find(resource, name).unwrap_or(&Json::Null);
                let found = match name == MANAGER {
                    true => &found["value"],
                    false => found,
                };
                assert_eq!(found, value, "{what}: {name} of {resource:?}");
            }
        }
    }

    fn edit(&self, from: &str, to: &str) {
        self.scratch.edit("users.ndjson", WHO, from, to);
    }

    fn life(&mut self) {
        let boss = self.apply(&[BOSS], "create")["target"]["id"].clone();
        let run = self.apply(&[WHO], "create");
        let id = run["target"]["id"].as_str().unwrap().to_owned();
        assert_eq!(changes(&run)[MANAGER], boss);
        let run = self.apply(&[WHO], "other");
        assert_eq!(run["error"]["code"], "RedundantExport");
        assert_eq!(run["requests"], json!([]));

        self.edit("Tour Guide", "Head of Tours");
        let run = self.apply(&[WHO], "update");
        assert_eq!(json!(changes(&run)), json!({"title": "Head of Tours"}));
        self.edit(
            r#""telephoneNumber""#,
            r#""mobile": "+1 425 555 0199", "telephoneNumber""#,
        );
        let run = self.apply(&[WHO], "update");
        assert_eq!(json!(changes(&run)), json!({MOBILE: "+1 425 555 0199"}));

        self.edit("00000000a004", "00000000a001");
        let zoe = self.apply(&["zoe.mueller@contoso.com"], "create")["target"]["id"].clone();
        let run = self.apply(&[WHO], "update");
        assert_eq!(json!(changes(&run)), json!({MANAGER: zoe}));

        self.edit(ROLE, NO_ROLE);
        let run = self.apply(&[WHO], "disable");
        assert_eq!(json!(changes(&run)), json!({"active": false}));
        self.edit(NO_ROLE, ROLE);
        let run = self.apply(&[WHO], "update");
        assert_eq!(json!(changes(&run)), json!({"active": true}));
        assert_eq!(run["target"]["id"], id.as_str(), "the same user");

        // Without its link the user is found by what it is called.
        assert_eq!(self.run(&["links", "delete", WHO]).code, 0);
        let run = self.apply(&[WHO], "other");
        assert_eq!(run["target"]["id"], id.as_str());

        self.group(&id, zoe.as_str().unwrap());

        let left: String = self
            .scratch
            .read("users.ndjson")
            .lines()
            .filter(|line| !line.contains(ANCHOR) || !line.contains(WHO))
            .map(|line| format!("{line}\n"))
            .collect();
        self.scratch.write("users.ndjson", &left);
        self.apply(&[ANCHOR], "delete");
        assert!(!self.held("User").contains_key(&id));
    }

    fn group(&mut self, id: &str, zoe: &str) {
        let members = ["--group", GROUP, "--member", WHO];
        let run = self.apply(&members, "create");
        let group = run["target"]["id"].as_str().unwrap().to_owned();
        let which = ObjectRef {
            object: "Group",
            id: &group,
        };
        let mut reader = self.reader();
        assert!(reader.refers(which, "members", id).unwrap());
        assert!(!reader.refers(which, "members", zoe).unwrap());
        let held = &self.held("Group")[&group];
        assert_eq!(held.resource["displayName"], "Desk users");

        let both = [
            &members as &[&str],
            &["--member", "zoe.mueller@contoso.com"],
        ]
        .concat();
        self.apply(&both, "update");
        assert!(reader.refers(which, "members", id).unwrap());
        assert!(reader.refers(which, "members", zoe).unwrap());
        assert_eq!(
            self.apply(&both, "other")["error"]["code"],
            "RedundantExport"
        );
    }

    /// Everybody at once: what is planned is done, and then nothing is left to do.
    fn everybody(&self) {
        let plan = |more: &[&str]| -> Json {
            let ran = self.run(&[&["plan", "--format", "json"], more].concat());
            assert_eq!(
                (ran.code, ran.err.as_str()),
                (0, ""),
                "{}",
                self.server.name
            );
            serde_json::from_str::<Json>(&ran.out).unwrap()["counts"]["outcomes"].clone()
        };
        let apply = || self.run(&["apply", "some.plan"]);
        assert_eq!(
            plan(&["--save", "some.plan"]),
            json!({"create": 5, "skip": 4})
        );
        assert_eq!(self.held("User").len(), 0, "a plan wrote");
        let applied = apply();
        assert_eq!(applied.code, 0, "{}{}", applied.out, applied.err);
        assert_eq!(applied.out, "Applied: 5 created, 2 updated.\n");
        assert_eq!(self.held("User").len(), 5);
        assert_eq!(plan(&[]), json!({"skip": 4, "unchanged": 5}));
        self.edit("Tour Guide", "Head of Tours");
        self.edit(ROLE, NO_ROLE);
        self.scratch
            .edit("users.ndjson", "zoe.mueller", "Staff Engineer", "Principal");
        let expected = json!({"disable": 1, "update": 1, "skip": 4, "unchanged": 3});
        assert_eq!(plan(&["--save", "some.plan"]), expected);
        let applied = apply();
        assert_eq!(
            applied.out, "Applied: 1 disabled, 1 updated.\n",
            "{}",
            applied.err
        );
        assert_eq!(plan(&[]), json!({"skip": 5, "unchanged": 4}));
        let stale = apply();
        assert_eq!(stale.code, 1);
        assert!(stale.err.contains("the plan is stale"), "{}", stale.err);
    }

    /// Deletes what is there, for the next job.
    fn empty(&self) {
        let mut target = ScimTarget::new(config(&self.server.base, Dialect::Rfc));
        for object in ["Group", "User"] {
            for id in self.held(object).keys() {
                let delete = change(Deed::Delete, object, Some(id));
                target.export(&delete).unwrap();
            }
        }
    }
}

#[test]
fn servers_hold_what_runs_report() {
    for server in served::all() {
        let probed = Desk::begin(&server, "probe", "");
        let ran = probed.run(&["probe"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", server.name);
        assert!(ran.out.contains("answers"), "{}", ran.out);
        let ran = probed.run(&["probe", "--apply"]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", server.name);
        let (_, quirks) = ran.out.split_once("For the job file:\n\n").unwrap();
        probed.agrees(&format!("{}: after a probe", server.name));

        for dialect in ["entra", "entra-compliant", "rfc"] {
            let target = format!("dialect = \"{dialect}\"\n\n{quirks}");
            let mut desk = Desk::begin(&server, dialect, &target);
            let check = desk.run(&["job", "check", "job.toml"]);
            assert_eq!(check.code, 0, "{}{}", check.out, check.err);
            desk.life();
            desk.empty();
            let desk = Desk::begin(&server, &format!("{dialect}-plan"), &target);
            desk.everybody();
            desk.empty();
        }
    }
}
