//! `attrflow check --fix` and `attrflow fmt`: what changes, and that nothing else does.

use super::{attrflow, folder};
use attrflow::schema::Encoding;

const SHEET: &str = "# people\r\nmail: tolower( [mail] )\r\nname: Nope([x])\r\n";

#[test]
fn a_fix_changes_its_own_bytes_only() {
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        let file = folder("fix").join("map.entra");
        std::fs::write(&file, encoding.encode(&format!("\u{feff}{SHEET}"))).unwrap();
        let ran = attrflow(&["check", "--fix", file.to_str().unwrap()]);
        assert_eq!(ran.code, 1, "one error is left");
        assert!(
            ran.out.contains("applied 1 fix, 1 error in 1 file\n"),
            "{}",
            ran.out
        );
        let fixed = format!("\u{feff}{}", SHEET.replace("tolower", "ToLower"));
        assert_eq!(std::fs::read(&file).unwrap(), encoding.encode(&fixed));
    }
}

#[test]
fn a_dry_run_shows_a_diff_and_writes_nothing() {
    let file = folder("dry").join("map.entra");
    std::fs::write(&file, "mail: tolower([mail])\nx: [x]\n").unwrap();
    let name = file.to_str().unwrap();
    let ran = attrflow(&["check", "--fix", "--dry-run", name]);
    assert_eq!(
        ran.out,
        format!(
            "--- {name}\n+++ {name}\n@@ -1,2 +1,2 @@\n-mail: tolower([mail])\n+mail: ToLower([mail])\n x: [x]\n"
        )
    );
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "mail: tolower([mail])\nx: [x]\n"
    );
    assert_eq!(attrflow(&["check", "--dry-run", "1"]).code, 2);
}

#[test]
fn fixes_are_repeated_until_nothing_is_left() {
    let ran = attrflow(&["check", "--fix", "tolower([mail] == 'x')"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("fixed: ToLower([mail]"), "{}", ran.out);
    assert!(
        ran.out.ends_with("applied 3 fixes, no problems\n"),
        "{}",
        ran.out
    );
    let kept = attrflow(&[
        "check",
        "--fix",
        "--allow",
        "function-case",
        "tolower([mail])",
    ]);
    assert_eq!(kept.out, "no problems\n");
}

/// A schema with one attribute mapping, whose source is this JSON.
fn around(source: &str) -> String {
    format!(
        r#"{{
  "synchronizationRules": [{{
    "sourceDirectoryName": "s", "targetDirectoryName": "t",
    "objectMappings": [{{
      "name": "m", "enabled": false, "sourceObjectName": "u", "targetObjectName": "v",
      "attributeMappings": [{{
        "targetAttributeName": "a",
        "source": {source}
      }}]
    }}]
  }}],
  "directories": []
}}
"#
    )
}

fn fixed(name: &str, source: &str) -> String {
    let file = folder(name).join("schema.json");
    std::fs::write(&file, around(source)).unwrap();
    attrflow(&["check", "--fix", file.to_str().unwrap()]);
    std::fs::read_to_string(&file).unwrap()
}

#[test]
fn a_fix_in_a_schema_makes_the_parse_tree_anew() {
    let mail = r#"{ "key": "source", "value": { "expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": [] } }"#;
    let source = |name: &str| {
        format!(
            r#"{{ "expression": "{name}([mail])", "name": "{name}", "type": "Function", "parameters": [{mail}] }}"#
        )
    };
    let value: serde_json::Value =
        serde_json::from_str(&fixed("tree", &source("tolower"))).unwrap();
    let written =
        &value["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"][0]["source"];
    assert_eq!(
        *written,
        serde_json::from_str::<serde_json::Value>(&source("ToLower")).unwrap()
    );
}

#[test]
fn text_and_tree_that_disagree_are_left_to_people() {
    let source = r#"{ "expression": "tolower([mail])", "name": "ToLower", "type": "Function", "parameters": [{ "key": "source", "value": { "name": "%Token%", "type": "Constant" } }] }"#;
    assert_eq!(fixed("disagree", source), around(source));
}

#[test]
fn without_a_tree_only_the_text_changes() {
    let source =
        r#"{ "expression": "tolower(\"\u00e9\")", "name": "ToLower", "type": "Function" }"#;
    assert_eq!(
        fixed("text", source),
        around(&source.replace("tolower", "ToLower"))
    );
}

#[test]
fn fmt_spells_files_in_place_and_leaves_the_rest() {
    let file = folder("fmt").join("map.entra");
    std::fs::write(
        &file,
        "\u{feff}# people\r\nmail:  ToLower(\r\n  [mail] )\r\nbad: Append(\r\n",
    )
    .unwrap();
    let name = file.to_str().unwrap();
    let ran = attrflow(&["fmt", "--check", name]);
    assert_eq!(
        (ran.code, ran.out),
        (1, format!("{name} is spelled otherwise\n"))
    );
    let ran = attrflow(&["fmt", name]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("in target `bad`"), "{}", ran.err);
    let spelled = "\u{feff}# people\r\nmail:  ToLower([mail])\r\nbad: Append(\r\n";
    assert_eq!(std::fs::read_to_string(&file).unwrap(), spelled);
}

#[test]
fn fmt_keeps_a_schema_byte_for_byte_but_for_expressions() {
    let small = include_str!("../../data/schema/small.json").replace('\n', "\r\n");
    let file = folder("fmt-schema").join("schema.json");
    std::fs::write(
        &file,
        small.replacen("Left([mail], 8)", "Left( [mail],8 )", 1),
    )
    .unwrap();
    assert_eq!(attrflow(&["fmt", file.to_str().unwrap()]).code, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), small);
}

#[test]
fn fmt_of_an_expression_goes_to_standard_output() {
    let ran = attrflow(&["fmt", "Append( [mail],\"x\" )"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "Append([mail], \"x\")\n"));
    let ran = attrflow(&["fmt", "--filter", "department  EQUALS   \"Sales\""]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "department EQUALS \"Sales\"\n")
    );
    let long = format!(
        "Switch([c], , \"US\", \"{}\", \"DE\", \"49\")",
        "1".repeat(70)
    );
    let ran = attrflow(&["fmt", "--pretty", &long]);
    assert!(ran.out.contains("\n  \"DE\", \"49\"\n)"), "{}", ran.out);
}
