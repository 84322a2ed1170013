//! What the README promises of provisioning on demand: milliseconds of a whole process that provisions
//! one user of `examples/contoso` dry, against the embedded directory.
//!
//! `cargo bench --bench provision`: works on a copy of the example, in the folder of build results.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "a bench stops where its data is not as it says"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const USER: &str = "bjensen@contoso.com";

/// Milliseconds that a dry run may take.
const PROMISE: f64 = 30.0;

/// How often each run is started.
const ROUNDS: usize = 60;

fn main() {
    let folder = copy();
    println!("one process each, median of {ROUNDS}, ms; promised: {PROMISE}\n");
    let mut missed = 0;
    missed += measure(&folder, "nothing there: would create");
    attrflow(&folder, &["--apply"]);
    missed += measure(&folder, "there already: skipped");
    let users = folder.join("users.ndjson");
    let text = std::fs::read_to_string(&users).expect("the users can be read");
    std::fs::write(&users, text.replace("Tour Guide", "Head of Tours"))
        .expect("the users can be written");
    missed += measure(&folder, "a value changed: would update");
    std::process::exit(i32::from(missed > 0));
}

fn measure(folder: &Path, title: &str) -> u8 {
    attrflow(folder, &[]);
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            attrflow(folder, &[]);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let (median, worst) = (times[ROUNDS / 2], times[ROUNDS - 1]);
    let missed = median > PROMISE;
    let verdict = if missed { "  MISSED" } else { "" };
    println!("{title:<34} {median:>7.1}   worst {worst:>7.1}{verdict}");
    u8::from(missed)
}

fn attrflow(folder: &Path, more: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(["provision", USER])
        .args(more)
        .current_dir(folder)
        .output()
        .expect("the command can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// A copy of the example, without what earlier runs left.
fn copy() -> PathBuf {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-provision");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for file in ["schema.json", "users.ndjson", "job.toml"] {
        std::fs::copy(example.join(file), folder.join(file)).expect("the example can be copied");
    }
    folder
}
