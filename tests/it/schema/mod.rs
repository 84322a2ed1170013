//! Schema files: reading, places, writing.

mod broken;
mod model;
mod places;
mod properties;
mod round_trip;
mod trees;

use std::path::PathBuf;

use attrflow::diag::Problems;
use attrflow::schema::Schema;

pub const SMALL: &str = include_str!("../../data/schema/small.json");

pub fn read(text: &str) -> (Schema, Problems) {
    Schema::read(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A real file of the folder `../shared`, where it is there.
pub fn shared(name: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::fs::read(root.join(name)).ok()
}

/// A schema with one attribute mapping, written as given.
pub fn with_mapping(mapping: &str) -> String {
    format!(
        r#"{{"synchronizationRules":[{{"name":"r","sourceDirectoryName":"s","targetDirectoryName":"t","objectMappings":[{{"sourceObjectName":"u","targetObjectName":"v","attributeMappings":[{mapping}]}}]}}],"directories":[]}}"#
    )
}
