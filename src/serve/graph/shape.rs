//! Whether a body has the shape that an operation wants, told by the JSON Schema of its type: what reads
//! bodies would take a list for an object, member after member.

use super::known::resolved;
use super::operation::Takes;
use crate::serve::words::listed;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value as Json;

/// The JSON Schema of what an operation takes.
pub fn of(body: Takes) -> Option<Json> {
    let (Takes::Body(describe) | Takes::Perhaps(describe)) = body else {
        return None;
    };
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let mut schema = describe(&mut generator).to_value();
    let definitions = generator.take_definitions(true);
    if let Some(members) = schema.as_object_mut() {
        members.insert("$defs".to_owned(), Json::Object(definitions));
    }
    Some(schema)
}

/// Whether objects and lists stand where they belong.
///
/// # Errors
/// One does not; where, and what belongs there.
pub fn fits(schema: &Json, body: &Json) -> Result<(), String> {
    Walk { root: schema }.at(schema, body, "")
}

struct Walk<'s> {
    root: &'s Json,
}

impl Walk<'_> {
    fn at(&self, schema: &Json, json: &Json, path: &str) -> Result<(), String> {
        let schema = resolved(self.root, schema);
        let properties = schema.get("properties").and_then(Json::as_object);
        match (properties, json) {
            (Some(properties), Json::Object(members)) => {
                for (name, value) in members {
                    if let Some(known) = properties.get(name) {
                        let path = match path {
                            "" => name.clone(),
                            _ => format!("{path}.{name}"),
                        };
                        self.at(known, value, &path)?;
                    }
                }
                Ok(())
            }
            // Null is nothing, and whoever needs something says so.
            (Some(_), Json::Null) if !path.is_empty() => Ok(()),
            (Some(properties), _) => {
                let names: Vec<&str> = properties.keys().map(String::as_str).collect();
                let names = listed(&names);
                Err(format!("{} must be an object with {names}", called(path)))
            }
            (None, _) => self.items(schema, json, path),
        }
    }

    fn items(&self, schema: &Json, json: &Json, path: &str) -> Result<(), String> {
        let Some(kind) = schema.get("items") else {
            return Ok(());
        };
        match json {
            Json::Array(items) => (0..).zip(items).try_for_each(|(number, item): (usize, _)| {
                self.at(kind, item, &format!("{path}[{number}]"))
            }),
            Json::Null => Ok(()),
            _ => Err(format!("{} must be a list", called(path))),
        }
    }
}

fn called(path: &str) -> String {
    match path {
        "" => "the body".to_owned(),
        _ => format!("`{path}`"),
    }
}
