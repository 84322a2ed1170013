//! From a place in an expression to its place in the file, and back by edits.

use attrflow::schema::{Encoding, JsonText, Schema};
use attrflow::text::Span;

use super::{SMALL, read};

#[test]
fn places_go_through_escapes() {
    let token = r#""a\"b\\c\u00e9d\ud83d\ude00e\/f""#;
    let text = JsonText::of_token(token, 0);
    assert_eq!(text.text(), "a\"b\\cédé".replace("dé", "d😀e/f"));
    let file = |piece: &str| {
        let at = text.text().find(piece).unwrap();
        text.file_span(Span::new(at, at + piece.len())).of(token)
    };
    for (piece, written) in [
        ("a", "a"),
        ("\"", "\\\""),
        ("b", "b"),
        ("\\", "\\\\"),
        ("\\c", "\\\\c"),
        ("é", "\\u00e9"),
        ("cé", "c\\u00e9"),
        ("d", "d"),
        ("😀", "\\ud83d\\ude00"),
        ("e/", "e\\/"),
        ("f", "f"),
    ] {
        assert_eq!(file(piece), written, "{piece}");
    }
    let inside = text.text().find('😀').unwrap() + 1;
    assert_eq!(
        text.file_span(Span::new(inside, inside + 1)).of(token),
        "\\ud83d\\ude00"
    );
    let end = text.text().len();
    assert_eq!(
        text.file_span(Span::new(end, end + 9)),
        Span::at(token.len() - 1)
    );
    assert_eq!(text.file_span(Span::at(0)), Span::at(1));
}

#[test]
fn every_character_of_an_expression_maps_to_what_decodes_to_it() {
    let (schema, _) = read(SMALL);
    let mapping = schema.mappings().next().unwrap().1;
    let text = mapping.attributes[0].expression().unwrap();
    for (at, character) in text.text().char_indices() {
        let written = text
            .file_span(Span::new(at, at + character.len_utf8()))
            .of(SMALL);
        let decoded: String = serde_json::from_str(&format!("\"{written}\"")).unwrap();
        assert_eq!(decoded, character.to_string());
    }
}

#[test]
fn an_edit_changes_its_own_bytes_only() {
    for crlf in [false, true] {
        let file = if crlf {
            SMALL.replace('\n', "\r\n")
        } else {
            SMALL.to_owned()
        };
        let (schema, _) = read(&file);
        let mapping = schema.mappings().next().unwrap().1;
        let old = mapping.attributes[0].expression().unwrap();
        let at = old.text().find("[mail]").unwrap();
        let edit = old.edit_within(Span::new(at, at + 6), "Trim(\"a\")");
        let changed = schema.edited(vec![edit]).unwrap();
        assert_eq!(
            changed,
            file.replacen("Left([mail], 8)", r#"Left(Trim(\"a\"), 8)"#, 1)
        );
        let whole = schema.edited(vec![old.edit("[x]\n")]).unwrap();
        assert_eq!(
            whole.len() + old.span().range().len(),
            file.len() + r#""[x]\n""#.len()
        );
        let (again, _) = read(&whole);
        assert_eq!(
            again.mappings().next().unwrap().1.attributes[0]
                .expression()
                .unwrap()
                .text(),
            "[x]\n"
        );
        let twice = vec![old.edit("a"), old.edit("b")];
        assert_eq!(schema.edited(twice), None);
        assert_eq!(
            schema.edited(vec![(Span::at(file.len() + 1), String::new())]),
            None
        );
    }
}

#[test]
fn a_source_is_replaced_in_the_files_layout() {
    let (schema, _) = read(SMALL);
    let mapping = schema.mappings().next().unwrap().1;
    let source = &mapping.attribute("desk").unwrap().source_span.unwrap();
    let value = serde_json::json!({"expression": null, "name": "%Other%", "type": "Constant"});
    let changed = schema
        .edited(vec![schema.replace(*source, &value)])
        .unwrap();
    assert_eq!(changed, SMALL.replace("%Desk%", "%Other%"));
}

#[test]
fn every_encoding_gives_the_same_schema() {
    let (plain, _) = read(SMALL);
    for text in [
        SMALL.to_owned(),
        format!("\u{feff}{SMALL}"),
        SMALL.replace('\n', "\r\n"),
    ] {
        for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
            let bytes = encoding.encode(&text);
            let (schema, problems) = Schema::read(&bytes).unwrap();
            assert!(problems.is_empty());
            assert_eq!(
                (schema.text(), schema.encoding()),
                (text.as_str(), encoding)
            );
            assert_eq!(schema.to_json(), plain.to_json());
            let target = &schema.mappings().next().unwrap().1.attributes[0].target;
            assert_eq!(target.span.of(schema.text()), "\"userName\"");
            assert_eq!(
                schema
                    .encoding()
                    .encode(&schema.edited(Vec::new()).unwrap()),
                bytes
            );
        }
    }
}
