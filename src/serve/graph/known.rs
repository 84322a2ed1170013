//! Which properties an object has, told by its type's JSON Schema.

use crate::diag::nearest;
use schemars::{JsonSchema, schema_for};
use serde_json::Value as Json;

/// Whether a type has that property.
///
/// # Errors
/// It has not; in Graph's words.
pub fn known<T: JsonSchema>(path: &[String]) -> Result<(), String> {
    let root = schema_for!(T).to_value();
    let mut at = resolved(&root, &root);
    for name in path {
        let Some(properties) = at.get("properties").and_then(Json::as_object) else {
            // Details have no properties of their own: anything may be there.
            return match at.get("items") {
                None => Ok(()),
                Some(_) => Err(format!(
                    "The members of a collection cannot be named, as '{name}' does."
                )),
            };
        };
        let Some(found) = properties.get(name) else {
            let message = format!(
                "Could not find a property named '{name}' on type '{}'.",
                title::<T>()
            );
            let near = nearest(name, properties.keys().map(String::as_str));
            return Err(match near {
                Some(near) => format!("{message} Did you mean '{near}'?"),
                None => message,
            });
        };
        at = resolved(&root, found);
    }
    Ok(())
}

fn title<T: JsonSchema>() -> String {
    let mut letters = T::schema_name().chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        first.make_ascii_lowercase();
    }
    format!(
        "microsoft.graph.{}",
        letters.into_iter().collect::<String>()
    )
}

/// A schema itself, behind references and alternatives to null.
pub fn resolved<'r>(root: &'r Json, schema: &'r Json) -> &'r Json {
    let referred = schema.get("$ref").and_then(Json::as_str);
    if let Some(pointer) = referred.and_then(|to| to.strip_prefix('#')) {
        return root
            .pointer(pointer)
            .map_or(schema, |found| resolved(root, found));
    }
    let alternatives = schema.get("anyOf").and_then(Json::as_array);
    let is_null = |schema: &&Json| schema.get("type").is_some_and(|kind| kind == "null");
    match alternatives.and_then(|all| all.iter().find(|one| !is_null(one))) {
        Some(only) => resolved(root, only),
        None => schema,
    }
}
