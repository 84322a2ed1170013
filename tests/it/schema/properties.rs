//! No bytes and no JSON upset the reader.

use attrflow::schema::{Encoding, JsonText, Schema, decode, expr_to_tree, tree_to_expr};
use proptest::prelude::*;
use serde_json::Value;

use super::SMALL;

/// Reads and checks what must always hold.
fn survives(bytes: &[u8]) {
    let text = decode(bytes).text;
    let problems = match Schema::read(bytes) {
        Ok((schema, problems)) => {
            assert_eq!(schema.text(), text);
            let json = text.trim_start_matches('\u{feff}');
            assert_eq!(
                schema.to_json(),
                &serde_json::from_str::<Value>(json).unwrap()
            );
            trees_survive(&schema);
            problems
        }
        Err(problems) => {
            assert_eq!(problems.len(), 1);
            problems
        }
    };
    for label in problems.iter().flat_map(|found| &found.labels) {
        assert!(text.get(label.span.range()).is_some(), "{label:?}");
    }
}

/// Turns every tree into an expression and back.
fn trees_survive(schema: &Schema) {
    let library = super::trees::library();
    let attributes = schema
        .mappings()
        .flat_map(|(_, mapping)| &mapping.attributes);
    for tree in attributes.filter_map(|attribute| attribute.source.as_ref()?.tree.as_ref()) {
        match tree_to_expr(tree, &library) {
            Ok(expr) => {
                assert!(schema.text().get(expr.span.range()).is_some());
                assert!(expr_to_tree(&expr, &library).is_object());
            }
            Err(problems) => {
                assert!(!problems.is_empty());
                for found in &problems {
                    assert!(schema.text().get(found.span().range()).is_some());
                }
            }
        }
    }
}

/// Puts other values at places of a document, chosen by numbers.
fn mutate(document: &mut Value, choices: &[(u16, Value)]) {
    for (choice, value) in choices {
        let mut places = Vec::new();
        pointers(document, String::new(), &mut places);
        let at = usize::from(*choice) % places.len();
        *document.pointer_mut(&places[at]).unwrap() = value.clone();
    }
}

fn pointers(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                pointers(
                    value,
                    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")),
                    places,
                );
            }
        }
        Value::Array(list) => {
            for (at, value) in list.iter().enumerate() {
                pointers(value, format!("{path}/{at}"), places);
            }
        }
        _ => {}
    }
    places.push(path);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(serde_json::json!([[], {}, "x", 1])),
        Just(serde_json::json!({"name": 1, "parameters": [{"key": "a", "value": {"name": []}}]})),
    ]
}

proptest! {
    #[test]
    fn strings_are_decoded_as_json_decodes_them(text in any::<String>(), escaped in any::<bool>()) {
        let mut token = Value::from(text.as_str()).to_string();
        if escaped {
            let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
            token = format!("\"{}\"", units.collect::<String>());
        }
        let decoded = JsonText::of_token(&token, 7);
        prop_assert_eq!(decoded.text(), &text);
        for (at, character) in text.char_indices() {
            let place = decoded.file_span(attrflow::text::Span::new(at, at + character.len_utf8()));
            let written = &token[place.start as usize - 7..place.end as usize - 7];
            let one: String = serde_json::from_str(&format!("\"{written}\"")).unwrap();
            prop_assert_eq!(one, character.to_string());
        }
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        survives(&bytes);
    }

    #[test]
    fn any_text_of_json_punctuation(text in r#"(\{|\}|\[|\]|,|:|"|\\|\\u|d83d|\n|\r| |é|😀|//|'|\.|-|1|e|true|nul|"a"|"directories":\[){0,24}"#) {
        survives(text.as_bytes());
        survives(format!("{{\"directories\":[],{text}").as_bytes());
        survives(&Encoding::Utf16Be.encode(&text));
    }

    #[test]
    fn the_fixture_with_some_bytes_changed(changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..4)) {
        let mut bytes = SMALL.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        survives(&bytes);
    }

    #[test]
    fn the_fixture_with_some_values_changed(choices in proptest::collection::vec((any::<u16>(), any_value()), 1..6)) {
        let mut document: Value = serde_json::from_str(SMALL).unwrap();
        mutate(&mut document, &choices);
        survives(document.to_string().as_bytes());
    }
}
