//! From a request to its operation.

use super::answer::{Answer, Reply};
use super::answers::TABLE;
use super::call::Call;
use super::envelope::{Refusal, RequestIds, request_ids};
use super::ids::Ids;
use super::odata::{Key, Query, Template, segments};
use super::openapi;
use super::operation::{Gives, Operation, Place, Takes, Verb};
use super::shape;
use super::state::State;
use crate::serve::{Desk, Fault, blocking};
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State as Held};
use axum::http::header::{ALLOW, HOST};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use serde_json::Value as Json;
use std::sync::{Arc, LazyLock};

/// Up to which length of its body a request is answered where it came in.
const SHORT: usize = 64 * 1024;

/// What is remembered, for all requests.
pub type Desks = Arc<State>;

/// An operation and one of its paths.
struct Route {
    template: Template,
    words: usize,
    operation: &'static Operation,
    body: Option<Json>,
}

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let operations = TABLE.iter().flat_map(|part| part.iter());
    let routes = operations.flat_map(|operation| {
        operation.under.iter().map(move |under| {
            let template = Template::new(&format!("{}{}", under.path(), operation.path));
            Route {
                words: template.words(),
                template,
                operation,
                body: shape::of(operation.body),
            }
        })
    });
    routes.collect()
});

/// Answers a request below one of the roots.
pub async fn answer(
    state: Desks,
    root: &'static str,
    Held(desk): Held<Arc<Desk>>,
    request: Request,
) -> Response {
    let ids = request_ids(request.headers());
    match answered(state, root, desk, request).await {
        Ok(answer) => answer.response(&ids),
        Err(refusal) => refusal.answer(&ids),
    }
}

async fn answered(state: Desks, root: &'static str, desk: Arc<Desk>, request: Request) -> Reply {
    let (parts, body) = request.into_parts();
    // The guard has read the body already, and refused one that is too large.
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|_| Refusal::from(Fault::internal()))?;
    let asked = Asked {
        state,
        desk,
        root,
        path: parts
            .uri
            .path()
            .strip_prefix(root)
            .unwrap_or_default()
            .to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        method: parts.method,
        headers: parts.headers,
        body,
    };
    let (route, keys) = found(&asked.path, &asked.method)?;
    let is_short = asked.body.len() <= SHORT;
    match route.operation.place {
        Place::Here if is_short => asked.run(route, keys),
        Place::InTurn => {
            let desk = Arc::clone(&asked.desk);
            desk.evaluations()
                .take(move || asked.run(route, keys))
                .await?
        }
        Place::Errand => {
            let desk = Arc::clone(&asked.desk);
            desk.errands().take(move || asked.run(route, keys)).await?
        }
        Place::Here | Place::Aside => blocking(move || Ok(asked.run(route, keys))).await?,
    }
}

/// The operation of a path and a method, and the path's keys.
fn found(path: &str, method: &Method) -> Result<(&'static Route, Keys), Refusal> {
    let segments =
        segments(path).ok_or_else(|| Refusal::new(400, "BadRequest", "the path is no UTF-8"))?;
    let fitting: Vec<(&'static Route, Vec<(&str, Key)>)> = ROUTES
        .iter()
        .filter_map(|route| Some((route, route.template.keys(&segments)?)))
        .collect();
    let most = fitting.iter().map(|(route, _)| route.words).max();
    let Some(most) = most else {
        let last = segments.last().map_or("", String::as_str);
        let message = format!("Resource not found for the segment '{last}'.");
        return Err(Refusal::new(404, "ResourceNotFound", message).help("see `/openapi.json`"));
    };
    let mut meant: Vec<_> = fitting
        .into_iter()
        .filter(|(route, _)| route.words == most)
        .collect();
    let verb = Verb::of(method);
    let place = meant
        .iter()
        .position(|(route, _)| Some(route.operation.verb) == verb);
    match place.map(|place| meant.swap_remove(place)) {
        Some((route, keys)) => {
            let owned = keys.into_iter().map(|(name, key)| (name.to_owned(), key));
            Ok((route, owned.collect()))
        }
        None => {
            let mut allowed: Vec<&str> = Vec::new();
            for verb in meant.iter().map(|(route, _)| route.operation.verb) {
                allowed.push(verb.name());
                if verb == Verb::Get {
                    allowed.push("HEAD");
                }
            }
            let message = "Specified HTTP method is not allowed for the request target.";
            Err(Refusal::new(405, "notAllowed", message).header(ALLOW, &allowed.join(", ")))
        }
    }
}

type Keys = Vec<(String, Key)>;

/// A request with its body.
struct Asked {
    state: Desks,
    desk: Arc<Desk>,
    root: &'static str,
    path: String,
    query: String,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

impl Asked {
    /// Does an operation.
    fn run(self, route: &'static Route, keys: Keys) -> Reply {
        let operation = route.operation;
        let query = Query::read(&self.query)
            .ok_or_else(|| Refusal::new(400, "BadRequest", "the query is no UTF-8"))?;
        let loaded = self.desk.loaded();
        let kind = match &loaded {
            Ok(loaded) => loaded.job.kind,
            Err(fault) => {
                let outline = self.desk.outline().filter(|_| operation.mends);
                outline.ok_or_else(|| fault.clone())?.kind
            }
        };
        let ids = Ids::of(&self.desk.settings().job, kind);
        meant(&keys, &ids)?;
        for option in query.options() {
            if !operation.query.contains(&option) {
                let message = format!(
                    "The query specified in the URI is not valid. Query option '{option}' is not allowed."
                );
                return Err(Refusal::new(400, "BadRequest", message).target(option));
            }
        }
        let origin = origin(&self.desk, &self.headers);
        let call = Call {
            state: self.state,
            origin,
            root: self.root,
            path: self.path,
            query,
            headers: self.headers,
            body: self.body,
            desk: self.desk,
            loaded,
            ids,
            keys,
            shape: route.body.as_ref(),
        };
        if matches!(operation.body, Takes::Nothing) && !matches!(operation.gives, Gives::Refusal) {
            call.no_body()?;
        }
        (operation.handler)(&call)
    }
}

/// Whether the keys are those of what there is.
fn meant(keys: &Keys, ids: &Ids) -> Result<(), Refusal> {
    for (name, key) in keys {
        let (id, alternate) = match name.as_str() {
            "servicePrincipalId" => (ids.principal.as_str(), Some(("appId", ids.app.as_str()))),
            "applicationId" => (ids.application.as_str(), Some(("appId", ids.app.as_str()))),
            "jobId" => (ids.job.as_str(), None),
            "templateId" => (ids.template, None),
            _ => continue,
        };
        let (is, said) = match key {
            Key::Plain(key) => (key.eq_ignore_ascii_case(id), key),
            Key::Named(name, key) if name.eq_ignore_ascii_case("id") => {
                (key.eq_ignore_ascii_case(id), key)
            }
            Key::Named(name, key) => {
                let fits = |(other, value): (&str, &str)| {
                    name.eq_ignore_ascii_case(other) && key.eq_ignore_ascii_case(value)
                };
                (alternate.is_some_and(fits), key)
            }
        };
        if !is {
            return Err(Refusal::not_found(said));
        }
    }
    Ok(())
}

/// Scheme and host by which the client calls the server; the guard has seen that they are its own.
fn origin(desk: &Desk, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let scheme = match desk.settings().tls {
        Some(_) => "https",
        None => "http",
    };
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}

/// The description of the API, with the ids of the job that is served.
pub async fn description(Held(desk): Held<Arc<Desk>>) -> Response {
    let ids: RequestIds = request_ids(&HeaderMap::new());
    let job = desk.settings().job.clone();
    match blocking(move || desk.loaded()).await {
        Ok(loaded) => {
            let held = Ids::of(&job, loaded.job.kind);
            let mut answer = Answer::json(&openapi::described(Some(&held))).response(&ids);
            let plain = axum::http::HeaderValue::from_static("application/json");
            answer
                .headers_mut()
                .insert(axum::http::header::CONTENT_TYPE, plain);
            answer
        }
        Err(fault) => fault.into_response(),
    }
}
