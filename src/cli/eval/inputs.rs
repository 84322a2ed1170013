//! Users from files and from the command line.

use super::Eval;
use super::world::pair;
use crate::cli::{Trouble, given};
use crate::schema::decode;
use serde_json::{Map, Value as Json};

/// A user and the line of the file on which it starts.
pub(super) struct User {
    pub(super) line: usize,
    pub(super) attributes: Map<String, Json>,
}

impl Eval {
    /// The users to evaluate for: those of `--user`, each with `--set` on top; one without `--user`.
    pub(super) fn users(&self) -> Result<Vec<User>, Trouble> {
        let mut users = match &self.user {
            None => vec![User {
                line: 1,
                attributes: Map::new(),
            }],
            Some(path) => {
                let (name, bytes) = given::open(path)?;
                parse_users(&decode(&bytes).text, &name)?
            }
        };
        for text in &self.set {
            let (name, value) = pair(text, "--set")?;
            let value = serde_json::from_str(value).unwrap_or_else(|_| Json::from(value));
            for user in &mut users {
                user.attributes.insert(name.to_owned(), value.clone());
            }
        }
        Ok(users)
    }
}

/// One JSON object, or a sequence of them: NDJSON, or pretty-printed one after the other; an array
/// of objects is taken as well.
fn parse_users(text: &str, file: &str) -> Result<Vec<User>, Trouble> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    let mut users = Vec::new();
    loop {
        let start = stream.byte_offset();
        let blanks = text.get(start..).unwrap_or_default();
        let start = start + (blanks.len() - blanks.trim_start().len());
        let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
        match stream.next() {
            None => break,
            Some(Ok(Json::Object(attributes))) => users.push(User { line, attributes }),
            Some(Ok(Json::Array(items))) => {
                for item in items {
                    let Json::Object(attributes) = item else {
                        return Err(no_object(file, line));
                    };
                    users.push(User { line, attributes });
                }
            }
            Some(Ok(_)) => return Err(no_object(file, line)),
            Some(Err(error)) => {
                return Err(no_json(file, &error));
            }
        }
    }
    if users.is_empty() {
        return Err(Trouble::new(format!("{file}: there is no user in it"))
            .help("write a JSON object, or one a line"));
    }
    Ok(users)
}

fn no_object(file: &str, line: usize) -> Trouble {
    Trouble::new(format!("{file}:{line}: a user must be a JSON object"))
        .help("write one as in `{\"mail\": \"ada@contoso.com\"}`")
}

fn no_json(file: &str, error: &serde_json::Error) -> Trouble {
    let said = error.to_string();
    let (why, _) = said.split_once(" at line ").unwrap_or_default();
    let why = match why {
        "" | "expected ident" | "expected value" => String::new(),
        why => format!(": {why}"),
    };
    let (line, column) = (error.line(), error.column());
    Trouble::new(format!("{file}:{line}:{column}: this is no JSON{why}"))
        .help("write a JSON object, or one a line")
}
