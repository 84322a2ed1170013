//! `/api/language`: everything that can stand in an expression or a filter of this job.

use super::asked::Query;
use crate::assist::standard;
use crate::library::Function;
use crate::pipeline::Chosen;
use crate::report::reference::lists;
use crate::schema::{AttributeDefinition, Mutability, ObjectDefinition, ObjectMapping};
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use axum::Json as Written;
use axum::extract::State;
use axum::http::Uri;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Answers `/api/language`.
pub async fn get(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    Query::read(&uri, &[])?;
    let loaded = desk.loaded()?;
    Ok(Written(language(&loaded)))
}

fn language(loaded: &Loaded) -> Json {
    let library = standard();
    let functions = library.functions();
    let schema = &loaded.job.schema;
    let chosen = Chosen::of(schema, &loaded.job.spec).ok();
    let (mut attributes, mut targets) = (Vec::new(), Vec::new());
    for (chosen, mapping) in chosen
        .iter()
        .flat_map(|chosen| [Some(chosen.users), chosen.groups].map(|one| (chosen, one)))
        .filter_map(|(chosen, mapping)| Some((chosen, mapping?)))
    {
        if let Some(source) = schema.source_object(chosen.rule, mapping) {
            attributes.extend(
                source
                    .attributes
                    .iter()
                    .map(|one| attribute(one, source, mapping)),
            );
        }
        if let Some(target) = schema.target_object(chosen.rule, mapping) {
            targets.extend(
                target
                    .attributes
                    .iter()
                    .map(|one| self::target(one, target, mapping)),
            );
        }
    }
    json!({
        "functions": taken(lists::functions(functions), "functions"),
        "operators": taken(lists::operators(library.operators()), "operators"),
        "words": words(functions),
        "attributes": attributes,
        "targets": targets,
    })
}

fn taken(mut list: Json, member: &str) -> Json {
    list.get_mut(member).map(Json::take).unwrap_or_default()
}

/// The fixed words of each parameter that has some.
fn words(functions: &[&Function]) -> Map<String, Json> {
    let of = |function: &Function| -> Map<String, Json> {
        let params = function
            .params
            .iter()
            .filter(|param| !param.words.is_empty());
        params
            .map(|param| (param.name.to_owned(), json!(param.words)))
            .collect()
    };
    functions
        .iter()
        .map(|function| (function.name.to_owned(), of(function)))
        .filter(|(_, words)| !words.is_empty())
        .map(|(name, words)| (name, Json::Object(words)))
        .collect()
}

fn attribute(
    attribute: &AttributeDefinition,
    object: &ObjectDefinition,
    mapping: &ObjectMapping,
) -> Json {
    json!({
        "name": attribute.name.value,
        "type": attribute.kind.kind().word(),
        "multivalued": attribute.multivalued,
        "required": attribute.required,
        "object": object.name.value,
        "mapping": mapping.title(),
    })
}

fn target(
    attribute: &AttributeDefinition,
    object: &ObjectDefinition,
    mapping: &ObjectMapping,
) -> Json {
    let mutability = match attribute.mutability {
        Mutability::ReadWrite => "read-write",
        Mutability::ReadOnly => "read-only",
        Mutability::Immutable => "immutable",
        Mutability::WriteOnly => "write-only",
    };
    let mut written = self::attribute(attribute, object, mapping);
    if let Some(members) = written.as_object_mut() {
        let mapped = mapping.attribute(&attribute.name.value).is_some();
        members.insert("mutability".to_owned(), json!(mutability));
        members.insert("mapped".to_owned(), json!(mapped));
    }
    written
}
