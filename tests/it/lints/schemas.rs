//! What is said of real schemas and expressions.

use std::collections::BTreeSet;

use super::Subject;
use attrflow::check::LINTS;
use attrflow::diag::Severity;

/// Errors and warnings of a real schema of the folder `../shared`, where it is there.
fn said(name: &str) -> Vec<String> {
    let Some(bytes) = crate::schema::shared(&format!("schemas/{name}")) else {
        return Vec::new();
    };
    let text = String::from_utf8(bytes).unwrap();
    super::file(&text, None)
        .iter()
        .filter(|found| found.severity > Severity::Advice)
        .map(|found| format!("{}: {}", found.code.slug, found.message))
        .collect()
}

#[test]
fn default_mappings_of_cloud_sync() {
    assert_eq!(said("ad-to-entra-cloud-sync.json"), [""; 0]);
}

#[test]
fn default_mappings_of_an_application() {
    assert_eq!(said("entra-to-salesforce.json"), [""; 0]);
}

/// Real expressions that deserve a warning: each is wrong for some users, or does not do what its page says.
const WARNED: &[(&str, &str)] = &[
    ("ac-003", "literal-word"),
    ("ac-004", "literal-word"),
    ("fn-034", "empty-comparison"),
    ("fn-042", "switch-conditions"),
    ("is-020", "switch-boolean-key"),
    ("wd-026", "date-value-format"),
];

#[test]
fn expressions_from_documentation_and_issues() {
    let Some(rows) = crate::vectors::rows("expressions.jsonl") else {
        return;
    };
    let mut warned = BTreeSet::new();
    for row in &rows {
        let text = row["expression"].as_str().unwrap().to_owned();
        let subject = Subject::Expression(text, None);
        for found in subject.findings() {
            let linted = LINTS.iter().any(|lint| lint.code == found.code);
            if linted {
                super::cases::fixes_mend(&subject, found.code.slug);
            }
            if linted && found.severity > Severity::Advice {
                warned.insert((row["id"].as_str().unwrap(), found.code.slug));
            }
        }
    }
    let warned: Vec<_> = warned.into_iter().collect();
    assert_eq!(warned, WARNED);
}
