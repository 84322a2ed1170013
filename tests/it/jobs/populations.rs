//! A population is the same, in whichever format it is written.

use super::sources::{Folder, all};
use attrflow::pipeline::{SourceDirectory, SourceObject};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Attributes of `tests/data/job/app.json`, with values of their types.
fn user() -> impl Strategy<Value = Map<String, Value>> {
    let text = "[ a-zA-Z0-9,;\"'\\\\\n#%äß漢😀-]{0,8}[a-z]";
    (
        proptest::option::of(text),
        proptest::option::of(any::<bool>()),
        proptest::option::of(any::<i64>()),
        proptest::option::of(prop::collection::vec(text, 1..4)),
        proptest::option::of("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        proptest::option::of(text),
    )
        .prop_map(|(display, enabled, level, proxies, hired, odd)| {
            let given = [
                ("displayName", display.map(Value::from)),
                ("accountEnabled", enabled.map(Value::from)),
                ("level", level.map(Value::from)),
                ("proxyAddresses", proxies.map(Value::from)),
                ("employeeHireDate", hired.map(Value::from)),
                ("a, \"strange\" name", odd.map(Value::from)),
            ];
            let given = given.into_iter();
            given
                .map(|(name, value)| (name.to_owned(), value.unwrap_or_default()))
                .collect()
        })
}

fn csv(users: &[Map<String, Value>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names: Vec<&String> = users[0].keys().collect();
    writer.write_record(&names).unwrap();
    for user in users {
        let row = names.iter().map(|name| match &user[name.as_str()] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                let texts = items.iter().map(|item| item.as_str().unwrap());
                let escaped = texts.map(|text| text.replace('\\', "\\\\").replace(';', "\\;"));
                escaped.collect::<Vec<_>>().join(";")
            }
            other => other.to_string(),
        });
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn ndjson(users: &[Map<String, Value>]) -> Vec<u8> {
    let lines = users.iter().map(|user| format!("{}\n", json!(user)));
    lines.collect::<String>().into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_format_gives_equal_objects(mut users in prop::collection::vec(user(), 1..12)) {
        for (at, user) in users.iter_mut().enumerate() {
            user.insert("objectId".to_owned(), json!(format!("id {at}")));
        }
        let folder = Folder::new();
        let files = [
            ("a.json", serde_json::to_vec_pretty(&users).unwrap()),
            ("a.ndjson", ndjson(&users)),
            ("a.csv", csv(&users)),
        ];
        let mut populations: Vec<Vec<SourceObject>> = Vec::new();
        for (name, bytes) in &files {
            let mut source = folder.source(name, bytes);
            let found = all(&mut source, "User").unwrap();
            let last = found.last().unwrap();
            let by_key = source.find("User", &last.id).unwrap();
            prop_assert_eq!(by_key.as_ref(), Some(last));
            populations.push(found);
        }
        prop_assert_eq!(populations[0].len(), users.len());
        prop_assert_eq!(&populations[0], &populations[1]);
        prop_assert_eq!(&populations[1], &populations[2]);
    }

    /// Any bytes are read or refused with a sentence.
    #[test]
    fn nothing_in_a_file_makes_reading_fall(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}\":,; \\n\\\\a-c0-1é]{0,60}") {
        let folder = Folder::new();
        for name in ["a.json", "a.ndjson", "a.csv"] {
            for content in [&bytes[..], text.as_bytes()] {
                let mut source = folder.source(name, content);
                if let Err(failure) = all(&mut source, "User") {
                    prop_assert!(!failure.message.is_empty());
                }
            }
        }
    }
}
