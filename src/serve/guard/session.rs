//! Tokens and sign-in. Programs show the token with every request; a person's browser shows it once and
//! gets a cookie that no script can read and no other site can send.

use super::super::fault::Fault;
use super::super::token::AccessToken;
use super::Guard;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::{PoisonError, RwLock};

/// What the cookie of whoever is signed in holds: random, and another with each start of the server and each
/// sign-out.
#[derive(Debug)]
pub struct Session {
    secret: RwLock<AccessToken>,
    /// Cookies do not know ports, so the name tells them apart.
    cookie: String,
}

impl Session {
    pub fn new(port: u16) -> Result<Self, String> {
        Ok(Self {
            secret: RwLock::new(AccessToken::random()?),
            cookie: format!("attrflow_{port}"),
        })
    }

    fn is(&self, value: &str) -> bool {
        self.secret
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is(value)
    }

    fn value(&self) -> String {
        let secret = self.secret.read().unwrap_or_else(PoisonError::into_inner);
        secret.expose().to_owned()
    }

    /// Nobody is signed in any more.
    fn end(&self) -> Result<(), Fault> {
        let new = AccessToken::random().map_err(|_| Fault::internal())?;
        *self.secret.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }
}

/// What a request shows of its sender's right.
pub enum Shown {
    Token,
    Cookie,
    Nothing,
}

pub fn shown(headers: &HeaderMap, guard: &Guard) -> Shown {
    if let Some(said) = headers
        .get(AUTHORIZATION)
        .and_then(|said| said.to_str().ok())
    {
        let token = match said.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => "",
        };
        return match guard.desk.settings().token.is(token) {
            true => Shown::Token,
            false => Shown::Nothing,
        };
    }
    let cookies = headers.get_all(COOKIE).iter();
    let held = cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .any(|(name, value)| name == guard.session.cookie && guard.session.is(value));
    match held {
        true => Shown::Cookie,
        false => Shown::Nothing,
    }
}

/// No token, or a wrong one.
pub fn refused() -> Fault {
    Fault::new(
        401,
        "unauthenticated",
        "the access token is missing or wrong",
    )
    .help(
        "send `Authorization: Bearer TOKEN` with the token that `attrflow serve` was started with",
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    token: String,
}

/// `POST /session`: the token for a cookie.
pub async fn sign_in(
    State(guard): State<Guard>,
    body: Result<Json<SignIn>, JsonRejection>,
) -> Response {
    let Ok(Json(body)) = body else {
        return Fault::new(400, "invalidRequest", "send `{\"token\": \"…\"}`").into_response();
    };
    if !guard.desk.settings().token.is(body.token.trim()) {
        return refused().into_response();
    }
    let cookie = cookie(&guard, &guard.session.value());
    (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response()
}

/// `DELETE /session`: the cookie is worth nothing any more, here and in every other browser.
pub async fn sign_out(State(guard): State<Guard>) -> Response {
    if let Err(fault) = guard.session.end() {
        return fault.into_response();
    }
    let cookie = format!("{}; Max-Age=0", cookie(&guard, ""));
    (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response()
}

fn cookie(guard: &Guard, value: &str) -> String {
    let secure = if guard.scheme == "https" {
        "; Secure"
    } else {
        ""
    };
    let name = &guard.session.cookie;
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}")
}
