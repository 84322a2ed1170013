//! The JSON Schema of job files, made from the types that read them.

use super::wire::JobFile;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

/// The JSON Schema of job files, which editors use and which `docs/schema/job.schema.json` publishes.
///
/// ```
/// use attrflow::connectors::job::json_schema;
/// assert_eq!(json_schema()["properties"]["kind"]["type"], "string");
/// ```
pub fn json_schema() -> Json {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
    });
    let mut schema = settings
        .into_generator()
        .into_root_schema_for::<JobFile>()
        .to_value();
    mend(&mut schema);
    schema
}

/// Takes out what TOML does not have (null), Rust's names of number types, and default values, which
/// the descriptions tell.
fn mend(schema: &mut Json) {
    match schema {
        Json::Object(members) => {
            simplify(members);
            for (keyword, inner) in members.iter_mut() {
                match inner {
                    // Its members are names of keys, not keywords.
                    Json::Object(named) if keyword == "properties" => {
                        named.values_mut().for_each(mend);
                    }
                    inner => mend(inner),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(mend),
        _ => {}
    }
}

fn simplify(members: &mut Map<String, Json>) {
    members.remove("default");
    members.remove("format");
    let is_null = |schema: &Json| schema.get("type").is_some_and(|kind| kind == "null");
    if let Some(Json::Array(alternatives)) = members.get_mut("anyOf") {
        alternatives.retain(|schema| !is_null(schema));
        if let [Json::Object(only)] = alternatives.as_mut_slice() {
            let mut only = std::mem::take(only);
            members.remove("anyOf");
            only.remove("description");
            members.extend(only);
        }
    }
    if let Some(Json::Array(kinds)) = members.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    words(members);
}

/// An enumeration of described words: its type is told at the top, where editors and the checker look.
fn words(members: &mut Map<String, Json>) {
    let is_word = |schema: &Json| schema.get("const").is_some_and(Json::is_string);
    let Some(Json::Array(alternatives)) = members.get("oneOf") else {
        return;
    };
    if alternatives.iter().all(is_word) {
        members.insert("type".to_owned(), Json::from("string"));
    }
}

/// The words of an enumeration, with what each means.
pub(super) fn words_of(schema: &Json) -> Vec<(&str, &str)> {
    let alternatives = schema.get("oneOf").and_then(Json::as_array);
    alternatives
        .into_iter()
        .flatten()
        .filter_map(|word| {
            let said = word.get("description").and_then(Json::as_str);
            Some((word.get("const")?.as_str()?, said.unwrap_or_default()))
        })
        .collect()
}
