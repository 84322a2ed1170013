//! What the web page asks: JSON under `/api`. A request's body and query are read with care (what is not
//! known is refused by name); the answers are made by functions that know no HTTP. Must not know the page.

mod asked;
mod compare;
mod complete;
mod evaluate;
mod finding;
mod ground;
mod job;
mod language;
mod lines;
mod log;
mod mappings;
mod plan;
mod provision;
mod scope;
mod seen;
mod shell;
mod trace;
mod users;

use super::Fault;
use super::desk::Desk;
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// The paths under `/api`.
pub fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/evaluate", post(evaluate::post))
        .route("/job", get(job::get))
        .route("/language", get(language::get))
        .route("/mappings", get(mappings::get))
        .route("/complete", post(complete::complete))
        .route("/hover", post(complete::hover))
        .route("/format", post(complete::format))
        .route("/users", get(users::users))
        .route("/groups", get(users::groups))
        .route("/users/{*key}", get(users::user))
        .route("/groups/{*key}", get(users::group))
        .route("/scope", post(scope::post))
        .route("/provision", post(provision::post))
        .route("/plan", post(plan::post))
        .route("/log", get(log::get))
        .route("/compare", post(compare::post))
        .method_not_allowed_fallback(wrong_method)
        .fallback(nothing)
}

async fn wrong_method() -> Fault {
    Fault::new(
        405,
        "methodNotAllowed",
        "this address is asked with another method",
    )
}

async fn nothing() -> Fault {
    Fault::new(404, "itemNotFound", "there is nothing at this address")
}
