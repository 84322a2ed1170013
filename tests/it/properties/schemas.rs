//! A small schema around one object mapping.

use attrflow::assist::standard;
use attrflow::check::{Mapping, check_mapping};
use attrflow::schema::Schema;
use serde_json::{Value as Json, json};

/// The mapping of an object with these attributes, checked in a schema that has nothing else.
pub fn mapping(attributes: &[&str], flows: Json, scope: Json) -> Mapping {
    let attributes: Vec<Json> = attributes
        .iter()
        .chain(&["target"])
        .map(|name| json!({"name": name, "type": "String"}))
        .collect();
    let object = json!({"name": "User", "attributes": attributes});
    let schema = json!({
        "directories": [{"name": "Source", "objects": [object]}, {"name": "Target", "objects": [object]}],
        "synchronizationRules": [{
            "name": "rule", "sourceDirectoryName": "Source", "targetDirectoryName": "Target",
            "objectMappings": [{
                "name": "users", "sourceObjectName": "User", "targetObjectName": "User", "enabled": true,
                "attributeMappings": flows, "scope": scope,
            }],
        }],
    });
    let (schema, _) = Schema::read(schema.to_string().as_bytes()).unwrap();
    let (rule, mapping) = schema.mappings().next().unwrap();
    check_mapping(standard(), &schema, rule, mapping, None).0
}
