//! Where a target is, how to speak with it, and how long to wait.

use super::quirks::Quirks;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;
use ureq::http::Uri;

/// What a SCIM connector must know of its target.
#[derive(Clone, Debug)]
pub struct ScimConfig {
    /// The address under which `/Users` and `/Groups` are.
    pub base: BaseUrl,
    /// The bearer token; `None` for a target that asks for none.
    pub token: Option<Token>,
    /// Which requests are sent.
    pub dialect: Dialect,
    /// How the target departs from the dialect.
    pub quirks: Quirks,
    /// Timeouts, tries, requests a second.
    pub limits: Limits,
    /// A random GUID: what the test connection asks for, and part of the names that [`super::probe`] makes.
    pub nonce: String,
}

/// Which requests a target gets.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Entra without feature flags, as on-demand provisioning always sends: `Add`, `Replace`, `Remove`,
    /// booleans as texts, one operation an attribute.
    #[default]
    Entra,
    /// Entra with `aadOptscim062020`.
    EntraCompliant,
    /// RFC 7644 to the letter.
    Rfc,
}

/// A secret that is sent and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token, without blanks around it.
    ///
    /// # Errors
    /// It is empty or holds what a header cannot hold. The message does not show it.
    ///
    /// ```
    /// use attrflow::connectors::scim::Token;
    /// assert_eq!(format!("{:?}", Token::new("abc\n").unwrap()), "[secret]");
    /// ```
    pub fn new(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("the token is empty".into());
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the token holds blanks or letters that a header cannot hold".into());
        }
        Ok(Self(text.to_owned()))
    }

    pub(super) fn header(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// The text with this token taken out of it.
    pub(super) fn hide(&self, text: &str) -> String {
        text.replace(&self.0, "[secret]")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// The address of a target: Entra's "Tenant URL".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl {
    root: String,
    query: String,
    flagged: Option<Dialect>,
    loopback: bool,
}

impl BaseUrl {
    /// Reads an address, with the feature flags that Entra's tenant URL carries (`?aadOptscim062020`).
    ///
    /// # Errors
    /// It is no address, or neither `https` nor loopback nor allowed.
    ///
    /// ```
    /// use attrflow::connectors::scim::{BaseUrl, Dialect};
    /// let base = BaseUrl::parse("https://api.contoso.com/scim/?aadOptscim062020", false).unwrap();
    /// assert_eq!(base.dialect(), Some(Dialect::EntraCompliant));
    /// assert_eq!(base.join("/Users"), "https://api.contoso.com/scim/Users");
    /// assert!(BaseUrl::parse("http://api.contoso.com/scim", false).is_err());
    /// ```
    pub fn parse(text: &str, allow_http: bool) -> Result<Self, String> {
        let uri: Uri = text
            .trim()
            .parse()
            .map_err(|_| format!("`{text}` is not an address"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(format!("`{text}` does not begin with https://"));
        };
        if authority.as_str().contains('@') {
            return Err("the address holds a user name or a password: use a token".into());
        }
        let loopback = is_loopback(authority.host());
        match scheme {
            "https" => {}
            "http" if loopback || allow_http => {}
            "http" => {
                return Err(format!(
                    "`{text}` would send the token without encryption: use https"
                ));
            }
            _ => return Err(format!("`{text}` does not begin with https://")),
        }
        let mut flagged = None;
        let mut kept = Vec::new();
        for part in uri.query().unwrap_or("").split('&') {
            match part.split('=').next() {
                Some(flag) if flag.eq_ignore_ascii_case("aadOptscim062020") => {
                    flagged = Some(Dialect::EntraCompliant);
                }
                Some(flag) if flag.eq_ignore_ascii_case("AzureAdScimPatch2017") => {
                    flagged = Some(Dialect::Entra);
                }
                Some("") | None => {}
                Some(_) => kept.push(part),
            }
        }
        Ok(Self {
            root: format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/')),
            query: kept.join("&"),
            flagged,
            loopback,
        })
    }

    /// The dialect that the address asks for by a feature flag.
    pub fn dialect(&self) -> Option<Dialect> {
        self.flagged
    }

    /// The whole address of a path, which begins with `/` and may have a query.
    pub fn join(&self, path: &str) -> String {
        let mut address = format!("{}{path}", self.root);
        if !self.query.is_empty() {
            address.push(if path.contains('?') { '&' } else { '?' });
            address.push_str(&self.query);
        }
        address
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }

    pub(super) fn root(&self) -> &str {
        &self.root
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

/// How long to wait, how often to try, how fast to ask.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// For a whole request with its answer.
    pub whole: Duration,
    /// How often one request is sent at most.
    pub tries: u32,
    /// The first pause before another try; it doubles with each.
    pub pause: Duration,
    /// For a request with all its tries and pauses.
    pub total: Duration,
    /// Requests in any second at most.
    pub per_second: u32,
    /// Bytes that an answer may have.
    pub answer: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(60),
            tries: 4,
            pause: Duration::from_millis(500),
            total: Duration::from_secs(180),
            per_second: 25,
            answer: 16 * 1024 * 1024,
        }
    }
}
