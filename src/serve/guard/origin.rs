//! To whom a request is addressed, and from which page it comes.

use super::super::fault::Fault;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// The name by which the client calls the server; one that is not the server's own is refused, so that
/// a page elsewhere cannot reach it through a name that it made point here.
pub fn host(request: &Request, known: &[String]) -> Result<String, Fault> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    let named = first.and_then(|host| host.to_str().ok());
    // A request line may name the host as well; then it counts, and both must agree.
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    let agree =
        authority.is_none_or(|name| named.is_some_and(|host| host.eq_ignore_ascii_case(name)));
    match named {
        Some(host) if second.is_none() && agree => {
            let host = host.to_ascii_lowercase();
            match known.contains(&host) {
                true => Ok(host),
                false => Err(unknown(&host, known)),
            }
        }
        _ => Err(Fault::new(
            400,
            "invalidRequest",
            "the request must name its host once",
        )),
    }
}

fn unknown(host: &str, known: &[String]) -> Fault {
    let first = known.first().map_or("localhost", String::as_str);
    Fault::new(
        421,
        "invalidRequest",
        format!("this server is not `{}`", host.escape_default()),
    )
    .help(format!(
        "call it `{first}`, or start it with `--host` and the name that you use"
    ))
}

/// Whether the request says that it comes from our own page; one that says it comes from elsewhere is
/// refused.
pub fn same(headers: &HeaderMap, scheme: &str, host: &str) -> Result<bool, Fault> {
    let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
    match headers.get(ORIGIN) {
        Some(origin) => {
            let own = format!("{scheme}://{host}");
            match origin.as_bytes().eq_ignore_ascii_case(own.as_bytes()) {
                true => Ok(true),
                false => Err(foreign()),
            }
        }
        None => Ok(site == Some(b"same-origin")),
    }
}

/// The request comes from another page.
pub fn foreign() -> Fault {
    Fault::new(403, "accessDenied", "requests from other pages are refused")
        .help("programs send no `Origin`; show the token as `Authorization: Bearer TOKEN`")
}
