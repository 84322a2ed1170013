//! Provisioning on demand from the command line, on copies of `examples/contoso`.

mod commands;
mod groups;
mod life;
mod over_scim;
mod real;
mod samples;
mod secrets;

pub use groups::with_group;

use crate::cli::{Ran, command, folder};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with a job of its own.
pub struct Scratch {
    pub folder: PathBuf,
}

impl Scratch {
    /// A copy of the example, as it is in a fresh clone.
    pub fn contoso(name: &str) -> Self {
        let scratch = Self {
            folder: folder(&format!("provision-{name}")),
        };
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contoso");
        for file in ["schema.json", "users.ndjson", "job.toml"] {
            fs::copy(example.join(file), scratch.folder.join(file)).unwrap();
        }
        scratch
    }

    /// Lets the job write to an application at that address, with the token in `DESK_TOKEN`.
    pub fn aim_at(&self, url: &str) {
        let job = self.read("job.toml");
        let (before, after) = job.split_once("\n[target]\n").unwrap();
        let (_, after) = after.split_once("\n[links]\n").unwrap();
        let target =
            format!("type = \"scim\"\nurl = \"{url}\"\ntoken-env = \"DESK_TOKEN\"\nretries = 0\n");
        self.write(
            "job.toml",
            &format!("{before}\n[target]\n{target}\n[links]\n{after}"),
        );
    }

    /// Runs the command in the folder.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.ran(&mut command(arguments))
    }

    /// Runs the command in the folder, with that token in `DESK_TOKEN`.
    pub fn run_with_token(&self, arguments: &[&str], token: &str) -> Ran {
        self.ran(command(arguments).env("DESK_TOKEN", token))
    }

    fn ran(&self, command: &mut Command) -> Ran {
        let output = command.current_dir(&self.folder).output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The only run that `provision --format json` tells of.
    pub fn provision(&self, arguments: &[&str]) -> Json {
        let ran = self.run(&[&["provision", "--format", "json"], arguments].concat());
        assert_eq!(ran.err, "");
        let written: Json = serde_json::from_str(&ran.out).unwrap();
        crate::reference::conforms_value("runs", &written);
        let run = written["runs"][0].clone();
        let failed = run["status"] == "failure";
        assert_eq!(ran.code, i32::from(failed), "{run}");
        run
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap()
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).unwrap();
    }

    /// Replaces a text that stands in a file once, in the line that also holds `near`.
    pub fn edit(&self, file: &str, near: &str, from: &str, to: &str) {
        let text = self.read(file);
        let mut changed = 0;
        let lines: Vec<String> = text
            .lines()
            .map(|line| match line.contains(near) && line.contains(from) {
                true => {
                    changed += 1;
                    line.replace(from, to)
                }
                false => line.to_owned(),
            })
            .collect();
        assert_eq!(changed, 1, "{from}");
        self.write(file, &(lines.join("\n") + "\n"));
    }

    /// Every file with its bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.folder, &mut found);
        found
    }

    /// Provisions dry and checks that nothing was written, then applies and checks that what was sent
    /// is what was announced. Gives the applied run.
    pub fn dry_then_apply(&self, key: &str) -> Json {
        let before = self.files();
        let dry = self.provision(&[key]);
        assert!(before == self.files(), "a dry run changed a file");
        assert_eq!(dry["what_if"], true);

        let applied = self.provision(&[key, "--apply"]);
        assert_eq!(applied["what_if"], false);
        for member in ["action", "status"] {
            assert_eq!(dry[member], applied[member], "{member}");
        }
        let announced = requests(&dry, "");
        let anchor = applied["target"]["id"].as_str().unwrap();
        let sent = match applied["action"] == "create" {
            true => requests(&applied, anchor),
            false => requests(&applied, ""),
        };
        assert_eq!(announced, sent);
        applied
    }
}

/// The requests of a run, with `{id}` in place of the anchor that a creation gave.
fn requests(run: &Json, anchor: &str) -> Json {
    let text = run["requests"].to_string();
    let text = match anchor {
        "" => text,
        anchor => text.replace(anchor, "{id}"),
    };
    serde_json::from_str(&text).unwrap()
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, found),
            false => {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
}

/// The target attributes that a run changes, with their new values.
pub fn changes(run: &Json) -> BTreeMap<String, Json> {
    run["modified"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|modified| modified["old"] != modified["new"])
        .map(|modified| {
            let target = modified["target"].as_str().unwrap().to_owned();
            (target, modified["new"].clone())
        })
        .collect()
}
