//! Programs that the tests ask and this project does not build; `tests/servers` installs them. Where one
//! is missing its tests say so and are left out, but not in continuous integration.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Where `tests/servers` installed something.
pub fn installed(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/servers")
        .join(name);
    found(name, folder.join("stamp").exists()).then_some(folder)
}

/// Where a program of the system is.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let file = env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file());
    found(program, file.is_some()).then(|| file.unwrap())
}

fn found(name: &str, is_there: bool) -> bool {
    if is_there {
        return true;
    }
    assert!(
        env::var_os("CI").is_none_or(|ci| ci != "true"),
        "{name} is not installed: run tests/servers"
    );
    // Past the capture of what passing tests print, and once for each.
    static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut said = SAID.lock().unwrap();
    if !said.iter().any(|one| one == name) {
        said.push(name.to_owned());
        let told = format!("left out: {name} is not installed; run tests/servers\n");
        let _ = io::stderr().write_all(told.as_bytes());
    }
    false
}
