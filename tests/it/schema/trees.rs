//! Graph's parse trees and expressions say the same.

use attrflow::library::{Function, Library, Param};
use attrflow::schema::{Schema, Source, TreeNode, expr_to_tree, same_in_tree, tree_to_expr};
use attrflow::syntax::{Expr, parse_expression};
use attrflow::value::Kind;
use serde_json::Value;

use super::{SMALL, read, shared, with_mapping};

const fn p(key: &'static str) -> Param {
    Param::required(key, Kind::Text, "")
}

const fn o(key: &'static str) -> Param {
    Param::optional(key, Kind::Text, "")
}

const fn r(key: &'static str) -> Param {
    Param::repeated(key, Kind::Text, "")
}

const fn function(name: &'static str, params: &'static [Param]) -> Function {
    Function {
        name,
        params,
        ..Function::DEFAULT
    }
}

/// Names and keys as Graph's exports have them; independent of what the standard library says.
pub fn library() -> Library {
    static FUNCTIONS: &[&Function] = &[
        &function("Append", &[p("source"), p("suffix")]),
        &function("BitAnd", &[p("left"), p("right")]),
        &function("DateFromNum", &[p("source")]),
        &function("Error", &[p("message")]),
        &function(
            "FormatDateTime",
            &[
                p("source"),
                o("dateTimeStyles"),
                o("inputFormat"),
                p("outputFormat"),
            ],
        ),
        &function("Guid", &[]),
        &function(
            "IIF",
            &[p("one").spread(&["two", "three"]), p("four"), p("five")],
        ),
        &function("IsPresent", &[p("source")]),
        &function("Item", &[p("source"), p("index")]),
        &function("Join", &[p("separator"), p("source"), r("source")]),
        &function("Left", &[p("source"), p("length")]),
        &function("Mid", &[p("source"), p("start"), p("length")]),
        &function("Not", &[p("source")]),
        &function("RemoveDuplicates", &[p("source")]),
        &function(
            "Replace",
            &[
                p("source"),
                o("Find"),
                o("RegularExpression"),
                o("RegularExpressionGroupName"),
                o("Replacement"),
                o("ReplacementPropertyName"),
                o("Template"),
            ],
        ),
        &function("SingleAppRoleAssignment", &[p("source")]),
        &function(
            "Switch",
            &[
                p("source"),
                o("defaultValue"),
                r("switchValue"),
                r("switchValue"),
            ],
        ),
        &function("Trim", &[p("source")]),
    ];
    Library::new(FUNCTIONS, &[])
}

fn parse(text: &str) -> Expr {
    parse_expression(text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
}

/// The source of a file with one attribute mapping.
fn source(tree: &Value) -> Source {
    let (schema, problems) = read(&with_mapping(&format!(
        r#"{{"targetAttributeName":"a","source":{tree}}}"#
    )));
    assert!(problems.is_empty(), "{problems:?}");
    schema.mappings().next().unwrap().1.attributes[0]
        .source
        .clone()
        .unwrap()
}

#[test]
fn trees_are_made_and_read_back() {
    let library = library();
    for text in [
        "[mail]",
        "\"a \\\"b\\\" \\\\c\"",
        "%DomainFQDN%",
        "Guid()",
        "Append([mail], \"x\")",
        "Join(\"-\", [a], [b], %X%, [d])",
        "Join(\"@\", [a], )",
        "Replace([preferredLanguage], \"-\", , , \"_\", , )",
        "Replace([a], , \"(?<x>.)\", \"x\", , [mobile], )",
        "Mid([a], 1, 8)",
        "Switch([a], , \"False\", \"True\", \"True\", \"False\")",
        "IIF(BitAnd([uac], 2)=\"0\", \"True\", \"False\")",
        "IIF([a]<>[b], , \"x\")",
        "IIF(IsPresent([a]), IIF([b]>=3, [c], ), Error(\"no\"))",
        "IIF([b], \"=\", \"x\")",
        "FormatDateTime([a], , \"yyyy\")",
        "FormatDateTime([a], \"None\", , \"yyyy\")",
        "Unheard([a], 1, \"b\")",
        "CBool([a]=\"b\")",
        "\"t-\" & [alias] & \"x\"",
        "IIF(\"a\" & [b]=\"ab\", \"x\", \"y\")",
    ] {
        let expr = parse(text);
        let tree = expr_to_tree(&expr, &library);
        let source = source(&tree);
        let again = match &source.tree {
            Some(node) => tree_to_expr(node, &library)
                .unwrap_or_else(|problems| panic!("{text}: {problems:?}")),
            None => parse(source.expression.as_ref().unwrap().text()),
        };
        assert!(same_in_tree(&expr, &again), "{text}: {again}");
    }
}

#[test]
fn the_tree_of_the_documentation() {
    let expected: Value = serde_json::from_str(
        r#"{ "expression": "Replace([preferredLanguage], \"-\", , , \"_\", , )", "name": "Replace", "parameters": [
             { "key": "source", "value": { "expression": "[preferredLanguage]", "name": "preferredLanguage", "parameters": [], "type": "Attribute" } },
             { "key": "Find", "value": { "expression": "\"-\"", "name": "-", "parameters": [], "type": "Constant" } },
             { "key": "Replacement", "value": { "expression": "\"_\"", "name": "_", "parameters": [], "type": "Constant" } }
           ], "type": "Function" }"#,
    )
    .unwrap();
    let expr = parse(r#"Replace([preferredLanguage], "-", , , "_", ,  )"#);
    assert_eq!(
        expr_to_tree(&expr, &library()).to_string(),
        expected.to_string()
    );
}

#[test]
fn a_tree_knows_what_the_text_has_lost() {
    let library = library();
    let (schema, _) = read(SMALL);
    let users = schema.mappings().next().unwrap().1;
    let expr = |target: &str| {
        let source = users.attribute(target).unwrap().source.as_ref().unwrap();
        tree_to_expr(source.tree.as_ref().unwrap(), &library).unwrap()
    };
    assert_eq!(
        expr("userName").canonical(),
        "Append(Left([mail], \"8\"), %Suffix%)"
    );
    assert_eq!(expr("desk").canonical(), "%Desk%");
    let span = expr("desk").span.of(SMALL);
    assert!(span.starts_with('{') && span.contains("%Desk%"));
}

#[test]
fn arguments_that_a_function_does_not_have() {
    let attribute = r#"{ "name": "m", "type": "Attribute" }"#;
    for (parameters, message) in [
        (
            format!(r#"{{"key":"sauce","value":{attribute}}}"#),
            "`Append` takes no (further) argument `sauce`",
        ),
        (
            format!(
                r#"{{"key":"source","value":{attribute}}},{{"key":"source","value":{attribute}}}"#
            ),
            "`Append` takes no (further) argument `source`",
        ),
        (
            r#"{"key":"source","value":{"type":"Attribute"}}"#.to_owned(),
            "this part of the parse tree has no `name`",
        ),
        (
            r#"{"key":"source","value":{"name":"x"}}"#.to_owned(),
            "this part of the parse tree has no known `type`",
        ),
    ] {
        let text = with_mapping(&format!(
            r#"{{"targetAttributeName":"a","source":{{"name":"Append","type":"Function","parameters":[{parameters}]}}}}"#
        ));
        let (schema, problems) = read(&text);
        assert!(problems.is_empty());
        let source = schema.mappings().next().unwrap().1.attributes[0]
            .source
            .clone()
            .unwrap();
        let problems = tree_to_expr(source.tree.as_ref().unwrap(), &library()).unwrap_err();
        let found = problems.iter().next().unwrap();
        assert_eq!(
            (found.code.slug, found.message.as_str()),
            ("unreadable-tree", message)
        );
        assert!(text.get(found.span().range()).is_some());
    }
}

fn mentions_token(node: &TreeNode) -> bool {
    let name = node.name.as_ref().map_or("", |name| &name.value);
    name.starts_with('%')
        || node
            .parameters
            .iter()
            .any(|(_, child)| mentions_token(child))
}

fn written(text: &str, node: &TreeNode) -> Value {
    serde_json::from_str(node.span.of(text)).unwrap()
}

#[test]
fn real_trees_equal_their_texts() {
    compare_real_trees(&library());
    let standard = Library::new(attrflow::functions::FUNCTIONS, &[]);
    let known = |function: &&Function| standard.function(function.name).is_some();
    if library().functions().iter().all(known) {
        compare_real_trees(&standard);
    }
}

fn compare_real_trees(library: &Library) {
    let mut compared = 0;
    for name in [
        "schemas/ad-to-entra-cloud-sync.json",
        "schemas/entra-to-salesforce.json",
    ] {
        let Some(bytes) = shared(name) else { return };
        let (schema, _) = Schema::read(&bytes).unwrap();
        let sources = schema
            .mappings()
            .flat_map(|(_, mapping)| &mapping.attributes)
            .filter_map(|attribute| attribute.source.as_ref());
        for source in sources {
            let node = source.tree.as_ref().unwrap();
            let from_tree = tree_to_expr(node, library).unwrap();
            let Some(text) = source.expression.as_ref().map(|text| text.text()) else {
                assert!(mentions_token(node));
                continue;
            };
            let from_text = parse(text);
            if mentions_token(node) {
                assert!(!same_in_tree(&from_tree, &from_text), "{text}");
                continue;
            }
            assert!(same_in_tree(&from_tree, &from_text), "{text}: {from_tree}");
            let in_file = written(schema.text(), node);
            assert_eq!(expr_to_tree(&from_text, library), in_file, "{text}");
            compared += 1;
        }
    }
    assert_eq!(
        compared,
        136 + 12 - 3,
        "all but the three with parameter tokens"
    );
}
