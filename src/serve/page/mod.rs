//! The web page: files in the binary, and nothing else of any file system.

use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "src/serve/page/assets/"]
struct Assets;

/// What whoever is not signed in yet needs in order to sign in.
const OPEN: &[&str] = &[
    "/sign-in.js",
    "/sign-in.css",
    "/css/tokens.css",
    "/theme.js",
    "/favicon.svg",
];

/// Whether this is answered without a token.
pub fn is_open(method: &Method, path: &str) -> bool {
    match *method {
        Method::GET | Method::HEAD => OPEN.contains(&path),
        Method::POST => path == "/session",
        _ => false,
    }
}

/// Whether a person's browser asks for the page itself.
pub fn is_view(request: &Request) -> bool {
    let wants = request
        .headers()
        .get(ACCEPT)
        .and_then(|wants| wants.to_str().ok());
    request.method() == Method::GET
        && request.uri().path() == "/"
        && wants.is_some_and(|wants| wants.contains("text/html"))
}

/// The page on which one signs in.
pub fn sign_in_page() -> Response {
    let mut answer = file("sign-in.html");
    *answer.status_mut() = StatusCode::UNAUTHORIZED;
    answer
}

/// A file of the page.
pub async fn serve(method: Method, uri: Uri) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return super::Fault::new(405, "methodNotAllowed", "this address is only read")
            .into_response();
    }
    match uri.path() {
        "/" => file("index.html"),
        path => file(path.trim_start_matches('/')),
    }
}

fn file(name: &str) -> Response {
    let Some(found) = Assets::get(name) else {
        return super::Fault::new(404, "itemNotFound", "there is nothing at this address")
            .into_response();
    };
    ([(CONTENT_TYPE, kind(name))], found.data).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}
