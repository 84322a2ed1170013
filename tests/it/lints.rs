//! The lints: every code's page, sample and fixes, and the cases of `tests/spec/lints.md`.

mod cases;
mod registry;
mod schemas;

use std::sync::LazyLock;

use attrflow::check::{Context, Slots, check, check_filter, check_mapping};
use attrflow::diag::{Diagnostic, Fix, Problems};
use attrflow::functions::FUNCTIONS;
use attrflow::library::{JobKind, Library};
use attrflow::schema::Schema;
use attrflow::scoping::OPERATORS;
use attrflow::syntax::{parse_expression, parse_filter};
use serde_json::{Value, json};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(FUNCTIONS, OPERATORS));

const CONTOSO: &str = include_str!("../data/contoso-schema.json");

/// A text, what it stands in, and how to look at it again after a change.
#[derive(Clone, Debug)]
enum Subject {
    /// An expression of its own, in a kind of job.
    Expression(String, Option<JobKind>),
    /// A filter over Contoso's users.
    Filter(String),
    /// The file of a schema.
    File(String, Option<JobKind>),
}

impl Subject {
    /// An attribute mapping of Contoso's schema in the place of all others of its object mapping.
    fn mapping(target: &str, expression: &str, flags: &[&str], job: Option<JobKind>) -> Self {
        let mut schema: Value = serde_json::from_str(CONTOSO).unwrap();
        let objects: Vec<(Value, Value)> = schema["directories"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|directory| {
                let objects = directory["objects"].as_array().unwrap();
                objects
                    .iter()
                    .map(|object| (directory["name"].clone(), object.clone()))
            })
            .collect();
        let mut found = false;
        for rule in schema["synchronizationRules"].as_array_mut().unwrap() {
            let directory = rule["targetDirectoryName"].clone();
            let mapping = &mut rule["objectMappings"][0];
            let has = objects.iter().any(|(of, object)| {
                let attributes = object["attributes"].as_array().unwrap();
                *of == directory
                    && object["name"] == mapping["targetObjectName"]
                    && attributes
                        .iter()
                        .any(|attribute| attribute["name"] == target)
            });
            mapping["attributeMappings"] = json!([]);
            // What deletes only needs no matching attribute.
            mapping["flowTypes"] = json!("Delete");
            if has && !found {
                found = true;
                let creation = flags.contains(&"creation");
                mapping["attributeMappings"] = json!([{
                    "targetAttributeName": target,
                    "source": { "expression": expression, "name": "", "type": "Function", "parameters": [] },
                    "defaultValue": if flags.contains(&"default") { json!("x") } else { Value::Null },
                    "flowType": if creation { "ObjectAddOnly" } else { "Always" },
                    "flowBehavior": "FlowWhenChanged",
                    "matchingPriority": 0,
                    "exportMissingReferences": false,
                }]);
            }
        }
        assert!(found, "no target attribute {target}");
        Self::File(schema.to_string(), job)
    }

    fn text(&self) -> &str {
        match self {
            Self::Expression(text, _) | Self::Filter(text) | Self::File(text, _) => text,
        }
    }

    /// The text as people know it: of a file, its only attribute mapping.
    fn shown(&self) -> String {
        let Self::File(text, _) = self else {
            return self.text().to_owned();
        };
        let schema: Value = serde_json::from_str(text).unwrap();
        let rules = schema["synchronizationRules"].as_array().unwrap();
        let mapping = rules
            .iter()
            .flat_map(|rule| {
                rule["objectMappings"][0]["attributeMappings"]
                    .as_array()
                    .unwrap()
            })
            .next()
            .unwrap();
        mapping["source"]["expression"].as_str().unwrap().to_owned()
    }

    fn with(&self, text: String) -> Self {
        match self {
            Self::Expression(_, job) => Self::Expression(text, *job),
            Self::Filter(_) => Self::Filter(text),
            Self::File(_, job) => Self::File(text, *job),
        }
    }

    fn fixed(&self, fix: &Fix) -> Self {
        let mut edits = fix.edits.clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
        let mut text = self.text().to_owned();
        for edit in edits {
            text.replace_range(edit.span.range(), &edit.text);
        }
        self.with(text)
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let problems = match self {
            Self::Expression(text, job) => {
                let context = Context {
                    job: *job,
                    ..Context::open(&LIBRARY)
                };
                match parse_expression(text) {
                    Ok(expr) => check(&context, text, &expr, &mut Slots::new()).1,
                    Err(problems) => problems,
                }
            }
            Self::Filter(text) => {
                let (schema, _) = Schema::read(CONTOSO.as_bytes()).unwrap();
                let context = Context {
                    source: schema.object("Microsoft Entra ID", "User"),
                    ..Context::open(&LIBRARY)
                };
                match parse_filter(text) {
                    Ok(filter) => check_filter(&context, text, &filter, &mut Slots::new()).1,
                    Err(problems) => problems,
                }
            }
            Self::File(text, job) => file(text, *job),
        };
        problems.into_iter().collect()
    }
}

/// All that is said of a schema's mappings.
fn file(text: &str, job: Option<JobKind>) -> Problems {
    let (schema, mut problems) = Schema::read(text.as_bytes()).unwrap();
    for (rule, mapping) in schema.mappings() {
        problems.append(check_mapping(&LIBRARY, &schema, rule, mapping, job).1);
    }
    problems
}
