//! The access token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::path::Path;
use subtle::ConstantTimeEq;

/// How few characters a token of one's own may have.
const LEAST: usize = 20;

/// The secret that every request must show. Never printed by `Debug`.
#[derive(Clone)]
pub struct AccessToken(String);

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

impl AccessToken {
    /// A token of 256 random bits.
    ///
    /// # Errors
    /// The system gives no random bits.
    ///
    /// ```
    /// use attrflow::serve::AccessToken;
    /// let token = AccessToken::random().unwrap();
    /// assert!(token.is(token.expose()) && !token.is("guess"));
    /// ```
    pub fn random() -> Result<Self, String> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits).map_err(|error| format!("no random bits: {error}"))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bits)))
    }

    /// A token from a file; blanks around it do not count.
    ///
    /// # Errors
    /// The file cannot be read, or holds no token that could be sent in a header, or a short one.
    ///
    /// ```
    /// use attrflow::serve::AccessToken;
    /// assert!(AccessToken::read("Cargo.toml".as_ref()).is_err());
    /// ```
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read the token file `{name}`: {error}"))?;
        let token = text.trim();
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(format!(
                "the token file `{name}` must hold one word of ASCII characters"
            ));
        }
        if token.len() < LEAST {
            return Err(format!(
                "the token in `{name}` is short: it needs {LEAST} characters or more"
            ));
        }
        Ok(Self(token.to_owned()))
    }

    /// Whether it is this; takes as long for a near guess as for a far one.
    ///
    /// ```
    /// use attrflow::serve::AccessToken;
    /// assert!(!AccessToken::random().unwrap().is(""));
    /// ```
    pub fn is(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }

    /// The token itself, for whoever prints it once.
    ///
    /// ```
    /// assert_eq!(attrflow::serve::AccessToken::random().unwrap().expose().len(), 43);
    /// ```
    pub fn expose(&self) -> &str {
        &self.0
    }
}
