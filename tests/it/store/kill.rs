//! Kills: a process that applies a change dies at every step; the next run finishes its work.
//!
//! The process that dies is this test binary, started again for the ignored test `child`.

mod fatal;
mod scenario;

use super::support::*;
use attrflow::connectors::store::{EmbeddedReader, LinkReader};
use attrflow::pipeline::{Action, ProvisioningLog, Status, TargetReader};
use fatal::Fatal;
use scenario::{SCENARIOS, Scenario};
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names the folder, the scenario and the step at which the child dies.
const VARIABLE: &str = "ATTRFLOW_TEST_KILL";

#[test]
#[ignore = "is started by the other tests of this module"]
fn child() {
    let Ok(order) = std::env::var(VARIABLE) else {
        return;
    };
    let (step, rest) = order.split_once(' ').unwrap();
    let (scenario, folder) = rest.split_once(' ').unwrap();
    let scenario = SCENARIOS.iter().find(|one| one.name == scenario).unwrap();
    let fatal = Fatal::at(step.parse().unwrap());
    println!("begins");
    scenario.run(Path::new(folder), &fatal);
    println!("survived {}", fatal.steps());
}

struct Child {
    process: std::process::Child,
}

impl Child {
    fn start(folder: &Folder, scenario: &Scenario, step: u32) -> Self {
        let order = format!("{step} {} {}", scenario.name, folder.path().display());
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::kill::child", "--ignored", "--nocapture"])
            .env(VARIABLE, order)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { process }
    }

    /// Whether it came through.
    fn survives(mut self) -> bool {
        self.process.wait().unwrap().success()
    }

    /// Kills it so long after it began.
    fn kill_after(mut self, delay: Duration) {
        let mut said = Vec::new();
        let mut byte = [0];
        let out = self.process.stdout.as_mut().unwrap();
        while !said.ends_with(b"begins\n") {
            out.read_exact(&mut byte).unwrap();
            said.push(byte[0]);
        }
        let begun = Instant::now();
        while begun.elapsed() < delay {
            std::hint::spin_loop();
        }
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn prepared(scenario: &Scenario) -> Folder {
    let folder = Folder::new();
    for before in scenario.before {
        let before = SCENARIOS.iter().find(|one| one.name == *before).unwrap();
        let run = before.run(folder.path(), &Fatal::never());
        assert_eq!(run.status, Status::Success, "{run:#?}");
    }
    folder
}

/// What a dry run shows after the crash, and what holds after the next applying run.
fn recovers(folder: &Folder, scenario: &Scenario, when: &str) {
    let when = format!("{}, killed {when}", scenario.name);
    let path = folder.path();
    let target = EmbeddedReader::open(&path.join("app.db"), shape());
    let before = count(
        &mut target.unwrap_or_else(|error| panic!("{when}: {error}")),
        scenario,
    );
    assert!(before <= 1, "{when}: {before} objects");
    LinkReader::open(&path.join("links.db")).unwrap_or_else(|error| panic!("{when}: {error}"));

    let run = scenario.run(path, &Fatal::never());
    let gone = !scenario.leaves_object()
        && run
            .error
            .as_ref()
            .is_some_and(|error| error.code == "NotFound");
    assert!(run.status != Status::Failure || gone, "{when}: {run:#?}");
    scenario.run(path, &Fatal::never());

    let mut target = EmbeddedReader::open(&path.join("app.db"), shape()).unwrap();
    let links = LinkReader::open(&path.join("links.db")).unwrap();
    assert!(
        links.all_unfinished().unwrap().is_empty(),
        "{when}: something is left over"
    );
    let found = target
        .find(scenario.object, scenario.matching, scenario.key)
        .unwrap();
    let link = links.get(scenario.source).unwrap();
    if scenario.leaves_object() {
        assert_eq!(count(&mut target, scenario), 1, "{when}");
        assert_eq!(found.len(), 1, "{when}");
        let all = links.list(None, 100).unwrap();
        let to = all.iter().filter(|link| link.target == found[0].id).count();
        assert_eq!(to, 1, "{when}: {all:?}");
        assert_eq!(link.unwrap().target, found[0].id, "{when}");
        scenario.holds(&mut target, &found[0], &when);
    } else {
        assert_eq!(count(&mut target, scenario), 0, "{when}");
        assert_eq!(link, None, "{when}");
    }
    let mut log: Vec<_> = links.entries(Some(scenario.source), 100).unwrap();
    log.retain(|run| run.action != Action::Other);
    log.reverse();
    let actions: Vec<_> = log.iter().map(|run| run.action).collect();
    assert_eq!(actions, scenario.log, "{when}");
    assert!(
        log.iter().all(|run| !run.target.id.is_empty()),
        "{when}: {log:?}"
    );
}

fn count(target: &mut EmbeddedReader, scenario: &Scenario) -> usize {
    let mut all = 0;
    let mut visit = |object: attrflow::pipeline::TargetObject| {
        all += usize::from(object.resource[scenario.matching] == scenario.key);
        ControlFlow::Continue(())
    };
    target.each(scenario.object, &mut visit).unwrap();
    all
}

#[test]
fn a_run_killed_at_any_call_is_finished_by_the_next() {
    let mut points = 0;
    for scenario in SCENARIOS {
        let prepared = prepared(scenario);
        let mut step = 0;
        loop {
            step += 1;
            let folder = prepared.copy();
            if Child::start(&folder, scenario, step).survives() {
                break;
            }
            points += 1;
            recovers(&folder, scenario, &format!("at call {step}"));
        }
    }
    println!("{points} points");
    assert!(points >= 50, "only {points} points");
}

/// Inside SQLite's own steps, too: between its writes, syncs and removals of journals.
#[test]
fn a_run_killed_at_any_time_is_finished_by_the_next() {
    for scenario in SCENARIOS {
        let prepared = prepared(scenario);
        let begun = Instant::now();
        scenario.run(prepared.copy().path(), &Fatal::never());
        let whole = begun.elapsed() * 3 / 2;
        for part in 0..12 {
            let folder = prepared.copy();
            let delay = whole * part / 12;
            Child::start(&folder, scenario, u32::MAX).kill_after(delay);
            recovers(&folder, scenario, &format!("after {delay:?}"));
        }
    }
}
