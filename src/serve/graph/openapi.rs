//! The description of the API as OpenAPI 3.1, made from the table of operations.

use super::answers::TABLE;
use super::ids::Ids;
use super::operation::{Describe, Gives, Operation, Takes, Under};
use super::wire::Envelope;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

/// What every operation can answer besides, and why.
const FAULTS: &[(u16, &str)] = &[
    (400, "The request is malformed, or asks for what cannot be."),
    (401, "The access token is missing or wrong."),
    (403, "It is refused for good, or comes from another page."),
    (404, "There is nothing of that id."),
    (
        405,
        "The path has no such method; `Allow` says which it has.",
    ),
    (408, "The body took too long to come."),
    (413, "The body is too large."),
    (414, "The address is too long."),
    (415, "The body is no JSON."),
    (421, "The server is not the one that the request names."),
    (
        429,
        "Too many requests; `Retry-After` says in how many seconds to try again.",
    ),
    (502, "Source, target or links cannot be read."),
    (
        503,
        "The job file or the schema has errors, or the server is busy: then `Retry-After` says in how many seconds to try again.",
    ),
];

/// What only some operations answer.
const SOME: &[u16] = &[429, 502];

/// The description of the API.
///
/// ```
/// let described = attrflow::serve::graph::openapi();
/// assert_eq!(described["openapi"], "3.1.0");
/// let path = "/servicePrincipals/{servicePrincipalId}/synchronization/jobs/{jobId}/start";
/// assert_eq!(described["paths"][path]["post"]["operationId"], "startJob");
/// ```
pub fn openapi() -> Json {
    described(None)
}

/// The description, where the job is known with its ids, which are the only ones.
pub fn described(ids: Option<&Ids>) -> Json {
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let fault = generator.subschema_for::<Envelope>().to_value();
    let mut paths = Map::new();
    for operation in TABLE.iter().flat_map(|part| part.iter()) {
        for (number, under) in operation.under.iter().enumerate() {
            let path = format!("{}{}", under.path(), operation.path);
            let one = one(
                operation,
                number,
                *under,
                &path,
                ids,
                &fault,
                &mut generator,
            );
            let methods = paths.entry(path).or_insert_with(|| json!({}));
            if let Some(methods) = methods.as_object_mut() {
                methods.insert(operation.verb.name().to_lowercase(), one);
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "attrflow: synchronization and provisioning as in Microsoft Graph",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The part of Microsoft Graph that configures, tests and watches provisioning, for one job. \
                Keys may stand in brackets (`jobs('{jobId}')`), functions and actions with brackets and namespace \
                (`microsoft.graph.functions()`). `/beta` is the same as `/v1.0`.",
        },
        "servers": [{"url": "/v1.0"}, {"url": "/beta"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn one(
    operation: &Operation,
    number: usize,
    under: Under,
    path: &str,
    ids: Option<&Ids>,
    fault: &Json,
    generator: &mut SchemaGenerator,
) -> Json {
    let name = match number {
        0 => operation.id.to_owned(),
        _ => format!("{}Of{under:?}", operation.id),
    };
    let keys = path.split('/').filter_map(|part| {
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(key(name, ids))
    });
    let query = operation.query.iter().map(|name| option(name));
    let mut described = json!({
        "operationId": name,
        "summary": operation.summary,
        "parameters": keys.chain(query).collect::<Vec<_>>(),
        "responses": responses(operation, fault, generator),
    });
    let body = match operation.body {
        Takes::Nothing => None,
        Takes::Perhaps(describe) => Some((describe, false)),
        Takes::Body(describe) => Some((describe, true)),
    };
    if let (Some(members), Some((describe, required))) = (described.as_object_mut(), body) {
        let content = content(describe, generator);
        members.insert(
            "requestBody".to_owned(),
            json!({"required": required, "content": content}),
        );
    }
    if !operation.source.is_empty()
        && let Some(members) = described.as_object_mut()
    {
        let source = format!("https://learn.microsoft.com/graph/api/{}", operation.source);
        members.insert("externalDocs".to_owned(), json!({"url": source}));
    }
    described
}

fn responses(operation: &Operation, fault: &Json, generator: &mut SchemaGenerator) -> Json {
    let mut responses = Map::new();
    match operation.gives {
        Gives::Json(describe) => {
            let content = content(describe, generator);
            responses.insert(
                "200".to_owned(),
                json!({"description": "What was asked for.", "content": content}),
            );
        }
        Gives::Nothing => {
            responses.insert("204".to_owned(), json!({"description": "It was done."}));
        }
        Gives::Refusal => {}
    }
    for (status, description) in FAULTS {
        if SOME.contains(status) && !operation.also.contains(status) {
            continue;
        }
        responses.insert(
            status.to_string(),
            json!({
                "description": description,
                "content": {"application/json": {"schema": fault}},
            }),
        );
    }
    Json::Object(responses)
}

fn content(describe: Describe, generator: &mut SchemaGenerator) -> Json {
    json!({"application/json": {"schema": describe(generator).to_value()}})
}

/// A key of a path: where the job is known, its id is the only one that is found.
fn key(name: &str, ids: Option<&Ids>) -> Json {
    let only = ids.and_then(|ids| match name {
        "servicePrincipalId" => Some(ids.principal.as_str()),
        "applicationId" => Some(ids.application.as_str()),
        "jobId" => Some(ids.job.as_str()),
        "templateId" => Some(ids.template),
        _ => None,
    });
    let schema = match only {
        Some(id) => json!({"type": "string", "enum": [id]}),
        None => json!({"type": "string", "minLength": 1}),
    };
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

fn option(name: &str) -> Json {
    let (schema, description) = match name {
        "$top" => (
            json!({"type": "integer", "minimum": 0}),
            "How many a page has; 999 at most.",
        ),
        "$count" => (json!({"type": "boolean"}), "Whether all are counted."),
        "$filter" => (
            json!({"type": "string"}),
            "Which ones: `eq ne gt ge lt le in and or not`, `contains startswith endswith tolower toupper trim length`.",
        ),
        "$orderby" => (
            json!({"type": "string"}),
            "In which order, as in `id desc`.",
        ),
        "$select" => (
            json!({"type": "string"}),
            "Which properties, with commas between.",
        ),
        "$skiptoken" => (
            json!({"type": "string"}),
            "Where the page begins, as `@odata.nextLink` has it.",
        ),
        "generation" => (
            json!({"type": "integer", "enum": [1, 2]}),
            "Which of Graph's two answers: 1 as documented, 2 as answered since. Also as the header `attrflow-generation`.",
        ),
        _ => (
            json!({"type": "string", "enum": ["what-if", "apply"]}),
            "Whether the target is written to. Also as the header `attrflow-mode`.",
        ),
    };
    json!({"name": name, "in": "query", "required": false, "schema": schema, "description": description})
}
