//! The console blocks of README.md and of pages in `docs`, run as a reader runs them.
//!
//! In a ```` ```console ```` block a line that begins with `$ ` is a command, run by a shell in a
//! folder with a copy of `examples`, with our command first on the PATH and without colours; the lines
//! up to the next `$ ` are its exact output, standard error included. A line `...` stands for any lines.
//! A command that ends with ` &` goes on until the page's end; its output begins as shown.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A command of a block and what is shown below it.
#[derive(PartialEq, Eq, Debug)]
struct Step {
    line: usize,
    command: String,
    shown: Vec<String>,
}

#[test]
fn the_readme_shows_what_happens() {
    holds("README.md");
}

#[test]
fn the_page_on_provisioning_shows_what_happens() {
    holds("docs/provision-on-demand.md");
}

#[test]
fn the_page_on_populations_shows_what_happens() {
    holds("docs/bulk.md");
}

#[test]
fn the_page_on_serving_shows_what_happens() {
    holds("docs/serve.md");
}

#[test]
fn the_page_on_plans_shows_what_happens() {
    holds("docs/plan.md");
}

/// Copies a folder, without what runs left in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true if entry.file_name() == ".attrflow" => {}
            true => copy(&path, &to),
            false => drop(std::fs::copy(&path, &to).unwrap()),
        }
    }
}

/// Runs the commands of a page, one after the other, in a folder with a copy of `examples`.
fn holds(page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(page)).unwrap();
    let text = on_a_free_port(&text);
    let folder = crate::cli::folder(&page.replace('/', "-"));
    copy(&root.join("examples"), &folder.join("examples"));
    let steps = steps(&text);
    assert!(steps.len() > 2);
    let mut going_on = Vec::new();
    let mut mismatch = |step: &Step| match step.command.strip_suffix(" &") {
        Some(command) => {
            let (background, said) = Background::run(command, step.shown.len(), &folder);
            going_on.push(background);
            differs(page, step, &said)
        }
        None => mismatch(page, step, &folder),
    };
    let wrong: Vec<String> = steps.iter().filter_map(&mut mismatch).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page whose server listens where nothing else does: a reader's machine has the ports that pages name, ours
/// may not.
fn on_a_free_port(text: &str) -> String {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = format!("127.0.0.1:{}", free.local_addr().unwrap().port());
    text.replace("127.0.0.1:8787", &port)
        .replace("127.0.0.1:8788", &port)
}

/// The commands of all console blocks, in order.
fn steps(markdown: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut fence: Option<(&str, bool)> = None;
    let mut open = false;
    for (index, line) in markdown.lines().enumerate() {
        let ticks = line.trim_start();
        let ticks = &ticks[..ticks.len() - ticks.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => {
                fence = Some((
                    ticks,
                    line.trim_start().trim_start_matches('`').trim() == "console",
                ));
                open = false;
            }
            Some((opened, _)) if ticks == opened && line.trim() == opened => fence = None,
            Some((_, true)) => {
                if let Some(command) = line.strip_prefix("$ ") {
                    let command = command.to_owned();
                    steps.push(Step {
                        line: index + 1,
                        command,
                        shown: Vec::new(),
                    });
                    open = true;
                } else if let Some(continued) =
                    line.strip_prefix("> ").filter(|_| goes_on(&steps, open))
                {
                    let step = steps.last_mut().unwrap();
                    step.command.push('\n');
                    step.command.push_str(continued);
                } else if open {
                    steps.last_mut().unwrap().shown.push(line.to_owned());
                }
            }
            _ => {}
        }
    }
    steps
}

/// Whether the last command ends in a backslash or inside quotes, so that the shell would ask for more.
fn goes_on(steps: &[Step], open: bool) -> bool {
    let Some(step) = steps.last().filter(|step| open && step.shown.is_empty()) else {
        return false;
    };
    step.command.ends_with(['\\', '|']) || step.command.matches('\'').count() % 2 == 1
}

/// A command that goes on until it is dropped.
struct Background(Child);

impl Background {
    /// Starts it, and waits for so many lines.
    fn run(command: &str, lines: usize, folder: &Path) -> (Self, String) {
        let mut shell = shell(&format!("exec {command} 2>&1"), folder);
        let mut child = shell.stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        for _ in 0..lines {
            out.read_line(&mut said).unwrap();
        }
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        (Self(child), said)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a command; what is wrong with the output, if it is not as shown.
fn mismatch(page: &str, step: &Step, folder: &Path) -> Option<String> {
    differs(page, step, &run(&step.command, folder))
}

fn differs(page: &str, step: &Step, said: &str) -> Option<String> {
    let lines: Vec<&str> = said.lines().collect();
    let shown: Vec<&str> = step.shown.iter().map(String::as_str).collect();
    let shown = &shown[..shown
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |at| at + 1)];
    let said = &lines[..lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |at| at + 1)];
    (!matches(shown, said)).then(|| {
        format!(
            "{page}:{}: $ {}\nshown:\n{}\nsaid:\n{}\n",
            step.line,
            step.command,
            shown.join("\n"),
            said.join("\n")
        )
    })
}

fn run(command: &str, folder: &Path) -> String {
    let output = shell(&format!("{{ {command}\n}} 2>&1"), folder).output();
    String::from_utf8_lossy(&output.unwrap().stdout).into_owned()
}

fn shell(script: &str, folder: &Path) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_attrflow"));
    let before = std::env::var_os("PATH").unwrap_or_default();
    let mut path = vec![binary.parent().unwrap().to_owned()];
    path.extend(std::env::split_paths(&before));
    let mut shell = Command::new("sh");
    shell
        .args(["-c", script])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).unwrap())
        .env("NO_COLOR", "1");
    shell
}

/// Whether lines are as shown; `...` stands for any number of them.
fn matches(shown: &[&str], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((first, rest)) if first.trim() == "..." => {
            (0..=said.len()).any(|skipped| matches(rest, &said[skipped..]))
        }
        Some((first, rest)) => {
            let same = said
                .first()
                .is_some_and(|line| line.trim_end() == first.trim_end());
            same && matches(rest, &said[1..])
        }
    }
}

#[test]
fn blocks_are_told_apart() {
    let found = steps(
        "```sh\n$ no\n```\n````markdown\n```console\n$ no\n```\n````\n```console\nbefore\n$ one\nout\n\n$ two \\\n> more\n```\n$ no\n",
    );
    let commands: Vec<(usize, &str)> = found
        .iter()
        .map(|step| (step.line, step.command.as_str()))
        .collect();
    assert_eq!(commands, [(11, "one"), (14, "two \\\nmore")]);
    assert_eq!(found[0].shown, ["out", ""]);
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(matches(&["a", "...", "c"], &["a", "b", "b", "c"]));
    assert!(matches(&["...", "c"], &["c"]));
    assert!(matches(&["a", "..."], &["a"]));
    assert!(!matches(&["a", "...", "c"], &["a", "b"]));
    assert!(!matches(&["a"], &["a", "b"]));
    assert!(!matches(&["a", "b"], &["a"]));
}

#[test]
fn commands_run_with_ours_on_the_path() {
    let step = |command: &str, shown: &[&str]| Step {
        line: 1,
        command: command.to_owned(),
        shown: shown.iter().map(|line| (*line).to_owned()).collect(),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mismatch = |step: &Step| mismatch("README.md", step, root);
    assert_eq!(
        mismatch(&step("attrflow check '[mail]'", &["no problems", ""])),
        None
    );
    assert_eq!(
        mismatch(&step("ls Cargo.toml; echo a >&2", &["Cargo.toml", "a"])),
        None
    );
    assert!(mismatch(&step("attrflow check 'x'", &["no problems"])).is_some());
}
