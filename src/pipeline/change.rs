//! What is to be done to one target object, as plain data.

use super::run::Modified;
use crate::schema::AttributeKind;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::fmt;

/// A change of one target object.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// What is done.
    pub deed: Deed,
    /// The object name in the target's schema, such as `User` or `urn:…:2.0:User`.
    pub object: String,
    /// The object's anchor; `None` before a creation.
    pub id: Option<String>,
    /// Plain attributes, in the order of the mapping.
    pub attributes: Vec<AttributeChange>,
    /// Reference attributes, such as manager: exported by a later request, when the object exists.
    pub references: Vec<AttributeChange>,
    /// Members of a group, exported by a later request.
    pub members: Membership,
}

/// What is done to a target object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Deed {
    /// It is created.
    Create,
    /// Attributes are changed; enabling it again is an update, too.
    Update,
    /// It is disabled: an update of the attribute that the mapping of `IsSoftDeleted` feeds.
    Disable,
    /// It is deleted.
    Delete,
}

/// A change of one attribute.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AttributeChange {
    /// The target attribute's name in the schema, such as `emails[type eq "work"].value`.
    pub target: String,
    /// What the target has; null where it has nothing.
    pub old: Json,
    /// What it shall have, typed by the target's schema; null clears it.
    pub new: Json,
    /// The attribute's type in the target's schema.
    pub kind: AttributeKind,
    /// Whether it holds several values.
    pub multivalued: bool,
    /// For role lists: whether the target's list is replaced as a whole (Assertive…) or only added to.
    pub replaces: bool,
    /// Whether the value must not be shown.
    pub secret: bool,
}

/// Members of a group to add and remove, by their anchors in the target.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Membership {
    /// To add.
    pub add: Vec<String>,
    /// To remove.
    pub remove: Vec<String>,
}

/// One request to a target: an HTTP request, or what stands for it in the embedded directory.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// `POST`, `PATCH`, `DELETE`, `GET`.
    pub method: String,
    /// The path under the target's base address, with its query.
    pub path: String,
    /// The body, if there is one. Secret values stand as they are sent: whoever shows it uses
    /// [`Self::secrets`].
    pub body: Option<Json>,
    /// JSON pointers into the body to values that must not be shown.
    pub secrets: Vec<String>,
}

impl Change {
    /// The attributes that the target gets.
    pub(super) fn modified(&self) -> Vec<Modified> {
        let changes = self.attributes.iter().chain(&self.references);
        changes
            .map(|change| Modified {
                target: change.target.clone(),
                old: change.old.clone(),
                new: change.new.clone(),
                secret: change.secret,
            })
            .collect()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("body", &self.shown())
            .finish_non_exhaustive()
    }
}

impl Request {
    /// The body with `[Redact]` in place of each secret.
    ///
    /// ```
    /// use attrflow::pipeline::Request;
    /// let request = Request { method: "POST".into(), path: "/Users".into(),
    ///     body: Some(serde_json::json!({"password": "x"})), secrets: vec!["/password".into()] };
    /// assert_eq!(request.shown().unwrap()["password"], "[Redact]");
    /// ```
    pub fn shown(&self) -> Option<Json> {
        let mut body = self.body.clone()?;
        for pointer in &self.secrets {
            if let Some(value) = body.pointer_mut(pointer) {
                *value = Json::from("[Redact]");
            }
        }
        Some(body)
    }

    /// The path of an object, its parts percent-encoded: ids may be mail addresses.
    ///
    /// ```
    /// use attrflow::pipeline::Request;
    /// assert_eq!(Request::path_of("/Users", "a b@contoso.com"), "/Users/a%20b%40contoso.com");
    /// ```
    pub fn path_of(collection: &str, id: &str) -> String {
        let mut path = format!("{collection}/");
        for byte in id.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                path.push(char::from(byte));
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
        path
    }
}
