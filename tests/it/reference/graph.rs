//! Our lists in Graph's shapes, against those that Microsoft published in 2017.

use crate::cli::attrflow;
use serde_json::Value;

/// What Graph published about a few functions and operators.
const FUNCTIONS: &[(&str, &[&str])] = &[
    ("Append", &["source", "suffix"]),
    ("DefaultDomain", &[]),
    ("Join", &["separator", "source"]),
    ("Prepend", &["prefix", "source"]),
    ("Not", &["source"]),
    ("Switch", &["source", "defaultValue", "switchValue"]),
];

fn graph(command: &str) -> Value {
    let ran = attrflow(&[command, "--format", "graph"]);
    assert_eq!(ran.code, 0);
    serde_json::from_str(&ran.out).unwrap()
}

fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    let mut entries = list["value"].as_array().unwrap().iter();
    entries.find(|entry| entry["name"] == name).unwrap()
}

#[test]
fn functions_have_the_published_keys() {
    let list = graph("functions");
    for (name, keys) in FUNCTIONS {
        let parameters = named(&list, name)["parameters"].as_array().unwrap();
        let ours: Vec<&str> = parameters
            .iter()
            .map(|param| param["name"].as_str().unwrap())
            .collect();
        assert!(
            ours.starts_with(keys) || keys.iter().all(|key| ours.contains(key)),
            "{name}: {ours:?}"
        );
    }
}

/// Every function that the documentation of `synchronizationSchema: functions` shows, as it shows it:
/// name, whether it may occur several times, whether it must be there, type. `dateTimeStyles` came later.
const PUBLISHED: &str = "\
Append source - ! String, suffix - ! String
DefaultDomain
AppRoleAssignments source - ! String
FormatDateTime source - ! String, dateTimeStyles - ? String, inputFormat - ! String, outputFormat - ! String
IsNothing source - ! Boolean
Join separator - ! String, source * ! String
Prepend prefix - ! String, source - ! String
Mid source - ! String, start - ! Integer, length - ! Integer
Not source - ! Boolean
Replace source - ! String, Find - ? String, RegularExpression - ? String, RegularExpressionGroupName - ? String, \
Replacement - ? String, ReplacementPropertyName - ? String, Template - ? String
SingleAppRoleAssignment source - ! String
Split source - ! String, delimiter - ? String
StripSpaces source - ! String
Switch source - ! String, defaultValue - ? String, switchValue * ? String
";

#[test]
fn functions_are_as_they_are_published() {
    let list = graph("functions");
    for line in PUBLISHED.lines() {
        let name = line.split(' ').next().unwrap();
        let parameters = named(&list, name)["parameters"].as_array().unwrap();
        let ours: Vec<String> = parameters
            .iter()
            .map(|param| {
                let mark = |key: &str, yes, no| match param[key].as_bool().unwrap() {
                    true => yes,
                    false => no,
                };
                format!(
                    "{} {} {} {}",
                    param["name"].as_str().unwrap(),
                    mark("allowMultipleOccurrences", '*', '-'),
                    mark("required", '!', '?'),
                    param["type"].as_str().unwrap()
                )
            })
            .collect();
        assert_eq!(format!("{name} {}", ours.join(", ")).trim_end(), line);
    }
}

#[test]
fn operators_have_the_published_members() {
    let list = graph("operators");
    let equals = named(&list, "EQUALS");
    assert_eq!(equals["arity"], "Binary");
    assert_eq!(named(&list, "IS NULL")["arity"], "Unary");
    for entry in list["value"].as_array().unwrap() {
        let members: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(
            members,
            [
                "name",
                "arity",
                "multivaluedComparisonType",
                "supportedAttributeTypes"
            ]
        );
    }
}

/// Every function and key of the published list is in ours, where the folder is there.
#[test]
fn the_published_lists_are_contained() {
    for (command, file) in [
        ("functions", "functions-list"),
        ("operators", "filterOperators-list"),
    ] {
        let path = format!(
            "{}/../shared/graph/{file}.msgraphdocs.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        let theirs: Value = serde_json::from_str(&text).unwrap();
        let ours = graph(command);
        for entry in theirs["value"].as_array().unwrap() {
            let own = named(&ours, entry["name"].as_str().unwrap());
            if let Some(arity) = entry.get("arity") {
                assert_eq!(&own["arity"], arity, "{entry}");
            }
        }
    }
}
