//! Whatever way a user is written down, bulk evaluation gives what evaluating that user alone gives.

use super::population::*;
use attrflow::check::Mapping;
use attrflow::eval::{CsvHeader, Flowing, LineEvaluator, LineOptions, LineResult, Run, fill};
use attrflow::library::FixedHost;
use attrflow::value::to_json;
use bumpalo::Bump;
use serde_json::{Value as Json, json};

const USERS: usize = 1000;

fn host() -> FixedHost {
    FixedHost::new(crate::engine::ticks("2025-06-15T10:20:30Z"), 1)
}

fn evaluator(mapping: &Mapping) -> LineEvaluator<'_> {
    let options = LineOptions {
        key: "id".to_owned(),
        in_scope_only: false,
        notes: false,
    };
    LineEvaluator::new(mapping, options)
}

/// What the evaluation of one user says, in the shape of a line.
fn alone(mapping: &Mapping, user: &User) -> Json {
    let (arena, host) = (Bump::new(), host());
    let row = fill(&mapping.slots, user, &arena);
    let result = Run::new(&arena, &host).object(mapping, row, false);
    let mut line = User::new();
    line.insert("id".to_owned(), user["id"].clone());
    line.insert(
        "inScope".to_owned(),
        Json::Bool(result.scope.unwrap().in_scope),
    );
    let mut errors = Vec::new();
    for flow in result.flows {
        let value = match flow.result {
            Flowing::Value(value) => to_json(value),
            Flowing::Default(text) => Json::from(text),
            Flowing::Fault(fault) => {
                errors.push(json!({"target": flow.flow.target, "code": fault.code.slug, "message": fault.message}));
                continue;
            }
            Flowing::Skip | Flowing::SkipObject | Flowing::Broken => continue,
        };
        line.insert(flow.flow.target.clone(), value);
    }
    if !errors.is_empty() {
        line.insert("@errors".to_owned(), Json::Array(errors));
    }
    Json::Object(line)
}

fn line(evaluator: &mut LineEvaluator<'_>, text: &str) -> Json {
    let mut out = Vec::new();
    let result = evaluator.line(text, &host(), &Bump::new(), &mut |_| {}, &mut out);
    let whole = matches!(result, LineResult::Written | LineResult::Failed(_));
    assert!(whole, "{result:?}: {text}");
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn keys_in_any_order_and_escapes_everywhere_change_nothing() {
    let (_, mapping) = checked(&schema(str::to_owned));
    let mut dice = Dice(11);
    let (mut usual, mut mixed) = (evaluator(&mapping), evaluator(&mapping));
    let mut in_scope = 0;
    for number in 0..USERS {
        let user = user(&mut dice, number);
        let expected = alone(&mapping, &user);
        in_scope += usize::from(expected["inScope"] == Json::Bool(true));
        let text = Json::Object(user.clone()).to_string();
        let other = Json::Object(shuffled(&user, &mut dice));
        assert_eq!(line(&mut usual, &text), expected, "{text}");
        assert_eq!(line(&mut usual, &escaped(&other)), expected, "{text}");
        assert_eq!(line(&mut mixed, &other.to_string()), expected, "{text}");
        assert_eq!(
            line(&mut mixed, &escaped(&Json::Object(user))),
            expected,
            "{text}"
        );
    }
    assert!(
        (10..USERS / 2).contains(&in_scope),
        "{in_scope} users in scope"
    );
}

#[test]
fn users_in_the_shape_of_scim_give_what_flat_ones_give() {
    let (_, flat) = checked(&schema(str::to_owned));
    let (_, nested) = checked(&schema(scim_name));
    let mut dice = Dice(12);
    let mut evaluator = evaluator(&nested);
    for number in 0..USERS {
        let user = user(&mut dice, number);
        let shaped = shuffled(&scim(&user), &mut dice);
        let expected = alone(&flat, &user);
        assert_eq!(alone(&nested, &shaped), expected);
        assert_eq!(
            line(&mut evaluator, &Json::Object(shaped).to_string()),
            expected
        );
    }
}

#[test]
fn tables_give_what_lines_give() {
    let (schema, mapping) = checked(&schema(str::to_owned));
    let (rule, object) = schema.mappings().next().unwrap();
    let mut dice = Dice(13);
    let users: Vec<User> = (0..USERS)
        .map(|number| tellable(&user(&mut dice, number)))
        .collect();
    for line_break in ["\n", "\r\n"] {
        let text = csv(&users, line_break);
        let evaluator = evaluator(&mapping);
        let header = CsvHeader::read(&text).unwrap();
        let layout = evaluator.layout(&header, schema.source_object(rule, object));
        let mut at = header.bytes;
        let mut breaks = 1;
        for user in &users {
            let mut out = Vec::new();
            let record = evaluator.record(
                &text[at..],
                &layout,
                &host(),
                &Bump::new(),
                &mut |_| {},
                &mut out,
            );
            let whole = matches!(record.result, LineResult::Written | LineResult::Failed(_));
            assert!(whole, "{record:?}");
            assert_eq!(
                serde_json::from_slice::<Json>(&out).unwrap(),
                alone(&mapping, user),
                "{user:?}"
            );
            at += record.bytes;
            breaks += record.line_breaks;
        }
        assert_eq!(at, text.len());
        assert_eq!(breaks, text.matches('\n').count());
    }
}

#[test]
fn the_command_says_the_same_of_a_file_and_of_its_users() {
    let folder = super::Folder::new("equality");
    let mut dice = Dice(14);
    let users: Vec<User> = (0..40)
        .map(|number| tellable(&user(&mut dice, number)))
        .collect();
    let lines: String = users
        .iter()
        .map(|user| format!("{}\n", Json::Object(user.clone())))
        .collect();
    let schema_file = folder.write("schema.json", schema(str::to_owned).as_bytes());
    let ndjson = folder.write("users.ndjson", lines.as_bytes());
    let table = folder.write("users.csv", csv(&users, "\r\n").as_bytes());
    let run =
        |more: &[&str]| super::attrflow(&[&["eval", "--schema", &schema_file], more].concat(), "");
    let (_, bulk, _) = run(&["--users", &ndjson]);
    assert_eq!(run(&["--users", &table]).1, bulk);
    let single = super::lines(&run(&["--user", &ndjson, "--format", "json"]).1);
    for (line, user) in super::lines(&bulk).iter().zip(&single) {
        assert_eq!(line["inScope"], user["scope"]["inScope"]);
        for attribute in user["attributes"].as_array().unwrap() {
            let value = line.get(attribute["target"].as_str().unwrap());
            assert_eq!(value, attribute.get("result"), "{line}");
        }
    }
    assert_eq!(single.len(), bulk.lines().count());
}
