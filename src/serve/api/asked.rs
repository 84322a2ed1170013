//! What a request asks for: the members of its body, the parameters of its query. Whatever is not known
//! is refused by name, and so is a value of another type.

use crate::diag::nearest;
use crate::serve::Fault;
use crate::serve::words::listed;
use axum::http::Uri;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value as Json};

/// The members of a body.
#[derive(Debug)]
pub struct Members {
    given: Map<String, Json>,
}

impl Members {
    /// Reads a body, which is a JSON object with no other members than these.
    pub fn read(body: &[u8], known: &[&str]) -> Result<Self, Fault> {
        let read: Result<Json, _> = serde_json::from_slice(body);
        let given = match read {
            Ok(Json::Object(given)) => given,
            Ok(_) => return Err(refused("the body must be a JSON object")),
            Err(_) if body.is_empty() => {
                return Err(refused("there is no body")
                    .help(format!("send a JSON object with {}", listed(known))));
            }
            Err(error) => return Err(refused(format!("the body is no JSON: {error}"))),
        };
        match given.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(unknown("member", name, known)),
            None => Ok(Self { given }),
        }
    }

    /// A text that must be given.
    pub fn needed(&mut self, name: &'static str) -> Result<String, Fault> {
        let text = self.text(name)?;
        text.ok_or_else(|| refused(format!("the body has no `{name}`")))
    }

    /// A text.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(mistyped(name, "a text")),
        }
    }

    /// A list of texts; none where it is not given.
    pub fn texts(&mut self, name: &'static str) -> Result<Vec<String>, Fault> {
        let wrong = || mistyped(name, "a list of texts");
        let items = match self.take(name) {
            None => return Ok(Vec::new()),
            Some(Json::Array(items)) => items,
            Some(_) => return Err(wrong()),
        };
        let texts = items.into_iter().map(|item| match item {
            Json::String(text) => Ok(text),
            _ => Err(wrong()),
        });
        texts.collect()
    }

    /// A whole number, not below 0.
    pub fn number(&mut self, name: &'static str) -> Result<Option<u32>, Fault> {
        let wrong = || mistyped(name, "a whole number from 0");
        match self.take(name) {
            None => Ok(None),
            Some(value) => {
                let number = value.as_u64().ok_or_else(wrong)?;
                u32::try_from(number).map(Some).map_err(|_| wrong())
            }
        }
    }

    /// A truth; false where it is not given.
    pub fn flag(&mut self, name: &'static str) -> Result<bool, Fault> {
        match self.take(name) {
            None => Ok(false),
            Some(Json::Bool(truth)) => Ok(truth),
            Some(_) => Err(mistyped(name, "true or false")),
        }
    }

    /// An object.
    pub fn object(&mut self, name: &'static str) -> Result<Option<Map<String, Json>>, Fault> {
        match self.take(name) {
            None => Ok(None),
            Some(Json::Object(members)) => Ok(Some(members)),
            Some(_) => Err(mistyped(name, "an object")),
        }
    }

    /// A member's value, if it is given; null counts as not given.
    fn take(&mut self, name: &str) -> Option<Json> {
        self.given
            .get_mut(name)
            .map(Json::take)
            .filter(|value| !value.is_null())
    }
}

/// The parameters of a query.
#[derive(Debug)]
pub struct Query {
    given: Vec<(String, String)>,
}

impl Query {
    /// Reads the query of an address, which has no other parameters than these, each once.
    pub fn read(uri: &Uri, known: &[&str]) -> Result<Self, Fault> {
        let parts = uri.query().unwrap_or_default().split('&');
        let mut given: Vec<(String, String)> = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            if !known.contains(&name.as_str()) {
                return Err(unknown("query parameter", &name, known));
            }
            if given.iter().any(|(other, _)| *other == name) {
                return Err(refused(format!(
                    "the query parameter `{name}` is given twice"
                )));
            }
            given.push((name, value));
        }
        Ok(Self { given })
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        let mut found = self.given.iter().filter(|(other, _)| other == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// How many at most: 20 where it is not given.
    pub fn limit(&self, most: usize) -> Result<usize, Fault> {
        let Some(text) = self.text("limit") else {
            return Ok(20);
        };
        let number = text
            .parse()
            .ok()
            .filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| {
            refused(format!(
                "the query parameter `limit` must be a number from 1 to {most}"
            ))
        })
    }
}

fn decoded(part: &str) -> Result<String, Fault> {
    let blanks = part.replace('+', " ");
    match percent_decode_str(&blanks).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(refused("the query is no UTF-8")),
    }
}

/// A request that is not as it must be.
pub fn refused(message: impl Into<String>) -> Fault {
    Fault::new(400, "invalidRequest", message)
}

fn mistyped(name: &str, wanted: &str) -> Fault {
    refused(format!("`{name}` must be {wanted}"))
}

fn unknown(what: &str, name: &str, known: &[&str]) -> Fault {
    let shown: String = name.chars().take(60).collect();
    let fault = refused(format!("there is no {what} `{shown}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => fault,
        None => fault.help(format!("there is {}", listed(known))),
    }
}
