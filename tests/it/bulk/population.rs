//! Random users, the mapping that they are put through, and the ways to write them down.

use attrflow::assist::standard;
use attrflow::check::{Flow, FlowSource, Mapping, check_mapping};
use attrflow::schema::Schema;
use serde_json::{Map, Value as Json, json};

pub type User = Map<String, Json>;

/// Attributes with several values, and those that are true or false, or a number.
const SEVERAL: [&str; 2] = ["proxyAddresses", "roles"];
const TRUTHS: [&str; 1] = ["accountEnabled"];
const NUMBERS: [&str; 1] = ["level"];

/// A repeatable sequence of random numbers.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// The expressions of the bench, a scoping filter, and one target each for a number and a list.
pub fn schema(rename: impl Fn(&str) -> String) -> String {
    let text = std::fs::read_to_string(format!("{}/benches/map.entra", env!("CARGO_MANIFEST_DIR")));
    let text = text.unwrap();
    let more = [("level", "[level]"), ("roles", "[roles]")];
    let rules = text
        .lines()
        .filter_map(|line| line.split_once(": "))
        .chain(more);
    let attributes: Vec<Json> = rules
        .map(|(target, expression)| {
            let mut written = String::new();
            for piece in expression.split_inclusive(']') {
                match piece.rsplit_once('[') {
                    Some((before, name)) if piece.ends_with(']') && before.matches('"').count() % 2 == 0 => {
                        written.push_str(&format!("{before}[{}]", rename(name.trim_end_matches(']'))));
                    }
                    _ => written.push_str(piece),
                }
            }
            json!({"targetAttributeName": target, "matchingPriority": i32::from(target == "userName"),
                "source": {"expression": written, "name": target, "type": "Function"}})
        })
        .collect();
    let clause = |attribute: &str, operator: &str, values: &[&str]| json!({"sourceOperandName": rename(attribute), "operatorName": operator, "targetOperand": {"values": values}});
    let kind = |name: &str| match name {
        _ if TRUTHS.contains(&name) => "Boolean",
        _ if NUMBERS.contains(&name) => "Integer",
        _ => "String",
    };
    let defined: Vec<Json> = user(&mut Dice(1), 0)
        .keys()
        .map(|name| json!({"name": rename(name), "type": kind(name), "multivalued": SEVERAL.contains(&name.as_str()), "anchor": name == "id"}))
        .collect();
    json!({
        "synchronizationRules": [{"name": "r", "sourceDirectoryName": "s", "targetDirectoryName": "t", "objectMappings": [{
            "sourceObjectName": "User", "targetObjectName": "User", "enabled": true,
            "scope": {"groups": [{"name": "g", "clauses": [
                clause("mail", "REGEX MATCH", &["^[a-z0-9._-]+@(contoso|fabrikam)\\.com$"]),
                clause("employeeId", "GREATER_THAN", &["250000"]),
                clause("manager", "IS NOT NULL", &[]),
                clause("department", "EQUALS", &["Engineering"])]}]},
            "attributeMappings": attributes}]}],
        "directories": [{"name": "s", "objects": [{"name": "User", "attributes": defined}]}]
    })
    .to_string()
}

/// Reads a schema and checks its only mapping.
pub fn checked(text: &str) -> (Schema, Mapping) {
    let (schema, _) = Schema::read(text.as_bytes()).unwrap();
    let (rule, object) = schema.mappings().next().unwrap();
    let (mapping, _) = check_mapping(standard(), &schema, rule, object, None);
    let broken = |flow: &Flow| matches!(flow.source, FlowSource::Broken);
    assert!(mapping.scope.is_some() && !mapping.flows.iter().any(broken));
    (schema, mapping)
}

/// A user with every attribute, a third of them null.
pub fn user(dice: &mut Dice, number: usize) -> User {
    let names = [
        "Zoë",
        "Łukasz",
        "Ana María",
        "太郎",
        "James",
        "Nguyễn",
        "Strauß",
        "O'Neill",
        "van der Berg",
        "😀",
        "Ægir",
    ];
    let (given, surname) = (dice.one(&names), dice.one(&names));
    let local = format!(
        "{}.{number}",
        dice.one(&["ada", "grace", "Müller", "x-y_z"])
    );
    let mail = format!(
        "{local}@{}",
        dice.one(&["contoso.com", "fabrikam.com", "contoso.onmicrosoft.com"])
    );
    let proxies: Vec<String> = (0..dice.below(4))
        .map(|at| format!("smtp:{local};{at}\\@contoso.com"))
        .collect();
    let id = 200_000 + dice.below(200_000);
    let mut user = json!({
        "id": format!("u{number}"), "givenName": given, "surname": surname, "displayName": format!("{given} {surname}"),
        "mail": mail, "department": dice.one(&["Engineering", "Sales", "R&D, \"new\""]), "employeeId": id.to_string(),
        "jobTitle": dice.one(&["VP, \"Growth\"", "Lead \\ Staff", "two\nlines", "tab\there", "Engineer"]),
        "employeeType": dice.one(&["Employee", "Contractor"]), "country": dice.one(&["US", "DE", "BR", "JP", "xx"]),
        "state": dice.one(&["NY", "", " "]), "city": dice.one(&["New York", "São Paulo", "東京"]), "postalCode": "02654",
        "streetAddress": dice.one(&["981 Calle Mayor", "Rue de l'Église,\r\n2e étage", "\"quoted\""]),
        "mobilePhone": dice.one(&["+91 (503) 056-4139", "805-555 x27", "none"]), "proxyAddresses": proxies,
        "employeeHireDate": dice.one(&["2002-06-05T00:00:00Z", "2024-02-29T00:00:00Z", "2023-02-30T00:00:00Z"]),
        "accountEnabled": dice.below(2) == 0, "usageLocation": dice.one(&["US", "IN"]), "manager": "u0@contoso.com",
        "extensionAttribute1": dice.one(&["CC-6635-US", "CC", "--"]), "level": dice.below(90) as i64 - 40,
        "roles": dice.one(&["admin", "a;b"]).split('+').collect::<Vec<_>>(),
    });
    for (name, value) in user.as_object_mut().unwrap() {
        if name != "id" && dice.below(3) == 0 {
            *value = Json::Null;
        }
    }
    user.as_object().unwrap().clone()
}

/// The same members, in another order.
pub fn shuffled(user: &User, dice: &mut Dice) -> User {
    let mut members: Vec<_> = user.clone().into_iter().collect();
    for at in (1..members.len()).rev() {
        members.swap(at, dice.below(at + 1));
    }
    members.into_iter().collect()
}

/// JSON with every letter of every text escaped.
pub fn escaped(value: &Json) -> String {
    let text = |text: &str| {
        let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", units.collect::<String>())
    };
    match value {
        Json::String(string) => text(string),
        Json::Array(items) => format!(
            "[{}]",
            items.iter().map(escaped).collect::<Vec<_>>().join(" , ")
        ),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| format!("{} : {}", text(name), escaped(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

/// Where an attribute stands in a user of SCIM.
pub fn scim_name(name: &str) -> String {
    match name {
        "givenName" => "name.givenName",
        "surname" => "name.familyName",
        "mail" => "emails[type eq \"work\"].value",
        "city" => "addresses[primary eq \"True\"].locality",
        "department" => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "manager" => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
        other => other,
    }
    .to_owned()
}

/// The user in the shape of SCIM, which has no members that are null.
pub fn scim(user: &User) -> User {
    let of = |name: &str| user.get(name).cloned().unwrap_or_default();
    let moved = [
        "givenName",
        "surname",
        "mail",
        "city",
        "department",
        "manager",
    ];
    let mut shaped: User = user
        .clone()
        .into_iter()
        .filter(|(name, _)| !moved.contains(&name.as_str()))
        .collect();
    let nested = json!({
        "name": {"formatted": "unused", "givenName": of("givenName"), "familyName": of("surname")},
        "emails": [{"type": "home", "value": "h@x"}, {"type": "work", "value": of("mail"), "primary": true}],
        "addresses": [{"locality": "elsewhere"}, {"primary": true, "locality": of("city")}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
            {"department": of("department"), "manager": {"$ref": "../Users/1", "value": of("manager")}},
    });
    shaped.extend(nested.as_object().unwrap().clone());
    shaped.retain(|_, value| !value.is_null());
    shaped
}

/// What CSV can tell of a user: nothing empty but null.
pub fn tellable(user: &User) -> User {
    let empty = |value: &Json| {
        matches!(value, Json::String(text) if text.is_empty()) || *value == json!([])
    };
    user.iter()
        .map(|(name, value)| {
            (
                name.clone(),
                if empty(value) {
                    Json::Null
                } else {
                    value.clone()
                },
            )
        })
        .collect()
}

/// A table of users; every other record has all of its cells in quotes.
pub fn csv(users: &[User], line_break: &str) -> String {
    let names: Vec<&String> = users[0].keys().collect();
    let mut text = names
        .iter()
        .map(|name| name.as_str())
        .collect::<Vec<_>>()
        .join(",");
    text.push_str(line_break);
    for (number, user) in users.iter().enumerate() {
        let cells = names.iter().map(|name| {
            let cell = match &user[*name] {
                Json::Null => String::new(),
                Json::String(text) => text.clone(),
                Json::Array(items) => {
                    let item = |item: &Json| {
                        item.as_str()
                            .unwrap()
                            .replace('\\', "\\\\")
                            .replace(';', "\\;")
                    };
                    items.iter().map(item).collect::<Vec<_>>().join(";")
                }
                other => other.to_string(),
            };
            match number % 2 == 1 || cell.contains(['"', ',', '\n', '\r']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell,
            }
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str(line_break);
    }
    text
}
