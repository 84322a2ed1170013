//! What an operation is: everything that routing, answering and describing it need.

use super::answer::{Answer, Reply};
use super::call::Call;
use axum::http::Method;
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// An operation of the API.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Its method.
    pub verb: Verb,
    /// Below what its path begins; the first one is the usual one.
    pub under: &'static [Under],
    /// The rest of its path, with places for keys.
    pub path: &'static str,
    /// What programs call it.
    pub id: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// The page of the documentation that it follows; nothing where there is none.
    pub source: &'static str,
    /// What it takes.
    pub body: Takes,
    /// The options of OData and those of attrflow that it takes.
    pub query: &'static [&'static str],
    /// What it gives.
    pub gives: Gives,
    /// What else it can answer, besides what every operation can.
    pub also: &'static [u16],
    /// Where it is done.
    pub place: Place,
    /// Whether it is done even where the job cannot be used, so that it can be mended.
    pub mends: bool,
    /// How it is done.
    pub handler: fn(&Call) -> Reply,
}

/// The methods.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    /// `GET`, which takes `HEAD` as well.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// The verb of a method.
    pub fn of(method: &Method) -> Option<Self> {
        if method == Method::HEAD {
            return Some(Self::Get);
        }
        Self::ALL
            .into_iter()
            .find(|verb| verb.name() == method.as_str())
    }
}

/// Where paths begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Under {
    /// At the root.
    Root,
    /// At the service principal's `synchronization`.
    Principal,
    /// At the application's.
    Application,
    /// At the job.
    Job,
    /// At the service principal's template.
    Template,
    /// At the application's template.
    ApplicationTemplate,
}

impl Under {
    /// How the path begins.
    pub fn path(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Principal => "/servicePrincipals/{servicePrincipalId}/synchronization",
            Self::Application => "/applications/{applicationId}/synchronization",
            Self::Job => "/servicePrincipals/{servicePrincipalId}/synchronization/jobs/{jobId}",
            Self::Template => {
                "/servicePrincipals/{servicePrincipalId}/synchronization/templates/{templateId}"
            }
            Self::ApplicationTemplate => {
                "/applications/{applicationId}/synchronization/templates/{templateId}"
            }
        }
    }
}

/// How a type is described.
pub type Describe = fn(&mut SchemaGenerator) -> Schema;

/// What an operation takes.
#[derive(Clone, Copy)]
pub enum Takes {
    /// No body.
    Nothing,
    /// A body that may be absent.
    Perhaps(Describe),
    /// A body.
    Body(Describe),
}

/// What an operation gives.
#[derive(Clone, Copy)]
pub enum Gives {
    /// 200 and JSON.
    Json(Describe),
    /// 204.
    Nothing,
    /// Never what was asked: it is refused, and says why.
    Refusal,
}

/// Where an operation is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Where the request came in: it waits for nothing.
    Here,
    /// On a thread that may wait for files and other machines.
    Aside,
    /// There, when it is the turn of an expression that somebody typed.
    InTurn,
    /// There, when it is the turn of a request that asks the target.
    Errand,
}

/// Describes a type.
pub fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// What an operation has where it says nothing else.
pub const PLAIN: Operation = Operation {
    verb: Verb::Get,
    under: &[Under::Job],
    path: "",
    id: "",
    summary: "",
    source: "",
    body: Takes::Nothing,
    query: &[],
    gives: Gives::Nothing,
    also: &[],
    place: Place::Here,
    mends: false,
    handler: |_| Ok(Answer::done()),
};

/// The options of a collection.
pub const LISTING: &[&str] = &[
    "$filter",
    "$orderby",
    "$top",
    "$skiptoken",
    "$select",
    "$count",
];

/// The options of a single object.
pub const SINGLE: &[&str] = &["$select"];
