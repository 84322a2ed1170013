//! A request as an operation sees it.

use super::answer::{Answer, Reply};
use super::envelope::Refusal;
use super::ids::Ids;
use super::known::known;
use super::odata::{Key, Listed, Malformed, Options, Page, Query};
use super::shape;
use super::state::State;
use crate::serve::{Desk, Fault, Loaded};
use axum::body::Bytes;
use axum::http::HeaderMap;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// A request whose path fits an operation, and the job that it is about.
pub struct Call {
    /// The server's work.
    pub desk: Arc<Desk>,
    /// What is remembered.
    pub state: Arc<State>,
    /// The job as its files now say, or why it cannot be used.
    pub loaded: Result<Arc<Loaded>, Fault>,
    /// Its ids.
    pub ids: Ids,
    /// Scheme and host, as in `http://127.0.0.1:8787`.
    pub origin: String,
    /// `/v1.0` or `/beta`.
    pub root: &'static str,
    /// The path as it was sent, without the root.
    pub path: String,
    /// The keys of the path.
    pub keys: Vec<(String, Key)>,
    /// The query options.
    pub query: Query,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The JSON Schema of the body that is wanted.
    pub shape: Option<&'static Json>,
}

impl Call {
    /// The job. Only operations that mend it have to do with one that cannot be used.
    pub fn loaded(&self) -> Result<&Loaded, Fault> {
        self.loaded.as_deref().map_err(Fault::clone)
    }

    /// A key of the path; nothing where it is not a plain one.
    pub fn key(&self, wanted: &str) -> &str {
        let mut keys = self.keys.iter().filter(|(name, _)| name == wanted);
        match keys.next() {
            Some((_, Key::Plain(key))) => key,
            _ => "",
        }
    }

    /// What an answer is about, as Graph writes it.
    pub fn context(&self, what: &str) -> String {
        format!("{}{}/$metadata#{what}", self.origin, self.root)
    }

    /// The same below `synchronization` of the service principal.
    pub fn synchronization(&self, what: &str) -> String {
        let principal = &self.ids.principal;
        self.context(&format!(
            "servicePrincipals('{principal}')/synchronization/{what}"
        ))
    }

    /// What the body says. Members of the protocol (`@odata.type`) do not count.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        if self.body.is_empty() {
            return Err(Refusal::new(
                400,
                "BadRequest",
                "Empty Payload. JSON content expected.",
            ));
        }
        let json = self.json()?;
        if let Some(shape) = self.shape {
            shape::fits(shape, &json).map_err(|message| {
                Refusal::new(400, "BadRequest", message).help("see `/openapi.json`")
            })?;
        }
        serde_json::from_value(json).map_err(|error| {
            let said = error.to_string();
            Refusal::new(400, "BadRequest", format!("the body does not fit: {said}"))
                .help("see `/openapi.json`")
        })
    }

    /// The same where the body may be absent.
    pub fn read_or_default<T: DeserializeOwned + Default>(&self) -> Result<T, Refusal> {
        match self.body.is_empty() || self.json()?.is_null() {
            true => Ok(T::default()),
            false => self.read(),
        }
    }

    /// Refuses a body where none is wanted; clients that always send one send an empty object.
    pub fn no_body(&self) -> Result<(), Refusal> {
        let is_none = self.body.is_empty()
            || match self.json()? {
                Json::Null => true,
                Json::Object(members) => members.is_empty(),
                _ => false,
            };
        match is_none {
            true => Ok(()),
            false => Err(Refusal::new(400, "BadRequest", "this takes no body")
                .help("send none, or an empty object")),
        }
    }

    /// The body without what belongs to the protocol.
    fn json(&self) -> Result<Json, Refusal> {
        let mut json = serde_json::from_slice(&self.body).map_err(|error| no_json(&error))?;
        strip(&mut json);
        Ok(json)
    }

    /// The options of the query, whose properties are those of `T`.
    pub fn options<T: JsonSchema>(&self) -> Result<Options, Refusal> {
        let options =
            Options::read(&self.query).map_err(|(name, wrong)| self.malformed(name, &wrong))?;
        for (name, path) in options.properties() {
            known::<T>(path)
                .map_err(|message| Refusal::new(400, "BadRequest", message).target(name))?;
        }
        Ok(options)
    }

    fn malformed(&self, name: &'static str, wrong: &Malformed) -> Refusal {
        let text = self.query.get(name).unwrap_or_default();
        let message = match name {
            "$filter" => format!(
                "Invalid filter clause: {} at position {} in '{text}'.",
                wrong.message, wrong.position
            ),
            "$orderby" => format!(
                "Invalid {name}: {} at position {}.",
                wrong.message, wrong.position
            ),
            // The value is one word, which has no position to tell.
            _ => format!("Invalid {name}: {}.", wrong.message),
        };
        Refusal::new(400, "BadRequest", message).target(name)
    }

    /// A page of a small collection.
    pub fn list<T: JsonSchema>(&self, context: &str, items: Vec<Json>) -> Reply {
        let options = self.options::<T>()?;
        let mut listed = Listed::new(&options);
        let from = options.after().unwrap_or(0);
        for (mark, item) in (1..).zip(items) {
            if mark <= from {
                listed.pass(&item);
            } else if listed.push(mark, item).is_break() {
                break;
            }
        }
        Ok(self.page(context, listed.finish()))
    }

    /// A page as it is answered.
    pub fn page(&self, context: &str, page: Page) -> Answer {
        let mut answer = Map::new();
        answer.insert("@odata.context".to_owned(), self.context(context).into());
        if let Some(count) = page.count {
            answer.insert("@odata.count".to_owned(), count.into());
        }
        if let Some(token) = page.next {
            answer.insert("@odata.nextLink".to_owned(), self.next(&token).into());
        }
        answer.insert("value".to_owned(), page.objects.into());
        Answer::json(&answer)
    }

    /// One object, cut to what is wanted of it.
    pub fn entity<T: JsonSchema>(&self, context: &str, object: Json) -> Reply {
        let options = self.options::<T>()?;
        let mut answer = json!({"@odata.context": self.context(context)});
        if let (Some(members), Json::Object(object)) =
            (answer.as_object_mut(), options.selected(object))
        {
            members.extend(object);
        }
        Ok(Answer::json(&answer))
    }

    /// The address of the next page.
    fn next(&self, token: &str) -> String {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let others = self.query.pairs().iter();
        let kept = others.filter(|(name, _)| name.trim_start_matches('$') != "skiptoken");
        let mut parts: Vec<String> = kept
            .map(|(name, value)| {
                let name = match name.strip_prefix('$') {
                    Some(name) => format!("${}", encode(name)),
                    None => encode(name),
                };
                format!("{name}={}", encode(value))
            })
            .collect();
        parts.push(format!("$skiptoken={}", encode(token)));
        format!(
            "{}{}{}?{}",
            self.origin,
            self.root,
            self.path,
            parts.join("&")
        )
    }
}

fn no_json(error: &serde_json::Error) -> Refusal {
    let message = format!(
        "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format: {error}"
    );
    Refusal::new(400, "BadRequest", message)
}

/// Takes members of the protocol out.
fn strip(json: &mut Json) {
    match json {
        Json::Object(members) => {
            members.retain(|name, _| !name.contains('@'));
            members.values_mut().for_each(strip);
        }
        Json::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
