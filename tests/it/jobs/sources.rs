//! Source directories in files: formats, keys, search, failures.

use attrflow::connectors::files::{FileSource, Format, ObjectShape, SourceFiles};
use attrflow::pipeline::{PortError, SourceDirectory, SourceObject};
use attrflow::schema::Schema;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder that goes away with its value.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("attrflow-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn source(&self, name: &str, bytes: &[u8]) -> FileSource {
        self.with_groups(name, bytes, None)
    }

    fn with_groups(&self, name: &str, bytes: &[u8], groups: Option<(&str, &str)>) -> FileSource {
        let file = self.0.join(name);
        std::fs::write(&file, bytes).unwrap();
        let groups = groups.map(|(name, text)| {
            let path = self.0.join(name);
            std::fs::write(&path, text).unwrap();
            let format = Format::of(&path).unwrap();
            (path, format, "Group".to_owned())
        });
        FileSource::open(&SourceFiles {
            format: Format::of(&file).unwrap(),
            file,
            object: "User".to_owned(),
            groups,
            keys: vec!["userPrincipalName".to_owned(), "mail".to_owned()],
            shapes: shapes(),
        })
        .unwrap()
    }

    /// A message without the folder.
    pub fn said(&self, failure: &PortError) -> String {
        let folder = format!("{}/", self.0.display());
        failure.message.replace(&folder, "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

pub fn shapes() -> Vec<ObjectShape> {
    let (schema, _) = Schema::read(include_bytes!("../../data/job/app.json")).unwrap();
    schema.directories[0]
        .objects
        .iter()
        .map(ObjectShape::of)
        .collect()
}

pub fn all(source: &mut FileSource, object: &str) -> Result<Vec<SourceObject>, PortError> {
    let mut found = Vec::new();
    source.each(object, &mut |one| {
        found.push(one);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

const ADA: &str =
    r#"{"objectId": "1", "userPrincipalName": "ada@contoso.com", "accountEnabled": true}"#;
const ALAN: &str = r#"{"objectId": "2", "userPrincipalName": "alan@contoso.com", "mail": null}"#;

#[test]
fn every_form_of_json_gives_the_same() {
    let page = format!("{{\"@odata.context\": \"x\", \"value\": [{ADA}, {ALAN}]}}");
    let utf16: Vec<u8> = format!("\u{feff}[{ADA},{ALAN}]")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let lines16: Vec<u8> = format!("\u{feff}{ADA}\r\n{ALAN}\r\n")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let forms: &[(&str, Vec<u8>)] = &[
        ("a.json", format!("[{ADA}, {ALAN}]").into()),
        ("a.json", format!("{ADA}\n{ALAN}").into()),
        ("a.json", format!("\u{feff}[\r\n{ADA},\r\n{ALAN}]\r\n").into()),
        ("a.json", page.into()),
        ("a.json", utf16),
        ("a.ndjson", format!("{ADA}\n{ALAN}\n").into()),
        ("a.ndjson", format!("\u{feff}{ADA}\r\n\r\n  {ALAN}").into()),
        ("a.jsonl", format!("\n{ADA}\n{ALAN}").into()),
        ("a.jsonl", lines16),
        (
            "a.csv",
            b"objectId,userPrincipalName,accountEnabled,mail\n1,ada@contoso.com,True,\n2,alan@contoso.com,,\n".into(),
        ),
        (
            "a.csv",
            "\u{feff}objectId;userPrincipalName;accountEnabled\r\n1;\"ada@contoso.com\";TRUE\r\n2;alan@contoso.com;\r\n".into(),
        ),
        (
            "a.csv",
            b"objectId\tuserPrincipalName\taccountEnabled\n1\tada@contoso.com\t1\n2\talan@contoso.com\t".into(),
        ),
    ];
    for (name, bytes) in forms {
        let folder = Folder::new();
        let mut source = folder.source(name, bytes);
        let found = all(&mut source, "User").unwrap();
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(found.len(), 2, "{text}");
        assert_eq!(found[0].id, "1", "{text}");
        assert_eq!(
            Value::Object(found[0].attributes.clone()),
            json!({"objectId": "1", "userPrincipalName": "ada@contoso.com", "accountEnabled": true}),
            "{text}"
        );
        assert_eq!(found[1].attributes.len(), 2, "{text}");
    }
}

#[test]
fn objects_are_found_by_their_keys() {
    let folder = Folder::new();
    let guid = "0A0A0A0A-0000-0000-0000-00000000000b";
    let text = format!(
        "{{\"objectId\": \"{guid}\", \"userPrincipalName\": \"ada@contoso.com\", \"mail\": \"al@contoso.com\"}}\n\
         {{\"objectId\": \"x1\", \"userPrincipalName\": \"Al@contoso.com\"}}\n"
    );
    let mut source = folder.source("a.ndjson", text.as_bytes());
    let mut id = |key: &str| source.find("User", key).unwrap().map(|found| found.id);
    assert_eq!(id("ADA@CONTOSO.COM").as_deref(), Some(guid));
    assert_eq!(id(&guid.to_lowercase()).as_deref(), Some(guid));
    assert_eq!(
        id("al@contoso.com").as_deref(),
        Some("x1"),
        "a name goes before an address"
    );
    assert_eq!(
        id("X1"),
        None,
        "an anchor that is no GUID is compared exactly"
    );
    assert_eq!(id("nobody"), None);
    assert_eq!(source.find("Group", "x1").unwrap(), None);
}

#[test]
fn a_key_of_two_objects_is_refused_with_both_lines() {
    for (name, text) in [
        (
            "a.ndjson",
            "{\"objectId\": \"1\", \"mail\": \"a\"}\n{\"objectId\": \"2\"}\n{\"objectId\": \"3\", \"mail\": \"A\"}\n",
        ),
        (
            "a.json",
            "[{\"objectId\": \"1\", \"mail\": \"a\"},\n{\"objectId\": \"2\"},\n{\"objectId\": \"3\", \"mail\": \"A\"}]",
        ),
    ] {
        let folder = Folder::new();
        let mut source = folder.source(name, text.as_bytes());
        let failure = source.find("User", "a").unwrap_err();
        let expected = format!("{name}:3: `a` names this object and the one at {name}:1");
        assert_eq!(folder.said(&failure), expected);
        assert_eq!(source.find("User", "3").unwrap().unwrap().id, "3");
    }
}

#[test]
fn search_looks_into_the_names() {
    let folder = Folder::new();
    let text = r#"{"objectId": "1", "givenName": "Ada", "jobTitle": "Alanist"}
{"objectId": "2", "surname": "Galan"}
{"objectId": "3", "name": {"givenName": "ÅLAN"}}
{"objectId": "4", "displayName": "Alan Turing"}
{"objectId": "5", "userPrincipalName": "alan5@contoso.com"}
{"objectId": "6", "emails": [{"type": "work", "value": "x.alan@contoso.com"}]}
"#;
    let mut source = folder.source("a.ndjson", text.as_bytes());
    let mut ids = |text: &str, limit| -> String {
        let found = source.search(text, limit).unwrap();
        found.iter().map(|found| found.id.as_str()).collect()
    };
    assert_eq!(ids(" ALAN ", 9), "2456");
    assert_eq!(ids("alan", 2), "24");
    assert_eq!(ids("ålan", 9), "3");
    assert_eq!(ids("zuse", 9), "");
}

#[test]
fn several_kinds_stand_in_one_file_or_in_two() {
    let folder = Folder::new();
    let mixed = r##"{"objectId": "1", "displayName": "Ada"}
{"@odata.type": "#microsoft.graph.group", "objectId": "g1", "displayName": "Sales", "members": ["1"]}
{"object": "Group", "objectId": "g2", "displayName": "Desk"}
{"@odata.type": "#microsoft.graph.device", "id": "d1"}
"##;
    let mut source = folder.source("a.ndjson", mixed.as_bytes());
    let groups = all(&mut source, "Group").unwrap();
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0].attributes["members"], json!(["1"]));
    assert!(!groups[1].attributes.contains_key("object"));
    assert_eq!(all(&mut source, "User").unwrap().len(), 1);

    let csv = "objectId,displayName,members\ng1,Sales,1;2\n";
    let mut source = folder.with_groups("b.ndjson", mixed.as_bytes(), Some(("groups.csv", csv)));
    assert_eq!(all(&mut source, "Group").unwrap().len(), 3);
    let desk = source.find("Group", "desk").unwrap().unwrap();
    assert_eq!(desk.id, "g2");
    let failure = source.find("Group", "SALES").unwrap_err();
    assert_eq!(
        folder.said(&failure),
        "groups.csv:2: `SALES` names this object and the one at b.ndjson:2"
    );
}

#[test]
fn values_of_a_table_are_typed_and_split() {
    let folder = Folder::new();
    let csv = "objectId,level,proxyAddresses,employeeHireDate,appRoleAssignments,name.givenName\n\
        007,-3,a\\;b;c\\\\;\\d,2024-02-01,\"[{\"\"id\"\": \"\"1\"\"}]\",Ada\n";
    let mut source = folder.source("a.csv", csv.as_bytes());
    let found = source.find("User", "007").unwrap().unwrap();
    assert_eq!(
        Value::Object(found.attributes),
        json!({"objectId": "007", "level": -3, "proxyAddresses": ["a;b", "c\\", "\\d"],
            "employeeHireDate": "2024-02-01", "appRoleAssignments": [{"id": "1"}], "name.givenName": "Ada"})
    );
}

#[test]
fn names_of_graph_become_those_of_the_schema() {
    let folder = Folder::new();
    let page = r#"{"value": [{"id": "1", "userPrincipalName": "ada@contoso.com", "manager": {"id": "2"}, "jobTitle": null}]}"#;
    let mut source = folder.source("a.json", page.as_bytes());
    let found = source.find("User", "1").unwrap().unwrap();
    assert_eq!(
        Value::Object(found.attributes),
        json!({"userPrincipalName": "ada@contoso.com", "manager": "2", "objectId": "1"})
    );
}

#[test]
fn a_disabled_account_of_active_directory_is_told_by_its_flags() {
    let shape = |text: &str| {
        let (schema, _) = Schema::read(text.as_bytes()).unwrap();
        ObjectShape::of(&schema.directories[0].objects[0])
    };
    let folder = Folder::new();
    let file = folder.0.join("a.csv");
    std::fs::write(&file, "objectGUID,userAccountControl\n1,66048\n2,66050\n").unwrap();
    let attributes = r#"[{"name": "objectGUID", "anchor": true}, {"name": "accountDisabled", "type": "Boolean"}]"#;
    let defined = shape(&format!(
        r#"{{"directories": [{{"name": "AD", "objects": [{{"name": "user", "attributes": {attributes}}}]}}]}}"#
    ));
    let mut source = FileSource::open(&SourceFiles {
        file,
        format: Format::Csv,
        object: "user".to_owned(),
        groups: None,
        keys: Vec::new(),
        shapes: vec![defined],
    })
    .unwrap();
    let found = all(&mut source, "user").unwrap();
    let disabled = found
        .iter()
        .map(|one| one.attributes["accountDisabled"] == json!(true));
    assert_eq!(disabled.collect::<Vec<_>>(), [false, true]);
}

#[test]
fn reading_stops_when_told() {
    let folder = Folder::new();
    let mut source = folder.source("a.ndjson", format!("{ADA}\n{ALAN}\nno JSON\n").as_bytes());
    let mut seen = 0;
    let stopped = source.each("User", &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert!(stopped.is_ok());
    assert_eq!(seen, 1);
}
