//! What plans and their files are guarded against.

use crate::cli::command;
use crate::provision::Scratch;
use std::fs;
use std::io::Read;

/// A job whose assignments stand in a list.
fn listed(name: &str) -> Scratch {
    let scratch = Scratch::contoso(name);
    let anchors: Vec<String> = scratch
        .read("users.ndjson")
        .lines()
        .map(|line| line.split('"').nth(3).unwrap().to_owned())
        .collect();
    scratch.write("assigned.txt", &format!("{}\n", anchors.join("\n")));
    let job = scratch.read("job.toml");
    let (before, _) = job.split_once("attribute = ").unwrap();
    scratch.write(
        "job.toml",
        &format!("{before}assignments = \"assigned.txt\"\n"),
    );
    scratch
}

#[test]
fn other_assignments_make_a_plan_stale() {
    let scratch = listed("plan-assignments");
    assert_eq!(scratch.run(&["plan", "--save", "some.plan"]).code, 0);
    let assigned = scratch.read("assigned.txt");
    scratch.write("assigned.txt", assigned.split_once('\n').unwrap().1);
    let before = scratch.files();
    let ran = scratch.run(&["apply", "some.plan"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("stale: the list of assignments changed"),
        "{}",
        ran.err
    );
    assert!(before == scratch.files());
}

#[test]
fn an_altered_plan_is_not_applied() {
    let scratch = Scratch::contoso("plan-altered");
    assert_eq!(scratch.run(&["plan", "--save", "some.plan"]).code, 0);
    let whole = scratch.read("some.plan");
    let mut lines: Vec<&str> = whole.lines().collect();
    let entries = lines.len() - 2;
    lines.remove(2);
    let fewer = lines.join("\n").replace(
        &format!("\"entries\":{entries}"),
        &format!("\"entries\":{}", entries - 1),
    );
    for altered in [
        whole.replacen("Zoë", "Zoe", 1),
        whole.replacen("\"outcome\":\"create\"", "\"outcome\":\"delete\"", 1),
        whole.replacen("\"pass\":1", "\"pass\":4000000000", 1),
        fewer,
    ] {
        assert_ne!(altered, whole);
        scratch.write("some.plan", &altered);
        let before = scratch.files();
        let ran = scratch.run(&["apply", "some.plan"]);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.contains("was altered since it was saved"),
            "{}",
            ran.err
        );
        assert!(before == scratch.files());
    }
}

#[test]
fn a_job_has_one_apply_at_a_time() {
    let scratch = Scratch::contoso("plan-alone");
    assert_eq!(scratch.run(&["plan", "--save", "some.plan"]).code, 0);
    let job = fs::File::open(scratch.folder.join("job.toml")).unwrap();
    job.lock().unwrap();
    let ran = scratch.run(&["apply", "some.plan"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("another `attrflow apply` is at work"),
        "{}",
        ran.err
    );
    job.unlock().unwrap();
    assert_eq!(scratch.run(&["apply", "some.plan"]).code, 0);
}

#[test]
fn outputs_never_take_the_place_of_inputs() {
    let scratch = Scratch::contoso("plan-inputs");
    fs::create_dir(scratch.folder.join("other")).unwrap();
    let before = scratch.files();
    for arguments in [
        &["plan", "--save", "users.ndjson"][..],
        &["plan", "--format", "json", "-o", "users.ndjson"],
        &["plan", "--format", "csv", "-o", "other/../schema.json"],
        &["plan", "-o", "job.toml"],
        &["plan", "-o", "x.out", "--save", "./x.out"],
        &[
            "eval",
            "--schema",
            "schema.json",
            "--users",
            "users.ndjson",
            "-o",
            "schema.json",
        ],
        &[
            "eval",
            "--schema",
            "schema.json",
            "--users",
            "users.ndjson",
            "-o",
            "./users.ndjson",
        ],
    ] {
        let ran = scratch.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains("would overwrite"), "{}", ran.err);
        assert!(before == scratch.files(), "{arguments:?}");
    }
}

#[test]
fn an_old_file_stays_until_the_new_one_is_whole() {
    let scratch = Scratch::contoso("plan-old-file");
    scratch.write("plan.csv", "old");
    let users = scratch.read("users.ndjson");
    scratch.write("users.ndjson", &format!("{users}{{\"objectId\": "));
    let ran = scratch.run(&[
        "plan",
        "--format",
        "csv",
        "-o",
        "plan.csv",
        "--save",
        "some.plan",
    ]);
    // A record that cannot be read is told; what is written by then is whole, or not there.
    match ran.code {
        2 => assert_eq!(scratch.read("plan.csv"), "old"),
        _ => assert!(scratch.read("plan.csv").lines().count() > 1),
    }
    let mut names = scratch.files().into_keys();
    assert!(!names.any(|name| name.ends_with(".part")));
}

#[test]
fn a_reader_that_goes_away_does_not_keep_a_plan_from_being_saved() {
    let scratch = Scratch::contoso("plan-reader");
    let user = scratch
        .read("users.ndjson")
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let users: Vec<String> = (0..2000)
        .map(|number| {
            let user = user.replace("00000000a001", &format!("{number:012}"));
            user.replace("zoe.mueller@", &format!("zoe{number}@"))
                .replace("\"surname\": \"", &format!("\"surname\": \"N{number}"))
        })
        .collect();
    scratch.write("users.ndjson", &users.join("\n"));
    let mut child = command(&["plan", "--format", "csv", "--save", "some.plan"])
        .current_dir(&scratch.folder)
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
    assert!(!error.contains("cannot write"), "{error}");
    assert!(scratch.read("some.plan").lines().count() > 1000);
}

#[cfg(unix)]
#[test]
fn plans_are_their_owners_and_links_stay_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scratch = Scratch::contoso("plan-rights");
    let at = |name: &str| scratch.folder.join(name);
    let rights = |name: &str| at(name).metadata().unwrap().permissions().mode() & 0o777;
    scratch.write("some.plan.part", "of somebody else");
    assert_eq!(scratch.run(&["plan", "--save", "some.plan"]).code, 0);
    assert_eq!(rights("some.plan"), 0o600);
    assert_eq!(scratch.read("some.plan.part"), "of somebody else");

    fs::set_permissions(at("some.plan"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("some.plan", at("latest.plan")).unwrap();
    assert_eq!(scratch.run(&["plan", "--save", "latest.plan"]).code, 0);
    assert!(at("latest.plan").symlink_metadata().unwrap().is_symlink());
    assert_eq!(rights("some.plan"), 0o640);
    assert_eq!(scratch.run(&["apply", "latest.plan"]).code, 0);
}

#[cfg(unix)]
#[test]
fn an_interrupted_plan_leaves_nothing() {
    let scratch = Scratch::contoso("plan-interrupted");
    let made = std::process::Command::new("mkfifo")
        .arg(scratch.folder.join("users.csv"))
        .status();
    assert!(made.unwrap().success());
    let before: Vec<String> = names(&scratch);
    let mut child = command(&[
        "plan",
        "--users",
        "users.csv",
        "--save",
        "some.plan",
        "--format",
        "csv",
        "-o",
        "t.csv",
    ])
    .current_dir(&scratch.folder)
    .spawn();
    // `--save` is for the job's own users; the other file alone is begun.
    let ended = child.as_mut().unwrap().wait().unwrap();
    assert_eq!(ended.code(), Some(2));
    let mut child = command(&[
        "plan",
        "--users",
        "users.csv",
        "--format",
        "csv",
        "-o",
        "t.csv",
    ])
    .current_dir(&scratch.folder)
    .spawn()
    .unwrap();
    let mut give = fs::OpenOptions::new()
        .write(true)
        .open(scratch.folder.join("users.csv"))
        .unwrap();
    std::io::Write::write_all(&mut give, b"objectId,userPrincipalName\n").unwrap();
    let begun = || names(&scratch).iter().any(|name| name.ends_with(".part"));
    for _ in 0..500 {
        if begun() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(begun());
    let kill = std::process::Command::new("kill")
        .arg(child.id().to_string())
        .status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(names(&scratch), before);
}

#[cfg(unix)]
fn names(scratch: &Scratch) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(&scratch.folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
