//! Lints of object mappings: samples, cases, the example, real schemas.

use attrflow::check::{FlowSource, LINTS, Mapping, check_mapping};
use attrflow::diag::{Code, Diagnostic, Sample, Severity};
use attrflow::eval::{Flowing, Run, fill};
use attrflow::functions::FUNCTIONS;
use attrflow::library::{FixedHost, Library};
use attrflow::schema::{Schema, expr_to_tree};
use attrflow::scoping::OPERATORS;
use attrflow::syntax::parse_expression;
use attrflow::value::to_json;
use serde_json::{Value as Json, json};

use crate::schema::{read, shared};

pub const CONTOSO: &str = include_str!("../../examples/contoso/schema.json");
const USERS: &str = include_str!("../../examples/contoso/users.ndjson");
const USER: &str = include_str!("../../examples/contoso/user.json");
const CASES: &str = include_str!("../data/lint-schemas/cases.jsonl");

fn library() -> Library {
    Library::new(FUNCTIONS, OPERATORS)
}

/// Everything that reading and checking a schema finds.
pub fn check_schema(text: &str) -> (Vec<Mapping>, Vec<Diagnostic>) {
    let (schema, problems) = match Schema::read(text.as_bytes()) {
        Ok(read) => read,
        Err(problems) => return (Vec::new(), problems.into_iter().collect()),
    };
    let library = library();
    let mut found: Vec<Diagnostic> = problems.into_iter().collect();
    let mut mappings = Vec::new();
    for (rule, mapping) in schema.mappings() {
        let (mapping, problems) = check_mapping(&library, &schema, rule, mapping, None);
        mappings.push(mapping);
        found.extend(problems);
    }
    (mappings, found)
}

/// The schema of a sample about schemas; one mapping is put into that of `examples/contoso`.
pub fn sample_schema(sample: Sample) -> Option<String> {
    match sample {
        Sample::Schema(text) => Some(text.to_owned()),
        Sample::Mapping { target, expression } => Some(contoso(&json!({
            "mapping": { "targetAttributeName": target, "source": { "expression": expression } }
        }))),
        _ => None,
    }
}

/// Whether a case of this folder says something about that code.
pub fn has_case(slug: &str) -> bool {
    CASES.contains(&format!("[\"{slug}: "))
}

/// The example's schema with the changes of a case.
fn contoso(case: &Json) -> String {
    let mut schema: Json = serde_json::from_str(CONTOSO).unwrap();
    let change = |part: &mut Json, changes: &Json| {
        for (member, value) in changes.as_object().into_iter().flatten() {
            part[member.as_str()] = value.clone();
        }
    };
    let attributes = &mut schema["directories"][1]["objects"][0]["attributes"];
    for definition in attributes.as_array_mut().unwrap() {
        if definition["name"] == case["definition"]["name"] {
            change(definition, &case["definition"]);
        }
    }
    let rule = &mut schema["synchronizationRules"][0];
    change(rule, &case["rule"]);
    let object = &mut rule["objectMappings"][0];
    let mappings = object["attributeMappings"].as_array_mut().unwrap();
    if let Some(mapping) = case.get("mapping") {
        mappings.retain(|other| other["targetAttributeName"] != mapping["targetAttributeName"]);
        mappings.push(mapping.clone());
    }
    mappings.extend(case["mappings"].as_array().into_iter().flatten().cloned());
    change(object, &case["object"]);
    schema.to_string()
}

fn told(text: &str, found: &[Diagnostic]) -> Vec<String> {
    let tell = |found: &Diagnostic| format!("{}: {}", found.code.slug, found.span().of(text));
    found.iter().map(tell).collect()
}

#[test]
fn samples_trigger_their_code_alone() {
    let codes: Vec<&Code> = LINTS.iter().map(|lint| lint.code).collect();
    let mut tested = 0;
    for code in codes {
        let Some(text) = sample_schema(code.sample) else {
            continue;
        };
        let (_, found) = check_schema(&text);
        let slugs: Vec<&str> = found.iter().map(|found| found.code.slug).collect();
        assert_eq!(slugs, [code.slug], "{:?}", told(&text, &found));
        tested += 1;
    }
    assert!(tested >= 12);
}

#[test]
fn cases() {
    for line in CASES.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let text = contoso(&case);
        let (_, found) = check_schema(&text);
        let expected: Vec<&str> = case["found"]
            .as_array()
            .unwrap()
            .iter()
            .map(|told| told.as_str().unwrap())
            .collect();
        assert_eq!(told(&text, &found), expected, "{}", case["about"]);
    }
}

#[test]
fn fixes_give_a_schema_without_the_finding() {
    for lint in LINTS {
        let Some(mut text) = sample_schema(lint.code.sample) else {
            continue;
        };
        let (_, found) = check_schema(&text);
        let Some(fix) = found[0].fixes.first() else {
            continue;
        };
        let edit = &fix.edits[0];
        text.replace_range(edit.span.range(), &edit.text);
        let (_, found) = check_schema(&text);
        assert!(found.is_empty(), "{}: {found:?}", lint.code.slug);
    }
}

#[test]
fn a_cut_from_documentation_is_not_blamed_for_what_is_left_out() {
    let mut schema: Json = serde_json::from_str(CONTOSO).unwrap();
    let mapping = &mut schema["synchronizationRules"][0]["objectMappings"][0];
    mapping["attributeMappings"]
        .as_array_mut()
        .unwrap()
        .drain(..2);
    schema["directories"] = json!([]);
    let (_, found) = check_schema(&schema.to_string());
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_finding_has_its_place() {
    let text = contoso(&json!({
        "mapping": { "targetAttributeName": "nickname", "source": { "expression": "[mail]" } }
    }));
    let (_, found) = check_schema(&text);
    let place = found[0].place.clone().unwrap();
    assert_eq!(place.target.as_deref(), Some("nickname"));
    assert_eq!(
        place.mapping.as_deref(),
        Some("Provision Microsoft Entra ID Users")
    );
}

#[test]
fn the_tree_counts() {
    let source = |text: Json, name: &str, length: &str| {
        json!({ "targetAttributeName": "nickName", "source": {
            "expression": text, "name": name, "type": "Function", "parameters": [
                { "key": "source", "value": { "name": "givenName", "type": "Attribute" } },
                { "key": if name == "Left" { "length" } else { "suffix" }, "value": { "name": length, "type": "Constant" } },
            ] } })
    };
    let user: Json = serde_json::from_str(USER).unwrap();
    for (mapping, shown, expected) in [
        (
            source(json!("Left([surname], 1)"), "Left", "2"),
            "Left([givenName], \"2\")",
            "Zo",
        ),
        (
            source(Json::Null, "Left", "1"),
            "Left([givenName], \"1\")",
            "Z",
        ),
        (
            source(json!("Left([givenName], 2)"), "Left", "2"),
            "Left([givenName], 2)",
            "Zo",
        ),
        (
            source(json!("Append([givenName], )"), "Append", "%Suffix%"),
            "Append([givenName], )",
            "Zoë@",
        ),
    ] {
        let (mappings, _) = check_schema(&contoso(&json!({ "mapping": mapping })));
        let mapping = &mappings[0];
        let flow = mapping.flows.last().unwrap();
        let FlowSource::Program { text, .. } = &flow.source else {
            panic!("{flow:?}");
        };
        assert_eq!(text, shown);
        let mut host = FixedHost::new(attrflow::dotnet::date::Ticks::default(), 1);
        host.parameters.insert("Suffix".to_owned(), "@".to_owned());
        let arena = bumpalo::Bump::new();
        let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
        let result = Run::new(&arena, &host).flow(mapping, flow, row, false);
        let Flowing::Value(value) = result.result else {
            panic!("{:?}", result.result);
        };
        assert_eq!(to_json(value), json!(expected));
    }
}

#[test]
fn the_example_is_clean() {
    let (_, found) = check_schema(CONTOSO);
    let bad: Vec<&Diagnostic> = found
        .iter()
        .filter(|found| found.severity > Severity::Advice)
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn the_trees_of_the_example_are_those_of_its_texts() {
    let library = library();
    let (schema, _) = read(CONTOSO);
    let json: Json = serde_json::from_str(CONTOSO).unwrap();
    let written = &json["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
    let mapping = &schema.rules[0].mappings[0];
    for (attribute, written) in mapping.attributes.iter().zip(written.as_array().unwrap()) {
        if let Some(text) = attribute.expression() {
            let expr = parse_expression(text.text()).unwrap();
            assert_eq!(expr_to_tree(&expr, &library), written["source"]);
        }
    }
}

#[test]
fn the_example_maps_its_users() {
    let (mappings, _) = check_schema(CONTOSO);
    let mapping = &mappings[0];
    let host = FixedHost::new(attrflow::dotnet::date::Ticks::default(), 1);
    let users: Vec<Json> = USERS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(users[0], serde_json::from_str::<Json>(USER).unwrap());
    let mut told = Vec::new();
    for user in &users {
        let arena = bumpalo::Bump::new();
        let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
        let result = Run::new(&arena, &host).object(mapping, row, false);
        for flow in &result.flows {
            let fault = matches!(flow.result, Flowing::Fault(_) | Flowing::Broken);
            assert!(!fault, "{} {:?}", flow.flow.target, flow.result);
        }
        let Flowing::Value(name) = result.flows[0].result else {
            panic!("no userName");
        };
        let Flowing::Value(active) = result.flows[2].result else {
            panic!("no active");
        };
        let scope = result.scope.unwrap().in_scope;
        let told_of = [to_json(name), to_json(active), json!(scope)];
        told.push(told_of.map(|value| value.as_str().map_or(value.to_string(), str::to_owned)));
    }
    assert_eq!(
        told,
        [
            ["zoe.muller@contoso.com", "True", "true"],
            ["lukasz.wojcik@contoso.com", "True", "true"],
            ["amelie.dubois@contoso.com", "True", "true"],
            ["ingrid.soerensen@contoso.com", "True", "true"],
            ["noah.brown@contoso.com", "True", "false"],
            ["petra.novakova@contoso.com", "False", "true"],
            ["太郎.山田@contoso.com", "True", "false"],
            ["sam.o'neill@contoso.com", "True", "false"],
            ["barbara.jensen@contoso.com", "True", "true"],
        ]
    );
}

/// The findings of the lints of object mappings in a real schema, by code.
fn counts(name: &str) -> Option<Vec<(&'static str, usize)>> {
    let file = shared(&format!("schemas/{name}"))?;
    let text = attrflow::schema::decode(&file).text;
    let (_, found) = check_schema(&text);
    for found in &found {
        println!("{} {:?} {:?}", found.code.slug, found.place, found.message);
        assert_ne!(found.severity, Severity::Error, "{found:?}");
    }
    let counts = LINTS.iter().filter_map(|lint| {
        sample_schema(lint.code.sample)?;
        let slug = lint.code.slug;
        let count = found.iter().filter(|one| one.code.slug == slug).count();
        (count > 0).then_some((slug, count))
    });
    Some(counts.collect())
}

#[test]
fn real_schemas() {
    if let Some(found) = counts("ad-to-entra-cloud-sync.json") {
        assert_eq!(found, [("lossy-text", 1)]);
    }
    if let Some(found) = counts("aws-sso-template-fragment.json") {
        assert_eq!(found, []);
    }
    if let Some(found) = counts("entra-to-salesforce.json") {
        assert_eq!(found, [("required-target", 3)]);
    }
}
