//! What is written equals what was read.

use attrflow::schema::{Schema, Style};

use super::{SMALL, shared};

fn check(name: &str, bytes: &[u8]) {
    let (schema, _) = Schema::read(bytes).unwrap();
    let file = std::str::from_utf8(bytes).unwrap();
    let original: serde_json::Value = serde_json::from_str(file).unwrap();
    assert_eq!(
        schema.to_json().to_string(),
        original.to_string(),
        "{name}: members and their order"
    );
    let again = schema.to_text(&Style::default());
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&again).unwrap(),
        original
    );
    let as_found = schema.to_text(&Style::of(file));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&as_found).unwrap(),
        original
    );
}

#[test]
fn the_fixture_is_written_byte_by_byte() {
    for file in [SMALL.to_owned(), SMALL.replace('\n', "\r\n")] {
        check("small", file.as_bytes());
    }
    let plain = SMALL.replace(r"\u00e9\\\\\ud83d\ude00", "é");
    for file in [
        plain.clone(),
        plain.replace('\n', "\r\n"),
        plain.trim_end().to_owned(),
        plain.replace("    ", "\t"),
        plain.replace("    ", " "),
    ] {
        let (schema, _) = Schema::read(file.as_bytes()).unwrap();
        assert_eq!(schema.to_text(&Style::of(&file)), file);
    }
    let one_line = serde_json::from_str::<serde_json::Value>(&plain)
        .unwrap()
        .to_string();
    let (schema, _) = Schema::read(one_line.as_bytes()).unwrap();
    assert_eq!(schema.to_text(&Style::of(&one_line)), one_line);
}

#[test]
fn real_exports_lose_nothing() {
    for name in [
        "schemas/ad-to-entra-cloud-sync.json",
        "schemas/entra-to-salesforce.json",
        "schemas/aws-sso-template-fragment.json",
        "bench/schema.json",
    ] {
        let Some(bytes) = shared(name) else { return };
        check(name, &bytes);
        let (schema, _) = Schema::read(&bytes).unwrap();
        assert_eq!(schema.edited(Vec::new()).unwrap().as_bytes(), bytes);
        if !name.contains("fragment") {
            assert!(
                schema.to_text(&Style::of(schema.text())) == schema.text(),
                "{name}: byte by byte"
            );
        }
    }
}
