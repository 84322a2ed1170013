//! Completion and hover at every kind of place. `|` marks the cursor.

use attrflow::assist::{HoverSubject, Sheet, complete, hover, standard};
use attrflow::schema::{ObjectDefinition, Schema};

fn with_source<T>(test: impl FnOnce(&ObjectDefinition) -> T) -> T {
    let (schema, _) = Schema::read(include_bytes!("../../examples/contoso/schema.json")).unwrap();
    let (rule, mapping) = schema.mappings().next().unwrap();
    test(schema.source_object(rule, mapping).unwrap())
}

/// The text after each completion is taken.
fn completed(marked: &str) -> Vec<String> {
    let offset = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    with_source(|source| {
        let found = complete(&text, offset, standard(), Some(source));
        let taken = found.into_iter().map(|completion| {
            let mut taken = text.clone();
            taken.replace_range(completion.span.range(), &completion.insert);
            taken
        });
        taken.collect()
    })
}

#[test]
fn functions_by_their_beginning() {
    assert_eq!(completed("normalize|"), ["NormalizeDiacritics("]);
    assert_eq!(
        completed("Trim(Norm|Dia([a]))"),
        ["Trim(NormalizeDiacritics([a]))"]
    );
    assert_eq!(completed("Join(\",\", Gui|)"), ["Join(\",\", Guid())"]);
}

#[test]
fn attributes_inside_and_outside_of_brackets() {
    assert_eq!(completed("Trim([surn|"), ["Trim([surname]"]);
    assert_eq!(completed("Trim([surn|])"), ["Trim([surname])"]);
    assert_eq!(completed("Trim([sur|name])"), ["Trim([surname])"]);
    assert_eq!(
        completed("Trim([surn|, [mail])"),
        ["Trim([surname], [mail])"]
    );
    assert_eq!(completed("Trim(surna|)"), ["Trim([surname])"]);
}

#[test]
fn words_of_the_parameter_come_first() {
    let found = completed("InStr([mail], \"@,(\", 1, vb|)");
    assert_eq!(found[0], "InStr([mail], \"@,(\", 1, vbTextCompare)");
    assert!(completed("InStr([mail], vb|)").is_empty());
}

#[test]
fn nothing_inside_of_texts() {
    assert!(completed("Append([mail], \"a\\\"Tr|\")").is_empty());
}

#[test]
fn any_cursor_in_any_text_is_fine() {
    for text in [
        "",
        "é",
        "[é",
        "\"é\\",
        "Append([mail],\"x\")))",
        "((((,,,[",
        "Switch(, , é",
    ] {
        for offset in 0..=text.len() + 1 {
            for found in complete(text, offset, standard(), None) {
                assert!(text.get(found.span.range()).is_some(), "{text} {offset}");
            }
            hover(text, offset, standard(), None);
        }
    }
}

#[test]
fn hover_tells_functions_attributes_and_words() {
    let text = "IIF(InStr([surname], \"a\", 1, vbTextCompare) = 0, 1, 2)";
    let at = |piece: &str| text.find(piece).unwrap() + 1;
    with_source(|source| {
        let subject = |piece| {
            hover(text, at(piece), standard(), Some(source))
                .map(|found| (found.span.of(text), found.subject))
        };
        let (span, function) = subject("InStr").unwrap();
        assert_eq!(span, "InStr");
        assert!(matches!(function, HoverSubject::Function(function) if function.name == "InStr"));
        let (span, attribute) = subject("surname").unwrap();
        assert_eq!(span, "surname");
        assert!(
            matches!(attribute, HoverSubject::Attribute(found) if found.name.value == "surname")
        );
        let (_, word) = subject("vbText").unwrap();
        assert!(matches!(word, HoverSubject::Word(function, _) if function.name == "InStr"));
        assert!(subject("\"a").is_none());
    });
}

#[test]
fn blanks_before_the_colon_of_an_entry_do_not_count() {
    let text =
        "mail : [mail]\nurn:x:User:desk\t:\n  [desk]\nemails[type eq \"work\"].value  : [m]\r\n";
    let (sheet, problems) = Sheet::read(text);
    assert!(problems.is_empty(), "{problems:?}");
    let read: Vec<_> = sheet
        .entries
        .iter()
        .map(|entry| (entry.target.as_str(), entry.text.as_str()))
        .collect();
    let work = "emails[type eq \"work\"].value";
    assert_eq!(
        read,
        [
            ("mail", "[mail]"),
            ("urn:x:User:desk", "[desk]"),
            (work, "[m]")
        ]
    );
    for entry in &sheet.entries {
        assert_eq!(entry.target_span.of(text), entry.target);
        assert_eq!(entry.span.of(text), entry.text);
    }
    assert!(Sheet::recognizes(text));
    assert_eq!(Sheet::read("a : [b]\na: [c]").1.len(), 1);
    assert!(Sheet::read("a b : [c]").1.has_errors());
}
