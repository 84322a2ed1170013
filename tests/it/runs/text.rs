//! The text of a run, and its JSON.

use super::{creation, error};
use crate::reference::conforms_value;
use attrflow::pipeline::{Action, Status, StepKind};
use attrflow::report::{Length, Shown, headline, run, runs_json};
use serde_json::json;

fn shown() -> Shown {
    Shown {
        details: vec![],
        traces: vec![],
        length: Length::Elided,
        width: 100,
    }
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut escape = false;
    for letter in text.chars() {
        match letter {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            letter => out.push(letter),
        }
    }
    out
}

#[test]
fn a_creation() {
    let text = plain(&run(&creation(), &shown()));
    let expected = "\
would create ada@contoso.com in SCIM app: active and assigned in Contoso, no matching User found

✓ Import user                           Retrieved User 'ada@contoso.com' from Contoso
✓ Determine if user is in scope         active and assigned; there is no scoping filter
– Match user between source and target  no matching User found in SCIM app
✓ Perform action                        User 'ada@contoso.com' will be created in SCIM app

Modified attributes
target attribute  original value  modified value
userName                          ada@contoso.com
password                          [Redact]

Data flow
target attribute  source value     expression     original value  modified value
userName          ada@contoso.com  [mail]                         ada@contoso.com
password          [Redact]         Redact([pin])                  [Redact]

Requests that would be sent
POST /Users
  {
    \"userName\": \"ada@contoso.com\",
    \"password\": \"[Redact]\"
  }

a dry run: nothing was written; `--apply` does it
";
    assert_eq!(text, expected);
}

#[test]
fn details_of_a_step() {
    let asked = Shown {
        details: vec![StepKind::Import, StepKind::Export],
        ..shown()
    };
    let text = plain(&run(&creation(), &asked));
    assert!(text.contains("    name  value\n    mail  ada@contoso.com\n✓ Determine"));
    assert!(text.contains("will be created in SCIM app\n    no details\n"));
}

#[test]
fn long_values_are_cut_and_names_of_extensions_shortened() {
    let mut long = creation();
    long.flows[0].target =
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber".into();
    long.flows[0].expression = format!("Append([mail], \"{}\")", "x".repeat(200));
    let text = plain(&run(&long, &shown()));
    assert!(text.contains("urn:…:User:employeeNumber"), "{text}");
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest <= 110, "{text}");
}

#[test]
fn first_lines() {
    let mut run = creation();
    let mut says = |change: &dyn Fn(&mut attrflow::pipeline::Run), line: &str| {
        change(&mut run);
        assert_eq!(headline(&run), line);
    };
    says(
        &|run| run.what_if = false,
        "created ada@contoso.com in SCIM app: active and assigned in Contoso, no matching User found",
    );
    says(
        &|run| run.action = Action::Update,
        "updated ada@contoso.com in SCIM app: `userName` and `password` differ",
    );
    says(
        &|run| {
            run.action = Action::Disable;
            run.steps[1]
                .details
                .insert("Assigned to the application".into(), "False".into());
        },
        "disabled ada@contoso.com in SCIM app: not assigned in Contoso",
    );
    says(
        &|run| {
            run.action = Action::Other;
            run.status = Status::Skipped;
            run.error = error("RedundantExport", "The state …", None);
        },
        "ada@contoso.com is skipped: RedundantExport, source and target already match",
    );
    says(
        &|run| {
            run.action = Action::Create;
            run.status = Status::Failure;
            run.error = error("EntryConflict", "`userName` is taken", Some("rename one"));
        },
        "failed to create ada@contoso.com in SCIM app: EntryConflict: `userName` is taken",
    );
}

#[test]
fn a_failure_says_what_to_do_and_what_would_have_been_sent() {
    let mut failed = creation();
    failed.status = Status::Failure;
    failed.error = error("EntryConflict", "`userName` is taken", Some("rename one"));
    let text = plain(&run(&failed, &shown()));
    assert!(text.contains("\n  what to do: rename one\n"), "{text}");
    assert!(
        text.contains("\nAttributes that would have been sent\n"),
        "{text}"
    );
}

#[test]
fn no_form_shows_a_secret() {
    let all = Shown {
        details: vec![StepKind::Import, StepKind::Export],
        traces: vec!["password".into()],
        length: Length::Whole,
        width: 100,
    };
    let json = runs_json(&[creation()]);
    assert!(!run(&creation(), &all).contains("marker-secret"));
    assert!(!json.to_string().contains("marker-secret"));
    assert_eq!(
        json["runs"][0]["requests"][0]["body"]["password"],
        "[Redact]"
    );
}

#[test]
fn the_json_is_as_its_schema_says() {
    let mut failed = creation();
    failed.error = error("EntryConflict", "x", None);
    conforms_value("runs", &runs_json(&[creation(), failed]));
    assert_eq!(runs_json(&[]), json!({"format_version": 1, "runs": []}));
}
