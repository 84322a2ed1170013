//! What is said of real schemas.

use attrflow::diag::Severity;

/// Errors and warnings of a real schema of the folder `../shared`, where it is there.
fn said(name: &str) -> Vec<String> {
    let Some(bytes) = crate::schema::shared(&format!("schemas/{name}")) else {
        return Vec::new();
    };
    let text = String::from_utf8(bytes).unwrap();
    super::file(&text, None)
        .iter()
        .filter(|found| {
            found.severity > Severity::Advice && !found.code.slug.starts_with("unknown-")
        })
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
