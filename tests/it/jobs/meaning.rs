//! What a job file means: defaults, paths, secrets.

use attrflow::connectors::files::Format;
use attrflow::connectors::job::{EmbeddedSettings, Job, SecretSource, TargetSettings, masked};
use attrflow::connectors::scim::Dialect;
use attrflow::connectors::store::Deletion;
use attrflow::library::JobKind;
use attrflow::pipeline::{Actions, Assignments, Thresholds};
use std::path::Path;
use std::time::Duration;

fn job(text: &str) -> Job {
    match Job::parse(text, Path::new("tests/data/job")) {
        Ok((job, _)) => job,
        Err(problems) => panic!("{problems:#?}"),
    }
}

#[test]
fn the_smallest_job_is_complete() {
    let job = job("schema = 'app.json'\nkind = 'app'\n[source]\nfile = 'users.csv'\n");
    assert_eq!(job.kind, JobKind::App);
    assert_eq!(job.spec.source_name, "Azure Active Directory");
    assert_eq!(job.spec.target_name, "Desk");
    assert_eq!(job.spec.thresholds, Thresholds::default());
    assert_eq!(job.spec.actions, Actions::default());
    let roles = Assignments::Attribute("appRoleAssignments".to_owned());
    assert_eq!(job.spec.assignments, roles);
    assert_eq!(job.source.format, Format::Csv);
    assert_eq!(job.source.object, "User");
    assert_eq!(job.source.keys, ["userPrincipalName", "mail"]);
    let folder = Path::new("tests/data/job/.attrflow");
    assert_eq!(
        job.target,
        TargetSettings::Embedded(EmbeddedSettings {
            file: folder.join("target.db"),
            unique: None,
            deletion: Deletion::Removed,
        })
    );
    assert_eq!(job.links, folder.join("links.db"));
}

#[test]
fn every_setting_arrives() {
    let job = job(r#"
schema = "app.json"
kind = "app"
rule = "Out"
mapping = "Users"
group-mapping = "Groups"
default-domain = "contoso.com"
[source]
file = "users.txt"
format = "csv"
name = "Our tenant"
keys = ["mail"]
groups = "users.csv"
[target]
type = "scim"
name = "The desk"
url = "https://desk.contoso.com/scim?aadOptscim062020"
token-file = "token.txt"
timeout = 5
rate = 3
retries = 0
[target.quirks]
manager = "text"
[links]
file = "state/links.db"
[scope]
assignments = "assigned.txt"
[parameters]
"%DomainFQDN%" = "contoso.com"
[thresholds]
deletes = 7
deletes-percent = 2.5
max-disables = 40
max-deletes = 0
[actions]
delete = false
[flags]
SkipOutOfScopeDeletions = true
"#);
    let spec = &job.spec;
    assert_eq!(spec.source_name, "Our tenant");
    assert_eq!(spec.target_name, "The desk");
    assert_eq!(spec.parameters["DomainFQDN"], "contoso.com");
    assert_eq!(spec.group_mapping.as_deref(), Some("Groups"));
    let thresholds = Thresholds {
        deletes: 7,
        deletes_percent: Some(2.5),
        max_disables: Some(40),
        max_deletes: Some(0),
    };
    assert_eq!(spec.thresholds, thresholds);
    assert_eq!((spec.actions.create, spec.actions.delete), (true, false));
    assert!(spec.skip_out_of_scope_deletions);
    let listed = ["ada@contoso.com", "alan_fabrikam.com#EXT#@contoso.com"];
    let listed = listed.map(str::to_owned).to_vec();
    assert_eq!(spec.assignments, Assignments::Listed(listed));
    let TargetSettings::Scim(scim) = &job.target else {
        panic!("{:?}", job.target)
    };
    assert_eq!(scim.dialect, Dialect::EntraCompliant);
    assert_eq!(scim.timeout, Duration::from_secs(5));
    assert_eq!((scim.rate, scim.retries), (3, 0));
    let token = SecretSource::File("tests/data/job/token.txt".into());
    assert_eq!(scim.token, Some(token));
    assert_eq!(job.source.groups.unwrap().2, "Group");
}

#[test]
fn kinds_without_assignments_take_everybody() {
    for (schema, kind) in [("ad", "ad-to-entra"), ("workday", "workday")] {
        let text =
            format!("schema = '{schema}.json'\nkind = '{kind}'\n[source]\nfile = 'users.csv'\n");
        assert_eq!(job(&text).spec.assignments, Assignments::All);
    }
}

#[test]
fn the_example_is_sound() {
    let reading = Job::read("examples/contoso/job.toml".as_ref()).unwrap();
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert!(reading.job.is_some());
}

#[test]
fn byte_order_marks_and_windows_lines_are_read() {
    let text = "\u{feff}schema = 'app.json'\r\nkind = 'app'\r\n[source]\r\nfile = 'users.csv'\r\n";
    assert_eq!(job(text).kind, JobKind::App);
    let wrong = text.replace("'app'", "'apps'");
    let problems = Job::parse(&wrong, Path::new("tests/data/job")).unwrap_err();
    let span = problems.iter().next().unwrap().span();
    assert_eq!(span.of(&wrong), "'apps'");
}

#[test]
fn a_missing_job_file_is_named() {
    let failure = Job::read("tests/data/job/none.toml".as_ref()).unwrap_err();
    assert_eq!(
        failure.message,
        "cannot read `tests/data/job/none.toml`: no such file or directory"
    );
}

/// Whatever is wrong with a file, a secret in it is masked where the file is shown.
#[test]
fn secrets_are_masked_in_every_spelling() {
    for text in [
        "token = \"s3cret\"\n",
        "[target]\nbearer-token = 's3cret'\n",
        "target = { url = 'x', client_secret = 's3cret' }\n",
        "target.password = \"\"\"\nfirst\ns3cret\n\"\"\"\n",
        "token = s3cret\n",
        "token = \"s3cret\n[source]\n",
        "[target]\nurl = \"https://ada:s3cret@desk.contoso.com/scim\"\n",
        "[target]\nurl = \"https://desk.contoso.com/scim?token=s3cret\"\n",
        "[parameters]\nApiKey = \"s3cret\"\n",
        "[target.token]\nvalue = \"s3cret\"\n",
        "\"token\" = 's3cret'\n",
        "secrets = ['a', 's3cret']\n",
        "schema = 'app.json'\nkind = 'app'\nsource.file = 'users.csv'\n[target]\ntype = 'scim'\nurl = 'https://x/'\ntoken-env = 's3cret.x'\n",
        "schema = 'app.json'\nkind = 'app'\nsource.file = 'users.csv'\n[target]\ntype = 'scim'\nurl = 'https://x/'\ntoken-env = 'eyJhbGciOis3cretIkpXVCJ9'\n",
    ] {
        let shown = masked(text);
        assert!(!shown.contains("s3cret"), "{shown}");
        assert_eq!(shown.len(), text.len());
        let problems = match Job::parse(text, Path::new("tests/data/job")) {
            Ok((_, problems)) | Err(problems) => problems,
        };
        assert!(problems.has_errors());
        assert!(!format!("{problems:?}").contains("s3cret"), "{problems:?}");
    }
    let kept = "[target]\ntoken-env = \"NAME\"\ntoken-file = 'token.txt'\n";
    assert_eq!(masked(kept), kept);
}

#[test]
fn a_token_is_read_and_never_shown() {
    let folder = std::env::temp_dir().join(format!("attrflow-token-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("token.txt");
    std::fs::write(&path, "abc.def\r\n").unwrap();
    let token = SecretSource::File(path.clone()).read().unwrap();
    assert_eq!(
        (token.expose(), format!("{token:?}").as_str()),
        ("abc.def", "[secret]")
    );
    for wrong in ["", "\n", "two words", "ä"] {
        std::fs::write(&path, wrong).unwrap();
        let failure = SecretSource::File(path.clone()).read().unwrap_err();
        assert!(wrong.trim().is_empty() || !failure.message.contains(wrong));
    }
    std::fs::remove_dir_all(folder).unwrap();
}
