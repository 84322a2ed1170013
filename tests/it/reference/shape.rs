//! As much of JSON Schema as our own schemas use, read strictly: a member that the schema does not
//! describe is an error, and so is a keyword that this reader does not know.

use serde_json::Value;

/// Collects what in `value` is not as `schema` says; `at` is the path in words.
pub fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, argument) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let pointer = argument.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).unwrap(), value, at, wrong);
            }
            "type" if !has_type(argument, value) => {
                wrong.push(format!("{at}: {value} is no {argument}"))
            }
            "const" if argument != value => wrong.push(format!("{at}: {value} is not {argument}")),
            "enum" if !argument.as_array().unwrap().contains(value) => {
                wrong.push(format!("{at}: {value} is none of {argument}"));
            }
            "type" | "const" | "enum" => {}
            "required" => {
                for name in argument.as_array().unwrap() {
                    if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                        wrong.push(format!("{at}: {name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    match argument.get(name) {
                        Some(schema) => check(root, schema, member, &format!("{at}/{name}"), wrong),
                        None => wrong.push(format!("{at}: {name} is not described")),
                    }
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, argument, item, &format!("{at}/{index}"), wrong);
                }
            }
            other => wrong.push(format!("{at}: the keyword {other} is not known here")),
        }
    }
}

fn has_type(names: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    };
    names
        .as_array()
        .map_or_else(|| is(names), |names| names.iter().any(is))
}
