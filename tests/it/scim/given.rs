//! Changes and configurations for the tests.

use attrflow::connectors::scim::{BaseUrl, Dialect, Limits, Quirks, ScimConfig, Token};
use attrflow::pipeline::{AttributeChange, Change, Deed, Membership};
use attrflow::schema::AttributeKind;
use serde_json::Value as Json;
use std::time::Duration;

pub const TOKEN: &str = "s3cr3t-t0k3n-0f-the-tests";
pub const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
pub const DEPARTMENT: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";

/// A target on loopback, with pauses short enough for tests.
pub fn config(base: &str, dialect: Dialect) -> ScimConfig {
    ScimConfig {
        base: BaseUrl::parse(base, false).unwrap(),
        token: Some(Token::new(TOKEN).unwrap()),
        dialect,
        quirks: Quirks::default(),
        limits: Limits {
            pause: Duration::from_millis(4),
            whole: Duration::from_secs(20),
            per_second: 1_000,
            ..Limits::default()
        },
        nonce: "5b7ea7b4-f1a4-4b44-8a5a-3b1f5a2f0a11".into(),
    }
}

pub fn change(deed: Deed, object: &str, id: Option<&str>) -> Change {
    Change {
        deed,
        object: object.into(),
        id: id.map(str::to_owned),
        attributes: Vec::new(),
        references: Vec::new(),
        members: Membership::default(),
    }
}

/// An attribute from `old` to `new`, a boolean if one of them is.
pub fn set(target: &str, old: Json, new: Json) -> AttributeChange {
    let kind = if old.is_boolean() || new.is_boolean() {
        AttributeKind::Boolean
    } else {
        AttributeKind::String
    };
    AttributeChange {
        target: target.into(),
        multivalued: new.is_array() || old.is_array(),
        old,
        new,
        kind,
        replaces: false,
        secret: false,
    }
}

pub fn manager(old: Json, new: Json) -> AttributeChange {
    AttributeChange {
        kind: AttributeKind::Reference,
        ..set(MANAGER, old, new)
    }
}
