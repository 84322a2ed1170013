//! `eval --users -o DEVICE`: a device is written to, never replaced.

use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::Command;

#[test]
fn a_device_stays_a_device() {
    let folder = std::env::temp_dir().join(format!("attrflow-device-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // A link, so that a mistake would replace the link alone.
    let link = folder.join("null");
    symlink("/dev/null", &link).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(["eval", "--schema", "examples/contoso/schema.json"])
        .args(["--users", "examples/contoso/users.ndjson", "-o"])
        .arg(&link)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0));
    let kept = std::fs::symlink_metadata(&link).unwrap();
    assert!(kept.file_type().is_symlink());
    let device = std::fs::metadata(&link).unwrap();
    assert!(device.file_type().is_char_device());
    std::fs::remove_dir_all(&folder).unwrap();
}
