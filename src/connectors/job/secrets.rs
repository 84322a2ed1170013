//! Secrets that stand in a job file: found by the names of their keys, and hidden wherever the file is shown.

use super::tree::span;
use crate::assist::job::SECRET;
use crate::diag::Diagnostic;
use crate::text::Span;
use toml::de::{DeTable, DeValue};

/// Words in the names of keys whose values are secrets, letters and digits only.
const WORDS: &[&str] = &[
    "token",
    "password",
    "passwd",
    "passphrase",
    "secret",
    "apikey",
    "credential",
    "bearer",
    "authorization",
    "privatekey",
    "accesskey",
];

/// The keys of job files that say where a secret is.
const PLACES: &[&str] = &["token-env", "token-file"];

/// Whether a key with that name would hold a secret.
pub(super) fn is_secret_name(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    !PLACES.contains(&name) && WORDS.iter().any(|word| plain.contains(word))
}

/// Says that a secret stands in the job file.
pub(super) fn secret_problem(name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &SECRET,
        at,
        format!("`{name}` would put a secret into the job file"),
    )
    .help(
        "delete it; put the token into an environment variable and write `token-env = \"NAME\"`, or into a file and write `token-file = \"PATH\"`, in `[target]`",
    )
}

/// The file's text with `*` in place of each byte of a secret, so that all places stay as they are.
///
/// ```
/// use attrflow::connectors::job::masked;
/// assert_eq!(masked("token = \"abc\"\n"), "token = *****\n");
/// ```
pub fn masked(text: &str) -> String {
    let mut hidden = Vec::new();
    let (table, _) = DeTable::parse_recoverable(text);
    secrets_in(table.get_ref(), false, &mut hidden);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((name, value)) = line.split_once('=')
            && is_secret_name(name.trim().trim_matches(['"', '\'']))
        {
            let from = start + line.len() - value.len();
            let blanks = value.len() - value.trim_start().len();
            hidden.push(Span::new(from + blanks, from + value.trim_end().len()));
        }
        start += line.len();
    }
    let mut bytes = text.as_bytes().to_vec();
    for span in hidden {
        for byte in bytes.get_mut(span.range()).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b'*';
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn secrets_in(table: &DeTable<'_>, secret: bool, hidden: &mut Vec<Span>) {
    for (key, value) in table.iter() {
        let secret = secret || is_secret_name(key.get_ref());
        let told = match value.get_ref() {
            DeValue::Table(inner) => {
                secrets_in(inner, secret, hidden);
                continue;
            }
            DeValue::String(text) if key.get_ref() == "token-env" => !is_variable(text),
            DeValue::String(text) => has_secret(text),
            _ => false,
        };
        if secret || told {
            hidden.push(span(value.span()));
        }
    }
}

/// Whether a text can be the name of an environment variable, and does not look like a token: long,
/// with letters of both cases.
pub(super) fn is_variable(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mixed = name.contains(|letter: char| letter.is_ascii_lowercase())
        && name.contains(|letter: char| letter.is_ascii_uppercase());
    name.chars().all(plain)
        && !name.starts_with(|letter: char| letter.is_ascii_digit())
        && (name.len() <= 20 || !mixed)
        && name.len() <= 100
}

/// Whether an address carries a name with a password, or a secret among its parameters.
pub(super) fn has_secret(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("://") else {
        return false;
    };
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = rest.split('/').next().unwrap_or_default();
    let parameter = |part: &str| {
        part.split_once('=')
            .is_some_and(|(name, value)| !value.is_empty() && is_secret_name(name))
    };
    host.contains('@') || query.split('&').any(parameter)
}
