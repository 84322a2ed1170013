//! Reads the vector files of the folder `../shared`, where it is there.

use std::path::PathBuf;

/// The rows of a vector file, or `None` where the folder is not there.
pub fn rows(name: &str) -> Option<Vec<serde_json::Value>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/vectors")
        .join(name);
    let text = std::fs::read_to_string(path).ok()?;
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).expect("a vector row is JSON"))
            .collect(),
    )
}
