//! What holds for every file that may be a schema.

use super::places;
use attrflow::assist::standard;
use attrflow::check::check_mapping;
use attrflow::schema::{Schema, decode};

/// Reads and checks a file: no panic, labels inside it, and the JSON that was read is the file's.
pub fn schema(bytes: &[u8]) {
    let text = decode(bytes).text;
    let (schema, problems) = match Schema::read(bytes) {
        Ok(read) => read,
        Err(problems) => {
            assert!(problems.has_errors(), "refused without a reason");
            return places(&text, &problems);
        }
    };
    assert_eq!(schema.text(), text);
    places(&text, &problems);
    for (rule, mapping) in schema.mappings() {
        let (_, problems) = check_mapping(standard(), &schema, rule, mapping, None);
        places(&text, &problems);
    }
}
