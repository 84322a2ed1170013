//! Secrets: where they come from, and a type that does not show them.

use crate::pipeline::{PortError, PortErrorKind};
use std::fmt;
use std::path::PathBuf;

/// A secret, such as a bearer token. It has no `Display`, and its `Debug` shows nothing of it.
///
/// ```
/// use attrflow::connectors::job::Secret;
/// let token = Secret::new("abc".to_owned());
/// assert_eq!((format!("{token:?}").as_str(), token.expose()), ("[secret]", "abc"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself: for the request that needs it, and nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Where a secret is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SecretSource {
    /// In this environment variable.
    Environment(String),
    /// In this file, without the line break at its end.
    File(PathBuf),
}

impl SecretSource {
    /// The secret.
    ///
    /// # Errors
    /// Where the variable is not set, the file cannot be read, or nothing is in them.
    ///
    /// ```
    /// use attrflow::connectors::job::SecretSource;
    /// let missing = SecretSource::Environment("ATTRFLOW_NO_SUCH_VARIABLE".into()).read();
    /// assert_eq!(missing.unwrap_err().message, "the environment variable `ATTRFLOW_NO_SUCH_VARIABLE` is not set");
    /// ```
    pub fn read(&self) -> Result<Secret, PortError> {
        let failed = |message: String| PortError::new(PortErrorKind::Unauthorized, message);
        let text = match self {
            Self::Environment(name) => std::env::var(name).map_err(|_| {
                failed(format!("the environment variable `{name}` is not set")).help(format!(
                    "put the token into `{name}` before you start attrflow"
                ))
            })?,
            Self::File(path) => std::fs::read_to_string(path).map_err(|error| {
                failed(format!(
                    "cannot read the token's file `{}`: {}",
                    path.display(),
                    super::why(&error)
                ))
            })?,
        };
        let text = text.trim();
        let sendable = |byte: u8| byte.is_ascii_graphic();
        match text {
            "" => Err(failed(format!("{} holds no token", self.title()))),
            _ if !text.bytes().all(sendable) => Err(failed(format!(
                "{} holds characters that no bearer token has",
                self.title()
            ))
            .help("a token is one line of letters, digits and punctuation, without blanks")),
            _ => Ok(Secret::new(text.to_owned())),
        }
    }

    /// The place in words, which is no secret.
    pub fn title(&self) -> String {
        match self {
            Self::Environment(name) => format!("the environment variable `{name}`"),
            Self::File(path) => format!("the file `{}`", path.display()),
        }
    }
}
