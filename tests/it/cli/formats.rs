//! The forms of findings that other programs read.

use super::{attrflow, folder};
use serde_json::Value;

#[test]
fn sarif_names_rules_places_and_fixes() {
    let file = folder("sarif").join("a b.entra");
    std::fs::write(&file, "x: \"😀\" & tolower([mail])\ny: Nope([a])\n").unwrap();
    let ran = attrflow(&["check", "--format", "sarif", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let results = run["results"].as_array().unwrap();
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    let case = results
        .iter()
        .find(|result| result["ruleId"] == "function-case")
        .unwrap();
    assert_eq!(case["level"], "warning");
    let physical = &case["locations"][0]["physicalLocation"];
    assert!(
        physical["artifactLocation"]["uri"]
            .as_str()
            .unwrap()
            .ends_with("/sarif/a%20b.entra")
    );
    // The smiley is one character, two UTF-16 units and four bytes.
    assert_eq!(physical["region"]["startColumn"], 11);
    assert_eq!(physical["region"]["byteOffset"], 12);
    let replaced = &case["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replaced["insertedContent"]["text"], "ToLower");
    assert_eq!(
        case["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        "target `x`"
    );
}

#[test]
fn github_gets_one_command_a_finding() {
    let file = folder("github").join("a,b.entra");
    std::fs::write(&file, "y: Nope([a])\n").unwrap();
    let ran = attrflow(&["check", "--format", "github", file.to_str().unwrap()]);
    let name = file.to_str().unwrap().replace(',', "%2C");
    assert_eq!(
        ran.out,
        format!(
            "::error file={name},line=1,col=4,endColumn=8,title=unknown-function::there is no function `Nope`%0A\
             in target `y`%0Adid you mean `Not`?\n"
        )
    );
}

#[test]
fn plain_keeps_one_line_a_finding() {
    let ran = attrflow(&[
        "check",
        "--format",
        "plain",
        "Append([mail]",
        "tolower([mail])",
    ]);
    assert_eq!(
        ran.out,
        "<expression 1>:1:7: error[unclosed-parenthesis]: the `(` of `Append` is never closed\n\
         <expression 2>:1:1: warning[function-case]: `tolower` is documented as `ToLower`\n"
    );
}

#[test]
fn codes_are_weighed_on_request() {
    let fine = attrflow(&["check", "tolower([mail])"]);
    assert_eq!(fine.code, 0);
    assert!(fine.out.ends_with("1 warning\n"), "{}", fine.out);
    for denied in ["warnings", "function-case"] {
        let ran = attrflow(&["check", "--deny", denied, "tolower([mail])"]);
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("error[function-case]"), "{}", ran.out);
    }
    let allowed = attrflow(&["check", "--allow", "function-case", "tolower([mail])"]);
    assert_eq!((allowed.code, allowed.out.as_str()), (0, "no problems\n"));
    let unknown = attrflow(&["check", "--allow", "function-cases", "1"]);
    assert_eq!(unknown.code, 2);
    assert_eq!(
        unknown.err,
        "error: there is no code `function-cases`\n\n  tip: did you mean `function-case`?\n"
    );
}

#[test]
fn errors_cannot_be_left_out() {
    let ran = attrflow(&["check", "--allow", "unknown-function", "Apend([a], \"x\")"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(
        ran.err,
        "error: `unknown-function` is an error, and errors cannot be left out\n\n  \
         tip: mend what it reports; `attrflow explain unknown-function` says how\n"
    );
    for code in attrflow::assist::codes() {
        let ran = attrflow(&["check", "--allow", code.slug, "[mail]"]);
        let error = code.severity == attrflow::diag::Severity::Error;
        assert_eq!(ran.code, if error { 2 } else { 0 }, "{}", code.slug);
    }
}
